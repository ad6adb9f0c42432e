/** Applying at every target: one question for all, each at its own place, and those that fail alone. */
import { expect, test } from "vitest";
import { applyAtTargets } from "../../src/app/apply-at-targets.ts";
import type { ApplyOptions } from "../../src/app/carry-out.ts";
import { approvedBy } from "../../src/app/guards.ts";
import type { PortsAtTargets } from "../../src/app/ports.ts";
import type { AtTargets } from "../../src/app/result/at-target.ts";
import { Refusal } from "../../src/app/result/refusal.ts";
import { GoogleError, type GooglePort } from "../../src/apply/google-port.ts";
import type { ResolvedTarget } from "../../src/language/resolve-target.ts";
import { memoryGoogle } from "../support/memory-google.ts";
import { planned } from "../support/memory-shop.ts";

const GOALS = `version: 1
name: acme-shop
targets:
  production:
    ga4: { property: "123456789", measurement_id: G-TEST123456 }
    gtm: { container: GTM-TEST01 }
  staging:
    ga4: { property: "2", measurement_id: G-STAGING1 }
    gtm: { container: GTM-STAGE1 }
goals:
  a: { type: destination, page: /a }
`;

/** What somebody is asked about. */
function shownOf({ is, command, targets }: AtTargets): string {
  const words = targets.map(({ target, result }) =>
    result instanceof Refusal ? `${target} (${result.code})` : `${target} (${result.is})`,
  );
  return `${is}: ${command} at ${words.join(", ")}`;
}

function twoTargets() {
  const at = { production: memoryGoogle(), staging: memoryGoogle(["G-STAGING1"]) };
  const run = async (options: Partial<ApplyOptions> = {}, broken: string | null = null, goals = GOALS) => {
    const done: string[] = [];
    const open = ({ name, ga4 }: ResolvedTarget): GooglePort => {
      const google = at[name as keyof typeof at];
      const read: GooglePort["read"] = async (lists) => {
        done.push(`read ${name}`);
        if (name === broken) throw new GoogleError("forbidden", 403, "Google says no.");
        const { container, property, ...rest } = await google.read(lists);
        const label = name === "staging" ? "GTM-STAGE1" : "GTM-TEST01";
        return { ...rest, container: { ...container, label }, property: { ...property, ...ga4 } };
      };
      return {
        ...google,
        read,
        publish: async ({ id }) => void done.push(`publish ${id} at ${name}`),
      };
    };
    const ports = {
      env: {},
      files: { readGoals: () => new TextEncoder().encode(goals), included: () => [] },
      google: {
        connected: (_: unknown, access: string, use: (by: typeof open) => unknown) => {
          done.push(access);
          return use(open);
        },
      },
      progress: () => {},
      warn: () => {},
      atTarget: (name: string) => void done.push(`at ${name}`),
      approve: async (about: AtTargets, question: string) => void done.push(`${shownOf(about)}: ${question}`),
    } as unknown as PortsAtTargets;
    const result = await applyAtTargets({ file: "goals.yaml", allTargets: true, ...options }, ports).catch(
      (error: unknown) => error,
    );
    const refusal = result instanceof Refusal ? result : null;
    const all = (refusal ? refusal.about : result) as AtTargets;
    return { done, all, refusal };
  };
  return { run };
}

test("all are asked about at once, and then applied in the order of the file", async () => {
  const { run } = twoTargets();
  const { done, all, refusal } = await run();
  expect(refusal).toBeNull();
  expect(done).toEqual([
    "write",
    "read production",
    "read staging",
    "targets: apply at production (plan), staging (plan): Apply this to GTM-TEST01 and property 123456789; GTM-STAGE1 and property 2?",
    "at production",
    "publish 2 at production",
    "at staging",
    "publish 2 at staging",
  ]);
  expect(all).toMatchObject({
    is: "targets",
    command: "apply",
    targets: [
      { target: "production", result: { is: "applied", namesTarget: true, done: { isLive: true } } },
      { target: "staging", result: { is: "applied", namesTarget: true, done: { isLive: true } } },
    ],
  });
  const again = await run();
  expect(again.done).toEqual(["write", "read production", "read staging"]);
  expect(again.all.targets.map(({ result }) => result)).toMatchObject([{ done: null }, { done: null }]);
});

test("one that cannot be read fails alone, and the other is applied", async () => {
  const { done, all, refusal } = await twoTargets().run({}, "production");
  expect(refusal).toMatchObject({ code: "targets-failed", message: "1 of 2 targets failed: production." });
  expect(done.slice(3)).toEqual([
    "targets: apply at production (forbidden), staging (plan): Apply this to GTM-STAGE1 and property 2?",
    "at staging",
    "publish 2 at staging",
  ]);
  expect(all.targets[0]!.result).toMatchObject({ code: "forbidden", message: "Google says no." });
});

test("a preview of all publishes nothing, and a saved plan is for one target", async () => {
  const { done } = await twoTargets().run({ publish: false });
  expect(done.filter((one) => one.startsWith("publish"))).toEqual([]);
  const plan = await planned(memoryGoogle(), GOALS);
  const { refusal, done: nothing } = await twoTargets().run({ saved: approvedBy(plan) });
  expect(refusal).toMatchObject({
    code: "contradiction",
    message: "A saved plan is for one target, not for all of them.",
    ways: ["Save and apply one plan for each target, with --target; or leave the file out."],
  });
  expect(nothing).toEqual([]);
});

test("a guard stops the targets that it is about, and nobody is asked about those", async () => {
  const { run } = twoTargets();
  const goal = (id: string) => `  ${id}: { type: destination, page: /${id} }\n`;
  await run({}, null, GOALS + goal("b") + goal("c"));
  const { refusal, all, done } = await run();
  expect(refusal).toMatchObject({ message: "2 of 2 targets failed: production, staging." });
  expect(all.targets.map(({ result }) => (result as Refusal).code)).toEqual([
    "many-removals",
    "many-removals",
  ]);
  expect(done).toEqual(["write", "read production", "read staging"]);
  const passed = await run({ overrides: new Set(["allow-removals"]) });
  expect(passed.done.at(-1)).toBe("publish 3 at staging");
});
