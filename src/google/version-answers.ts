/** Container versions as Tag Manager answers them. */
import type { tagmanager_v2 } from "googleapis/build/src/apis/tagmanager/v2.js";
import type { CreatedVersion } from "../apply/google-port.ts";
import { digestOf } from "../resources/json.ts";
import { ENTITIES, ENTITY_KINDS } from "../resources/kinds.ts";
import type { Json } from "../resources/resource.ts";
import type { ContainerContent, UnpublishedVersion, VersionHeader } from "../resources/snapshot.ts";

export type Version = tagmanager_v2.Schema$ContainerVersion;

export function createdVersion(version: Version): CreatedVersion {
  return {
    ...headerOf(version),
    path: version.path!,
    url: version.tagManagerUrl ?? "",
    description: version.description ?? "",
    content: contentOf(version),
  };
}

/** A version's fingerprint is the time of its making, in milliseconds. */
export function unpublishedVersion(version: Version): UnpublishedVersion {
  const time = Number(version.fingerprint);
  return {
    ...headerOf(version),
    description: version.description ?? "",
    createdAt: time > 0 ? time : null,
    content: contentOf(version),
  };
}

export function headerOf(version: {
  containerVersionId?: string | null;
  name?: string | null;
}): VersionHeader {
  return { id: version.containerVersionId!, name: version.name ?? "" };
}

/** Versions and workspaces contain the same lists; Google leaves out empty ones. */
export function contentOf(version: Version): ContainerContent {
  const pairs = ENTITY_KINDS.map((kind) => [kind, version[ENTITIES[kind].collection] ?? []] as const);
  return {
    entities: Object.fromEntries(pairs) as unknown as ContainerContent["entities"],
    builtInVariables: (version.builtInVariable ?? []).map(({ type }) => type!),
    rest: restOf(version),
  };
}

function restOf({ client, zone, customTemplate, transformation, gtagConfig }: Version): string {
  const lists = [client, zone, customTemplate, transformation, gtagConfig].map((list) => list ?? []);
  return lists.every((list) => list.length === 0) ? "" : digestOf(lists as unknown as Json);
}
