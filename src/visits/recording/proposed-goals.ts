/** What was clicked in a recording of Chrome DevTools → goals for it, with the selector that will break last. */

import { inBraces } from "../../language/writing/yaml-text.ts";
import type { YamlValue } from "../../language/writing/yaml-value.ts";
import { parsedUrl } from "../../parsed-url.ts";
import { countOf } from "../html.ts";
import type { Step } from "../step.ts";

/** @param html the page's own HTML, to count what a selector finds; null where nobody has it */
export function proposedGoals(steps: readonly Step[], html: string | null): string | null {
  let page = "";
  const ids = new Set<string>();
  const goals = steps.flatMap((step) => {
    if (step.does === "page") page = step.url;
    if (step.does !== "unknown" || step.word !== "click" || step.about === "") return [];
    const selectors = step.about.split("  ");
    return [goalLines(selectors, page, html, ids).join("\n")];
  });
  if (goals.length === 0) return null;
  return `goals:\n${goals.join("\n")}\n`;
}

function goalLines(
  selectors: readonly string[],
  page: string,
  html: string | null,
  ids: Set<string>,
): readonly string[] {
  const [best = ""] = [...selectors].sort((a, b) => stability(a) - stability(b));
  const on: YamlValue = labelOf(best) === null ? { click: best } : { click: { text: labelOf(best)! } };
  const id = freeId(selectors, ids);
  const pathname = parsedUrl(page)?.pathname ?? "/";
  return [
    `  # Clicked on ${oneLine(page)}: ${oneLine(selectors.join(", "))}`,
    `  # ${foundWords(best, html)}`,
    `  ${id}:`,
    "    type: event",
    `    on: ${inBraces(on).trim()}`,
    `    # page: ${JSON.stringify(pathname)} # only there`,
  ];
}

function foundWords(selector: string, html: string | null): string {
  if (labelOf(selector) !== null)
    return "No selector of the recording is stable, so this goes by the text. Does every language of the site have it?";
  if (html === null)
    return `How many elements it finds is not in the recording: document.querySelectorAll(${JSON.stringify(oneLine(selector))}).length, or --html with the saved page.`;
  const number = countOf(html, selector);
  const finds = `${oneLine(selector)} finds ${number === 1 ? "1 element" : `${number} elements`} of the page`;
  return number === 1
    ? `${finds}.`
    : `${finds}: ${number === 0 ? "check that it is the right page" : "all of them count"}.`;
}

/** A name that somebody gave the element lasts; a way through the page does not. The smaller, the better. */
function stability(selector: string): number {
  if (/^(?:xpath|pierce|text)\//.test(selector)) return 9;
  const isGenerated = /\d{3,}|[a-z]+[A-Z]?\w*__\w|css-|sc-|:r\w+:/.test(selector);
  if (/^[a-z]*#[\w-]+$/i.test(selector)) return isGenerated ? 6 : 0;
  if (/^[a-z]*\[data-[\w-]+(?:[~^$*|]?=.*)?\]$/i.test(selector)) return 1;
  if (/^[a-z]*\[(?:name|href|aria-label)=.*\]$/i.test(selector)) return 2;
  if (/^aria\//.test(selector)) return 4;
  if (/^[a-z]*(?:\.[\w-]+)+$/i.test(selector)) return isGenerated ? 7 : 3;
  return /nth-|>/.test(selector) ? 8 : 5;
}

function labelOf(selector: string): string | null {
  return /^(?:aria|text)\/(.+)$/.exec(selector)?.[1] ?? null;
}

function freeId(selectors: readonly string[], ids: Set<string>): string {
  const named = selectors
    .map((one) => labelOf(one) ?? /[#.]([\w-]+)$/.exec(one)?.[1])
    .find((one) => one !== undefined);
  const plain = (named ?? "click")
    .toLowerCase()
    .normalize("NFKD")
    .replace(/[^a-z0-9]+/g, "_");
  const base = plain.replace(/^[^a-z]+|_+$/g, "").slice(0, 30) || "click";
  let id = base;
  for (let number = 2; ids.has(id); number += 1) id = `${base}_${number}`;
  ids.add(id);
  return id;
}

/** A comment ends with its line. */
function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029]/gu, " ").slice(0, 200);
}
