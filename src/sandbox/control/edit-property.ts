/** A colleague's change in Analytics' screen, of any kind of resource. */
import { methodsOf } from "../analytics-admin/collection-methods.ts";
import { snakeCase } from "../analytics-admin/field-names.ts";
import type { ResourceKind } from "../analytics-admin/resource-kind.ts";
import { MESSAGES } from "../analytics-admin/v1alpha-messages.ts";
import { type Call, requestRules, type World } from "../call.ts";
import { InvalidInput } from "../invalid-input.ts";
import { readMessage } from "../message.ts";
import type { DataStreamState, Fields, Json, PropertyState } from "../state.ts";
import { findByName, kindNamed, RESOURCE_NAMES } from "./property-resources.ts";
import type { EditWork, PropertyEdit } from "./screen-edit.ts";

/**
 * Checked like a change through the API.
 *
 * @returns the resource as it is now; nothing of a removed one.
 * @throws InvalidInput when there is no such property or resource, or several.
 * @throws GoogleError for what Analytics itself refuses.
 */
export function editProperty(world: World, edit: PropertyEdit): Json {
  const property = propertyOf(world, edit);
  const streams = streamsOf(property, edit);
  const { kind, name } = resourceOf(edit);
  if ("add" in edit) {
    const stream = kind.partOf === "stream" ? onlyOne(property, streams).id : "";
    const target = { property: property.id, stream, entity: "" };
    const fields = { [kind.nameField]: name, ...edit.add };
    return methodsOf(kind).create(callFor(world, kind, target, fields, kind.screenQuery?.(fields)));
  }
  const { stream, entity } = findByName(kind, property, streams, name);
  return changeOrRemove(world, kind, { property: property.id, stream, entity }, edit);
}

function resourceOf(edit: PropertyEdit): { kind: ResourceKind; name: string } {
  const names: { readonly [resource: string]: unknown } = edit;
  const resource = RESOURCE_NAMES.find((known) => names[known] !== undefined);
  if (resource === undefined) throw new InvalidInput("The edit does not say what is edited.");
  return { kind: kindNamed(resource), name: String(names[resource]) };
}

function changeOrRemove(
  world: World,
  kind: ResourceKind,
  target: Target,
  work: Exclude<EditWork, { add: Fields }>,
): Json {
  if ("remove" in work) return methodsOf(kind).remove(callFor(world, kind, target, {}));
  const updateMask = Object.keys(work.set).map(snakeCase).join(",");
  return methodsOf(kind).patch(callFor(world, kind, target, work.set, { updateMask }));
}

interface Target {
  readonly property: string;
  readonly stream: string;
  readonly entity: string;
}

function callFor(
  world: World,
  { message }: ResourceKind,
  { property, stream, entity }: Target,
  json: Fields,
  asked: Readonly<Record<string, string>> = {},
): Call {
  const body = readMessage(MESSAGES, message, json, requestRules(world.switches));
  const query = new URLSearchParams(asked);
  return { ...world, path: "", params: { property, stream, entity }, query, body };
}

function propertyOf({ state }: World, { property }: PropertyEdit): PropertyState {
  const id = property.replace(/^properties\//, "");
  const found = state.analytics.properties.find((known) => known.id === id);
  if (found === undefined) throw new InvalidInput(`There is no property ${id}.`);
  return found;
}

/** The one that is named, or all. */
function streamsOf(property: PropertyState, { measurementId }: PropertyEdit): readonly DataStreamState[] {
  if (measurementId === undefined) return property.dataStreams;
  const found = property.dataStreams.filter((stream) => stream.measurementId === measurementId);
  if (found.length > 0) return found;
  throw new InvalidInput(`Property ${property.id} has no web stream ${measurementId}.`);
}

function onlyOne(property: PropertyState, [first, ...others]: readonly DataStreamState[]): DataStreamState {
  if (first !== undefined && others.length === 0) return first;
  throw new InvalidInput(`Property ${property.id} has not one web stream. Name one with "measurementId".`);
}
