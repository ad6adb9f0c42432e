/** `--all-targets`: every target of the file, each with an ending of its own, under one quota. */
import { readdirSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { startSandbox } from "../../src/sandbox/sandbox.ts";
import { type CommandResult, folder } from "../support/in-process.ts";

const target = (name: string, property: string, container: string, more = "") =>
  `  ${name}:\n    ga4: { property: "${property}", measurement_id: G-TEST${property} }\n    gtm: { container: ${container} }\n${more}`;
const GOALS =
  "goals:\n  thanks: { type: destination, page: /thanks }\n  call: { type: destination, page: /call }\n";
const file = (...targets: string[]) => `version: 1\nname: acme-shop\ntargets:\n${targets.join("")}${GOALS}`;

const TWO = file(
  target("production", "123456789", "GTM-TEST01"),
  target("staging", "987654321", "GTM-TEST02", "    except: [call]\n"),
);
const SHARED = file(
  target("production", "123456789", "GTM-TEST01"),
  target("staging", "123456789", "GTM-TEST02"),
);
const NO_SUCH = file(
  target("missing", "111111111", "GTM-NOWHERE"),
  target("production", "123456789", "GTM-TEST01"),
  target("unset", "987654321", '"${CONTAINER}"'),
);

async function sandboxOf(goals: string) {
  const sandbox = await startSandbox({
    seed: {
      properties: ["123456789", "987654321"].map((property) => ({
        property,
        measurementId: `G-TEST${property}`,
      })),
      containers: ["GTM-TEST01", "GTM-TEST02"].map((publicId) => ({ publicId })),
    },
  });
  const { built, goalform } = folder({ "goals.yaml": goals });
  const at = ["--endpoint", sandbox.url];
  const run = (...args: string[]): Promise<CommandResult> => goalform([...args, ...at]);
  return { run, built: (...args: string[]): Promise<CommandResult> => built([...args, ...at]), sandbox };
}

const machine = ({ out }: CommandResult) =>
  JSON.parse(out) as { ok: boolean; targets: Record<string, unknown>[] };

describe("all targets", () => {
  test("are reported, each from its own property and into a file of its own", async () => {
    const { sandbox } = await sandboxOf(NO_SUCH);
    const { goalform, path } = folder({ "goals.yaml": TWO, "missing.yaml": NO_SUCH });
    const run = (...args: string[]) => goalform([...args, "--endpoint", sandbox.url]);
    try {
      const report = await run("report", "--all-targets", "--format", "json");
      expect(machine(report)).toMatchObject({
        ok: true,
        targets: [
          { ok: true, target: { name: "production" }, goals: [{ id: "thanks" }, { id: "call" }] },
          { ok: true, target: { name: "staging" }, goals: [{ id: "thanks" }] },
        ],
      });
      const saved = await run("report", "--all-targets", "--out", "r.html", "--fail-on", "dead");
      expect([saved.exitCode, saved.out]).toEqual([2, expect.stringContaining("All targets: ")]);
      expect(readdirSync(path).filter((name) => name.endsWith(".html"))).toEqual([
        "r-production.html",
        "r-staging.html",
      ]);
      const some = await run("report", "-f", "missing.yaml", "--all-targets", "--format", "json");
      expect([some.exitCode, machine(some).targets.map(({ ok }) => ok)]).toEqual([1, [false, true, false]]);
      for (const wrong of [["--target", "staging"], ["--events", "x.parquet"], ["--write-values"]])
        expect((await run("report", "--all-targets", ...wrong)).err).toContain("exclude each other");
      expect((await run("report", "--all-targets", "--format", "html")).err).toContain(
        "Add --out report.html",
      );
    } finally {
      await sandbox.close();
    }
  });

  test("are planned, applied, and then all as in the file", async () => {
    const { run, built, sandbox } = await sandboxOf(TWO);
    try {
      const planned = await built("plan", "--all-targets", "--detailed-exitcode");
      expect(planned.exitCode).toBe(2);
      await expect(planned.out).toMatchFileSnapshot("outputs/all-targets-plan.txt");
      expect((await run("drift", "--all-targets")).exitCode).toBe(2);

      const applied = await built("apply", "--all-targets", "--auto-approve");
      expect(applied.exitCode).toBe(0);
      await expect(applied.out).toMatchFileSnapshot("outputs/all-targets-apply.txt");

      const again = await run("plan", "--all-targets", "--detailed-exitcode", "--format", "json");
      expect(again.exitCode).toBe(0);
      expect(machine(again)).toMatchObject({
        ok: true,
        targets: [
          { ok: true, format: "goalform.plan/1", target: { name: "production" }, summary: { unchanged: 2 } },
          { ok: true, format: "goalform.plan/1", target: { name: "staging" }, summary: { unchanged: 1 } },
        ],
      });
      const drift = await run("drift", "--all-targets", "--format", "json");
      expect(drift.exitCode).toBe(0);
      expect(machine(drift)).toMatchObject({
        ok: true,
        drift: false,
        targets: [{ drift: false }, { drift: false }],
      });
      const markdown = await run("plan", "--all-targets", "--format", "markdown");
      await expect(markdown.out).toMatchFileSnapshot("outputs/all-targets-plan.md");
    } finally {
      await sandbox.close();
    }
  });

  test("in one property are applied one after the other: what the first has done is not done twice", async () => {
    const { run, sandbox } = await sandboxOf(SHARED);
    try {
      const applied = await run("apply", "--all-targets", "--auto-approve", "--format", "json");
      expect(applied.exitCode).toBe(0);
      expect(machine(applied).targets).toMatchObject([
        { applied: { key_events: 2, live: true } },
        { applied: { key_events: 0, live: true } },
      ]);
      expect((await run("drift", "--all-targets")).exitCode).toBe(0);
    } finally {
      await sandbox.close();
    }
  });

  test("that leave a goal out keep its key event while another in the property counts it", async () => {
    const { run, sandbox } = await sandboxOf(SHARED);
    try {
      await run("apply", "--all-targets", "--auto-approve");
      const without = SHARED.replace("GTM-TEST01 }\n", "GTM-TEST01 }\n    except: [call]\n");
      const { goalform } = folder({ "goals.yaml": without });
      const args = ["--target", "production", "--endpoint", sandbox.url];
      const { out } = await goalform(["plan", ...args]);
      expect(out).toContain(
        'warning: call stays a key event: the target "staging" counts it in the same property.',
      );
      expect(out).not.toContain("- key event");
      await goalform(["apply", "--auto-approve", "--allow-removals", ...args]);
      expect((await run("drift", "--target", "staging")).exitCode).toBe(0);
      expect((await goalform(["drift", ...args])).exitCode).toBe(0);
    } finally {
      await sandbox.close();
    }
  });
});

describe("a target that fails", () => {
  test("does not keep the others from being planned", async () => {
    const { run, built, sandbox } = await sandboxOf(NO_SUCH);
    try {
      const planned = await run("plan", "--all-targets", "--detailed-exitcode");
      expect({ exitCode: planned.exitCode, out: planned.out }).toEqual({ exitCode: 1, out: "" });
      await expect(planned.err).toMatchFileSnapshot("outputs/all-targets-failed.txt");
      const machines = await built("plan", "--all-targets", "--format", "json");
      expect(machines.exitCode).toBe(1);
      expect(machine(machines)).toMatchObject({
        ok: false,
        error: { code: "targets-failed", message: "2 of 3 targets failed: missing, unset." },
        targets: [
          { ok: false, target: { name: "missing" }, error: { code: expect.any(String) } },
          { ok: true, target: { name: "production" }, summary: { add: 2 } },
          { ok: false, target: { name: "unset" }, error: { code: "invalid-goals-file" } },
        ],
      });
    } finally {
      await sandbox.close();
    }
  });

  test("does not keep the others from being applied, and the end is 1", async () => {
    const { run, sandbox } = await sandboxOf(NO_SUCH);
    try {
      const applied = await run("apply", "--all-targets", "--auto-approve", "--format", "json");
      expect(applied.exitCode).toBe(1);
      expect(machine(applied).targets[1]).toMatchObject({ ok: true, applied: { live: true, key_events: 2 } });
      expect((await run("drift", "--target", "production")).exitCode).toBe(0);
    } finally {
      await sandbox.close();
    }
  });
});

describe("what does not go together is refused before anything is read", () => {
  test.each([
    ["plan", "--all-targets", "--target", "production"],
    ["drift", "--all-targets", "--target", "production"],
    ["apply", "--all-targets", "--target", "production"],
    ["plan", "--all-targets", "--out", "plan.json"],
    ["apply", "plan.json", "--all-targets"],
  ])("%s %s %s %s", async (...args) => {
    const { goalform } = folder({ "goals.yaml": TWO });
    const { exitCode, err } = await goalform(args);
    expect({ exitCode, code: /^error\[(.*?)\]/.exec(err)?.[1] }).toEqual({
      exitCode: 1,
      code: "contradiction",
    });
  });

  test("an apply that nobody can approve changes nothing anywhere", async () => {
    const { run, sandbox } = await sandboxOf(TWO);
    try {
      const { exitCode, err } = await run("apply", "--all-targets");
      expect({ exitCode, code: /^error\[(.*?)\]/m.exec(err)?.[1] }).toEqual({
        exitCode: 1,
        code: "needs-approval",
      });
      expect(sandbox.requests.filter(({ method }) => method !== "GET")).toEqual([]);
    } finally {
      await sandbox.close();
    }
  });
});
