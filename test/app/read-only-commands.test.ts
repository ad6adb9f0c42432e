/** Commands that change nothing: what they ask for, what they come to, and what they refuse. */
import { describe, expect, test } from "vitest";
import type { AllTargetsOptions } from "../../src/app/all-targets.ts";
import { applyAtTargets } from "../../src/app/apply-at-targets.ts";
import { drift } from "../../src/app/drift.ts";
import { type PlanOptions, plan } from "../../src/app/plan.ts";
import type { PortsAtTargets } from "../../src/app/ports.ts";
import type { AtTargets, Drift, Planned } from "../../src/app/result/at-target.ts";
import { Refusal } from "../../src/app/result/refusal.ts";
import { withTargets } from "../../src/app/target.ts";
import { validate } from "../../src/app/validate.ts";
import type { GooglePort } from "../../src/apply/google-port.ts";
import { type MemoryGoogle, memoryGoogle } from "../support/memory-google.ts";
import { applyGoals } from "../support/memory-shop.ts";
import { HEAD } from "../support/shop.ts";

const GOALS = (...ids: string[]) =>
  `${HEAD}goals:\n${ids.map((id) => `  ${id}: { type: destination, page: /${id} }\n`).join("")}`;
const STAGING = `  staging:
    ga4: { property: "2", measurement_id: G-STAGING1 }
    gtm: { container: GTM-STAGE1 }
defaults:`;
const TWO = (...ids: string[]) => GOALS(...ids).replace("defaults:", STAGING);

interface Given {
  readonly google?: MemoryGoogle;
  readonly goals?: string;
  /** What Google is asked for in another way. */
  readonly port?: Partial<GooglePort>;
}

/** What a command comes to, and what it did: how it was connected, what it opened and warned of. */
async function ended<T>(
  command: (ports: PortsAtTargets) => Promise<T>,
  { google = memoryGoogle(), goals = GOALS("a"), port = {} }: Given = {},
) {
  const done: string[] = [];
  const ports = {
    env: {},
    files: { readGoals: () => new TextEncoder().encode(goals), included: () => [] },
    google: {
      connected: (_: unknown, access: string, use: (open: unknown) => unknown) => {
        done.push(access);
        return use(({ name }: { name: string }) => {
          done.push(`open ${name}`);
          return { ...google, ...port };
        });
      },
    },
    progress: () => {},
    warn: (warnings: readonly { code: string }[]) =>
      void done.push(`warn ${warnings.map(({ code }) => code)}`),
    atTarget: () => expect.unreachable("nothing is applied"),
    approve: () => expect.unreachable("nothing is to be approved"),
  } as unknown as PortsAtTargets;
  const result = await command(ports).catch((error: unknown) => error);
  return { result: result as T, refusal: result as Refusal, done };
}

const planning = (options: Partial<PlanOptions> = {}, given: Given = {}) =>
  ended((ports) => plan({ file: "goals.yaml", ...options }, ports) as Promise<Planned>, given);
const drifting = (options: Partial<AllTargetsOptions> = {}, given: Given = {}) =>
  ended((ports) => drift({ file: "goals.yaml", ...options }, ports) as Promise<Drift>, given);

/** The same container with nothing live, or with an edit. */
const reading =
  (
    google: MemoryGoogle,
    change: (container: Awaited<ReturnType<GooglePort["read"]>>["container"]) => object,
  ) =>
  async (lists: Parameters<GooglePort["read"]>[0]) => {
    const { container, ...rest } = await google.read(lists);
    return { ...rest, container: { ...container, ...change(container) } } as never;
  };

describe("a plan", () => {
  test("reads, and may be applied next; where nothing is to be done it may not", async () => {
    const google = memoryGoogle();
    const { result, done } = await planning({}, { google });
    expect(done).toEqual(["read", "open production"]);
    expect(result).toEqual({ is: "plan", plan: result.plan, live: "1", next: { saved: null } });
    expect(result.plan.summary).toEqual({ add: 1, change: 0, remove: 0, unchanged: 0 });
    await applyGoals(google, GOALS("a"));
    const none = await planning({}, { google });
    expect(none.result).toEqual({ is: "plan", plan: none.result.plan, live: "2" });
    const read = reading(google, () => ({ live: null }));
    expect((await planning({}, { google, port: { read } })).result.live).toBeNull();
  });

  test("shows a guard, and is refused for what no option lets pass", async () => {
    const google = memoryGoogle();
    await applyGoals(google, GOALS("a", "b", "c"));
    const guarded = await planning({}, { google });
    expect(guarded.result.plan.blockers.map(({ code }) => code)).toEqual(["many-removals"]);
    google.plant("gtm.tag", { name: "acme-shop - D", type: "html" });
    const { refusal } = await planning({}, { google, goals: GOALS("a", "b", "c", "d") });
    expect(refusal).toBeInstanceOf(Refusal);
    expect(refusal.code).toBe("name-taken");
    expect(refusal.about).toMatchObject({ is: "plan", live: "2", plan: { blockers: [{}] } });
    const both = await planning({}, { google, goals: GOALS("d") });
    expect(both.refusal.code).toBe("name-taken");
    expect((both.refusal.about as Planned).plan.blockers).toHaveLength(2);
  });

  test("with --strict is refused where somebody edited what it would overwrite, and not otherwise", async () => {
    const google = memoryGoogle();
    await applyGoals(google, GOALS("a"));
    expect((await planning({ strict: true }, { google, goals: GOALS("a", "b") })).result.is).toBe("plan");
    google.editEntities("gtm.trigger", (entity) => ({ ...entity, filter: [] }));
    const { refusal } = await planning({ strict: true }, { google });
    expect(refusal).toMatchObject({ code: "edited-at-google", about: { is: "plan", live: "2" } });
    expect((await planning({}, { google })).result.plan.summary.change).toBe(1);
  });
});

test("drift is what differs, whatever stops an apply", async () => {
  const google = memoryGoogle();
  await applyGoals(google, GOALS("a", "b", "c"));
  const { result, done } = await drifting({}, { google });
  expect(done).toEqual(["read", "open production"]);
  expect(result).toEqual({ is: "drift", plan: result.plan, live: "2" });
  expect(result.plan.summary.remove).toBe(2);
  const read = reading(google, () => ({ live: null }));
  expect((await drifting({}, { google, port: { read } })).result.live).toBeNull();
});

describe("all targets", () => {
  test.each([
    ["plan", planning, { next: { saved: null } }],
    ["drift", drifting, {}],
  ] as const)("%s: one result each, in the order of the file", async (command, run, more) => {
    const { result, done } = await run({ allTargets: true }, { goals: TWO("a") });
    expect(done).toEqual(["read", "open production", "open staging"]);
    const { targets, ...rest } = result as unknown as AtTargets;
    expect(rest).toEqual({ is: "targets", command });
    expect(targets.map(({ target }) => target)).toEqual(["production", "staging"]);
    const plans = targets.map((one) => (one.result as Planned).plan);
    expect(targets.map((one) => one.result)).toEqual(
      plans.map((one) => ({ is: command, plan: one, live: "1", ...more })),
    );
  });

  test("and one of them exclude each other, before the file is read", async () => {
    const options = { file: "goals.yaml", allTargets: true, target: "staging" };
    const given = { goals: "version: 9\n" };
    const all = [
      await planning(options, given),
      await drifting(options, given),
      await ended((ports) => applyAtTargets(options, ports), given),
    ];
    for (const { refusal, done } of all) {
      expect(refusal).toMatchObject({ code: "contradiction", ways: ["Leave one of them out."] });
      expect(refusal.message).toBe("--all-targets and --target exclude each other.");
      expect(done).toEqual([]);
    }
  });
});

describe("a goals file", () => {
  test("with warnings is gone on with, and they are passed on; one without warns of nothing", async () => {
    const goals = `${HEAD}goals:\n  a: { type: destination, page: { path: /a, query: { q: "*" } } }\n`;
    expect((await planning({}, { goals })).done).toEqual(["warn not-a-wildcard", "read", "open production"]);
  });

  test("with errors, or without the target, connects to nothing", async () => {
    const invalid = await planning({}, { goals: GOALS("a").replace("page:", "pgae:") });
    expect(invalid.refusal).toMatchObject({ code: "invalid-goals-file", message: "goals.yaml has 1 error." });
    expect(invalid.done).toEqual([]);
    const unknown = await planning({ target: "nope" });
    expect(unknown.refusal).toMatchObject({
      code: "invalid-goals-file",
      about: { is: "problems", file: "goals.yaml", diagnostics: [{ code: "unknown-target" }] },
    });
    expect(unknown.done).toEqual([]);
  });
});

test("the neighbours of a target are the others in its property", async () => {
  const goals = TWO("a").replace(
    "defaults:",
    `  shop:
    ga4: { property: "123456789", measurement_id: G-SHOP12345 }
    gtm: { container: GTM-SHOP01 }
  unset:
    ga4: { property: "\${NOWHERE}", measurement_id: G-UNSET12345 }
    gtm: { container: GTM-UNSET1 }
defaults:`,
  );
  const { goalSet } = validate("goals.yaml", {
    readGoals: () => new TextEncoder().encode(goals),
    included: () => [],
  });
  const found = await ended((ports) =>
    withTargets(goalSet, { file: "goals.yaml" }, "read", ports, async (open) =>
      ["production", "staging", "shop"].map((name) => open(name).neighbours),
    ),
  );
  expect(found.result).toEqual([["shop"], [], ["production"]]);
});
