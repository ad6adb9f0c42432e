/** Text from files and from Google inside Markdown: it stays text, in table cells as elsewhere. */
import { visible } from "./visible.ts";

/**
 * Escapes everything that Markdown and HTML could act on. GitHub turns `@name`,
 * `#1` and `GH-1` into links after Markdown is done, so these are broken by a comment.
 */
export function markdownText(text: string): string {
  return visible(text)
    .replace(/&/g, "&amp;")
    .replace(/</g, "&lt;")
    .replace(/>/g, "&gt;")
    .replace(/[\\`*_{}[\]()!|~$]/g, "\\$&")
    .replace(/^[-+=]|(?<=^\d+)\./, "\\$&")
    .replace(/[@#]/g, "$&<!-- -->")
    .replace(/\bGH-(?=\d)/gi, "$&<!-- -->")
    .replace(/:\/\//g, ":<!-- -->//")
    .replace(/www\./gi, (www) => `${www.slice(0, 3)}<!-- -->.`);
}

/**
 * Text as code, for values that people compare character by character or copy. Backticks inside cannot end it.
 * In a table's cell it must be `markdownCellCode`.
 */
export function markdownCode(text: string): string {
  // Two backticks with nothing between them would begin code that ends who knows where.
  if (text === "") return "` `";
  const safe = visible(text);
  const longest = Math.max(0, ...[...safe.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = "`".repeat(longest + 1);
  return longest === 0 ? `${fence}${safe}${fence}` : `${fence} ${safe} ${fence}`;
}

/** In a table a bar ends the cell, also within code; there, and only there, the backslash before it is not shown. */
export function markdownCellCode(text: string): string {
  return markdownCode(text).replace(/\|/g, "\\|");
}

/**
 * A message in which what is between backticks is code: names and lines of the goals file. The rest stays text.
 * Backticks that touch others come from such a name itself, and pairing them would leave a part of it outside the code.
 */
export function markdownMessage(message: string, longest = Number.POSITIVE_INFINITY): string {
  const whole = message
    .split(/(?<!`)`([^`\n]+)`(?!`)/)
    .map((part, index) => (index % 2 === 1 ? markdownCode(part) : part === "" ? "" : markdownText(part)))
    .join("");
  return whole.length <= longest ? whole : markdownTextWithin(message.replaceAll("`", ""), longest);
}

/** `markdownText`, cut where it would get longer than this: an escaped character may take ten times its room. */
export function markdownTextWithin(text: string, longest: number): string {
  const whole = markdownText(text);
  if (whole.length <= longest) return whole;
  const share = Math.max(1, Math.floor((text.length * longest) / whole.length) - 1);
  for (let length = Math.min(share, text.length); length > 0; length = Math.floor(length * 0.8)) {
    const cut = `${markdownText(text.slice(0, length))}…`;
    if (cut.length <= longest) return cut;
  }
  return "…";
}

/** A block of code with a fence that nothing in it can close. */
export function fenced(language: string, text: string): string {
  const longest = Math.max(0, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = "`".repeat(Math.max(3, longest + 1));
  return `${fence}${language}\n${text.replace(/\n$/, "")}\n${fence}`;
}
