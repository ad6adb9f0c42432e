/** Lists, reads, makes, changes and removes resources of any kind as Analytics Admin does. */
import { isDeepStrictEqual } from "node:util";
import { type Call, param } from "../call.ts";
import type { Fields, Json, MadeResource } from "../state.ts";
import { camelCase } from "./field-names.ts";
import { listAnswer } from "./listing.ts";
import { nextId } from "./next-id.ts";
import { failedPrecondition, invalidArgument, notFound } from "./refusals.ts";
import { listName, pathOf, type ResourceKind } from "./resource-kind.ts";
import { inUse, resourceOf, store, storedIn } from "./resource-lists.ts";
import { maskedPaths, patched } from "./update-mask.ts";

export interface CollectionMethods {
  readonly list: (call: Call) => Json;
  readonly get: (call: Call) => Json;
  readonly create: (call: Call) => Json;
  readonly patch: (call: Call) => Json;
  readonly remove: (call: Call) => Json;
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

function list(kind: ResourceKind, call: Call): Json {
  kind.checkList?.(call);
  return listAnswer(call, {
    name: listName(kind),
    items: inUse(storedIn(kind, call)),
    idOf: ({ id }) => id,
    answer: (resource) => answer(kind, call, resource),
  });
}

function create(kind: ResourceKind, call: Call): Json {
  const stored = storedIn(kind, call);
  const fields = withoutOutput(kind, call.body);
  kind.check(fields, inUse(stored), call);
  kind.checkNew(fields, stored, call);
  const resource = {
    id: kind.idOf?.(call) ?? nextId(call),
    createTime: new Date(call.clock()).toISOString(),
    fields,
  };
  store(kind, call, [...stored, resource]);
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
  const others = storedIn(kind, call).filter(({ id }) => id !== old.id);
  kind.check(fields, inUse(others), call);
  return answer(kind, call, replace(kind, call, { ...old, fields }));
}

function remove(kind: ResourceKind, call: Call): Json {
  if (kind.removal === "archive") return archive(kind, call);
  const resource = resourceOf(kind, call);
  kind.checkRemovable?.(resource);
  store(
    kind,
    call,
    storedIn(kind, call).filter(({ id }) => id !== resource.id),
  );
  return {};
}

function archive(kind: ResourceKind, call: Call): Json {
  const resource = storedIn(kind, call).find(({ id }) => id === param(call, "entity"));
  if (resource === undefined) throw notFound();
  if (resource.archiveTime !== undefined) return archivedBefore(call);
  kind.checkRemovable?.(resource);
  replace(kind, call, { ...resource, archiveTime: new Date(call.clock()).toISOString() });
  return {};
}

function archivedBefore({ switches }: Call): Json {
  if (switches.archivedAgain === 200) return {};
  throw switches.archivedAgain === 404 ? notFound() : failedPrecondition("The entity is archived already.");
}

function replace(kind: ResourceKind, call: Call, resource: MadeResource): MadeResource {
  store(
    kind,
    call,
    storedIn(kind, call).map((other) => (other.id === resource.id ? resource : other)),
  );
  return resource;
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
  const path = pathOf(kind).replace(/\{(\w+)\}/g, (_, part: string) => param(call, part));
  return { name: `${path}/${resource.id}`, ...resource.fields, ...kind.outputOf?.(resource, call) };
}
