/** `planFor`: what would change at Google, as data. */
import { planToRead } from "../app/make-plan.ts";
import type { Google } from "../app/ports.ts";
import { withTarget } from "../app/target.ts";
import type { Connection } from "../google/connection.ts";
import { resolveTarget } from "../language/resolve-target.ts";
import { accessToken, endpointRoot, opening, refuseLoudNode } from "../machine/google.ts";
import type { PlanDocument } from "../render/plan-document.ts";
import { planJson } from "../render/plan-json.ts";
import { planMarkdown } from "../render/plan-markdown.ts";
import { planText } from "../render/plan-text.ts";
import type { Diagnostic } from "./diagnostic.ts";
import { type Environment, Goals } from "./goals.ts";
import { orGoalformError } from "./or-error.ts";

/** Where requests go, and with whose credentials. */
export type GoogleAccess =
  /** Google, with a token that may read: the scopes `analytics.readonly` and `tagmanager.readonly`. */
  | { readonly accessToken: string }
  /** Google, with Application Default Credentials: Google's client looks for them in the environment and on disk. */
  | { readonly credentials: "application-default" }
  /** A server on this machine, such as a sandbox's `url`. No credentials are sent there but a token given for it. */
  | { readonly endpoint: string; readonly accessToken?: string | undefined };

export interface PlanOptions {
  readonly goals: Goals;
  /** The name of a target. Default: `default_target` of the file, or the only one. */
  readonly target?: string | undefined;
  readonly google: GoogleAccess;
  /** Default: none. Pass `process.env` to do what the command line does. */
  readonly env?: Environment | undefined;
  /** Ends the work: the promise is then rejected with the code `interrupted`. */
  readonly signal?: AbortSignal | undefined;
  /** Called before goalform waits for Google's quota or repeats a request; the reason is a sentence. */
  readonly onWait?: ((reason: string, milliseconds: number) => void) | undefined;
}

export type PlanResult =
  | {
      readonly plan: PlanDocument;
      /** The plan as `goalform plan` prints it, without color. */
      readonly text: string;
      /** The plan for a comment or a page: everything in it that comes from files or Google is escaped. */
      readonly markdown: string;
      readonly diagnostics: readonly [];
    }
  /** The file does not fit: it has no such target, or a variable in the target is not set. Nothing was requested. */
  | {
      readonly plan: null;
      readonly text: null;
      readonly markdown: null;
      readonly diagnostics: readonly Diagnostic[];
    };

/**
 * Reads the target at Google and compares it with the file. Changes nothing, and asks for no right to change anything.
 *
 * A plan can contain `blockers`: `apply` would stop at each of them unless its `override` is given, or in any case
 * where that is null. To apply a plan, save it as JSON and run `goalform apply plan.json`.
 *
 * @throws GoalformError if Google refuses or cannot be reached, or if `google` cannot be used
 */
export async function planFor(options: PlanOptions): Promise<PlanResult> {
  const { target, env = {} } = options;
  const goalSet = Goals.goalSetOf(options.goals);
  const { diagnostics } = resolveTarget(goalSet, target, env);
  if (diagnostics.length > 0) return { plan: null, text: null, markdown: null, diagnostics };
  const google = googleFor(options);
  return orGoalformError(() =>
    withTarget(goalSet, { file: "goals.yaml", target }, "read", { env, google }, async (open) => {
      const { built, snapshot } = await planToRead(goalSet, open);
      return {
        plan: planJson(built.plan),
        text: planText(built.plan, { color: false }),
        markdown: planMarkdown(built.plan, { live: snapshot.container.live?.id ?? null }),
        diagnostics: [],
      };
    }),
  );
}

function googleFor({ google, onWait, signal }: PlanOptions): Google {
  return {
    connected: async (_goalSet, access, use) => {
      refuseLoudNode({ NODE_DEBUG: process.env["NODE_DEBUG"] });
      const wait = ({ reason, milliseconds }: { reason: string; milliseconds: number }) =>
        onWait?.(reason, milliseconds);
      return use(await opening(connectionOf(google), access, { onWait: wait, stop: signal }));
    },
  };
}

function connectionOf(google: GoogleAccess): Connection {
  const token = "accessToken" in google ? google.accessToken : undefined;
  const given = token === undefined ? null : accessToken(token, "`accessToken`");
  if ("endpoint" in google)
    return { to: "endpoint", root: endpointRoot(google.endpoint), accessToken: given };
  if ("credentials" in google && google.credentials === "application-default")
    return { to: "google", accessToken: null };
  if (given !== null) return { to: "google", accessToken: given };
  throw new TypeError(
    '`google` must contain an access token, an endpoint, or `credentials: "application-default"`.',
  );
}
