/** Where the site's own gtag sends events, one of those that a goal waits for must not be the one that it sends. */
import { stepCountedBy } from "../../../countable/counted-by.ts";
import { type PushInteraction, pushedName } from "../../goal-set/interaction.ts";
import { oneForEachWay } from "../../goal-set/one-way.ts";
import type { Written } from "../../meaning/written.ts";
import { child, itemsOf, type Located } from "../../source/located.ts";
import { comparisonsDisjoint } from "../comparisons/disjoint.ts";
import type { Rule } from "../rule.ts";

export const eventAmongSeveral: Rule = {
  codes: ["event-among-several"],
  check: (file) => {
    if (!file.targets.some(({ target }) => target.googleTag.lives === "page")) return [];
    return pushes(file).flatMap(({ on, event, node }) =>
      pushedName(on) !== null || !mayBe(on, event)
        ? []
        : [
            file.source.error(
              "event-among-several",
              child(child(node, "on"), "data_layer") ?? node,
              `\`${event}\` is one of these events, and the event that is sent. Where the page configures the Google tag, Analytics has it already when the site sends it with gtag: it would count twice.`,
              "Give the event that is sent another name, with `event`.",
            ),
          ],
    );
  },
};

interface Push {
  readonly on: PushInteraction;
  readonly event: string;
  readonly node: Located;
}

function pushes({ goals, funnels }: Written): readonly Push[] {
  const ofGoals = goals.flatMap(({ goal, node, enabled }) => {
    const nodes = goal.type === "any" ? itemsOf(child(node, "any")) : [node];
    return oneForEachWay(goal).flatMap((way, index): readonly Push[] =>
      enabled && way.type === "event" && way.on.kind === "data_layer"
        ? [{ on: way.on, event: goal.event, node: nodes[index]! }]
        : [],
    );
  });
  const ofSteps = funnels.flatMap(({ funnel, steps }) =>
    funnel.steps.flatMap((step, index) => {
      const node = steps[index];
      return node &&
        step.is === "interaction" &&
        step.on.kind === "data_layer" &&
        stepCountedBy(step) === "tag"
        ? [{ on: step.on, event: step.event, node }]
        : [];
    }),
  );
  return [...ofGoals, ...ofSteps];
}

function mayBe({ event }: PushInteraction, name: string): boolean {
  return event.every((matcher) => {
    const found = matcher.op === "matches" ? patternFinds(matcher.values[0], name, matcher.ignoreCase) : null;
    if (found !== null) return found !== matcher.not;
    const is = { op: "equals", values: [name], not: false, ignoreCase: false, at: matcher.at } as const;
    return !comparisonsDisjoint(is, matcher);
  });
}

/** Null for a pattern that cannot be read, which is an error of its own. */
function patternFinds(pattern: string, name: string, ignoreCase: boolean): boolean | null {
  try {
    return new RegExp(pattern, ignoreCase ? "i" : "").test(name);
  } catch {
    return null;
  }
}
