/** An expectation of `funnel:`: how far a visit got. */

import type { Funnel } from "../../language/goal-set/funnel.ts";
import { durationInWords } from "../../resources/duration-words.ts";
import { eventsOfStep, reachedIn } from "../analytics.ts";
import type { CompiledSite } from "../compiled-site.ts";
import type { Expectation } from "../goal-test.ts";
import { stepIds } from "../reading/expectations.ts";
import type { Played } from "../visit.ts";
import { unjudgedGoal, unknownActs } from "./unjudged-goals.ts";

export function judgeFunnel(
  { funnel: id, reached }: Extract<Expectation, { of: "funnel" }>,
  played: Played,
  measured: CompiledSite,
) {
  const { goals, funnels } = measured.goalSet;
  const funnel = funnels.find((one) => one.id === id)!;
  const ofSteps = funnel.steps.flatMap((step) =>
    goals.filter((goal) => step.is === "goal" && goal.id === step.goal),
  );
  const unknown = ofSteps.map((goal) => unjudgedGoal(goal, played, measured)).find((why) => why !== null);
  const unjudged =
    unknown ??
    unknownActs(
      funnel.steps.some((step) => step.is === "interaction"),
      played,
    );
  const actual = unjudged === null ? reachedIn(funnel, played.received, goals) : null;
  const note = unjudged === null ? tooLate(funnel, played, measured) : null;
  return {
    of: "funnel" as const,
    funnel: id,
    expected: reached,
    actual,
    unjudged,
    note,
    isMet: actual === reached,
  };
}

/** A step that was taken, but longer after the one before than `within` allows. */
function tooLate(
  funnel: Funnel,
  { received, start }: Played,
  { goalSet: { goals } }: CompiledSite,
): string | null {
  const { within } = funnel;
  if (within === null) return null;
  for (let index = 1; index < funnel.steps.length; index += 1) {
    const before = eventsOfStep(funnel, index - 1, received, goals)[0];
    const after = eventsOfStep(funnel, index, received, goals).find((one) => before && one.at > before.at);
    if (!before || !after || after.at - before.at <= within * 1000) continue;
    const names = [index - 1, index].map((one) => stepIds(funnel)[one]);
    const passed = durationInWords((after.at - before.at) / 1000);
    return `${names[1]} came ${passed} after ${names[0]} (at ${durationInWords((before.at - start) / 1000) || "0s"}): \`within: ${durationInWords(within)}\``;
  }
  return null;
}
