/** What enhanced measurement counts by itself, and so counts beside a goal. */
import type { Goal } from "../../language/goal-set/goal-set.ts";
import type { Enhanced, GoogleTagSettings } from "./google-tag.ts";
import { problem, type ServedProblem } from "./verdict.ts";

/** The events of each kind (support.google.com/analytics/answer/9216061). */
const EVENTS: Readonly<Record<Enhanced, readonly string[]>> = {
  page_view: ["page_view"],
  scroll: ["scroll"],
  outbound_click: ["click"],
  download: ["file_download"],
  video: ["video_start", "video_progress", "video_complete"],
  form: ["form_start", "form_submit"],
  site_search: ["view_search_results"],
};

/** In the words of Analytics' screen. */
const WORDS: Readonly<Record<Enhanced, string>> = {
  page_view: "page changes based on browser history events",
  scroll: "scrolls",
  outbound_click: "outbound clicks",
  download: "file downloads",
  video: "video engagement",
  form: "form interactions",
  site_search: "site search",
};

export interface EnhancedProblems {
  /** The event itself is sent twice. */
  readonly twice: readonly ServedProblem[];
  readonly besides: readonly ServedProblem[];
}

const NONE: EnhancedProblems = { twice: [], besides: [] };

export function enhancedProblems(goal: Goal, settings: GoogleTagSettings | null): EnhancedProblems {
  if (settings === null) return NONE;
  if (goal.type === "event" && goal.on.kind === "ga4_event") return receivedProblems(goal.on.event, settings);
  const kind = kindOf(goal);
  const bySameName = (Object.keys(EVENTS) as Enhanced[]).find((one) => EVENTS[one].includes(goal.event));
  if (bySameName !== undefined && settings.enhanced.has(bySameName)) {
    const message = `Enhanced measurement (${WORDS[bySameName]}) sends \`${goal.event}\` as well: such events count twice. Switch it off in Analytics (Admin, Data streams), or give the goal an event of its own with \`event:\`.`;
    return kind === bySameName
      ? { twice: [problem("enhanced-measurement", message)], besides: [] }
      : {
          twice: [],
          besides: [
            problem("enhanced-measurement", message.replace("such events count twice", "they count, too")),
          ],
        };
  }
  if (kind === null || kind === "page_view" || !settings.enhanced.has(kind)) return NONE;
  const own = EVENTS[kind].map((event) => `\`${event}\``).join(", ");
  return {
    twice: [],
    besides: [
      problem(
        "enhanced-measurement",
        `Enhanced measurement (${WORDS[kind]}) reports the same as ${own}: a report of all events shows both. The key event is counted once.`,
      ),
    ],
  };
}

/** Nothing of ours sends it: it comes from enhanced measurement, or from the site. */
function receivedProblems(event: string, { enhanced }: GoogleTagSettings): EnhancedProblems {
  const kind = (Object.keys(EVENTS) as Enhanced[]).find((one) => EVENTS[one].includes(event));
  if (kind === undefined || kind === "page_view" || enhanced.has(kind)) return NONE;
  return {
    twice: [],
    besides: [
      problem(
        "enhanced-measurement-off",
        `Enhanced measurement (${WORDS[kind]}) is off, so \`${event}\` comes only if the site sends it itself.`,
      ),
    ],
  };
}

/** Enhanced measurement scrolls to 90 percent. */
const SCROLLED = 90;

function kindOf(goal: Goal): Enhanced | null {
  if (goal.type === "destination") return goal.spa ? "page_view" : null;
  if (goal.type !== "event") return null;
  const { on } = goal;
  switch (on.kind) {
    case "scroll":
      return "percent" in on.depth && on.depth.percent === SCROLLED ? "scroll" : null;
    case "download":
      return "download";
    case "video":
      return "video";
    case "form":
      return "form";
    case "link":
      return on.outbound === true ? "outbound_click" : null;
    default:
      return null;
  }
}
