/**
 * DuckDB's flatten statement. A parameter is found by walking its list once, which takes a third of what reading the
 * list does; a subquery over `unnest`, which is what BigQuery has, would take 18 times as long.
 */
import { type Flattening, flatColumns, parametersRead } from "../flat-columns.ts";
import type { RequiredColumns } from "../required-columns.ts";
import { literal, quoted, type Type, typeAt } from "./columns.ts";

/** Something that SQL can read from, with the columns that it has. */
export interface Readable {
  readonly from: string;
  readonly columns: ReadonlyMap<string, Type>;
}

export function flattenDuckdb(wanted: RequiredColumns, readable: readonly Readable[]): string {
  return readable.map((one) => flattenOne(wanted, one)).join("\nunion all\n");
}

function flattenOne(wanted: RequiredColumns, { from, columns }: Readable): string {
  const list = parameterList(columns);
  const extracted: string[] = [];
  const events = parametersRead(wanted);
  const flat = flattening(columns, list, (name, sql) => {
    const only = onlyOf(events.get(name) ?? null, sql);
    const known = extracted.indexOf(only);
    return `v${known >= 0 ? known : extracted.push(only) - 1}`;
  });
  const all = flatColumns(wanted, flat).map(([sql, name]) => `${sql} as ${name}`);
  return `select ${all.join(",\n")}
from (select ${["*", ...extracted.map((sql, index) => `${sql} as v${index}`)].join(",\n")}
from ${from}
where ${flat.column("event_date", "integer")} between ${wanted.from} and ${wanted.to})`;
}

/** Null: of all events. */
function onlyOf(events: readonly string[] | null, sql: string): string {
  if (events === null) return sql;
  return `case when "event_name" in (${["", ...events].map(literal).join(", ")}) then ${sql} end`;
}

interface ParameterList {
  readonly sql: string;
  /** The fields of a parameter's value; empty where the file has no parameters. */
  readonly fields: readonly string[];
}

/** Parquet files of some converters wrap every list: `event_params.list[].element`. */
function parameterList(columns: ReadonlyMap<string, Type>): ParameterList {
  const wrapped = typeAt(columns, "event_params.list");
  const type = wrapped ?? typeAt(columns, "event_params");
  const sql = wrapped ? 'list_transform("event_params"."list", lambda e: e.element)' : '"event_params"';
  const element = type !== null && type !== "plain" && "list" in type ? type.list : "plain";
  if (element === "plain" || !("fields" in element)) return { sql, fields: [] };
  const value = typeAt(element.fields, wrapped ? "element.value" : "value");
  return { sql, fields: value && value !== "plain" && "fields" in value ? [...value.fields.keys()] : [] };
}

const TYPES = { text: "varchar", integer: "bigint", float: "double" } as const;

/** @param extract names the column in which a parameter will be */
function flattening(
  columns: ReadonlyMap<string, Type>,
  { sql, fields }: ParameterList,
  extract: (name: string, sql: string) => string,
): Flattening {
  const value = (name: string, order: readonly string[], type: string): string => {
    const parts = order
      .filter((field) => fields.includes(field))
      .map((field) => `try_cast(${fieldOf(field)} as ${type})`);
    if (parts.length === 0) return `cast(null as ${type})`;
    const found = `case when p.key = ${literal(name)} then coalesce(${parts.join(", ")}) end`;
    return extract(name, `list_max(list_transform(${sql}, lambda p: ${found}))`);
  };
  return {
    text: literal,
    column: (path, type) => columnSql(columns, path, TYPES[type]),
    parameter: (name) => value(name, ["string_value", "int_value", "double_value", "float_value"], "varchar"),
    parameterNumber: (name) =>
      value(name, ["double_value", "float_value", "int_value", "string_value"], "double"),
    parameterInteger: (name) => value(name, ["int_value", "string_value"], "bigint"),
    isFound: (column, pattern) => `regexp_matches(${column}, ${pattern})`,
    number: (column) => `try_cast(${column} as double)`,
    digest: (...values) => `hash(${values.join(", ")})`,
    allParameters: fields.length === 0 ? "0" : `hash(${sql})`,
    replaced: (column, pattern, by) => `regexp_replace(${column}, ${literal(pattern)}, ${literal(by)}, 'g')`,
  };
}

/** Converters make floats of whole numbers where some are missing. */
function fieldOf(field: string): string {
  return field === "int_value" ? "try_cast(p.value.int_value as bigint)" : `p.value.${field}`;
}

/** Some files have dates with dashes. */
function columnSql(columns: ReadonlyMap<string, Type>, path: string, type: string): string {
  if (typeAt(columns, path) === null) return `cast(null as ${type})`;
  if (path === "event_date") return `try_cast(replace(cast("event_date" as varchar), '-', '') as ${type})`;
  return `try_cast(${quoted(path)} as ${type})`;
}
