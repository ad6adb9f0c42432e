/** `--all-targets`: one command at every target of the file, one after the other, each with an ending of its own. */

import type { GoalSet } from "../language/goal-set/goal-set.ts";
import { markdownMessage, markdownText } from "../render/markdown.ts";
import { visible } from "../render/visible.ts";
import type { JsonObject } from "../resources/resource.ts";
import { asRefusal, type ExitCode, errorLines, type Outcome, Refusal } from "./outcome.ts";
import { type OpenOne, type OpenTarget, refuseTogether, type TargetOptions } from "./target.ts";

export interface AllTargetsOptions extends TargetOptions {
  readonly allTargets?: boolean | undefined;
}

/** How it ended at one target. */
export interface Ended<T> {
  readonly target: string;
  readonly result: T | Refusal;
}

/** What a command has to say of one target: its outcome, and that in a few words for the last line. */
export interface Told {
  readonly outcome: Outcome;
  readonly inShort: string;
}

/** One target that fails does not keep the others from being looked at. */
export async function atEachTarget<T>(
  { targets }: GoalSet,
  open: OpenOne,
  work: (open: OpenTarget) => Promise<T>,
): Promise<Ended<T>[]> {
  const ended: Ended<T>[] = [];
  for (const { name } of targets)
    ended.push({ target: name, result: await orRefusal(() => work(open(name))) });
  return ended;
}

export async function orRefusal<T>(work: () => Promise<T>): Promise<T | Refusal> {
  try {
    return await work();
  } catch (error) {
    return asRefusal(error);
  }
}

export function refuseOneTarget({ allTargets, target }: AllTargetsOptions): void {
  if (allTargets && target !== undefined) throw refuseTogether("--all-targets", "--target");
}

/** A saved plan is what was reviewed for one target. */
export function refuseSavedPlan({ allTargets }: AllTargetsOptions, file: string | undefined): void {
  if (!allTargets || file === undefined) return;
  throw new Refusal(
    "contradiction",
    "A saved plan is for one target, not for all of them.",
    "Save and apply one plan for each target, with --target; or leave the file out.",
  );
}

/** All outcomes as one; a refusal that holds them all when any target failed. */
export function together(ended: readonly Ended<Told>[], more: JsonObject = {}): Outcome {
  const shown = shownTogether(ended, more);
  const failed = ended.filter(({ result }) => result instanceof Refusal).map(({ target }) => target);
  if (failed.length === 0) return shown;
  const message = `${failed.length} of ${ended.length} targets failed: ${failed.join(", ")}.`;
  throw new Refusal("targets-failed", message, "What stands above says why, target by target.", shown);
}

export function shownTogether(ended: readonly Ended<Told>[], more: JsonObject = {}): Outcome {
  const codes = ended.map(({ result }) => (result instanceof Refusal ? 1 : result.outcome.exitCode));
  const heading = (one: Ended<Told>, index: number) =>
    `[${index + 1}/${ended.length}] ${visible(one.target)}`;
  const text = ended.map((one, index) => `${heading(one, index)}\n\n${textOf(one)}`);
  const markdown = ended.map((one) => `# ${markdownText(one.target)}\n\n${markdownOf(one)}`);
  const last = `All targets: ${ended.map(inShort).join("; ")}.`;
  return {
    exitCode: Math.max(0, ...codes) as ExitCode,
    text: `${[...text, visible(last)].join("\n")}\n`,
    json: { ...more, targets: ended.map(jsonOf) },
    markdown: `${[...markdown, markdownText(last)].join("\n")}\n`,
  };
}

function inShort({ target, result }: Ended<Told>): string {
  return `${target}: ${result instanceof Refusal ? `failed (${result.code})` : result.inShort}`;
}

function textOf({ result }: Ended<Told>): string {
  if (!(result instanceof Refusal)) return result.outcome.text;
  const { code, more } = result;
  const isTold = code === "invalid-goals-file";
  return [more.text ?? "", isTold ? "" : errorLines(result)].filter((part) => part !== "").join("\n");
}

function markdownOf({ result }: Ended<Told>): string {
  if (!(result instanceof Refusal)) return result.outcome.markdown;
  const { message, hint, more } = result;
  const help = hint === null ? "" : ` *${markdownMessage(hint)}*`;
  return `${more.markdown ? `${more.markdown}\n` : ""}> **Failed:** ${markdownMessage(message)}${help}\n`;
}

function jsonOf({ target, result }: Ended<Told>): JsonObject {
  if (!(result instanceof Refusal)) return { ok: true, ...result.outcome.json };
  const { code, message, hint, more } = result;
  return { ok: false, error: { code, message, hint }, target: { name: target }, ...more.json };
}
