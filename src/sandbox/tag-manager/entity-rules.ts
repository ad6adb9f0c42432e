/** What Tag Manager checks in a single entity, before looking at anything around it. */

import { entryIn } from "../../entry-in.ts";
import type { Fields } from "../state.ts";
import type { Switches } from "../switches.ts";
import type { EditableKind } from "./entity-kinds.ts";
import { parameterOf, parameterValue } from "./parameters.ts";
import {
  customEventFilterCount,
  emptyParameter,
  internalError,
  invalid,
  unknownEntityType,
} from "./refusals.ts";

/** Characters of a Custom HTML tag in a free container. */
const CUSTOM_HTML_LIMIT = 102_400;

/** @throws GoogleError in Tag Manager's words. */
export function checkEntity(kind: EditableKind, fields: Fields, switches: Switches): void {
  if (fields["name"] === undefined) throw invalid("name", "The value must not be empty.");
  RULES[kind](fields, switches);
}

type Rule = (fields: Fields, switches: Switches) => void;

const RULES: Readonly<Record<EditableKind, Rule>> = {
  tag: checkTag,
  trigger: checkTrigger,
  variable: checkVariable,
  folder: () => {},
};

function checkTag(fields: Fields, switches: Switches): void {
  if (fields["type"] === undefined) throw unknownEntityType();
  if (switches.refusesColonInTagNames && String(fields["name"]).includes(":")) {
    throw invalid("name", "The value contains invalid characters.");
  }
  for (const sequence of ["setupTag", "teardownTag"]) checkSequence(sequence, fields);
  checkParameterTypes(fields);
  entryIn(TAG_TYPES, String(fields["type"]))?.(fields);
}

/** "Currently we only allow one", the API's own documentation says. */
function checkSequence(name: string, fields: Fields): void {
  const tags = (fields[name] ?? []) as readonly Fields[];
  if (tags.length > 1) throw invalid(name, "Only one tag is allowed.");
  for (const tag of tags)
    if (tag["tagName"] === undefined) throw invalid(`${name}.tag_name`, "The value must not be empty.");
}

const TAG_TYPES: { readonly [type: string]: ((fields: Fields) => void) | undefined } = {
  gaawe: checkEventTag,
  googtag: (fields) => require(fields, "tagId"),
  html: checkCustomHtml,
};

/** A GA4 event needs a name and a destination: a measurement id or, in older containers, a configuration tag. */
function checkEventTag(fields: Fields): void {
  require(fields, "eventName");
  const configured = parameterValue(fields, "measurementId") !== undefined;
  if (configured && parameterValue(fields, "measurementIdOverride") !== undefined) {
    throw invalid("vendorTemplate.parameter.measurementIdOverride", "Only one measurement ID is allowed.");
  }
  if (!configured) require(fields, "measurementIdOverride");
}

function checkCustomHtml(fields: Fields): void {
  require(fields, "html");
  if ((parameterValue(fields, "html") ?? "").length > CUSTOM_HTML_LIMIT) {
    throw invalid(
      "vendorTemplate.parameter.html",
      `The value must not be longer than ${CUSTOM_HTML_LIMIT} characters.`,
    );
  }
}

function require(fields: Fields, key: string): void {
  if (parameterValue(fields, key) === undefined) throw emptyParameter(key);
}

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

function checkVariable(fields: Fields): void {
  if (fields["type"] === undefined) throw unknownEntityType();
  checkParameterTypes(fields);
}

/** Every parameter says what it is, at every depth. */
function checkParameterTypes(fields: Fields): void {
  for (const list of ["parameter", "list", "map"]) {
    for (const parameter of (fields[list] ?? []) as readonly Fields[]) {
      if (parameter["type"] === undefined) throw invalid("parameter.type", "The value must not be empty.");
      checkParameterTypes(parameter);
    }
  }
}
