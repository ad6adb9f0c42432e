/** The parts of a pattern that must be there character by character, in their order: what a typo can be in. */
import type { Sought } from "./nearest.ts";

/** Groups, classes and alternatives say nothing certain, and neither does a character that may be missing or repeated. */
export function literalsOf(pattern: string): Sought {
  const texts: string[] = [];
  let text = "";
  const end = () => {
    if (text !== "") texts.push(text);
    text = "";
  };
  const isFromStart = pattern.startsWith("^");
  let isToEnd = false;
  for (let at = isFromStart ? 1 : 0; at < pattern.length; at++) {
    const one = pattern[at]!;
    if (one === "|") return { texts: [], isFromStart: false, isToEnd: false };
    if (one === "(" || one === "[") {
      end();
      at = closing(pattern, at);
    } else if (one === "\\" && /[^a-z0-9]/i.test(pattern[at + 1] ?? "")) {
      text += pattern[++at];
    } else if (one === "\\") {
      end();
      at++;
    } else if (one === "?" || one === "*" || one === "{") {
      text = text.slice(0, -1);
      end();
      if (one === "{") at = pattern.indexOf("}", at);
      if (at < 0) break;
    } else if (one === "+" || one === ".") end();
    else if (one === "$" && at === pattern.length - 1) isToEnd = text !== "";
    else text += one;
  }
  end();
  return { texts, isFromStart: isFromStart && /^\^[^([.\\]/.test(pattern), isToEnd };
}

/** Where the group or class that begins here ends. */
function closing(pattern: string, from: number): number {
  const isClass = pattern[from] === "[";
  let depth = 0;
  for (let at = from; at < pattern.length; at++) {
    const one = pattern[at];
    if (one === "\\") at++;
    else if (isClass ? one === "]" && at > from + 1 : one === ")" && --depth === 0) return at;
    else if (!isClass && one === "(") depth++;
  }
  return pattern.length;
}
