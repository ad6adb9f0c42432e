/** Google's Discovery documents, and whether an answer fits them. */

import { readDocument } from "../../scripts/discovery/apis.ts";
import type { Document, Method, Property } from "../../scripts/discovery/document.ts";
import { methodsOf } from "../../scripts/discovery/document.ts";
import type { Field } from "../../src/sandbox/message.ts";

export interface Discovery extends Omit<Document, "methods"> {
  readonly methods: readonly Method[];
}

/** The reduced document, which is a part of the project. */
export function discovery(name: string): Discovery {
  const document = readDocument(`test/sandbox/fixtures/${name}.json`);
  return { ...document, methods: methodsOf(document) };
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
  "string google-duration": "duration",
};

/**
 * Everything in a message that its schema does not allow. Besides, answers leave
 * default values out, as proto3 does, and requests do not set what only Google sets.
 */
export function misfits(
  document: Discovery,
  schema: string,
  value: unknown,
  as: "answer" | "request" = "answer",
): string[] {
  return messageMisfits({ document, as }, schema, value, schema);
}

interface Judging {
  readonly document: Discovery;
  readonly as: "answer" | "request";
}

function messageMisfits(judging: Judging, schema: string, value: unknown, path: string): string[] {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return [`${path} is no message`];
  const { properties = {} } = judging.document.schemas[schema] ?? {};
  return Object.entries(value).flatMap(([name, part]) => {
    const property = properties[name];
    const place = `${path}.${name}`;
    if (property === undefined) return [`${place} is unknown`];
    if (judging.as === "request" && property.readOnly) return [`${place} is read-only`];
    return misfit(judging, property, part, place);
  });
}

function misfit(judging: Judging, property: Property, value: unknown, path: string): string[] {
  const isAnswer = judging.as === "answer";
  if (property.type === "array") {
    if (!Array.isArray(value)) return [`${path} is no list`];
    if (isAnswer && value.length === 0) return [`${path} is an empty list`];
    return value.flatMap((item, index) => misfit(judging, property.items!, item, `${path}[${index}]`));
  }
  if (property.$ref !== undefined) return messageMisfits(judging, property.$ref, value, path);
  const type = property.type === "integer" ? "number" : property.type;
  if (typeof value !== type) return [`${path} is a ${typeof value}`];
  if (isAnswer && (value === "" || value === false || value === 0)) return [`${path} has its default value`];
  if (property.enum !== undefined && !property.enum.includes(String(value))) return [`${path} is ${value}`];
  return [];
}
