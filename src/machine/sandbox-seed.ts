/** What the sandbox has of a goals file: each target's property with a web stream, and its container. */
import type { GoalSet, GtmContainer } from "../language/goal-set/goal-set.ts";
import { resolveTarget } from "../language/resolve-target.ts";
import type { SandboxSeed } from "../sandbox/sandbox.ts";

/** The accounts of the example file, for trying things without a file of one's own. */
export const EXAMPLE_SEED: SandboxSeed = {
  properties: [
    { property: "123456789", measurementId: "G-TEST123456", displayName: "Example shop" },
    { property: "987654321", measurementId: "G-TEST654321", displayName: "Example shop, staging" },
  ],
  containers: [
    { publicId: "GTM-TEST01", name: "Example shop" },
    { publicId: "GTM-TEST02", name: "Example shop, staging" },
  ],
};

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
