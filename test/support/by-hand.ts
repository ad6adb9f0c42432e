/** Entities as people make them in Tag Manager's screens. */
import type { JsonObject } from "../../src/resources/json.ts";
import { MEASUREMENT_ID } from "./shop.ts";

export const template = (key: string, value: string) => ({ type: "template", key, value });
export const boolean = (key: string, value: boolean) => ({ type: "boolean", key, value: String(value) });

export function condition(type: string, variable: string, value: string, negate = false): JsonObject {
  const parameter = [template("arg0", `{{${variable}}}`), template("arg1", value)];
  return { type, parameter: [...parameter, ...(negate ? [boolean("negate", true)] : [])] };
}

/** Counts page views of a path, or those that other conditions ask for. */
export function pageView(name: string, path: string, ...more: readonly JsonObject[]): JsonObject {
  return { name, type: "pageview", filter: [condition("equals", "Page Path", path), ...more] };
}

/** Fires on a push of the data layer. */
export function customEvent(name: string, event: string, ...filter: readonly JsonObject[]): JsonObject {
  const pushed = condition("equals", "_event", event);
  return { name, type: "customEvent", customEventFilter: [pushed], ...(filter.length > 0 ? { filter } : {}) };
}

export function dataLayerVariable(name: string, key: string): JsonObject {
  return { name, type: "v", parameter: [template("name", key), integer("dataLayerVersion", 2)] };
}

export const integer = (key: string, value: number) => ({ type: "integer", key, value: String(value) });

/** A row of the list of parameters that a GA4 event tag sends. */
export const row = (name: string, value: string) => ({
  type: "map",
  map: [template("parameter", name), template("parameterValue", value)],
});

/** The same in a tag of before 2023, or a property of users. */
export const namedRow = (name: string, value: string) => ({
  type: "map",
  map: [template("name", name), template("value", value)],
});

export interface EventTag {
  readonly event?: string;
  /** Where it sends; null for a tag that does not say it. */
  readonly id?: string | null;
  readonly rows?: readonly JsonObject[];
  /** Further parameters. */
  readonly parameters?: readonly JsonObject[];
  /** Further fields of the tag. */
  readonly more?: JsonObject;
}

/** A GA4 event tag on triggers with these ids. */
export function eventTag(name: string, firingTriggerId: readonly string[], made: EventTag = {}): JsonObject {
  const { event = "thanks", id = MEASUREMENT_ID, rows = [], parameters = [], more = {} } = made;
  return {
    name,
    type: "gaawe",
    firingTriggerId,
    parameter: [
      template("eventName", event),
      ...(id === null ? [] : [template("measurementIdOverride", id)]),
      ...(rows.length === 0 ? [] : [{ type: "list", key: "eventSettingsTable", list: rows }]),
      ...parameters,
    ],
    ...more,
  };
}
