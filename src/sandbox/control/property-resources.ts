/** What a colleague can find by its name in Analytics' screen. */
import { AUDIENCES } from "../analytics-admin/audiences.ts";
import { CALCULATED_METRICS } from "../analytics-admin/calculated-metrics.ts";
import type { CollectionMethods } from "../analytics-admin/collection-routes.ts";
import { CUSTOM_DIMENSIONS, CUSTOM_METRICS } from "../analytics-admin/custom-definitions.ts";
import { EVENT_CREATE_RULES } from "../analytics-admin/event-create-rules.ts";
import { KEY_EVENT_METHODS } from "../analytics-admin/key-events.ts";
import { inUse, methodsOf, type ResourceKind } from "../analytics-admin/made-resources.ts";
import { InvalidInput } from "../invalid-input.ts";
import type { DataStreamState, Fields, MadeResource, PropertyState } from "../state.ts";
import type { PropertyResourceName } from "./screen-edit.ts";

export interface EditedKind {
  readonly words: string;
  readonly message: string;
  /** The field that people know it by. */
  readonly nameField: string;
  readonly methods: CollectionMethods;
  /** What a creation says in its address, as the screen makes it of the fields. */
  newId?(fields: Fields): Readonly<Record<string, string>>;
  /** All that a property has of the kind, or only those of some streams. */
  all(property: PropertyState, streams: readonly DataStreamState[]): readonly EditedResource[];
}

export interface EditedResource {
  /** Empty for what belongs to no stream. */
  readonly stream: string;
  readonly entity: string;
  readonly name: unknown;
}

export const EDITED_KINDS: Readonly<Record<PropertyResourceName, EditedKind>> = {
  keyEvent: {
    words: "key event",
    message: "KeyEvent",
    nameField: "eventName",
    methods: KEY_EVENT_METHODS,
    all: ({ keyEvents }) =>
      keyEvents.map(({ id, eventName }) => ({ stream: "", entity: id, name: eventName })),
  },
  eventCreateRule: {
    ...made(EVENT_CREATE_RULES, "event create rule", "destinationEvent"),
    all: (_, streams) =>
      streams.flatMap(({ id, eventCreateRules }) => found(eventCreateRules, "destinationEvent", id)),
  },
  customDimension: {
    ...made(CUSTOM_DIMENSIONS, "custom dimension", "parameterName"),
    all: ({ customDimensions }) => found(customDimensions, "parameterName"),
  },
  customMetric: {
    ...made(CUSTOM_METRICS, "custom metric", "parameterName"),
    all: ({ customMetrics }) => found(customMetrics, "parameterName"),
  },
  calculatedMetric: {
    ...made(CALCULATED_METRICS, "calculated metric", "displayName"),
    newId: ({ calculatedMetricId, displayName }) => ({
      calculatedMetricId: String(
        calculatedMetricId ?? String(displayName).toLowerCase().replace(/\W+/g, "_"),
      ),
    }),
    all: ({ calculatedMetrics }) => found(calculatedMetrics, "displayName"),
  },
  audience: {
    ...made(AUDIENCES, "audience", "displayName"),
    all: ({ audiences }) => found(audiences, "displayName"),
  },
};

/**
 * By its id or its name.
 *
 * @throws InvalidInput when there is none, or several have the name.
 */
export function findByName(
  kind: EditedKind,
  property: PropertyState,
  streams: readonly DataStreamState[],
  name: string,
): EditedResource {
  const all = kind.all(property, streams);
  const byId = all.filter(({ entity }) => entity === name);
  const [first, ...others] = byId.length > 0 ? byId : all.filter((one) => one.name === name);
  if (first === undefined) {
    throw new InvalidInput(`Property ${property.id} has no ${kind.words} named "${name}".`);
  }
  if (others.length === 0) return first;
  const ids = [first, ...others].map(({ entity }) => entity).join(", ");
  throw new InvalidInput(`There are several named "${name}". Name one of them by its id: ${ids}.`);
}

function made(kind: ResourceKind, words: string, nameField: string): Omit<EditedKind, "all" | "newId"> {
  return { words, message: kind.message, nameField, methods: methodsOf(kind) };
}

function found(stored: readonly MadeResource[], nameField: string, stream = ""): EditedResource[] {
  return inUse(stored).map(({ id, fields }) => ({ stream, entity: id, name: fields[nameField] }));
}
