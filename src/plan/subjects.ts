/** Resource by resource → goal by goal: whose change each resource's change is. */
import type { Compiled, Subject } from "../resources/compiled.ts";
import { forwardLabel } from "../resources/entity-name.ts";
import { isDefinitionKind } from "../resources/kinds.ts";
import type { DesiredResource, User, UserKind } from "../resources/resource.ts";
import type { Belonging } from "./belonging.ts";
import { inKindOrder } from "./kind-order.ts";
import type { ChangeAction, ResourceChange, SubjectChange } from "./plan.ts";
import { asShared, type Row, sharedChange, sharedRow } from "./shared-change.ts";
import { userOf } from "./subject-of-address.ts";

export interface OwnedChange {
  readonly change: ResourceChange;
  readonly belongs: Belonging;
}

export function subjectChanges(
  compiled: Compiled,
  changes: readonly OwnedChange[],
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
    resources: inKindOrder(resources),
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
    resources: inKindOrder(resources),
  };
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

/** Goals, funnels and forwards of which something of their own is at Google already; what they share with others proves nothing. */
export function existingSubjects(
  resources: readonly DesiredResource[],
  isThere: (resource: DesiredResource) => boolean,
): Set<User> {
  const own = resources.filter(({ kind, address }) => kind === "ga4.keyEvent" || userOf(address) !== null);
  return new Set(own.filter(isThere).flatMap(({ users }) => users));
}
