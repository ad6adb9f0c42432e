/** Forwarded events → their entry in `forward:`. What comes from the file's defaults is not said again. */
import type { Forward } from "../goal-set/forward.ts";
import { adoptionToYaml, ecommerceToYaml } from "./goal.ts";
import { type Field, field, type YamlValue } from "./yaml-value.ts";

export function forwardToYaml({
  events,
  ecommerce,
  adopts,
  allows,
}: Pick<Forward, "events" | "ecommerce" | "adopts" | "allows">): readonly Field[] {
  const [only, ...more] = events;
  const names: YamlValue = more.length === 0 ? (only ?? "") : events;
  return [
    ["data_layer", names],
    ...field("ecommerce", ecommerceToYaml(ecommerce)),
    ...adoptionToYaml(adopts),
    ...field("allow", allows.length === 0 ? null : allows),
  ];
}
