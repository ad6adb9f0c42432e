/** BigQuery's flatten statement. `_TABLE_SUFFIX` keeps it from reading, and billing, other days. */

import type { TextOf } from "../engine.ts";
import { type Flattening, flatColumns } from "../flat-columns.ts";
import type { RequiredColumns } from "../required-columns.ts";
import type { ExportedDataset } from "./table.ts";

/**
 * The tables of whole days: `events_intraday_…` and `events_fresh_…` would count events twice, and their suffixes do not begin with a digit.
 * @param columns those that the tables have; what came to the export later is missing in old ones
 */
export function flattenBigQuery(
  wanted: RequiredColumns,
  { project, dataset }: ExportedDataset,
  columns: ReadonlySet<string>,
  text: TextOf,
): string {
  const all = flatColumns(wanted, flattening(columns, text)).map(([sql, name]) => `${sql} as ${name}`);
  return `select ${all.join(",\n")}
from \`${project}.${dataset}.events_*\`
where _TABLE_SUFFIX between '${wanted.from}' and '${wanted.to}'`;
}

const TYPES = { text: "string", integer: "int64", float: "float64" } as const;

function flattening(columns: ReadonlySet<string>, text: TextOf): Flattening {
  const value = (name: string, type: string, ...fields: readonly string[]): string => {
    const parts = fields.map((field) => `safe_cast(p.value.${field} as ${type})`);
    return `(select coalesce(${parts.join(", ")}) from unnest(event_params) as p where p.key = ${text(name)} limit 1)`;
  };
  const integer = (name: string) => value(name, "int64", "int_value", "string_value");
  return {
    text,
    column: (path, type) => `safe_cast(${columns.has(path) ? path : "null"} as ${TYPES[type]})`,
    parameter: (name) => value(name, "string", "string_value", "int_value", "double_value", "float_value"),
    parameterNumber: (name) =>
      value(name, "float64", "double_value", "float_value", "int_value", "string_value"),
    sessionNumber: integer("ga_session_id"),
    isEngaged: `${integer("session_engaged")} = 1`,
    isFound: (column, pattern) => `regexp_contains(${column}, ${pattern})`,
    number: (column) => `safe_cast(${column} as float64)`,
    digest: (...values) => `farm_fingerprint(to_json_string(struct(${values.join(", ")})))`,
    allParameters: "farm_fingerprint(to_json_string(event_params))",
    replaced: (column, pattern, by) => `regexp_replace(${column}, ${text(pattern)}, ${text(by)})`,
  };
}
