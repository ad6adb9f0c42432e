/**
 * What was made by hand becomes the file's, and nothing else changes: adopt, plan again, delete `adopt:`, plan again, go
 * back to the version before and plan again. Visits in between: the same hits of every tag, also when goals with exceptions
 * ask for one thing more, which all visitors have. They get triggers of their own for that, and what somebody else's triggers
 * and exceptions decided must still hold.
 */
import { existsSync, readdirSync } from "node:fs";
import { expect, test } from "vitest";
import { parse, stringify } from "yaml";
import { apply } from "../../src/apply/apply.ts";
import { type WorkingPlan, workingPlan } from "../../src/apply/working-plan.ts";
import { compile } from "../../src/compile/compile.ts";
import { unknownReferences } from "../../src/engine/references.ts";
import { liftContainer } from "../../src/lift/lift.ts";
import { type ResourceChange, resourceChanges } from "../../src/plan/plan.ts";
import type { Compiled } from "../../src/resources/compiled.ts";
import { canonicalJson } from "../../src/resources/json.ts";
import { ENTITY_KINDS, entityId } from "../../src/resources/kinds.ts";
import { readMark } from "../../src/resources/mark.ts";
import { type ContainerContent, NO_LISTS_READ } from "../../src/resources/snapshot.ts";
import { json, MADE } from "../lift/made-containers.ts";
import { hitsOf, playable } from "../lift/played-container.ts";
import { type Visit, visitsOf } from "../lift/visits-of.ts";
import { imported } from "../support/adopting.ts";
import { contentOf } from "../support/exported.ts";
import { type MemoryGoogle, memoryGoogle } from "../support/memory-google.ts";
import { goalSet } from "../support/shop.ts";

interface Case {
  readonly name: string;
  readonly content: () => ContainerContent;
  readonly measurementId: string;
}

const REAL = "../shared/containers";

/** Containers of others, where they are present. */
const OTHERS: readonly Case[] = (existsSync(REAL) ? readdirSync(REAL) : []).flatMap((name) => {
  const exported = json(`${REAL}/${name}`);
  const [measurementId = "G-TEST123456"] = /G-[A-Z0-9]{10}/.exec(JSON.stringify(exported)) ?? [];
  const isWeb = JSON.stringify(exported).includes('"WEB"');
  const said = `${name} (needs ${REAL})`;
  return isWeb ? [{ name: said, content: () => contentOf(exported), measurementId }] : [];
});

const CASES: readonly Case[] = [
  ...MADE.map((made) => ({ ...made, content: () => contentOf(made.exported) })),
  ...OTHERS,
];

/** How many tags each plan adopts as they are, of those with a fixed name and of those that forward events. */
const adopted = new Map<string, readonly [fixed: number, forwarders: number]>();

test.each(CASES)("$name: adopted, and left as it was", async ({ name, content, measurementId }) => {
  const before = content();
  const { file, tags } = imported(before, measurementId);
  const google = memoryGoogle([measurementId]);
  google.plantAll(before);
  const read = () => google.read(() => []);
  const known = new Map<string, Compiled>();
  const compiled = (yaml: string) => {
    const made = known.get(yaml) ?? compile(goalSet(yaml), measurementId);
    known.set(yaml, made);
    return made;
  };
  const workFor = async (yaml: string) => workingPlan(compiled(yaml), await read(), "production");
  const planned = async (yaml: string) => (await workFor(yaml)).built.plan;
  const versionBefore = await read();

  const first = await planned(file(true));
  expect(first.blockers).toEqual([]);
  const odd = first.changes.filter(({ action }) => action !== "adopt");
  expect(odd.flatMap(({ resources }) => resources.map(inShort))).toEqual([]);
  expect(first.changes.length).toBe(tags.length);
  const others = resourceChanges(first).filter(({ reason }) => reason !== "adopted");
  expect(others).toEqual([]);
  const forwarders = first.changes.filter(({ subject }) => subject.is === "forward").length;
  adopted.set(name, [first.changes.length - forwarders, forwarders]);
  if (tags.length === 0) return;

  await applied(file(true), workFor, google);
  const after = (await read()).container.content;
  expect(withoutNotes(after, true)).toEqual(withoutNotes(before, false));
  expect((await planned(file(true))).changes).toEqual([]);
  expect((await planned(file(false))).changes).toEqual([]);
  await sendsTheSame(file(false), before, measurementId, {
    now: async () => (await read()).container.content,
    applied: async (yaml) => {
      await applied(yaml, workFor, google);
      expect((await planned(yaml)).changes).toEqual([]);
    },
  });

  const back = workingPlan(compiled(file(false)), versionBefore, "production").built.plan;
  const stopped = back.blockers.filter(({ code }) => code === "tag-does-the-same");
  expect(back.blockers.map(({ code }) => code)).toEqual(stopped.map(({ code }) => code));
  const named = stopped.map(({ waysOut }) => /adopt: ("(?:[^"\\]|\\.)*")/.exec(String(waysOut[0]))?.[1]);
  expect(named.map((name) => JSON.parse(name!) as string).sort()).toEqual([...tags].sort());
});

async function applied(
  yaml: string,
  workFor: (yaml: string) => Promise<WorkingPlan>,
  google: MemoryGoogle,
): Promise<void> {
  const options = { title: "goalform", notes: "", allowUnpublished: false, publish: true, strict: false };
  await apply(
    await workFor(yaml),
    () => workFor(yaml),
    google,
    () => {},
    options,
  );
}

interface AtGoogle {
  now(): Promise<ContainerContent>;
  applied(yaml: string): Promise<void>;
}

async function sendsTheSame(
  goals: string,
  before: ContainerContent,
  measurementId: string,
  { now, applied: apply }: AtGoogle,
): Promise<void> {
  // Exports of parts of a container refer to what they do not contain.
  if (unknownReferences(playable(before)).length > 0) return;
  const visits = visitsTo(goals);
  const sent = (content: ContainerContent) => {
    const container = playable(content);
    return visits.map((visit) => hitsOf(container, visit));
  };
  const original = sent(before);
  expect(sent(await now())).toEqual(original);

  const asking = askingForMore(goals);
  if (asking === null) return;
  await apply(asking);
  const differing = tagsCountedOtherwise(before, measurementId);
  const isSure = (hit: string) => !differing.has((JSON.parse(hit) as { tag?: string }).tag ?? "");
  const surely = (all: typeof original) => all.map((hits) => hits.filter(isSure));
  expect(surely(sent(await now()))).toEqual(surely(original));
}

/** Goals with exceptions ask for a cookie that every visitor has. Null without any. */
function askingForMore(goals: string): string | null {
  const file = parse(goals) as { goals: Record<string, Record<string, unknown>> };
  const asking = Object.values(file.goals).filter((goal) => "unless" in goal);
  for (const goal of asking) goal["cookie"] = { ...(goal["cookie"] as object), everybody: "yes" };
  return asking.length === 0 ? null : stringify(file);
}

const MOST_OF_A_GOAL = 3;

/** Of all visits to a goal some, from the first to the last; and a push of everything that is forwarded. */
function visitsTo(goals: string): readonly Visit[] {
  const { goals: all, forwards = [] } = goalSet(goals);
  const own = all.flatMap((goal) => {
    const visits = visitsOf(goal);
    const step = Math.ceil(visits.length / MOST_OF_A_GOAL);
    return visits.filter((_, index) => index % step === 0);
  });
  const ecommerce = { value: 3, items: [{ item_id: "1" }] };
  const pushes = forwards.flatMap(({ events }) =>
    events.map(
      (event): Visit["acts"][number] =>
        (page) =>
          page.push({ event, ecommerce }),
    ),
  );
  const pushed: Visit = { url: "https://www.site.example/", cookies: {}, before: [], acts: pushes };
  return [...own, pushed].map((one) => ({ ...one, cookies: { ...one.cookies, everybody: "yes" } }));
}

/** Their goals say how they differ from them. */
function tagsCountedOtherwise(content: ContainerContent, measurementId: string): ReadonlySet<string> {
  const at = { content, keyEvents: null, definitions: NO_LISTS_READ };
  const { goals, forwards } = liftContainer(at, { measurementId, owner: null });
  const differing = [...goals, ...forwards].filter(({ fidelity }) => fidelity.is === "narrower");
  return new Set(differing.map(({ from }) => from[0]!.name));
}

function inShort({ action, address, reason, fields }: ResourceChange): string {
  return `${action} ${address} ${reason} ${JSON.stringify(fields)}`;
}

/** Asked for: 70% of those with a fixed name. The kinds of names are the second opinion's. */
test("how many of the GA4 event tags of our twelve containers are adopted", () => {
  const sum = (numbers: readonly number[]) => numbers.reduce((all, one) => all + one, 0);
  const all = MADE.flatMap(({ opinions }) => opinions);
  const named = (...kinds: readonly string[]) =>
    all.filter(({ eventNameKind }) => kinds.includes(eventNameKind)).length;
  const ours = MADE.map(({ name }) => adopted.get(name) ?? [0, 0]);
  expect({
    "with a fixed name": `${sum(ours.map(([fixed]) => fixed))} of ${named("fixed", "constant")}`,
    "with the name of what fires them": `${sum(ours.map(([, one]) => one))} of ${named("event")}`,
    "with another name that only the page knows": `0 of ${named("variable", "mixed")}`,
  }).toMatchInlineSnapshot(`
    {
      "with a fixed name": "151 of 176",
      "with another name that only the page knows": "0 of 5",
      "with the name of what fires them": "6 of 7",
    }
  `);
});

/** Letter by letter, by id; of ours without our mark. Google keeps no order of parameters. */
function withoutNotes({ entities }: ContainerContent, isApplied: boolean) {
  const all = ENTITY_KINDS.flatMap((kind) =>
    entities[kind].map((entity) => {
      const isMarked = isApplied && readMark(entity.notes) !== null;
      const notes = isMarked ? entity.notes!.split("\n").slice(2).join("\n") : (entity.notes ?? "");
      const parameter = [...(entity.parameter ?? [])].sort((a, b) => (a.key! < b.key! ? -1 : 1));
      const rest = canonicalJson({ ...entity, parameter, notes: null });
      return [`${kind}/${entityId(kind, entity)}`, rest, notes];
    }),
  );
  return all.sort(([a], [b]) => (a! < b! ? -1 : 1));
}
