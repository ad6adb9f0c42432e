/** Goals and tests as texts → what the tests say. */

import type { GoogleTag } from "../../src/language/goal-set/target.ts";
import { type CompiledSite, compiledSite } from "../../src/visits/compiled-site.ts";
import { judgeTest } from "../../src/visits/judging/judge-test.ts";
import type { TestResult } from "../../src/visits/judging/test-result.ts";
import { openTests } from "../../src/visits/reading/read-tests.ts";
import { HEAD, MEASUREMENT_ID, reading } from "../support/shop.ts";

/** The goals (the file without its head), compiled once. */
export function measured(
  goals: string,
  googleTag: GoogleTag = { lives: "container", isSaid: false },
): CompiledSite {
  const key = `${googleTag.lives} ${goals}`;
  const known = compiled.get(key) ?? compileGoals(goals, googleTag);
  compiled.set(key, known);
  return known;
}

const compiled = new Map<string, CompiledSite>();

function compileGoals(goals: string, googleTag: GoogleTag): CompiledSite {
  const { goalSet, diagnostics } = reading(HEAD + goals);
  if (!goalSet)
    throw new Error(diagnostics.map(({ place, message }) => `${place?.line}: ${message}`).join("\n"));
  return compiledSite(goalSet, MEASUREMENT_ID, googleTag);
}

/** The tests (the file without `version` and `site`). */
export function run(goals: string, tests: string, googleTag?: GoogleTag): readonly TestResult[] {
  return runIn(measured(goals, googleTag), tests);
}

function runIn(all: CompiledSite, tests: string): readonly TestResult[] {
  const text = `version: 1\nsite: https://www.acme.example\ntests:\n${tests}`;
  const { tests: read, diagnostics } = openTests("goals.test.yaml", new TextEncoder().encode(text)).read(
    all.goalSet,
  );
  if (!read)
    throw new Error(diagnostics.map(({ place, message }) => `${place?.line}: ${message}`).join("\n"));
  return read.tests.map((test) => judgeTest(test, all));
}

/** One visit, in flow style: `{ page: / }, { form: contact }`; how often the goal counts in it. Null: it cannot be judged. */
export function counts(goals: string, goal: string, visit: string, googleTag?: GoogleTag): number | null {
  return countsIn(measured(goals, googleTag), goal, visit);
}

/** The same, of any file. */
export function countsIn(all: CompiledSite, goal: string, visit: string): number | null {
  const [result] = runIn(all, `  - { name: counts, visit: [ ${visit} ], counts: { ${goal}: 0 } }\n`);
  const [expectation] = result!.expectations;
  return expectation!.of === "goal" ? expectation!.actual : null;
}

/** What a failing test says about a goal in one visit: each condition that was not true, with what is nearly right. */
export function whyNot(goals: string, goal: string, visit: string): readonly string[] {
  const [result] = run(goals, `  - { name: why, visit: [ ${visit} ], counts: ${goal} }\n`);
  return result!.visits.flatMap(({ moments }) =>
    moments().flatMap(({ conditions, note }) => [
      ...conditions
        .filter(({ holds }) => !holds)
        .map(({ refusal, hint }) => (hint === null ? refusal : `${refusal} (${hint})`)),
      ...(note === null ? [] : [note]),
    ]),
  );
}
