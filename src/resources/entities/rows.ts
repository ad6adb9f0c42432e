/** Folders, variables, triggers and tags: which of their fields are ours, and in which form they are compared. */
import { compareText } from "../../diagnostic.ts";
import { entryIn } from "../../entry-in.ts";
import type { Owns } from "../adopted.ts";
import type { Entity } from "../body.ts";
import { isExceptionAddress } from "../exceptions.ts";
import type { FieldSubject } from "../field-subject.ts";
import type { Json, JsonObject } from "../json.ts";
import { conditions, eventConditions, parameters, parameterValue, withoutEmpty } from "./parameters.ts";
import type { EntityRow, NameId } from "./row.ts";

export const FOLDER: EntityRow = {
  label: "folder",
  plural: "folders",
  addressedBy: "goal or step",
  collection: "folder",
  idField: "folderId",
  compared: () => ({}),
  fieldIsAbout: () => null,
};

export const VARIABLE: EntityRow = {
  label: "variable",
  plural: "variables",
  addressedBy: "goal or step",
  collection: "variable",
  idField: "variableId",
  compared: (variable, nameId) => ({
    folder: folderOf(variable, nameId),
    ...typeAndParameters(variable),
    formatValue: formatOf(variable),
  }),
  fieldIsAbout: () => "anything that is read",
};

export const TRIGGER: EntityRow = {
  label: "trigger",
  plural: "triggers",
  addressedBy: "goal or step",
  collection: "trigger",
  idField: "triggerId",
  compared: (trigger, nameId) => ({
    folder: folderOf(trigger, nameId),
    ...typeAndParameters(trigger),
    customEventFilter: eventConditions(trigger.customEventFilter),
    filter: conditions(trigger.filter),
    autoEventFilter: conditions(trigger.autoEventFilter),
    eventName: parameterValue(trigger.eventName),
    interval: parameterValue(trigger.interval),
    limit: parameterValue(trigger.limit),
    waitForTags: parameterValue(trigger.waitForTags),
    checkValidation: parameterValue(trigger.checkValidation),
  }),
  fieldIsAbout: () => "what counts",
};

export const TAG: EntityRow = {
  label: "tag",
  plural: "tags",
  addressedBy: "goal or step",
  collection: "tag",
  idField: "tagId",
  compared: (tag, nameId, owns) => ({
    folder: folderOf(tag, nameId),
    type: tag.type ?? null,
    parameter: ownedParameters(tag, owns),
    firingTrigger: (tag.firingTriggerId ?? []).map((id) => nameId("gtm.trigger", id)).sort(compareText),
    exceptions: (tag.blockingTriggerId ?? [])
      .map((id) => nameId("gtm.trigger", id))
      .filter(isExceptionAddress)
      .sort(compareText),
    tagFiringOption: tag.tagFiringOption ?? "oncePerEvent",
    paused: tag.paused === true ? true : null,
  }),
  fieldIsAbout: tagFieldIsAbout,
};

/**
 * The parameters that we own in a tag of each type. Others (a user-data variable
 * that somebody added, say) are theirs: neither compared nor touched.
 */
const OWNED_TAG_PARAMETERS: Readonly<Record<string, readonly string[]>> = {
  gaawe: ["eventName", "measurementIdOverride", "measurementId", "eventSettingsTable", "eventParameters"],
  html: ["html", "supportDocumentWrite"],
  googtag: ["tagId"],
};

/** With what is ours only because the file asks for it; undefined for a type that goalform does not write. */
export function ownedTagParameters(
  { type }: Entity,
  { userProperties, ecommerce }: Owns,
): readonly string[] | undefined {
  const always = entryIn(OWNED_TAG_PARAMETERS, String(type));
  if (type !== "gaawe" || always === undefined) return always;
  return [...always, ...(userProperties ? ["userProperties"] : []), ...(ecommerce ? ECOMMERCE : [])];
}

const ECOMMERCE: readonly string[] = ["sendEcommerceData", "getEcommerceDataFrom", "ecommerceMacroData"];

function tagFieldIsAbout(path: string): FieldSubject {
  const [, table, name] = /^parameter\.(eventSettingsTable|userProperties)\[(.*)\]$/.exec(path) ?? [];
  if (name !== undefined) return table === "userProperties" ? `user property:${name}` : `parameter:${name}`;
  if (ECOMMERCE.some((key) => path.startsWith(`parameter.${key}`))) return "ecommerce";
  if (path === "parameter.eventName") return "event";
  return path.startsWith("consent") ? "consent" : "what counts";
}

function ownedParameters(tag: Entity, owns: Owns): JsonObject {
  const owned = ownedTagParameters(tag, owns);
  const all = parameters(tag.parameter);
  return owned ? withoutEmpty(Object.fromEntries(owned.map((key) => [key, all[key] ?? null]))) : all;
}

function folderOf({ parentFolderId: id }: Entity, nameId: NameId): Json {
  return id ? nameId("gtm.folder", id) : null;
}

function typeAndParameters({ type, parameter }: Entity): JsonObject {
  return { type: type ?? null, parameter: parameters(parameter) };
}

function formatOf({ formatValue }: Entity): Json {
  const entries = Object.entries(formatValue ?? {}).map(
    ([key, item]) => [key, item !== null && typeof item === "object" ? parameterValue(item) : item] as const,
  );
  return withoutEmpty(Object.fromEntries(entries));
}
