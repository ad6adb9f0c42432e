/** Each goal and funnel that changes, before and after, in the words of the file. */

import type { Forward } from "../language/goal-set/forward.ts";
import type { Funnel } from "../language/goal-set/funnel.ts";
import type { Goal } from "../language/goal-set/goal.ts";
import { asAtGoogle } from "../lift/desired.ts";
import { DIFFERENCES } from "../lift/differences.ts";
import { forwardChanges, forwardInFile } from "../lift/forward-words.ts";
import type { ReadForward } from "../lift/forwards.ts";
import { isFunnelGoal } from "../lift/funnel-goals.ts";
import { funnelChanges, funnelCountedBefore, funnelInFile } from "../lift/funnel-words.ts";
import { change, countedBefore, goalChanges, goalInFile, type WordChange } from "../lift/goal-words.ts";
import { type OwnGoal, type OwnLiveGoals, ownLiveGoals, type WantedGoals } from "../lift/own-goals.ts";
import { countsNothing, type Reason, reasonInWords } from "../lift/reasons.ts";
import type { Compiled } from "../resources/compiled.ts";
import { writeMark } from "../resources/mark.ts";
import { type Address, type DesiredResource, type Kind, keyOf, type User } from "../resources/resource.ts";
import type { ContainerContent, Snapshot } from "../resources/snapshot.ts";
import type { ResourceChange, SubjectChange } from "./plan.ts";
import { userOf } from "./subjects.ts";
import { isCoveredByWords } from "./unsaid-fields.ts";

/** Both sides are read out of resources by `lift/`, so what differs in words differs at Google. */
export function withWords(
  compiled: Compiled,
  snapshot: Snapshot,
  changes: readonly SubjectChange[],
  /** What is wanted in the light of what is adopted. */
  { resources }: Pick<Compiled, "resources"> = compiled,
): readonly SubjectChange[] {
  const said = changes.filter(hasWords);
  if (said.length === 0) return changes;
  const { measurementId, owner } = compiled;
  const target = { measurementId, owner };
  const former = formerIdsOf(compiled);
  const received = receivedBy(compiled);
  const isNew = said.every(({ action }) => action === "add");
  const at = atGoogle(snapshot, withFutureMarks(owner, snapshot.container.content, resources));
  const live = isNew ? NONE : ownLiveGoals(at, target, wantedOf(said, received, former));
  const desiredGoals = ownLiveGoals(asAtGoogle(compiled), target, wantedOf(said, received));
  return changes.map((change) => {
    const { is, id } = change.subject;
    if (is === "shared") return change;
    if (is === "forward")
      return withForwardWords(change, live.forwards.get(id), desiredGoals.forwards.get(id), {
        order: compiled.forwards?.find((one) => one.id === id)?.events ?? [],
        keepsRows: isAdopted(`forward:${id}`, resources),
      });
    const unread = unreadInWords(live.unread.get(id) ?? live.unread.get(former.get(id) ?? "") ?? []);
    if (is === "funnel")
      return withFunnelWords(change, live.funnels.get(id) ?? null, desiredGoals.funnels.get(id), unread);
    const before = live.goals.get(id) ?? live.goals.get(former.get(id) ?? "") ?? null;
    return withGoalWords(
      change,
      before,
      desiredGoals.goals.get(id) ?? null,
      unread,
      isAdopted(`goal:${id}`, resources),
    );
  });
}

/** What goals share has no words of its own. */
export function hasWords({ subject }: SubjectChange): boolean {
  return subject.is !== "shared";
}

type Unread = NonNullable<SubjectChange["words"]>["unread"];

function unreadInWords(reasons: readonly Reason[]): Unread {
  if (reasons.length === 0) return null;
  return { countsNothing: reasons.some(countsNothing), why: reasons.map(reasonInWords) };
}

const NONE: OwnLiveGoals = {
  goals: new Map(),
  funnels: new Map(),
  forwards: new Map(),
  unread: new Map(),
};

function atGoogle({ property: { keyEvents, definitions } }: Snapshot, content: ContainerContent) {
  return { content, keyEvents, definitions };
}

function isAdopted(user: User, resources: readonly DesiredResource[]): boolean {
  return resources.some(
    ({ kind, adopted, users }) => kind !== "gtm.trigger" && adopted && users.includes(user),
  );
}

/** What is about to be adopted is read as ours already. */
function withFutureMarks(
  owner: string,
  content: ContainerContent,
  resources: readonly DesiredResource[],
): ContainerContent {
  const taken = new Map(
    resources.flatMap((one) => (one.adopted?.takes ? [[one.adopted.takes, one] as const] : [])),
  );
  if (taken.size === 0) return content;
  const tags = content.entities["gtm.tag"].map((tag) => {
    const one = taken.get(String(tag.tagId));
    if (one?.kind !== "gtm.tag") return tag;
    const { address, remembers = [] } = one;
    const mark = { owner, address, digest: "0".repeat(16), remembers };
    return { ...tag, notes: writeMark(tag.notes, mark) };
  });
  return { ...content, entities: { ...content.entities, "gtm.tag": tags } };
}

function withGoalWords(
  change: SubjectChange,
  before: OwnGoal | null,
  after: OwnGoal | null,
  unread: Unread,
  keepsRows: boolean,
): SubjectChange {
  const { resources } = change;
  const unsaid = new Set([...(before?.unsaid ?? []), ...(after?.unsaid ?? [])]);
  const isChanged = resources.some(({ reason }) => reason !== "adopted");
  const all = before && after && isChanged ? goalChanges(before.goal, after.goal) : [];
  const changes = all.filter(
    (one) => happens(one, resources) && !unsaid.has(one.about) && !(keepsRows && isKept(one, resources)),
  );
  const words = {
    before: before && goalInFile(before.goal),
    after: after && goalInFile(after.goal),
    changes: [...changes, ...(isChanged ? stepsChanged(before, after) : [])],
    unread: before === null ? unread : null,
    differs: before?.differs ?? [],
  };
  if (change.subject.is !== "goal") return { ...change, words };
  const counts = change.counts ?? whatItCounted(before && countedBefore(before.goal), unread);
  return { ...change, counts, words };
}

/** The steps of a funnel decide what a goal on it counts, and are said nowhere in the goal. */
function stepsChanged(before: OwnGoal | null, after: OwnGoal | null): readonly WordChange[] {
  if (!before?.steps || !after?.steps || viaOf(before.goal) !== viaOf(after.goal)) return [];
  const [was, is] = [before.steps, after.steps].map((steps) => steps.join(", then "));
  return change("what counts", "steps of the funnel: ", was!, is!);
}

function viaOf(goal: Goal) {
  return isFunnelGoal(goal) ? goal.on.via : null;
}

function withForwardWords(
  change: SubjectChange,
  live: ReadForward | undefined,
  asked: ReadForward | undefined,
  { order, keepsRows }: { readonly order: readonly string[]; readonly keepsRows: boolean },
): SubjectChange {
  const [before, after] = [live, asked].map((one) => one?.forward && inOrder(one.forward, order)) as [
    Forward | null | undefined,
    Forward | null | undefined,
  ];
  const { resources } = change;
  const isChanged = resources.some(({ reason }) => reason !== "adopted") && change.action !== "remove";
  const all = before && after && isChanged ? forwardChanges(before, after) : [];
  const words = {
    before: before ? forwardInFile(before) : null,
    after: after ? forwardInFile(after) : null,
    changes: all.filter((one) => happens(one, resources) && !(keepsRows && isKept(one, resources))),
    unread: before ? null : unreadInWords(live?.reasons ?? []),
    differs: live?.differences.map(({ code }) => DIFFERENCES[code].words) ?? [],
  };
  const counts = change.counts ?? whatItCounted(words.before?.counts ?? null, words.unread);
  return { ...change, counts, words };
}

/** As the file lists them, and then what else there is. */
function inOrder(forward: Forward, order: readonly string[]): Forward {
  const known = order.filter((event) => forward.events.includes(event));
  return { ...forward, events: [...known, ...forward.events.filter((event) => !known.includes(event))] };
}

const NAMES = ["name", "displayName"];

function withFunnelWords(
  change: SubjectChange,
  live: Funnel | null,
  after: Funnel | undefined,
  unread: Unread,
): SubjectChange {
  const before = live && after ? inOrderOf(after, live) : live;
  // The name of a tag that was adopted is not made of the funnel's.
  const isRenamed = change.resources.some(({ fields }) => fields.some(({ path }) => NAMES.includes(path)));
  const all = before && after ? funnelChanges(before, after) : [];
  const changes = all.filter(({ about }) => about !== "name" || isRenamed);
  const words = {
    before: before && funnelInFile(before),
    after: after ? funnelInFile(after) : null,
    changes,
    unread: before === null ? unread : null,
    differs: [],
  };
  const counts = change.counts ?? whatItCounted(before && funnelCountedBefore(before), unread);
  return { ...change, counts, words };
}

/** Of what is not in the file any more. */
function whatItCounted(inWords: string | null, unread: Unread): string | null {
  if (inWords !== null || unread === null) return inWords;
  const what = unread.countsNothing ? "nothing" : "what the goals file has no words for";
  return `${what}: ${unread.why.join(", and ")}`;
}

/** Without an audience nothing at Google shows the order of the steps. */
function inOrderOf({ steps }: Funnel, funnel: Funnel): Funnel {
  if (funnel.audiences.length > 0) return funnel;
  const place = (id: string) => {
    const found = steps.findIndex((step) => step.is !== "goal" && step.id === id);
    return found < 0 ? steps.length : found;
  };
  const own = (step: Funnel["steps"][number]) => (step.is === "goal" ? step.goal : step.id);
  return { ...funnel, steps: [...funnel.steps].sort((a, b) => place(own(a)) - place(own(b))) };
}

/** An adopted tag or rule keeps its name, what it counts on, and every row that the file does not name. */
function isKept({ about }: WordChange, resources: readonly ResourceChange[]): boolean {
  if (about === "name") return true;
  if (about === "what counts") return !resources.some(decidesOtherwise);
  const name = /^parameter:(.*)$/.exec(about)?.[1];
  if (name === undefined) return false;
  const rows = [`[${name}]`, `.${name}`];
  return !resources.some(({ fields }) => fields.some(({ path }) => rows.some((row) => path.endsWith(row))));
}

/** What it counts may be said in other words than the goal says it. That is not a change as long as what decides stays. */
function decidesOtherwise({ kind, reason, fields }: ResourceChange): boolean {
  if (kind === "gtm.tag" || kind === "ga4.eventCreateRule")
    return fields.some(({ path }) => /^(?:firingTrigger|eventConditions)/.test(path));
  return DECIDE.includes(kind) && reason !== "adopted" && fields.length > 0;
}

const DECIDE: readonly Kind[] = ["gtm.trigger", "gtm.variable", "ga4.audience"];

/** What others have set stays where the file says nothing: only what is written is a change. */
function happens({ about }: WordChange, resources: readonly ResourceChange[]): boolean {
  return resources.some((one) => isCoveredByWords(about, one));
}

function wantedOf(
  changes: readonly SubjectChange[],
  received: WantedGoals["received"],
  former: ReadonlyMap<string, string> = new Map(),
): WantedGoals {
  const ids = (is: string) => changes.flatMap(({ subject }) => (subject.is === is ? [subject.id] : []));
  const goals = ids("goal").flatMap((id) => [id, ...(former.has(id) ? [former.get(id)!] : [])]);
  const unmarked = ids("key event").map((event) => [event, { id: event, name: event }] as const);
  const wanted = new Set(goals);
  const funnels = new Set(ids("funnel"));
  // The goals that are steps of a funnel are known by their events.
  const waitedFor = [...received].filter(([, { id }]) => funnels.size > 0 || wanted.has(id));
  return {
    goals: wanted,
    funnels,
    forwards: new Set(ids("forward")),
    received: new Map([...unmarked, ...waitedFor]),
  };
}

/** Goals of the file of which nothing but a key event is at Google, by their events. */
function receivedBy({ subjects, resources }: Compiled): WantedGoals["received"] {
  const own = new Set(
    resources.flatMap(({ kind, address }) => (kind === "ga4.keyEvent" ? [] : (userOf(address) ?? []))),
  );
  const names = new Map(subjects.map(({ user, id, name }) => [user, { id, name }]));
  return new Map(
    resources.flatMap(({ kind, name, users }) =>
      kind !== "ga4.keyEvent"
        ? []
        : users.flatMap((user) => (own.has(user) ? [] : [[name, names.get(user)!] as const])),
    ),
  );
}

/** The id that a goal had, by the id that it has. */
function formerIdsOf({ resources }: Compiled): ReadonlyMap<string, string> {
  const ownKey = (address: Address) => keyOf(address).split("/")[0]!;
  return new Map(
    resources.flatMap(({ address, was }) => (was ? [[ownKey(address), ownKey(was)] as const] : [])),
  );
}
