/** Triggers that are not ours have no address; people know them by their names, and ids never leave the edge. */
import { BUILT_IN_TRIGGERS } from "../container/built-in-triggers.ts";
import type { Json } from "../resources/resource.ts";
import type { ContainerContent } from "../resources/snapshot.ts";
import type { FieldChange } from "./plan.ts";

export function withTriggerNames({
  entities,
}: ContainerContent): (fields: readonly FieldChange[]) => readonly FieldChange[] {
  const names = new Map([
    ...Object.entries(BUILT_IN_TRIGGERS).map(([id, { name }]) => [id, name] as const),
    ...entities["gtm.trigger"].map(({ triggerId, name }) => [triggerId!, String(name)] as const),
  ]);
  const named = (value: Json): Json =>
    Array.isArray(value) ? value.map(named) : (names.get(value as string) ?? value);
  return (fields) =>
    fields.map((field) =>
      field.path.startsWith(FIRED_BY)
        ? { ...field, before: named(field.before), after: named(field.after) }
        : field,
    );
}

const FIRED_BY = "firingTrigger";
