/** What a trigger waits for, and what came near it during a visit. */

import { parameterNamed, type Trigger } from "../../engine/container.ts";
import { entryIn } from "../../entry-in.ts";
import { durationInWords } from "../../resources/duration-words.ts";
import type { Step } from "../step.ts";
import type { RawMoment } from "../trigger-moments.ts";
import type { Played } from "../visit.ts";
import { type ConditionWords, unmet } from "./condition-words.ts";
import type { Moment } from "./moment.ts";

const HAPPENED: Readonly<Record<string, string>> = {
  pageview: "a page loads",
  historyChange: "the address changes",
  customEvent: "an event is pushed",
  click: "something is clicked",
  linkClick: "a link is clicked",
  formSubmission: "a form is submitted",
  timer: "the page is open long enough",
  scrollDepth: "somebody scrolls that far",
  elementVisibility: "the element is on screen",
  youTubeVideo: "the video is watched that far",
};

/** What a trigger waits for, for people. */
export function waitsFor(trigger: Trigger): string {
  return entryIn(HAPPENED, trigger.type ?? "") ?? "it happens";
}

/** What came near a trigger and did not reach it: a shorter time, half the way down the page, another kind of click. */
export function nearlyFired(
  key: string,
  trigger: Trigger,
  judged: readonly RawMoment[],
  played: Played,
): Moment[] {
  return played.steps.flatMap((step, index) => {
    const isJudged = judged.some(
      (one) => one.step === index && one.trigger.triggerId === trigger.triggerId && one.is === "judged",
    );
    const condition = isJudged ? null : missingParts(trigger, step, index, judged, played);
    if (condition === null) return [];
    const at = played.ends[index]! - ("length" in step ? step.length : 0);
    return [
      { at: Math.max(at, 0), step: index, goal: key, conditions: [condition], counts: false, note: null },
    ];
  });
}

function missingParts(
  trigger: Trigger,
  step: Step,
  index: number,
  judged: readonly RawMoment[],
  played: Played,
): ConditionWords | null {
  const setting = (key: string) => parameterNamed(trigger.parameter, key)?.value ?? "";
  switch (trigger.type) {
    case "pageview":
      return step.does === "navigate" ? NO_PAGE_LOADS : null;
    case "linkClick":
      return step.does === "click"
        ? unmet("a link is clicked", "this is not a link, and is not inside one", null, step.about)
        : null;
    case "scrollDepth":
      return step.does === "scroll" ? notScrolledSoFar(setting, step) : null;
    case "elementVisibility":
      return step.does === "see" ? notSeen(setting, step) : null;
    case "youTubeVideo":
      return step.does === "watch" ? notWatchedSoFar(setting, step) : null;
    case "timer":
      return timerMissed(trigger, step, index, judged, played);
    default:
      return null;
  }
}

type Setting = (key: string) => string;

const NO_PAGE_LOADS = unmet(
  "a page loads",
  "no page loads: the address changes without it",
  "`spa: true` counts these page views too",
);

function notScrolledSoFar(setting: Setting, { depth }: Extract<Step, { does: "scroll" }>): ConditionWords {
  const unit = setting("verticalThresholdUnits") === "PIXELS" ? "pixels" : "percent";
  const wanted = setting(unit === "pixels" ? "verticalThresholdsPixels" : "verticalThresholdsPercent");
  const scrolled = depth[unit];
  const words = (amount: string) => (unit === "pixels" ? `${amount} pixels` : `${amount}%`);
  const text = `scrolled down to ${words(wanted)}`;
  if (scrolled !== undefined && scrolled >= Number(wanted))
    return unmet(text, "the page was already scrolled that far: it counts once per page load", null);
  const actual =
    scrolled === undefined
      ? `an unknown ${unit === "pixels" ? "number of pixels" : "percentage"}`
      : words(String(scrolled));
  return unmet(text, `scrolled down to ${actual}, not to ${words(wanted)}`, null, actual);
}

function notWatchedSoFar(setting: Setting, { about }: Extract<Step, { does: "watch" }>): ConditionWords {
  const percent = setting("progressThresholdsPercent");
  const end = setting("captureComplete") === "true" ? "the end" : "the start";
  const text = `the video is watched to ${percent === "" ? end : `${percent}%`}`;
  return unmet(text, `${text}: here ${about}`, null, about);
}

/** At the end of each document on which the timer ran: how long that was. */
function timerMissed(
  trigger: Trigger,
  step: Step,
  index: number,
  judged: readonly RawMoment[],
  played: Played,
): ConditionWords | null {
  const isLast = index === played.steps.length - 1;
  const next = played.steps[index + 1];
  if (!isLast && next?.does !== "page" && next?.does !== "return") return null;
  const started = judged.findLast(
    (one) => one.is === "started" && one.step <= index && one.trigger.triggerId === trigger.triggerId,
  );
  const hasFired = judged.some(
    (one) =>
      one.is === "judged" &&
      started &&
      one.step >= started.step &&
      one.step <= index &&
      one.trigger === trigger,
  );
  if (!started?.isMet || hasFired || step.does === "return") return null;
  const wanted = Number(trigger.interval?.value) / 1000;
  const open = (played.ends[index]! - started.at) / 1000;
  const seen = durationInWords(open) || "0s";
  const text = `the page is open for ${durationInWords(wanted)}`;
  return unmet(text, `the page was open for ${seen}, not for ${durationInWords(wanted)}`, null, seen);
}

function notSeen(setting: Setting, step: Extract<Step, { does: "see" }>): ConditionWords {
  const selector = setting("elementSelector") || `#${setting("elementId")}`;
  const ratio = Number(setting("onScreenRatio")) || 50;
  const duration = setting("useOnScreenDuration") === "true" ? Number(setting("onScreenDuration")) || 0 : 0;
  const long = duration > 0 ? ` for ${durationInWords(duration / 1000)}` : "";
  const wanted = `${ratio}% of ${selector} is on screen${long}`;
  if (step.percent < ratio)
    return unmet(wanted, `${step.percent}% was on screen, not ${ratio}%`, null, `${step.percent}%`);
  const seen = durationInWords(step.length / 1000) || "a moment";
  if (step.length < duration) return unmet(wanted, `it was on screen for ${seen}, not${long}`, null, seen);
  return unmet(wanted, `this is not ${selector}, or it was already seen`, null, step.about);
}
