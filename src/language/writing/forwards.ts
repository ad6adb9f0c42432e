/** Forwarded events → `forward:`. What comes from the file's defaults is not said again. */
import type { Forward } from "../goal-set/forward.ts";
import { ecommerceSaid } from "./goal.ts";
import { type Field, field, fieldsInOne, type Said } from "./yaml-value.ts";

export function forwardsSaid(forwards: readonly Forward[]): readonly Field[] {
  if (forwards.length === 0) return [];
  return [["forward", fieldsInOne(forwards.map((one): Field => [one.id, fieldsInOne(forwardSaid(one))]))]];
}

export function forwardSaid({ events, ecommerce }: Pick<Forward, "events" | "ecommerce">): readonly Field[] {
  const [only, ...more] = events;
  const names: Said = more.length === 0 ? (only ?? "") : events;
  return [["data_layer", names], ...field("ecommerce", ecommerceSaid(ecommerce))];
}
