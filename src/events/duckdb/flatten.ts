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
  /** Whether one column can be read without the others. */
  readonly hasColumns: boolean;
}

/** @param hasNames whether there is the type `NAMES` with all names of events */
export function flattenDuckdb(
  wanted: RequiredColumns,
  readable: readonly Readable[],
  hasNames: boolean,
): string {
  return readable.map((one) => flattenOne(wanted, one, hasNames)).join("\nunion all\n");
}

/** A number for each name, in the order of the names: storing and sorting numbers takes less than storing and sorting texts. */
const NAMES = "names";

/** Makes that type. Its statement reads all names, which are in a column of their own in Parquet files only. */
export function namesOf(readable: readonly Readable[]): string {
  const all = readable.map(
    ({ from, columns }) => `select ${columnSql(columns, "event_name", "varchar")} as name from ${from}`,
  );
  return `create type ${NAMES} as enum (select distinct name from (${all.join(" union all ")}) where name is not null order by name)`;
}

/** A value as it is stored: of ten million, each byte counts. */
function stored(sql: string, name: string, hasNames: boolean): string {
  if (name === "name") return hasNames ? `cast(${sql} as ${NAMES})` : sql;
  if (name === "day") return `cast(${sql} as integer)`;
  return /^(?:engaged|is_purchase|[fg]\d+)$/.test(name) ? `cast(${sql} as utinyint)` : sql;
}

function flattenOne(wanted: RequiredColumns, { from, columns }: Readable, hasNames: boolean): string {
  const list = parameterList(columns);
  const extracted: string[] = [];
  const events = parametersRead(wanted);
  const flat = flattening(columns, list, (name, sql) => {
    const only = onlyOf(name === null ? null : (events.get(name) ?? null), sql);
    const known = extracted.indexOf(only);
    return `v${known >= 0 ? known : extracted.push(only) - 1}`;
  });
  const all = flatColumns(wanted, flat).map(([sql, name]) => `${stored(sql, name, hasNames)} as ${name}`);
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

/** The column in which what is found in an event's parameters will be: a parameter, or with null what every event says. */
type Extract = (name: string | null, sql: string) => string;

function flattening(
  columns: ReadonlyMap<string, Type>,
  { sql, fields }: ParameterList,
  extract: Extract,
): Flattening {
  const first = (order: readonly string[], type: string): string | null => {
    const parts = order
      .filter((field) => fields.includes(field))
      .map((field) => `try_cast(${fieldOf(field)} as ${type})`);
    return parts.length === 0 ? null : `coalesce(${parts.join(", ")})`;
  };
  const value = (name: string, order: readonly string[], type: string): string => {
    const found = first(order, type);
    if (found === null) return `cast(null as ${type})`;
    const isMeant = `case when p.key = ${literal(name)} then ${found} end`;
    return extract(name, `list_max(list_transform(${sql}, lambda p: ${isMeant}))`);
  };
  const session = sessionList(sql, fields, first(["int_value", "string_value"], "bigint"), extract);
  return {
    text: literal,
    column: (path, type) => columnSql(columns, path, TYPES[type]),
    parameter: (name) => value(name, ["string_value", "int_value", "double_value", "float_value"], "varchar"),
    parameterNumber: (name) =>
      value(name, ["double_value", "float_value", "int_value", "string_value"], "double"),
    sessionNumber: session === null ? "cast(null as bigint)" : `nullif(list_max(${session}), ${ENGAGED})`,
    isEngaged: session === null ? "false" : `list_contains(${session}, ${ENGAGED})`,
    isFound: (column, pattern) => `regexp_matches(${column}, ${pattern})`,
    number: (column) => `try_cast(${column} as double)`,
    digest: (...values) => `hash(${values.join(", ")})`,
    allParameters: fields.length === 0 ? "0" : `hash(${sql})`,
    replaced: (column, pattern, by) => `regexp_replace(${column}, ${literal(pattern)}, ${literal(by)}, 'g')`,
  };
}

/** In the list of a session's numbers: no session has such a number, which is the time when it began. */
const ENGAGED = -1;

/** The session number and whether it is engaged, from one walk through the parameters of an event: two would cost an eighth more. */
function sessionList(
  parameters: string,
  fields: readonly string[],
  number: string | null,
  extract: Extract,
): string | null {
  if (number === null) return null;
  const isOne = ["string_value", "int_value"].filter((field) => fields.includes(field)).map(isOneIn);
  const engaged = `case when ${isOne.join(" or ")} then ${ENGAGED} end`;
  const found = `case p.key when 'ga_session_id' then ${number} when 'session_engaged' then ${engaged} end`;
  return extract(null, `list_transform(${parameters}, lambda p: ${found})`);
}

/** Comparing texts takes less than reading numbers from them. */
function isOneIn(field: string): string {
  return `cast(p.value.${field} as varchar) in ('1', '1.0')`;
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
