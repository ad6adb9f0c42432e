/**
 * What `apply` does, one step a resource.
 *
 * A plan tells people what changes; steps tell the edge what to send. They hold
 * ids and whole objects as Google sent them, and so never leave the process.
 */

import { OWNED_TAG_PARAMETERS } from "../resources/canonical.ts";
import type { EntityKind } from "../resources/kinds.ts";
import type { Address, Json, JsonObject } from "../resources/resource.ts";

export type Step =
  | {
      readonly do: "create entity";
      readonly kind: EntityKind;
      readonly address: Address;
      readonly entity: JsonObject;
    }
  | {
      readonly do: "update entity";
      readonly kind: EntityKind;
      readonly address: Address;
      readonly entity: JsonObject;
    }
  | {
      readonly do: "delete entity";
      readonly kind: EntityKind;
      readonly address: Address;
      readonly entity: JsonObject;
    }
  | { readonly do: "enable built-in variable"; readonly type: string }
  | { readonly do: "create key event"; readonly eventName: string; readonly body: JsonObject }
  | {
      readonly do: "update key event";
      readonly eventName: string;
      readonly resourceName: string;
      readonly body: JsonObject;
      /** Snake case, as `updateMask` wants it. */
      readonly mask: readonly string[];
    }
  | { readonly do: "delete key event"; readonly eventName: string; readonly resourceName: string };

export type GtmStep = Extract<Step, { do: `${string} entity` | "enable built-in variable" }>;
export type EntityStep = Extract<Step, { do: `${string} entity` }>;
export type KeyEventStep = Extract<Step, { do: `${string} key event` }>;

export function isEntityStep(step: Step): step is EntityStep {
  return step.do.endsWith(" entity");
}

export function isKeyEventStep(step: Step): step is KeyEventStep {
  return step.do.endsWith(" key event");
}

/**
 * A whole object to send for an update: Google's PUT replaces everything, so what
 * we do not own is sent back as it was.
 */
export function updatedEntity(live: JsonObject, wanted: JsonObject, notes: string): JsonObject {
  const parameter = mergedParameters(live, wanted);
  const merged = { ...wanted, ...leftToPeople(live), notes };
  const kept = withoutOwnedFields(live);
  return { ...kept, ...merged, ...(parameter.length > 0 ? { parameter } : {}) };
}

/** Fields of ours that the file may no longer ask for; sent back they would come alive again. */
const OWNED_FIELDS = [
  "filter",
  "customEventFilter",
  "autoEventFilter",
  "eventName",
  "interval",
  "limit",
  "formatValue",
  "firingTriggerId",
  "paused",
  "parameter",
];

/** People may set these to something of their own; what we write at creation is only a start. */
const LEFT_TO_PEOPLE = [
  "monitoringMetadata",
  "consentSettings",
  "uniqueTriggerId",
  "waitForTagsTimeout",
] as const;

function leftToPeople(live: JsonObject): JsonObject {
  return Object.fromEntries(
    LEFT_TO_PEOPLE.flatMap((key) => (live[key] === undefined ? [] : [[key, live[key]]])),
  );
}

function withoutOwnedFields(live: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(live).filter(([key]) => !OWNED_FIELDS.includes(key)));
}

function mergedParameters(live: JsonObject, wanted: JsonObject): Json[] {
  const owned = OWNED_TAG_PARAMETERS[String(wanted["type"])];
  const theirs = owned ? parametersOf(live).filter((one) => !owned.includes(String(one["key"]))) : [];
  return [...parametersOf(wanted), ...theirs];
}

function parametersOf(entity: JsonObject): JsonObject[] {
  return Array.isArray(entity["parameter"]) ? (entity["parameter"] as JsonObject[]) : [];
}
