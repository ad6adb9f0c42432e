/** The five methods that every collection of a property has. */
import type { Route } from "../call.ts";
import { methodsOf } from "./collection-methods.ts";
import { LIST_QUERY } from "./listing.ts";
import { pathOf, type ResourceKind } from "./resource-kind.ts";
import { EDIT, READ } from "./scopes.ts";

/** Paths are without the version. A single one is the path's part `entity`. */
export function collectionRoutes(kind: ResourceKind): Route[] {
  const { message, removal, listQuery = [], createQuery } = kind;
  const run = methodsOf(kind);
  const path = pathOf(kind);
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
