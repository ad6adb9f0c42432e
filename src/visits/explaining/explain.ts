/** Why one happening counts, or does not: for each goal the moments in which it was judged, and the tags of others. */
import { goalInWords } from "../../compile/words/goal.ts";
import type { Place } from "../../diagnostic.ts";
import type { Container } from "../../engine/container.ts";
import { eventsOf, keyEventsOf } from "../analytics.ts";
import { type CompiledSite, contentOf } from "../compiled-site.ts";
import { unjudgedGoal } from "../judging/unjudged-goals.ts";
import type { Step } from "../step.ts";
import { playVisit } from "../visit.ts";
import type { Moment } from "./moment.ts";
import { momentsOf } from "./moments.ts";

export interface GoalExplained {
  readonly goal: string;
  readonly at: Place;
  /** What it counts, in words. */
  readonly counts: string;
  /** `nearly`: one thing is missing, or what is missing is nearly right. */
  readonly verdict: "counts" | "nearly" | "does not count" | "not judged";
  /** How often it counts. */
  readonly times: number;
  readonly unjudged: string | null;
  readonly moments: readonly Moment[];
}

export function explainGoals(
  steps: readonly Step[],
  goals: readonly string[],
  measured: CompiledSite,
): readonly GoalExplained[] {
  const played = playVisit(steps, measured, new Set(goals));
  return measured.goalSet.goals
    .filter(({ id }) => goals.includes(id))
    .map((goal) => {
      const moments = momentsOf(goal.id, played, measured);
      const times = keyEventsOf(goal, eventsOf(goal, played.received, measured.goalSet.goals));
      const unjudged = unjudgedGoal(goal, played, measured);
      const verdict =
        unjudged !== null
          ? "not judged"
          : times > 0
            ? "counts"
            : moments.some(isNear)
              ? "nearly"
              : "does not count";
      return { goal: goal.id, at: goal.at, counts: goalInWords(goal), verdict, times, unjudged, moments };
    });
}

/** One condition of several failed, or every failed one is nearly right. */
function isNear({ conditions, counts }: Moment): boolean {
  const failed = conditions.filter(({ holds }) => !holds);
  if (counts || failed.length === 0) return false;
  return (failed.length === 1 && conditions.length > 1) || failed.every(({ hint }) => hint !== null);
}

/** A tag of a container that is not the file's, and fires in the visit. */
export interface ForeignTag {
  readonly tag: string;
  /** Tag Manager's name of the type: `gaawe`, `html`, `googtag` … */
  readonly type: string;
  /** The GA4 event that it sends; null for a tag that sends none. */
  readonly event: string | null;
  /** The ids of the goals that this event counts as. */
  readonly countsAs: readonly string[];
  readonly times: number;
  readonly moments: readonly Moment[];
}

/** @param names of tags that are the file's own, or will be taken over */
export function foreignTags(
  steps: readonly Step[],
  container: Container,
  own: ReadonlySet<string>,
  measured: CompiledSite,
): readonly ForeignTag[] {
  const tags = (container.tag ?? []).filter(({ name }) => !own.has(name ?? ""));
  const theirs: CompiledSite = {
    ...measured,
    container,
    content: contentOf(container),
    rules: [],
    session: [],
    audiences: new Set(),
    tags: new Map(tags.map((tag) => [tag.name ?? "", tag])),
  };
  const played = playVisit(steps, theirs, null);
  return tags.flatMap(({ name, type }) => {
    const key = name ?? "";
    const fired = played.fired.filter(({ tag }) => tag.tag === key);
    if (fired.length === 0) return [];
    const parameters = fired[0]!.tag.parameters;
    const event = type === "gaawe" ? String(parameters["eventName"] ?? "") : null;
    const countsAs = measured.goalSet.goals
      .filter((goal) => goal.event === event && goal.keyEvent)
      .map(({ id }) => id);
    const moments = momentsOf(key, played, theirs).filter(({ counts }) => counts);
    return [{ tag: key, type: type ?? "", event, countsAs, times: fired.length, moments }];
  });
}
