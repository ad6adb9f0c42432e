/** Triggers. */
import type { Fields } from "../../state.ts";
import type { EditableKindFacts } from "../entity-kind.ts";
import { parameterOf } from "../parameters.ts";
import { customEventFilterCount, internalError, invalid } from "../refusals.ts";
import type { UsageContext } from "../usage-context.ts";
import { checkParameterTypes } from "./parameter-rules.ts";

const APP = /^(firebase[A-Z]\w*|customEvent|always|triggerGroup)$/;

/** Types of triggers that the screen offers (support.google.com/tagmanager/answer/7679316, /9205783; for apps /7679317). */
const TYPES: Readonly<Record<UsageContext, RegExp>> = {
  web: /^(?!amp[A-Z]|firebase[A-Z]|serverPageview$)/,
  server: /^(always|customEvent|serverPageview|triggerGroup)$/,
  amp: /^(amp[A-Z]\w*|pageview|customEvent|triggerGroup)$/,
  android: APP,
  ios: APP,
  androidSdk5: APP,
  iosSdk5: APP,
};

const WITHOUT_AUTO_EVENT_FILTER = ["click", "linkClick", "formSubmission"];

export const TRIGGERS: EditableKindFacts = {
  collection: "triggers",
  message: "Trigger",
  idField: "triggerId",
  listName: "trigger",
  countField: "numTriggers",
  needed: ["name", "type"],
  isMeantByName: false,
  isUsedBy: ({ triggers }, { id }) => triggers.has(id),
  check: checkTrigger,
  completed: (fields, { autoEventFilter }) => {
    if (autoEventFilter === "keep" || !WITHOUT_AUTO_EVENT_FILTER.includes(String(fields["type"])))
      return fields;
    const { autoEventFilter: _, ...others } = fields;
    return others;
  },
  /** The text was never published. */
  misfit: (context, fields) => {
    const type = String(fields["type"]);
    if (TYPES[context].test(type)) return undefined;
    return invalid("type", `The trigger type ${type} is not supported in this container.`);
  },
};

function checkTrigger(fields: Fields): void {
  if (fields["type"] === undefined) throw invalid("type", "Trigger must have a type.");
  const events = (fields["customEventFilter"] ?? []) as readonly Fields[];
  if (fields["type"] === "customEvent" && events.length !== 1) throw customEventFilterCount();
  for (const list of ["filter", "autoEventFilter", "customEventFilter"]) checkConditions(list, fields);
  checkParameterTypes(fields);
}

/** A condition without a left side makes the API itself fail (google-api-nodejs-client issues 3595 and 3597). */
function checkConditions(list: string, fields: Fields): void {
  for (const condition of (fields[list] ?? []) as readonly Fields[]) {
    if (condition["type"] === undefined) throw invalid(`${list}.type`, "The value must not be empty.");
    if (parameterOf(condition, "arg0") === undefined) throw internalError();
    checkParameterTypes(condition);
  }
}
