/** What works, but not as somebody who reads the reports would expect. */
import { GoogleError } from "../../apply/google-port.ts";
import type { WorkingPlan } from "../../apply/working-plan.ts";
import { enhancedProblems } from "../../browser/served/enhanced-measurement.ts";
import type { Enhanced } from "../../browser/served/google-tag.ts";
import { entryIn } from "../../entry-in.ts";
import { forTarget } from "../../language/for-target.ts";
import type { GoalSet } from "../../language/goal-set/goal-set.ts";
import { changeTheRule, type EditRuleEffect, editRuleEffects } from "../../plan/event-edit-rules.ts";
import { countsByPageViews, virtualPageViewsTwice } from "../../plan/page-views.ts";
import { DEFINITION_KINDS, DEFINITIONS } from "../../resources/kinds.ts";
import type { PropertySettings, SeenStream, SetUp } from "../../resources/set-up.ts";
import type { Snapshot } from "../../resources/snapshot.ts";
import { compiledAt, makePlan } from "../make-plan.ts";
import type { Check, Finding } from "../result/doctor.ts";
import type { OpenTarget } from "../target.ts";
import { ok, type Question, skipped, warning } from "./check.ts";
import { definitionRoom, keyEventRoom, workspaceRoom } from "./room.ts";

interface Healthy {
  readonly goalSet: GoalSet;
  readonly open: OpenTarget;
  readonly setUp: SetUp;
}

export function healthQuestions(around: Healthy): readonly Question[] {
  return [
    { id: "plan", ask: () => planned(around) },
    { id: "workspaces", ask: () => workspaces(around) },
    { id: "settings", ask: () => settings(around) },
    { id: "event-edit-rules", ask: () => editRules(around) },
  ];
}

/** What a plan warns of and what would stop it, and what the same reading shows. */
async function planned({ goalSet, open }: Healthy): Promise<readonly Check[]> {
  const { built, snapshot } = await withOthersDefinitions(goalSet, open);
  const { warnings, blockers, changes } = built.plan;
  const blocked = blockers.map(({ code, message, waysOut }) => ({
    id: code,
    status: "warning" as const,
    message,
    fix: waysOut[0] ?? null,
  }));
  const warned = warnings.map(({ code, message }) => ({
    id: code,
    ...warning(message, `More about it: goalform explain ${code}`),
  }));
  const plan =
    changes.length === 0
      ? "The file is applied."
      : `The file is not applied yet: ${changes.length === 1 ? "one change" : `${changes.length} changes`} (goalform plan).`;
  return [
    { id: "plan", ...ok(plan) },
    ...blocked,
    ...warned,
    { id: "key-event-limit", ...keyEventRoom(snapshot, open.target.ga4.tier) },
    { id: "generic-key-events", ...genericKeyEvents(snapshot) },
    { id: "latest-version", ...latestVersion(snapshot) },
    ...definitionRoom(snapshot, open.target.ga4.tier),
  ];
}

/**
 * Others' rules and audiences can make the event of a goal as well. A plan reads them only if the file has some of its own:
 * Google's alpha API may refuse them, and then the plan is made without.
 */
async function withOthersDefinitions(goalSet: GoalSet, open: OpenTarget): Promise<WorkingPlan> {
  const counting = DEFINITION_KINDS.filter((kind) => !DEFINITIONS[kind].isOfReports);
  return makePlan(goalSet, open, counting).catch((error: unknown) => {
    if (error instanceof GoogleError) return makePlan(goalSet, open);
    throw error;
  });
}

/** Every visit sends them: as key events they make every rate 100%. */
const GENERIC: readonly string[] = ["page_view", "scroll", "session_start", "user_engagement", "first_visit"];

function genericKeyEvents({ property }: Snapshot): Finding {
  const found = property.keyEvents.map(({ eventName }) => eventName).filter((name) => GENERIC.includes(name));
  return found.length === 0
    ? ok("No event that every visit sends is a key event.")
    : warning(
        `${found.join(" and ")} ${found.length === 1 ? "is a key event, although nearly every visit sends it" : "are key events, although nearly every visit sends them"}.`,
        `Unmark it in Analytics (Admin, Events), or let goalform do it: removed: [${found.join(", ")}].`,
      );
}

function latestVersion({ container: { live, latest } }: Snapshot): Finding {
  if (live === null)
    return warning(
      "No version of the container is live: visitors get none of its tags.",
      "Publish one: goalform apply.",
    );
  return latest === null || latest.id === live.id
    ? ok(`Version ${live.id} of the container is live, and it is the latest.`)
    : warning(
        `Version ${live.id} of the container is live, and version ${latest.id} was made since and not published.`,
        "Look at it in Tag Manager, Versions: publish it, or delete it.",
      );
}

async function workspaces({ open }: Healthy): Promise<Finding> {
  const found = await open.port.listWorkspaces();
  return workspaceRoom(found.length);
}

async function ourStream({ open, setUp }: Healthy): Promise<SeenStream | undefined> {
  const streams = await setUp.streams();
  return streams.find(({ measurementId }) => measurementId === open.target.ga4.measurementId) ?? streams[0];
}

async function editRules({ goalSet, open, setUp }: Healthy): Promise<readonly Check[]> {
  const streams = await setUp.streams();
  if (streams.length === 0) return [];
  const compiled = compiledAt(goalSet, open, open.target.ga4.measurementId ?? streams[0]!.measurementId);
  const found = await setUp.editRules(streams).then(
    (rules) => editRulesFinding(editRuleEffects(compiled, rules)),
    (error: unknown) => {
      if (error instanceof GoogleError) return skipped(error.message, error.hint);
      throw error;
    },
  );
  return [{ id: "event-edit-rules", ...found }];
}

function editRulesFinding(effects: readonly EditRuleEffect[]): Finding {
  return effects.length === 0
    ? ok("No event edit rule changes what a goal counts.")
    : warning(effects.map(({ message }) => message).join(" "), changeTheRule(""));
}

async function settings(around: Healthy): Promise<readonly Check[]> {
  const { goalSet, open, setUp } = around;
  const ours = await ourStream(around);
  if (!ours) return [];
  const found = await setUp.settings(ours.resourceName).catch((error: unknown) => {
    if (error instanceof GoogleError) return error;
    throw error;
  });
  if (found instanceof GoogleError) return [{ id: "settings", ...skipped(found.message, found.hint) }];
  const compiled = compiledAt(goalSet, open, ours.measurementId);
  const mayBeTwice = found.enhanced?.includes("pageChangesEnabled") && countsByPageViews(compiled);
  const twice = mayBeTwice ? virtualPageViewsTwice(compiled, await open.port.readLive()) : null;
  return [
    ...(twice === null ? [] : [{ id: "virtual-page-views", ...warning(twice, ONE_PAGE_VIEW) }]),
    {
      id: "enhanced-measurement",
      ...enhancedFinding(found, forTarget(goalSet, open.target.name, open.neighbours)),
    },
    { id: "retention", ...retention(found) },
    { id: "thresholds", ...thresholds(found) },
  ];
}

const ONE_PAGE_VIEW =
  "Remove the tag, or switch off page changes in Analytics: Admin, Data streams, Enhanced measurement, Page views, advanced settings.";

/** developers.google.com/analytics/devguides/config/admin/v1/rest/v1alpha/EnhancedMeasurementSettings */
const ENHANCED: Readonly<Record<string, Enhanced>> = {
  scrollsEnabled: "scroll",
  outboundClicksEnabled: "outbound_click",
  siteSearchEnabled: "site_search",
  videoEngagementEnabled: "video",
  fileDownloadsEnabled: "download",
  pageChangesEnabled: "page_view",
  formInteractionsEnabled: "form",
};

function enhancedFinding({ enhanced }: PropertySettings, { goals }: GoalSet): Finding {
  const known = new Set((enhanced ?? []).flatMap((name) => entryIn(ENHANCED, name) ?? []));
  const problems = goals.flatMap((goal) => enhancedProblems(goal, { enhanced: known }));
  const [first] = problems;
  if (!first)
    return ok(
      enhanced === null
        ? "Enhanced measurement is off."
        : "Enhanced measurement counts nothing that a goal counts.",
    );
  return warning(
    problems.map(({ message }) => message).join(" "),
    "In Analytics, open Admin, Data streams, Enhanced measurement, and switch each of them on or off as intended.",
  );
}

function retention({ retention }: PropertySettings): Finding {
  if (retention === null) return ok("Google does not say how long events are kept.");
  return retention === "TWO_MONTHS"
    ? warning(
        "Analytics keeps events for two months: funnels and explorations reach no further back.",
        "In Analytics, open Admin, Data retention, and choose 14 months.",
      )
    : ok(`Analytics keeps events for ${retention.toLowerCase().replaceAll("_", " ")}.`);
}

/** support.google.com/analytics/answer/9383630 */
function thresholds({ signals, reportingIdentity }: PropertySettings): Finding {
  return signals === "GOOGLE_SIGNALS_ENABLED" && reportingIdentity === "BLENDED"
    ? warning(
        "Google signals are on and the reporting identity is blended: Analytics withholds figures of few people.",
        "In Analytics, open Admin, Reporting identity, and choose Observed or Device-based where small figures matter.",
      )
    : ok("Reports show figures of few people too.");
}
