/** Lengths of time that cannot be measured, or not in the way people expect. */
import type { Diagnostic } from "../../../diagnostic.ts";
import type { Written, WrittenGoal } from "../../meaning/written.ts";
import { child } from "../../source/located.ts";
import type { SourceText } from "../../source/source-text.ts";
import type { Rule } from "../rule.ts";

const HALF_AN_HOUR = 30 * 60;
const A_DAY = 24 * 60 * 60;

export const durations: Rule = {
  codes: ["too-short", "too-long-duration", "beyond-inactivity"],
  check: (file) => [...file.goals.flatMap((one) => ofGoal(file.source, one)), ...ofFunnels(file)],
};

function ofGoal(source: SourceText, { goal, node }: WrittenGoal): readonly Diagnostic[] {
  const span = child(node, "longer_than");
  if (goal.type !== "duration" || !span) return [];
  if (goal.seconds < 1)
    return [
      source.error("too-short", span, "Every visit is longer than no time at all.", "Write at least `1s`."),
    ];
  if (goal.scope === "page" && goal.seconds > A_DAY)
    return [
      source.error(
        "too-long-duration",
        span,
        "A page can be timed for 24 hours at most.",
        "Write `24h` or less.",
      ),
    ];
  if (goal.seconds <= HALF_AN_HOUR) return [];
  return [
    source.warning(
      "beyond-inactivity",
      span,
      "Analytics ends a session after 30 minutes without activity, so few visits will ever last this long.",
      "Choose 30m or less, unless visitors really stay busy that long.",
    ),
  ];
}

function ofFunnels({ source, funnels }: Written): readonly Diagnostic[] {
  return funnels.flatMap(({ funnel, node }) => {
    const span = child(node, "within");
    if (!span || funnel.within === null || funnel.within >= 1) return [];
    return [
      source.error(
        "too-short",
        span,
        "No two steps happen within no time at all.",
        "Write at least `1s`, or leave `within` out.",
      ),
    ];
  });
}
