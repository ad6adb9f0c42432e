/**
 * GitHub's own description of its REST API (`api.json`, made by scripts/github-api.mjs): what may be asked, and what is
 * answered. Requests and answers that it does not allow make a test fail.
 */
import { readFileSync } from "node:fs";
import { Ajv, type ValidateFunction } from "ajv";

interface Schema {
  readonly $ref?: string;
  readonly type?: string;
  readonly nullable?: boolean;
  readonly enum?: readonly unknown[];
  readonly format?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly allOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
}

interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
}

interface Content {
  readonly content?: { readonly "application/json"?: { readonly schema: Schema } };
}

interface Operation {
  readonly operationId: string;
  readonly parameters: readonly Parameter[];
  readonly requestBody?: Content;
  readonly responses: Readonly<Record<string, Content>>;
}

interface Description {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

const API = withNull(JSON.parse(readFileSync(new URL("api.json", import.meta.url), "utf8"))) as Description;
const ajv = new Ajv({ strict: false, validateFormats: false, allErrors: true });
ajv.addSchema(API, "api");

const OPERATIONS = Object.entries(API.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({
    method: method.toUpperCase(),
    pattern: patternOf(path),
    where: `api#/paths/${path.replaceAll("~", "~0").replaceAll("/", "~1")}/${method}`,
    operation,
  })),
);

/** OpenAPI's `nullable` in JSON Schema's words, where it stands beside no type. */
function withNull(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withNull);
  if (value === null || typeof value !== "object") return value;
  const made = Object.fromEntries(Object.entries(value).map(([key, one]) => [key, withNull(one)]));
  if (made["nullable"] !== true || typeof made["type"] === "string") return made;
  const { nullable: _, ...rest } = made;
  return { anyOf: [{ type: "null" }, rest] };
}

/** The last part of some paths continues over slashes. */
function patternOf(path: string): RegExp {
  const source = path.replace(/\{(path|basehead)\}$/, "(.+)").replace(/\{[^}]+\}/g, "([^/]+)");
  return new RegExp(`^${source}$`);
}

export interface Described {
  readonly operation: Operation;
  readonly where: string;
}

/** The operation that a request is, or null for one that GitHub does not have. */
export function described(method: string, path: string): Described | null {
  return OPERATIONS.find((one) => one.method === method && one.pattern.test(path)) ?? null;
}

/** What GitHub would not take of a request. */
export function wrongWithRequest(
  { operation, where }: Described,
  query: URLSearchParams,
  body: unknown,
): string[] {
  const known = operation.parameters.filter((one) => one.in === "query").map(({ name }) => name);
  const unknown = [...query.keys()].filter((name) => !known.includes(name));
  const problems = unknown.map((name) => `${operation.operationId} has no parameter ${name}`);
  if (operation.requestBody === undefined) return problems;
  return [...problems, ...check(`${where}/requestBody/content/application~1json/schema`, body)];
}

/** What GitHub would not answer. */
export function wrongWithAnswer({ where }: Described, status: number, json: unknown): string[] {
  return check(`${where}/responses/${status}/content/application~1json/schema`, json);
}

const checks = new Map<string, ValidateFunction>();

function check(schema: string, value: unknown): string[] {
  let validate = checks.get(schema);
  if (validate === undefined) {
    validate = ajv.compile({ $ref: schema });
    checks.set(schema, validate);
  }
  if (validate(value)) return [];
  return (validate.errors ?? []).map(({ instancePath, message }) => `${schema} ${instancePath} ${message}`);
}

/** Everything that GitHub always answers for such an object, with the given parts in place of what does not matter. */
export function whole<T extends object>(schema: string, parts: object): T {
  const made = sample({ $ref: `#/components/schemas/${schema}` });
  return merged(made, parts) as T;
}

function merged(made: unknown, parts: object): object {
  const base = (made ?? {}) as Record<string, unknown>;
  const entries = Object.entries(parts).map(([key, value]) => [
    key,
    isPlain(value) && isPlain(base[key]) ? merged(base[key], value) : value,
  ]);
  return { ...base, ...Object.fromEntries(entries) };
}

function isPlain(value: unknown): value is object {
  return value !== null && typeof value === "object" && !Array.isArray(value);
}

const samples = new Map<string, unknown>();

function sample(schema: Schema): unknown {
  if (schema.$ref !== undefined) {
    const { $ref } = schema;
    if (!samples.has($ref)) samples.set($ref, sample(API.components.schemas[$ref.split("/").at(-1)!]!));
    return structuredClone(samples.get($ref));
  }
  const [one] = schema.oneOf ?? schema.anyOf ?? [];
  if (schema.allOf) return Object.assign({}, ...schema.allOf.map((part) => sample(part)));
  if (schema.nullable) return null;
  if (one) return sample(one);
  if (schema.enum) return schema.enum[0];
  if (schema.properties || schema.type === "object") return sampleObject(schema);
  if (schema.type === "array") return [];
  if (schema.type === "integer" || schema.type === "number") return 1;
  if (schema.type === "boolean") return false;
  if (schema.type === "null") return null;
  if (schema.format === "date-time") return "2026-03-01T09:00:00Z";
  return schema.format === "uri" ? "https://api.github.com/" : "text";
}

function sampleObject({ properties = {}, required = [] }: Schema): object {
  return Object.fromEntries(required.map((key) => [key, sample(properties[key] ?? {})]));
}
