/** One JSON value for machines, on a terminal or in a job's log as harmless as any other text. */
import type { Json } from "../resources/resource.ts";

/** What JSON leaves as it is though a terminal acts on it, and the characters that begin a command in a log. */
const ACTING =
  /[\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|\udb40[\udc00-\udc7f]|#(?=#\w{0,20}\[)/g;

/** Indented, with a line break at its end. The escapes are JSON's own, so that parsing gives back every character. */
export function jsonText(value: Json): string {
  return `${JSON.stringify(value, null, 2).replace(ACTING, escapedUnits)}\n`;
}

function escapedUnits(text: string): string {
  return text
    .split("")
    .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`)
    .join("");
}
