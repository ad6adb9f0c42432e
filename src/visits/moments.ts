/** Why a goal counted, or did not: every moment in which it was judged, in words. */

import { sessionEvent } from "../compile/session-event.ts";
import type { SessionGoal } from "../compile/session-script.ts";
import { parameterNamed, type Trigger } from "../engine/container.ts";
import { nearest } from "../language/schema/nearest.ts";
import { durationInWords } from "../resources/duration-words.ts";
import type { Received } from "./analytics.ts";
import { elementOf } from "./html.ts";
import type { Measured } from "./measured.ts";
import { nearMiss } from "./near-miss.ts";
import { ruleCondition } from "./rule-words.ts";
import type { Step } from "./step.ts";
import type { Played, RawMoment } from "./visit.ts";
import {
  askedBy,
  asksForPresence,
  isMissing,
  isOfHistory,
  isSupport,
  quoted,
  type SeenCondition,
  shown,
  word,
} from "./words.ts";

export interface Moment {
  /** Milliseconds since the visit began. */
  readonly at: number;
  /** The index of the step. */
  readonly step: number;
  /** The goal's id, or `<funnel>.<step>`. */
  readonly goal: string;
  readonly conditions: readonly SeenCondition[];
  /** Whether an event left for the goal. */
  readonly counts: boolean;
  /** What else decided, such as consent or an exception. */
  readonly note: string | null;
}

/** The moments of one goal or funnel step, in the order in which they happened. */
export function momentsOf(key: string, played: Played, measured: Measured): readonly Moment[] {
  const judged = played.moments.filter((one) => one.key === key);
  const tag = measured.tags.get(key);
  const triggers = (tag?.firingTriggerId ?? []).flatMap(
    (id) => measured.container.trigger?.find(({ triggerId }) => triggerId === id) ?? [],
  );
  // A goal that also waits for history changes misses none.
  const isAlone = ({ type }: Trigger) =>
    type !== "pageview" || !triggers.some((one) => one.type === "historyChange");
  const all = [
    ...judged.flatMap((one) => inWords(one, played, measured)),
    ...triggers.filter(isAlone).flatMap((trigger) => missed(key, trigger, judged, played)),
    ...ofScript(key, played, measured),
    ...ofRules(key, played, measured),
    ...ofEvents(key, played, measured),
  ];
  return all.sort((a, b) => a.step - b.step || a.at - b.at);
}

function inWords(raw: RawMoment, played: Played, measured: Measured): Moment[] {
  // A timer that was switched on says no more than when it fires; one that was not says why.
  if (raw.is === "started" && raw.isMet) return [];
  const isOfScript = raw.event.startsWith("goalform.");
  const asked = raw.conditions.map((one) => askedBy(one, measured.content));
  const shownOnes = asked.filter(
    (one) => !isSupport(one, asked) && !(isOfScript && one.asked.fact.is === "event") && !isOfHistory(one),
  );
  const changed = asked.find((one) => isOfHistory(one));
  const around = aroundOf(raw, played);
  const conditions = shownOnes.map((one): SeenCondition => {
    const isThere = !isMissing(one) || asksForPresence(one);
    const holds =
      one.judged.verdict === "met" &&
      (isThere || one.asked.fact.is === "query" || one.asked.fact.is === "page");
    const seen = shown(one.judged.left);
    return {
      text: `${one.subject} ${one.verb} ${one.wanted}`,
      refusal: refusalOf(one, seen),
      seen,
      holds,
      hint: holds ? null : nearMiss(one, around),
    };
  });
  const isPing = played.received.some(
    (one) => one.key === raw.key && one.step === raw.step && one.at - played.start === raw.at && one.isPing,
  );
  const same = changed && changed.judged.verdict !== "met" ? [samePage(changed)] : [];
  const all = [...conditions, ...same];
  return [
    {
      at: raw.at,
      step: raw.step,
      goal: raw.key,
      conditions:
        all.length > 0 ? all : [{ ...ALWAYS, text: HAPPENED[raw.trigger.type ?? ""] ?? "it happens" }],
      counts: raw.is === "judged" && raw.isMet && raw.isAllowed && !raw.isBlocked && !isPing,
      note: isPing ? WITHOUT_COOKIE : noteOf(raw),
    },
  ];
}

const ALWAYS: SeenCondition = { text: "", refusal: "", seen: null, holds: true, hint: null };

function noteOf({ is, isMet, isAllowed }: RawMoment): string | null {
  if (is === "blocked") return "an exception (`unless`) keeps it from counting";
  return is === "judged" && isMet && !isAllowed
    ? "the consent that the goal waits for (`consent`) is denied"
    : null;
}

function samePage({ judged }: ReturnType<typeof askedBy>): SeenCondition {
  const seen = shown(judged.left);
  return {
    text: "shows another page than before",
    refusal: "the same page as before, as far as the goal looks at it",
    seen,
    holds: false,
    hint: null,
  };
}

function refusalOf(one: ReturnType<typeof askedBy>, seen: string | null): string {
  const { subject, verb, wanted, judged, asked } = one;
  if (asksForPresence(one)) return asked.negate ? `${subject} is missing or empty` : `${subject} has a value`;
  if (isMissing(one) || seen === null) return `${subject} is not set`;
  if (asked.fact.is === "element" && asked.fact.what === "leads outside")
    return `the link ${seen === "true" ? "leads to another site" : "does not lead to another site"}`;
  const value = typeof judged.left === "object" ? seen : quoted(seen);
  const said = `${subject} ${value}`;
  return asked.negate
    ? `${said} ${verb.replace("does not ", "").replace("is not", "is")} ${wanted}`
    : `${said} ${word(verb, true)} ${wanted}`;
}

function aroundOf(raw: RawMoment, played: Played) {
  const { steps } = played;
  const step = steps[raw.step]!;
  const later = steps.slice(raw.step + 1);
  const next = later.findIndex(({ does }) => does === "page" || does === "return");
  return {
    url: raw.url,
    keys: keysPushed(steps.slice(0, raw.step + 1)),
    laterKeys: keysPushed(next < 0 ? later : later.slice(0, next)),
    element: "element" in step ? elementAt(step, played) : null,
  };
}

function keysPushed(steps: readonly Step[]): ReadonlySet<string> {
  const keys = new Set<string>();
  for (const one of steps)
    for (const pushed of one.does === "push" ? [one.message] : one.does === "page" ? one.before : [])
      addKeys(pushed, "", keys);
  return keys;
}

function addKeys(value: unknown, path: string, keys: Set<string>): void {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return;
  for (const [key, inner] of Object.entries(value)) {
    keys.add(path + key);
    addKeys(inner, `${path}${key}.`, keys);
  }
}

function elementAt(step: Extract<Step, { readonly element: unknown }>, played: Played) {
  const page = played.steps
    .slice(0, played.steps.indexOf(step))
    .findLast((one): one is Extract<Step, { does: "page" }> => one.does === "page");
  return elementOf(step.element.html ?? page?.html ?? "", step.element.on);
}

const HAPPENED: Readonly<Record<string, string>> = {
  pageview: "a page loads",
  historyChange: "the address changes",
  customEvent: "an event is pushed",
  click: "something is clicked",
  linkClick: "a link is clicked",
  formSubmission: "a form is sent",
  timer: "the page is open long enough",
  scrollDepth: "somebody scrolls so far",
  elementVisibility: "the element is on screen",
  youTubeVideo: "the video is watched so far",
};

/** What a trigger waits for, for people. */
export function waitsFor(trigger: Trigger): string {
  return HAPPENED[trigger.type ?? ""] ?? "something else happens";
}

/** What came near a trigger and did not reach it: a shorter time, half the way down the page, another kind of click. */
function missed(key: string, trigger: Trigger, judged: readonly RawMoment[], played: Played): Moment[] {
  return played.steps.flatMap((step, index) => {
    const isJudged = judged.some(
      (one) => one.step === index && one.trigger.triggerId === trigger.triggerId && one.is === "judged",
    );
    const condition = isJudged ? null : missedIn(trigger, step, index, judged, played);
    if (condition === null) return [];
    const at = played.ends[index]! - ("length" in step ? step.length : 0);
    return [
      { at: Math.max(at, 0), step: index, goal: key, conditions: [condition], counts: false, note: null },
    ];
  });
}

function missedIn(
  trigger: Trigger,
  step: Step,
  index: number,
  judged: readonly RawMoment[],
  played: Played,
): SeenCondition | null {
  const setting = (key: string) => parameterNamed(trigger.parameter, key)?.value ?? "";
  switch (trigger.type) {
    case "pageview":
      return step.does === "navigate"
        ? not(
            "a page loads",
            "no page loads: the address changes without it",
            "`spa: true` counts these page views too",
          )
        : null;
    case "linkClick":
      return step.does === "click"
        ? not("a link is clicked", "this is not a link, and in none", null, step.about)
        : null;
    case "scrollDepth": {
      if (step.does !== "scroll") return null;
      const unit = setting("verticalThresholdUnits") === "PIXELS" ? "pixels" : "percent";
      const wanted = setting(unit === "pixels" ? "verticalThresholdsPixels" : "verticalThresholdsPercent");
      const seen = step.depth[unit];
      const words = (amount: string) => (unit === "pixels" ? `${amount} pixels` : `${amount} %`);
      const isReached = seen !== undefined && seen >= Number(wanted);
      const text = `scrolled to ${words(wanted)}`;
      if (isReached) return not(text, "the page was scrolled so far before: that counts once a page", null);
      const depth = seen === undefined ? `nobody knows how many ${unit}` : words(String(seen));
      return not(text, `scrolled to ${depth}, not to ${words(wanted)}`, null, depth);
    }
    case "elementVisibility":
      return step.does === "see" ? notSeen(setting, step) : null;
    case "youTubeVideo": {
      if (step.does !== "watch") return null;
      const wanted = setting("progressThresholdsPercent");
      const moment =
        wanted !== "" ? `${wanted} %` : setting("captureComplete") === "true" ? "the end" : "the start";
      return not(
        `the video is watched to ${moment}`,
        `the video is watched to ${moment}: here ${step.about}`,
        null,
        step.about,
      );
    }
    case "timer":
      return timerMissed(trigger, step, index, judged, played);
    default:
      return null;
  }
}

/** At the end of each document on which the timer ran: how long that was. */
function timerMissed(
  trigger: Trigger,
  step: Step,
  index: number,
  judged: readonly RawMoment[],
  played: Played,
): SeenCondition | null {
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
  return not(text, `the page was open for ${seen}, not for ${durationInWords(wanted)}`, null, seen);
}

function notSeen(setting: (key: string) => string, step: Extract<Step, { does: "see" }>): SeenCondition {
  const selector = setting("elementSelector") || `#${setting("elementId")}`;
  const ratio = Number(setting("onScreenRatio")) || 50;
  const duration = setting("useOnScreenDuration") === "true" ? Number(setting("onScreenDuration")) || 0 : 0;
  const long = duration > 0 ? ` for ${durationInWords(duration / 1000)}` : "";
  const wanted = `${ratio} % of ${selector} is on screen${long}`;
  if (step.percent < ratio)
    return not(wanted, `${step.percent} % were on screen, not ${ratio} %`, null, `${step.percent} %`);
  const seen = durationInWords(step.length / 1000) || "a moment";
  if (step.length < duration) return not(wanted, `it was on screen for ${seen}, not${long}`, null, seen);
  return not(wanted, `this is not ${selector}, or it was seen before`, null, step.about);
}

function not(text: string, refusal: string, hint: string | null, seen: string = refusal): SeenCondition {
  return { text, refusal, seen, holds: false, hint };
}

/** What the session script had measured at the end of each page and each wait. */
function ofScript(key: string, played: Played, { session, goalSet }: Measured): Moment[] {
  const event = sessionEvent(goalSet.owner, key);
  if (!session.some((goal) => goal.event === event)) return [];
  return played.steps.flatMap((step, index) => {
    const { storage, url, runsScript } = played.states[index]!;
    if (url === null || !SCRIPT_LOOKS.has(step.does)) return [];
    const conditions = [
      ...(runsScript
        ? []
        : [not("the session script runs", "the session script does not run on this page", null)]),
      ...(storage === "granted" ? [] : [withoutStorage(storage)]),
      ...played.progress[index]!.filter(({ goal }) => goal.event === event).map(progressInWords),
    ];
    const counts = conditions.every(({ holds }) => holds);
    return [{ at: played.ends[index]!, step: index, goal: key, conditions, counts, note: null }];
  });
}

const SCRIPT_LOOKS: ReadonlySet<Step["does"]> = new Set(["page", "navigate", "wait", "consent"]);

function withoutStorage(storage: "denied" | "refused"): SeenCondition {
  const why = storage === "denied" ? "denied by default" : "refused by the visitor";
  return not(
    "analytics_storage is granted",
    `analytics_storage is ${why}: the session script waits`,
    null,
    "denied",
  );
}

function progressInWords({ goal, so_far, isReached }: Played["progress"][number][number]): SeenCondition {
  const { text, seen, refusal, limit } = measureOf(goal, so_far);
  const isAtLimit = !isReached && limit !== null && so_far === limit;
  return {
    text,
    refusal,
    seen,
    holds: isReached,
    hint: isAtLimit ? "exactly this much is not more than this much" : null,
  };
}

interface Measure {
  readonly text: string;
  readonly seen: string;
  readonly refusal: string;
  /** What is not enough by itself. */
  readonly limit: number | null;
}

function measureOf(goal: SessionGoal, soFar: number): Measure {
  const time = (seconds: number) => durationInWords(seconds) || "0s";
  const passed = time(soFar / 1000);
  if ("longerThan" in goal) {
    const wanted = time(goal.longerThan);
    const refusal = `a session of ${passed} is not longer than ${wanted}`;
    return { text: `session longer than ${wanted}`, seen: passed, refusal, limit: goal.longerThan * 1000 };
  }
  if ("pageLongerThan" in goal) {
    const wanted = time(goal.pageLongerThan);
    const refusal = `the page was shown for ${passed}, not for ${wanted}`;
    return { text: `the page is shown for ${wanted}`, seen: passed, refusal, limit: null };
  }
  if ("moreThanPages" in goal) {
    const pages = `${soFar} ${soFar === 1 ? "page" : "pages"}`;
    const refusal = `${pages} in the session: not more than ${goal.moreThanPages}`;
    const text = `more than ${goal.moreThanPages} pages in the session`;
    return { text, seen: pages, refusal, limit: goal.moreThanPages };
  }
  const refusal = "the visitor has not been here before";
  return { text: "the visitor has been here before", seen: `visit ${soFar}`, refusal, limit: null };
}

/** Each hit, as the rules of Analytics see it. Of other events only those with nearly the same name. */
function ofRules(key: string, played: Played, { rules }: Measured): Moment[] {
  const rule = rules.find((one) => one.key === key)?.rule;
  if (!rule) return [];
  const wanted = rule.eventConditions.find(({ field }) => field === "event_name")?.value ?? "";
  return played.received
    .filter(({ by }) => by === "site" || by === "tag")
    .filter(({ event }) => event === wanted || nearest(event, [wanted]) !== null)
    .map((hit) => {
      const conditions = rule.eventConditions.map((one) => ruleCondition(one, hit));
      return momentOf(key, hit, played, conditions);
    });
}

/** A goal on an event that Analytics receives anyway: the events of others, by their names. */
function ofEvents(key: string, played: Played, { goalSet, rules, tags }: Measured): Moment[] {
  if (tags.has(key) || rules.some((rule) => rule.key === key)) return [];
  const event = wantedEvent(key, goalSet);
  if (event === null) return [];
  return played.received
    .filter(({ by, event: name }) => name === event || by === "site")
    .filter(({ event: name }) => name === event || name !== "page_view")
    .map((hit) => {
      const holds = hit.event === event;
      const near = !holds && nearest(hit.event, [event]) !== null;
      return momentOf(key, hit, played, [
        {
          text: `event is ${quoted(event)}`,
          refusal: `event ${quoted(hit.event)} is not ${quoted(event)}`,
          seen: hit.event,
          holds,
          hint: near ? "the names are nearly the same" : null,
        },
      ]);
    });
}

function wantedEvent(key: string, { goals, funnels }: Measured["goalSet"]): string | null {
  const goal = goals.find(({ id }) => id === key);
  if (goal) return goal.event;
  const steps = funnels.flatMap((funnel) =>
    funnel.steps.flatMap((step) =>
      step.is !== "goal" && `${funnel.id}.${step.id}` === key ? [step.event] : [],
    ),
  );
  return steps[0] ?? null;
}

function momentOf(key: string, hit: Received, played: Played, conditions: readonly SeenCondition[]): Moment {
  const holds = conditions.every((one) => one.holds);
  return {
    at: hit.at - played.start,
    step: hit.step,
    goal: key,
    conditions,
    counts: holds && !hit.isPing,
    note: holds && hit.isPing ? WITHOUT_COOKIE : null,
  };
}

export const WITHOUT_COOKIE =
  "sent without consent, as a ping without a cookie: Analytics may model it, and does not count it";
