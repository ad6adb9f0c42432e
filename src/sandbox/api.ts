/** One of Google's APIs: its methods, its messages and its habits. */
import type { Route } from "./call.ts";
import type { Messages } from "./message.ts";
import { otherMethods } from "./other-methods.ts";

export interface Api {
  /** Such as `tagmanager.googleapis.com`. */
  readonly service: string;
  readonly routes: readonly Route[];
  readonly messages: Messages;
  /** The message of the answer, by the method's id; none where nothing is answered. */
  readonly answers: { readonly [methodId: string]: string | undefined };
  /** Whether a query parameter that the method does not know is ignored or refused. */
  readonly unknownQuery: "ignore" | "refuse";
  /** Whether the project-wide request quota of `SandboxOptions` counts calls of this API. */
  readonly metered: boolean;
}

/** What is made from the Discovery document of one version of an API. */
export interface ApiTables {
  readonly MESSAGES: Messages;
  readonly ANSWERS: Api["answers"];
  readonly OTHER_METHODS: readonly string[];
}

/**
 * One version of one of Analytics' APIs.
 *
 * @param service the gRPC name of the service
 * @param played their paths are without the version, their names without the service
 */
export function analyticsApi(
  host: string,
  version: string,
  service: string,
  { MESSAGES, ANSWERS, OTHER_METHODS }: ApiTables,
  played: readonly Route[],
): Api {
  const routes = played.map((route) => ({
    ...route,
    rpc: `${service}.${route.rpc}`,
    path: `${version}/${route.path}`,
  }));
  return {
    service: host,
    messages: MESSAGES,
    answers: ANSWERS,
    unknownQuery: "refuse",
    metered: false,
    routes: [...routes, ...otherMethods(OTHER_METHODS)],
  };
}
