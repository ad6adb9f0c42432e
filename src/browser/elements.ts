/** Elements of the page that a step names. */
import type { ElementHandle, Page } from "playwright-core";
import { outlinesOf } from "../visits/html.ts";
import type { WrittenElement } from "../visits/step.ts";
import {
  clickInPage,
  fillForm,
  formOf,
  isForm,
  requestSubmit,
  submitterOf,
  watchSubmit,
} from "./forms-in-page.ts";
import { findScript, selectScript } from "./page-scripts.ts";
import type { Patience } from "./patience.ts";

/** Waits a little: pages make their elements when they have loaded. Null: the page has none. */
export async function findElement(
  page: Page,
  { html, on }: WrittenElement,
  rebased: (address: string) => string,
  { element: longest }: Patience,
): Promise<ElementHandle | null> {
  const script = html === null ? selectScript(on ?? "") : findScript(outlines(html, on, rebased));
  const end = Date.now() + longest;
  for (;;) {
    const handle = await page.evaluateHandle(script).catch(() => null);
    const element = handle?.asElement() ?? null;
    if (element !== null || Date.now() >= end) return element;
    await new Promise((done) => setTimeout(done, 100));
  }
}

function outlines(html: string, on: string | null, rebased: (address: string) => string) {
  return outlinesOf(html, on).map((one) => ({
    ...one,
    attributes: Object.fromEntries(
      Object.entries(one.attributes).map(([name, value]) => [
        name,
        name === "href" || name === "action" || name === "src" ? rebased(value) : value,
      ]),
    ),
  }));
}

/** With the mouse, as a visitor does; where something covers the element, by the page itself. */
export async function click(element: ElementHandle, { click: timeout }: Patience): Promise<void> {
  await element
    .click({ timeout, noWaitAfter: true })
    .catch(() => element.evaluate(clickInPage))
    .catch(() => {});
}

/** @returns why it cannot be sent; null when it was sent, as far as the page is concerned */
export async function submit(element: ElementHandle, patience: Patience): Promise<string | null> {
  const form = (await element.evaluateHandle(formOf)).asElement() as ElementHandle | null;
  if (form === null) return "the element is not a form and belongs to none";
  const invalid = await form.evaluate(fillForm);
  const seen = await form.evaluateHandle(watchSubmit);
  // Where the page is gone it was sent.
  const isSent = () => seen.evaluate(({ isSent }) => isSent).catch(() => true);
  const button = (await element.evaluate(isForm))
    ? (await form.evaluateHandle(submitterOf)).asElement()
    : element;
  if (button) await click(button as ElementHandle, patience);
  if (!(await isSent())) await form.evaluate(requestSubmit).catch(() => {});
  if (await isSent()) return null;
  const fields = `${invalid.join(", ")} ${invalid.length > 1 ? "are" : "is"}`;
  return invalid.length > 0
    ? `the browser does not send it before ${fields} filled in correctly`
    : "the page does not send it";
}
