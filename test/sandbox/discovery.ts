/** Google's Discovery documents, and whether an answer fits them. */
import type { Field } from "../../src/sandbox/message.ts";
import { shared } from "./google.ts";

export interface Method {
  readonly id: string;
  readonly httpMethod: string;
  readonly flatPath: string;
  readonly scopes: readonly string[];
  readonly parameters?: { readonly [name: string]: { readonly location: string } };
  readonly request?: { readonly $ref: string };
}

interface Property {
  readonly type?: string;
  readonly format?: string;
  readonly $ref?: string;
  readonly enum?: readonly string[];
  readonly items?: Property;
}

export interface Discovery {
  readonly schemas: {
    readonly [name: string]: { readonly properties?: { readonly [field: string]: Property } };
  };
  readonly methods: readonly Method[];
}

interface Resource {
  readonly methods?: { readonly [name: string]: Method };
  readonly resources?: { readonly [name: string]: Resource };
}

/** Undefined when the documents are not next to the project. */
export function discovery(name: string): Discovery | undefined {
  const document = shared(`discovery/${name}.json`) as (Discovery & Resource) | undefined;
  return document && { schemas: document.schemas, methods: methodsOf(document) };
}

function methodsOf({ methods = {}, resources = {} }: Resource): Method[] {
  return [...Object.values(methods), ...Object.values(resources).flatMap(methodsOf)];
}

/** The field of our own tables in the words of the document, for comparing the two. */
export function describeField({ type, repeated }: Field): string {
  const single =
    typeof type === "string" ? type : "enum" in type ? [...type.enum].sort().join("|") : type.message;
  return repeated ? `${single}[]` : single;
}

export function describeProperty(property: Property, prefix = ""): string {
  if (property.type === "array") return `${describeProperty(property.items!, prefix)}[]`;
  if (property.$ref !== undefined) return property.$ref.replace(prefix, "");
  if (property.enum !== undefined) return [...property.enum].sort().join("|");
  return SCALARS[`${property.type} ${property.format ?? ""}`.trim()] ?? `${property.type} ${property.format}`;
}

const SCALARS: { readonly [name: string]: string } = {
  string: "string",
  boolean: "boolean",
  "integer int32": "int32",
  "string int64": "int64",
  "number double": "double",
  "string google-datetime": "timestamp",
};

/** Everything in an answer that its schema does not allow, and every default value that proto3 would have left out. */
export function misfits({ schemas }: Discovery, schema: string, value: unknown, path = schema): string[] {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return [`${path} is no message`];
  const { properties = {} } = schemas[schema] ?? {};
  return Object.entries(value).flatMap(([name, part]) => {
    const property = properties[name];
    return property === undefined
      ? [`${path}.${name} is unknown`]
      : misfit({ schemas, methods: [] }, property, part, `${path}.${name}`);
  });
}

function misfit(document: Discovery, property: Property, value: unknown, path: string): string[] {
  if (property.type === "array") {
    if (!Array.isArray(value) || value.length === 0) return [`${path} is no list with something in it`];
    return value.flatMap((item, index) => misfit(document, property.items!, item, `${path}[${index}]`));
  }
  if (property.$ref !== undefined) return misfits(document, property.$ref, value, path);
  const type = property.type === "integer" ? "number" : property.type;
  if (typeof value !== type) return [`${path} is a ${typeof value}`];
  if (value === "" || value === false || value === 0) return [`${path} has its default value`];
  if (property.enum !== undefined && !property.enum.includes(String(value))) return [`${path} is ${value}`];
  return [];
}
