/** Which of the differences were made at Google's screens, and with which container version. */
import type { CreatedVersion, GooglePort } from "../apply/google-port.ts";
import {
  EDITED,
  isEmpty,
  type Plan,
  type ResourceChange,
  resourceChanges,
  type SubjectChange,
} from "../plan/plan.ts";
import type { VersionHeader } from "../resources/snapshot.ts";
import type { Live } from "./live.ts";

export interface Edit {
  readonly subject: SubjectChange;
  readonly change: ResourceChange;
  /** Null in Analytics, which keeps no versions, and where it was too long ago to look. */
  readonly version: VersionHeader | null;
}

/** Each costs a request of Tag Manager's small quota. */
const VERSIONS_READ = 6;

export async function findEdits(
  live: Live,
  port: GooglePort,
): Promise<{ edits: Edit[]; newer: string | null }> {
  const edited = live.plan.changes.flatMap((subject) =>
    subject.resources.filter(({ reason }) => EDITED.includes(reason)).map((change) => ({ subject, change })),
  );
  if (isEmpty(live.plan) || live.version === null) return { edits: edited.map(withoutVersion), newer: null };
  const versions = numbered(await port.listVersions());
  const at = versions.findIndex(({ id }) => id === live.version);
  const newer = versions.at(-1);
  const since = await editedSince(live, versions.slice(0, at + 1), port);
  return {
    edits: edited.map((edit) => ({ ...edit, version: since.get(edit.change.digest) ?? null })),
    newer: newer !== undefined && newer.id !== live.version ? newer.id : null,
  };
}

function withoutVersion(edit: Omit<Edit, "version">): Edit {
  return { ...edit, version: null };
}

function isInTagManager({ kind }: ResourceChange): boolean {
  return kind.startsWith("gtm.");
}

function numbered(versions: readonly VersionHeader[]): VersionHeader[] {
  return [...versions].sort((a, b) => Number(a.id) - Number(b.id));
}

/**
 * Digest of an edit → the version that brought it: the last one whose predecessor did not have the very same
 * difference. Versions are looked at backwards until none of the differences is left.
 */
async function editedSince(
  { work, plan }: Live,
  upToLive: readonly VersionHeader[],
  port: GooglePort,
): Promise<Map<string, VersionHeader>> {
  const since = new Map<string, VersionHeader>();
  let open = new Set(gtmEdits(plan));
  let later = upToLive.at(-1);
  for (const header of upToLive.slice(0, -1).reverse().slice(0, VERSIONS_READ)) {
    if (open.size === 0) break;
    const there = editsOf(await port.readVersion(header.id));
    for (const digest of open) if (!there.has(digest)) since.set(digest, later!);
    open = new Set([...open].filter((digest) => there.has(digest)));
    later = header;
  }
  return since;

  function editsOf({ content }: CreatedVersion): Set<string> {
    return new Set(gtmEdits(work.planFor(content).plan));
  }
}

function gtmEdits(plan: Plan): string[] {
  return resourceChanges(plan)
    .filter((change) => isInTagManager(change) && EDITED.includes(change.reason))
    .map(({ digest }) => digest);
}
