/** `button:contains(Buy)`: what jQuery can ask for and CSS cannot, said with `text:`. */
import type { SelectorProblem } from "./selector-problem.ts";

export function textHint(name: string, written: string, kind: string): SelectorProblem {
  const why = `no browser knows \`:${name}\`; CSS cannot look for a text`;
  if (kind !== "click" && kind !== "link")
    return { why, hint: "Name the element by an id, a class or an attribute." };
  const found = new RegExp(`:${name}\\(\\s*("[^"]*"|'[^']*'|[^()]*?)\\s*\\)`, "i").exec(written);
  const text = (found?.[1] ?? "").replace(/^["']|["']$/g, "");
  if (!found || text === "")
    return { why, hint: `Write the text under \`text\`: \`${kind}: { text: { contains: Buy } }\`.` };
  const rest = (written.slice(0, found.index) + written.slice(found.index + found[0].length)).trim();
  const selector = rest === "" || rest === "*" ? "" : `selector: ${asYaml(rest)}, `;
  return { why, hint: `Write \`${kind}: { ${selector}text: { contains: ${asYaml(text)} } }\`.` };
}

/** As it can stand in braces. */
function asYaml(text: string): string {
  return /^[\p{L}][\p{L}\p{N} ._-]*$/u.test(text) && !/^(?:true|false|null|yes|no|on|off)$/i.test(text)
    ? text
    : `'${text.replaceAll("'", "''")}'`;
}
