/**
 * A value against a JSON Schema. Only the keywords that the schema of goals files uses: a validator that
 * knows all of them is forty times as large, or has to be compiled at every start. A test compares the errors with Ajv's.
 */

/** A part of a schema; `true` and `false` allow everything and nothing. */
export type Schema = boolean | Keywords;
export type Keywords = Readonly<Record<string, unknown>>;

/** One keyword that a value does not satisfy. The names are Ajv's, and so is the order of the errors. */
export interface SchemaError {
  /** A JSON pointer: `/goals/thanks/page`. */
  readonly instancePath: string;
  readonly keyword: string;
  /** What the keyword asks for, and the key that is missing or unknown. */
  readonly params: Readonly<Record<string, unknown>>;
  /** The schema that the keyword is in. */
  readonly parentSchema: Schema;
  readonly data: unknown;
  /** If a key does not match, and not its value: the key. */
  readonly propertyName?: string;
}

/**
 * Everything that is wrong with `data`. References in the schema are `#/$defs/<name>`. A schema that failed is reported by its
 * own errors alone: nothing is added for the `if` or `propertyNames` that led there.
 */
export function schemaErrors(schema: Schema, definitions: Keywords, data: unknown): SchemaError[] {
  const errors: SchemaError[] = [];
  check(schema, data, { definitions, errors, path: "" });
  return errors;
}

interface Place {
  readonly definitions: Keywords;
  /** Where errors are added. */
  readonly errors: SchemaError[];
  readonly path: string;
  readonly propertyName?: string;
}

function check(schema: Schema, data: unknown, at: Place): void {
  if (typeof schema === "boolean") {
    if (!schema) fail(at, schema, data, "false schema", {});
    return;
  }
  const keywords = keywordsOf(schema);
  const { type } = schema;
  let isWrongType = type !== undefined && !isOfOneType(type as string | readonly string[], data);
  if (isWrongType && !keywords.some(({ of }) => of === type)) {
    fail(at, schema, data, "type", { type });
    isWrongType = false;
  }
  for (const { name, of, run } of keywords)
    if (of === null || isOfType(of, data)) run(schema[name] as never, { schema, name, data, at });
    else if (isWrongType && of === type) {
      fail(at, schema, data, "type", { type });
      isWrongType = false;
    }
}

/** Those of a schema that are checked, in Ajv's order. */
function keywordsOf(schema: Keywords): readonly Keyword[] {
  let keywords = inOrder.get(schema);
  if (keywords === undefined) {
    keywords = Object.keys(schema).flatMap((name) => BY_NAME.get(name) ?? []);
    inOrder.set(
      schema,
      keywords.sort((one, other) => one.rank - other.rank),
    );
  }
  return keywords;
}

const inOrder = new WeakMap<Keywords, Keyword[]>();

function isOfOneType(type: string | readonly string[], data: unknown): boolean {
  return typeof type === "string" ? isOfType(type, data) : type.some((one) => isOfType(one, data));
}

function isOfType(type: string, data: unknown): boolean {
  switch (type) {
    case "array":
      return Array.isArray(data);
    case "object":
      return typeof data === "object" && data !== null && !Array.isArray(data);
    case "null":
      return data === null;
    case "number":
      return Number.isFinite(data);
    case "integer":
      return Number.isInteger(data);
    default:
      return typeof data === type;
  }
}

function fail(at: Place, parentSchema: Schema, data: unknown, keyword: string, params: Keywords): void {
  const { errors, path: instancePath, propertyName } = at;
  const own = { instancePath, keyword, params, parentSchema, data };
  errors.push(propertyName === undefined ? own : { ...own, propertyName });
}

function isValid(schema: Schema, data: unknown, at: Place): boolean {
  const errors: SchemaError[] = [];
  check(schema, data, { ...at, errors });
  return errors.length === 0;
}

/** A keyword where it is used. */
interface Use {
  readonly schema: Keywords;
  readonly name: string;
  readonly data: unknown;
  readonly at: Place;
}

/** `value` is what the keyword says: `100` for `maxLength: 100`. */
type Run = (value: never, use: Use) => void;

interface Keyword {
  readonly name: string;
  /** The values that it looks at; null for all. */
  readonly of: string | null;
  readonly run: Run;
  readonly rank: number;
}

const limit =
  (isWithin: (data: never, limit: number) => boolean): Run =>
  (value: number, { schema, name, data, at }: Use) => {
    if (!isWithin(data as never, value)) fail(at, schema, data, name, { limit: value });
  };

const sizeOf = (data: object): number => Object.keys(data).length;

/** In characters, and not in halves of them. */
const lengthOf = (data: string): number => [...data].length;

/** In Ajv's order. */
const CHECKED: readonly (readonly [of: string | null, name: string, run: Run])[] = [
  ["number", "maximum", limit((data: number, most) => data <= most)],
  ["number", "minimum", limit((data: number, least) => data >= least)],
  ["string", "maxLength", limit((data: string, most) => data.length <= most || lengthOf(data) <= most)],
  ["string", "pattern", pattern],
  [null, "$ref", reference],
  [null, "const", constant],
  [null, "enum", oneOf],
  [null, "not", not],
  [null, "allOf", allOf],
  [null, "if", conditional],
  ["array", "maxItems", limit((data: readonly unknown[], most) => data.length <= most)],
  ["array", "minItems", limit((data: readonly unknown[], least) => data.length >= least)],
  ["array", "items", items],
  ["object", "maxProperties", limit((data: object, most) => sizeOf(data) <= most)],
  ["object", "minProperties", limit((data: object, least) => sizeOf(data) >= least)],
  ["object", "required", required],
  ["object", "propertyNames", propertyNames],
  ["object", "additionalProperties", additionalProperties],
  ["object", "properties", properties],
];

const BY_NAME: ReadonlyMap<string, Keyword> = new Map(
  CHECKED.map(([of, name, run], rank) => [name, { of, name, run, rank }]),
);

/** Those that `schemaErrors` understands. */
export const KEYWORDS: ReadonlySet<string> = new Set([...BY_NAME.keys(), "type", "then", "else", "$defs"]);

function pattern(value: string, { schema, data, at }: Use): void {
  const expression = patterns.get(value) ?? new RegExp(value, "u");
  patterns.set(value, expression);
  if (!expression.test(data as string)) fail(at, schema, data, "pattern", { pattern: value });
}

const patterns = new Map<string, RegExp>();

function reference(value: string, { data, at }: Use): void {
  check(at.definitions[value.slice("#/$defs/".length)] as Schema, data, at);
}

function constant(allowedValue: unknown, { schema, data, at }: Use): void {
  if (data !== allowedValue) fail(at, schema, data, "const", { allowedValue });
}

function oneOf(allowedValues: readonly unknown[], { schema, data, at }: Use): void {
  if (!allowedValues.includes(data)) fail(at, schema, data, "enum", { allowedValues });
}

function not(value: Schema, { schema, data, at }: Use): void {
  if (isValid(value, data, at)) fail(at, schema, data, "not", {});
}

function allOf(schemas: readonly Schema[], { data, at }: Use): void {
  for (const schema of schemas) check(schema, data, at);
}

function conditional(value: Schema, { schema, data, at }: Use): void {
  const branch = schema[isValid(value, data, at) ? "then" : "else"] as Schema | undefined;
  if (branch !== undefined) check(branch, data, at);
}

function items(value: Schema, { data, at }: Use): void {
  for (const [index, item] of (data as readonly unknown[]).entries())
    check(value, item, below(at, String(index)));
}

type Mapping = Readonly<Record<string, unknown>>;

function required(keys: readonly string[], { schema, data, at }: Use): void {
  for (const missingProperty of keys)
    if (readAt(data, missingProperty) === undefined) fail(at, schema, data, "required", { missingProperty });
}

/** Undefined also for a value that could not be read. */
function readAt(data: unknown, key: string): unknown {
  return Object.hasOwn(data as Mapping, key) ? (data as Mapping)[key] : undefined;
}

function propertyNames(value: Schema, { data, at }: Use): void {
  for (const key of Object.keys(data as Mapping)) check(value, key, { ...at, propertyName: key });
}

function additionalProperties(value: Schema, { schema, data, at }: Use): void {
  for (const [key, one] of Object.entries(data as Mapping)) {
    if (Object.hasOwn((schema["properties"] ?? {}) as Mapping, key)) continue;
    if (value === false) fail(at, schema, data, "additionalProperties", { additionalProperty: key });
    else check(value, one, below(at, key));
  }
}

function properties(value: Readonly<Record<string, Schema>>, { data, at }: Use): void {
  for (const [key, schema] of Object.entries(value))
    if (readAt(data, key) !== undefined) check(schema, readAt(data, key), below(at, key));
}

/** One level deeper, with the key as a JSON pointer writes it. */
function below({ definitions, errors, path }: Place, key: string): Place {
  return { definitions, errors, path: `${path}/${key.replaceAll("~", "~0").replaceAll("/", "~1")}` };
}
