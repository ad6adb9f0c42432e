/**
 * Discovery documents without descriptions: what the sandbox is compared with where the whole documents are absent. They
 * keep every method's id, verb, path and scopes, and parameters and messages of those that the sandbox emulates.
 */
import {
  type Document,
  type Method,
  methodsOf,
  type Parameter,
  type Property,
  type Resource,
  type Schema,
} from "./document.ts";

/** The same values for the same question whatever the order of Google's keys. */
export function reduced(document: Document, isEmulated: (method: Method) => boolean): Document {
  const { name, version, revision, parameters, schemas } = document;
  const messages = messagesOf(document, methodsOf(document).filter(isEmulated));
  return {
    name,
    version,
    revision,
    parameters: mapped(parameters, parameter),
    schemas: mapped(Object.fromEntries(messages.map((message) => [message, schemas[message]!])), schema),
    ...resource(document, isEmulated),
  };
}

/** One line for each method, parameter and message, so that a change at Google is a change of its line. */
export function documentText(document: Document): string {
  return `${text(document, 0)}\n`;
}

function text(value: unknown, depth: number): string {
  if (typeof value !== "object" || value === null || Array.isArray(value) || isLeaf(value))
    return JSON.stringify(value);
  const indent = "  ".repeat(depth + 1);
  const lines = Object.entries(value).map(
    ([key, part]) => `${indent}${JSON.stringify(key)}: ${text(part, depth + 1)}`,
  );
  return `{\n${lines.join(",\n")}\n${"  ".repeat(depth)}}`;
}

function isLeaf(value: object): boolean {
  const keys = Object.keys(value);
  return "flatPath" in value || "location" in value || String(keys) === "properties" || keys.length === 0;
}

function resource({ methods, resources }: Resource, isEmulated: (method: Method) => boolean): Resource {
  return {
    ...(methods && { methods: mapped(methods, (one) => method(one, isEmulated(one))) }),
    ...(resources && { resources: mapped(resources, (one) => resource(one, isEmulated)) }),
  };
}

function method(whole: Method, isEmulated: boolean): Method {
  const { id, httpMethod, flatPath, scopes, parameters, request, response } = whole;
  const known = { id, httpMethod, flatPath, scopes: [...scopes].sort() };
  if (!isEmulated) return known;
  return {
    ...known,
    ...(parameters && { parameters: mapped(parameters, parameter) }),
    ...(request && { request: { $ref: request.$ref } }),
    ...(response && { response: { $ref: response.$ref } }),
  };
}

function parameter({ location, type, required, repeated, enum: values }: Parameter): Parameter {
  return {
    location,
    type,
    ...(required && { required }),
    ...(repeated && { repeated }),
    ...(values && { enum: values }),
  };
}

function schema({ properties = {} }: Schema): Schema {
  return { properties: mapped(properties, property) };
}

/** Enum values keep their order: it is that of their numbers. */
function property({ type, format, readOnly, $ref, enum: values, items }: Property): Property {
  return {
    ...(type && { type }),
    ...(format && { format }),
    ...(readOnly && { readOnly }),
    ...($ref && { $ref }),
    ...(values && { enum: values }),
    ...(items && { items: property(items) }),
  };
}

/** The names of the messages that the methods take and answer, with all messages inside them, sorted. */
function messagesOf({ schemas }: Document, methods: readonly Method[]): string[] {
  const found = new Set<string>();
  const add = (name: string | undefined): void => {
    if (name === undefined || found.has(name)) return;
    found.add(name);
    for (const { $ref, items } of Object.values(schemas[name]?.properties ?? {})) add($ref ?? items?.$ref);
  };
  for (const { request, response } of methods) for (const side of [request, response]) add(side?.$ref);
  return [...found].sort();
}

function mapped<T>(record: { readonly [key: string]: T }, change: (value: T) => T): { [key: string]: T } {
  const keys = Object.keys(record).sort();
  return Object.fromEntries(keys.map((key) => [key, change(record[key]!)]));
}
