import { savedPlanForAll } from "../../app/all-targets.ts";
import type { ApplyOptions } from "../../app/carry-out.ts";
import { commitMessage } from "../../machine/commit-message.ts";
import type { GuardOverride } from "../../plan/plan.ts";
import { type AddCommand, withAllTargets, withFile } from "../command.ts";
import { type CliOptions, type CliPorts, portsOf } from "../ports.ts";

interface Options extends Omit<ApplyOptions, "saved" | "overrides">, CliOptions {
  readonly allowRemovals?: boolean;
  readonly allowUnpublished?: boolean;
  readonly allowProtected?: boolean;
  readonly allowOtherProperty?: boolean;
}

export const applyCommand: AddCommand = (program, io, run) => {
  withAllTargets(withFile(program.command("apply"), "applied", "targets"))
    .description("carry the plan out, after asking")
    .argument(
      "[plan.json]",
      "a plan saved with plan --out: only what it contains is done, without a question",
    )
    .option("--auto-approve", "do not ask")
    .option(
      "--message <text>",
      "why: for the new version's name and note; in CI by default the commit's subject",
    )
    .option("--no-publish", "leave the new version for a preview")
    .option("--allow-removals", "remove goals even when there are many")
    .option("--allow-unpublished", "let a colleague's unpublished version go live too")
    .option("--allow-protected", "remove protected goals")
    .option("--allow-other-property", "accept a measurement id that is not the property's")
    .option("--strict", "refuse when somebody edited at Google what would be overwritten")
    .action((plan: string | undefined, options) =>
      run(options, () => apply(plan, options, portsOf(io, options))),
    );
};

async function apply(plan: string | undefined, given: Options, ports: CliPorts) {
  const overrides = overridesOf(given);
  const options = { ...given, message: given.message ?? commitMessage(ports.env, ports.files) };
  if (options.allTargets) {
    const { applyAtTargets } = await import("../../app/apply-at-targets.ts");
    if (plan !== undefined) throw savedPlanForAll();
    return applyAtTargets({ ...options, overrides }, ports);
  }
  const { loadPlan } = await import("../../app/saved-plan.ts");
  const saved = plan === undefined ? undefined : loadPlan(plan, ports.files.readText(plan));
  const { apply } = await import("../../app/apply.ts");
  return apply({ ...options, overrides, saved }, ports);
}

const OVERRIDES = {
  "allow-removals": "allowRemovals",
  "allow-unpublished": "allowUnpublished",
  "allow-protected": "allowProtected",
  "allow-other-property": "allowOtherProperty",
} as const satisfies Record<GuardOverride, keyof Options>;

function overridesOf(options: Options): ReadonlySet<GuardOverride> {
  const all = Object.keys(OVERRIDES) as GuardOverride[];
  return new Set(all.filter((override) => options[OVERRIDES[override]]));
}
