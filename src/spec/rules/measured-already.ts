/**
 * A goal on what a visitor does, beside a goal on the event that enhanced measurement
 * sends for the very same act (Analytics Help 9216061).
 */
import type { Interaction } from "../goal-set.ts";
import type { Written } from "../meaning/written.ts";
import type { Rule } from "./rule.ts";

export const measuredAlready: Rule = {
  codes: ["measured-already"],
  check: ({ source, goals }: Written) => {
    const counted = goals.filter(({ goal, enabled }) => enabled && goal.keyEvent);
    const marked = new Map(
      counted.flatMap(({ goal }) =>
        goal.type === "event" && goal.on.kind === "ga4_event" ? [[goal.on.event, goal] as const] : [],
      ),
    );
    return counted.flatMap(({ goal, keySpan }) => {
      const event = goal.type === "event" ? measuredAs(goal.on) : null;
      const other = event === null ? undefined : marked.get(event);
      if (!other) return [];
      return [
        source.warning(
          "measured-already",
          keySpan,
          `Analytics sends \`${event}\` for the same act, and \`${other.id}\` (line ${other.at.line}) counts it: one act makes two conversions.`,
          "Keep one of the two, or give one `key_event: false`.",
        ),
      ];
    });
  },
};

/** How far down, in percent, and how much of a video enhanced measurement reports. */
const SCROLLED = 90;
const WATCHED: readonly number[] = [10, 25, 50, 75];

/** The event that enhanced measurement sends whenever this happens; null when it need not send any. */
function measuredAs(on: Interaction): string | null {
  switch (on.kind) {
    case "download":
      return "file_download";
    case "form":
      return "form_submit";
    case "link":
      return on.outbound === true ? "click" : null;
    case "scroll":
      return "percent" in on.depth && on.depth.percent === SCROLLED ? "scroll" : null;
    case "video":
      if (typeof on.moment === "string") return `video_${on.moment}`;
      return WATCHED.includes(on.moment.progress) ? "video_progress" : null;
    default:
      return null;
  }
}
