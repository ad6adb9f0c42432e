/** The five methods that every collection of a property has. */
import type { Call, Route } from "../call.ts";
import type { Json } from "../state.ts";
import { LIST_QUERY } from "./listing.ts";
import { EDIT, READ } from "./scopes.ts";

export interface CollectionForm {
  /** Without the version, such as `properties/{property}/keyEvents`. */
  readonly path: string;
  /** The message of one of them; the gRPC names are made of it. */
  readonly message: string;
  readonly removal: "delete" | "archive";
  /** What its list can be asked in addition to a page. */
  readonly listQuery?: readonly string[];
  /** What a creation says in its address. */
  readonly createQuery?: readonly string[];
}

export interface CollectionMethods {
  readonly list: (call: Call) => Json;
  readonly get: (call: Call) => Json;
  readonly create: (call: Call) => Json;
  readonly patch: (call: Call) => Json;
  readonly remove: (call: Call) => Json;
}

/** A single one is the path's part `entity`. */
export function collectionRoutes(
  { path, message, removal, listQuery = [], createQuery }: CollectionForm,
  run: CollectionMethods,
): Route[] {
  const one = `${path}/{entity}`;
  return [
    {
      verb: "GET",
      path,
      rpc: `List${message}s`,
      scopes: READ,
      query: [...LIST_QUERY, ...listQuery],
      run: run.list,
    },
    {
      verb: "POST",
      path,
      rpc: `Create${message}`,
      scopes: EDIT,
      ...(createQuery && { query: createQuery }),
      body: message,
      run: run.create,
    },
    { verb: "GET", path: one, rpc: `Get${message}`, scopes: READ, run: run.get },
    {
      verb: "PATCH",
      path: one,
      rpc: `Update${message}`,
      scopes: EDIT,
      query: ["updateMask"],
      body: message,
      run: run.patch,
    },
    removal === "delete"
      ? { verb: "DELETE", path: one, rpc: `Delete${message}`, scopes: EDIT, run: run.remove }
      : {
          verb: "POST",
          path: `${one}:archive`,
          rpc: `Archive${message}`,
          scopes: EDIT,
          body: `Archive${message}Request`,
          run: run.remove,
        },
  ];
}
