/** Resource by resource → goal by goal: whose change each resource's change is. */
import type { Compiled, Subject } from "../resources/compiled.ts";
import { isEntityKind, KIND_ORDER } from "../resources/kinds.ts";
import { type Address, type DesiredResource, keyOf, kindOf, type User } from "../resources/resource.ts";
import type { ChangeAction, ResourceChange, SubjectChange } from "./plan.ts";

/** A resource's change with those who need the resource; empty when nobody in the file does. */
export interface AttributedChange {
  readonly change: ResourceChange;
  readonly users: readonly User[];
}

/**
 * What several goals share is shown once: with the first goal that changes
 * anyway, else with the first that needs it. Otherwise adding one goal would
 * look like a change of another.
 */
export function subjectChanges(
  compiled: Compiled,
  changes: readonly AttributedChange[],
  existing: ReadonlySet<User>,
): SubjectChange[] {
  const own = changes.filter(({ users }) => users.length === 1);
  const shared = changes.filter(({ users }) => users.length !== 1);
  const byUser = new Map<User | "shared", ResourceChange[]>();
  for (const { change, users } of own) add(byUser, users[0]!, change);
  const removed = [...byUser.keys()].find(
    (user) => !compiled.subjects.some((subject) => subject.user === user),
  );
  for (const { change, users } of shared) {
    const first = users.find((user) => byUser.has(user)) ?? users[0];
    add(byUser, first ?? removed ?? firstOf(byUser) ?? "shared", change);
  }
  return inFileOrder(compiled, byUser, existing);
}

function firstOf(byUser: ReadonlyMap<User | "shared", unknown>): User | "shared" | undefined {
  return byUser.keys().next().value;
}

function add(
  byUser: Map<User | "shared", ResourceChange[]>,
  user: User | "shared",
  change: ResourceChange,
): void {
  const list = byUser.get(user);
  if (list) list.push(change);
  else byUser.set(user, [change]);
}

function inFileOrder(
  compiled: Compiled,
  byUser: ReadonlyMap<User | "shared", ResourceChange[]>,
  existing: ReadonlySet<User>,
): SubjectChange[] {
  const { subjects } = compiled;
  const known = new Map(subjects.map((subject) => [subject.user, subject]));
  const inFile = subjects.flatMap((subject) => {
    const resources = byUser.get(subject.user);
    return resources ? [changeOf(subject, resources, existing.has(subject.user))] : [];
  });
  const gone = [...byUser].filter(([user]) => user === "shared" || !known.has(user));
  return [...inFile, ...gone.map(([user, resources]) => removalOf(user, resources, compiled))];
}

function changeOf(subject: Subject, resources: readonly ResourceChange[], exists: boolean): SubjectChange {
  const { user, id, name, counts, way, at } = subject;
  const is = user.startsWith("goal:") ? "goal" : "funnel";
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
  if (exists) return "change";
  return resources.some(({ action }) => action !== "adopt") ? "add" : "adopt";
}

function removalOf(
  user: User | "shared",
  resources: readonly ResourceChange[],
  { owner, disabled, disabledFunnels, leftOut }: Compiled,
): SubjectChange {
  const [is, id] = user === "shared" ? (["shared", "shared"] as const) : split(user);
  const switchedOff = is === "goal" ? disabled : is === "funnel" ? disabledFunnels : [];
  const off = switchedOff.find((one) => one.id === id)?.at ?? null;
  const left = leftOut.find((one) => one.user === user)?.at ?? null;
  return {
    subject: { is, id, name: (is === "goal" && nameOf(resources, owner)) || id },
    action: "remove",
    counts: null,
    way: null,
    origin: off ?? left,
    despite: off ? "switched off" : left ? "left out" : null,
    resources: ordered(resources),
  };
}

/** What people called it: its tag's name, without the owner in front. A funnel has one tag a step, so no name of its own. */
function nameOf(resources: readonly ResourceChange[], owner: string): string | null {
  const tags = resources.filter(({ kind, address }) => kind === "gtm.tag" && userOf(address) !== null);
  const [tag] = tags;
  return tags.length === 1 && tag!.name.startsWith(`${owner} - `) ? tag!.name.slice(owner.length + 3) : null;
}

function split(user: User): readonly ["goal" | "funnel", string] {
  const at = user.indexOf(":");
  return [user.slice(0, at) as "goal" | "funnel", user.slice(at + 1)];
}

/** The goal or funnel that an address of ours belongs to; null for what is shared, and for a key cut short in a mark. */
export function userOf(address: Address): User | null {
  const kind = kindOf(address);
  const [key, part] = keyOf(address).split("@")[0]!.split("/") as [string, string | undefined];
  if (kind === "ga4.audience") return part === undefined ? `goal:${key}` : `funnel:${key}`;
  const isOwn = isEntityKind(kind) || kind === "ga4.eventCreateRule";
  if (!isOwn || key.startsWith("shared:") || key.includes("~")) return null;
  const [funnel, step] = key.split(".");
  return step === undefined ? `goal:${key}` : `funnel:${funnel}`;
}

/** Goals and funnels of which something of their own is at Google already; what they share with others proves nothing. */
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
