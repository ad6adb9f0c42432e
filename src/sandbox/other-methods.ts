/** Methods of Google's APIs that exist but answer 501 here, to distinguish them from a wrong path. */
import type { Route } from "./call.ts";

/** @param methods verb, path and scopes each, such as `GET v1beta/accounts/{accountsId} analytics.readonly` */
export function otherMethods(methods: readonly string[]): Route[] {
  return methods.map((method) => {
    const [verb = "", path = "", ...scopes] = method.split(" ");
    return { verb: verb as Route["verb"], path, scopes, rpc: `${verb} ${path}` };
  });
}
