/** Where requests go and who makes them. */

import type { Diagnostic } from "../diagnostic.ts";
import { parsedUrl } from "../parsed-url.ts";

/** Google itself, or something on this machine that speaks the same APIs. */
export type Connection =
  | { readonly to: "google"; readonly accessToken: string | null }
  /** `root` without a trailing slash. Real credentials never go there: only a token that was given for it. */
  | {
      readonly to: "endpoint";
      readonly root: string;
      readonly accessToken: string | null;
      /** Sends the requests; Google's client does it by itself when missing. */
      readonly fetch?: typeof fetch;
    };

/** Why an endpoint is not acceptable, or null. Loopback addresses only: a typo must not send goals to a stranger. */
export function endpointProblem(endpoint: string): Diagnostic | null {
  const url = parsedUrl(endpoint);
  if (url === null || !["http:", "https:"].includes(url.protocol)) {
    return problem(`The endpoint "${endpoint}" is not an address.`, "Write it like http://127.0.0.1:4010.");
  }
  if (url.username !== "" || url.password !== "" || url.search !== "" || url.hash !== "") {
    return problem("An endpoint is a plain address.", "Leave out user, password, query and fragment.");
  }
  if (isLoopback(url.hostname)) return null;
  return problem(
    `The endpoint ${url.host} is not on this machine.`,
    "Only loopback addresses are allowed: 127.0.0.1, localhost or [::1].",
  );
}

function isLoopback(hostname: string): boolean {
  return hostname === "localhost" || hostname === "[::1]" || /^127(\.\d{1,3}){3}$/.test(hostname);
}

function problem(message: string, hint: string): Diagnostic {
  return { severity: "error", code: "endpoint", message, hint };
}

/** What is done at Google: a command looks, leaves a version for a preview, publishes, or publishes an old version again. */
export type Access = Extract<Rights, "read" | "prepare" | "write" | "rollback">;

export type Rights = keyof typeof SCOPES;

/**
 * The least for each, by the methods' lists in Google's Discovery documents. Anybody who
 * may edit a container or a property may read it.
 */
const SCOPES = {
  read: ["tagmanager.readonly", "analytics.readonly"],
  /** Reports need nothing of the container. */
  report: ["analytics.readonly"],
  /** An export in BigQuery: runs queries, and writes nothing. */
  events: ["bigquery.readonly"],
  prepare: ["tagmanager.edit.containers", "tagmanager.edit.containerversions", "analytics.edit"],
  write: [
    "tagmanager.edit.containers",
    "tagmanager.edit.containerversions",
    "tagmanager.publish",
    "analytics.edit",
  ],
  rollback: [
    "tagmanager.edit.containers",
    "tagmanager.edit.containerversions",
    "tagmanager.publish",
    "analytics.readonly",
  ],
  /** Sees what is not published yet. */
  look: ["tagmanager.readonly"],
  /** Makes an environment in which it is served, and removes it again. */
  preview: ["tagmanager.edit.containers"],
  /** Makes a code for such an environment, where Google gave it none. */
  authorize: ["tagmanager.publish"],
  /** Leaves an annotation after a rollback: asked for in that moment alone, and done without where it is refused. */
  annotate: ["analytics.edit"],
  /** Deletes a workspace that nobody needs any more: asked for in that moment alone, and done without where it is refused. */
  clear: ["tagmanager.delete.containers"],
} as const;

const SCOPE_ROOT = "https://www.googleapis.com/auth/";

/** The least that the command needs. */
export function scopesFor(rights: Rights): string[] {
  return SCOPES[rights].map((scope) => SCOPE_ROOT + scope);
}

/** What the embedded sandbox takes for a token: it says which scopes it was given for. */
export function sandboxToken(rights: Rights): string {
  return `goalform-sandbox:${scopesFor(rights)
    .map((scope) => scope.slice(SCOPE_ROOT.length))
    .join(",")}`;
}
