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
  /** The file has no such target, a variable in the target is not set, or only Analytics knows its measurement id. */
  | { readonly resources: null; readonly diagnostics: readonly Diagnostic[] };

/** Everything that the file asks for at one target, in the order in which `apply` would create it. Deterministic and offline. */
export function compileGoals({ goals, target: name, env = {} }: CompileOptions): CompileResult {
  const goalSet = Goals.goalSetOf(goals);
  const { target, diagnostics } = resolveTarget(goalSet, name, env);
  if (target === null) return { resources: null, diagnostics };
  const { measurementId } = target.ga4;
  if (measurementId === null) return { resources: null, diagnostics: [noMeasurementId(target.name)] };
  const here = forTarget(goalSet, target.name);
  const { resources } = compile(here, measurementId, target.googleTag);
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

function noMeasurementId(target: string): Diagnostic {
  return {
    severity: "error",
    code: "no-measurement-id",
    message: `The file does not say the measurement id of \`${target}\`, and compiling does not ask Analytics.`,
    hint: "Write it next to `property` in targets: `measurement_id: G-…` (Admin, Data streams).",
  };
}

function idsOf(prefix: string, users: readonly string[]): string[] {
  return users.filter((user) => user.startsWith(prefix)).map((user) => user.slice(prefix.length));
}
