/** The ids of methods in Google's Discovery documents, such as `tagmanager.accounts.containers.workspaces.create`. */

import { entryIn } from "../entry-in.ts";
import type { Route } from "./call.ts";
import type { Match } from "./router.ts";

const VERBS = { GET: "get", POST: "create", PUT: "update", PATCH: "patch", DELETE: "delete" } as const;

/** Methods whose last part is not the name of a collection, but their own. */
const LAST_PARTS: { readonly [part: string]: string | undefined } = {
  metadata: "getMetadata",
  status: "getStatus",
  bulk_update: "bulk_update",
};

/** An id is made of the collections in the path and, at the end, what is done with the last one. */
export function methodId({ api, route }: Match): string {
  const [path = "", custom] = withoutVersion(route.path).split(":");
  const parts = path.split("/");
  const collections = parts.filter((part) => !part.startsWith("{"));
  const last = parts.at(-1) ?? "";
  const own = entryIn(LAST_PARTS, last) ?? settingsId(last, route.verb);
  if (own !== undefined) collections.pop();
  const isList = route.verb === "GET" && !last.startsWith("{");
  const action = custom ?? own ?? (isList ? "list" : VERBS[route.verb]);
  return [api.service.replace(".googleapis.com", ""), ...collections, action].join(".");
}

/** Settings of which there is one: `getDataRetentionSettings`. */
function settingsId(name: string, verb: Route["verb"]): string | undefined {
  if (!name.endsWith("Settings")) return undefined;
  return `${verb === "GET" ? "get" : "update"}${name[0]?.toUpperCase()}${name.slice(1)}`;
}

function withoutVersion(path: string): string {
  return path.replace(/^(tagmanager\/)?v\d\w*\//, "");
}
