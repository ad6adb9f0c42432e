/** The parts of a JSON Schema that tell people something. */

export interface Schema {
  readonly $ref?: string;
  readonly title?: string;
  readonly description?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly default?: unknown;
  readonly examples?: readonly unknown[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly maxLength?: number;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: Schema | boolean;
  readonly items?: Schema;
  readonly allOf?: readonly Condition[];
  readonly $defs?: Readonly<Record<string, Schema>>;
}

interface Condition {
  readonly if?: Schema;
  readonly then?: Omit<Schema, "properties"> & { readonly properties?: Readonly<Record<string, unknown>> };
}

/** What a `$ref` points to, with what stands beside the `$ref` before it. */
export function resolved(root: Schema, schema: Schema): Schema {
  const name = definitionName(schema);
  const target = name === null ? undefined : root.$defs?.[name];
  return target ? { ...resolved(root, target), ...schema } : schema;
}

export function definitionName({ $ref }: Schema): string | null {
  return /^#\/\$defs\/(\w+)$/.exec($ref ?? "")?.[1] ?? null;
}

const TYPES: Readonly<Record<string, string>> = {
  string: "text",
  number: "number",
  integer: "whole number",
  boolean: "true or false",
  array: "list",
  object: "keys with values",
  null: "nothing",
};

/** Kind of value, allowed values, limits and what holds without it. */
export function facts(schema: Schema): string {
  const values = schema.enum?.map((one) => `\`${one}\``).join(", ");
  const kinds = kindsOf([schema.type ?? []].flat());
  return [
    schema.const !== undefined
      ? `always \`${schema.const}\``
      : values
        ? `one of ${values}`
        : kinds.join(" or "),
    ...limits(schema),
    ...(schema.default === undefined ? [] : [`without it: \`${schema.default}\``]),
  ]
    .filter((fact) => fact !== "")
    .join("; ");
}

/** What may be any single value is not listed. */
function kindsOf(types: readonly string[]): readonly string[] {
  const isAnyScalar = ["string", "number", "boolean"].every((type) => types.includes(type));
  const rest = isAnyScalar
    ? types.filter((type) => TYPES[type] === undefined || ["array", "object"].includes(type))
    : types;
  return [...(isAnyScalar ? ["plain value"] : []), ...rest.map((type) => TYPES[type] ?? type)];
}

function limits({ minimum, maximum, minItems, maxItems, maxLength }: Schema): string[] {
  return [
    between(minimum, maximum, ""),
    between(minItems, maxItems, " entries"),
    maxLength === undefined ? "" : `at most ${maxLength} characters`,
  ];
}

function between(least: number | undefined, most: number | undefined, what: string): string {
  if (least !== undefined && most !== undefined) return `${least} to ${most}${what}`;
  if (least !== undefined && least > 1) return `at least ${least}${what}`;
  return most === undefined ? "" : `at most ${most}${what}`;
}

/** For which values of `type` a key is allowed, and for which it is required; null where the schema does not say. */
export function typesOf(goal: Schema, key: string): { allowed: string[]; required: string[] } | null {
  const cases = (goal.allOf ?? []).flatMap(({ if: when, then }) => {
    const type = when?.properties?.["type"]?.const;
    return typeof type === "string" && then ? [{ type, then }] : [];
  });
  const allowed = cases.filter(({ then }) => then.properties?.[key] !== false).map(({ type }) => type);
  const required = cases.filter(({ then }) => then.required?.includes(key)).map(({ type }) => type);
  return allowed.length === cases.length && required.length === 0 ? null : { allowed, required };
}
