/** `compileGoals`: what a file asks for at Google, without asking Google. */
import { compile } from "../compile/compile.ts";
import { forTarget } from "../language/for-target.ts";
import { resolveTarget } from "../language/resolve-target.ts";
import type { JsonValue, ResourceKind } from "../render/plan-document.ts";
import type { Diagnostic } from "./diagnostic.ts";
import { type Environment, Goals } from "./goals.ts";

export interface CompileOptions {
  readonly goals: Goals;
  /** The name of a target. Default: `default_target` of the file, or the only one. */
  readonly target?: string | undefined;
  /** Default: none. */
  readonly env?: Environment | undefined;
}

/** One object that should exist at Google. */
export interface DesiredResource {
  readonly kind: ResourceKind;
  /** The kind and a logical name, as in plans: `gtm.trigger/newsletter_signup`. */
  readonly address: string;
  readonly name: string;
  /**
   * In the shape of Google's API, without what Google assigns and without the mark that `apply` adds. Where it needs
   * the id of another resource, it contains `goalform-ref:` and that one's address.
   */
  readonly body: { readonly [key: string]: JsonValue };
  /** Ids of the goals that need it. */
  readonly goals: readonly string[];
  /** Ids of the funnels that need it. */
  readonly funnels: readonly string[];
}

export type CompileResult =
  | { readonly resources: readonly DesiredResource[]; readonly diagnostics: readonly [] }
  /** The file has no such target, or a variable in the target is not set. */
  | { readonly resources: null; readonly diagnostics: readonly Diagnostic[] };

/** Everything that the file asks for at one target, in the order in which `apply` would create it. Deterministic and offline. */
export function compileGoals({ goals, target: name, env = {} }: CompileOptions): CompileResult {
  const goalSet = Goals.goalSetOf(goals);
  const { target, diagnostics } = resolveTarget(goalSet, name, env);
  if (target === null) return { resources: null, diagnostics };
  const here = forTarget(goalSet, target.name);
  const { resources } = compile(here, target.ga4.measurementId, target.googleTag);
  return {
    resources: resources.map(({ kind, address, name, body, users }) => ({
      kind,
      address,
      name,
      body,
      goals: idsOf("goal:", users),
      funnels: idsOf("funnel:", users),
    })),
    diagnostics: [],
  };
}

function idsOf(prefix: string, users: readonly string[]): string[] {
  return users.filter((user) => user.startsWith(prefix)).map((user) => user.slice(prefix.length));
}
