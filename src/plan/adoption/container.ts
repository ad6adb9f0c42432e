/** A container as adoption looks at it: what has which name, what fires what, and whose it is. */
import { lookupIn } from "../../lift/as-compiled.ts";
import type { Lookup } from "../../lift/lookup.ts";
import type { Entity } from "../../resources/body.ts";
import type { Compiled } from "../../resources/compiled.ts";
import { type Mark, readMark } from "../../resources/mark.ts";
import { type Address, desiredOf } from "../../resources/resource.ts";
import type { ContainerContent } from "../../resources/snapshot.ts";

export interface LiveTag {
  readonly entity: Entity;
  readonly mark: Mark | null;
}

export interface Container {
  readonly content: ContainerContent;
  readonly owner: string;
  readonly lookup: Lookup;
  /** The same with triggers that the file asks for, under ids of their own, and the variables that they read. */
  readonly lookupWith: (triggers: readonly Entity[]) => Lookup;
  readonly tags: readonly LiveTag[];
  /** Null for one that Tag Manager brings along. */
  readonly trigger: (id: string) => Entity | null;
  /** The address of a trigger that carries our mark. */
  readonly ownTrigger: (id: string) => Address | null;
  /** Whether it says that this is ours, for a goal, step or forward that the file does not have any more. */
  readonly isGivenUp: (mark: Mark) => boolean;
  /** Tags and trigger groups that refer to a trigger. */
  readonly usersOf: (id: string) => readonly Entity[];
  /** Whether a variable carries our mark, or is to be made by us. */
  readonly isOurVariable: (name: string) => boolean;
}

export function containerOf(compiled: Compiled, content: ContainerContent): Container {
  const { owner, resources } = compiled;
  const { entities } = content;
  const triggers = new Map(entities["gtm.trigger"].map((one) => [String(one.triggerId), one]));
  const ours = (entity: Entity) => {
    const mark = readMark(entity.notes);
    return mark?.owner === owner ? mark : null;
  };
  const wanted = resources.filter(({ kind }) => kind === "gtm.variable").map(({ name }) => name);
  const known = new Set(entities["gtm.variable"].map(({ name }) => name));
  const unknown = desiredOf(resources, "gtm.variable").flatMap(({ name, body }) =>
    known.has(name) ? [] : [body],
  );
  const lookupWith = (more: readonly Entity[]) => {
    const all = {
      ...entities,
      "gtm.trigger": [...entities["gtm.trigger"], ...more],
      "gtm.variable": [...entities["gtm.variable"], ...unknown],
    };
    return lookupIn({ ...content, entities: all }, compiled);
  };
  const marked = entities["gtm.variable"].filter((one) => ours(one) !== null);
  const variables = new Set([...wanted, ...marked.map(({ name }) => String(name))]);
  const users = usersByTrigger(content);
  const asked = new Set(
    desiredOf(resources, "gtm.tag").flatMap(({ address, was }) => [address, was ?? address]),
  );
  return {
    content,
    owner,
    lookup: lookupIn(content, compiled),
    lookupWith,
    tags: entities["gtm.tag"].map((entity) => ({ entity, mark: readMark(entity.notes) })),
    trigger: (id) => triggers.get(id) ?? null,
    ownTrigger: (id) => {
      const mark = triggers.has(id) ? ours(triggers.get(id)!) : null;
      return mark?.address.startsWith("gtm.trigger/") ? mark.address : null;
    },
    isGivenUp: (mark) => mark.owner === owner && !asked.has(mark.address),
    usersOf: (id) => users.get(id) ?? [],
    isOurVariable: (name) => variables.has(name),
  };
}

function usersByTrigger({ entities }: ContainerContent): ReadonlyMap<string, readonly Entity[]> {
  const users = new Map<string, Entity[]>();
  const add = (id: string, user: Entity) => users.set(id, [...(users.get(id) ?? []), user]);
  for (const tag of entities["gtm.tag"])
    for (const id of new Set([...(tag.firingTriggerId ?? []), ...(tag.blockingTriggerId ?? [])]))
      add(id, tag);
  for (const group of entities["gtm.trigger"])
    for (const [, id] of JSON.stringify(group).matchAll(/"type":"triggerReference","value":"(\d+)"/g))
      add(id!, group);
  return users;
}
