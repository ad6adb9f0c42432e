/** The completion scripts, read and asked by real shells. */
import { spawnSync } from "node:child_process";
import { describe, expect, test } from "vitest";
import { folder } from "../support/cli.ts";
import { isSkipped } from "../support/skipped.ts";

async function script(shell: string): Promise<string> {
  return (await folder().goalform(["completion", shell])).out;
}

function isInstalled(shell: string): boolean {
  return spawnSync(shell, ["-c", "exit 0"]).status === 0;
}

describe.skipIf(isSkipped(isInstalled("bash")))("bash completes", () => {
  const cases: readonly (readonly [line: string, words: readonly string[]])[] = [
    ["goalform va", ["validate"]],
    ["goalform plan --detailed", ["--detailed-exitcode"]],
    ["goalform plan --format ", ["text", "json", "markdown", "sarif", "gitlab", "github"]],
    ["goalform graph --as s", ["svg"]],
    ["goalform completion f", ["fish"]],
    ["goalform validate goals.y", ["goals.yaml"]],
  ];
  test.for(cases)("%s", async ([line, words]) => {
    const here = folder({ "goals.yaml": "" });
    const asked = `COMP_WORDS=(${line.replace(/ $/, " ''")}); COMP_CWORD=$((\${#COMP_WORDS[@]}-1)); _goalform; printf '%s\\n' "\${COMPREPLY[@]}"`;
    const { stdout } = spawnSync("bash", ["-c", `${await script("bash")}\n${asked}`], {
      cwd: here.path,
      encoding: "utf8",
    });
    expect(stdout.trim().split("\n")).toEqual(words);
  });
});

test.skipIf(isSkipped(isInstalled("fish")))("fish completes commands, options and values", async () => {
  const ask = (line: string) => `complete -C ${JSON.stringify(line)}`;
  const lines = ["goalform va", "goalform plan --detailed", "goalform graph --as s"].map(ask).join("\n");
  const { stdout } = spawnSync("fish", ["--no-config", "-c", `${await script("fish")}\n${lines}`], {
    encoding: "utf8",
  });
  expect(stdout.split("\n").map((line) => line.split("\t")[0])).toEqual([
    "validate",
    "--detailed-exitcode",
    "svg",
    "",
  ]);
});

test.skipIf(isSkipped(isInstalled("zsh")))("zsh takes the script", async () => {
  const { status, stderr } = spawnSync(
    "zsh",
    ["-f", "-c", `autoload -Uz compinit && compinit -D\n${await script("zsh")}`],
    {
      encoding: "utf8",
    },
  );
  expect([status, stderr]).toEqual([0, ""]);
});

test("an unknown shell is refused with the ones that are known", async () => {
  const { err, exitCode } = await folder().goalform(["completion", "tcsh"]);
  expect([exitCode, err]).toEqual([1, expect.stringContaining("Allowed choices are bash, zsh, fish.")]);
});
