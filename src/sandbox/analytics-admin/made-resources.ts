/** What people make in a property and Analytics keeps as it was sent: rules, dimensions, metrics, audiences. */
import { isDeepStrictEqual } from "node:util";
import { type Call, param } from "../call.ts";
import type { Fields, Json, MadeResource } from "../state.ts";
import type { CollectionForm, CollectionMethods } from "./collection-routes.ts";
import { camelCase } from "./field-names.ts";
import { listAnswer } from "./listing.ts";
import { nextId } from "./next-id.ts";
import { failedPrecondition, invalidArgument, notFound } from "./refusals.ts";
import { maskedPaths, patched } from "./update-mask.ts";

export interface ResourceKind extends CollectionForm {
  /** Top-level fields in snake case, as masks name them. */
  readonly fields: {
    /** With the parts of a field that can be changed alone, such as `event_trigger.event_name`. */
    readonly mutable: readonly string[];
    readonly immutable: readonly string[];
    /** Set by Google alone; ignored in requests. */
    readonly output: readonly string[];
  };
  /** What the call's parent has of this kind, archived ones included. */
  storedIn(call: Call): MadeResource[];
  /** @throws GoogleError for fields that are not valid by themselves, or not together with the others. */
  check(fields: Fields, others: readonly MadeResource[], call: Call): void;
  /** @throws GoogleError for a new one that cannot be made, or for which there is no room. */
  checkNew(fields: Fields, others: readonly MadeResource[], call: Call): void;
  /** @throws GoogleError for one that belongs to Analytics. */
  checkRemovable?(resource: MadeResource): void;
  /** The fields that only Google sets, except the name. */
  outputOf?(resource: MadeResource, call: Call): Fields;
  /**
   * The id that the request gives a new one; otherwise one is counted.
   *
   * @throws GoogleError for one that cannot be an id
   */
  idOf?(call: Call): string;
}

export function methodsOf(kind: ResourceKind): CollectionMethods {
  return {
    list: (call) => list(kind, call),
    get: (call) => answer(kind, call, resourceOf(kind, call)),
    create: (call) => create(kind, call),
    patch: (call) => patch(kind, call),
    remove: (call) => remove(kind, call),
  };
}

/** Those that are not archived. */
export function inUse(stored: readonly MadeResource[]): MadeResource[] {
  return stored.filter(({ archiveTime }) => archiveTime === undefined);
}

function list(kind: ResourceKind, call: Call): Json {
  return listAnswer(call, {
    name: kind.path.slice(kind.path.lastIndexOf("/") + 1),
    items: inUse(kind.storedIn(call)),
    idOf: ({ id }) => id,
    answer: (resource) => answer(kind, call, resource),
  });
}

function create(kind: ResourceKind, call: Call): Json {
  const stored = kind.storedIn(call);
  const fields = withoutOutput(kind, call.body);
  kind.check(fields, inUse(stored), call);
  kind.checkNew(fields, stored, call);
  const resource = {
    id: kind.idOf?.(call) ?? nextId(call),
    createTime: new Date(call.clock()).toISOString(),
    fields,
  };
  stored.push(resource);
  return answer(kind, call, resource);
}

/** Only what the mask names is changed; what it names and the body lacks is cleared. */
function patch(kind: ResourceKind, call: Call): Json {
  const old = resourceOf(kind, call);
  const { mutable, immutable, output } = kind.fields;
  const mask = call.query.get("updateMask");
  const paths = maskedPaths(mask, { mutable, fixed: [...immutable, ...output] }, call.switches);
  if (mask === "*") checkImmutable(kind, call.body, old.fields);
  const fields = patched(old.fields, call.body, paths);
  if (call.switches.unchangedPatch === "refuse" && isDeepStrictEqual(fields, old.fields)) {
    throw invalidArgument("The update changes nothing.");
  }
  const stored = kind.storedIn(call);
  kind.check(
    fields,
    inUse(stored).filter(({ id }) => id !== old.id),
    call,
  );
  return answer(kind, call, replace(stored, { ...old, fields }));
}

function remove(kind: ResourceKind, call: Call): Json {
  const stored = kind.storedIn(call);
  if (kind.removal === "archive") return archive(kind, call, stored);
  const { id } = resourceOf(kind, call);
  stored.splice(
    stored.findIndex((other) => other.id === id),
    1,
  );
  return {};
}

function archive(kind: ResourceKind, call: Call, stored: MadeResource[]): Json {
  const resource = stored.find(({ id }) => id === param(call, "entity"));
  if (resource === undefined) throw notFound();
  if (resource.archiveTime !== undefined) return archivedBefore(call);
  kind.checkRemovable?.(resource);
  replace(stored, { ...resource, archiveTime: new Date(call.clock()).toISOString() });
  return {};
}

function archivedBefore({ switches }: Call): Json {
  if (switches.archivedAgain === 200) return {};
  throw switches.archivedAgain === 404 ? notFound() : failedPrecondition("The entity is archived already.");
}

function replace(stored: MadeResource[], resource: MadeResource): MadeResource {
  stored[stored.findIndex(({ id }) => id === resource.id)] = resource;
  return resource;
}

/** @throws GoogleError 404, for what is archived too. */
function resourceOf(kind: ResourceKind, call: Call): MadeResource {
  const found = inUse(kind.storedIn(call)).find(({ id }) => id === param(call, "entity"));
  if (found === undefined) throw notFound();
  return found;
}

function withoutOutput({ fields: { output } }: ResourceKind, body: Fields): Fields {
  return Object.fromEntries(Object.entries(body).filter(([field]) => !output.map(camelCase).includes(field)));
}

/** A mask of everything may come with the whole message, as it was read. */
function checkImmutable({ fields: { immutable } }: ResourceKind, body: Fields, old: Fields): void {
  for (const path of immutable) {
    const field = camelCase(path);
    if (body[field] === undefined || isDeepStrictEqual(body[field], old[field])) continue;
    throw invalidArgument(`The field ${path} cannot be updated.`);
  }
}

function answer(kind: ResourceKind, call: Call, resource: MadeResource): Json {
  const path = kind.path.replace(/\{(\w+)\}/g, (_, part: string) => param(call, part));
  return { name: `${path}/${resource.id}`, ...resource.fields, ...kind.outputOf?.(resource, call) };
}
