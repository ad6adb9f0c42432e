/** A plan for a review: what it amounts to first, the goals in words, the resources folded away below. */
import type { Impact } from "../figures/impact/impact.ts";
import {
  type Blocker,
  isEmpty,
  isOfFile,
  type Plan,
  resourceChanges,
  type SubjectChange,
} from "../plan/plan.ts";
import { markdownCode, markdownMessage, markdownText, markdownTextWithin } from "./markdown.ts";
import { planDiff } from "./plan-diff.ts";
import { goalTable } from "./plan-table.ts";
import { ANNOTATION_LEFT, changesBesides, unchangedInWords } from "./plan-words.ts";
import { impactCells, impactDetails, impactNotes, impactWarnings } from "./report/impact-markdown.ts";
import { terminalWords, type WayWords } from "./way-out.ts";
import { counted } from "./words.ts";

export interface MarkdownOptions {
  /** The longest text to make, in UTF-16 units. GitHub refuses comments of more than 65,536 characters. */
  readonly longest?: number;
  /** The number of the container version that is live now. */
  readonly live?: string | null;
  /** Where the whole of it is, for what there is no room here. */
  readonly rest?: string;
  /** False where what apply will do is said elsewhere, or is done already. */
  readonly outlook?: boolean;
  /** What the row of a goal or funnel says about its tests, by its id; null where there are none. */
  readonly testedBy?: ((id: string) => string | null) | null;
  /** How often goals would have counted; null where nobody asked. */
  readonly impact?: Impact | null;
  /** Why it is not known, although somebody asked. */
  readonly uncounted?: string | null;
  /** Whose words the ways out are in; those of the command line when left out. */
  readonly words?: WayWords;
}

/** Room for a marker and a closing line stays in what GitHub takes. */
const COMMENT_LENGTH = 60_000;

/** For the sentence that is shown where no resource fits. */
const LEFT_OUT = 200;

const ELSEWHERE = "the output of goalform plan";

/** What there is always room for: that many warnings and reasons to stop, each of at most this many characters. */
const MOST_NOTES = 8;
const LONGEST_NOTE = 900;

/**
 * When all does not fit, the resources go first, then the end of the table. The headline, what
 * is removed, what blocks the plan and what `apply` will do are always complete.
 */
export function planMarkdown(
  plan: Plan,
  {
    longest = COMMENT_LENGTH,
    live = null,
    rest = ELSEWHERE,
    outlook = true,
    testedBy = null,
    impact = null,
    uncounted = null,
    words = terminalWords,
  }: MarkdownOptions = {},
): string {
  const above = [
    `### ${headline(plan)}`,
    target(plan),
    ...(plan.defaults === undefined ? [] : [`Defaults: ${markdownTextWithin(plan.defaults, LONGEST_NOTE)}`]),
    ...removals(plan),
    ...(impact === null ? [] : impactWarnings(impact)),
    ...stops(plan, words),
    ...warnings(plan),
  ];
  const notes = uncounted === null ? [] : [markdownTextWithin(uncounted, LONGEST_NOTE)];
  const below = [
    ...(impact === null ? [] : impactNotes(impact)),
    ...notes,
    ...(outlook ? planOutlook(plan, live) : []),
  ];
  const room = longest - lengthOf([...above, ...below]);
  const table = goalTable(plan.changes, room - LEFT_OUT, rest, testedBy, impact && impactCells(impact));
  const how =
    impact === null
      ? []
      : impactDetails(impact).filter(({ length }) => length < (room - lengthOf(table)) / 3);
  const diff = planDiff(plan.changes, room - lengthOf([...table, ...how]), rest);
  return `${[...above, ...table, ...how, ...diff, ...below].join("\n\n")}\n`;
}

function lengthOf(parts: readonly string[]): number {
  return parts.reduce((sum, part) => sum + part.length + 2, 0);
}

export function headline(plan: Plan): string {
  const { add, change, remove, unchanged } = plan.summary;
  if (isEmpty(plan)) return `No changes: ${unchangedInWords(plan)}`;
  const besides = changesBesides(plan);
  const more = besides === "" ? "" : `; also ${besides}`;
  return `Goals${plan.hasForwards ? " and forwards" : ""}: ${add} to add, ${change} to change, ${remove} to remove, ${unchanged} unchanged${more}`;
}

function target({ owner, target: { name, property, measurementId, container } }: Plan): string {
  const where = `Analytics property ${markdownText(property)} (${markdownText(measurementId)}), Tag Manager ${markdownText(container)}`;
  return `${markdownTextWithin(owner, 300)} → **${markdownTextWithin(name, 300)}**: ${where}`;
}

const MOST_NAMES = 20;

function removals({ changes }: Plan): string[] {
  const removed = changes.filter(({ action }) => action === "remove").filter(isOfFile);
  if (removed.length === 0) return [];
  const names = removed.slice(0, MOST_NAMES).map(({ subject }) => markdownTextWithin(subject.name, 200));
  const more = removed.length > MOST_NAMES ? ` and ${removed.length - MOST_NAMES} more` : "";
  const what = `This removes ${howMany(removed)}: ${names.join(", ")}${more}.`;
  return [`> [!WARNING]\n> ${what} From then on nothing counts there; what Analytics has counted stays.`];
}

function howMany(changes: readonly SubjectChange[]): string {
  const parts = (["goal", "funnel", "forward"] as const).flatMap((is) => {
    const number = changes.filter(({ subject }) => subject.is === is).length;
    return number === 0 ? [] : [counted(number, is)];
  });
  return parts.length < 3 ? parts.join(" and ") : `${parts[0]}, ${parts[1]} and ${parts[2]}`;
}

function stops({ blockers }: Plan, words: WayWords): string[] {
  return [
    ...blockers.slice(0, MOST_NOTES).map((blocker) => stopMarkdown(blocker, words)),
    ...andMore(blockers.length, "more reason to stop", "more reasons to stop"),
  ];
}

function stopMarkdown({ message, waysOut }: Blocker, words: WayWords): string {
  const ways = waysOut.map((way) => `> - ${markdownMessage(words(way), LONGEST_NOTE)}`);
  const stop = `> **Apply would stop:** ${markdownMessage(message, LONGEST_NOTE)}`;
  return ["> [!CAUTION]", stop, ...ways].join("\n");
}

function warnings({ warnings: all }: Plan): string[] {
  return [
    ...all
      .slice(0, MOST_NOTES)
      .map(({ message }) => `> **Warning:** ${markdownMessage(message, LONGEST_NOTE)}`),
    ...andMore(all.length, "more warning", "more warnings"),
  ];
}

function andMore(number: number, one: string, several: string): string[] {
  return number > MOST_NOTES ? [`> **${counted(number - MOST_NOTES, one, several)}**`] : [];
}

/** What apply will do, one paragraph each. */
export function planOutlook(plan: Plan, live: string | null): string[] {
  const { read, write } = plan.requests;
  const made = `${counted(read, "request")} made to read the target`;
  if (isEmpty(plan)) return [`${made}. Plan ${markdownCode(plan.digest)}.`];
  return [
    `${whatApplyDoes(plan, live)} Nothing but the changes above is done${plan.annotates ? `, and apply leaves ${ANNOTATION_LEFT}` : ""}.`,
    `${made}; apply will make ${write}. Plan ${markdownCode(plan.digest)}.`,
  ];
}

/** What goes live: where it is published, and what changes at once. */
function whatApplyDoes(plan: Plan, live: string | null): string {
  const { container, property } = plan.target;
  const kinds = resourceChanges(plan).map(({ kind }) => kind);
  const inAnalytics = kinds.filter((kind) => kind.startsWith("ga4.")).length;
  const inPlace = live === null ? "" : ` in place of version ${markdownText(live)}`;
  const published = `publishes a new version of ${markdownText(container)}${inPlace}`;
  const changed = `makes ${counted(inAnalytics, "change")} in Analytics property ${markdownText(property)}`;
  if (inAnalytics === 0) return `Apply ${published}.`;
  if (inAnalytics === kinds.length) return `Apply ${changed} and publishes nothing in Tag Manager.`;
  return `Apply ${changed} and ${published}.`;
}
