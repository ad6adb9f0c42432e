/** Why something counts, or does not, for a terminal. */
import type { Explained } from "../../app/result/visited.ts";
import type { ForeignTag, GoalExplained } from "../../visits/explaining/explain.ts";
import { unjudgedInWords } from "../../visits/judging/unjudged-words.ts";
import { paint, type Style } from "../color.ts";
import { visible } from "../visible.ts";
import { counted } from "../words.ts";
import { momentLines } from "./moments-text.ts";
import { timesInWords } from "./tested-words.ts";

const ORDER: readonly GoalExplained["verdict"][] = ["counts", "nearly", "not judged", "does not count"];

export function explainedText(
  { goals, steps, foreign }: Explained,
  { color }: { readonly color: boolean },
): string {
  const ordered = [...goals].sort((a, b) => ORDER.indexOf(a.verdict) - ORDER.indexOf(b.verdict));
  const isAlone = goals.length === 1;
  const far = isAlone ? [] : ordered.filter(({ verdict }) => verdict === "does not count");
  const blocks = ordered.filter((one) => !far.includes(one)).map((one) => goalBlock(one, steps, color));
  const rest = far.length === 0 ? [] : [farLine(far)];
  const theirs = foreign === null ? [] : [foreignBlock(foreign, steps, color)];
  return `${[...blocks, ...rest, ...theirs].join("\n\n")}\n`;
}

const STYLES: Readonly<Record<GoalExplained["verdict"], Style>> = {
  counts: "green",
  nearly: "yellow",
  "not judged": "yellow",
  "does not count": "red",
};

function goalBlock(
  { goal, at, counts, verdict, times, unjudged, moments }: GoalExplained,
  steps: Explained["steps"],
  color: boolean,
): string {
  const said =
    verdict === "counts"
      ? `counts ${timesInWords(times)}`
      : verdict === "nearly"
        ? "does not count, but nearly"
        : verdict === "not judged"
          ? unjudgedInWords(unjudged ?? "")
          : "does not count";
  const lines = momentLines(moments, steps, color);
  return [
    `${paint(color, "bold", visible(goal))}  ${paint(color, STYLES[verdict], visible(said))}`,
    `  ${paint(color, "frame", visible(`${at.file}:${at.line}`))}  ${visible(counts)}`,
    ...(lines.length > 0 ? lines : ["  Nothing here is what it waits for."]),
  ].join("\n");
}

function farLine(far: readonly GoalExplained[]): string {
  const names = far.slice(0, 20).map(({ goal }) => visible(goal));
  const more = far.length > 20 ? ` and ${far.length - 20} more` : "";
  return `Does not count: ${names.join(", ")}${more}. \`goalform explain GOAL --page …\` says why.`;
}

function foreignBlock(foreign: readonly ForeignTag[], steps: Explained["steps"], color: boolean): string {
  if (foreign.length === 0) return "No other tag of the container fires.";
  const each = foreign.map(({ tag, type, event, countsAs, times, moments }) => {
    const sends = event === null ? `a tag of type ${type}` : `sends the event ${event}`;
    const twice = countsAs.length === 0 ? "" : `, which counts as ${countsAs.join(", ")} as well`;
    const head = `${paint(color, "bold", visible(tag))}  fires ${timesInWords(times)}: ${visible(sends + twice)}`;
    return [head, ...momentLines(moments, steps, color)].join("\n");
  });
  return [
    `${counted(foreign.length, "other tag")} of the container ${foreign.length === 1 ? "fires" : "fire"}:`,
    ...each,
  ].join("\n\n");
}
