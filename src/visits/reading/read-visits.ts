/** Visits that somebody sends to the sandbox: the steps of a tests file, without expectations. */
import type { Diagnostic } from "../../diagnostic.ts";
import type { Step } from "../step.ts";
import { openTests } from "./read-tests.ts";

const NO_GOALS = { goals: [], funnels: [], disabled: [], leftOut: [] };

/**
 * @param visits each with the steps of a `visit:`
 * @param site completes addresses that begin with a slash
 */
export function readVisits(
  visits: readonly unknown[],
  site: string | undefined,
): { readonly visits: readonly (readonly Step[])[] } | { readonly problems: readonly Diagnostic[] } {
  // Nothing is expected of them, which only `only` may say.
  const tests = visits.map((visit, index) => ({ name: `visit ${index + 1}`, visit, only: true }));
  const text = JSON.stringify({ version: 1, ...(site !== undefined && { site }), tests });
  const reading = openTests("visits", new TextEncoder().encode(text)).read(NO_GOALS);
  if (reading.tests === null) return { problems: reading.diagnostics };
  return { visits: reading.tests.tests.map((test) => (test.is === "visit" ? test.steps : [])) };
}
