/** Going back to an earlier container version: what that changes, and what it cannot undo. */
import { type ContentDifference, contentDifferences } from "../resources/content-differences.ts";
import type { ContainerContent, Snapshot, VersionHeader } from "../resources/snapshot.ts";
import { sentEvent } from "./sent-event.ts";

export interface Rollback {
  readonly container: string;
  readonly from: VersionHeader;
  readonly to: VersionHeader;
  /** What visitors will get differently. */
  readonly differences: readonly ContentDifference[];
  /** Key events whose tags go, and that stay marked in Analytics all the same. */
  readonly keyEventsLeft: readonly string[];
}

/** The newest version before the live one; versions are numbered in the order of their making. */
export function previousVersion(
  live: VersionHeader,
  versions: readonly VersionHeader[],
): VersionHeader | null {
  const earlier = versions.filter(({ id }) => Number(id) < Number(live.id));
  return earlier.reduce<VersionHeader | null>(
    (newest, one) => (Number(one.id) > Number(newest?.id ?? 0) ? one : newest),
    null,
  );
}

export function planRollback(
  { container, property }: Snapshot,
  from: VersionHeader,
  to: VersionHeader,
  content: ContainerContent,
): Rollback {
  const sentAfter = new Set(content.entities["gtm.tag"].map(sentEvent));
  const gone = new Set(
    container.content.entities["gtm.tag"].map(sentEvent).filter((event) => !sentAfter.has(event)),
  );
  return {
    container: container.label,
    from,
    to,
    differences: contentDifferences(container.content, content),
    keyEventsLeft: property.keyEvents.map(({ eventName }) => eventName).filter((event) => gone.has(event)),
  };
}
