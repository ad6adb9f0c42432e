/** Roles and key events that contradict each other. */
import type { Diagnostic } from "../../../diagnostic.ts";
import type { WrittenGoal } from "../../meaning/written.ts";
import type { SourceText } from "../../source/source-text.ts";
import type { Rule } from "../rule.ts";

export const roles: Rule = {
  codes: ["kind-without-micro", "counting-without-key-event"],
  check: ({ source, goals }) =>
    goals.flatMap((one) => [...kindAlone(source, one), ...countingAlone(source, one)]),
};

function kindAlone(source: SourceText, { goal, node }: WrittenGoal): readonly Diagnostic[] {
  const kind = node.entries.get("kind");
  if (!kind || goal.role.is === "micro") return [];
  return [
    source.error(
      "kind-without-micro",
      kind.keySpan,
      "`kind` says what kind of micro goal this is, but this goal does not have `role: micro`.",
      "Add `role: micro`, or delete `kind`.",
    ),
  ];
}

function countingAlone(source: SourceText, { goal, node }: WrittenGoal): readonly Diagnostic[] {
  const counting = node.entries.get("counting");
  if (!counting || goal.keyEvent) return [];
  return [
    source.warning(
      "counting-without-key-event",
      counting.keySpan,
      "`counting` has no effect: with `key_event: false` Analytics counts no conversions.",
      "Delete one of the two.",
    ),
  ];
}
