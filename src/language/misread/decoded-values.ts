/** `done%20ok` as the value of a query parameter: Tag Manager compares what it decodes to. */
import type { MisreadingDetector } from "./misreading.ts";
import { sameWith } from "./rewritten.ts";

export const percentEncoded: MisreadingDetector = (position) => {
  const { text, subject } = position;
  if (subject !== "query" || !/%[0-9A-F]{2}/i.test(text)) return null;
  const shown = decoded(text);
  return {
    code: "percent-encoded",
    message: "The values of a query are compared decoded, so escapes such as `%20` are never found.",
    hint: shown === null ? "Write the text itself." : `Write \`${sameWith(position, shown)}\`.`,
  };
};

function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text.replaceAll("+", " "));
  } catch {
    return null;
  }
}
