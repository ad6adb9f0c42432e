/** An expectation of `sends:`: whether an event was sent, with these parameters. */
import type { Expectation } from "../goal-test.ts";
import type { Played } from "../visit.ts";

export function judgeEvent(
  { event, isSent, parameters }: Extract<Expectation, { of: "event" }>,
  played: Played,
) {
  const sent = played.received.filter((one) => one.event === event && one.by !== "google");
  const wrong = sent.map((one) => differing(parameters, one.parameters));
  const nearest = wrong.reduce((best, one, index) => (one < (wrong[best] ?? Infinity) ? index : best), 0);
  const actual = sent[nearest]?.parameters ?? null;
  const isMet = isSent ? wrong.includes(0) : sent.length === 0;
  return { of: "event" as const, event, expected: isSent ? parameters : false, actual, isMet };
}

/** How many of the parameters are not as expected. */
function differing(
  expected: Readonly<Record<string, unknown>>,
  actual: Readonly<Record<string, unknown>>,
): number {
  return Object.entries(expected).filter(([name, value]) => !isSent(value, actual[name])).length;
}

/** Texts and numbers are compared as Analytics gets them; null is a parameter that is not sent. */
export function isSent(expected: unknown, actual: unknown): boolean {
  if (expected === null) return actual === undefined;
  if (typeof expected !== "object" || typeof actual !== "object" || actual === null)
    return actual !== undefined && (String(expected) === String(actual) || isSameNumber(expected, actual));
  const [a, b] = [Object.entries(expected as object), actual as Readonly<Record<string, unknown>>];
  return a.every(([key, value]) => isSent(value, b[key]));
}

function isSameNumber(expected: unknown, actual: unknown): boolean {
  return (
    typeof expected === "number" &&
    typeof actual === "string" &&
    actual.trim() !== "" &&
    Number(actual) === expected
  );
}
