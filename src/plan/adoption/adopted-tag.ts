/**
 * What is wanted of a goal's tag and triggers where the tag was somebody else's.
 *
 * Each part of the live tag that does what the file asks for stays character by character, and what does something else becomes
 * what the file asks for. If neither the file nor anything that decides has changed since the last apply, nobody needs to
 * know what the parts do: they are what was agreed on.
 */
import type { Opaque } from "../../container/references.ts";
import type { Entity } from "../../resources/body.ts";
import { readMark } from "../../resources/mark.ts";
import { type Address, type DesiredResource, refAddress } from "../../resources/resource.ts";
import { wantedBody } from "./adopted-body.ts";
import { asTheFileSays, type FiringTrigger, firedBy, kept } from "./adopted-triggers.ts";
import type { Container } from "./container.ts";
import { ALL_EQUAL, type EqualParts, equalParts, parameterOf, settingsOf } from "./equal-parts.ts";
import {
  digestOfFile,
  digestOfLiveTag,
  digestOfLiveTrigger,
  isForward,
  ownsOfMark,
  rowsInFile,
  type Subject,
} from "./subject.ts";

export interface AdoptedTag {
  readonly subject: Subject;
  /** In place of the subject's own tag and triggers. */
  readonly resources: readonly DesiredResource[];
  readonly equalParts: EqualParts;
  /** Triggers of others that it counts on. */
  readonly countsOn: readonly Entity[];
  /** Triggers of others that fired it, and fire it no more. */
  readonly leftAlone: readonly Entity[];
  /** Triggers of its own that change, and that others have come to use since. */
  readonly changesForOthers: readonly (readonly [Address, Entity])[];
}

export function adoptedTag(subject: Subject, measurementId: string, container: Container): AdoptedTag {
  const { live, tag } = subject;
  const fired = firedBy(subject, container);
  const opaque = opaqueOf(fired, container);
  const parts = isUntouched(subject, fired, container, opaque)
    ? { ...ALL_EQUAL, rows: new Set(rowsInFile(subject)), settings: new Set(settingsOf(tag.body)) }
    : equalParts(subject, measurementId, container);
  const triggers = parts.firing
    ? kept(subject, fired, container, opaque)
    : asTheFileSays(subject, fired, container, opaque);
  const others = fired.filter(({ is }) => is === "theirs").flatMap(({ entity }) => entity ?? []);
  const body = wantedBody(subject, parts, fired, container);
  return {
    subject,
    equalParts: parts,
    countsOn: parts.firing ? others : [],
    leftAlone: parts.firing ? [] : others,
    changesForOthers: parts.firing ? [] : fired.flatMap((one) => reused(one, container)),
    resources: [
      ...triggers,
      {
        ...tag,
        name: String(live.name),
        body,
        adopted: {
          said: digestOfFile(subject),
          seen: digestOfLiveTag(subject, body, container, opaque),
          seenNow: digestOfLiveTag(subject, live, container, opaque, ownsOfMark(subject)),
          rows: rowsInFile(subject),
          takes: subject.mark ? null : String(live.tagId),
          event: isForward(tag.address)
            ? null
            : (parameterOf(tag.body as Entity, "eventName")?.value ?? null),
        },
      },
    ],
  };
}

function reused(one: FiringTrigger, { usersOf }: Container): (readonly [Address, Entity])[] {
  return one.is === "ours" && one.entity && usersOf(one.id).length > 1 ? [[one.at, one.entity]] : [];
}

function opaqueOf(fired: readonly FiringTrigger[], container: Container): Opaque {
  const ours = new Map(fired.flatMap((one) => (one.is === "ours" ? [[one.id, one.at] as const] : [])));
  return {
    trigger: (id) => refAddress(id) ?? ours.get(id) ?? container.ownTrigger(id),
    variable: container.isOurVariable,
  };
}

/** Neither the file nor what decides at Google has changed since the last apply. */
function isUntouched(
  subject: Subject,
  fired: readonly FiringTrigger[],
  container: Container,
  opaque: Opaque,
): boolean {
  const lastApplied = subject.mark?.adopted;
  if (!lastApplied || lastApplied.said !== digestOfFile(subject)) return false;
  if (lastApplied.seen !== digestOfLiveTag(subject, subject.live, container, opaque, ownsOfMark(subject)))
    return false;
  return fired.every((one) => {
    const mark = one.is === "ours" ? readMark(one.entity?.notes)?.adopted : undefined;
    return mark === undefined || mark.seen === digestOfLiveTrigger(one.entity!, container, opaque);
  });
}
