/** Other tags that send the event of a goal: at the same moment, it counts twice. */

import { parameterText, possibleTexts } from "../../container/possible-texts.ts";
import { eventsPushed } from "../../container/trigger-events.ts";
import type { Goal } from "../../language/goal-set/goal.ts";
import { fromRule } from "../../lift/from-rule.ts";
import { fromTag } from "../../lift/from-tag.ts";
import { configures, sends } from "../../plan/sent/sends.ts";
import type { Entity } from "../../resources/body.ts";
import type { ContainerContent } from "../../resources/snapshot.ts";
import { keyDifferences } from "./key-differences.ts";
import { eventsOf, type Overlap, overlapOf } from "./overlap.ts";
import type { Sides } from "./sides.ts";
import { capital, problem, type ServedProblem } from "./verdict.ts";

/** Event create rules that make the event of a goal that a tag counts. */
export function secondRules(
  { served, asked }: Sides,
  tag: Entity,
  event: string,
): { readonly twice: readonly ServedProblem[]; readonly perhaps: readonly ServedProblem[] } {
  const wanted = fromTag(tag, asked);
  const found = served.rules
    .filter(({ body }) => body.destinationEvent === event)
    .map((rule) => {
      const reading = fromRule(rule, served);
      const isSame =
        reading.is === "goal" && wanted.is === "goal" && countsTheSame(reading.goal, wanted.goal);
      return { isSame, what: "An event create rule of Analytics" };
    });
  return {
    twice: found
      .filter(({ isSame }) => isSame)
      .map(({ what }) =>
        problem(
          "second-rule",
          `${what} makes \`${event}\` of the same page views, so that it counts twice. Delete it in Analytics (Admin, Events, Create event).`,
        ),
      ),
    perhaps: found
      .filter(({ isSame }) => !isSame)
      .map(({ what }) =>
        problem("may-count-twice", `${what} makes \`${event}\` as well: what meets both counts twice.`),
      ),
  };
}

/** By a rule or a tag: the tag fires on the page views that the rule takes. */
function countsTheSame(rule: Goal, tag: Goal): boolean {
  const differing = keyDifferences(rule, tag).filter(({ key }) => key !== "via" && key !== "spa");
  return rule.type === tag.type && differing.length === 0;
}

interface Other {
  readonly tag: Entity;
  readonly overlap: Overlap;
}

/**
 * Tags that send the same event and count nothing else of the file.
 *
 * @param own the tag that counts the goal
 * @param known the tags that count any goal or step of the file
 */
export function secondSenders(
  sides: Sides,
  event: string,
  own: Entity,
  known: ReadonlySet<Entity>,
): { readonly twice: readonly ServedProblem[]; readonly perhaps: readonly ServedProblem[] } {
  const others = othersSending(sides, event, own, known);
  return {
    twice: others.filter(({ overlap }) => overlap === "yes").map(({ tag }) => second(tag, event)),
    perhaps: others.filter(({ overlap }) => overlap === "perhaps").map(({ tag }) => maySend(tag, event)),
  };
}

function othersSending(
  sides: Sides,
  event: string,
  own: Entity,
  known: ReadonlySet<Entity>,
): readonly Other[] {
  const { content, compiled } = sides;
  const { measurementId, googleTag } = compiled;
  const tags = content.entities["gtm.tag"];
  const site = {
    content,
    measurementId,
    receivesGtagEvents: googleTag === "page" || tags.some((tag) => configures(tag, measurementId, content)),
    pushed: eventsPushed(content, { content, event: "" }),
  };
  const same = new Set(sides.sending(event));
  return tags
    .filter((tag) => !known.has(tag) && !sides.scripts.some((one) => one.tag.tagId === tag.tagId))
    .flatMap((tag): Other[] => {
      const found = same.has(tag) ? "yes" : speaksOf(tag, event) ? sends(tag, event, site) : "no";
      const overlap =
        found === "no" || !mayBeNamed(tag, own, event, content) ? "no" : overlapOf(own, tag, content);
      if (overlap === "no") return [];
      return [{ tag, overlap: found === "yes" ? overlap : "perhaps" }];
    });
}

/** Tags of templates that somebody wrote can do anything: only those that name the event are of interest. */
function speaksOf(tag: Entity, event: string): boolean {
  if (tag.type === "gaawe" || tag.type === "html") return true;
  return (tag.parameter ?? []).some(({ value }) => value === event);
}

/** Whether a tag whose name is a variable, such as `{{Event}}`, can have this one when the goal's own tag fires. */
function mayBeNamed(tag: Entity, own: Entity, event: string, content: ContainerContent): boolean {
  const name = parameterText(tag, "eventName") ?? "";
  if (tag.type !== "gaawe" || !name.includes("{{")) return true;
  return eventsOf(own, content).some(
    (moment) => moment === null || possibleTexts(name, { content, event: moment }).mayBe(event),
  );
}

function second({ name }: Entity, event: string): ServedProblem {
  return problem(
    "second-tag",
    `${capital(String(name))} sends \`${event}\` at the same moment, so that it counts twice. Pause that tag in Tag Manager, or let the goal adopt it (\`goalform import\` writes \`adopt:\`).`,
  );
}

function maySend({ name }: Entity, event: string): ServedProblem {
  return problem(
    "may-count-twice",
    `${capital(String(name))} may send \`${event}\` at the same moment: only the page knows.`,
  );
}
