/** A colleague's change of a key event in Analytics' screen. */
import { createKeyEvent, deleteKeyEvent, updateKeyEvent } from "../analytics-admin/key-events.ts";
import { MESSAGES } from "../analytics-admin/messages.ts";
import { type Call, requestRules, type World } from "../call.ts";
import { InvalidInput } from "../invalid-input.ts";
import { readMessage } from "../message.ts";
import type { Fields, Json, PropertyState } from "../state.ts";
import type { EditWork, PropertyEdit } from "./screen-edit.ts";

/**
 * Held to the same checks as a change through the API.
 *
 * @returns the key event as it is now; nothing of a removed one.
 * @throws InvalidInput when there is no such property or key event.
 * @throws GoogleError for what Analytics itself refuses.
 */
export function editProperty(world: World, edit: PropertyEdit): Json {
  const property = propertyOf(world, edit);
  if ("add" in edit) {
    return createKeyEvent(callFor(world, property, { eventName: edit.keyEvent, ...edit.add }));
  }
  const found = property.keyEvents.find(({ eventName }) => eventName === edit.keyEvent);
  if (found === undefined) {
    throw new InvalidInput(`Property ${property.id} has no key event named "${edit.keyEvent}".`);
  }
  return changeOrDelete(world, property, found.id, edit);
}

function changeOrDelete(
  world: World,
  property: PropertyState,
  keyEvent: string,
  work: Exclude<EditWork, { add: Fields }>,
): Json {
  if ("remove" in work) return deleteKeyEvent(callFor(world, property, {}, { entity: keyEvent }));
  const updateMask = Object.keys(work.set).map(snakeCase).join(",");
  return updateKeyEvent(callFor(world, property, work.set, { entity: keyEvent, updateMask }));
}

function callFor(
  world: World,
  property: PropertyState,
  json: Fields,
  { entity = "", updateMask = "" } = {},
): Call {
  const params = { property: property.id, entity };
  const body = readMessage(MESSAGES, "KeyEvent", json, requestRules(world.switches));
  return { ...world, path: "", params, query: new URLSearchParams({ updateMask }), body };
}

function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

function propertyOf({ state }: World, { property }: PropertyEdit): PropertyState {
  const id = property.replace(/^properties\//, "");
  const found = state.analytics.properties.find((known) => known.id === id);
  if (found === undefined) throw new InvalidInput(`There is no property ${id}.`);
  return found;
}
