/**
 * What is ours, matched with what the file asks for: the same for entities of a container and definitions of a property.
 *
 * The mark decides first. A goal that says what it was keeps its objects. So does one whose id changed while
 * something that people know it by did not: what is ours and not wanted any more becomes what the new resource needs.
 */
import type { Address, DesiredResource } from "../resources/resource.ts";

export interface Marked<Live> {
  /** By the address that the file asks for. */
  readonly owned: ReadonlyMap<Address, Live>;
  /** Ours, and matched with nothing that the file asks for, oldest first. */
  readonly rest: readonly Live[];
}

/** How things of one sort are distinguished. */
export interface Likeness<Desired, Live> {
  /** The address under which a mark is found. */
  readonly slotOf: (address: Address) => Address;
  /** The address that its mark says. */
  readonly addressOf: (live: Live) => Address;
  /** What identifies both in addition to the mark, the surest first: what it does, its name. */
  readonly likeWanted: (desired: Desired) => readonly string[];
  readonly likeLive: (live: Live) => readonly string[];
  /** Whether it stays itself under another id. */
  readonly mayBeRenamed: (desired: Desired) => boolean;
}

/** @param ours oldest first */
export function matchMarks<Desired extends Pick<DesiredResource, "address" | "was">, Live>(
  desired: readonly Desired[],
  ours: readonly Live[],
  { slotOf, addressOf, likeWanted, likeLive, mayBeRenamed }: Likeness<Desired, Live>,
): Marked<Live> {
  const owned = new Map<Address, Live>();
  if (ours.length === 0) return { owned, rest: [] };
  const rest = new Set(ours);
  const likenesses = new Map(ours.map((live) => [live, likeLive(live)]));
  const bySlot = grouped(ours, (live) => [addressOf(live)]);
  const byLikeness = grouped(ours, (live) => likenesses.get(live)!);
  const match = (one: Desired, live: Live | undefined) => {
    if (live === undefined) return;
    owned.set(one.address, live);
    rest.delete(live);
  };
  /** Of several with one mark: the one that is most like what is asked, else the oldest. */
  const marked = (one: Desired, address: Address): Live | undefined => {
    const all = (bySlot.get(slotOf(address)) ?? []).filter((live) => rest.has(live));
    if (all.length < 2) return all[0];
    const like = likeWanted(one).flatMap(
      (key) => all.find((live) => likenesses.get(live)!.includes(key)) ?? [],
    );
    return like[0] ?? all[0];
  };
  const alike = (key: string): Live | undefined => byLikeness.get(key)?.find((live) => rest.has(live));
  for (const one of desired) match(one, marked(one, one.address));
  const missing = () => desired.filter(({ address }) => !owned.has(address));
  for (const one of missing()) if (one.was) match(one, marked(one, one.was));
  const renamed = missing().filter(mayBeRenamed);
  const wanted = renamed.map((one) => ({ one, keys: likeWanted(one) }));
  const ranks = Math.max(0, ...wanted.map(({ keys }) => keys.length));
  // The surest of all of them first: what is surely one is not taken for another that is a little like it.
  for (let rank = 0; rank < ranks; rank += 1)
    for (const { one, keys } of wanted) {
      const key = keys[rank];
      if (key !== undefined && !owned.has(one.address)) match(one, alike(key));
    }
  return { owned, rest: [...rest] };
}

function grouped<Live>(all: readonly Live[], keysOf: (live: Live) => readonly string[]): Map<string, Live[]> {
  const groups = new Map<string, Live[]>();
  for (const live of all) {
    for (const key of keysOf(live)) {
      const group = groups.get(key);
      if (group) group.push(live);
      else groups.set(key, [live]);
    }
  }
  return groups;
}
