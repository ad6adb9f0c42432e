/** Whether steps can follow one another: what needs a page has one before it. */

import { elementOf } from "../html.ts";
import type { Happening, Step } from "../step.ts";
import type { Notes } from "./notes.ts";

/** Reports the first step that needs a page and has none before it, or names an element that the page does not have. */
export function checkOrder(steps: readonly Step[], notes: Notes): void {
  let page: Extract<Step, { does: "page" }> | null = null;
  for (const step of steps) {
    if (step.does === "page") page = step;
    if (step.does === "return") page = null;
    const problem = ANYWHERE.has(step.does) ? null : problemOn(page, step);
    if (problem === null) continue;
    notes.problems.push({ severity: "error", code: "wrong-value", ...problem, place: step.at });
    return;
  }
}

const ANYWHERE: ReadonlySet<Happening["does"]> = new Set(["page", "consent", "wait", "return", "event"]);

function problemOn(page: Extract<Step, { does: "page" }> | null, step: Step) {
  if (page === null)
    return {
      message: `\`${step.word}\` happens on a page, and no page is open here.`,
      hint: "Write `- page: /` before it.",
    };
  if (!("element" in step)) return null;
  const { html, on } = step.element;
  if (html === null && page.html === null)
    return {
      message: `\`${step.word}: ${on}\` names an element of the page, and the page has no \`html\`.`,
      hint: `Write the element itself as HTML (\`${step.word}: '<button id="buy">Buy</button>'\`), or give the page its \`html\`.`,
    };
  if (elementOf(html ?? page.html ?? "", on) !== null) return null;
  return {
    message: on === null ? "This HTML has no element." : `The HTML has no element \`${on}\`.`,
    hint: "`on` is a CSS selector of an element inside `html`: `i`, `.icon`, `#buy`.",
  };
}
