/** What the sandbox has of a goals file: each target's property with a web stream, and its container. */
import type { GoalSet, GtmContainer } from "../language/goal-set/goal-set.ts";
import { resolveTarget } from "../language/resolve-target.ts";

/** Of the targets whose ids are known. */
export function sandboxSeed(goalSet: GoalSet, env: Readonly<Record<string, string | undefined>>) {
  const targets = goalSet.targets.flatMap(({ name }) => resolveTarget(goalSet, name, env).target ?? []);
  return {
    properties: targets.map(({ name, ga4 }) => ({ ...ga4, displayName: `${goalSet.owner} ${name}` })),
    containers: targets.map(({ name, gtm }) => ({
      ...containerNumbers(gtm),
      name: `${goalSet.owner} ${name}`,
    })),
  };
}

function containerNumbers(gtm: GtmContainer): { publicId: string; account?: string; container?: string } {
  if ("publicId" in gtm) return { publicId: gtm.publicId };
  return { publicId: `GTM-SANDBOX${gtm.container}`, account: gtm.account, container: gtm.container };
}
