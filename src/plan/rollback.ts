/** Going back to an earlier container version: what that changes, and what it cannot undo. */
import {
  type ContentDifference,
  contentDifferences,
  foreignDifferences,
} from "../resources/content-differences.ts";
import type { DefinitionKind } from "../resources/resource.ts";
import type { ContainerContent, Snapshot, VersionHeader } from "../resources/snapshot.ts";
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
  /** Kinds of which the earlier version does not remember that some are ours: no plan looks through them by itself. */
  readonly forgotten: readonly DefinitionKind[];
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
  const remembered = kindsRemembered(owner, content);
  return {
    container: container.label,
    from,
    to,
    differences: contentDifferences(container.content, content),
    others: foreignDifferences(owner, container.content, content),
    keyEventsLeft: property.keyEvents.map(({ eventName }) => eventName).filter((event) => gone.has(event)),
    forgotten: kindsRemembered(owner, container.content).filter((kind) => !remembered.includes(kind)),
  };
}
