/** Going back to an earlier container version: what that changes, and what it cannot undo. */
import { compareText } from "../diagnostic.ts";
import {
  type ContentDifference,
  contentDifferences,
  foreignDifferences,
} from "../resources/content-differences.ts";
import type { ContainerContent, Snapshot, VersionHeader } from "../resources/snapshot.ts";
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
}

/** In a version's description: which version it takes the place of. Only what was live is worth going back to. */
export function replaces({ id }: VersionHeader): string {
  return `Replaces live version ${id}.`;
}

/** The version that was live before; null when the live version is not of our making and does not tell. */
export function previousVersion(description: string): string | null {
  return /Replaces live version (\d+)\./.exec(description)?.[1] ?? null;
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
  return {
    container: container.label,
    from,
    to,
    differences: contentDifferences(container.content, content),
    others: foreignDifferences(owner, container.content, content),
    keyEventsLeft: property.keyEvents
      .map(({ eventName }) => eventName)
      .filter((event) => gone.has(event))
      .sort(compareText),
  };
}
