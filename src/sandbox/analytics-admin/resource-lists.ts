/** The lists of resources that the state has for properties and streams. */
import { type Call, param, type World } from "../call.ts";
import type { DataStreamState, MadeResource, PropertyState } from "../state.ts";
import type { ResourceName } from "./kinds.ts";
import { propertyOf, streamOf } from "./properties.ts";
import { notFound } from "./refusals.ts";
import { listName, type ResourceKind } from "./resource-kind.ts";

/** What the call's parent has of the kind, archived ones included. */
export function storedIn(kind: ResourceKind, call: Call): readonly MadeResource[] {
  return resourcesOf(kind, ownerIn(kind, call));
}

/** Archived ones included. */
export function resourcesOf(kind: ResourceKind, owner: Owner): readonly MadeResource[] {
  const stored = listsOf(owner)[listName(kind)] ?? [];
  return kind.stored ? stored.map(kind.stored.read) : (stored as readonly MadeResource[]);
}

/** Puts a new list in place of that of the call's parent. */
export function store(kind: ResourceKind, call: Call, resources: readonly MadeResource[]): void {
  const { stored } = kind;
  listsOf(ownerIn(kind, call))[listName(kind)] = stored ? resources.map(stored.write) : resources;
}

/** @throws GoogleError 404, for what is archived too. */
export function resourceOf(kind: ResourceKind, call: Call): MadeResource {
  const found = inUse(storedIn(kind, call)).find(({ id }) => id === param(call, "entity"));
  if (found === undefined) throw notFound();
  return found;
}

/** Those that are not archived. */
export function inUse(stored: readonly MadeResource[]): MadeResource[] {
  return stored.filter(({ archiveTime }) => archiveTime === undefined);
}

/** Gives a new property or stream, or one of an older state file, the lists that it does not have. */
export function withLists<Whole extends Owner>(
  kinds: readonly ResourceKind[],
  owner: Omit<Whole, `${ResourceName}s`> & Pick<Owner, "createTime">,
  world: Pick<World, "state">,
): Whole {
  const lists = listsOf(owner);
  for (const kind of kinds) {
    const initial = () => kind.initial?.(world, owner.createTime) ?? [];
    lists[listName(kind)] ??= kind.stored ? initial().map(kind.stored.write) : initial();
  }
  return owner as unknown as Whole;
}

type Owner = PropertyState | DataStreamState;

function ownerIn({ partOf }: ResourceKind, call: Call): Owner {
  return partOf === "stream" ? streamOf(call) : propertyOf(call);
}

function listsOf(owner: Pick<Owner, "createTime">): { [list: string]: readonly unknown[] | undefined } {
  return owner as unknown as { [list: string]: readonly unknown[] | undefined };
}
