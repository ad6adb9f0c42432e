/** Copies that somebody made of our entities in Tag Manager's screen: they carry our mark as well. */

import { type Address, type DesiredEntity, keyOf } from "../resources/resource.ts";
import { isAsMarked, type LiveEntity, namesByMark, type OwnedEntity, oldestFirst } from "./live-entity.ts";

/**
 * Which of those that nobody asks for any more are copies that outlived their original. A copy keeps the notes, mark
 * included, under another name. So may the original have got another name at Google: what bears its mark alone is the
 * original, unless everything else of its goal is gone already, as it is when the original went in an earlier apply.
 */
export function copiesAmong(
  owner: string,
  unwanted: readonly OwnedEntity[],
  live: readonly LiveEntity[],
): (one: OwnedEntity) => boolean {
  const named = (one: LiveEntity) => String(one.entity.name);
  const isOfOurName = (one: LiveEntity) => named(one).startsWith(`${owner} - `);
  // Tag Manager's screen calls a copy "Copy of …".
  const isNamedAsCopy = (one: LiveEntity) => !isOfOurName(one) && named(one).includes(`${owner} - `);
  const partOf = (one: OwnedEntity) => keyOf(one.mark.address).split("/")[0]!;
  const reads = (one: LiveEntity, variable: OwnedEntity) =>
    JSON.stringify(one.entity).includes(`{{${named(variable)}}}`);
  return (one) => {
    if (one.kind === "gtm.folder" || isOfOurName(one)) return false;
    // What was adopted keeps its name, and its trigger may still belong to somebody else.
    if (one.mark.adopted) return named(one).startsWith("Copy of ");
    if (one.kind === "gtm.variable") {
      const readers = live.filter((other) => other !== one && reads(other, one));
      return readers.length > 0 && readers.every(({ mark }) => mark?.owner !== owner);
    }
    const rest = unwanted.filter((other) => other !== one && partOf(other) === partOf(one));
    return !rest.some((other) => !isNamedAsCopy(one) || !isNamedAsCopy(other));
  };
}

/** Of several entities with one mark, the one with the expected name is the original, else the one that is as we last applied it, else the oldest. */
export function withoutCopies(
  owned: readonly OwnedEntity[],
  desired: readonly DesiredEntity[],
): { originals: readonly OwnedEntity[]; copies: readonly OwnedEntity[] } {
  const names = new Map(desired.map(({ address, name }) => [address, name]));
  const marked = namesByMark(owned);
  const rank = (one: OwnedEntity) => {
    if (one.entity.name === names.get(one.mark.address)) return 2;
    return isAsMarked(one, marked) ? 1 : 0;
  };
  const originals = new Map<Address, OwnedEntity>();
  const copies: OwnedEntity[] = [];
  for (const one of [...owned].sort(oldestFirst)) {
    const { address } = one.mark;
    const other = originals.get(address);
    if (other && rank(one) <= rank(other)) copies.push(one);
    else {
      if (other) copies.push(other);
      originals.set(address, one);
    }
  }
  return { originals: [...originals.values()], copies };
}
