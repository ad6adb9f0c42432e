/** A container export as Google's API gives the same entities: without the spelling of export files. */

import type { JsonObject } from "../../src/resources/json.ts";
import { ENTITIES, ENTITY_KINDS } from "../../src/resources/kinds.ts";
import type { EntityKind } from "../../src/resources/resource.ts";
import type { ContainerContent } from "../../src/resources/snapshot.ts";
import { readExport } from "../../src/sandbox/container-export.ts";

export function contentOf(exported: unknown): ContainerContent {
  const { content } = readExport(exported);
  const entities = (kind: EntityKind): JsonObject[] => {
    const { collection, idField } = ENTITIES[kind];
    return content.entities[collection].map(({ id, fields }) => ({ ...fields, [idField]: id }) as JsonObject);
  };
  return {
    entities: Object.fromEntries(
      ENTITY_KINDS.map((kind) => [kind, entities(kind)]),
    ) as unknown as ContainerContent["entities"],
    builtInVariables: content.builtInVariables,
    rest: "",
  };
}
