/** The words that only visits have: where the visitor goes, what the page's code does, and time. */

import { readGtagCommand } from "../../engine/gtag-command.ts";
import { child } from "../../language/source/located.ts";
import { lengthOf } from "./length-of-time.ts";
import { dataOf, pointAt } from "./notes.ts";
import { readPageStep } from "./page-step.ts";
import type { Read } from "./read-step.ts";

export const VISIT_WORDS: Readonly<Record<string, Read>> = {
  page: readPageStep,
  navigate: (node, { notes, complete }) => {
    const isMap = node.kind === "map";
    if (isMap) notes.map(node, "`navigate`", ["to", "by"]);
    const to = isMap ? child(node, "to") : node;
    if (to === undefined)
      return notes.error("missing-key", pointAt(node), "`navigate` does not say where `to`.");
    const text = notes.text(to, "navigate");
    const by = notes.word(child(node, "by"), "by", ["push", "replace", "back", "hash"] as const) ?? "push";
    if (text === undefined) return undefined;
    const whole = text.startsWith("#") ? text : complete(text, to);
    return whole === undefined ? undefined : { does: "navigate", to: whole, by, about: text };
  },
  gtag: (node, { notes }) => {
    const args = notes.list(node, "gtag").map(dataOf);
    if (args.length === 0) return undefined;
    if (readGtagCommand(args) !== undefined)
      return { does: "gtag", args, about: args.slice(0, 2).map(String).join(" ") };
    return notes.error(
      "wrong-value",
      pointAt(node),
      `\`gtag\` does not understand ${JSON.stringify(args).slice(0, 60)}.`,
      "Write `[event, sign_up, { method: mail }]`, `[config, G-…]`, `[set, { key: value }]` or `[consent, update, { … }]`.",
    );
  },
  wait: (node, { notes }) => {
    const length = lengthOf(node, "wait", notes);
    return length === undefined ? undefined : { does: "wait", length };
  },
  consent: (node, { notes }) => {
    const states = notes.entries(node, "consent").flatMap(({ key, value }) => {
      const state = notes.word(value, key, ["granted", "denied"] as const);
      return state === undefined ? [] : [[key, state] as const];
    });
    const about = states.map(([type, state]) => `${type} ${state}`).join(", ");
    return states.length === 0 ? undefined : { does: "consent", states: Object.fromEntries(states), about };
  },
  new_visit: (node, { notes }) => {
    notes.flag(node, "new_visit");
    return { does: "return", about: "" };
  },
};
