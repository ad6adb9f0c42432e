/** Built-in variables: enabled where a goal reads them, never disabled, since others may read them too. */
import { type DesiredResource, desiredOf } from "../resources/resource.ts";
import type { ContainerContent } from "../resources/snapshot.ts";
import type { Blocker } from "./plan.ts";
import type { Planned } from "./planned-entity.ts";

export function planBuiltInVariables(
  desired: readonly DesiredResource[],
  container: ContainerContent,
): Planned[] {
  const enabled = new Set(container.builtInVariables);
  return desiredOf(desired, "gtm.builtInVariable")
    .filter(({ body }) => !enabled.has(String(body.type)))
    .map(({ kind, address, name, body }) => ({
      difference: { kind, address, name, action: "create", reason: "needed", before: null, after: body },
      step: { do: "enable built-in variable", type: String(body.type) },
    }));
}

/** Tag Manager cannot enable a built-in variable while a variable of somebody has its name. */
export function builtInNameConflicts(planned: readonly Planned[], container: ContainerContent): Blocker[] {
  const names = new Set(container.entities["gtm.variable"].map((variable) => String(variable.name)));
  return planned
    .filter(({ step, difference }) => step.do === "enable built-in variable" && names.has(difference.name))
    .map(({ difference: { name } }) => ({
      code: "built-in-name-taken",
      message: `The built-in variable "${name}" is needed, but a variable of that name exists in the container.`,
      waysOut: [`Rename that variable in Tag Manager (and what refers to it), then plan again.`],
      override: null,
    }));
}
