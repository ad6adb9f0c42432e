/** `any:` — ways that it does not take, that are written twice, or that make two conversions of one success. */

import type { Diagnostic } from "../../../diagnostic.ts";
import { entryIn } from "../../../entry-in.ts";
import type { AnyGoal } from "../../goal-set/goal.ts";
import { goalsOfWays, type OneWayGoal } from "../../goal-set/one-way.ts";
import type { Written, WrittenGoal } from "../../meaning/written.ts";
import { child, entriesOf, itemsOf, type Located } from "../../source/located.ts";
import type { SourceText } from "../../source/source-text.ts";
import type { Rule } from "../rule.ts";
import { clickInstead } from "./click-instead.ts";
import { bothMet, kindOf } from "./ways-together.ts";

export const ways: Rule = {
  codes: ["not-a-way", "same-way", "asked-twice", "one-click-two-ways", "ways-follow-each-other"],
  check: ({ source, goals }: Written): readonly Diagnostic[] =>
    goals.flatMap(({ goal, node, enabled }) => {
      if (goal.type !== "any") return [];
      const nodes = itemsOf(child(node, "any"));
      const wrong = [
        ...notWays(source, nodes),
        ...repeated(source, goal, nodes),
        ...askedTwice(source, node),
      ];
      return wrong.length > 0 || !enabled ? wrong : countedTwice(source, goal, node, nodes);
    }),
};

const NOT_WAYS: Readonly<Record<string, readonly [why: string, hint: string]>> = {
  ga4_event: [
    "Analytics already receives this event, under its own name: it cannot become the event of this goal too.",
    "Make it a goal of its own, or count what the site pushes with `on: { data_layer: … }`.",
  ],
  returning_visit: [
    "A returning visit cannot be one of several ways: it has happened before the visitor does anything.",
    "Make it a goal of its own.",
  ],
  funnel: [
    "A completed funnel cannot be one of several ways: its last step may be one of the others, and would count twice.",
    "Make it a goal of its own.",
  ],
};

function notWays(source: SourceText, nodes: readonly Located[]): readonly Diagnostic[] {
  return nodes.flatMap((way) =>
    entriesOf(child(way, "on")).flatMap(({ key, keySpan }) => {
      const [why, hint] = entryIn(NOT_WAYS, key) ?? [];
      return why === undefined || hint === undefined ? [] : [source.error("not-a-way", keySpan, why, hint)];
    }),
  );
}

/** A page with `spa` has everything that the same page without it has. */
function repeated(source: SourceText, goal: AnyGoal, nodes: readonly Located[]): readonly Diagnostic[] {
  const texts = goal.ways.map((way) =>
    JSON.stringify(way, (key, inner) => (key === "at" || key === "spa" ? undefined : inner)),
  );
  return texts.flatMap((text, index) => {
    const first = texts.indexOf(text);
    if (first === index) return [];
    return [
      source.error(
        "same-way",
        nodes[index]!,
        `This way is the same as the one in line ${goal.ways[first]!.at.line}.`,
        "Delete one of the two, or change it to what was meant.",
      ),
    ];
  });
}

/** Both would have to be met, and people expect the one nearer to win. */
function askedTwice(source: SourceText, node: WrittenGoal["node"]): readonly Diagnostic[] {
  return (["where", "cookie"] as const).flatMap((block) => {
    const ofAll = new Set(entriesOf(child(node, block)).map(({ key }) => key));
    return itemsOf(child(node, "any")).flatMap((way) =>
      entriesOf(child(way, block))
        .filter(({ key }) => ofAll.has(key))
        .map(({ key, keySpan }) =>
          source.error(
            "asked-twice",
            keySpan,
            `The goal asks for \`${key}\` in all ways, and this way asks for it again.`,
            "Write it either on the goal or in each of the ways.",
          ),
        ),
    );
  });
}

type Pair = readonly [first: OneWayGoal, second: OneWayGoal];

/** At most one of each kind for a goal: the first pair shows what is meant. */
function countedTwice(
  source: SourceText,
  goal: AnyGoal,
  node: WrittenGoal["node"],
  nodes: readonly Located[],
): readonly Diagnostic[] {
  const all = goalsOfWays(goal);
  const pairs = all.flatMap((first, index) => all.slice(index + 1).map((second): Pair => [first, second]));
  const met = (how: ReturnType<typeof bothMet>) => pairs.find((pair) => bothMet(...pair) === how);
  const click = met("by one click");
  if (click) {
    const [{ at }, place] = [goal.ways[all.indexOf(click[0])]!, nodes[all.indexOf(click[1])]!];
    return [oneClick(source, click, at.line, place)];
  }
  const onOnePage = met("on one page");
  const oneByOne = isOnceAVisit(goal) ? undefined : met("one after the other");
  const place = node.entries.get("any")!.keySpan;
  const [pair] = [onOnePage, oneByOne].filter((one) => one !== undefined);
  if (!pair) return [];
  const { message, hint } = pair === onOnePage ? passesBoth(pair) : mayFollow(pair, goal);
  return [source.warning("ways-follow-each-other", place, message, hint)];
}

/** A key event without an amount of its own: what comes second in a session changes nothing. */
function isOnceAVisit({ keyEvent, counting, value }: AnyGoal): boolean {
  return keyEvent && counting === "once_per_session" && !(value !== null && "source" in value);
}

function oneClick(source: SourceText, [first, second]: Pair, line: number, place: Located): Diagnostic {
  const link = kindOf(first) === "click" ? second : first;
  const instead = link.type === "event" ? clickInstead(link.on) : null;
  return source.error(
    "one-click-two-ways",
    place,
    `One click can meet both this way and the one in line ${line}: Tag Manager reports a click and a click on a link one after the other, so it would be sent twice.`,
    instead === null
      ? "Describe both with `click` and CSS selectors, make two goals of them, or add `sent: once_per_page`."
      : `Write the way \`${kindOf(link)}\` as a click, too: \`on: ${instead}\`. Then every click is sent once.`,
  );
}

function passesBoth(pair: Pair): { readonly message: string; readonly hint: string } {
  return {
    message: `${named(pair)} can both be met on one page by the same thing, and each of them sends the event.`,
    hint: "Keep one of the two, give them conditions that exclude each other, or add `sent: once_per_page`.",
  };
}

function named([first, second]: Pair): string {
  const [one, other] = [kindOf(first), kindOf(second)];
  return one === other ? `Two of the ways \`${one}\`` : `The ways \`${one}\` and \`${other}\``;
}

function mayFollow(
  pair: Pair,
  { keyEvent, counting }: AnyGoal,
): { readonly message: string; readonly hint: string } {
  const both = `${named(pair)} can both be part of one success, and`;
  if (keyEvent && counting === "once_per_session")
    return {
      message: `${both} every event brings its amount: it would be added twice.`,
      hint: "Keep only the last of the ways that follow each other.",
    };
  return {
    message: `${both} every event counts: it would count twice.`,
    hint: keyEvent
      ? "Count with `counting: once_per_session`, or keep only the last of the ways that follow each other."
      : "Keep only the last of the ways that follow each other, or make it a key event that counts once per session.",
  };
}
