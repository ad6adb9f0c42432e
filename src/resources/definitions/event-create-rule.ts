/** Event create rules: Analytics makes an event of another one, in one web stream. */
import { eventConditionText } from "../condition-words.ts";
import type { FieldSubject } from "../field-subject.ts";
import type { Json, JsonObject } from "../json.ts";
import { RULES_PER_STREAM } from "../limits.ts";
import { sorted } from "./canonical-lists.ts";
import { IN_PARAMETER, mutationsForEvents } from "./mark.ts";
import type { DefinitionRow } from "./row.ts";

/** What can be changed: developers.google.com/analytics/devguides/config/admin/v1/rest/v1alpha/properties.dataStreams.eventCreateRules. */
export const EVENT_CREATE_RULE: DefinitionRow = {
  label: "event create rule",
  plural: "event create rules",
  jsonKey: "event_create_rules",
  addressedBy: "goal or step",
  belongsTo: "web stream",
  changedInTurn: 3,
  removedInTurn: 2,
  nameField: "destinationEvent",
  identity: null,
  takes: () => [],
  isOfReports: false,
  eventOf: ({ destinationEvent }) => destinationEvent ?? null,
  inWords: () => "an event create rule",
  detail: (after) => `when ${conditionsIn(after("eventConditions")).map(eventConditionText).join(" and ")}`,
  said: {},
  fieldIsAbout,
  menu: "Admin → Data display → Events → Create event → Create",
  form: ({ destinationEvent, eventConditions, parameterMutations, sourceCopyParameters }) => [
    `Custom event name: ${String(destinationEvent)}`,
    ...(eventConditions ?? []).map((one) => `Matching condition, without quotes: ${eventConditionText(one)}`),
    `Copy parameters from the source event: ${sourceCopyParameters === true ? "yes" : "no"}`,
    ...(parameterMutations ?? []).map(
      ({ parameter, parameterValue }) =>
        `Modify parameter: ${String(parameter)}, new value: ${String(parameterValue)}`,
    ),
  ],
  compared: (body) => ({
    destinationEvent: body.destinationEvent ?? null,
    eventConditions: sorted(body.eventConditions, ({ field }) => String(field)),
    sourceCopyParameters: body.sourceCopyParameters === true,
    parameterMutations: Object.fromEntries(
      mutationsForEvents(body).map(({ parameter, parameterValue }) => [parameter, parameterValue ?? null]),
    ),
  }),
  masks: {
    destinationEvent: "destination_event",
    eventConditions: "event_conditions",
    sourceCopyParameters: "source_copy_parameters",
    parameterMutations: "parameter_mutations",
  },
  mark: IN_PARAMETER,
  memory: "rules",
  limits: [
    {
      code: "rule-limit",
      what: "event create rules",
      most: () => RULES_PER_STREAM,
      counts: () => true,
      makesRoom: "only afterwards",
      manyFrom: 40,
    },
  ],
};

function conditionsIn(list: Json): readonly JsonObject[] {
  return Array.isArray(list) ? (list as readonly JsonObject[]) : [];
}

function fieldIsAbout(path: string): FieldSubject {
  const parameter = /^parameterMutations\.(.*)$/.exec(path)?.[1];
  if (parameter !== undefined) return `parameter:${parameter}`;
  return path === "destinationEvent" ? "event" : "what counts";
}
