/** Key events: the events of a property that count as conversions. */
import { type Call, param, type Route } from "../call.ts";
import type { Fields, Json, KeyEventState, PropertyState } from "../state.ts";
import { type CollectionMethods, collectionRoutes } from "./collection-routes.ts";
import { checkEventName } from "./event-name.ts";
import { listAnswer } from "./listing.ts";
import { nextId } from "./next-id.ts";
import { propertyOf } from "./properties.ts";
import { alreadyExists, failedPrecondition, invalidArgument, notFound } from "./refusals.ts";
import { checkRoom } from "./room.ts";
import { maskedPaths, patched } from "./update-mask.ts";

export const KEY_EVENT_METHODS: CollectionMethods = { list, get, create, patch, remove };

/** Paths are without the version, which both have in common. */
export const KEY_EVENT_ROUTES: readonly Route[] = collectionRoutes(
  { path: "properties/{property}/keyEvents", message: "KeyEvent", removal: "delete" },
  KEY_EVENT_METHODS,
);

/** For a standard property; only key events that people added count. */
const CUSTOM_KEY_EVENT_LIMIT = 30;

/** What a patch may name, and what it may not. */
const FIELDS = {
  mutable: ["counting_method", "default_value", "default_value.numeric_value", "default_value.currency_code"],
  fixed: ["name", "event_name", "create_time", "deletable", "custom"],
};

function list(call: Call): Json {
  const property = propertyOf(call);
  return listAnswer(call, {
    name: "keyEvents",
    items: property.keyEvents,
    idOf: ({ id }) => id,
    answer: (event) => answer(property, event),
  });
}

function get(call: Call): Json {
  const property = propertyOf(call);
  return answer(property, keyEventOf(call, property));
}

function create(call: Call): Json {
  const property = propertyOf(call);
  const eventName = checkEventName(call.body["eventName"]);
  const settings = settingsOf(call.body);
  if (property.keyEvents.some((other) => other.eventName === eventName)) throw alreadyExists();
  checkRoom(property.keyEvents.filter(({ custom }) => custom).length, {
    of: "key events",
    maximum: CUSTOM_KEY_EVENT_LIMIT,
    per: "property",
    status: call.switches.keyEventLimitStatus,
  });
  const event = {
    id: nextId(call),
    eventName,
    createTime: new Date(call.clock()).toISOString(),
    ...settings,
    custom: true,
  };
  property.keyEvents.push(event);
  return answer(property, event);
}

/** Only what the mask names is changed; what it names and the body lacks is cleared. */
function patch(call: Call): Json {
  const property = propertyOf(call);
  const old = keyEventOf(call, property);
  const paths = maskedPaths(call.query.get("updateMask"), FIELDS, call.switches);
  const { eventName } = call.body;
  if (call.query.get("updateMask") === "*" && eventName !== undefined && eventName !== old.eventName) {
    throw invalidArgument("The field event_name cannot be updated.");
  }
  const current: Fields = {
    countingMethod: old.countingMethod,
    ...(old.defaultValue && { defaultValue: old.defaultValue }),
  };
  const { defaultValue: _, ...kept } = old;
  const event = { ...kept, ...settingsOf(patched(current, call.body, paths)) };
  property.keyEvents = property.keyEvents.map((other) => (other.id === old.id ? event : other));
  return answer(property, event);
}

function remove(call: Call): Json {
  const property = propertyOf(call);
  const event = keyEventOf(call, property);
  if (!event.custom) throw failedPrecondition("This key event cannot be deleted.");
  property.keyEvents = property.keyEvents.filter(({ id }) => id !== event.id);
  return {};
}

function keyEventOf(call: Call, property: PropertyState): KeyEventState {
  const found = property.keyEvents.find(({ id }) => id === param(call, "entity"));
  if (found === undefined) throw notFound();
  return found;
}

type Settings = Pick<KeyEventState, "countingMethod" | "defaultValue">;

function settingsOf(fields: Fields): Settings {
  const { countingMethod, defaultValue } = fields;
  if (typeof countingMethod !== "string") throw invalidArgument("The field counting_method is required.");
  if (defaultValue === undefined) return { countingMethod };
  return { countingMethod, defaultValue: defaultValueOf(defaultValue as Fields) };
}

/** The two belong together. A value of 0 cannot be distinguished from a missing one, so it does not count as one. */
function defaultValueOf({ numericValue, currencyCode }: Fields): NonNullable<Settings["defaultValue"]> {
  if (typeof numericValue !== "number")
    throw invalidArgument("The field default_value.numeric_value is required.");
  if (typeof currencyCode !== "string")
    throw invalidArgument("The field default_value.currency_code is required.");
  if (!/^[A-Z]{3}$/.test(currencyCode)) {
    throw invalidArgument(`"${currencyCode}" is not a currency code of ISO 4217.`);
  }
  return { numericValue, currencyCode };
}

function answer(property: PropertyState, event: KeyEventState): Json {
  const { id, custom, eventName, createTime, countingMethod, defaultValue } = event;
  return {
    name: `properties/${property.id}/keyEvents/${id}`,
    eventName,
    createTime,
    ...(custom && { deletable: true, custom: true }),
    countingMethod,
    ...(defaultValue !== undefined && { defaultValue }),
  };
}
