/** What has to be read at Google to say what was there before: which goals, under which ids, with which marks. */
import type { WantedGoals } from "../../lift/own-goals.ts";
import type { Compiled } from "../../resources/compiled.ts";
import { writeMark } from "../../resources/mark.ts";
import { type Address, type DesiredResource, keyOf } from "../../resources/resource.ts";
import type { ContainerContent, Snapshot } from "../../resources/snapshot.ts";
import type { SubjectChange } from "../plan.ts";
import { userOf } from "../subject-of-address.ts";

export function atGoogle({ property: { keyEvents, definitions } }: Snapshot, content: ContainerContent) {
  return { content, keyEvents, definitions };
}

/** What is about to be adopted is read as ours already. */
export function withFutureMarks(
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

export function wantedOf(
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
export function receivedBy({ subjects, resources }: Compiled): WantedGoals["received"] {
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
export function formerIdsOf({ resources }: Compiled): ReadonlyMap<string, string> {
  const ownKey = (address: Address) => keyOf(address).split("/")[0]!;
  return new Map(
    resources.flatMap(({ address, was }) => (was ? [[ownKey(address), ownKey(was)] as const] : [])),
  );
}
