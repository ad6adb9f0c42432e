/** Audiences: groups of users, and the events that are logged when somebody joins one. Only in v1alpha. */
import type { Call } from "../../call.ts";
import type { Fields, Json, MadeResource } from "../../state.ts";
import { checkFilterClauses } from "../audience-filters.ts";
import { checkDisplayName } from "../display-name.ts";
import { checkEventName } from "../event-name.ts";
import { failedPrecondition, invalidArgument } from "../refusals.ts";
import type { ResourceKind } from "../resource-kind.ts";
import { inUse } from "../resource-lists.ts";
import { checkRoom } from "../room.ts";
import { missing, requiredText } from "../text-fields.ts";

/** For a standard property (support.google.com/analytics/answer/10447093). */
const AUDIENCE_LIMIT = 100;
const TRIGGER_LIMIT = 20;

const LONGEST_DAYS = 540;

/** As long as Analytics can. */
const FOR_EVER = -1;

/**
 * What every property starts with. Lists show them without their filters. Their ids lie
 * below all that are counted.
 */
const DEFAULT_AUDIENCES: readonly Fields[] = [
  { displayName: "All Users", description: "All users", membershipDurationDays: 30 },
  { displayName: "Purchasers", description: "Users that have made a purchase", membershipDurationDays: 30 },
];
const FIRST_DEFAULT_ID = 4000000001;

export const AUDIENCES: ResourceKind<"Audience"> = {
  message: "Audience",
  partOf: "property",
  isOnlyInAlpha: true,
  removal: "archive",
  nameField: "displayName",
  fields: {
    mutable: [
      "display_name",
      "description",
      "event_trigger",
      "event_trigger.event_name",
      "event_trigger.log_condition",
    ],
    immutable: ["membership_duration_days", "filter_clauses", "exclusion_duration_mode"],
    output: ["name", "ads_personalization_enabled", "create_time"],
  },
  initial: (_, createTime) =>
    DEFAULT_AUDIENCES.map((fields, index) => ({
      id: String(FIRST_DEFAULT_ID + index),
      createTime,
      fields,
    })),
  check: (fields, others, call) => {
    checkDisplayName(requiredText(fields, "displayName"), others, call);
    requiredText(fields, "description");
    if (fields["eventTrigger"] !== undefined) checkTrigger(fields["eventTrigger"], others, call);
  },
  checkNew: (fields, stored, call) => {
    checkDuration(fields["membershipDurationDays"]);
    checkFilterClauses(fields["filterClauses"]);
    checkRoom(call, inUse(stored).length, { of: "audiences", maximum: AUDIENCE_LIMIT });
  },
  checkRemovable: ({ fields }) => {
    if (fields["filterClauses"] === undefined)
      throw failedPrecondition("A default audience cannot be archived.");
  },
  outputOf: ({ createTime }) => ({ adsPersonalizationEnabled: true, createTime }),
};

function checkTrigger(trigger: Json, others: readonly MadeResource[], call: Call): void {
  const { eventName, logCondition } = trigger as Fields;
  checkEventName(eventName);
  if (logCondition === undefined) throw missing("event_trigger.log_condition");
  const withTrigger = others.filter(({ fields }) => fields["eventTrigger"] !== undefined);
  checkRoom(call, withTrigger.length, { of: "audiences with an event trigger", maximum: TRIGGER_LIMIT });
}

function checkDuration(days: Json | undefined): void {
  if (days === undefined) throw missing("membership_duration_days");
  if (days === FOR_EVER || (Number(days) >= 1 && Number(days) <= LONGEST_DAYS)) return;
  throw invalidArgument(`The membership duration must be 1 to ${LONGEST_DAYS} days, or -1.`);
}
