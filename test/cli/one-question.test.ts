/** `apply --all-targets` at a terminal: one question for all targets, and only `yes` counts. */
import { expect, onTestFinished, test } from "vitest";
import { applyAtTargets } from "../../src/app/apply-at-targets.ts";
import type { ApplyOptions } from "../../src/app/carry-out.ts";
import type { AtTargets } from "../../src/app/result/at-target.ts";
import { portsOf } from "../../src/cli/ports.ts";
import type { Process } from "../../src/cli/process.ts";
import { type RunningSandbox, startSandbox } from "../../src/sandbox/sandbox.ts";
import { folder } from "../support/cli.ts";

const target = (name: string, property: string, container: string) =>
  `  ${name}:\n    ga4: { property: "${property}", measurement_id: G-TEST${property} }\n    gtm: { container: ${container} }\n`;
const HEAD = `version: 1\nname: acme-shop\ntargets:\n${target("production", "123456789", "GTM-TEST01")}${target("staging", "987654321", "GTM-TEST02")}`;
const GOALS =
  "goals:\n  thanks: { type: destination, page: /thanks }\n  call: { type: destination, page: /call }\n";

async function sandboxOfTwo(): Promise<RunningSandbox> {
  const sandbox = await startSandbox({
    seed: {
      properties: ["123456789", "987654321"].map((property) => ({
        property,
        measurementId: `G-TEST${property}`,
      })),
      containers: ["GTM-TEST01", "GTM-TEST02"].map((publicId) => ({ publicId })),
    },
  });
  onTestFinished(() => sandbox.close());
  return sandbox;
}

/** Somebody at a terminal who gives this answer; what was asked is kept. */
async function atTheTerminal(
  sandbox: RunningSandbox,
  yaml: string,
  answer: string,
  more: Partial<ApplyOptions> = {},
): Promise<{ asked: string[]; ended: AtTargets | Error }> {
  const asked: string[] = [];
  const io: Process = {
    cwd: folder({ "goals.yaml": yaml }).path,
    env: {},
    out: () => {},
    err: () => {},
    ask: async (question) => {
      asked.push(question);
      return answer;
    },
    interactive: true,
    color: { out: false, err: false },
    columns: null,
    progress: { step: () => {}, wait: () => {}, end: () => {} },
  };
  const options: ApplyOptions = { file: "goals.yaml", allTargets: true, ...more };
  const ended = await applyAtTargets(options, portsOf(io, { endpoint: sandbox.url })).catch(
    (error: unknown) => error as Error,
  );
  return { asked, ended };
}

const writes = (sandbox: RunningSandbox) => sandbox.requests.filter(({ method }) => method !== "GET");

test("is asked once, names every target, and `no` changes nothing", async () => {
  const sandbox = await sandboxOfTwo();
  const { asked, ended } = await atTheTerminal(sandbox, HEAD + GOALS, "no");
  expect(asked).toEqual([
    'Apply this to GTM-TEST01 and property 123456789; GTM-TEST02 and property 987654321? Only "yes" counts: ',
  ]);
  expect(ended).toMatchObject({ code: "not-approved" });
  expect(writes(sandbox)).toEqual([]);
});

test("is not asked for a target at which a guard stands, and the other is applied", async () => {
  const sandbox = await sandboxOfTwo();
  await atTheTerminal(sandbox, HEAD + GOALS, "yes");
  const stagingWithout = `${HEAD}    except: [thanks, call]\n${GOALS.replace("/thanks", "/merci")}`;
  const { asked, ended } = await atTheTerminal(sandbox, stagingWithout, "yes");
  expect(asked).toEqual(['Apply this to GTM-TEST01 and property 123456789? Only "yes" counts: ']);
  expect(ended).toMatchObject({
    code: "targets-failed",
    about: {
      targets: [
        { target: "production", result: { done: { isLive: true }, plan: { summary: { change: 1 } } } },
        {
          target: "staging",
          result: { code: "many-removals", about: { plan: { summary: { remove: 2 } } } },
        },
      ],
    },
  });
  const allowed = await atTheTerminal(sandbox, stagingWithout, "yes", {
    overrides: new Set(["allow-removals"] as const),
  });
  expect(allowed.ended).toMatchObject({ is: "targets" });
});

test("is not asked when there is nothing to do", async () => {
  const sandbox = await sandboxOfTwo();
  await atTheTerminal(sandbox, HEAD + GOALS, "yes");
  const { asked, ended } = await atTheTerminal(sandbox, HEAD + GOALS, "yes");
  expect({ asked, ended }).toMatchObject({
    asked: [],
    ended: { targets: [{ result: { done: null } }, { result: { done: null } }] },
  });
});
