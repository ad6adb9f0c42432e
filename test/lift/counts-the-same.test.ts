/**
 * Whether a goal of an imported file counts as the tag does that it was lifted from: the engine judges both on visits that
 * are made of what the goal asks for. Where they differ, the fidelity says so, and in which direction.
 */
import { expect, test } from "vitest";
import type { Container } from "../../src/engine/container.ts";
import { DIFFERENCES } from "../../src/lift/differences.ts";
import type { LiftedGoal } from "../../src/lift/lifted.ts";
import { importedFrom, validFile } from "../support/importing.ts";
import { liftOf, MADE, type MadeContainer } from "./made-containers.ts";
import { alone, compiled, firings, original, withoutConsent } from "./played.ts";
import { type Visit, visitsOf } from "./visits-of.ts";

function differences({ goal, from }: LiftedGoal, all: Container, measurementId: string) {
  const after = compiled({ goals: [withoutConsent(goal)] }, measurementId);
  const before = alone(all, from[0]!.name);
  return visitsOf(goal).map((visit) => {
    const atGoogle = firings(before, visit);
    const ofGoal = firings(after, visit);
    return { url: visit.url, cookies: visit.cookies, atGoogle, ofGoal };
  });
}

/** As they are read from the file that `import` writes. */
async function importedGoals(made: MadeContainer): Promise<readonly LiftedGoal[]> {
  const { measurementId, exported } = made;
  const imported = await importedFrom(exported, { measurementId });
  const byId = new Map(validFile(imported).goals.map((goal) => [goal.id, goal]));
  const lifted = liftOf(made).goals;
  expect(imported.goals.map(({ from }) => from)).toEqual(lifted.map(({ from }) => from));
  return lifted.map((one, index) => ({ ...one, goal: byId.get(imported.goals[index]!.id)! }));
}

test.each(MADE)("the goals imported from $name count as its tags do", async (made) => {
  const before = original(made.exported);
  const wrong: string[] = [];
  for (const lifted of await importedGoals(made)) {
    const all = differences(lifted, before, made.measurementId);
    const directions =
      lifted.fidelity.is === "narrower"
        ? lifted.fidelity.differs.map(({ code }) => DIFFERENCES[code].goalCounts)
        : [];
    const bad = all.filter(({ atGoogle, ofGoal }) => {
      if (atGoogle === ofGoal || directions.includes("otherwise")) return false;
      return !directions.includes(ofGoal > atGoogle ? "more" : "less");
    });
    if (bad.length > 0)
      wrong.push(
        `${lifted.from[0]!.name}: ${JSON.stringify(bad.slice(0, 3))} ${JSON.stringify(lifted.fields)}`,
      );
    if (!all.some(({ ofGoal }) => ofGoal > 0))
      wrong.push(`${lifted.from[0]!.name}: no visit counts ${JSON.stringify(lifted.fields)}`);
    if (!all.some(({ ofGoal }) => ofGoal === 0)) wrong.push(`${lifted.from[0]!.name}: every visit counts`);
  }
  expect(wrong).toEqual([]);
});

const pushing = (...events: readonly string[]): Visit => ({
  url: "https://www.shop.example/",
  cookies: {},
  before: [],
  acts: events.map((event) => (page) => page.push({ event })),
});

test("imported forwards send what their tags send, except names that only contain one of theirs", () => {
  const forwarded = MADE.flatMap((made) =>
    liftOf(made).forwards.map(({ forward, from, fidelity }) => {
      const after = compiled({ goals: [], forwards: [forward] }, made.measurementId);
      const before = withoutExceptions(alone(original(made.exported), from[0]!.name));
      const sent = (...events: readonly string[]) =>
        [before, after].map((container) => firings(container, pushing(...events)));
      const { events } = forward;
      const [first = ""] = events;
      expect(sent(...events)).toEqual([events.length, events.length]);
      expect(sent("page_ready", "gtm.click", first.toUpperCase())).toEqual([0, 0]);
      expect(sent(`my_${first}_again`)).toEqual([fidelity.is === "narrower" ? 1 : 0, 0]);
      return from[0]!.name;
    }),
  );
  expect(forwarded).toHaveLength(6);
});

/** A forward has those of `defaults`, and an adopted tag keeps its own. */
function withoutExceptions(container: Container): Container {
  return { ...container, tag: (container.tag ?? []).map((one) => ({ ...one, blockingTriggerId: [] })) };
}
