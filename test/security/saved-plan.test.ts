/** S13: a saved plan approves, and never asks for anything; whoever changes it can approve no more than the file asks. */
import { readFileSync } from "node:fs";
import { beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { type CommandResult, type FolderInProcess, folder } from "../support/in-process.ts";
import { HEAD, openShop, type Shop } from "../support/shop.ts";
import { expectInert } from "./hostile-container.ts";
import { LOG_COMMANDS, MARKDOWN, TERMINAL } from "./hostile-texts.ts";

const GOALS = `${HEAD}goals:
  thanks: { type: destination, page: /thanks }
  call: { type: event, on: { link: { url: { begins_with: "tel:" } } } }
`;
const ONE = GOALS.replace(/ {2}call:.*\n/, "");

interface PlanFile {
  target: Record<string, unknown>;
  digest: string;
  summary: unknown;
  changes: {
    resources: { address: string; action: string; name: string; digest: string; fields: unknown }[];
  }[];
}

let shop: Shop;
let here: FolderInProcess;
beforeEach(async () => {
  shop = await openShop();
  here = folder({ "goals.yaml": GOALS });
  onTestFinished(() => shop.close());
});

const goalform = (...args: string[]): Promise<CommandResult> =>
  here.goalform([...args, "--endpoint", shop.sandbox.url]);

async function savedPlan(): Promise<PlanFile> {
  expect(await goalform("plan", "--out", "plan.json")).toMatchObject({ exitCode: 0 });
  return JSON.parse(readFileSync(`${here.path}/plan.json`, "utf8")) as PlanFile;
}

function applyEdited(plan: unknown, ...args: string[]): Promise<CommandResult> {
  here.write("plan.json", JSON.stringify(plan));
  return goalform("apply", "plan.json", ...args);
}

/** What is at Google, names and contents. */
async function atGoogle(): Promise<string> {
  const { container, property } = await shop.snapshot();
  return JSON.stringify([container.content, container.live, property.keyEvents]);
}

function refusal({ err, exitCode }: CommandResult): unknown {
  return { exitCode, code: /error\[(.*?)\]/.exec(err)?.[1] };
}

describe("S13: an edited saved plan", () => {
  test("that asks for more does no more", async () => {
    const plan = await savedPlan();
    const forged = structuredClone(plan);
    forged.changes.push({
      resources: [
        {
          address: "gtm.tag/evil",
          action: "create",
          name: "acme-shop - Evil",
          digest: "0123456789abcdef",
          fields: [{ path: "type", before: null, after: "html" }],
        },
      ],
    });
    forged.changes[0]!.resources[0]!.fields = [{ path: "name", before: null, after: "Evil" }];
    here.write("plan.json", JSON.stringify(forged));
    const args = ["apply", "plan.json", "--endpoint", shop.sandbox.url];
    expect(await here.built(args)).toMatchObject({ exitCode: 0 });
    const edited = await atGoogle();
    expect(edited).not.toContain("vil");

    const other = await openShop();
    onTestFinished(() => other.close());
    await other.apply(GOALS);
    const names = ({ container }: Awaited<ReturnType<Shop["snapshot"]>>) =>
      Object.values(container.content.entities)
        .flat()
        .map(({ name }) => name)
        .sort();
    expect(names(await shop.snapshot())).toEqual(names(await other.snapshot()));
  });

  test("that calls a removal something else is still the removal that it was, or nothing", async () => {
    await shop.apply(GOALS);
    here.write("goals.yaml", ONE);
    const plan = await savedPlan();
    for (const { resources } of plan.changes)
      for (const resource of resources) Object.assign(resource, { action: "update", name: "harmless" });
    expect(await applyEdited(plan)).toMatchObject({ exitCode: 0 });
    expect((await shop.plan(ONE)).plan.changes).toEqual([]);
  });

  test("that approves less is refused, and nothing is done", async () => {
    const plan = await savedPlan();
    const before = await atGoogle();
    const less = { ...plan, changes: plan.changes.slice(1) };
    expect(refusal(await applyEdited(less))).toEqual({ exitCode: 1, code: "plan-changed" });
    expect(await atGoogle()).toBe(before);
  });

  test("for another target is refused, whichever part of the target was changed", async () => {
    const plan = await savedPlan();
    const before = await atGoogle();
    for (const part of ["property", "measurementId", "container"]) {
      const other = { ...plan, target: { ...plan.target, [part]: "other" } };
      expect(refusal(await applyEdited(other))).toEqual({ exitCode: 1, code: "plan-for-another-target" });
    }
    expect(await atGoogle()).toBe(before);
  });

  test("cannot carry approvals from one target to another, since every digest covers its target", async () => {
    const plan = await savedPlan();
    here.write("goals.yaml", GOALS.replaceAll("G-TEST123456", "G-TEST999999"));
    const moved = { ...plan, target: { ...plan.target, measurementId: "G-TEST999999" } };
    expect(refusal(await applyEdited(moved, "--allow-other-property"))).toEqual({
      exitCode: 1,
      code: "plan-changed",
    });
  });

  test("does not open the guards", async () => {
    await shop.apply(GOALS);
    here.write("goals.yaml", `${HEAD}goals: {}\n`);
    const plan = await savedPlan();
    const open = { ...plan, blockers: [], allowRemovals: true, options: ["--allow-removals"] };
    expect(refusal(await applyEdited(open))).toEqual({ exitCode: 1, code: "many-removals" });
    expect(await applyEdited(open, "--allow-removals")).toMatchObject({ exitCode: 0 });
  });

  test("does not help a file that was changed after the review", async () => {
    await savedPlan();
    here.write("goals.yaml", GOALS.replace("/thanks", "/evil"));
    expect(refusal(await goalform("apply", "plan.json"))).toEqual({ exitCode: 1, code: "plan-changed" });
  });

  test("full of hostile texts only shows them", async () => {
    const text = [...TERMINAL, ...LOG_COMMANDS, ...MARKDOWN].join(" ");
    const plan = await savedPlan();
    for (const { resources } of plan.changes)
      for (const resource of resources) Object.assign(resource, { name: text, action: text, digest: text });
    for (const edited of [
      plan,
      { ...plan, target: { property: text, measurementId: text, container: text } },
    ]) {
      const ended = await applyEdited(edited);
      expect(ended.exitCode).toBe(1);
      expectInert(ended);
    }
  });

  test.each([
    "",
    "{",
    "null",
    "[]",
    '"plan"',
    "{}",
    '{"format":"goalform.plan/1"}',
    '{"format":"goalform.plan/1","target":[],"digest":"","changes":[]}',
    '{"format":"goalform.plan/1","target":{},"digest":"","changes":[null]}',
    '{"format":"goalform.plan/1","target":{},"digest":"","changes":[{"resources":[{}]}]}',
    '{"format":"goalform.plan/1","__proto__":{"target":{}},"digest":"","changes":[]}',
    '{"format":"goalform.plan/2","target":{},"digest":"","changes":[]}',
    "\u001b[2J",
  ])("that is none is refused: %j", async (text) => {
    here.write("plan.json", text);
    const ended = await goalform("apply", "plan.json");
    expect(refusal(ended)).toEqual({ exitCode: 1, code: "unusable-plan" });
    expectInert(ended);
    expect(shop.sandbox.requests).toEqual([]);
  });
});
