/**
 * What `apply` does, one step a resource.
 *
 * A plan tells people what changes; steps tell the edge what to send. They hold
 * ids and whole objects as Google sent them, and so never leave the process.
 */

import type { EntityKind } from "../resources/kinds.ts";
import { OWNED_FIELDS, parametersOf, theirParameters } from "../resources/owned-fields.ts";
import type { Address, JsonObject } from "../resources/resource.ts";

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
 * we do not own is sent back as it was. What belongs to a type goes with the type.
 */
export function updatedEntity(
  live: JsonObject,
  wanted: JsonObject,
  notes: string,
  ownsConsent: boolean,
): JsonObject {
  const sameType = live["type"] === wanted["type"];
  const ours = [...OWNED_FIELDS, ...(ownsConsent ? ["consentSettings"] : [])];
  const dropped = sameType ? ours : [...ours, ...FIELDS_OF_A_TYPE];
  const kept = Object.fromEntries(Object.entries(live).filter(([key]) => !dropped.includes(key)));
  const parameter = [...parametersOf(wanted), ...(sameType ? theirParameters(live) : [])];
  return { ...wanted, ...kept, ...owned(wanted), notes, ...(parameter.length > 0 ? { parameter } : {}) };
}

/** Not ours to judge, but without a meaning for another type. */
const FIELDS_OF_A_TYPE = ["waitForTagsTimeout", "uniqueTriggerId"];

function owned(wanted: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(wanted).filter(([key]) => OWNED_FIELDS.includes(key)));
}
