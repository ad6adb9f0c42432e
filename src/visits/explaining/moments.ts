/** Why a goal counted, or did not: every moment in which it was judged, in words. */
import type { Trigger } from "../../engine/container.ts";
import type { CompiledSite } from "../compiled-site.ts";
import { elementOf } from "../html.ts";
import type { Step } from "../step.ts";
import type { RawMoment } from "../trigger-moments.ts";
import type { Played } from "../visit.ts";
import {
  asksForPresence,
  type ConditionWords,
  isMissing,
  isOfHistory,
  isSupport,
  type JudgedQuestion,
  judgedQuestion,
  quoted,
  valueInWords,
  word,
} from "./condition-words.ts";
import type { Moment } from "./moment.ts";
import type { MomentContext } from "./near-miss/condition.ts";
import { nearMiss } from "./near-miss/near-miss.ts";
import { nearlyFired, waitsFor } from "./nearly-fired.ts";
import { ofEvents, ofRules, WITHOUT_COOKIE } from "./received-moments.ts";
import { ofScript } from "./session-moments.ts";

/** The moments of one goal or funnel step, in the order in which they happened. */
export function momentsOf(key: string, played: Played, measured: CompiledSite): readonly Moment[] {
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
    ...triggers.filter(isAlone).flatMap((trigger) => nearlyFired(key, trigger, judged, played)),
    ...ofScript(key, played, measured),
    ...ofRules(key, played, measured),
    ...ofEvents(key, played, measured),
  ];
  return all.sort((a, b) => a.step - b.step || a.at - b.at);
}

function inWords(raw: RawMoment, played: Played, measured: CompiledSite): Moment[] {
  // A timer that was started is explained when it fires; one that was not started is explained here.
  if (raw.is === "started" && raw.isMet) return [];
  const isOfScript = raw.event.startsWith("goalform.");
  const asked = raw.conditions.map((one) => judgedQuestion(one, measured.content));
  const shownOnes = asked.filter(
    (one) => !isSupport(one, asked) && !(isOfScript && one.asked.fact.is === "event") && !isOfHistory(one),
  );
  const changed = asked.find((one) => isOfHistory(one));
  const context = momentContext(raw, played);
  const conditions = shownOnes.map((one) => conditionInWords(one, asked, context));
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
      conditions: all.length > 0 ? all : [{ ...ALWAYS, text: waitsFor(raw.trigger) }],
      counts: raw.is === "judged" && raw.isMet && raw.isAllowed && !raw.isBlocked && !isPing,
      note: isPing ? WITHOUT_COOKIE : noteOf(raw),
    },
  ];
}

function conditionInWords(
  question: JudgedQuestion,
  asked: readonly JudgedQuestion[],
  context: MomentContext,
): ConditionWords {
  const isMet = isTrue(question, asked);
  const seen = valueInWords(question.judged.left);
  return {
    text: `${question.subject} ${question.verb} ${question.wanted}`,
    refusal: refusalOf(question, seen),
    seen,
    holds: isMet,
    hint: isMet ? null : nearMiss(question, context),
  };
}

/** What Tag Manager says, except that a missing value does not meet a condition that it happens to match. */
function isTrue(question: JudgedQuestion, asked: readonly JudgedQuestion[]): boolean {
  if (question.judged.verdict !== "met") return false;
  // A pattern may match what Tag Manager reads of a missing value; the condition next to it, which is not shown, says so.
  const isGuarded = asked.some(
    (other) =>
      other !== question &&
      other.asked.variable === question.asked.variable &&
      other.judged.verdict !== "met" &&
      isSupport(other, asked),
  );
  const isPresent = !isMissing(question) || asksForPresence(question);
  return !isGuarded && (isPresent || ["query", "page"].includes(question.asked.fact.is));
}

const ALWAYS: ConditionWords = { text: "", refusal: "", seen: null, holds: true, hint: null };

function noteOf({ is, isMet, isAllowed }: RawMoment): string | null {
  if (is === "blocked") return "an exception (`unless`) keeps it from counting";
  return is === "judged" && isMet && !isAllowed
    ? "the consent that the goal waits for (`consent`) is denied"
    : null;
}

function samePage({ judged }: ReturnType<typeof judgedQuestion>): ConditionWords {
  const seen = valueInWords(judged.left);
  return {
    text: "shows another page than before",
    refusal: "the same page as before, as far as the goal looks at it",
    seen,
    holds: false,
    hint: null,
  };
}

function refusalOf(one: ReturnType<typeof judgedQuestion>, seen: string | null): string {
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

function momentContext(raw: RawMoment, played: Played) {
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
