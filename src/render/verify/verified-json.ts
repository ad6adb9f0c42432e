/** What `verify` found as data: the format `goalform.verify/1`. */
import { failedGoals, type GoalVerified, unplayedGoals, type Verified } from "../../app/result/verify.ts";
import type { JsonObject } from "../../resources/resource.ts";

export function verifiedJson(verified: Verified): JsonObject {
  const { target, source, goals, steps, problems, notes } = verified;
  return {
    ok: failedGoals(verified).length + unplayedGoals(verified).length === 0,
    format: "goalform.verify/1",
    target: { name: target },
    source: { ...source } as JsonObject,
    goals: goals.map(goalJson),
    ...(steps.length === 0 ? {} : { steps: steps.map(({ goal, ...one }) => stepJson(goal, one)) }),
    problems: problems.map((one) => ({ ...one })),
    notes: [...notes],
    ...(verified.stopped === undefined ? {} : { stopped: verified.stopped.map((one) => ({ ...one })) }),
  };
}

function goalJson({ goal, ...one }: GoalVerified): JsonObject {
  return { goal, ...detailsOf(one) };
}

function stepJson(step: string, one: Omit<GoalVerified, "goal">): JsonObject {
  return { step, ...detailsOf(one) };
}

function detailsOf({ name, at, status, expected, hits, problems }: Omit<GoalVerified, "goal">): JsonObject {
  return {
    name,
    origin: { file: at.file, line: at.line },
    status,
    expected: { ...expected, parameters: [...expected.parameters], consent: [...expected.consent] },
    hits: hits.map((hit) => ({
      ...hit,
      parameters: { ...hit.parameters },
      consent: hit.consent === null ? null : { ...hit.consent },
    })),
    problems: problems.map((one) => ({ ...one })),
  };
}
