/**
 * A recording of Chrome DevTools (github.com/puppeteer/replay, src/Schema.ts): pages, clicks, keys. Of what was clicked it
 * has selectors and no element.
 */
import { pageStep } from "../reading/page-step.ts";
import type { Step } from "../step.ts";
import { isObject } from "./read-recording.ts";
import { NOWHERE, type RecordedAct, type RecordingReading, unknownStep } from "./recording.ts";

export function readUserFlow(recorded: readonly unknown[]): RecordingReading {
  const acts = recorded.filter(isObject);
  const steps = acts.flatMap(stepsOf);
  return steps.some(({ does }) => does === "page")
    ? { what: "recorder", steps, acts }
    : { problem: "it has no page that was opened" };
}

function stepsOf(recorded: RecordedAct): readonly Step[] {
  const type = String(recorded["type"] ?? "");
  const url = String(recorded["url"] ?? "");
  if (type === "navigate") return /^https?:/.test(url) ? [pageStep(url, url, NOWHERE)] : [];
  const act = QUIET.has(type) ? [] : [actOf(type, recorded)];
  return [...act, ...loadedBy(recorded)];
}

/** What no goal counts. */
const QUIET: ReadonlySet<string> = new Set([
  "setViewport",
  "emulateNetworkConditions",
  "change",
  "hover",
  "keyUp",
  "close",
  "waitForElement",
  "waitForExpression",
]);

function actOf(type: string, recorded: RecordedAct): Step {
  const named = selectorsOf(recorded);
  const [first] = named;
  const what =
    type === "click" || type === "doubleClick"
      ? "a click"
      : type === "scroll"
        ? "scrolling"
        : `a step "${type}"`;
  const step = unknownStep(
    type === "doubleClick" ? "click" : type,
    `${what} without its page${first ? ` (${first})` : ""}`,
  );
  return { ...step, about: named.join("  ") };
}

/** An act that has loaded a page says so. */
function loadedBy(recorded: RecordedAct): readonly Step[] {
  const events = Array.isArray(recorded["assertedEvents"]) ? recorded["assertedEvents"].filter(isObject) : [];
  const isAct = recorded["type"] !== "navigate";
  const urls = events.filter(({ type }) => type === "navigation").map(({ url }) => String(url ?? ""));
  return isAct ? urls.filter((url) => /^https?:/.test(url)).map((url) => pageStep(url, url, NOWHERE)) : [];
}

/** Each is a text, or a chain through shadow roots, whose last part names the element. */
function selectorsOf(recorded: RecordedAct): readonly string[] {
  const all = Array.isArray(recorded["selectors"]) ? recorded["selectors"] : [];
  return all.map((one) => String(Array.isArray(one) ? one.at(-1) : one)).filter((text) => text !== "");
}
