/** The goals of a plan as a table: what happens to each, what it counts, and why. */

import { REASONS, type ResourceAction, type ResourceChange, type SubjectChange } from "../plan/plan.ts";
import { unsaidFields } from "../plan/unsaid-fields.ts";
import { labelOf, pluralOf } from "../resources/kinds.ts";
import type { Kind } from "../resources/resource.ts";
import { fieldLines } from "./field-text.ts";
import { markdownCellCode, markdownTextWithin } from "./markdown.ts";
import { goalLines, subjectName, whyRemoved } from "./plan-words.ts";
import { counted } from "./words.ts";

/** @param counted whether there is a column for how often each would have counted */
function headOf(counted: boolean): string[] {
  const names = ["", "Goal", "What it counts", ...(counted ? [WOULD] : []), "What happens", "Why"];
  return [`| ${names.join(" | ")} |`.replace("|  |", "| |"), `|${"---|".repeat(names.length)}`];
}

const WOULD = "Would have counted";

/** What a row says about a goal or funnel by its id; null where there is nothing to say. */
export type RowText = (id: string) => string | null;

/** A row that says how many there is no room for takes so much. */
const LAST_ROW = 100;

/** The table in at most `room` characters, as one text; none when there is nothing to show. */
export function goalTable(
  changes: readonly SubjectChange[],
  room: number,
  rest: string,
  testedBy: RowText | null = null,
  /** How often it would have counted, as Markdown; null: nobody asked. */
  impactOf: RowText | null = null,
): string[] {
  if (changes.length === 0) return [];
  const head = headOf(impactOf !== null);
  const rows = changes.map((change) => row(change, testedBy, impactOf));
  const count = thatFit(rows, room - head.join("\n").length - LAST_ROW);
  const left = rows.length - count;
  const empty = impactOf === null ? " | | | |" : " | | | | |";
  const more = left === 0 ? [] : [`| | … and ${counted(left, "more row")}, in ${rest}${empty}`];
  return [[...head, ...rows.slice(0, count), ...more].join("\n")];
}

/** How many of the first texts fit, each with a line break. */
export function thatFit(texts: readonly string[], room: number): number {
  let left = room;
  const first = texts.findIndex((text) => {
    left -= text.length + 1;
    return left < 0;
  });
  return first === -1 ? texts.length : first;
}

const VERBS = { add: "add", change: "change", remove: "remove", adopt: "adopt" } as const;

function row(change: SubjectChange, testedBy: RowText | null, impactOf: RowText | null): string {
  const { action, way, origin, subject } = change;
  const isTestable = action !== "remove" && (subject.is === "goal" || subject.is === "funnel");
  const tests = isTestable ? (testedBy?.(subject.id) ?? "") : "";
  const name = subjectName(change);
  const place = origin ? ` ${markdownCellCode(`${origin.file}:${origin.line}`)}` : "";
  const cells = [
    `**${VERBS[action]}**`,
    `${markdownTextWithin(name, 300)}${place.length > 300 ? "" : place}`,
    [...inWords(change), way ?? "", tests]
      .filter((line) => line !== "")
      .map((line, index) => markdownTextWithin(line, index === 0 ? 600 : 300))
      .join("<br>"),
    ...(impactOf === null ? [] : [subject.is === "goal" ? (impactOf(subject.id) ?? "") : ""]),
    whatHappens(change),
    why(change),
  ];
  return `| ${cells.join(" | ")} |`;
}

const MOST_FIELDS = 6;

/** What there are no words for is shown field by field. */
function inWords(change: SubjectChange): readonly string[] {
  const lines = unsaidFields(change).flatMap((field) => fieldLines(field, change.subject));
  const more = lines.length - MOST_FIELDS;
  const left = more > 0 ? [`and ${counted(more, "more line")} below`] : [];
  return [...goalLines(change), ...lines.slice(0, MOST_FIELDS), ...left];
}

const DOES: Readonly<Record<ResourceAction, string>> = {
  create: "creates",
  update: "changes",
  adopt: "takes over",
  delete: "removes",
};

/** "creates trigger, tag; changes key event". */
function whatHappens({ resources }: SubjectChange): string {
  const actions = Object.keys(DOES) as ResourceAction[];
  return actions
    .map((action) => ({ action, of: resources.filter((one) => one.action === action) }))
    .filter(({ of }) => of.length > 0)
    .map(({ action, of }) => `${DOES[action]} ${kindsOf(of)}`)
    .join("; ");
}

function kindsOf(resources: readonly ResourceChange[]): string {
  const numbers = new Map<Kind, number>();
  for (const { kind } of resources) numbers.set(kind, (numbers.get(kind) ?? 0) + 1);
  return [...numbers]
    .map(([kind, number]) => (number === 1 ? labelOf(kind) : `${number} ${pluralOf(kind)}`))
    .join(", ");
}

function why(change: SubjectChange): string {
  const { action, despite, resources } = change;
  if (despite) return whyRemoved(change);
  const reasons = new Set(resources.map(({ reason }) => reason));
  // What a goal also needs, and our own marks, are not separate reasons.
  for (const besides of ["needed", "remarked", "removed"] as const)
    if (reasons.size > 1) reasons.delete(besides);
  const isGone = action === "remove" && reasons.delete("removed");
  return [...(isGone ? [whyRemoved(change)] : []), ...[...reasons].map((reason) => REASONS[reason])].join(
    "; ",
  );
}
