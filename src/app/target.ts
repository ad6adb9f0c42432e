/** A target of the file, opened for one command. */
import type { GooglePort } from "../apply/google-port.ts";
import type { GoalSet } from "../language/goal-set/goal-set.ts";
import { type ResolvedTarget, resolveTarget } from "../language/resolve-target.ts";
import { invalidGoals } from "./goals-file.ts";
import type { Access, Ports } from "./ports.ts";

export interface TargetOptions {
  readonly file: string;
  readonly target?: string | undefined;
}

export interface OpenTarget {
  readonly target: ResolvedTarget;
  /** Names of the file's other targets in the same Analytics property. */
  readonly neighbours: readonly string[];
  readonly port: GooglePort;
}

type Opening = Pick<Ports, "env" | "google">;

/** Opens the target for one command and closes it again, whatever happens. */
export async function withTarget<T>(
  goalSet: GoalSet,
  options: TargetOptions,
  access: Access,
  ports: Opening,
  use: (open: OpenTarget) => Promise<T>,
): Promise<T> {
  chooseTarget(goalSet, options.file, options.target, ports);
  return withTargets(goalSet, options, access, ports, (open) => use(open(options.target)));
}

/** Opens one target of the file; a refusal when it cannot be chosen. */
export type OpenByName = (name: string | undefined) => OpenTarget;

/** The same for several targets, one after the other. */
export async function withTargets<T>(
  goalSet: GoalSet,
  { file }: TargetOptions,
  access: Access,
  ports: Opening,
  use: (open: OpenByName) => Promise<T>,
): Promise<T> {
  return ports.google.connected(goalSet, access, (open) =>
    use((name) => {
      const target = chooseTarget(goalSet, file, name, ports);
      return { target, neighbours: neighboursOf(target, goalSet, ports), port: open(target) };
    }),
  );
}

/** The target that is meant, or a refusal. */
export function chooseTarget(
  goalSet: GoalSet,
  file: string,
  name: string | undefined,
  { env }: Pick<Ports, "env">,
): ResolvedTarget {
  const { target, diagnostics } = resolveTarget(goalSet, name, env);
  if (!target) throw invalidGoals(file, diagnostics);
  return target;
}

export function neighboursOf(
  { name, ga4 }: ResolvedTarget,
  goalSet: GoalSet,
  { env }: Pick<Opening, "env">,
): string[] {
  const others = goalSet.targets.filter((one) => one.name !== name);
  return others
    .filter((one) => resolveTarget(goalSet, one.name, env).target?.ga4.property === ga4.property)
    .map((one) => one.name);
}
