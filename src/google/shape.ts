/**
 * What an answer must look like before anything is concluded from it.
 *
 * Not everything that answers is Google. Google leaves empty lists and default
 * values out (proto3), so a missing field is often right; a field of the wrong kind never is.
 */

import { entryIn } from "../entry-in.ts";

/** What is wrong with a value, as a sentence that begins with its place; null when nothing is. */
export type Shape = (value: unknown, at: string) => string | null;

export const text = ofType("string", "a text");
export const flag = ofType("boolean", "true or false");
export const number = ofType("number", "a number");

/** A text that identifies something, so it is never left out. */
export const id: Shape = (value, at) =>
  value === undefined || value === "" ? `${at} is missing` : text(value, at);

/** A path that begins so: what another server calls by a name is not Google's. */
export function under(root: string): Shape {
  return (value, at) =>
    id(value, at) ?? (String(value).startsWith(root) ? null : `${at} does not begin with "${root}"`);
}

export function list(item: Shape): Shape {
  return (value, at) => {
    if (!Array.isArray(value)) return `${at} is ${kindOf(value)}, not a list`;
    return firstProblem(value.map((one, index) => item(one, `${at}[${index}]`)));
  };
}

type Fields = Readonly<Record<string, Shape>>;

/** A JSON object. Fields that are not named here may be there too: Google adds some. */
export function record(required: Fields, optional: Fields = {}): Shape {
  return (value, at) => {
    if (!isRecord(value)) return `${at || "it"} is ${kindOf(value)}, not a JSON object`;
    const known = Object.entries({ ...required, ...optional });
    return firstProblem(
      known.map(([name, shape]) =>
        name in required || value[name] !== undefined ? shape(value[name], placeOf(at, name)) : null,
      ),
    );
  };
}

/** Where Google may have nothing to say: an empty object, or one with at least one of these fields. Others are somebody else's. */
export function sparse(fields: Fields): Shape {
  const known = record({}, fields);
  return (value, at) => {
    const problem = known(value, at);
    if (problem !== null) return problem;
    const said = Object.keys(value as object);
    return said.length === 0 || said.some((name) => name in fields)
      ? null
      : `it says "${String(said[0]).slice(0, 40)}" instead of ${Object.keys(fields)[0]}`;
  };
}

/** What a removal answers: no body at all, or an empty object. */
export const nothing: Shape = (value) => {
  if (value === undefined || value === null || value === "") return null;
  return isRecord(value) && Object.keys(value).length === 0
    ? null
    : `it is ${kindOf(value)}, not an empty answer`;
};

/** Shapes that contain themselves. */
export function later(shape: () => Shape): Shape {
  return (value, at) => shape()(value, at);
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return (
    typeof value === "object" &&
    value !== null &&
    [Object.prototype, null].includes(Object.getPrototypeOf(value))
  );
}

function kindOf(value: unknown): string {
  if (value === undefined) return "missing";
  if (value === null) return "null";
  if (value === "") return "empty";
  if (Array.isArray(value)) return "a list";
  return typeof value === "object" ? "an object" : (entryIn(KINDS, typeof value) ?? typeof value);
}

const KINDS: Readonly<Record<string, string>> = {
  string: "a text",
  number: "a number",
  boolean: "true or false",
};

function ofType(type: "string" | "boolean" | "number", name: string): Shape {
  return (value, at) => {
    if (value === undefined) return `${at} is missing`;
    return typeof value === type ? null : `${at} is ${kindOf(value)}, not ${name}`;
  };
}

function placeOf(at: string, name: string): string {
  return at === "" ? name : `${at}.${name}`;
}

function firstProblem(problems: readonly (string | null)[]): string | null {
  return problems.find((problem) => problem !== null) ?? null;
}
