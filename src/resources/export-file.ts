/**
 * Entities as the file that Tag Manager's own screens export and import (Admin → Import container), format 2.
 *
 * It differs from the API in the spelling of enums: `PAGEVIEW`, `TEMPLATE`, `ONCE_PER_EVENT`. Types of tags and variables
 * are not enums. The screen gives its own ids, and keeps names and notes.
 */
import type { Entity } from "./body.ts";
import type { Json, JsonObject } from "./json.ts";
import { ENTITIES, ENTITY_KINDS } from "./kinds.ts";
import type { EntityKind } from "./resource.ts";

export interface ExportedContainer {
  readonly account: string;
  readonly container: string;
  /** `GTM-…`; empty where it is not known. */
  readonly publicId: string;
  readonly name: string;
}

export interface Exported {
  readonly entities: Readonly<Record<EntityKind, readonly Entity[]>>;
  readonly builtInVariables: readonly { readonly type: string; readonly name: string }[];
}

/** @param at UTC */
export function exportFile(
  { entities, builtInVariables }: Exported,
  to: ExportedContainer,
  at: Date,
): JsonObject {
  const { account: accountId, container: containerId, publicId, name } = to;
  const ids = { accountId, containerId };
  const path = `accounts/${accountId}/containers/${containerId}`;
  const screen = "https://tagmanager.google.com/#";
  const lists = ENTITY_KINDS.map((kind) => [
    ENTITIES[kind].collection,
    entities[kind].map((entity) => ({ ...ids, ...spelled(kind, entity) })),
  ]);
  return {
    exportFormatVersion: 2,
    exportTime: at.toISOString().slice(0, 19).replace("T", " "),
    containerVersion: {
      path: `${path}/versions/0`,
      ...ids,
      containerVersionId: "0",
      container: {
        path,
        ...ids,
        name,
        publicId,
        usageContext: ["WEB"],
        fingerprint: "0",
        tagManagerUrl: `${screen}/container/${path}/workspaces?apiLink=container`,
      },
      ...(Object.fromEntries(lists) as JsonObject),
      builtInVariable: builtInVariables.map(({ type, name: shown }) => ({
        ...ids,
        type: upperSnake(type),
        name: shown,
      })),
      fingerprint: "0",
      tagManagerUrl: `${screen}/versions/${path}/versions/0?apiLink=version`,
    },
  };
}

/** What every exported tag has, whatever it says. */
const OF_TAG: JsonObject = {
  tagFiringOption: "oncePerEvent",
  monitoringMetadata: { type: "map" },
  consentSettings: { consentStatus: "notSet" },
};

function spelled(kind: EntityKind, entity: Entity): JsonObject {
  const { type, ...rest } = { ...(kind === "gtm.tag" ? OF_TAG : {}), ...(entity as JsonObject) };
  const isEnum = kind === "gtm.trigger";
  return {
    ...(type === undefined ? {} : { type: isEnum ? upperSnake(String(type)) : type }),
    ...(withEnums(rest) as JsonObject),
    fingerprint: "0",
  };
}

const ENUMS = ["type", "tagFiringOption", "consentStatus"];

function withEnums(value: Json): Json {
  if (Array.isArray(value)) return value.map(withEnums);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [
      key,
      ENUMS.includes(key) && typeof one === "string" ? upperSnake(one) : withEnums(one),
    ]),
  );
}

/** `youTubeVideo` → `YOU_TUBE_VIDEO`. */
function upperSnake(word: string): string {
  return word.replace(/[A-Z]/g, "_$&").toUpperCase();
}
