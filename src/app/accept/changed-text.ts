/** The text of the goals file with one goal, funnel, forward or column of reports changed. */

import type { WorkingPlan } from "../../apply/working-plan.ts";
import { type Column, keyOfColumn } from "../../language/goal-set/column.ts";
import type { GoalSet } from "../../language/goal-set/goal-set.ts";
import { changeEntry, type EntryChange, type YamlMap } from "../../language/writing/change-entry.ts";
import { columnOf } from "../../plan/column-words.ts";
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
  change: SubjectChange,
  said: EditWords,
  { sources, work, open }: AcceptContext,
  { texts, goalSet }: State,
): { readonly state: State } | { readonly why: string } {
  const { subject, origin } = change;
  const place = placeOf(change);
  const file = origin?.file ?? sources.file;
  const whole = texts.get(file) ?? "";
  const mark = whole.startsWith("\ufeff") ? "\ufeff" : "";
  const text = changeEntry(whole.slice(mark.length), { ...place, ...said });
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

function placeOf(change: SubjectChange): Pick<EntryChange, "in" | "id"> {
  const { id, is } = change.subject;
  const column = columnOf(change);
  if (column === null) return { in: SECTIONS[is as UserKind], id };
  const section = column.kind === "ga4.customDimension" ? "dimensions" : "metrics";
  return { in: section, id: id.slice(id.indexOf(":") + 1) };
}

const SECTIONS = { goal: "goals", funnel: "funnels", forward: "forward" } as const;

/** Where a GoalSet has them. */
const LISTS: Readonly<Record<UserKind | "shared", readonly string[]>> = {
  shared: ["columns", "calculated"],
  goal: ["goals", "disabled"],
  funnel: ["funnels", "disabledFunnels"],
  forward: ["forwards"],
};

/** Everything that the file means except one goal, funnel, forward or column of reports, at each of its targets and wherever it is written. */
function otherEntries(goalSet: GoalSet, { is, id }: SubjectChange["subject"]): string {
  const lists = LISTS[is as UserKind | "shared"];
  return JSON.stringify(goalSet, (key, value: unknown) => {
    if (key === "at") return undefined;
    if (!lists.includes(key) || !Array.isArray(value)) return value;
    return value.filter((one: { readonly id?: string } & Column) => (one.id ?? keyOfColumn(one)) !== id);
  });
}
