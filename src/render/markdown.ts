/** Text from files and from Google inside Markdown: it stays text, in table cells as elsewhere. */
import { visible } from "./visible.ts";

/** Escapes everything that Markdown, GitHub's mentions and references, and HTML could act on. */
export function markdownText(text: string): string {
  return visible(text)
    .replace(/&/g, "&amp;")
    .replace(/</g, "&lt;")
    .replace(/>/g, "&gt;")
    .replace(/[\\`*_{}[\]()#+!|~^$-]/g, "\\$&")
    .replace(/@/g, "&#64;")
    .replace(/:\/\//g, "&#58;//")
    .replace(/www\./gi, (www) => `${www.slice(0, 3)}&#46;`);
}

/** Text as code, for values that people compare letter by letter. Backticks inside cannot end it. */
export function markdownCode(text: string): string {
  const safe = visible(text).replace(/\|/g, "\\|");
  const longest = Math.max(0, ...[...safe.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = "`".repeat(longest + 1);
  return longest === 0 ? `${fence}${safe}${fence}` : `${fence} ${safe} ${fence}`;
}
