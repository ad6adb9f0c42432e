/** A pull request's plan in its comment and in the summary: its own changes first, what was different before it below. */
import { isEmpty, type Plan } from "../plan/plan.ts";
import { planDiff } from "../render/plan-diff.ts";
import { counted } from "../render/words.ts";
import { NOT_ASKED, type PastCounts } from "./figures.ts";
import { changesIn, type OwnChanges } from "./own-changes.ts";
import { planInWorkflow } from "./workflow-words.ts";

/** Of the room, at most so much goes to what is not the pull request's. */
const SHARE = 1 / 4;

/**
 * Without what apply will do: that comes below, and is removed when it is done.
 *
 * @param testedBy what the row of a goal or funnel says about its tests
 */
export function ownMarkdown(
  { live, left, note }: OwnChanges,
  longest: number,
  rest?: string,
  testedBy: ((id: string) => string | null) | null = null,
  counted: PastCounts = NOT_ASKED,
): string {
  const others = left === null ? "" : `\n\n${leftMarkdown(left, Math.floor(longest * SHARE), rest)}`;
  const notes = [note, counted.note].filter((one) => one !== null);
  const above = notes.map((one) => `> **Note:** ${one}\n\n`).join("");
  const room = longest - others.length - above.length;
  const own =
    isEmpty(live.plan) && left !== null
      ? "### No changes at Google from this pull request"
      : planInWorkflow(live.plan, {
          longest: room,
          outlook: false,
          ...(rest === undefined ? {} : { rest }),
          testedBy,
          impact: counted.impact,
        });
  return `${above}${own.trimEnd()}${others}`;
}

function leftMarkdown(left: Plan, room: number, rest = "the log"): string {
  const number = changesIn(left);
  const [was, them] = number === 1 ? ["was", "it"] : ["were", "them"];
  return [
    `#### Already different before this pull request: ${counted(number, "change")}`,
    `Somebody edited at Google, or an earlier change of the goals file is not applied yet. ${counted(number, "difference")} ${was} there before, and merging this pull request neither approves nor changes ${them}.`,
    ...planDiff(left.changes, room - 500, rest),
  ].join("\n\n");
}
