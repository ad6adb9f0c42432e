/** `test`: would these visits count? Offline, without a clock and without Google. */
import { hasErrors } from "../diagnostic.ts";
import { forTarget } from "../language/for-target.ts";
import type { GoalSet } from "../language/goal-set/goal-set.ts";
import { resolveTarget } from "../language/resolve-target.ts";
import { type CompiledSite, compiledSite } from "../visits/compiled-site.ts";
import { coverageOf } from "../visits/coverage.ts";
import { unnoticedLosses } from "../visits/drafting/test-strength.ts";
import type { TestsFile } from "../visits/goal-test.ts";
import { judgeTest } from "../visits/judging/judge-test.ts";
import { type OpenedTests, openTests } from "../visits/reading/read-tests.ts";
import { readRecording } from "../visits/recording/read-recording.ts";
import type { RecordingReading } from "../visits/recording/recording.ts";
import { invalidGoals, readGoalsFile } from "./goals-file.ts";
import { UNKNOWN_ID } from "./measurement-id.ts";
import type { Files, Ports } from "./ports.ts";
import { Refusal } from "./result/refusal.ts";
import type { Tested } from "./result/visited.ts";

export interface TestOptions {
  /** The goals file. */
  readonly file: string;
  readonly target?: string | undefined;
  /** Tests files; none: those next to the goals file. */
  readonly tests: readonly string[];
  /** Lists the goals that no test names. */
  readonly missing?: boolean | undefined;
  /** Drops one condition at a time, and lists the losses that no test notices. */
  readonly strength?: boolean | undefined;
}

export type Testing = Pick<Ports, "env" | "warn"> & {
  readonly files: Pick<
    Files,
    "readGoals" | "included" | "readTests" | "testsBeside" | "namedIn" | "readText" | "exists"
  >;
};

/** @throws Refusal about everything that is wrong with the goals file, or with any of the tests files */
export function test(options: TestOptions, ports: Testing): Tested {
  const { measured, files, all } = testsOf(options, ports);
  const tests = all.map((one) => judgeTest(one, measured));
  return {
    is: "tested",
    file: options.file,
    files: files.map(({ file }) => file),
    tests,
    goals: coverageOf(all, measured),
    showsMissing: options.missing ?? false,
    unnoticed: options.strength ? unnoticedLosses(all, tests, measured) : null,
  };
}

/** @throws Refusal as `test` does */
export function testsOf(options: Pick<TestOptions, "file" | "target" | "tests">, ports: Testing) {
  const { goalSet, included } = validGoals(options.file, ports);
  const opened = openedTests(options, included, ports);
  if (opened.length === 0) throw noTests(options.file);
  const target = opened.map((one) => one.target).find((one) => one !== null) ?? undefined;
  const measured = measuredAt(goalSet, options.file, options.target ?? target, ports);
  const files = opened.map((one) => readTestsOf(one, measured.goalSet, ports));
  return { measured, files, all: files.flatMap((file) => file.tests) };
}

/** The tests of a goals file, for what shows them with something else; null if there are none. */
export function testIfAny(options: Omit<TestOptions, "tests">, ports: Testing): Tested | null {
  try {
    return test({ ...options, tests: [] }, ports);
  } catch (error) {
    if (error instanceof Refusal && error.code === "no-tests-file") return null;
    throw error;
  }
}

/** Warnings about it are what `validate` is for. */
export function validGoals(file: string, { files }: Testing) {
  const { goalSet, diagnostics, include } = readGoalsFile(file, files);
  if (!goalSet) throw invalidGoals(file, diagnostics);
  const answers = include.length === 0 ? [] : files.included(include, file, 0);
  return { goalSet, included: answers.flatMap((answer) => answer.files.map((one) => one.file)) };
}

/** What the file says for a target. Its ids at Google do not matter here, so environment variables need not be set. */
export function measuredAt(
  goalSet: GoalSet,
  file: string,
  name: string | undefined,
  { env }: Pick<Ports, "env">,
): CompiledSite {
  const wanted = name ?? goalSet.defaultTarget ?? goalSet.targets[0]?.name;
  const target = goalSet.targets.find((one) => one.name === wanted);
  if (!target) throw invalidGoals(file, resolveTarget(goalSet, name, env).diagnostics);
  const resolved = resolveTarget(goalSet, target.name, env).target;
  const id = resolved?.ga4.measurementId ?? UNKNOWN_ID;
  return compiledSite(forTarget(goalSet, target.name), id, target.googleTag);
}

export interface Opened extends OpenedTests {
  readonly file: string;
}

export function openedTests(
  options: Pick<TestOptions, "file" | "tests">,
  included: readonly string[],
  { files }: Testing,
): readonly Opened[] {
  const open = (file: string): Opened => ({ file, ...openTests(file, files.readTests(file)) });
  if (options.tests.length > 0) return options.tests.map(open);
  const goals = [options.file, ...included];
  return files
    .testsBeside(goals)
    .map(open)
    .filter((one) => belongs(one, options.file, goals, files));
}

/** A tests file says whose it is, else it is that of the file of the same name, else of the goals file next to it. */
function belongs(
  { file, goals }: Opened,
  goalsFile: string,
  known: readonly string[],
  files: Pick<Files, "namedIn" | "exists">,
): boolean {
  const here = known.map(plainPath);
  if (goals !== null) return plainPath(files.namedIn(file, goals)) === plainPath(goalsFile);
  const namesakes = [".yaml", ".yml"].map((ending) => file.replace(/\.test\.ya?ml$/, ending));
  const isOurs = namesakes.some((one) => here.includes(plainPath(one)));
  return isOurs || !namesakes.some((one) => files.exists(one));
}

function plainPath(path: string): string {
  return path.replaceAll("\\", "/").replace(/^(?:\.\/)+/, "");
}

/**
 * Which goals file a tests file is about: the one that it names, else its namesake, else the usual one.
 *
 * @param usual the goals file of the command
 */
export function goalsOfTests(tests: string, usual: string, files: Testing["files"]): string {
  const { goals } = openTests(tests, files.readTests(tests));
  if (goals !== null) return files.namedIn(tests, goals);
  const namesakes = [".yaml", ".yml"].map((ending) => tests.replace(/\.test\.ya?ml$/, ending));
  const namesake = namesakes.find((one) => one !== tests && files.exists(one));
  return namesake === undefined || plainPath(namesake) === plainPath(usual) || isPart(namesake, usual, files)
    ? files.exists(usual) || namesake === undefined
      ? usual
      : namesake
    : namesake;
}

/** Whether the usual goals file includes it. */
function isPart(file: string, usual: string, files: Testing["files"]): boolean {
  if (!files.exists(usual)) return false;
  const { include } = readGoalsFile(usual, files);
  const answers = include.length === 0 ? [] : files.included(include, usual, 0);
  return answers.some((answer) => answer.files.some((one) => plainPath(one.file) === plainPath(file)));
}

/** @param site completes paths where the file does not say the site itself */
export function readTestsOf(
  { file, recordings, read }: Opened,
  goalSet: GoalSet,
  { files, warn }: Testing,
  site: string | null = null,
): TestsFile {
  const played = new Map(recordings.map((name) => [name, recordingAt(files.namedIn(file, name), files)]));
  const { tests, diagnostics } = read(goalSet, played, site);
  if (tests === null || hasErrors(diagnostics)) throw invalidTests(file, diagnostics);
  if (diagnostics.length > 0) warn(diagnostics);
  return tests;
}

export function recordingAt(file: string, files: Pick<Files, "readText">): RecordingReading {
  const text = files.readText(file);
  return typeof text === "string" ? readRecording(text) : { problem: text.cannotBeRead };
}

function invalidTests(file: string, diagnostics: Parameters<typeof invalidGoals>[1]): Refusal {
  const { message, about } = invalidGoals(file, diagnostics);
  return new Refusal("invalid-tests-file", message, null, { about });
}

/** @param otherwise what can be done without tests */
export function noTests(file: string, otherwise = ""): Refusal {
  const usual = file.replace(/\.ya?ml$/, ".test.yaml");
  return new Refusal(
    "no-tests-file",
    `There are no tests for ${file}: there is no ${usual}.`,
    `Write ${usual}; docs/testing.md says how. \`goalform add\` writes a test with each goal.${otherwise}`,
  );
}
