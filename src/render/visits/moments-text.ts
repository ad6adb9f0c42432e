/** The moments of a visit for a terminal: when something was judged, what happened, and what each condition met. */
import { clockTime } from "../../visits/clock.ts";
import type { ConditionWords } from "../../visits/explaining/condition-words.ts";
import type { Moment } from "../../visits/explaining/moment.ts";
import type { Step } from "../../visits/step.ts";
import { paint } from "../color.ts";
import { visible } from "../visible.ts";
import { widthOf } from "../width.ts";
import { counted } from "../words.ts";

/** More moments than anybody reads. */
const MOST = 12;
/** The longest text about a step that stays on one line with what it met. */
const WIDEST = 60;

/** A line for each condition; the first one of a moment says when and what. Null: nothing was judged. */
export function momentLines(
  moments: readonly Moment[],
  steps: readonly Step[],
  color: boolean,
): readonly string[] {
  const shown = chosen(moments);
  const heads = shown.map(({ at, step }) => {
    const { word, about } = steps[step]!;
    return [clockTime(at), visible(word), cut(visible(about))] as const;
  });
  const widths = [0, 1, 2].map((column) =>
    Math.max(0, ...heads.map((head) => widthOf(head[column as 0 | 1 | 2]))),
  );
  const lines = shown.flatMap((moment, index) => {
    const head = heads[index]!.map((text, column) => padded(text, widths[column]!)).join("  ");
    const results = resultLines(moment, color);
    return results.map((line, row) => `  ${row === 0 ? head : " ".repeat(widthOf(head))}  ${line}`);
  });
  const left = moments.length - shown.length;
  return left === 0 ? lines : [...lines, `  … and ${counted(left, "more moment")}`];
}

/** The first ones, and before them those that counted or nearly did. */
function chosen(moments: readonly Moment[]): readonly Moment[] {
  if (moments.length <= MOST) return moments;
  const weight = (one: Moment) => (one.counts ? 0 : isTelling(one) ? 1 : 2);
  const best = [...moments].sort((a, b) => weight(a) - weight(b)).slice(0, MOST);
  return moments.filter((one) => best.includes(one));
}

function isTelling({ conditions, note }: Moment): boolean {
  return (
    note !== null || conditions.some(({ hint }) => hint !== null) || conditions.some(({ holds }) => holds)
  );
}

function resultLines({ conditions, counts, note }: Moment, color: boolean): readonly string[] {
  const lines = conditions
    .filter((one) => isWorthALine(one, conditions))
    .map((one) => conditionLine(one, color));
  const notes = note === null ? [] : [`  ${visible(note)}`];
  return counts ? [...lines, paint(color, "bold", "→ counts")] : [...lines, ...notes];
}

/** Another event than the one that the goal waits for has nothing else to show, unless its name is nearly right. */
function isWorthALine(one: ConditionWords, all: readonly ConditionWords[]): boolean {
  const event = all.find(({ text }) => text.startsWith("event "));
  return event === undefined || event.holds || event.hint !== null || one === event;
}

function conditionLine({ holds, text, refusal, hint }: ConditionWords, color: boolean): string {
  if (holds) return `${paint(color, "green", "✓")} ${visible(text)}`;
  const nearly = hint === null ? "" : `  ${paint(color, "help", `(${visible(hint)})`)}`;
  return `${paint(color, "red", "✗")} ${visible(refusal)}${nearly}`;
}

function padded(text: string, width: number): string {
  return text + " ".repeat(Math.max(0, width - widthOf(text)));
}

function cut(text: string): string {
  const characters = [...text];
  return characters.length <= WIDEST ? text : `${characters.slice(0, WIDEST - 1).join("")}…`;
}
