/**
 * What enhanced measurement counts as well as a goal. A goal cannot send one of its events (`validate` refuses their
 * names), so no key event counts twice; but a report of all events shows both.
 */
import type { Goal } from "../../language/goal-set/goal.ts";
import { ENHANCED, type Enhanced, type GoogleTagSettings } from "./google-tag.ts";
import { problem, type ServedProblem } from "./verdict.ts";

interface Row {
  /** In the words of Analytics' screen. */
  readonly words: string;
  /** support.google.com/analytics/answer/9216061 */
  readonly events: readonly string[];
}

const KINDS: Readonly<Record<Enhanced, Row>> = {
  page_view: { words: "page changes based on browser history events", events: ["page_view"] },
  scroll: { words: "scrolls", events: ["scroll"] },
  outbound_click: { words: "outbound clicks", events: ["click"] },
  download: { words: "file downloads", events: ["file_download"] },
  video: { words: "video engagement", events: ["video_start", "video_progress", "video_complete"] },
  form: { words: "form interactions", events: ["form_start", "form_submit"] },
  site_search: { words: "site search", events: ["view_search_results"] },
};

export function enhancedProblems(
  goal: Goal,
  settings: Pick<GoogleTagSettings, "enhanced"> | null,
): readonly ServedProblem[] {
  if (settings === null) return [];
  if (goal.type === "event" && goal.on.kind === "ga4_event") return receivedProblems(goal.on.event, settings);
  const kind = kindOf(goal);
  if (kind === null || !settings.enhanced.has(kind)) return [];
  const { words, events } = KINDS[kind];
  const own = events.map((event) => `\`${event}\``).join(", ");
  return [
    problem(
      "enhanced-measurement",
      `Enhanced measurement (${words}) reports the same as ${own}, so a report of all events shows both. The key event \`${goal.event}\` counts once.`,
    ),
  ];
}

/** Nothing of ours sends it: it comes from enhanced measurement, or from the site. */
function receivedProblems(
  event: string,
  { enhanced }: Pick<GoogleTagSettings, "enhanced">,
): readonly ServedProblem[] {
  const kind = ENHANCED.find((one) => KINDS[one].events.includes(event));
  // Page views are sent in any case.
  if (kind === undefined || kind === "page_view" || enhanced.has(kind)) return [];
  return [
    problem(
      "enhanced-measurement-off",
      `Enhanced measurement (${KINDS[kind].words}) is off, so \`${event}\` comes only if the site sends it itself. Switch it on in Analytics (Admin, Data streams).`,
    ),
  ];
}

/** The depth of enhanced measurement, in percent. */
const SCROLLED = 90;

function kindOf(goal: Goal): Enhanced | null {
  if (goal.type !== "event") return null;
  const { on } = goal;
  switch (on.kind) {
    case "scroll":
      return "percent" in on.depth && on.depth.percent === SCROLLED ? "scroll" : null;
    case "link":
      return on.outbound === true ? "outbound_click" : null;
    case "download":
    case "video":
    case "form":
      return on.kind;
    default:
      return null;
  }
}
