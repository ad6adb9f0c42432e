/** Going back to an earlier container version: what that changes, and what it cannot undo. */

import { compareText } from "../diagnostic.ts";
import {
  type ContentDifference,
  contentDifferences,
  foreignDifferences,
} from "../resources/content-differences.ts";
import { definitionName, derivedEvent, readDefinitionMark } from "../resources/definition.ts";
import { DEFINITION_KINDS } from "../resources/kinds.ts";
import { readMark } from "../resources/mark.ts";
import type { DefinitionKind } from "../resources/resource.ts";
import type { ContainerContent, PropertySnapshot, Snapshot, VersionHeader } from "../resources/snapshot.ts";
import { kindsRemembered } from "./for-property.ts";
import { sentEvent } from "./sent-event.ts";

export interface Rollback {
  readonly container: string;
  readonly from: VersionHeader;
  readonly to: VersionHeader;
  /** What visitors will get differently. */
  readonly differences: readonly ContentDifference[];
  /** What others did since, and would be undone as well. */
  readonly others: readonly string[];
  /** Key events whose tags go, and that stay marked in Analytics all the same. */
  readonly keyEventsLeft: readonly string[];
  /** Events that goals count again, whose key events are gone: they arrive, and Analytics does not count them. */
  readonly keyEventsMissing: readonly string[];
  /** Rules, audiences, custom dimensions and metrics of the file. All of them stay. */
  readonly definitionsLeft: readonly LeftDefinition[];
  /** It leaves an annotation on the day's reports; absent: it does not. */
  readonly annotates?: true;
}

export interface LeftDefinition {
  readonly kind: DefinitionKind;
  readonly name: string;
  /** A rule's web stream. */
  readonly stream: string | null;
  /** The event that it makes, when a tag sends it as well in the version that goes live again. */
  readonly countsTwice: string | null;
  /** The version that goes live again does not show that the file ever had one: no plan will look for it. */
  readonly isForgotten: boolean;
}

/** In a version's description: which version it takes the place of. Only what was live is worth going back to. */
export function replaces({ id }: VersionHeader): string {
  return `Replaces live version ${id}.`;
}

/** The version that was live before; null if the live version is not ours and does not say. */
export function previousVersion(description: string): string | null {
  return /Replaces live version (\d+)\./.exec(description)?.[1] ?? null;
}

/**
 * The newest version, when it was taken back: the live one is older and new workspaces start from it, as `rollback`
 * leaves it. Null where the live version is the newest, or others published an old one by hand.
 */
export function revertedVersion(
  { live, latest }: Snapshot["container"],
  versions: readonly VersionHeader[],
): string | null {
  if (live === null || latest?.id !== live.id) return null;
  const newest = Math.max(...versions.map(({ id }) => Number(id)));
  return newest > Number(live.id) ? String(newest) : null;
}

export function planRollback(
  owner: string,
  { container, property }: Snapshot,
  from: VersionHeader,
  to: VersionHeader,
  content: ContainerContent,
): Rollback {
  const sentAfter = new Set(content.entities["gtm.tag"].map(sentEvent));
  const gone = new Set(
    container.content.entities["gtm.tag"].map(sentEvent).filter((event) => !sentAfter.has(event)),
  );
  const others = foreignDifferences(owner, container.content, content);
  return {
    container: container.label,
    from,
    to,
    differences: contentDifferences(container.content, content),
    others: [...others.ofPeople, ...others.ofRuns],
    keyEventsLeft: property.keyEvents
      .map(({ eventName }) => eventName)
      .filter((event) => gone.has(event))
      .sort(compareText),
    keyEventsMissing: keyEventsMissing(property, content),
    definitionsLeft: definitionsLeft(owner, property, content),
  };
}

/** Of all goals files of the container: their marks remember what was made a key event. */
function keyEventsMissing({ keyEvents }: PropertySnapshot, { entities }: ContainerContent): string[] {
  const there = new Set(keyEvents.map(({ eventName }) => eventName));
  const counted = entities["gtm.tag"].flatMap((tag) => {
    const mark = tag.paused === true ? null : readMark(tag.notes);
    if (!mark?.remembers.includes("key_event")) return [];
    return mark.event ?? sentEvent(tag) ?? [];
  });
  return [...new Set(counted)].filter((event) => !there.has(event)).sort(compareText);
}

function definitionsLeft(
  owner: string,
  { definitions }: PropertySnapshot,
  after: ContainerContent,
): LeftDefinition[] {
  const remembered = kindsRemembered(owner, after);
  const tags = after.entities["gtm.tag"].filter(({ paused }) => paused !== true);
  const sent = new Set(tags.map(sentEvent));
  return DEFINITION_KINDS.flatMap((kind) =>
    (definitions[kind] ?? [])
      .flatMap(({ stream, body }): LeftDefinition[] => {
        if (readDefinitionMark(kind, body)?.owner !== owner) return [];
        const event = derivedEvent(kind, body);
        const countsTwice = event !== null && sent.has(event) ? event : null;
        const isForgotten = !remembered.includes(kind);
        return [{ kind, name: definitionName(kind, body), stream, countsTwice, isForgotten }];
      })
      .sort((a, b) => compareText(`${a.name} ${a.stream}`, `${b.name} ${b.stream}`)),
  );
}
