/**
 * Whether a goal of an imported file counts as the tag does that it was lifted from: the engine judges both on visits that
 * are made of what the goal asks for. Where they differ, the fidelity says so, and in which direction.
 */
import { expect, test } from "vitest";
import { compile } from "../../src/compile/compile.ts";
import type { Container } from "../../src/engine/container.ts";
import { loadTag } from "../../src/engine/tag.ts";
import type { Goal } from "../../src/language/goal-set/goal.ts";
import type { GoalSet } from "../../src/language/goal-set/goal-set.ts";
import { asAtGoogle } from "../../src/lift/desired.ts";
import type { LiftedGoal } from "../../src/lift/lifted.ts";
import { DIFFERENCES } from "../../src/lift/reasons.ts";
import { ENTITIES, ENTITY_KINDS } from "../../src/resources/kinds.ts";
import { readExport } from "../../src/sandbox/container-export.ts";
import { contentOf } from "../support/exported.ts";
import { importedFrom, validFile } from "../support/importing.ts";
import { liftOf, MADE, type MadeContainer } from "./made-containers.ts";
import { type Visit, visitsOf } from "./visits-of.ts";

const OWNER = "lifted";

function asContainer(content: ReturnType<typeof contentOf>, builtInVariable: readonly object[]): Container {
  const lists = ENTITY_KINDS.map((kind) => [ENTITIES[kind].collection, content.entities[kind]]);
  return { containerId: "1", builtInVariable, ...Object.fromEntries(lists) } as Container;
}

function original({ exported }: MadeContainer): Container {
  const { builtInVariables } = readExport(exported).content;
  return asContainer(
    contentOf(exported),
    builtInVariables.map((type) => ({ type, name: nameOf(type) })),
  );
}

/** `pageUrl` → `Page URL`. */
function nameOf(type: string): string {
  return type
    .replace(/([A-Z])/g, " $1")
    .replace(/^./, (first) => first.toUpperCase())
    .replace(/\bUrl\b/, "URL")
    .replace(/\bId\b/, "ID");
}

function compiled(asked: Pick<GoalSet, "goals" | "forwards">, measurementId: string): Container {
  const goalSet: GoalSet = {
    owner: OWNER,
    targets: [],
    defaultTarget: null,
    ...asked,
    funnels: [],
    disabled: [],
    disabledFunnels: [],
    removed: [],
    leftOut: [],
    keptKeyEvents: [],
  };
  const made = compile(goalSet, measurementId);
  const builtIns = made.resources
    .filter(({ kind }) => kind === "gtm.builtInVariable")
    .map(({ body }) => body);
  return asContainer(asAtGoogle(made).content, builtIns);
}

function firings(container: Container, { url, acts, cookies, before }: Visit): number {
  const page = loadTag(container, {
    url,
    cookies,
    dataLayerBefore: before,
    runScript: (source, values) => run(source, values),
  });
  page.domReady();
  page.windowLoaded();
  for (const act of acts) act(page);
  return page.fired.filter(({ type }) => type === "gaawe").length;
}

function run(source: string, gtmValues: readonly unknown[]): unknown {
  try {
    return new Function("gtmValues", `return (${source})()`)(gtmValues);
  } catch {
    return undefined;
  }
}

/** The tag and what fires it, which is quicker than the whole container. */
function alone({ tag = [], trigger = [], ...others }: Container, name: string): Container {
  const own = (tag ?? [])
    .filter((one) => one.name === name)
    .map((one) => ({ ...one, setupTag: [], consentSettings: {} }));
  const ids = own.flatMap((one) => [...(one.firingTriggerId ?? []), ...(one.blockingTriggerId ?? [])]);
  const googleTags = (tag ?? []).filter(({ type }) => type === "gaawc" || type === "googtag");
  return {
    ...others,
    tag: [...own, ...googleTags.map((one) => ({ ...one, firingTriggerId: [], blockingTriggerId: [] }))],
    trigger: (trigger ?? []).filter(({ triggerId }) => ids.includes(triggerId ?? "")),
  };
}

/** Tags that ask for consent fire on neither side without it. */
function withoutConsent(goal: Goal): Goal {
  return { ...goal, consent: [] };
}

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
  const before = original(made);
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
      const before = withoutExceptions(alone(original(made), from[0]!.name));
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
