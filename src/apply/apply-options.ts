/** What an apply is asked for, and what it answers. */

import type { RemovalStep } from "../plan/steps.ts";
import type { NewAnnotation } from "../resources/annotation.ts";
import type { VersionHeader } from "../resources/snapshot.ts";
import type { CreatedVersion } from "./google-port.ts";
import type { Tally } from "./tally.ts";

export interface Applied {
  /** What was created, changed and removed in Analytics. */
  readonly analytics: Tally;
  /** What is removed from Analytics only when the version is published. */
  readonly heldBack: readonly RemovalStep[];
  /** The version that contains the changes; null when nothing in Tag Manager had to change. */
  readonly version: (VersionHeader & Pick<CreatedVersion, "url">) | null;
  readonly isLive: boolean;
  /** Why there is no annotation in Analytics; null when there is one, or none was to be left. */
  readonly unannotated: string | null;
}

/** What visitors and reports notice of an apply. */
export interface WentLive {
  /** The version that was published. */
  readonly version: string | null;
  /** False: a version waits for a preview, so only what is in Analytics alone counts already. */
  readonly isAll: boolean;
}

/** What is being done, in words, before it is done. */
export type Progress = (doing: string) => void;

export interface ApplyOptions {
  /** A workspace's name; people see it in Tag Manager. */
  readonly title: string;
  /** The version's name; the workspace's where it is left out. */
  readonly versionName?: string;
  /** The version's description. Contains the plan's digest, by which a version is known to be this plan's. */
  readonly notes: string;
  /** The reviewer let unpublished work of others go live with ours. */
  readonly allowUnpublished: boolean;
  /** False leaves the version for a preview. */
  readonly publish: boolean;
  /** Stop rather than overwrite what somebody edited where it is not live yet. */
  readonly strict: boolean;
  /** What to leave on the reports of the day, and whether anything; without it nothing is left. */
  readonly annotation?: (live: WentLive) => NewAnnotation | null;
}
