/**
 * A long text (the session script) that changes, in lines: the lines that differ, or one sentence when goalform itself
 * has another script. Nobody reviews hundreds of lines of it, and the plan's JSON has them all.
 */
import type { SubjectChange } from "../plan/plan.ts";
import { counted } from "./words.ts";

export interface ChangedLines {
  /** What is said in place of lines; null when all lines are shown. */
  readonly summary: string | null;
  readonly gone: readonly string[];
  readonly come: readonly string[];
}

/** More lines than somebody's edit usually has. */
const MOST_LINES = 12;

/** @param about the goal or shared object under which the change is shown; left out: all of it is shown */
export function changedLines(
  before: string,
  after: string,
  about: SubjectChange["subject"] | undefined,
): ChangedLines {
  const [then, now] = [linesOf(before), linesOf(after)];
  const all = { gone: then.filter(notIn(now)), come: now.filter(notIn(then)) };
  const isShown = shownUnder(about, [...all.gone, ...all.come]);
  const [gone, come] = [all.gone.filter(isShown), all.come.filter(isShown)];
  const code = { gone: gone.filter(isCode), come: come.filter(isCode) };
  if (code.gone.length + code.come.length <= MOST_LINES) return { summary: null, gone, come };
  return {
    summary: `the session script is updated to this version of goalform (${inNumbers(code)}; docs/session-script.md explains it)`,
    gone: gone.filter(isGoal),
    come: come.filter(isGoal),
  };
}

function inNumbers({ gone, come }: Pick<ChangedLines, "gone" | "come">): string {
  return `${counted(gone.length, "line")} removed, ${come.length} added`;
}

function notIn(lines: readonly string[]): (line: string) => boolean {
  const known = new Set(lines);
  return (line) => !known.has(line);
}

/** A line of the session script that belongs to one goal. */
const GOAL_LINE = /"goalform\.[a-z0-9_-]+\.([A-Za-z0-9_-]+)"/;

const isGoal = (line: string) => GOAL_LINE.test(line);
const isCode = (line: string) => !isGoal(line);

/** It does not matter whether a goal is the last one of the list. */
function linesOf(text: string): string[] {
  return text.split("\n").map((line) => (isGoal(line) ? line.replace(/,$/, "") : line));
}

/**
 * Where a goal is shown, the lines of other goals are left out, and the code as well if lines of its own differ; where
 * what they share is, the lines of all goals are shown.
 */
function shownUnder(
  about: SubjectChange["subject"] | undefined,
  differing: readonly string[],
): (line: string) => boolean {
  if (about === undefined) return () => true;
  const goalOf = (line: string) => GOAL_LINE.exec(line)?.[1];
  const hasOwnLine = differing.some((line) => goalOf(line) === about.id);
  return (line) => (isCode(line) ? about.is === "shared" || !hasOwnLine : goalOf(line) === about.id);
}
