/** The results at several targets as one, in the formats for people. */

import type { AtTargets, TargetResult } from "../app/result/at-target.ts";
import { Refusal } from "../app/result/refusal.ts";
import type { Reported } from "../app/result/reported.ts";
import { isDead } from "../figures/dead.ts";
import { isEmpty, type Plan } from "../plan/plan.ts";
import { counted } from "./words.ts";

/** The last line: how it ended at each. */
export function allTargetsLine({ targets }: AtTargets): string {
  return `All targets: ${targets.map(inShort).join("; ")}.`;
}

function inShort({ target, result }: TargetResult): string {
  return `${target}: ${result instanceof Refusal ? `failed (${result.code})` : resultInShort(result)}`;
}

function resultInShort(result: Exclude<TargetResult["result"], Refusal>): string {
  if (result.is === "report") return reportInShort(result);
  if (result.is !== "applied" || result.done === null) return planInShort(result.plan);
  const { add, change, remove } = result.plan.summary;
  const done = `${add} added, ${change} changed, ${remove} removed`;
  return result.publish ? done : `ready for a preview, ${done}`;
}

function reportInShort({ report: { goals, dead } }: Reported): string {
  const silent = dead.filter(isDead).length;
  return `${counted(goals.length, "goal")}, ${silent === 0 ? "all counting" : `${silent} not counting`}`;
}

function planInShort(plan: Plan): string {
  const { add, change, remove } = plan.summary;
  return isEmpty(plan) ? "no changes" : `${add} to add, ${change} to change, ${remove} to remove`;
}
