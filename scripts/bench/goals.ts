/** As many goals as asked for, of the types that cost the most. */
import type { GoalSet } from "../../src/language/goal-set/goal-set.ts";
import { readGoals } from "../../src/language/read-goals.ts";

export const MEASUREMENT_ID = "G-TEST123456";

const HEAD = `version: 1
name: bench
targets: { production: { ga4: { property: "123456789", measurement_id: ${MEASUREMENT_ID} }, gtm: { container: GTM-TEST01 } } }
defaults: { currency: EUR }
goals:
`;

/** A property can have 30 key events; further goals are counted without one. */
export function manyGoals(count: number): GoalSet {
  const goals = Array.from(
    { length: count },
    (_, i) => `  goal_${i}: { ${kinds[i % kinds.length]!(i)}${i < 30 ? "" : ", key_event: false"} }\n`,
  );
  const { goalSet, diagnostics } = readGoals("bench.yaml", new TextEncoder().encode(HEAD + goals.join("")));
  if (!goalSet) throw new Error(JSON.stringify(diagnostics.slice(0, 3)));
  return goalSet;
}

const kinds: readonly ((i: number) => string)[] = [
  (i) => `type: destination, page: /thanks/${i}, spa: true`,
  (i) => `type: event, on: { data_layer: event_${i} }, where: { plan_${i}: { not: free } }`,
  (i) => `type: event, on: { click: { selector: ".button-${i}" } }`,
  (i) => `type: duration, longer_than: ${i + 1}s, scope: page, page: { path: { begins_with: /guides/${i} } }`,
  (i) => `type: pages_per_session, more_than: ${i + 1}`,
];
