/** A goal or a step that a tag counts: is its tag served, does it count the same, does something else send the event as well? */

import { sessionEvent } from "../../compile/session-event.ts";
import { eventsPushed } from "../../container/fires-on.ts";
import { parameterText, possibleTexts } from "../../container/possible-texts.ts";
import { markOfEntity } from "../../lift/at-google.ts";
import { fromTag } from "../../lift/from-tag.ts";
import type { Reading } from "../../lift/reading.ts";
import { configures, sends } from "../../plan/sent/sends.ts";
import type { Entity } from "../../resources/entities/row.ts";
import { writeMark } from "../../resources/mark.ts";
import { type Address, address } from "../../resources/resource.ts";
import { SESSION_SCRIPT_ADDRESS } from "../../resources/session-goals.ts";
import type { ContainerContent } from "../../resources/snapshot.ts";
import { type Differences, differencesOf } from "./differences.ts";
import { lostConditions } from "./lost-conditions.ts";
import { eventsOf, type Overlap, overlapOf } from "./overlap.ts";
import { firedAlike } from "./session-script.ts";
import { askedTag, type Sides } from "./sides.ts";

import { problem, type ServedProblem, type ServedVerdict } from "./verdict.ts";

/** Which served tag counts which goal or step, by their keys: each goes to the one that it fits best. */
export type Matches = ReadonlyMap<string, Match>;

export interface Match {
  readonly tag: Entity;
  readonly differences: Differences;
}

/** @param counted the goals and steps that a tag counts: their keys, and the events that they send */
export function matchesOf(
  sides: Sides,
  counted: readonly { readonly key: string; readonly event: string }[],
): Matches {
  const pairs = counted.flatMap(({ key, event }) => {
    const asked = askedTag(sides, key);
    if (asked === null) return [];
    const wanted = fromTag(asked, sides.asked);
    const isAdopted = sides.compiled.resources.some((one) => one.adopts && one.address === `gtm.tag/${key}`);
    return sides.sending(event).map((tag) => {
      const served = readAs(key, asked, tag, sides);
      return { key, tag, differences: differencesOf(wanted, served, String(tag.name), isAdopted) };
    });
  });
  const best = [...pairs].sort((a, b) => a.differences.counts.length - b.differences.counts.length);
  const matches = new Map<string, Match>();
  const taken = new Set<Entity>();
  for (const { key, tag, differences } of best) {
    if (matches.has(key) || taken.has(tag)) continue;
    matches.set(key, { tag, differences });
    taken.add(tag);
  }
  return matches;
}

/** The served tag under the name and the mark of ours, so that both are read alike. */
function readAs(key: string, asked: Entity, tag: Entity, { served, compiled }: Sides): Reading {
  const mark = {
    owner: compiled.owner,
    address: address("gtm.tag", key) as Address,
    digest: "0".repeat(16),
    remembers: [],
  };
  return fromTag({ ...tag, name: asked.name ?? "", notes: writeMark(undefined, mark) }, served);
}

export function tagVerdict(sides: Sides, key: string, event: string, matches: Matches): ServedVerdict {
  const match = matches.get(key);
  if (match === undefined) return { status: "missing", problems: [missing(sides, event)] };
  const { besides } = match.differences;
  const session = sessionOf(sides, key);
  // What nobody pushes has no conditions worth comparing.
  const counts = session.isPushed ? countsOf(match, sides, key) : [];
  const others = othersSending(sides, event, match.tag, matches);
  const twice = others.filter(({ overlap }) => overlap === "yes").map(({ tag }) => second(tag, event));
  const perhaps = others.filter(({ overlap }) => overlap === "perhaps").map(({ tag }) => maySend(tag, event));
  const wrong = [...counts, ...session.problems];
  return {
    status: wrong.length > 0 ? "different" : twice.length > 0 ? "twice" : "exact",
    problems: [...wrong, ...twice, ...perhaps, ...besides],
  };
}

function countsOf({ tag, differences }: Match, sides: Sides, key: string): readonly ServedProblem[] {
  const { counts } = differences;
  if (counts.length > 0) return counts;
  const asked = { tag: askedTag(sides, key)!, content: sides.asked.at.content };
  return lostConditions(asked, { tag, content: sides.content }, sides.compiled.owner);
}

function missing({ compiled, content, elsewhere }: Sides, event: string): ServedProblem {
  const { measurementId } = compiled;
  const others = elsewhere(event).map(({ name }) => String(name));
  const paused = content.entities["gtm.tag"].filter(
    ({ type, paused }) => type === "gaawe" && paused === true,
  ).length;
  const hints = [
    ...(others.length === 0 ? [] : [` ${capital(others.join(" and "))} sends it to another measurement id.`]),
    ...(paused === 0
      ? []
      : [
          ` ${paused === 1 ? "One GA4 event tag is" : `${paused} GA4 event tags are`} paused: what a paused tag sends is not served.`,
        ]),
  ];
  return problem(
    "tag-missing",
    `No tag that is served sends \`${event}\` to ${measurementId}.${hints.join("")}`,
  );
}

interface Other {
  readonly tag: Entity;
  readonly overlap: Overlap;
}

/** Tags that send the same event and count nothing else of the file. */
function othersSending(sides: Sides, event: string, own: Entity, matches: Matches): readonly Other[] {
  const { content, compiled } = sides;
  const { measurementId, googleTag } = compiled;
  const tags = content.entities["gtm.tag"];
  const known = new Set([...matches.values()].map(({ tag }) => tag));
  const site = {
    content,
    measurementId,
    receivesGtagEvents: googleTag === "page" || tags.some((tag) => configures(tag, measurementId, content)),
    pushed: eventsPushed(content, { content, event: "" }),
  };
  const same = sides.sending(event);
  return tags
    .filter((tag) => !known.has(tag) && !sides.scripts.some((one) => one.tag.tagId === tag.tagId))
    .flatMap((tag): Other[] => {
      const found = same.includes(tag) ? "yes" : speaksOf(tag, event) ? sends(tag, event, site) : "no";
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

interface Session {
  /** Whether the data-layer event that the goal waits for can come. */
  readonly isPushed: boolean;
  readonly problems: readonly ServedProblem[];
}

const PUSHED: Session = { isPushed: true, problems: [] };

/** The event of a goal that the session script finds comes from its list. */
function sessionOf({ asked, compiled, scripts, content }: Sides, key: string): Session {
  const isFound = compiled.resources.some(
    ({ address: one, users }) => one === SESSION_SCRIPT_ADDRESS && users.includes(`goal:${key}`),
  );
  const wanted = asked.at.content.entities["gtm.tag"].find(
    (tag) => markOfEntity(tag)?.address === SESSION_SCRIPT_ADDRESS,
  );
  if (wanted === undefined || !isFound) return PUSHED;
  const [script, more] = scripts;
  const never = (why: string): Session => ({
    isPushed: false,
    problems: [
      problem("session-script-missing", `The session script, which finds it, ${why}, so it never counts.`),
    ],
  });
  if (script === undefined) return never("is not served");
  const { measurementId, tag } = script;
  const event = JSON.stringify(sessionEvent(compiled.owner, key));
  if (!parameterText(tag, "html")?.includes(event))
    return never(`does not have it in its list (${String(tag.name)})`);
  const differs = (why: string) =>
    problem("session-script-differs", `The session script (${String(tag.name)}) ${why}.`);
  return {
    isPushed: true,
    problems: [
      ...(measurementId === compiled.measurementId
        ? []
        : [differs(`asks for sessions of ${measurementId}, and the file says ${compiled.measurementId}`)]),
      ...(firedAlike(wanted, asked.at.content, tag, content)
        ? []
        : [differs("does not run on the pages and history changes that the file asks for")]),
      ...(more === undefined ? [] : [differs(`is served twice (${String(more.tag.name)} as well)`)]),
    ],
  };
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
