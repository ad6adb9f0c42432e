/** The row of a plan for what several goals share, and for a key event that was not a goal. */
import { entryIn } from "../entry-in.ts";
import type { Compiled } from "../resources/compiled.ts";
import { GOOGLE_TAG, SESSION_SCRIPT } from "../resources/entity-name.ts";
import { isDefinitionKind, labelOf } from "../resources/kinds.ts";
import { type Json, keyOf, type User } from "../resources/resource.ts";
import { columnWords } from "./column-words.ts";
import { inKindOrder } from "./kind-order.ts";
import type { ChangeAction, ResourceChange, SubjectChange } from "./plan.ts";

/** A row of the plan: a goal, a funnel, a forward, something that several share, or a key event that was not a goal. */
export type Row = User | `shared:${string}` | `key event:${string}`;

/**
 * What changes although no goal does is not "changed in the goals file": goalform itself has changed. Only columns of
 * reports have words of their own there, under `dimensions` and `metrics`.
 */
export function asShared(change: ResourceChange): ResourceChange {
  if (change.reason !== "file_changed" || isDefinitionKind(change.kind) || namesAnotherId(change))
    return change;
  return { ...change, reason: "rewritten" };
}

/** The measurement id is the target's, and the target is in the file. */
function namesAnotherId({ fields }: ResourceChange): boolean {
  const idsIn = (value: Json) =>
    JSON.stringify(value)
      .match(/\bG-[A-Z0-9]{4,}\b/g)
      ?.join();
  return fields.some(({ before, after }) => idsIn(before) !== idsIn(after));
}

export function sharedRow({ address, kind, name }: ResourceChange): Row {
  if (kind === "ga4.keyEvent") return `key event:${name}`;
  const key = keyOf(address).split("/")[0]!;
  return key.startsWith("shared:") ? (key as Row) : `shared:${key}`;
}

const SHARED_NAMES: Readonly<Record<string, string>> = {
  session: SESSION_SCRIPT,
  google_tag: GOOGLE_TAG,
  folder: "folder",
};

export function sharedChange(
  row: Exclude<Row, User>,
  resources: readonly ResourceChange[],
  { subjects, resources: wanted }: Compiled,
): SubjectChange {
  const at = row.indexOf(":");
  const id = row.slice(at + 1);
  const is = row.slice(0, at) as "shared" | "key event";
  const [first] = resources;
  const addresses = new Set(resources.map(({ address }) => address));
  const users = new Set(wanted.filter((one) => addresses.has(one.address)).flatMap((one) => one.users));
  const names = subjects.filter(({ user }) => users.has(user)).map(({ name }) => name);
  return {
    subject: { is, id, name: is === "key event" ? id : sharedName(id, first!) },
    action: sharedAction(resources),
    counts: names.length === 0 ? null : `used by ${listed(names)}; ${whatStays(id)}`,
    way: null,
    origin: null,
    despite: null,
    resources: inKindOrder(resources),
    ...(names.length === 0 && resources.length === 1 ? columnWords(first!, wanted) : {}),
  };
}

/** A newer session script may count what an older one missed, so it is not the counting that stays. */
function whatStays(id: string): string {
  return id === "session" ? "what the goals ask for stays the same" : "no goal counts differently";
}

function sharedName(id: string, { kind, name }: ResourceChange): string {
  return entryIn(SHARED_NAMES, id) ?? `${labelOf(kind)} ${name}`;
}

const MOST_NAMES = 5;

function listed(names: readonly string[]): string {
  const more = names.length - MOST_NAMES;
  return names.slice(0, MOST_NAMES).join(", ") + (more > 0 ? ` and ${more} more` : "");
}

function sharedAction(resources: readonly ResourceChange[]): ChangeAction {
  const actions = new Set(resources.map(({ action }) => action));
  if (actions.size > 1) return "change";
  return ({ create: "add", update: "change", delete: "remove", adopt: "adopt" } as const)[[...actions][0]!];
}
