/** What is at Google after a file was applied, and what somebody then edits there: plans of many edits for one apply. */
import { compile } from "../../src/compile/compile.ts";
import { type BuiltPlan, buildPlan } from "../../src/plan/build-plan.ts";
import { listsToRead } from "../../src/plan/for-property.ts";
import type { Compiled } from "../../src/resources/compiled.ts";
import type { JsonObject } from "../../src/resources/json.ts";
import type { DefinitionKind, EntityKind } from "../../src/resources/resource.ts";
import type { KeyEventSnapshot, Snapshot } from "../../src/resources/snapshot.ts";
import { memoryGoogle } from "./memory-google.ts";
import { applyGoals } from "./memory-shop.ts";
import { goalSet, MEASUREMENT_ID } from "./shop.ts";

export type Edit = (live: Snapshot) => Snapshot;

export async function applied(file: string): Promise<Snapshot> {
  const google = memoryGoogle();
  await applyGoals(google, file);
  return google.read((container) => listsToRead(compiled(file), container));
}

export function planOf(file: string, live: Snapshot): BuiltPlan {
  return buildPlan(compiled(file), live, "production");
}

/** What was compiled last: many edits are planned of one file. */
const recent = new Map<string, Compiled>();

export function compiled(file: string): Compiled {
  const made = recent.get(file) ?? compile(goalSet(file), MEASUREMENT_ID);
  recent.clear();
  recent.set(file, made);
  return made;
}

/** Null takes it away. */
type Change = (one: JsonObject) => JsonObject | null;

export const entities =
  (kind: EntityKind, change: Change): Edit =>
  ({ container, property, requests }) => {
    const { content } = container;
    const changed = content.entities[kind].flatMap((one) => change(one as JsonObject) ?? []);
    const all = { ...content.entities, [kind]: changed };
    return { container: { ...container, content: { ...content, entities: all } }, property, requests };
  };

/** One of our entities, by its name without the owner. */
export const entity = (kind: EntityKind, name: string, change: Change) =>
  entities(kind, (one) => (one["name"] === `acme-shop - ${name}` ? change(one) : one));

export const definitions =
  (kind: DefinitionKind, change: Change): Edit =>
  ({ container, property, requests }) => {
    const changed = (property.definitions[kind] ?? []).flatMap((one) => {
      const body = change(one.body);
      return body ? [{ ...one, body }] : [];
    });
    const all = { ...property.definitions, [kind]: changed };
    return { container, property: { ...property, definitions: all }, requests };
  };

export const keyEvents =
  (eventName: string, change: Partial<KeyEventSnapshot> | null): Edit =>
  ({ container, property, requests }) => {
    const changed = property.keyEvents.flatMap((one) =>
      one.eventName !== eventName ? one : change === null ? [] : { ...one, ...change },
    );
    return { container, property: { ...property, keyEvents: changed }, requests };
  };

export const both =
  (one: Edit, other: Edit): Edit =>
  (live) =>
    other(one(live));

/** Wherever it stands. */
export const replaced = (from: string, to: string) => (one: JsonObject) =>
  JSON.parse(JSON.stringify(one).replaceAll(from, to)) as JsonObject;

export const having = (change: JsonObject) => (one: JsonObject) => ({ ...one, ...change });
