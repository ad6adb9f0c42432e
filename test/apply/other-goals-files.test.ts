/** Another goals file's work that is ready and not live: waited for, then left out of ours; and what a reviewer leaves out. */
import { expect, test } from "vitest";
import type { GooglePort } from "../../src/apply/google-port.ts";
import {
  containsWorkOfOtherFiles,
  withoutDuplicates,
  withoutWorkOfOtherFiles,
} from "../../src/apply/other-goals-files.ts";
import { differentUnpublished, type WorkingPlan, withoutChangesLeft } from "../../src/apply/working-plan.ts";
import { resourceChanges } from "../../src/plan/plan.ts";
import { isAnalyticsStep } from "../../src/plan/steps.ts";
import type { Address, JsonObject } from "../../src/resources/resource.ts";
import { type ContainerContent, EMPTY_CONTENT } from "../../src/resources/snapshot.ts";
import { memoryGoogle } from "../support/memory-google.ts";
import { applyAt, workAt, written } from "../support/port.ts";
import { HEAD } from "../support/shop.ts";

const GOALS = `${HEAD}goals:\n  thanks: { type: destination, page: /thanks }\n`;
const MORE = `${GOALS}  welcome: { type: destination, page: /welcome }\n`;
const OF_BLOG = {
  triggerId: "91",
  name: "acme-blog - Read",
  notes: "goalform owner=acme-blog address=gtm.trigger/read digest=0123456789abcdef",
};
const OF_PEOPLE = { triggerId: "92", name: "Summer sale" };

function withTriggers(content: ContainerContent, more: readonly JsonObject[]): ContainerContent {
  return {
    ...content,
    entities: { ...content.entities, "gtm.trigger": [...content.entities["gtm.trigger"], ...more] },
  };
}

/** Work on a container where `more` is in version 9, which is not live. */
async function workBeside(
  more: readonly JsonObject[],
  isAnythingLive = true,
  google: GooglePort = memoryGoogle(),
): Promise<WorkingPlan> {
  const work = await workAt(google, GOALS);
  const { container } = work.snapshot;
  const unpublished = {
    id: "9",
    name: "goalform acme-blog",
    description: "",
    createdAt: null,
    content: withTriggers(container.content, more),
  };
  const live = isAnythingLive ? container.live : null;
  return { ...work, snapshot: { ...work.snapshot, container: { ...container, live, unpublished } } };
}

test("work of others is what bears no mark of ours", async () => {
  expect(containsWorkOfOtherFiles(await workAt(memoryGoogle(), GOALS))).toBe(false);
  expect(containsWorkOfOtherFiles(await workBeside([]))).toBe(false);
  expect(containsWorkOfOtherFiles(await workBeside([OF_BLOG]))).toBe(true);
  expect(containsWorkOfOtherFiles(await workBeside([OF_PEOPLE]))).toBe(true);
});

async function leftOut(work: WorkingPlan, live: ContainerContent) {
  const port = written<GooglePort>({ ...memoryGoogle(), readLive: async () => live });
  const told: string[] = [];
  const end = withoutWorkOfOtherFiles(work, port, (doing) => told.push(doing));
  const from = await end.catch(() => null);
  const calls = port.calls.map(([name, first]) => (name === "pause" ? first : name));
  return { end, from, calls, told };
}

test("what is not there is not waited for", async () => {
  const work = await workBeside([]);
  const { from, calls } = await leftOut(work, EMPTY_CONTENT);
  expect(from).toBe(work);
  expect(calls).toEqual([]);
});

test("when it went live meanwhile, apply plans again", async () => {
  const work = await workBeside([OF_BLOG]);
  const { end, calls } = await leftOut(work, work.snapshot.container.unpublished!.content);
  await expect(end).rejects.toMatchObject({ code: "overtaken", message: "Version 9 went live." });
  expect(calls).toEqual([1000, "readLive"]);
});

test("after fifteen seconds ours starts from the live version", async () => {
  const work = await workBeside([OF_BLOG]);
  const { from, calls, told } = await leftOut(work, EMPTY_CONTENT);
  expect(calls).toEqual([
    1000,
    "readLive",
    2000,
    "readLive",
    4000,
    "readLive",
    8000,
    "readLive",
    "setLatest",
  ]);
  expect(told).toEqual(["Leaving out what is in version 9 and not live"]);
  const { live, latest, unpublished } = from!.snapshot.container;
  expect([latest, unpublished]).toEqual([live, null]);
  expect(from!.built).toBe(work.built);
});

test("where nothing is live, what others added goes from our workspace, and nothing else", async () => {
  const work = await workBeside([OF_BLOG], false);
  const { from, calls } = await leftOut(work, EMPTY_CONTENT);
  expect(calls).not.toContain("setLatest");
  const google = memoryGoogle();
  await applyAt(google, GOALS);
  const { content } = (await google.read()).container;
  const beside = withTriggers(content, [OF_BLOG, OF_PEOPLE]);
  const { steps, plan } = from!.planFor(beside);
  expect(plan).toEqual(work.planFor(beside).plan);
  expect(from!.snapshot).toBe(work.snapshot);
  expect(steps.filter((step) => !isAnalyticsStep(step))).toEqual([
    { do: "delete entity", kind: "gtm.trigger", address: "gtm.trigger/read", entity: OF_BLOG },
  ]);
});

test("what is left out of a plan is left out of every later one, too", async () => {
  const work = await workAt(memoryGoogle(), MORE);
  const left = new Set(
    resourceChanges(work.built.plan).flatMap(({ address }) => (address.includes("welcome") ? [address] : [])),
  );
  expect(left.size).toBe(3);
  const less = withoutChangesLeft(work, left);
  const addresses = ({ built: { plan } }: Pick<WorkingPlan, "built">) =>
    resourceChanges(plan).map(({ address }) => address);
  expect(addresses(less).some((address) => left.has(address))).toBe(false);
  expect(addresses({ built: less.planFor(EMPTY_CONTENT) })).toEqual(addresses(less));
  expect(less.snapshot).toBe(work.snapshot);
  expect(withoutChangesLeft(work, new Set())).toEqual(work);
});

test("what is left as it is, and is something else in the unpublished version, is named", async () => {
  const google = memoryGoogle();
  await applyAt(google, GOALS);
  const before = await workAt(google, MORE);
  const left = new Set(resourceChanges(before.built.plan).map(({ address }) => address));
  const inVersion = async (goals: string): Promise<WorkingPlan> => {
    const other = memoryGoogle();
    await applyAt(other, GOALS);
    await applyAt(other, goals);
    const { content } = (await other.read()).container;
    const { container } = before.snapshot;
    const unpublished = { id: "9", name: "", description: "", createdAt: null, content };
    return { ...before, snapshot: { ...before.snapshot, container: { ...container, unpublished } } };
  };
  expect(differentUnpublished(before, left)).toEqual([]);
  expect(differentUnpublished(await inVersion(GOALS), left)).toEqual([]);
  expect(differentUnpublished(await inVersion(MORE), new Set())).toEqual([]);
  expect(differentUnpublished(await inVersion(MORE), left).sort()).toEqual([
    "acme-shop - Welcome",
    "acme-shop - Welcome",
  ]);
  const tag = new Set<Address>(["gtm.tag/welcome"]);
  expect(differentUnpublished(await inVersion(MORE), tag)).toEqual(["acme-shop - Welcome"]);
});

test("a version with everything of ours twice is nobody's start: the live one is the latest again", async () => {
  const google = memoryGoogle();
  await applyAt(google, GOALS);
  const { content } = (await google.read()).container;
  const twice = content.entities["gtm.trigger"].map((one) => ({ ...one, triggerId: "77" }));
  const asked = async (more: readonly JsonObject[], isAnythingLive = true): Promise<number> => {
    const work = await workBeside(more, isAnythingLive, google);
    const port = written(memoryGoogle());
    await withoutDuplicates(work, port);
    return port.calls.filter(([name]) => name === "setLatest").length;
  };
  expect(await asked(twice)).toBe(1);
  expect(await asked([...twice, OF_PEOPLE])).toBe(0);
  expect(await asked([OF_BLOG])).toBe(0);
  expect(await asked(twice, false)).toBe(0);
});
