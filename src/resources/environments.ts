/** What Tag Manager serves under a code in place of the live version, and what there is to serve. */
import type { VersionHeader } from "./snapshot.ts";

export interface Environment {
  readonly path: string;
  /** What `gtm_preview` names: `env-` and this. */
  readonly id: string;
  readonly name: string;
  /** `user`, `live`, `latest` or `workspace`; empty where Google does not say. */
  readonly type: string;
  readonly serves: Unpublished | null;
  /** `gtm_auth`: opens drafts, so it is never shown. Null where Google gives none. */
  readonly code: string | null;
  /** How long ago the code was made, in milliseconds; null where Google does not say. */
  readonly age: number | null;
}

export type Unpublished = { readonly version: string } | { readonly workspace: string };

/** Each call may throw a `GoogleError`. */
export interface EnvironmentsPort {
  readonly container: () => Promise<string>;
  /** Null: there is none. */
  readonly versions: () => Promise<{
    readonly live: string | null;
    readonly latest: VersionHeader | null;
  }>;
  readonly workspaces: () => Promise<readonly { readonly id: string; readonly name: string }[]>;
  readonly list: () => Promise<readonly Environment[]>;
  /** `name`: followed by letters that no other has. */
  readonly create: (name: string, description: string, serves: Unpublished) => Promise<Environment>;
  /** Makes a code, and ends the one before it. Needs the right to publish. */
  readonly authorize: (environment: Environment) => Promise<Environment>;
  /** Also when the command is being stopped. One that is gone counts as removed. */
  readonly remove: (environment: Environment) => Promise<void>;
}
