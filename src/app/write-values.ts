/** `report --write-values`: what micro goals are worth by what they lead to, into the goals file. */
import type { LeadReport, Report } from "../figures/report.ts";
import { ENOUGH_CASES, isWorthWriting, WORTH_A_CHANGE } from "../figures/statistics/suggested-value.ts";
import type { Goal } from "../language/goal-set/goal.ts";
import type { GoalSet } from "../language/goal-set/goal-set.ts";
import { changeEntry } from "../language/writing/change-entry.ts";
import { readSources, readTexts, type Sources } from "./accept/sources.ts";
import type { Files } from "./ports.ts";
import type { SuggestedValues, ValueChange, ValueNotWritten } from "./result/reported.ts";

const VALUE_WAYS = ["ratio", "lift"] as const;
export type ValueWay = (typeof VALUE_WAYS)[number];

/** One goal after another, and each is read again: every other goal must mean what it meant. */
export function writeValues(
  file: string,
  report: Report,
  goalSet: GoalSet,
  way: ValueWay,
  files: Pick<Files, "readGoals" | "included" | "replaceGoals">,
): SuggestedValues {
  const sources = readSources(file, files);
  let texts = sources.texts;
  const changes: ValueChange[] = [];
  const left: ValueNotWritten[] = [];
  for (const goal of goalSet.goals) {
    const lead = leadOf(goal, report);
    if (lead === null) continue;
    const made = carriesItsOwn(goal, report) ? { why: SITE_SENDS } : changed(goal, lead, way, sources, texts);
    if ("why" in made) left.push({ goal: goal.id, name: goal.name, why: made.why });
    else {
      texts = made.texts;
      changes.push(made.change);
    }
  }
  const written = [...texts].filter(([name, text]) => text !== sources.texts.get(name));
  for (const [name, text] of written) files.replaceGoals(name, text);
  return { way, changes, left, files: written.map(([name]) => name) };
}

/** To the first main goal that it leads to. */
function leadOf({ id, role }: Goal, { leads }: Report): LeadReport | null {
  return role.is === "macro" ? null : (leads.find(({ micro }) => micro === id) ?? null);
}

type Changed =
  | { readonly texts: ReadonlyMap<string, string>; readonly change: ValueChange }
  | { readonly why: string };

function changed(
  goal: Goal,
  lead: LeadReport,
  way: ValueWay,
  sources: Sources,
  texts: ReadonlyMap<string, string>,
): Changed {
  const suggested = lead.suggestedValue[way];
  const why = whyNot(goal, lead, suggested);
  if (why !== null || suggested === null) return { why: why ?? "" };
  const before = amountOf(goal);
  const { file } = goal.at;
  const text = texts.get(file) ?? "";
  const mark = text.startsWith("\ufeff") ? "\ufeff" : "";
  for (const extra of [{}, { currency: lead.currency ?? "" }]) {
    const after = changeEntry(text.slice(mark.length), {
      in: "goals",
      id: goal.id,
      before: before === null ? {} : { value: before },
      after: { value: suggested, ...extra },
    });
    if (after === null) return { why: `its lines in ${file} could not be found` };
    const next = new Map([...texts, [file, mark + after]]);
    const { goalSet } = readTexts(sources, next);
    const value = goalSet?.goals.find(({ id }) => id === goal.id)?.value;
    if (value && "amount" in value && value.amount === suggested && value.currency === lead.currency) {
      const { id, name, at } = goal;
      const { currency } = value;
      const change = { goal: id, name, at, before, after: suggested, currency, cases: lead.with! };
      return { texts: next, change };
    }
  }
  return { why: "the goals file would not be valid" };
}

const SITE_SENDS = "the site sends its value";

/** The value that was reported is not what the file says: it came with the events, and would keep coming. */
function carriesItsOwn(goal: Goal, { goals }: Report): boolean {
  const { value = null, keyEvents = null, events = null } = goals.find(({ id }) => id === goal.id) ?? {};
  if (value === null || value === 0) return false;
  const amount = amountOf(goal) ?? 0;
  return [keyEvents, events].every((times) => Math.abs(value - (times ?? 0) * amount) > 0.01 * value);
}

/** Null where there is a value to write. */
function whyNot(goal: Goal, lead: LeadReport, suggested: number | null): string | null {
  if (goal.value !== null && "source" in goal.value) return SITE_SENDS;
  if (lead.with === null) return `it is not known how many led to ${lead.macro}`;
  if (lead.with < ENOUGH_CASES) return `${lead.with} cases are too few: at least ${ENOUGH_CASES} are needed`;
  if (suggested === null) return `nothing says what ${lead.macro} is worth`;
  if (suggested <= 0) return `those with it did not reach ${lead.macro} more often than others`;
  const now = amountOf(goal);
  if (goal.value !== null && goal.value.currency !== lead.currency)
    return `its value is in ${goal.value.currency}, that of ${lead.macro} in ${lead.currency}`;
  if (!isWorthWriting(suggested, now, lead.with))
    return `${now} and ${suggested} differ by less than ${WORTH_A_CHANGE * 100}%`;
  return null;
}

function amountOf({ value }: Goal): number | null {
  return value !== null && "amount" in value ? value.amount : null;
}
