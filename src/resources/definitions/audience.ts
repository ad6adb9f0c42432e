/** Audiences: who did what, and perhaps an event when somebody joins. */

import type { DefinitionBody } from "../body.ts";
import type { JsonObject } from "../json.ts";
import { AUDIENCE_TRIGGERS, limitsOfTier } from "../limits.ts";
import { sorted } from "./canonical-lists.ts";
import { descriptionForPeople, inDescription } from "./mark.ts";
import type { DefinitionRow } from "./row.ts";

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
  isOnePerParameter: false,
  isKnownByName: true,
  eventOf: ({ eventTrigger }) => eventTrigger?.eventName ?? null,
  inWords: ({ displayName }) => `the audience "${displayName}"`,
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
