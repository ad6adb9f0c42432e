/** Triggers that are not ours have no address; people know them by their names, and ids never leave the edge. */
import type { Json } from "../resources/resource.ts";
import type { ContainerContent } from "../resources/snapshot.ts";
import type { FieldChange } from "./plan.ts";

export function withTriggerNames({
  entities,
}: ContainerContent): (fields: readonly FieldChange[]) => readonly FieldChange[] {
  const names = new Map(entities["gtm.trigger"].map(({ triggerId, name }) => [triggerId!, String(name)]));
  const named = (value: Json): Json =>
    Array.isArray(value) ? value.map(named) : typeof value === "string" ? (names.get(value) ?? value) : value;
  return (fields) =>
    fields.map((field) =>
      field.path.startsWith(FIRED_BY)
        ? { ...field, before: named(field.before), after: named(field.after) }
        : field,
    );
}

const FIRED_BY = "firingTrigger";
