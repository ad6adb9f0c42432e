/** `/shop/../thanks`, `/shop//thanks`: browsers resolve the dots, and keep slashes in a row, which pages hardly ever have. */
import type { MisreadingDetector } from "./misreading.ts";
import { sameWith } from "./rewritten.ts";
import type { TextPosition } from "./text-position.ts";

export const unusualPath: MisreadingDetector = (position) => {
  const { text } = position;
  const [before, path, after] = partsOf(position) ?? [];
  if (path === undefined || /^\/*$/.test(path)) return null;
  const resolved = withoutDots(path, position.op);
  const usual = resolved.replace(/\/{2,}/g, "/");
  if (usual === path) return null;
  return {
    code: "unusual-path",
    message:
      resolved === path
        ? "Browsers keep slashes in a row, and hardly any page has them in its address."
        : "Browsers resolve `.` and `..` between slashes, so this is never found in an address.",
    hint: `Write \`${sameWith(position, `${before}${usual}${after}`)}\`${resolved === path ? `, unless the page really has ${text.match(/\/{2,}/)?.[0]}` : ""}.`,
  };
};

/** What is before the path, the path, and what is after it; null for what has no path. */
function partsOf({ subject, text, op }: TextPosition): readonly string[] | null {
  if (subject === "path") return /[?#]|:\/\/|^\/\/[^/]+\./.test(text) ? null : ["", text, ""];
  if (subject !== "url" && subject !== "link url" && subject !== "form action") return null;
  // What an address contains may be in the middle of another address in it.
  if (op === "contains" || op === "ends_with") return null;
  const [, before = "", path, after = ""] =
    /^((?:https?:)?\/\/[^/?#]+|(?!\/\/))(\/[^?#]*)([?#].*)?$/is.exec(text) ?? [];
  return path === undefined || /[a-z]:\//i.test(path) ? null : [before, path, after];
}

/** @param op whether the last segment is whole */
function withoutDots(path: string, op: TextPosition["op"]): string {
  const kept: string[] = [];
  const segments = path.split("/");
  for (const [index, segment] of segments.entries()) {
    const isLast = index === segments.length - 1;
    const isWhole = index > 0 && (!isLast || op === "equals" || op === "one_of" || op === "ends_with");
    if (!isWhole || !/^\.{1,2}$/.test(segment)) kept.push(segment);
    else {
      if (segment === ".." && kept.length > 1) kept.pop();
      if (isLast) kept.push("");
    }
  }
  return kept.join("/");
}
