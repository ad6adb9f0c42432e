/** `any:` → the ways in which a goal is reached. */
import type { GoalWay, Ways } from "../goal-set/goal.ts";
import { booleanOf, child, itemsOf, type Located } from "../source/located.ts";
import { readValues } from "./conditions.ts";
import { readInteraction } from "./interaction.ts";
import { onUsualHosts, readPage } from "./page.ts";
import type { Defaults, Notes } from "./written.ts";

/** The schema asks for two ways at least. */
export function readWays(notes: Notes, any: Located, defaults: Defaults): Ways {
  const [first, second, ...more] = itemsOf(any).map((node) => wayOf(notes, node, defaults));
  return [first!, second!, ...more];
}

function wayOf(notes: Notes, node: Located, defaults: Defaults): GoalWay {
  const common = {
    page: onUsualHosts(readPage(notes, child(node, "page"), defaults.trailingSlash), defaults.host),
    where: readValues(notes, child(node, "where"), "data layer"),
    cookie: readValues(notes, child(node, "cookie"), "cookie"),
    at: notes.source.place(node),
  };
  const on = child(node, "on");
  if (on !== undefined)
    return { is: "interaction", ...common, on: readInteraction(notes, on, defaults.trailingSlash) };
  return { is: "page", ...common, spa: booleanOf(child(node, "spa")) ?? defaults.spa };
}
