/** `/danke\done`: browsers turn a backslash into a slash everywhere before `?` and `#`, so none is ever found there. */
import type { MisreadingDetector } from "./misreading.ts";
import { sameWith } from "./rewritten.ts";
import type { TextPosition } from "./text-position.ts";

export const backslash: MisreadingDetector = (position) => {
  const { text } = position;
  const turned = turnedIn(position);
  if (turned === null || turned === text || isPattern(text)) return null;
  return {
    code: "backslash-in-address",
    message: "Browsers turn a backslash in an address into `/`, so this is never found.",
    hint: `Write \`${sameWith(position, turned)}\`.`,
  };
};

/** In a pattern the backslash that is looked for is written twice. */
export const backslashInPattern: MisreadingDetector = (position) => {
  const { text, subject } = position;
  if (!/\\\\/.test(text) || (subject !== "path" && subject !== "host")) return null;
  return {
    code: "backslash-in-address",
    message: "Browsers turn a backslash in an address into `/`, so this is never found.",
    hint: `Write \`${sameWith(position, text.replaceAll("\\\\", "/"))}\`.`,
  };
};

/** Addresses as browsers spell them (url.spec.whatwg.org, *special* schemes); null for what they leave alone. */
function turnedIn({ subject, text }: TextPosition): string | null {
  if (subject === "path") return text.replaceAll("\\", "/");
  if (subject !== "url" && subject !== "link url" && subject !== "form action") return null;
  if (/^(?!https?:)[a-z][a-z0-9+.-]*:/i.test(text)) return null;
  return text.replace(/^[^?#]*/, (before) => before.replaceAll("\\", "/"));
}

/** `\d+`, `\.html` and `\/` belong to a regular expression; `\danke` is a folder. */
function isPattern(text: string): boolean {
  return /\\(?:[./?+*()[\]{}|^$\\-]|[dDsSwW](?![a-z\d_]))|[*+^$|]/i.test(text);
}
