/** Checks that several messages share: is a text there, is it short enough, may it be a name? */
import type { Fields } from "../state.ts";
import { snakeCase } from "./field-names.ts";
import { invalidArgument } from "./refusals.ts";
import { RESERVED_PREFIXES } from "./reserved-names.ts";

/** @throws GoogleError 400 when the field is missing, or longer than it may be. */
export function requiredText(fields: Fields, field: string, maximum = Number.POSITIVE_INFINITY): string {
  const text = fields[field];
  if (typeof text !== "string") throw missing(snakeCase(field));
  checkLength(fields, field, maximum);
  return text;
}

/** @throws GoogleError 400 if the field exists and is too long. */
export function checkLength(fields: Fields, field: string, maximum: number): void {
  const text = fields[field];
  if (typeof text !== "string" || [...text].length <= maximum) return;
  throw invalidArgument(`The field ${snakeCase(field)} is longer than ${maximum} characters.`);
}

/** @param place the field's name in snake case, with the way to it. */
export function missing(place: string) {
  return invalidArgument(`The field ${place} is required.`);
}

/** @throws GoogleError 400 unless it is Latin letters, digits and underscores, a letter first. */
export function checkName(name: string, place: string): void {
  if (/^[A-Za-z][A-Za-z0-9_]*$/.test(name)) return;
  throw invalidArgument(
    `The field ${place} must start with a letter and have only letters, digits and underscores.`,
  );
}

/** @throws GoogleError 400 for a prefix that Analytics keeps for itself. */
export function checkPrefix(name: string, place: string): void {
  const prefix = RESERVED_PREFIXES.find((reserved) => name.startsWith(reserved));
  if (prefix === undefined) return;
  throw invalidArgument(`The field ${place} starts with the reserved prefix "${prefix}".`);
}
