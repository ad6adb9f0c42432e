/**
 * A goal on what a visitor does, in addition to a goal on the event that enhanced measurement
 * sends for the very same act (Analytics Help 9216061).
 */

import { DOWNLOAD_EXTENSIONS } from "../../../countable/download-extensions.ts";
import type { DownloadInteraction, Interaction } from "../../goal-set/interaction.ts";
import { goalsOfWays } from "../../goal-set/one-way.ts";
import type { Written, WrittenGoal } from "../../meaning/written.ts";
import { child } from "../../source/located.ts";
import type { Rule } from "../rule.ts";

export const measuredAlready: Rule = {
  codes: ["measured-already"],
  check: ({ source, goals }: Written) => {
    const counted = goals.filter(({ goal, enabled }) => enabled && goal.keyEvent);
    const marked = new Map(
      counted.flatMap((one) => {
        const event = wholeEvent(one);
        return event === null ? [] : [[event, one.goal] as const];
      }),
    );
    return counted.flatMap(({ goal, keySpan }) => {
      const events = goalsOfWays(goal).flatMap((way) =>
        way.type === "event" ? (measuredAs(way.on) ?? []) : [],
      );
      const event = events.find((one) => marked.has(one));
      const other = event === undefined ? undefined : marked.get(event);
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

/** The event of Analytics' own that the goal counts whenever it is sent. */
function wholeEvent({ goal, node }: WrittenGoal): string | null {
  const isNarrowed = ["page", "where", "cookie", "unless"].some((key) => child(node, key) !== undefined);
  return goal.type === "event" && goal.on.kind === "ga4_event" && !isNarrowed ? goal.on.event : null;
}

function isUsual({ extensions }: DownloadInteraction): boolean {
  return extensions === null || extensions.some((one) => DOWNLOAD_EXTENSIONS.includes(one));
}

/** How far down, in percent, and how much of a video enhanced measurement reports. */
const SCROLLED = 90;
const WATCHED: readonly number[] = [10, 25, 50, 75];

/** The event that enhanced measurement sends whenever this happens; null when it need not send any. */
function measuredAs(on: Interaction): string | null {
  switch (on.kind) {
    case "download":
      return isUsual(on) ? "file_download" : null;
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
