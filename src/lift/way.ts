/** A trigger → the way of acting that it notices, in the language's own words. */

import { parameterText } from "../container/possible-texts.ts";
import { entryIn } from "../entry-in.ts";
import type { Conditions, Exception } from "../language/goal-set/conditions.ts";
import type { Interaction, VideoInteraction } from "../language/goal-set/interaction.ts";
import type { Entity } from "../resources/body.ts";
import type { ContainerContent } from "../resources/snapshot.ts";
import { clickOf, downloadOf, formOf, linkOf, of, videoTexts } from "./element.ts";
import { namesOfEvent } from "./event-names.ts";
import { canBeException, withExceptions } from "./exceptions.ts";
import type { ElementFact } from "./fact.ts";
import type { Findings } from "./findings.ts";
import { withoutGtagCheck } from "./gtag-check.ts";
import { pageOf } from "./page.ts";
import { pushOf } from "./pushes.ts";
import { ofAttribute } from "./selectors.ts";
import { type Comparison, conditionsOf, normal, type TriggerCondition } from "./trigger-condition.ts";
import { noteUnsupported } from "./unsayable.ts";
import { valuesOf } from "./where.ts";

export type Way = WayConditions &
  (
    | { readonly is: "page" }
    | { readonly is: "history" }
    | { readonly is: "timer"; readonly seconds: number }
    | { readonly is: "session"; readonly id: string }
    | { readonly is: "interaction"; readonly on: Interaction }
  );

/** What must be true, and what must not. */
export interface WayConditions extends Conditions {
  readonly unless: readonly Exception[];
}

export interface WayContext {
  readonly content: ContainerContent;
  /** The file whose session script pushes `goalform.<owner>.<id>`; null for a container without marks. */
  readonly owner: string | null;
  /** The event that the tag sends; null where only the page knows it. */
  readonly sends: string | null;
}

/**
 * One, or one for each depth or moment that the trigger waits for; none, with the reason noted, for a trigger that the
 * language has no word for.
 */
export function waysOf(findings: Findings, trigger: Entity, where: WayContext): readonly Way[] {
  const type = String(trigger.type);
  const asked = conditionsOf(trigger, "filter", where.content);
  const read = entryIn(TYPES, type);
  if (!read) {
    findings.leaveOut(entryIn(UNSAID, type) ?? "unknown-trigger", String(trigger.name ?? type));
    return [];
  }
  const all = [...asked, ...whileListening(findings, trigger, where.content)];
  return [read(findings, trigger, { ...where, asked: all }) ?? []].flat();
}

const UNSAID: Readonly<Record<string, "trigger-group" | "js-error" | "initialization">> = {
  triggerGroup: "trigger-group",
  jsError: "js-error",
  init: "initialization",
  consentInit: "initialization",
};

interface Read extends WayContext {
  readonly asked: readonly TriggerCondition[];
}

type Reader = (findings: Findings, trigger: Entity, read: Read) => Way | readonly Way[] | null;

const TYPES: Readonly<Record<string, Reader>> = {
  pageview: (findings, _, { asked }) => pageView(findings, asked),
  domReady: (findings, _, { asked }) => later(findings, asked, "DOM_READY"),
  windowLoaded: (findings, _, { asked }) => later(findings, asked, "WINDOW_LOADED"),
  historyChange: (findings, _, { asked, content }) => {
    const others = asked.filter((one) => !isChange(one, content));
    if (others.length === asked.length) findings.differ("history-repeats");
    return { is: "history", ...askedOf(findings, only(findings, others)) };
  },
  customEvent,
  click: (findings, _, { asked }) => {
    const meant = only(findings, byAttribute(asked), ofElement(CLICKED));
    // What has an address is a link, of which Tag Manager names what was hit inside it.
    const ofLink = [...of(meant, "click url"), ...of(meant, "leads outside")];
    for (const { variable } of ofLink) findings.differ("click-inside", variable);
    const on = ofLink.length > 0 ? linkOf(findings, meant) : clickOf(findings, meant);
    return { is: "interaction", on, ...askedOf(findings, meant) };
  },
  linkClick: (findings, _, { asked }) => {
    const meant = only(findings, byAttribute(asked), ofElement(CLICKED));
    const on = downloadOf(findings, meant) ?? linkOf(findings, meant);
    return { is: "interaction", on, ...askedOf(findings, meant) };
  },
  formSubmission: (findings, _, { asked }) => {
    const meant = only(findings, byAttribute(asked, "form element"), ofElement(SENT));
    return { is: "interaction", on: formOf(findings, meant), ...askedOf(findings, meant) };
  },
  timer,
  scrollDepth,
  elementVisibility,
  youTubeVideo,
};

const CLICKED: readonly ElementFact[] = [
  "click element",
  "click url",
  "click text",
  "click id",
  "click classes",
  "control text",
  "leads outside",
];
const SENT: readonly ElementFact[] = ["form element", "form url", "form id", "form classes"];
const VIDEO: readonly ElementFact[] = ["video status", "video percent", "video url", "video title"];

/** An attribute of what is clicked or sent is one of its selector. */
function byAttribute(
  asked: readonly TriggerCondition[],
  what: "click element" | "form element" = "click element",
): readonly TriggerCondition[] {
  return asked.map((one) => {
    const { fact } = one;
    const [, name] = fact.is === "unsaid" ? (/^attribute:([\w-]+)$/.exec(fact.kind) ?? []) : [];
    const selector = name === undefined ? null : ofAttribute(name, one);
    if (selector === null) return one;
    return { ...one, fact: { is: "element", what }, type: "cssSelector", value: selector, ignoreCase: false };
  });
}

function ofElement(facts: readonly ElementFact[]) {
  return ({ fact }: TriggerCondition) => fact.is === "element" && facts.includes(fact.what);
}

/** Those that every goal has a word for, and the interaction in particular; each of the others is a reason to leave it out. */
function only(
  findings: Findings,
  asked: readonly TriggerCondition[],
  ...kinds: readonly ((one: TriggerCondition) => boolean)[]
): readonly TriggerCondition[] {
  return asked.filter((one) => {
    const isKnown = canBeException(one) || kinds.some((kind) => kind(one));
    if (!isKnown) noteUnsupported(findings, one);
    return isKnown;
  });
}

function askedOf(findings: Findings, asked: readonly TriggerCondition[]): WayConditions {
  const { conditions, unless } = withExceptions(findings, asked);
  return {
    page: pageOf(findings, conditions),
    where: valuesOf(findings, conditions, "data layer"),
    cookie: valuesOf(findings, conditions, "cookie"),
    unless,
  };
}

function pageView(findings: Findings, asked: readonly TriggerCondition[]): Way {
  return { is: "page", ...askedOf(findings, only(findings, asked)) };
}

function later(findings: Findings, asked: readonly TriggerCondition[], moment: string): Way {
  findings.keep(`moment:${moment}`);
  return pageView(findings, asked);
}

/** What goalform also asks of a history change: that what the goal looks at is different from before. */
function isChange({ fact, type, value, negate }: TriggerCondition, content: ContainerContent): boolean {
  const isComparison =
    fact.is === "unsaid" && fact.code === "variable-condition" && type === "equals" && negate;
  return isComparison && readsOldAddress(value, content, 0);
}

/** Variables can refer to each other in circles. */
const DEEPEST = 4;

function readsOldAddress(text: string, content: ContainerContent, depth: number): boolean {
  return [...text.matchAll(/\{\{(.+?)\}\}/g)].some(([, name]) => {
    const variable = content.entities["gtm.variable"].find((one) => one.name === name);
    if (!variable) return name === "Old History Fragment";
    const inside = JSON.stringify(variable.parameter ?? []);
    return inside.includes("gtm.oldUrl") || (depth < DEEPEST && readsOldAddress(inside, content, depth + 1));
  });
}

function customEvent(
  findings: Findings,
  trigger: Entity,
  { asked, content, owner, sends }: Read,
): Way | null {
  const all = [...conditionsOf(trigger, "customEventFilter", content), ...asked];
  const about = all.filter(({ fact }) => fact.is === "event");
  const names = namesOfEvent(about);
  const meant = only(
    findings,
    all.filter(({ fact }) => fact.is !== "event"),
  );
  const [event] = names ?? [];
  const session = owner === null ? null : `goalform.${owner}.`;
  if (session !== null && event?.startsWith(session) && names?.length === 1)
    return { is: "session", id: event.slice(session.length), ...askedOf(findings, meant) };
  const pushed = pushOf(findings, about, names);
  if (pushed === null) return null;
  return { is: "interaction", on: pushed, ...askedOf(findings, withoutGtagCheck(meant, pushed, sends)) };
}

/** Not these: they wait for nothing that has to be listened to. */
const WITHOUT_LISTENER: readonly string[] = ["customEvent", "pageview", "domReady", "windowLoaded"];

/**
 * On which pages a trigger listens at all: Tag Manager's screen asks for it where a trigger waits for tags or checks the form
 * first. For timers, goalform says it twice.
 */
function whileListening(
  findings: Findings,
  trigger: Entity,
  content: ContainerContent,
): readonly TriggerCondition[] {
  if (trigger.waitForTags?.value === "true") findings.keep("wait-for-tags");
  if (trigger.checkValidation?.value === "true") findings.keep("check-validation");
  const type = String(trigger.type);
  const asked = type === "timer" ? [] : conditionsOf(trigger, "autoEventFilter", content);
  if (asked.length === 0 || !WITHOUT_LISTENER.includes(type)) return asked;
  findings.leaveOut("unknown-trigger", String(trigger.name ?? type));
  return [];
}

function timer(findings: Findings, trigger: Entity, { asked, content }: Read): Way | null {
  const text = (key: "limit" | "interval") => trigger[key]?.value ?? "";
  if (text("limit") !== "1") findings.leaveOut("repeating-timer", text("limit") || "no limit");
  const seconds = Number(text("interval")) / 1000;
  if (!Number.isInteger(seconds) || seconds < 1) {
    findings.leaveOut("unknown-trigger", `${text("interval")} ms`);
    return null;
  }
  const all = [...conditionsOf(trigger, "autoEventFilter", content), ...asked];
  const distinct = all.filter((one, index) => all.findIndex((other) => isSame(one, other)) === index);
  return { is: "timer", seconds, ...askedOf(findings, only(findings, distinct)) };
}

function isSame(one: TriggerCondition, other: TriggerCondition): boolean {
  return one.variable === other.variable && normal(one) === normal(other);
}

function scrollDepth(findings: Findings, trigger: Entity, { asked }: Read): readonly Way[] {
  const isVertical = parameterText(trigger, "verticalThresholdOn") !== "false";
  const isPixels = parameterText(trigger, "verticalThresholdUnits") === "PIXELS";
  const list =
    parameterText(trigger, isPixels ? "verticalThresholdsPixels" : "verticalThresholdsPercent") ?? "";
  const thresholds = list
    .split(",")
    .map((one) => one.trim())
    .filter((one) => one !== "");
  const wanted = of(asked, "scroll threshold");
  const left = thresholds.filter((one) => wanted.every((condition) => holds(condition, one)));
  const meant = only(findings, asked, ofElement(["scroll threshold"]));
  if (!isVertical || parameterText(trigger, "horizontalThresholdOn") === "true")
    findings.leaveOut("unknown-trigger", "horizontal scrolling");
  if (left.length === 0) findings.leaveOut("never-holds", list);
  const conditions = askedOf(findings, meant);
  return left.map((one): Way => {
    const depth = isPixels ? { pixels: Number(one) } : { percent: Number(one) };
    return { is: "interaction", on: { kind: "scroll", depth }, ...conditions };
  });
}

function holds({ type, value, negate }: Comparison, text: string): boolean {
  return type === "equals" ? (text === value) !== (negate ?? false) : true;
}

function elementVisibility(findings: Findings, trigger: Entity, { asked }: Read): Way {
  const text = (key: string) => parameterText(trigger, key);
  const selector =
    text("selectorType") === "ID" ? `#${text("elementId") ?? ""}` : (text("elementSelector") ?? "");
  if (/^#?$/.test(selector)) findings.leaveOut("never-holds");
  const frequency = text("firingFrequency") ?? "ONCE";
  if (frequency === "ONCE_PER_ELEMENT") findings.differ("once-an-element");
  if (text("useDomChangeListener") !== "true") findings.differ("added-later");
  const seconds = text("useOnScreenDuration") === "true" ? Number(text("onScreenDuration") ?? 0) / 1000 : 0;
  const percent = Number(text("onScreenRatio") ?? 50);
  if (!Number.isInteger(seconds)) findings.leaveOut("unknown-trigger", `${seconds} s`);
  return {
    is: "interaction",
    on: { kind: "visible", selector, percent, seconds, once: frequency !== "MANY_PER_ELEMENT" },
    ...askedOf(findings, only(findings, asked)),
  };
}

function youTubeVideo(findings: Findings, trigger: Entity, { asked }: Read): readonly Way[] {
  const moments = momentsOf(trigger).filter((moment) =>
    of(asked, "video status").every((one) => holds(one, statusOf(moment))),
  );
  const isPauseMeant = of(asked, "video status").every((one) => holds(one, "pause"));
  if (parameterText(trigger, "capturePause") === "true" && isPauseMeant) findings.differ("video-pause");
  const percents = of(asked, "video percent");
  const left = moments.filter((moment) =>
    percents.every((one) => holds(one, typeof moment === "string" ? "" : String(moment.progress))),
  );
  const meant = only(findings, asked, ofElement(VIDEO));
  if (left.length === 0) findings.leaveOut("never-holds", String(trigger.name ?? ""));
  const texts = videoTexts(findings, meant);
  const conditions = askedOf(findings, meant);
  return left.map((moment): Way => {
    const on: VideoInteraction = { kind: "video", moment, ...texts };
    return { is: "interaction", on, ...conditions };
  });
}

function statusOf(moment: VideoInteraction["moment"]): string {
  return typeof moment === "string" ? moment : "progress";
}

function momentsOf(trigger: Entity): readonly VideoInteraction["moment"][] {
  const isOn = (key: string) => parameterText(trigger, key) === "true";
  const percents = (parameterText(trigger, "progressThresholdsPercent") ?? "")
    .split(",")
    .map((one) => one.trim());
  return [
    ...(isOn("captureStart") ? (["start"] as const) : []),
    ...(isOn("captureProgress")
      ? percents.filter((one) => one !== "").map((one) => ({ progress: Number(one) }))
      : []),
    ...(isOn("captureComplete") ? (["complete"] as const) : []),
  ];
}
