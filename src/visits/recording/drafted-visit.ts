/** The steps of a recording → a test in the words of a tests file. What the recording does not know is left to be filled in. */
import type { Step } from "../step.ts";

export function draftedVisit(steps: readonly Step[], what: "har" | "recorder"): string {
  const site = siteOf(steps);
  const lines = steps.flatMap((step) => linesOf(step, site));
  const note =
    what === "har"
      ? "# A HAR file has the pages of a visit, and neither clicks nor data-layer pushes: add what the visitor did."
      : "# Clicks are to be filled in: write each element as HTML, as it is in the page.";
  return [
    "version: 1",
    ...(site === null ? [] : [`site: ${site}`]),
    "tests:",
    "  - name: A recorded visit",
    `    ${note}`,
    "    visit:",
    ...lines.map((line) => `      ${line}`),
    "    # What should count, and what should not:",
    "    counts:",
    "",
  ].join("\n");
}

function siteOf(steps: readonly Step[]): string | null {
  const first = steps.find((step) => step.does === "page");
  return first?.does === "page" ? new URL(first.url).origin : null;
}

function linesOf(step: Step, site: string | null): readonly string[] {
  if (step.does === "page") {
    const { origin, pathname, search, hash } = new URL(step.url);
    return [`- page: ${JSON.stringify(origin === site ? pathname + search + hash : step.url)}`];
  }
  if (step.does === "wait") return [`- wait: ${step.about}`];
  if (step.does !== "unknown" || step.word === "har") return [];
  const isClick = step.word === "click";
  if (!isClick) return [`# Recorded: ${comment(`${step.word} ${step.about}`)}`];
  return [`# Clicked: ${comment(step.about)}`, `- click: ${JSON.stringify(elementFrom(step.about))}`];
}

/** A comment ends with its line. */
function comment(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029]/gu, " ").slice(0, 200);
}

/** The outline of the element as far as a selector says it: `<button id="buy"></button>`; the rest is to be filled in. */
function elementFrom(selectors: string): string {
  const plain = selectors.split("  ").find((one) => /^[a-z]*(?:[#.][\w-]+)+$/i.test(one));
  if (plain === undefined) return "";
  const tag = /^[a-z]+[0-9]*/i.exec(plain)?.[0] ?? "button";
  const id = /#([\w-]+)/.exec(plain)?.[1];
  const classes = [...plain.matchAll(/\.([\w-]+)/g)].map(([, name]) => name);
  const attributes = `${id === undefined ? "" : ` id="${id}"`}${classes.length === 0 ? "" : ` class="${classes.join(" ")}"`}`;
  return `<${tag}${attributes}></${tag}>`;
}
