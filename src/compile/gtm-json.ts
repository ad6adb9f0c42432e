/** Tag Manager's JSON, piece by piece, in the API's spelling and key order (type, key, value). */
import type { Parameter } from "../resources/body.ts";
import type { Json, JsonObject } from "../resources/resource.ts";
import type { Variable } from "./variables/variable.ts";

export function template(key: string, value: string): Parameter {
  return { type: "template", key, value };
}

export function boolean(key: string, value: boolean): Parameter {
  return { type: "boolean", key, value: String(value) };
}

export function integer(key: string, value: number): Parameter {
  return { type: "integer", key, value: String(value) };
}

/** A table: a list of maps, one map a row, the keys of every row the same. */
export function table(key: string, rows: readonly Readonly<Record<string, string>>[]): Parameter {
  const list = rows.map((row) => ({ type: "map", map: Object.entries(row).map(([k, v]) => template(k, v)) }));
  return { type: "list", key, list };
}

/** One line of a trigger: `{{variable}} <type> <value>`. All lines of a trigger must be true. */
export interface Condition {
  readonly variable: Variable;
  readonly type:
    | "equals"
    | "contains"
    | "startsWith"
    | "endsWith"
    | "matchRegex"
    | "cssSelector"
    | "greater"
    | "greaterOrEquals"
    | "less"
    | "lessOrEquals";
  readonly value: string | Variable;
  /** Tag Manager knows it for `matchRegex` alone. */
  readonly ignoreCase?: boolean;
  readonly negate?: boolean;
}

/** Flags that are off are left out, as in every real export. */
export function conditionJson(condition: Condition): JsonObject {
  const { value } = condition;
  const parameter: Json[] = [
    template("arg0", reference(condition.variable)),
    template("arg1", typeof value === "string" ? value : reference(value)),
  ];
  if (condition.ignoreCase) parameter.push(boolean("ignore_case", true));
  if (condition.negate) parameter.push(boolean("negate", true));
  return { type: condition.type, parameter };
}

export function reference(variable: Variable): string {
  return `{{${variable.name}}}`;
}
