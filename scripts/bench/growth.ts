/** Compile and compare 1,000 goals with a container of 10,000 entities, and half of both. */
import { compile } from "../../src/compile/compile.ts";
import type { GoalSet } from "../../src/language/goal-set/goal-set.ts";
import { buildPlan } from "../../src/plan/build-plan.ts";
import type { JsonObject } from "../../src/resources/resource.ts";
import { NO_LISTS_READ, type Snapshot } from "../../src/resources/snapshot.ts";
import type { Figure } from "./bench.ts";
import { MEASUREMENT_ID, manyGoals } from "./goals.ts";

export function growthFigures(): Figure[] {
  const [half, whole] = [
    measure(manyGoals(500), container(5000)),
    measure(manyGoals(1000), container(10_000)),
  ];
  return [
    { what: "compile and compare 1,000 goals with 10,000 entities", measured: whole, most: 1000, unit: "ms" },
    { what: "the same against 500 goals and 5,000 entities", measured: whole / half, most: 3, unit: "times" },
  ];
}

/** The median of five, in milliseconds. */
function measure(goals: GoalSet, snapshot: Snapshot): number {
  const times = Array.from({ length: 5 }, () => {
    const start = performance.now();
    buildPlan(compile(goals, MEASUREMENT_ID), snapshot, "bench");
    return performance.now() - start;
  });
  return times.sort((a, b) => a - b)[2]!;
}

function container(entities: number): Snapshot {
  const ids = Array.from({ length: entities / 2 }, (_, i) => String(i + 10));
  const tags = ids.map(
    (id): JsonObject => ({ tagId: id, name: `tag ${id}`, type: "html", firingTriggerId: [id] }),
  );
  const triggers = ids.map((id): JsonObject => ({ triggerId: id, name: `trigger ${id}`, type: "pageview" }));
  const version = { id: "1", name: "" };
  return {
    container: {
      label: "GTM-TEST01",
      usageContext: ["web"],
      live: { ...version, description: "" },
      latest: version,
      content: {
        entities: { "gtm.folder": [], "gtm.variable": [], "gtm.trigger": triggers, "gtm.tag": tags },
        builtInVariables: [],
        rest: "",
      },
      unpublished: null,
    },
    property: { property: "123456789", keyEvents: [], webStreams: [], definitions: NO_LISTS_READ },
    requests: 0,
  };
}
