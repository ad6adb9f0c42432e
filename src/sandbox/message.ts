/**
 * Google's JSON form of protocol messages: a table of fields per message, read
 * strictly and written without default values.
 */
import { badPayload } from "./google-error.ts";
import type { Fields, Json } from "./state.ts";

export type Scalar = "string" | "boolean" | "int32" | "int64" | "double" | "timestamp" | "duration";

export interface EnumType {
  readonly enum: readonly string[];
  /** The type's full name, for error texts. */
  readonly name: string;
  /** Every accepted spelling, and the value it stands for. */
  readonly spellings: ReadonlyMap<string, string>;
  /** The number of each value in the protocol. */
  readonly numbers: ReadonlyMap<string, number>;
}

export interface Field {
  readonly type: Scalar | EnumType | { readonly message: string };
  readonly repeated?: true;
  /** One of several fields of which only one can be set; its default value is therefore distinguished from a missing one. */
  readonly alternative?: true;
}

export type Message = { readonly [field: string]: Field };
export type Messages = { readonly [name: string]: Message };

export interface ReadingRules {
  /** Whether enum values are also accepted in the UPPER_SNAKE spelling of export files. */
  readonly upperSnake: boolean;
  /** Export files carry fields of older formats; a request may not. */
  readonly unknownFields: "refuse" | "drop";
}

/** @param others numbers that are not the value's place in the list */
export function enumType(
  name: string,
  values: readonly string[],
  others: Readonly<Record<string, number>> = {},
): EnumType {
  const spellings = new Map(values.map((value) => [upperSnake(value), value]));
  for (const value of values) spellings.set(value, value);
  const numbers = new Map(values.map((value, index) => [value, others[value] ?? index]));
  return { enum: values, name, spellings, numbers };
}

/** `matchRegex` → `MATCH_REGEX`, `androidSdk5` → `ANDROID_SDK_5`; upper case stays as it is. */
function upperSnake(value: string): string {
  return value === value.toUpperCase() ? value : value.replace(/[A-Z]|\d+/g, "_$&").toUpperCase();
}

export const text: Field = { type: "string" };
export const texts: Field = { type: "string", repeated: true };
export const flag: Field = { type: "boolean" };
export const int32: Field = { type: "int32" };
export const int64: Field = { type: "int64" };
export const double: Field = { type: "double" };
export const timestamp: Field = { type: "timestamp" };
export const duration: Field = { type: "duration" };

export function one(message: string): Field {
  return { type: { message } };
}

export function many(message: string): Field {
  return { type: { message }, repeated: true };
}

export function choice(type: EnumType): Field {
  return { type };
}

export function choices(type: EnumType): Field {
  return { type, repeated: true };
}

export function alternative(field: Field): Field {
  return { ...field, alternative: true };
}

/**
 * The message without its default values, as Google would store it.
 *
 * @throws GoogleError 400 that names every field which does not fit.
 */
export function readMessage(messages: Messages, name: string, json: unknown, rules: ReadingRules): Fields {
  const reading: Reading = { messages, rules, violations: [] };
  if (!isObject(json)) {
    throw badPayload([
      {
        field: "",
        description: `Invalid JSON payload received. Unknown name "": Root element must be a message.`,
      },
    ]);
  }
  const fields = readFields(reading, name, json, "");
  if (reading.violations.length > 0) throw badPayload(reading.violations);
  return fields;
}

interface Reading {
  readonly messages: Messages;
  readonly rules: ReadingRules;
  readonly violations: { field: string; description: string }[];
}

function readFields(reading: Reading, name: string, json: { [key: string]: unknown }, path: string): Fields {
  const message = reading.messages[name];
  if (message === undefined) throw new Error(`No field table for the message ${name}`);
  const fields: { [field: string]: Json } = {};
  for (const [given, value] of Object.entries(json)) {
    const key = Object.hasOwn(message, given) ? given : camelCase(given);
    const field = Object.hasOwn(message, key) ? message[key] : undefined;
    if (field === undefined) refuseUnknown(reading, given, path);
    else if (value !== null)
      keep(fields, key, field, readField(reading, field, value, path === "" ? key : `${path}.${key}`));
  }
  return fields;
}

/** Google reads the names of the protocol as well (protobuf.dev/programming-guides/json): `counting_method` is `countingMethod`. */
export function camelCase(name: string): string {
  return /^[a-z]\w*$/.test(name)
    ? name.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase())
    : name;
}

function refuseUnknown(reading: Reading, key: string, path: string): void {
  if (reading.rules.unknownFields === "drop") return;
  const place = path === "" ? "" : ` at '${path}'`;
  const description = `Invalid JSON payload received. Unknown name ${JSON.stringify(key)}${place}: Cannot find field.`;
  reading.violations.push({ field: path, description });
}

/** Proto3 does not distinguish a default value from a missing one, so neither do the responses. */
function keep(
  fields: { [field: string]: Json },
  key: string,
  { type, alternative }: Field,
  value: Json | undefined,
): void {
  if (value === undefined) return;
  const isDefault = value === "" || value === false || value === 0 || (type === "int64" && value === "0");
  if (isDefault && !alternative) return;
  if (Array.isArray(value) && value.length === 0) return;
  fields[key] = value;
}

function readField(reading: Reading, field: Field, value: unknown, path: string): Json | undefined {
  if (field.repeated === undefined) return readOne(reading, field, value, path);
  if (!Array.isArray(value)) return refuseValue(reading, field, value, path);
  return value.map((item, index) => readOne(reading, field, item, `${path}[${index}]`) ?? null);
}

function readOne(reading: Reading, field: Field, value: unknown, path: string): Json | undefined {
  const { type } = field;
  if (typeof type === "string") return readScalar(type, value) ?? refuseValue(reading, field, value, path);
  if ("enum" in type) return readEnum(reading, type, value) ?? refuseValue(reading, field, value, path);
  if (!isObject(value)) return refuseValue(reading, field, value, path);
  return readFields(reading, type.message, value, path);
}

function readEnum(reading: Reading, type: EnumType, value: unknown): string | undefined {
  if (typeof value === "number") return byNumber(type, value);
  if (typeof value !== "string") return undefined;
  const meant = type.spellings.get(value);
  const accepted = meant !== undefined && (meant === value || reading.rules.upperSnake);
  if (!accepted) return undefined;
  return isUnspecified(meant) ? "" : meant;
}

/** Google's own clients send numbers. */
function byNumber(type: EnumType, value: number): string | undefined {
  const [name] = [...type.numbers].find(([, number]) => number === value) ?? [];
  return name !== undefined && isUnspecified(name) ? "" : name;
}

/** The zero value of an enum says nothing, and proto3 never writes it. */
export function isUnspecified(value: string): boolean {
  return /unspecified$/i.test(value);
}

function readScalar(type: Scalar, value: unknown): Json | undefined {
  switch (type) {
    case "string":
      return typeof value === "string" ? value : undefined;
    case "timestamp":
      return typeof value === "string" && !Number.isNaN(Date.parse(value)) ? value : undefined;
    case "duration":
      return typeof value === "string" && /^-?\d{1,12}(\.\d{1,9})?s$/.test(value) ? value : undefined;
    case "boolean":
      return typeof value === "boolean" ? value : undefined;
    case "double":
      return readNumber(value);
    case "int32": {
      const number = readNumber(value);
      return number !== undefined && Number.isInteger(number) && Math.abs(number) < 2 ** 31
        ? number
        : undefined;
    }
    case "int64":
      return readInt64(value);
  }
}

function readNumber(value: unknown): number | undefined {
  if (typeof value === "string" && /^-?\d+(\.\d+)?([eE][+-]?\d+)?$/.test(value)) return Number(value);
  return typeof value === "number" && Number.isFinite(value) ? value : undefined;
}

/** 64-bit numbers travel as decimal strings, because JavaScript cannot represent them. */
function readInt64(value: unknown): string | undefined {
  const digits = typeof value === "number" && Number.isInteger(value) ? String(value) : value;
  if (typeof digits !== "string" || !/^-?\d{1,19}$/.test(digits)) return undefined;
  return /^-?0+$/.test(digits) ? "0" : digits;
}

function refuseValue(reading: Reading, field: Field, value: unknown, path: string): undefined {
  const shown =
    isObject(value) || Array.isArray(value) ? "Starting an object or a list" : JSON.stringify(value);
  const description = `Invalid value at '${path}' (${typeName(field)}), ${shown}`;
  reading.violations.push({ field: path, description });
  return undefined;
}

function typeName({ type }: Field): string {
  if (typeof type !== "string") return `type.googleapis.com/${"enum" in type ? type.name : type.message}`;
  return {
    string: "TYPE_STRING",
    boolean: "TYPE_BOOL",
    int32: "TYPE_INT32",
    int64: "TYPE_INT64",
    double: "TYPE_DOUBLE",
    timestamp: "type.googleapis.com/google.protobuf.Timestamp",
    duration: "type.googleapis.com/google.protobuf.Duration",
  }[type];
}

function isObject(value: unknown): value is { [key: string]: unknown } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
