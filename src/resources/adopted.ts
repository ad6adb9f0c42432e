/**
 * What is ours of an entity.
 *
 * Of what goalform has made, all owned fields are. What it has adopted stays what people made of it: its name, its folder,
 * and of the lists in a tag every row that the file does not name. The mark remembers that, so that no plan needs the
 * `adopt:` of the file again.
 */

import type { Memory } from "./memory.ts";

/** Of an adopted entity, in addition to what every mark says. */
export interface Adopted {
  /** Digest of what the file said when it was last applied: it says the same as then, whatever the entity looks like. */
  readonly said: string;
  /** Digest of what decided at Google when it was last applied, others' triggers and variables included. */
  readonly seen: string;
  /** The rows of its lists that the file names (`rowName`). */
  readonly rows: readonly string[];
}

/** Which of an entity's fields are ours. */
export interface Owns {
  /** A tag's consent settings. */
  readonly consent: boolean;
  /** The user properties that a tag sends. */
  readonly userProperties: boolean;
  /** Whether a tag sends e-commerce data, and which. */
  readonly ecommerce: boolean;
  /** The rows of an adopted tag that are ours; null for what goalform has made, which is ours as a whole. */
  readonly rows: readonly string[] | null;
}

export const OWNS_ALL: Owns = { consent: false, userProperties: false, ecommerce: false, rows: null };

/** What is ours because the file asks for it, or did so when it was last applied; elsewhere it is people's. */
export function ownedBecause(remembered: readonly Memory[], rows: readonly string[] | null): Owns {
  return {
    consent: remembered.includes("consent"),
    userProperties: remembered.includes("user_properties"),
    ecommerce: remembered.includes("ecommerce"),
    rows,
  };
}

/** The lists of a tag in which each row says what is meant by a name, and the cell that has it. */
export const NAMED_LISTS: Readonly<Record<string, string>> = {
  eventSettingsTable: "parameter",
  // As tags had them before 2023.
  eventParameters: "name",
  userProperties: "name",
};

/** A row among those of all lists of a tag: `method`, `userProperties:plan`. */
export function rowName(list: string, name: string): string {
  return list === "userProperties" ? `${list}:${name}` : name;
}
