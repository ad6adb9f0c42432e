/**
 * What was made by hand becomes the file's, and nothing else changes: adopt, plan again, delete `adopt:`, plan again, go
 * back to the version before and plan again.
 */
import { existsSync, readdirSync } from "node:fs";
import { expect, test } from "vitest";
import { apply } from "../../src/apply/apply.ts";
import { workOf } from "../../src/apply/work.ts";
import { compile } from "../../src/compile/compile.ts";
import { type ResourceChange, resourceChanges } from "../../src/plan/plan.ts";
import { canonicalJson } from "../../src/resources/json.ts";
import { ENTITY_KINDS, entityId } from "../../src/resources/kinds.ts";
import { readMark } from "../../src/resources/mark.ts";
import type { ContainerContent } from "../../src/resources/snapshot.ts";
import { json, MADE } from "../lift/made-containers.ts";
import { imported } from "../support/adopting.ts";
import { contentOf } from "../support/exported.ts";
import { memoryGoogle } from "../support/memory-google.ts";
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
  return isWeb ? [{ name, content: () => contentOf(exported), measurementId }] : [];
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
  const compiled = (yaml: string) => compile(goalSet(yaml), measurementId);
  const workFor = async (yaml: string) => workOf(compiled(yaml), await read(), "production");
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

  const options = { title: "goalform", notes: "", allowUnpublished: false, publish: true, strict: false };
  await apply(
    await workFor(file(true)),
    () => workFor(file(true)),
    google,
    () => {},
    options,
  );
  const after = (await read()).container.content;
  expect(withoutNotes(after, true)).toEqual(withoutNotes(before, false));
  expect((await planned(file(true))).changes).toEqual([]);
  expect((await planned(file(false))).changes).toEqual([]);

  const back = workOf(compiled(file(false)), versionBefore, "production").built.plan;
  const stopped = back.blockers.filter(({ code }) => code === "tag-does-the-same");
  expect(back.blockers.map(({ code }) => code)).toEqual(stopped.map(({ code }) => code));
  const named = stopped.map(({ waysOut }) => /adopt: ("(?:[^"\\]|\\.)*")/.exec(String(waysOut[0]))?.[1]);
  expect(named.map((name) => JSON.parse(name!) as string).sort()).toEqual([...tags].sort());
});

function inShort({ action, address, reason, fields }: ResourceChange): string {
  return `${action} ${address} ${reason} ${JSON.stringify(fields)}`;
}

/** Asked for: 70 % of those with a fixed name. The kinds of names are the second opinion's. */
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
      "with a fixed name": "149 of 176",
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
