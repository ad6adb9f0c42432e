/** The runner's side of a job: its log obeys no text, and later steps hear when an output was lost. */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { annotationsOf } from "../../src/action/annotations.ts";
import { openRunner } from "../../src/action/runner.ts";
import type { Diagnostic } from "../../src/diagnostic.ts";

function open(env: Readonly<Record<string, string | undefined>> = {}) {
  const said: string[] = [];
  return { runner: openRunner(env, (text) => void said.push(text)), said };
}

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), "goalform-runner-"));
  onTestFinished(() => rmSync(path, { recursive: true }));
  return path;
}

test("commands are stopped while text is logged, and obeyed again for the runner's own, by one word each time", () => {
  const { runner, said } = open();
  runner.log("one");
  runner.log("two\n");
  runner.annotate({ level: "notice", title: "t", message: "m" });
  runner.log("three");
  expect(runner.end()).toBe(true);
  const [first, second] = said.flatMap((text) => /^::stop-commands::(\S+)\n$/.exec(text)?.[1] ?? []);
  expect(first).not.toBe(second);
  expect(said).toEqual([
    `::stop-commands::${first}\n`,
    "one\n",
    "two\n",
    `::${first}::\n`,
    "::notice title=t::m\n",
    `::stop-commands::${second}\n`,
    "three\n",
    `::${second}::\n`,
  ]);
});

test("a job that logged nothing ends without a word, and an empty secret hides nothing", () => {
  const { runner, said } = open();
  runner.mask("");
  runner.mask("a%b");
  expect(runner.end()).toBe(true);
  expect(said).toEqual(["::add-mask::a%25b\n"]);
});

test("outputs and the summary are written where the runner reads them", () => {
  const here = folder();
  const env = { GITHUB_OUTPUT: join(here, "output"), GITHUB_STEP_SUMMARY: join(here, "summary") };
  const { runner, said } = open(env);
  runner.setOutput("result", "a\nb");
  runner.setOutput("summary", "");
  runner.summary("# One");
  runner.summary("Two");
  expect(runner.end()).toBe(true);
  expect(said).toEqual([]);
  expect(readFileSync(env.GITHUB_STEP_SUMMARY, "utf8")).toBe("# One\nTwo\n");
  expect(readFileSync(env.GITHUB_OUTPUT, "utf8")).toMatch(
    /^result<<(ghadelimiter_\S+)\na\nb\n\1\nsummary<<(ghadelimiter_\S+)\n\n\2\n$/,
  );
});

test("an output that cannot be written makes the job fail, since later steps would read nothing", () => {
  const here = folder();
  const { runner, said } = open({ GITHUB_OUTPUT: here, GITHUB_STEP_SUMMARY: here });
  runner.summary("# One");
  expect(said).toEqual([
    expect.stringMatching(/^::warning title=goalform::The job's summary could not be written: EISDIR/),
  ]);
  expect(runner.end()).toBe(true);
  runner.setOutput("result", "planned");
  expect(said[1]).toMatch(/^::error title=goalform::The output result could not be written: EISDIR/);
  expect(runner.end()).toBe(false);
});

test("where nobody reads outputs, nothing is lost", () => {
  const { runner, said } = open({ GITHUB_OUTPUT: "" });
  runner.setOutput("result", "planned");
  runner.summary("# One");
  expect(runner.end()).toBe(true);
  expect(said).toEqual([]);
});

const problem = (more: Partial<Diagnostic> = {}): Diagnostic => ({
  severity: "error",
  code: "unknown-key",
  message: "No.",
  place: { file: "goals.yaml", line: 9, column: 4, length: 3, source: "" },
  ...more,
});

test("a problem is an annotation of its line, with what helps; one of no place has none", () => {
  const of = (one: Diagnostic) => annotationsOf([one], one.severity, "/work").annotations;
  const at = { file: "goals.yaml", line: 9, column: 4 };
  const error = { level: "error", title: "unknown-key", message: "No." };
  expect(of(problem())).toEqual([{ ...error, ...at, endColumn: 7 }]);
  expect(of(problem({ hint: "Do it." }))).toEqual([
    { ...error, message: "No.\nDo it.", ...at, endColumn: 7 },
  ]);
  expect(of(problem({ place: { ...at, source: "" } as never }))).toEqual([{ ...error, ...at, endColumn: 5 }]);
  expect(of({ severity: "warning", code: "c", message: "No." })).toEqual([
    { level: "warning", title: "c", message: "No." },
  ]);
});

test("nine of a level are shown and the rest is counted", () => {
  const many = (count: number) => [
    problem({ severity: "warning" }),
    ...Array.from({ length: count }, () => problem()),
  ];
  const shown = (count: number) => {
    const { annotations, left } = annotationsOf(many(count), "error", "/work");
    return [annotations.length, left];
  };
  expect([shown(0), shown(9), shown(10), shown(12)]).toEqual([
    [0, 0],
    [9, 0],
    [9, 1],
    [9, 3],
  ]);
});
