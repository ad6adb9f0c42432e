/** Columns of reports → `dimensions:` and `metrics:`. */
import type { Column } from "../goal-set/column.ts";
import { titleOf } from "../meaning/title.ts";
import { unitToYaml } from "./parameters.ts";
import { type Field, field, fieldsInOne } from "./yaml-value.ts";

export function columnsToYaml(columns: readonly Column[]): readonly Field[] {
  const of = (as: "dimension" | "metric") =>
    columns
      .filter(({ registered }) => registered.as === as)
      .map((one): Field => [one.parameter, columnSaid(one)]);
  const section = (key: string, fields: readonly Field[]) =>
    field(key, fields.length === 0 ? null : fieldsInOne(fields));
  return [...section("dimensions", of("dimension")), ...section("metrics", of("metric"))];
}

function columnSaid({ parameter, scope, registered, noAds }: Column) {
  const { name, description } = registered;
  return fieldsInOne([
    ...(scope === "event" ? [] : field("scope", scope)),
    ...(name === titleOf(parameter) ? [] : field("name", name)),
    ...field("description", description),
    ...(registered.as === "metric" ? unitToYaml(registered) : []),
    ...(noAds ? field("no_ads", true) : []),
  ]);
}
