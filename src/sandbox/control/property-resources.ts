/** What a colleague can find by its name in Analytics' screen. */
import { RESOURCE_KINDS, type ResourceName } from "../analytics-admin/kinds.ts";
import { nameOf, type ResourceKind, wordsFor } from "../analytics-admin/resource-kind.ts";
import { inUse, resourcesOf } from "../analytics-admin/resource-lists.ts";
import { InvalidInput } from "../invalid-input.ts";
import type { DataStreamState, PropertyState } from "../state.ts";

/** As an edit calls the kinds, such as `keyEvent`. */
export const RESOURCE_NAMES = RESOURCE_KINDS.map(nameOf) as readonly ResourceName[];

export function kindNamed(name: ResourceName): ResourceKind {
  return RESOURCE_KINDS.find((kind) => nameOf(kind) === name)!;
}

interface FoundResource {
  /** Empty for what is not part of a stream. */
  readonly stream: string;
  readonly entity: string;
  readonly name: unknown;
}

/**
 * By its id or its name.
 *
 * @throws InvalidInput when there is none, or several have the name.
 */
export function findByName(
  kind: ResourceKind,
  property: PropertyState,
  streams: readonly DataStreamState[],
  name: string,
): FoundResource {
  const all = allOf(kind, property, streams);
  const byId = all.filter(({ entity }) => entity === name);
  const [first, ...others] = byId.length > 0 ? byId : all.filter((one) => one.name === name);
  if (first === undefined) {
    throw new InvalidInput(`Property ${property.id} has no ${wordsFor(kind)} named "${name}".`);
  }
  if (others.length === 0) return first;
  const ids = [first, ...others].map(({ entity }) => entity).join(", ");
  throw new InvalidInput(`There are several named "${name}". Name one of them by its id: ${ids}.`);
}

function allOf(
  kind: ResourceKind,
  property: PropertyState,
  streams: readonly DataStreamState[],
): FoundResource[] {
  const owners = kind.partOf === "stream" ? streams : [property];
  return owners.flatMap((owner) =>
    inUse(resourcesOf(kind, owner)).map(({ id, fields }) => ({
      stream: kind.partOf === "stream" ? owner.id : "",
      entity: id,
      name: fields[kind.nameField],
    })),
  );
}
