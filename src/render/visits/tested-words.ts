/** What tests expected and what happened, in sentences. */
import type { Tested } from "../../app/result/visited.ts";
import { entryIn } from "../../entry-in.ts";
import { clockTime } from "../../visits/clock.ts";
import type { Moment } from "../../visits/explaining/moment.ts";
import type {
  CountedAt,
  ExpectationResult,
  JudgedVisit,
  TestResult,
} from "../../visits/judging/test-result.ts";
import { unjudgedInWords } from "../../visits/judging/unjudged-words.ts";
import type { Step } from "../../visits/step.ts";

export function failed({ tests }: Tested): readonly TestResult[] {
  return tests.filter(({ status }) => status === "failed");
}

export function timesInWords(times: number): string {
  return times === 1 ? "once" : times === 2 ? "twice" : `${times} times`;
}

/** `brochure: expected once, counted 0 times`. */
export function expectationInWords(one: ExpectationResult, steps: readonly Step[]): string {
  const where = one.page === null ? "" : ` on ${one.page}`;
  if (one.unjudged !== null) return `${subjectOf(one)}${where}: ${unjudgedInWords(one.unjudged)}`;
  switch (one.of) {
    case "goal": {
      const expected =
        one.expected === 0 ? "expected not to count" : `expected ${timesInWords(one.expected)}`;
      return `${one.goal}${where}: ${expected}, counted ${timesInWords(one.actual ?? 0)}${whenCounted(one, steps)}`;
    }
    case "event":
      return `${one.event}: ${eventInWords(one.expected, one.actual)}`;
    case "funnel":
      return `${one.funnel}: expected ${entryIn(WANTED, one.expected) ?? `to get to ${one.expected}`}, ${reachedInWords(one.actual ?? "")}${one.note === null ? "" : ` (${one.note})`}`;
  }
}

/** The visits in which something was not as expected: a table has one for each address. */
export function wrongVisits({ expectations, visits }: TestResult): readonly JudgedVisit[] {
  return visits.filter((_, index) =>
    expectations.some(({ isMet: holds, visit }) => !holds && visit === index),
  );
}

/** Why a goal did not count in a moment: what failed, with what is nearly right about it. */
export function whyNot({ conditions, counts, note }: Moment): readonly string[] {
  if (counts) return [];
  const wrong = conditions.filter(({ holds }) => !holds);
  const each = wrong.map(({ refusal, hint }) => (hint === null ? refusal : `${refusal} (${hint})`));
  return note === null ? each : [...each, note];
}

function subjectOf(one: ExpectationResult): string {
  return one.of === "goal" ? one.goal : one.of === "event" ? one.event : one.funnel;
}

/** Where something counts that should not, or too often, the moments of it say why. */
function whenCounted(
  { counted, expected }: { counted: readonly CountedAt[]; expected: unknown },
  steps: readonly Step[],
): string {
  if (counted.length === 0 || (typeof expected === "number" && counted.length < expected)) return "";
  const each = counted.map(({ at, step, by }) =>
    `at ${clockTime(at)} ${steps[step]?.word ?? ""}${BY[by]}`.trim(),
  );
  return `: ${each.join(", ")}`;
}

const BY: Readonly<Record<CountedAt["by"], string>> = {
  tag: "",
  site: " (the event comes from the site)",
  rule: " (by a rule in Analytics)",
  google: " (Analytics collects it)",
  audience: " (by an audience in Analytics)",
};

const WANTED: Readonly<Record<string, string>> = {
  completed: "to be completed",
  not_entered: "not to be entered",
};

function reachedInWords(reached: string): string {
  if (reached === "completed") return "and it was completed";
  return reached === "not_entered" ? "and it was not entered" : `and it got to ${reached}`;
}

function eventInWords(expected: unknown, actual: unknown): string {
  if (expected === false) return "expected not to be sent, but it is";
  if (actual === null) return "expected to be sent, but it is not";
  const [wanted, sent] = [expected, actual] as readonly Readonly<Record<string, unknown>>[];
  const wrong = Object.keys(wanted ?? {}).filter((name) => String(sent?.[name]) !== String(wanted?.[name]));
  const each = wrong.map(
    (name) =>
      `${name} ${inQuotes(wanted?.[name])}, ${name in (sent ?? {}) ? `sent ${inQuotes(sent?.[name])}` : "which is not sent"}`,
  );
  return `expected with ${each.join("; ")}`;
}

function inQuotes(value: unknown): string {
  return JSON.stringify(value) ?? "nothing";
}
