/** The text of the goals file with one goal, funnel or forward changed. */

import type { WorkingPlan } from "../../apply/working-plan.ts";
import type { GoalSet } from "../../language/goal-set/goal-set.ts";
import { changeEntry, type YamlMap } from "../../language/writing/change-entry.ts";
import type { Plan, SubjectChange } from "../../plan/plan.ts";
import type { UserKind } from "../../resources/resource.ts";
import { planBeside } from "../make-plan.ts";
import type { OpenTarget } from "../target.ts";
import { readTexts, type Sources } from "./sources.ts";

export interface State {
  readonly texts: ReadonlyMap<string, string>;
  readonly goalSet: GoalSet;
  readonly plan: Plan;
}

export interface AcceptContext {
  readonly sources: Sources;
  readonly work: WorkingPlan;
  readonly open: OpenTarget;
}

export interface EditWords {
  readonly before: YamlMap;
  readonly after: YamlMap;
}

/** The texts with one goal changed, as long as every other goal stays what it was. */
export function withChangedEntry(
  { subject, origin }: SubjectChange,
  said: EditWords,
  { sources, work, open }: AcceptContext,
  { texts, goalSet }: State,
): { readonly state: State } | { readonly why: string } {
  const section = SECTIONS[subject.is as UserKind];
  const file = origin?.file ?? sources.file;
  const whole = texts.get(file) ?? "";
  const mark = whole.startsWith("\ufeff") ? "\ufeff" : "";
  const text = changeEntry(whole.slice(mark.length), { in: section, id: subject.id, ...said });
  if (text === null) return { why: `its lines in ${file} could not be found` };
  const after = new Map([...texts, [file, mark + text]]);
  const { goalSet: now, diagnostics } = readTexts(sources, after);
  if (!now) {
    const error = diagnostics.find(({ severity }) => severity === "error");
    return { why: `the goals file would not be valid: ${error?.message.replace(/\.$/, "")}` };
  }
  if (otherEntries(now, subject) !== otherEntries(goalSet, subject))
    return { why: "other goals of the file would change" };
  return { state: { texts: after, goalSet: now, plan: planBeside(work, now, open).plan } };
}

const SECTIONS = { goal: "goals", funnel: "funnels", forward: "forward" } as const;

/** Where a GoalSet has them. */
const LISTS: Readonly<Record<UserKind, readonly string[]>> = {
  goal: ["goals", "disabled"],
  funnel: ["funnels", "disabledFunnels"],
  forward: ["forwards"],
};

/** Everything that the file means except one goal, funnel or forward, at each of its targets and wherever it is written. */
function otherEntries(goalSet: GoalSet, { is, id }: SubjectChange["subject"]): string {
  const lists = LISTS[is as UserKind];
  return JSON.stringify(goalSet, (key, value: unknown) => {
    if (key === "at") return undefined;
    if (!lists.includes(key) || !Array.isArray(value)) return value;
    return value.filter((one: { readonly id?: string }) => one.id !== id);
  });
}
