/** Bringing a workspace up to the latest version: what only one side changed is taken from that side. */
import type { ContainerState, Content, StoredEntity, WorkspaceState } from "../state.ts";
import { copyOf, emptyContent, find, put, remove } from "./content.ts";
import { ENTITY_KINDS, type EntityKind } from "./entity-kinds.ts";

/** The content that the workspace started from, or was last brought up to. */
export function baseContent(container: ContainerState, workspace: WorkspaceState): Content {
  return contentOf(container, workspace.baseVersionId);
}

/** The content of a version; nothing for a container without versions. */
export function contentOf(container: ContainerState, versionId: string | null): Content {
  return container.versions.find((version) => version.id === versionId)?.content ?? emptyContent([]);
}

/** Merges the latest version in. Entities that both sides changed stay as they are here, and are noted as conflicts. */
export function mergeLatest(container: ContainerState, workspace: WorkspaceState): void {
  if (workspace.baseVersionId === container.latestVersionId) return;
  const base = baseContent(container, workspace);
  const latest = contentOf(container, container.latestVersionId);
  const merged = copyOf(workspace.content);
  for (const kind of ENTITY_KINDS) {
    for (const id of idsIn(kind, base, latest)) {
      if (mergeEntity(merged, kind, id, base, latest) === "conflict") noteConflict(workspace, kind, id);
    }
  }
  merged.builtInVariables = mergeBuiltIns(base, latest, workspace.content);
  workspace.content = merged;
  workspace.baseVersionId = container.latestVersionId;
}

function noteConflict({ conflicts }: WorkspaceState, kind: EntityKind, id: string): void {
  if (!conflicts.some((known) => known.kind === kind && known.id === id)) conflicts.push({ kind, id });
}

function idsIn(kind: EntityKind, base: Content, latest: Content): ReadonlySet<string> {
  return new Set([...base.entities[kind], ...latest.entities[kind]].map((entity) => entity.id));
}

function mergeEntity(
  merged: Content,
  kind: EntityKind,
  id: string,
  base: Content,
  latest: Content,
): "merged" | "conflict" {
  const before = find(base, kind, id);
  const theirs = find(latest, kind, id);
  const ours = find(merged, kind, id);
  if (same(before, theirs) || same(ours, theirs)) return "merged";
  if (!same(before, ours)) return "conflict";
  if (theirs === undefined) remove(merged, kind, id);
  else put(merged, kind, theirs);
  return "merged";
}

/** Every write gives an entity a new fingerprint. */
function same(a: StoredEntity | undefined, b: StoredEntity | undefined): boolean {
  return a?.fingerprint === b?.fingerprint;
}

/** A built-in variable is on or off, so two changes of one can only agree. */
function mergeBuiltIns(base: Content, latest: Content, ours: Content): string[] {
  const changedHere = (type: string) =>
    base.builtInVariables.includes(type) !== ours.builtInVariables.includes(type);
  const types = new Set([...latest.builtInVariables, ...ours.builtInVariables]);
  return [...types].filter((type) => (changedHere(type) ? ours : latest).builtInVariables.includes(type));
}
