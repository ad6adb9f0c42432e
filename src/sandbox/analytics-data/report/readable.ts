/** Which part of what was received a report gets to read: late days, old days, a sample. */
import type { World } from "../../call.ts";
import { type Fact, factsOf } from "../../events/facts.ts";
import { dayAfter, zoneOf } from "../../events/zone.ts";
import type { Json, PropertyState } from "../../state.ts";
import type { DateRange } from "./date-ranges.ts";

const HOUR = 60 * 60_000;

/** The facts of a period. */
export interface Readable {
  readonly facts: readonly Fact[];
  /** What one fact stands for: 1, or more of a sample. */
  readonly weight: number;
  readonly sampling: Json | null;
}

export function readable({ clock, switches }: World, property: PropertyState, range: DateRange): Readable {
  const processed = clock() - switches.processingHours * HOUR;
  const oldest = retained(property, clock(), switches.retentionDays);
  const all = factsOf(property).filter(
    ({ local: { day }, event: { at } }) =>
      day >= range.start && day <= range.end && day >= oldest && at <= processed,
  );
  if (switches.sampledPercent === null || all.length === 0) return { facts: all, weight: 1, sampling: null };
  const facts = all.filter(({ session }) => share(session.user) < switches.sampledPercent!);
  const sampling = { samplesReadCount: String(facts.length), samplingSpaceSize: String(all.length) };
  return { facts, weight: facts.length === 0 ? 1 : all.length / facts.length, sampling };
}

/** The first day that is still there; the beginning of time where all are. */
export function retained({ timeZone }: PropertyState, now: number, days: number | null): string {
  return days === null ? "00000000" : dayAfter(zoneOf(timeZone)(now).day, -days);
}

/** From 0 up to 100, the same for the same text. */
export function share(text: string): number {
  let value = 0x811c9dc5;
  for (const character of text) value = Math.imul(value ^ character.charCodeAt(0), 0x01000193);
  value = Math.imul(value ^ (value >>> 15), 0x2c1b3c6d);
  return (((value ^ (value >>> 13)) >>> 0) % 10_000) / 100;
}
