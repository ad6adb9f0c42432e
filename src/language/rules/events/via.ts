/** `via: ga4`: what Analytics can count by itself, and what prevents it. */

import { countedBy, stepCountedBy } from "../../../countable/counted-by.ts";
import type { Obstacle } from "../../../countable/via-ga4/obstacle.ts";
import { obstaclesOf, stepObstacles } from "../../../countable/via-ga4/obstacles.ts";
import type { Diagnostic } from "../../../diagnostic.ts";
import type { PageConditions } from "../../goal-set/conditions.ts";
import type { Goal } from "../../goal-set/goal.ts";
import type { Interaction } from "../../goal-set/interaction.ts";
import type { Written } from "../../meaning/written.ts";
import { child, type Located, textOf } from "../../source/located.ts";
import type { SourceText } from "../../source/source-text.ts";
import type { Rule } from "../rule.ts";

export const via: Rule = {
  codes: [
    "via-not-possible",
    "nothing-is-sent",
    "event-too-long-for-rule",
    "rule-loop",
    "too-many-conditions",
    "pattern-not-for-ga4",
    "parameter-needs-tag-manager",
    "value-needs-tag-manager",
    "fragment-in-analytics",
    "exception-needs-tag-manager",
    "condition-needs-tag-manager",
  ],
  check: (file) => [...ofGoals(file), ...ofSteps(file)],
};

function ofGoals({ source, goals }: Written): readonly Diagnostic[] {
  return goals.flatMap(({ goal, node }) => {
    const wrong = wrongWay(source, node, reasonOf(goal));
    if (wrong) return [wrong];
    const page = countedBy(goal) === "rule" && "page" in goal ? fragments(goal.page) : [];
    return [...obstaclesOf(goal).map((one) => asError(one, source, node)), ...page];
  });
}

function ofSteps({ source, funnels }: Written): readonly Diagnostic[] {
  return funnels.flatMap(({ funnel, steps }) =>
    funnel.steps.flatMap((step, index) => {
      const node = steps[index];
      if (step.is === "goal" || !node) return [];
      const wrong = wrongWay(source, node, step.is === "page" ? null : reasonOfInteraction(step.on));
      if (wrong) return [wrong];
      const page = stepCountedBy(step) === "rule" ? fragments(step.page) : [];
      return [...stepObstacles(step).map((one) => asError(one, source, node)), ...page];
    }),
  );
}

function asError(
  { code, place, key, message, hint }: Obstacle,
  source: SourceText,
  node: Located,
): Diagnostic {
  const written = key === undefined ? undefined : child(node, key);
  return written === undefined
    ? { severity: "error", code, place, message, hint }
    : source.error(code, written, message, hint);
}

/** Why only one of the two ways is open; null when both are. */
interface Reason {
  readonly only: "gtm" | "ga4";
  readonly why: string;
  readonly hint: string;
}

function wrongWay(source: SourceText, node: Located, reason: Reason | null): Diagnostic | null {
  const written = child(node, "via");
  if (written === undefined || reason === null || textOf(written) === reason.only) return null;
  return source.error("via-not-possible", written, reason.why, reason.hint);
}

function reasonOf(goal: Goal): Reason | null {
  if (goal.type === "event") return reasonOfInteraction(goal.on);
  if (goal.type === "any")
    return {
      only: "gtm",
      why: "Analytics cannot count this by itself: only Tag Manager sends one event for any of several things.",
      hint: "Delete `via`. Where every way is a page, `type: destination` with `page: […]` can have `via: ga4`.",
    };
  if (goal.type !== "duration") return null;
  return {
    only: "gtm",
    why: "Analytics cannot count this by itself: it makes events from other events, and there is none when a certain time has passed.",
    hint: "Delete `via`.",
  };
}

function reasonOfInteraction(on: Interaction): Reason | null {
  if (on.kind === "funnel") return null;
  if (on.kind === "ga4_event")
    return {
      only: "ga4",
      why: "Tag Manager does not see the events that Analytics receives.",
      hint: "Delete `via`, or count what the site pushes with `on: { data_layer: … }`.",
    };
  return {
    only: "gtm",
    why: `Analytics cannot count this by itself: ${UNSEEN[on.kind] ?? "only Tag Manager watches the page for it"}.`,
    hint: `Delete \`via\`${MEASURED[on.kind] ?? ""}.`,
  };
}

const UNSEEN: Readonly<Partial<Record<Interaction["kind"], string>>> = {
  data_layer: "it does not see the data layer",
  returning_visit: "it sends no event for a returning visit",
};

/** What the stream's enhanced measurement sends by itself: Analytics Help 9216061. */
const MEASURED: Readonly<Partial<Record<Interaction["kind"], string>>> = {
  link: "; for links to other sites, enhanced measurement sends `click`: `on: { ga4_event: click }` with `where: { link_url: … }`",
  download:
    "; enhanced measurement sends `file_download`: `on: { ga4_event: file_download }` with `where: { file_extension: pdf }`",
  form: "; enhanced measurement can send `form_submit`: `on: { ga4_event: form_submit }` with `where: { form_id: … }`",
  scroll: "; enhanced measurement sends `scroll` at 90 percent: `on: { ga4_event: scroll }`",
  video:
    "; enhanced measurement sends `video_start`, `video_progress` and `video_complete`: `on: { ga4_event: video_complete }`",
};

/** No page of Google's says whether `page_location` contains it. */
function fragments(page: PageConditions): readonly Diagnostic[] {
  return page.fragment.map(({ at }) => ({
    severity: "warning",
    code: "fragment-in-analytics",
    place: at,
    message:
      "Google does not say whether Analytics sees what follows the `#` of an address: this may never count.",
    hint: "Look at `page_location` in Analytics' DebugView first, or let Tag Manager count with `via: gtm`.",
  }));
}
