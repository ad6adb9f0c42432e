/** Values that are taken from something that does not happen: the link of a goal that counts a page. */

import type { Diagnostic } from "../../../diagnostic.ts";
import { entryIn } from "../../../entry-in.ts";
import type { Goal } from "../../goal-set/goal.ts";
import type { Interaction } from "../../goal-set/interaction.ts";
import { goalsOfWays } from "../../goal-set/one-way.ts";
import type { SourceKey } from "../../goal-set/site-source.ts";
import type { WrittenGoal } from "../../meaning/written.ts";
import { child, entriesOf, type Located, type LocatedEntry, textOf } from "../../source/located.ts";
import type { SourceText } from "../../source/source-text.ts";
import type { Rule } from "../rule.ts";
import { parameterLists } from "./parameter-lists.ts";

export const missingSources: Rule = {
  codes: ["source-not-there"],
  check: (file) => [
    ...file.goals.flatMap((one) => check(file.source, one)),
    ...parameterLists(file).flatMap(({ entries, of }) =>
      of === null ? entries.flatMap((entry) => checkDefault(file.source, entry)) : [],
    ),
  ],
};

/** What has to happen for a source to have a value; all others have one whatever happens. */
const GIVEN_BY: Readonly<Partial<Record<SourceKey, readonly Interaction["kind"][]>>> = {
  click: ["click"],
  link: ["link", "download"],
  form: ["form"],
  scroll: ["scroll"],
  video: ["video"],
  visible: ["visible"],
  attribute: ["click", "link", "download", "form", "visible"],
};

function check(source: SourceText, { goal, node }: WrittenGoal): readonly Diagnostic[] {
  const values = [child(node, "value"), ...entriesOf(child(node, "parameters")).map(({ value }) => value)];
  return values.flatMap((value) => [
    ...checkGiven(source, goal, value),
    ...checkPixels(source, goal, child(value, "scroll")),
  ]);
}

function checkGiven(source: SourceText, goal: Goal, value: Located | undefined): readonly Diagnostic[] {
  return entriesOf(value).flatMap(({ key, value: part }) => {
    const givers = entryIn(GIVEN_BY, key);
    if (!givers || waysOf(goal).some(({ kind }) => givers.includes(kind))) return [];
    const said = `\`${key}: ${textOf(part) ?? ""}\``;
    return [
      source.error(
        "source-not-there",
        part,
        `${said} has no value here: ${whatCounts(goal)}.`,
        `Only goals on ${orList(givers.map((kind) => `\`${kind}\``))} have it. Delete it, or take a value that every page has, such as \`{ data_layer: … }\` or \`{ page: title }\`.`,
      ),
    ];
  });
}

/** What all goals send must be there for all of them. */
function checkDefault(source: SourceText, { value }: LocatedEntry): readonly Diagnostic[] {
  return entriesOf(value).flatMap(({ key, value: part }) =>
    entryIn(GIVEN_BY, key) === undefined
      ? []
      : [
          source.error(
            "source-not-there",
            part,
            `\`${key}: ${textOf(part) ?? ""}\` has no value for most goals, and \`defaults\` are for all of them.`,
            "Set it on the goals that have it, or use a value that every page has, such as `{ data_layer: … }` or `{ page: title }`.",
          ),
        ],
  );
}

function waysOf(goal: Goal): readonly Interaction[] {
  return goalsOfWays(goal).flatMap((way) => (way.type === "event" ? [way.on] : []));
}

function whatCounts(goal: Goal): string {
  if (goal.type === "any") return "none of the goal's ways gives it";
  if (goal.type === "event") return `the goal is on \`${goal.on.kind}\``;
  return `a goal of type \`${goal.type}\` is not about an element that a visitor acts on`;
}

/** Tag Manager gives the depth in the unit of the trigger. */
function checkPixels(source: SourceText, goal: Goal, part: Located | undefined): readonly Diagnostic[] {
  const inPixels = waysOf(goal)
    .filter(({ kind }) => kind === "scroll")
    .every((on) => on.kind === "scroll" && "pixels" in on.depth);
  if (part === undefined || !waysOf(goal).some(({ kind }) => kind === "scroll") || !inPixels) return [];
  return [
    source.error(
      "source-not-there",
      part,
      "The goal counts a depth in pixels, so there is no percentage.",
      "Delete it, or write the depth in percent: `scroll: 50`.",
    ),
  ];
}

function orList(words: readonly string[]): string {
  return words.length === 1 ? words[0]! : `${words.slice(0, -1).join(", ")} or ${words.at(-1)}`;
}
