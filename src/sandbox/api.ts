/** One of Google's APIs: its methods, its messages and its habits. */
import type { Route } from "./call.ts";
import type { Messages } from "./message.ts";

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
