/** `adopt` names a tag at Google: one goal's, and of a goal that a tag counts. What the tag is like only a plan can see. */
import { countedBy } from "../../../countable/counted-by.ts";
import type { Diagnostic } from "../../../diagnostic.ts";
import type { Written, WrittenGoal } from "../../meaning/written.ts";
import { child } from "../../source/located.ts";
import type { Rule } from "../rule.ts";

export const adoptions: Rule = {
  codes: ["adopted-twice", "adopt-without-tag"],
  check: (file) => [...adoptedTwice(file), ...withoutTag(file)],
};

/** A tag counts one goal: whose change would it otherwise be when the two ask for different things? */
function adoptedTwice({ source, goals }: Written): readonly Diagnostic[] {
  const first = new Map<string, string>();
  return goals.flatMap((one) => {
    const { id, adopts } = one.goal;
    if (adopts === null || !one.enabled) return [];
    const other = first.get(adopts.tag);
    if (other === undefined) {
      first.set(adopts.tag, id);
      return [];
    }
    return [
      source.error(
        "adopted-twice",
        spanOf(one),
        `The goals \`${other}\` and \`${id}\` adopt the same tag, "${adopts.tag.slice(0, 80)}".`,
        "Delete `adopt` from one of the two: goalform then creates a tag for it.",
      ),
    ];
  });
}

function withoutTag({ source, goals }: Written): readonly Diagnostic[] {
  return goals
    .filter(({ goal }) => goal.adopts !== null && countedBy(goal) !== "tag")
    .map((one) =>
      source.error(
        "adopt-without-tag",
        spanOf(one),
        `No tag counts \`${one.goal.id}\`: Analytics counts it by itself.`,
        "Delete `adopt`. The tag stays as it is, and goalform does not take it over.",
      ),
    );
}

function spanOf({ node, keySpan }: WrittenGoal) {
  return child(node, "adopt") ?? keySpan;
}
