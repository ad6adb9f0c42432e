/** A goal or a step that a tag counts: is its tag served, does it count the same, does something else send the event as well? */

import { fromTag } from "../../lift/from-tag.ts";
import type { Reading } from "../../lift/reading.ts";
import type { Entity } from "../../resources/body.ts";
import { writeMark } from "../../resources/mark.ts";
import { type Address, address } from "../../resources/resource.ts";
import { type Differences, differencesOf } from "./differences.ts";
import { lostConditions } from "./lost-conditions.ts";
import { secondRules, secondSenders } from "./second-senders.ts";
import { sessionOf } from "./session-verdict.ts";
import { desiredTag, type Sides } from "./sides.ts";
import { capital, problem, type ServedProblem, type ServedVerdict } from "./verdict.ts";

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
    const desired = desiredTag(sides, key);
    if (desired === null) return [];
    const wanted = fromTag(desired, sides.asked);
    const isAdopted = sides.compiled.resources.some((one) => one.adopts && one.address === `gtm.tag/${key}`);
    return sides.sending(event).map((tag) => {
      const served = readAs(key, desired, tag, sides);
      return { key, tag, differences: differencesOf(wanted, served, String(tag.name), isAdopted) };
    });
  });
  const best = [...pairs].sort((a, b) => a.differences.counts.length - b.differences.counts.length);
  const matches = new Map<string, Match>();
  const matched = new Set<Entity>();
  for (const { key, tag, differences } of best) {
    if (matches.has(key) || matched.has(tag)) continue;
    matches.set(key, { tag, differences });
    matched.add(tag);
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
  const known = new Set([...matches.values()].map(({ tag }) => tag));
  const senders = secondSenders(sides, event, match.tag, known);
  const rules = secondRules(sides, desiredTag(sides, key)!, event);
  const twice = [...senders.twice, ...rules.twice];
  const perhaps = [...senders.perhaps, ...rules.perhaps];
  const wrong = [...counts, ...session.problems];
  return {
    status: wrong.length > 0 ? "different" : twice.length > 0 ? "twice" : "exact",
    problems: [...wrong, ...twice, ...perhaps, ...besides],
  };
}

function countsOf({ tag, differences }: Match, sides: Sides, key: string): readonly ServedProblem[] {
  const { counts } = differences;
  if (counts.length > 0) return counts;
  const asked = { tag: desiredTag(sides, key)!, content: sides.asked.at.content };
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
