/** The parts of a JSON Schema that people read. */

export interface Schema {
  readonly $ref?: string;
  readonly title?: string;
  readonly description?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly default?: unknown;
  readonly examples?: readonly unknown[];
  /** Those that an editor cannot insert: mappings and lists. */
  readonly furtherExamples?: readonly unknown[];
  readonly $comment?: string;
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

interface Condition extends Omit<Schema, "properties" | "allOf"> {
  readonly if?: Schema | false;
  readonly then?: Refusing;
  readonly else?: Schema;
}

interface Refusing {
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, unknown>>;
  readonly allOf?: readonly Refusing[];
}

/** With what a `$ref` points to and what an `allOf` adds, as if it were written in one place; what is written nearest comes first. */
export function resolved(root: Schema, schema: Schema): Schema {
  const name = definitionName(schema);
  const target = name === null ? undefined : root.$defs?.[name];
  const added = (schema.allOf ?? []).flatMap((one) => {
    if (one.if === false && one.else) return [one.else];
    const isCondition = one.if !== undefined && one.type === undefined && !("properties" in one);
    return one.$comment !== undefined || isCondition ? [] : [one as Schema];
  });
  const all = [...(target ? [target] : []), ...added].map((one) => resolved(root, one));
  const inherited = Object.assign({}, ...all) as Schema;
  const own = [...(schema.examples ?? []), ...(schema.furtherExamples ?? [])];
  const { furtherExamples: _, ...merged } = { ...inherited, ...schema };
  return { ...merged, examples: own.length > 0 ? own : (inherited.examples ?? []) };
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

/** The type of the value, allowed values, limits and the default. */
export function facts(schema: Schema): string {
  const values = schema.enum?.map((one) => `\`${one}\``).join(", ");
  const kinds = kindsOf([schema.type ?? []].flat());
  return [
    schema.const !== undefined
      ? `always \`${schema.const}\``
      : values
        ? `${schema.enum?.length === 1 ? "always" : "one of"} ${values}`
        : kinds.length > 2
          ? `${kinds.slice(0, -1).join(", ")} or ${kinds.at(-1)}`
          : kinds.join(" or "),
    ...limits(schema),
    ...(schema.default === undefined ? [] : [`default: \`${schema.default}\``]),
  ]
    .filter((fact) => fact !== "")
    .join("; ");
}

/** If any single value is allowed, the types are not listed. */
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

function refuses({ properties, allOf = [] }: Refusing, key: string): boolean {
  return properties?.[key] === false || allOf.some((one) => refuses(one, key));
}

/** For which values of `type` a key is allowed, and for which it is required; null if the schema does not say. */
export function typesOf(goal: Schema, key: string): { allowed: string[]; required: string[] } | null {
  const cases = (goal.allOf ?? []).flatMap(({ if: when, then }) => {
    const type = when ? when.properties?.["type"]?.const : undefined;
    return typeof type === "string" && then ? [{ type, then }] : [];
  });
  const allowed = cases.filter(({ then }) => !refuses(then, key)).map(({ type }) => type);
  const required = cases.filter(({ then }) => then.required?.includes(key)).map(({ type }) => type);
  return allowed.length === cases.length && required.length === 0 ? null : { allowed, required };
}
