/** The built command line at a real terminal (util-linux's `script` plays one): width, colour, questions. */
import { spawn, spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { describe, expect, onTestFinished, test } from "vitest";
import { EXECUTABLE, type Folder, folder } from "../support/cli.ts";
import { BY_ANALYTICS, BY_ANALYTICS_CHANGED } from "../support/faults.ts";
import { HEAD, openShop } from "../support/shop.ts";
import { isSkipped } from "../support/skipped.ts";

const GOALS = `${HEAD}goals:
  long: { type: event, name: "Somebody asked for a quotation with a long name", on: { data_layer: quotation_was_requested }, where: { customer.kind: { one_of: [company, association, school] } } }
`;

const hasScript = process.platform === "linux" && spawnSync("script", ["--version"]).status === 0;

describe.skipIf(isSkipped(hasScript))("at a terminal (skipped where there is no `script`)", () => {
  test("80 columns are enough for everything but names that cannot be broken", async () => {
    const { out } = await atTerminal(folder({ "goals.yaml": GOALS }), "plan --sandbox", { NO_COLOR: "1" });
    for (const line of out.split("\n")) expect(line.length).toBeLessThanOrEqual(80);
    await expect(out).toMatchFileSnapshot("outputs/plan-80-columns.txt");
  });

  test("80 columns are enough for what apply says, and for going back", async () => {
    const here = folder({ "goals.yaml": BY_ANALYTICS });
    const shown = [];
    for (const [command, goals] of [
      ["apply --sandbox --auto-approve", BY_ANALYTICS],
      ["apply --sandbox --auto-approve", BY_ANALYTICS_CHANGED],
      ["rollback --sandbox --auto-approve", BY_ANALYTICS_CHANGED],
      ["rollback --sandbox --auto-approve --to 9", BY_ANALYTICS_CHANGED],
    ] as const) {
      here.write("goals.yaml", goals);
      const { out } = await atTerminal(here, command, { NO_COLOR: "1" });
      shown.push(`$ goalform ${command}\n${out}`);
    }
    const all = shown.join("\n");
    expect(tooLong(all)).toEqual([]);
    await expect(all).toMatchFileSnapshot("outputs/apply-80-columns.txt");
  });

  test("80 columns are enough for problems, and a line of the file stays above its marker", async () => {
    const here = folder({
      "goals.yaml": GOALS.replace("one_of", "oneof").replace("type: event", "type: evnt"),
    });
    const { out } = await atTerminal(here, "validate", { NO_COLOR: "1" });
    expect(tooLong(out)).toEqual([]);
    await expect(out).toMatchFileSnapshot("outputs/validate-80-columns.txt");
  });

  test("a dumb terminal gets letters and lines, nothing else", async () => {
    const { out } = await atTerminal(folder({ "goals.yaml": GOALS }), "plan --sandbox", { TERM: "dumb" });
    expect(out).toMatch(/^[\n -~]*$/);
    expect(out).toContain("acme-shop -> production");
  });

  test("colour says nothing that words do not say", async () => {
    const here = folder({ "goals.yaml": GOALS });
    const plain = await atTerminal(here, "plan --sandbox", { NO_COLOR: "1" });
    const painted = await atTerminal(here, "plan --sandbox", { TERM: "xterm" });
    expect(painted.out).toContain("\u001b[32m+ add   \u001b[39m");
    expect(withoutColour(painted.out)).toBe(plain.out);
  });

  test.each([
    ["yes", 0, "Applied: 1 added"],
    ["y", 1, "error[not-approved]: Not done: the answer was not yes."],
    ["", 1, "error[not-approved]"],
  ])("the answer %j to the question", async (answer, exitCode, says) => {
    const here = folder({ "goals.yaml": GOALS });
    const ended = await atTerminal(here, "apply --sandbox", { NO_COLOR: "1" }, `${answer}\n`);
    expect(ended.out).toContain('Apply this to GTM-TEST01 and property 123456789? Only "yes" counts:');
    expect(ended.out).toContain(says);
    expect(ended.exitCode).toBe(exitCode);
  });

  test("init offers what somebody sees, in forty columns without colour, and nothing where nobody can answer", async () => {
    const { sandbox, close } = await openShop();
    onTestFinished(close);
    const env = { NO_COLOR: "1", GOALFORM_ENDPOINT: sandbox.url };
    const here = folder();
    const asked = await atTerminal(here, "init", env, ["", "acme", "1", "", "1"], 40);
    const written = readFileSync(`${here.path}/goals.yaml`, "utf8");
    for (const id of ["123456789", "G-TEST123456", "GTM-TEST01"]) expect(written).toContain(id);
    expect(asked.out).toContain("  1  GTM-TEST01 (GTM-TEST01, Sandbox");
    const offered = asked.out.split("\n").filter((line) => !/\[\S+\] /.test(line));
    expect(tooLong(offered.slice(0, -20).join("\n"), 40)).toEqual([]);
    expect(await atTerminal(folder(), "init", { ...env, CI: "true" })).toMatchObject({ exitCode: 0 });
    expect(sandbox.requests.filter(({ url }) => url.includes("accountSummaries"))).toHaveLength(1);
  });

  test("in a CI nobody is asked, also at a terminal", async () => {
    const ended = await atTerminal(folder({ "goals.yaml": GOALS }), "apply --sandbox", { CI: "true" });
    expect(ended.out).toContain("error[needs-approval]");
    expect(ended.exitCode).toBe(1);
  });
});

/** Lines that could have been broken: no single words, and no lines of the goals file. */
function tooLong(out: string, columns = 80): string[] {
  const breakable = out.split("\n").filter((line) => line.trim().includes(" ") && !/^ *\d* \| /.test(line));
  return breakable.filter((line) => line.length > columns);
}

function withoutColour(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are colours
  return text.replaceAll(/\u001b\[\d+m/g, "");
}

/** Both streams come together, as on a screen; the line that is written anew is left out. */
async function atTerminal(
  here: Folder,
  args: string,
  env: Record<string, string>,
  input: string | readonly string[] = "",
  columns = 80,
) {
  const answers = typeof input === "string" ? [] : [...input];
  const command = `stty cols ${columns}; "${process.execPath}" "${EXECUTABLE}" ${args}`;
  const child = spawn("script", ["-qec", command, "/dev/null"], {
    cwd: here.path,
    env: { PATH: process.env["PATH"] ?? "", HOME: here.path, TERM: "xterm", LANG: "C.UTF-8", ...env },
  });
  let out = "";
  let answered = 0;
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    out += text;
    if (typeof input === "string" && input !== "" && out.includes("counts:")) {
      child.stdin.write(input);
      input = "";
    }
    // Readline puts the cursor behind its question, sometimes in a piece of its own: a question is answered once.
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these move the cursor
    if (answers.length > 0 && /\] (?:\u001b\[[\d;]*[A-Z])*$/.test(out.slice(answered))) {
      answered = out.length;
      child.stdin.write(`${answers.shift()}\n`);
    }
  });
  const exitCode = await new Promise<number | null>((done) => child.on("close", done));
  return { exitCode, out: out.replaceAll("\r\n", "\n").split(`\r${ERASE}`).map(afterProgress).join("") };
}

const ERASE = "\u001b[2K";

/** Every piece but the last shows what was being done, until it was erased. */
function afterProgress(piece: string, index: number, all: readonly string[]): string {
  return index === 0 || index === all.length - 1 || piece.includes("\n") ? piece : "";
}
