/** Resource by resource → goal by goal: whose change each resource's change is. */

import { entryIn } from "../entry-in.ts";
import { type Compiled, FORWARD_KEY, type Subject } from "../resources/compiled.ts";
import { forwardLabel, GOOGLE_TAG, SESSION_SCRIPT } from "../resources/entity-name.ts";
import { addressedBy, isDefinitionKind, KIND_ORDER, labelOf } from "../resources/kinds.ts";
import {
  type Address,
  type DesiredResource,
  keyOf,
  kindOf,
  type User,
  type UserKind,
} from "../resources/resource.ts";
import { columnWords } from "./column-words.ts";
import type { ChangeAction, ResourceChange, SubjectChange } from "./plan.ts";

/** Who a change is shown with. */
export type Belonging =
  | {
      /** It is a change of each of these goals, funnels and forwards. */
      readonly of: readonly User[];
      /** It changes what they share, too, which is nobody's change in particular. */
      readonly isOfAll: boolean;
    }
  | {
      /** It is shown with the first of these that changes anyway. */
      readonly with: readonly User[];
      /** Where none of them does: it is a change of each of them, or nobody's. */
      readonly otherwise: "each" | "nobody";
    };

export interface AttributedChange {
  readonly change: ResourceChange;
  readonly belongs: Belonging;
}

/** A row of the plan: a goal, a funnel, a forward, something that several share, or a key event that was not a goal. */
type Row = User | `shared:${string}` | `key event:${string}`;

export function subjectChanges(
  compiled: Compiled,
  changes: readonly AttributedChange[],
  existing: ReadonlySet<User>,
): SubjectChange[] {
  const rows = new Map<Row, ResourceChange[]>();
  for (const { change, belongs } of changes) {
    if (!("of" in belongs)) continue;
    for (const user of belongs.of) add(rows, user, change);
    if (belongs.isOfAll) add(rows, sharedRow(change), asShared(change));
  }
  for (const { change, belongs } of changes) {
    if (!("with" in belongs)) continue;
    const first = belongs.with.find((user) => rows.has(user));
    const all = belongs.otherwise === "each" ? belongs.with : [];
    for (const row of first ? [first] : all) add(rows, row, change);
    if (first === undefined && all.length === 0) add(rows, sharedRow(change), asShared(change));
  }
  return inFileOrder(compiled, rows, existing);
}

/**
 * What changes although no goal does is not "changed in the goals file": goalform itself has changed. Only columns of
 * reports have words of their own there, under `dimensions` and `metrics`.
 */
function asShared(change: ResourceChange): ResourceChange {
  if (change.reason !== "file_changed" || isDefinitionKind(change.kind)) return change;
  return { ...change, reason: "rewritten" };
}

function sharedRow({ address, kind, name }: ResourceChange): Row {
  if (kind === "ga4.keyEvent") return `key event:${name}`;
  const key = keyOf(address).split("/")[0]!;
  return key.startsWith("shared:") ? (key as Row) : `shared:${key}`;
}

function add(rows: Map<Row, ResourceChange[]>, row: Row, change: ResourceChange): void {
  const list = rows.get(row);
  if (list) list.push(change);
  else rows.set(row, [change]);
}

function inFileOrder(
  compiled: Compiled,
  rows: ReadonlyMap<Row, ResourceChange[]>,
  existing: ReadonlySet<User>,
): SubjectChange[] {
  const { subjects } = compiled;
  const known = new Set<Row>(subjects.map(({ user }) => user));
  const inFile = subjects.flatMap((subject) => {
    const resources = rows.get(subject.user);
    return resources ? [changeOf(subject, resources, existing.has(subject.user))] : [];
  });
  const rest = [...rows].filter(([row]) => !known.has(row));
  const gone = rest.flatMap(([row, all]) => (isUser(row) ? [removalOf(row, all, compiled)] : []));
  const shared = rest.flatMap(([row, all]) => (isUser(row) ? [] : [sharedChange(row, all, compiled)]));
  return [...inFile, ...gone, ...shared];
}

function isUser(row: Row): row is User {
  return /^(?:goal|funnel|forward):/.test(row);
}

/**
 * Created only to undo an edit: a goal that counts on somebody else's trigger gets one of its own when that trigger is
 * edited. If the file asked for it, the tag that it fires would have changed in the file, too.
 */
function withConsequences(resources: readonly ResourceChange[]): readonly ResourceChange[] {
  const tags = resources.filter(({ kind }) => kind === "gtm.tag").map(({ reason }) => reason);
  if (!tags.includes("edited") || tags.some((one) => one.startsWith("file_changed"))) return resources;
  return resources.map((one) => (isOfTag(one) && one.reason === "new" ? { ...one, reason: "needed" } : one));
}

function isOfTag({ kind }: ResourceChange): boolean {
  return kind === "gtm.trigger" || kind === "gtm.variable" || kind === "gtm.folder";
}

function changeOf(subject: Subject, all: readonly ResourceChange[], exists: boolean): SubjectChange {
  const resources = withConsequences(all);
  const { user, id, name, counts, way, at } = subject;
  const [is] = split(user);
  return {
    subject: { is, id, name },
    action: actionOf(resources, exists),
    counts,
    way,
    origin: at,
    despite: null,
    resources: ordered(resources),
  };
}

function actionOf(resources: readonly ResourceChange[], exists: boolean): ChangeAction {
  const counted = resources.some(
    ({ kind, action }) => action === "adopt" && (kind === "gtm.tag" || isDefinitionKind(kind)),
  );
  if (resources.every(({ action, reason }) => action === "adopt" && reason === "adopted"))
    return exists ? "change" : "adopt";
  return exists || counted ? "change" : "add";
}

function removalOf(
  user: User,
  resources: readonly ResourceChange[],
  { owner, disabled, disabledFunnels, leftOut }: Compiled,
): SubjectChange {
  const [is, id] = split(user);
  const switchedOff = is === "goal" ? disabled : is === "funnel" ? disabledFunnels : [];
  const off = switchedOff.find((one) => one.id === id)?.at ?? null;
  const left = leftOut.find((one) => one.user === user)?.at ?? null;
  return {
    subject: {
      is,
      id,
      name: is === "forward" ? forwardLabel(id) : (is === "goal" && nameOf(resources, owner)) || id,
    },
    action: "remove",
    counts: null,
    way: null,
    origin: off ?? left,
    despite: off ? "switched off" : left ? "left out" : null,
    resources: ordered(resources),
  };
}

const SHARED_NAMES: Readonly<Record<string, string>> = {
  session: SESSION_SCRIPT,
  google_tag: GOOGLE_TAG,
  folder: "folder",
};

function sharedChange(
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
    resources: ordered(resources),
    ...(names.length === 0 && resources.length === 1 ? columnWords(first!, wanted) : {}),
  };
}

/** A newer session script may count what an older one missed, so it is not the counting that stays. */
function whatStays(id: string): string {
  return id === "session" ? "what the goals ask for stays the same" : "no goal counts in another way";
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

/** What people called it: its tag's name, without the owner in front. A funnel has a tag for each step, so it has no name at Google. */
function nameOf(resources: readonly ResourceChange[], owner: string): string | null {
  const tags = resources.filter(({ kind, address }) => kind === "gtm.tag" && userOf(address) !== null);
  const [tag] = tags;
  return tags.length === 1 && tag!.name.startsWith(`${owner} - `) ? tag!.name.slice(owner.length + 3) : null;
}

function split(user: User): readonly [UserKind, string] {
  const at = user.indexOf(":");
  return [user.slice(0, at) as UserKind, user.slice(at + 1)];
}

/** The goal, funnel or forward that an address of ours belongs to; null for what is shared, and for a key cut short in a mark. */
export function userOf(address: Address): User | null {
  const kind = kindOf(address);
  const [key, part] = keyOf(address).split("@")[0]!.split("/") as [string, string | undefined];
  if (addressedBy(kind) === "goal or list") return part === undefined ? `goal:${key}` : `funnel:${key}`;
  if (addressedBy(kind) === "name" || key.startsWith("shared:") || key.includes("~")) return null;
  if (key.startsWith(FORWARD_KEY)) return `forward:${key.slice(FORWARD_KEY.length)}`;
  const [funnel, step] = key.split(".");
  return step === undefined ? `goal:${key}` : `funnel:${funnel}`;
}

/** Goals, funnels and forwards of which something of their own is at Google already; what they share with others proves nothing. */
export function existingSubjects(
  resources: readonly DesiredResource[],
  isThere: (resource: DesiredResource) => boolean,
): Set<User> {
  const own = resources.filter(({ kind, address }) => kind === "ga4.keyEvent" || userOf(address) !== null);
  return new Set(own.filter(isThere).flatMap(({ users }) => users));
}

/** In the order of kinds, as the whole plan is, wherever a shared resource was put. */
function ordered(resources: readonly ResourceChange[]): ResourceChange[] {
  return [...resources].sort((a, b) => KIND_ORDER.indexOf(a.kind) - KIND_ORDER.indexOf(b.kind));
}
