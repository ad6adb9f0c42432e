/** A person needs longer to answer than what was read counts as fresh: the plan announces the request that this costs. */
import { afterEach, expect, test, vi } from "vitest";
import { apply } from "../../src/app/apply.ts";
import type { ApplyResult } from "../../src/app/result/at-target.ts";
import { portsOf } from "../../src/cli/ports.ts";
import type { Process } from "../../src/cli/process.ts";
import { type RunningSandbox, startSandbox } from "../../src/sandbox/sandbox.ts";
import { folder } from "../support/cli.ts";
import { CONTAINER, HEAD, MEASUREMENT_ID, PROPERTY } from "../support/shop.ts";

const SEED = {
  properties: [{ property: PROPERTY, measurementId: MEASUREMENT_ID }],
  containers: [{ publicId: CONTAINER }],
};
const THANKS = `${HEAD}goals:\n  thanks: { type: destination, page: /thanks }\n`;

afterEach(() => vi.useRealTimers());

async function applied(
  sandbox: RunningSandbox,
  yaml: string,
  autoApprove: boolean,
): Promise<{ shown: string; result: ApplyResult }> {
  const shown: string[] = [];
  const io: Process = {
    cwd: folder({ "goals.yaml": yaml }).path,
    env: {},
    out: () => {},
    err: (text) => shown.push(text),
    ask: async () => {
      vi.advanceTimersByTime(60_000);
      return "yes";
    },
    interactive: true,
    color: { out: false, err: false },
    columns: null,
    progress: { step: () => {}, wait: () => {}, end: () => {} },
  };
  const ports = portsOf(io, { endpoint: sandbox.url, autoApprove });
  return { result: await apply({ file: "goals.yaml" }, ports), shown: shown.join("") };
}

function announced(shown: string): number[] {
  const [, read, write] = /(\d+) requests made, apply will make (\d+) more/.exec(shown)!;
  return [Number(read), Number(write)];
}

test.each([
  ["whoever is asked", false, [8, 8]],
  ["whoever approved it before", true, [8, 7]],
] as const)("%s sees how many requests it takes", async (_, autoApprove, expected) => {
  vi.useFakeTimers({ toFake: ["performance"] });
  const sandbox = await startSandbox({ seed: SEED });
  try {
    const { shown, result } = await applied(sandbox, THANKS, autoApprove);
    expect(announced(shown)).toEqual(expected);
    expect(result.done?.requests).toBe(expected[0] + expected[1]);
  } finally {
    await sandbox.close();
  }
});
