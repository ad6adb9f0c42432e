/** What `verify` expects of a goal, in a served container and in a browser. */
import type { Goal } from "../language/goal-set/goal.ts";
import type { Subject } from "../resources/compiled.ts";
import type { ExpectedHit } from "./result/verify.ts";

export function expectedOf(goal: Goal, subjects: readonly Subject[]): ExpectedHit {
  const { event, keyEvent, counting, parameters, consent } = goal;
  return {
    event,
    counts: subjects.find(({ user }) => user === `goal:${goal.id}`)?.counts ?? "",
    keyEvent,
    counting,
    parameters: parameters.map(({ name }) => name),
    consent,
  };
}
