/** Compile and compare 1,000 goals with a container of 10,000 entities, and half of both. */

import { entityChange, inOrder, withTemporaryIds } from "../../src/apply/entity-changes.ts";
import { compile } from "../../src/compile/compile.ts";
import type { GoalSet } from "../../src/language/goal-set/goal-set.ts";
import { type BuiltPlan, buildPlan } from "../../src/plan/build-plan.ts";
import { isEntityStep } from "../../src/plan/steps.ts";
import { ENTITY_KINDS } from "../../src/resources/kinds.ts";
import type { JsonObject } from "../../src/resources/resource.ts";
import { EMPTY_CONTENT, NO_LISTS_READ, type Snapshot } from "../../src/resources/snapshot.ts";
import type { Figure } from "./bench.ts";
import { MEASUREMENT_ID, manyGoals } from "./goals.ts";

export function growthFigures(): Figure[] {
  const [half, whole] = [
    measure(manyGoals(500), container(5000)),
    measure(manyGoals(1000), container(10_000)),
  ];
  return [
    { what: "plan 1,000 goals against 10,000 entities", measured: whole.first, most: 150, unit: "ms" },
    { what: "the same, with what changes in words", measured: whole.inWords, most: 300, unit: "ms" },
    { what: "the same when all is applied", measured: whole.again, most: 150, unit: "ms" },
    {
      what: "against 500 goals and 5,000 entities",
      measured: whole.first / half.first,
      most: 2.5,
      unit: "times",
    },
  ];
}

interface Times {
  /** To compile and compare where nothing of the goals is there yet. */
  readonly first: number;
  /** With what each goal counts before and after, as it is shown to people. */
  readonly inWords: number;
  /** The same where all of it is. */
  readonly again: number;
}

function measure(goals: GoalSet, before: Snapshot): Times {
  const after = applied(buildPlan(compile(goals, MEASUREMENT_ID), before, "bench"), before);
  return {
    first: leastTime(goals, before),
    inWords: leastTime(goals, before, ({ plan }) => [
      plan.warnings,
      plan.blockers,
      plan.changes.map(({ words }) => words),
    ]),
    again: leastTime(goals, after),
  };
}

/** Milliseconds of processor time, the least of nine: others at work on the machine only add to it. */
function leastTime(
  goals: GoalSet,
  snapshot: Snapshot,
  use: (built: BuiltPlan) => unknown = ({ plan }) => [plan.warnings, plan.blockers],
): number {
  const times = Array.from({ length: 9 }, () => {
    const start = process.cpuUsage();
    use(buildPlan(compile(goals, MEASUREMENT_ID), snapshot, "bench"));
    const { user, system } = process.cpuUsage(start);
    return (user + system) / 1000;
  });
  return Math.min(...times);
}

/** The container with what a plan creates. */
function applied({ steps, ids }: BuiltPlan, snapshot: Snapshot): Snapshot {
  const created = inOrder(steps.filter(isEntityStep));
  const known = new Map(
    [...withTemporaryIds(created, ids)].map(([at, id]) => [at, id.replace("new_", "9000")]),
  );
  const { content } = snapshot.container;
  const changes = created.map((step) => entityChange(step, known));
  const entities = Object.fromEntries(
    ENTITY_KINDS.map((kind) => [
      kind,
      [...content.entities[kind], ...changes.filter((one) => one.kind === kind).map(({ entity }) => entity)],
    ]),
  ) as unknown as typeof content.entities;
  const builtInVariables = steps.flatMap((step) =>
    step.do === "enable built-in variable" ? [step.type] : [],
  );
  return {
    ...snapshot,
    container: { ...snapshot.container, content: { ...content, entities, builtInVariables } },
  };
}

export function container(entities: number): Snapshot {
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
        ...EMPTY_CONTENT,
        entities: { ...EMPTY_CONTENT.entities, "gtm.trigger": triggers, "gtm.tag": tags },
      },
      unpublished: null,
    },
    property: { property: "123456789", keyEvents: [], webStreams: [], definitions: NO_LISTS_READ },
    requests: 0,
  };
}
