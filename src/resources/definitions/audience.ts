/** Audiences: who did what, and perhaps an event when somebody joins. */

import { entryIn } from "../../entry-in.ts";
import type { AudienceFieldFilter, AudienceFilterClause, DefinitionBody } from "../body.ts";
import type { Json, JsonObject } from "../json.ts";
import { AUDIENCE_TRIGGERS, limitsOfTier } from "../limits.ts";
import { audienceFilterText } from "./audience-text.ts";
import { sorted } from "./canonical-lists.ts";
import { descriptionForPeople, inDescription } from "./mark.ts";
import { type DefinitionRow, describedLines } from "./row.ts";

/** What can be changed: developers.google.com/analytics/devguides/config/admin/v1/rest/v1alpha/properties.audiences. */
export const AUDIENCE: DefinitionRow = {
  label: "audience",
  plural: "audiences",
  jsonKey: "audiences",
  addressedBy: "goal or list",
  belongsTo: "property",
  changedInTurn: 4,
  removedInTurn: 2,
  nameField: "displayName",
  identity: null,
  takes: ({ displayName }) => [`audience ${displayName}`],
  isOfReports: false,
  eventOf: ({ eventTrigger }) => eventTrigger?.eventName ?? null,
  inWords: ({ displayName }) => `the audience "${displayName}"`,
  detail: (after) => `${membersStay(after("membershipDurationDays"))}${logs(after("eventTrigger"))}`,
  said: {},
  fieldIsAbout: (path) => {
    if (path === "displayName") return "name";
    return path === "description" ? null : "what counts or event";
  },
  menu: "Admin → Data display → Audiences → New audience → Create a custom audience",
  form: (body) => [
    ...(body.filterClauses ?? []).map(
      (clause) =>
        `${clause.clauseType === "EXCLUDE" ? "Exclude" : "Include"} users who: ${clauseText(clause)}`,
    ),
    `Membership duration: ${String(body.membershipDurationDays)} days`,
    ...triggerLines(body.eventTrigger?.eventName),
    ...describedLines(body),
  ],
  compared,
  masks: { displayName: "display_name", description: "description", eventTrigger: "event_trigger" },
  mark: inDescription("ga4.audience"),
  memory: "audiences",
  limits: [
    {
      code: "audience-limit",
      what: "audiences",
      most: (tier) => limitsOfTier(tier).audiences,
      counts: () => true,
      makesRoom: "only afterwards",
    },
    {
      code: "trigger-limit",
      what: "audiences with a trigger",
      most: () => AUDIENCE_TRIGGERS,
      counts: ({ eventTrigger }) => eventTrigger !== undefined && eventTrigger !== null,
      makesRoom: "only afterwards",
    },
  ],
};

/** How long an exclusion lasts means something only where a clause excludes (the API's Audience). */
function compared(body: DefinitionBody): JsonObject {
  const excludes = (body.filterClauses ?? []).some(({ clauseType }) => clauseType === "EXCLUDE");
  return {
    membershipDurationDays: body.membershipDurationDays ?? null,
    eventTrigger: body.eventTrigger ?? null,
    exclusionDurationMode: excludes ? (body.exclusionDurationMode ?? "EXCLUDE_TEMPORARILY") : null,
    filterClauses: sorted(body.filterClauses),
    displayName: body.displayName ?? null,
    description: descriptionForPeople(body),
  };
}

function membersStay(days: Json): string {
  return days === -1 ? "members stay as long as they can" : `members stay ${String(days)} days`;
}

function logs(trigger: Json): string {
  const event = (trigger as { eventName?: Json } | null)?.eventName;
  return typeof event === "string" ? `, logs ${event}` : "";
}

function triggerLines(event: string | null | undefined): readonly string[] {
  return event
    ? [`Audience trigger: create the event ${event}; log it again when somebody joins again: yes`]
    : [];
}

function clauseText({ simpleFilter, sequenceFilter }: AudienceFilterClause): string {
  const leaf = ({ fieldName, numericFilter }: AudienceFieldFilter) => {
    const [number] = Object.values(numericFilter?.value ?? {});
    return `${String(fieldName)} > ${String(number)}`;
  };
  const { scope, filterExpression } = simpleFilter ?? {};
  if (filterExpression)
    return `${audienceFilterText(filterExpression, leaf) ?? ""}, ${entryIn(SCOPES, String(scope)) ?? "at any time"}`;
  const steps = sequenceFilter?.sequenceSteps ?? [];
  return `did these one after the other (indirectly followed by): ${steps.map((step) => audienceFilterText(step, leaf) ?? "").join(", then ")}`;
}

const SCOPES: Readonly<Record<string, string>> = {
  AUDIENCE_FILTER_SCOPE_WITHIN_SAME_SESSION: "within the same session",
};
