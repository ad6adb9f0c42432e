/** What a visitor or the page's code does on an open page, as Tag Manager gets it. */
import { readGtagCommand } from "../engine/gtag-command.ts";
import type { PageElement } from "../engine/page-element.ts";
import type { RunningTag } from "../engine/running-tag.ts";
import { elementOf } from "./html.ts";
import type { Step, WrittenElement } from "./step.ts";

/**
 * @param html of the page, in which steps name elements
 * @param onConsent is called with the states of the page's own `gtag("consent", …)`
 */
export function act(
  step: Step,
  tag: RunningTag,
  html: string,
  onConsent: (states: Readonly<Record<string, string>>) => void,
): void {
  switch (step.does) {
    case "push":
      tag.push({ ...step.message });
      break;
    case "gtag":
      callGtag(step.args, tag, onConsent);
      break;
    case "click":
      tag.click(elementIn(html, step.element));
      break;
    case "submit":
      tag.submit(enclosingForm(elementIn(html, step.element)));
      break;
    case "scroll":
      tag.scrollTo(step.depth);
      break;
    case "see":
      tag.show(elementIn(html, step.element), step.percent, step.length);
      break;
    case "watch":
      tag.video(step.status, {
        ...(step.url === null ? {} : { url: step.url }),
        ...(step.title === null ? {} : { title: step.title }),
        ...(step.percent === null ? {} : { percent: step.percent }),
      });
      break;
    default:
      break;
  }
}

function callGtag(
  args: readonly unknown[],
  tag: RunningTag,
  onConsent: (states: Readonly<Record<string, string>>) => void,
): void {
  const command = readGtagCommand(args);
  if (command?.kind === "consent") onConsent(command.states as Readonly<Record<string, string>>);
  else tag.gtag(...args);
}

/** What is clicked, or the form that is submitted; null where a step is about no element, or only about what is seen. */
export function elementOfStep(step: Step, html: string): PageElement | null {
  if (step.does === "click") return elementIn(html, step.element);
  return step.does === "submit" ? enclosingForm(elementIn(html, step.element)) : null;
}

/** Reading the step has checked that the element exists. */
function elementIn(page: string, { html, on }: WrittenElement): PageElement {
  return elementOf(html ?? page, on)!;
}

/** A button sends the form that it is in. */
function enclosingForm(element: PageElement): PageElement {
  for (let one: PageElement | null = element; one; one = one.parentElement)
    if (one.tagName === "FORM") return one;
  return element;
}
