/** Signals and outputs that break: the built command line as a process, and how it ends. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { type RunningSandbox, startSandbox } from "../../src/sandbox/sandbox.ts";
import { EXECUTABLE, type Folder } from "../support/cli.ts";
import { folder } from "../support/in-process.ts";
import { HEAD, SEED } from "../support/shop.ts";

const GOALS = `${HEAD}goals:
  thanks: { type: destination, page: /thanks }
  call: { type: event, on: { link: { url: { begins_with: "tel:" } } } }
`;

async function open(): Promise<RunningSandbox> {
  return startSandbox({ seed: SEED });
}

/** Sends the signal as soon as a request of this kind has arrived, and then lets it be answered or not. */
async function interruptAt(
  match: string,
  hang: number,
  here: Folder,
  { url, requests, setFaults, clearFaults }: RunningSandbox,
  signals: readonly NodeJS.Signals[] = ["SIGINT"],
  args: readonly string[] = ["apply", "--auto-approve"],
) {
  setFaults([{ at: 1, match, how: { hang } }]);
  const run = here.start([...args, "--endpoint", url]);
  let isOver = false;
  run.ended.finally(() => {
    isOver = true;
  });
  while (!isOver && !requests.some(({ fault }) => fault !== undefined))
    await new Promise((done) => setTimeout(done, 5));
  for (const [index, signal] of signals.entries()) {
    if (index > 0) await new Promise((done) => setTimeout(done, 250));
    run.kill(signal);
  }
  const ended = await run.ended;
  clearFaults();
  return ended;
}

test.each([
  ["SIGINT", "ListKeyEvents", "Nothing was changed."],
  ["SIGHUP", "ListKeyEvents", "Nothing was changed."],
  [
    "SIGTERM",
    "CreateKeyEvent",
    "Nothing in Tag Manager went live. In Analytics 2 key events are changed already.",
  ],
  [
    "SIGINT",
    "BulkUpdate",
    "Nothing in Tag Manager went live. In Analytics 2 key events are changed already.",
  ],
  ["SIGTERM", "CreateContainerVersion", "Version 2 is ready and not live; running apply again publishes it."],
] as const)("%s at %s: what is live, and that apply continues", async (signal, match, live) => {
  const sandbox = await open();
  const here = folder({ "goals.yaml": GOALS });
  const { exitCode, err } = await interruptAt(match, 100, here, sandbox, [signal]);
  expect({ exitCode, err }).toMatchObject({ exitCode: 1 });
  expect(err).toContain(`error[interrupted]: Interrupted (${signal}) at: `);
  expect(err).toContain(live);
  expect(err).toContain("help: Run apply again: it finishes what is left.");
  const args = ["--endpoint", sandbox.url];
  expect((await here.goalform(["apply", "--auto-approve", ...args])).exitCode).toBe(0);
  expect((await here.goalform(["drift", ...args])).exitCode).toBe(0);
  await sandbox.close();
});

test("a signal while publishing waits for the answer, and the end is that of the work", async () => {
  const sandbox = await open();
  const ended = await interruptAt("Publish", 100, folder({ "goals.yaml": GOALS }), sandbox);
  expect(ended).toMatchObject({ exitCode: 0, out: expect.stringContaining("Live now: version 2") });
  await sandbox.close();
});

test("a second signal ends at once", async () => {
  const sandbox = await open();
  const here = folder({ "goals.yaml": GOALS });
  const never = Number.POSITIVE_INFINITY;
  const { exitCode, err } = await interruptAt("BulkUpdate", never, here, sandbox, ["SIGINT", "SIGTERM"]);
  expect(exitCode).toBe(1);
  expect(err).toMatch(/Stopping \(SIGINT\).*\n.*Stopped at once\./);
  await sandbox.close();
});

test.each([["plan"], ["drift"]])("%s stops too", async (command) => {
  const sandbox = await open();
  const here = folder({ "goals.yaml": GOALS });
  const { exitCode, err } = await interruptAt("ListKeyEvents", 100, here, sandbox, ["SIGTERM"], [command]);
  expect(exitCode).toBe(1);
  expect(err).toMatch(/error\[interrupted\]: .*\nhelp: Run the command again\.\n$/);
  await sandbox.close();
});

test.each([
  ["SIGINT", 130],
  ["SIGTERM", 143],
] as const)("a report ends at once at %s, as shells expect it, and writes no file", async (signal, code) => {
  const sandbox = await open();
  const here = folder({ "goals.yaml": GOALS, "report.html": "the last one" });
  const never = Number.POSITIVE_INFINITY;
  const report = ["report", "--out", "report.html"];
  const { exitCode, err } = await interruptAt("RunReports", never, here, sandbox, [signal], report);
  expect({ exitCode, err }).toMatchObject({ exitCode: code });
  expect(err).toContain(`error[interrupted]: Interrupted (${signal}). Nothing was written.`);
  expect(readdirSync(here.path).filter((name) => name.includes("goalform"))).toEqual([]);
  expect(readFileSync(join(here.path, "report.html"), "utf8")).toBe("the last one");
  await sandbox.close();
});

test("a sandbox that is stopped has done what it was asked for", async () => {
  const run = spawn(process.execPath, [EXECUTABLE, "sandbox"], { stdio: ["ignore", "pipe", "ignore"] });
  await once(run.stdout, "data");
  run.kill("SIGTERM");
  expect(await once(run, "exit")).toEqual([0, null]);
});

/** A line of the shell, with `goalform` for the built command line. */
async function shell(line: string, { path }: Folder): Promise<{ out: string; err: string }> {
  const run = spawn("bash", ["-c", line.replaceAll("goalform", `"${process.execPath}" "${EXECUTABLE}"`)], {
    cwd: path,
    env: { PATH: process.env["PATH"] ?? "", HOME: path, NO_COLOR: "1" },
  });
  let out = "";
  let err = "";
  run.stdout.on("data", (text) => {
    out += text;
  });
  run.stderr.on("data", (text) => {
    err += text;
  });
  await once(run, "close");
  return { out, err };
}

test("nobody reads: apply finishes its work, and ends by its result", async () => {
  const here = folder({ "goals.yaml": GOALS });
  const ended = await shell(
    'goalform apply --sandbox --auto-approve 2>&1 | head -1 > /dev/null; echo "${PIPESTATUS[0]}"',
    here,
  );
  expect(ended).toEqual({ out: "0\n", err: "" });
  expect((await here.goalform(["drift", "--sandbox"])).exitCode).toBe(0);
  const failed = await shell(
    'goalform apply --sandbox --target nowhere 2>&1 | true; echo "${PIPESTATUS[0]}"',
    here,
  );
  expect(failed.out).toBe("1\n");
});

test("a result that cannot be written is said, is no bug, and undoes nothing", async () => {
  const here = folder({ "goals.yaml": GOALS });
  for (const command of ["--version", "validate", "apply --sandbox --auto-approve", "plan --sandbox"]) {
    const { out, err } = await shell(`goalform ${command} > /dev/full; echo $?`, here);
    expect({ command, out }).toEqual({ command, out: "1\n" });
    expect(err).toMatch(/error\[output\]: .*no space left on device.*\nhelp: .*\n$/);
    expect(err).not.toMatch(/bug in goalform|\n {4}at /);
  }
  const { out } = await shell("goalform drift --sandbox 2> /dev/full; echo $?", here);
  expect(out).toMatch(/\n0\n$/);
});
