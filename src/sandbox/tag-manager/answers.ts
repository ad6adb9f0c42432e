/** How stored things look in answers: with their paths and read-only fields, without default values. */
import { scattered } from "../listing.ts";
import type {
  ContainerState,
  Content,
  EnvironmentState,
  Json,
  StoredEntity,
  VersionState,
  WorkspaceState,
} from "../state.ts";
import { builtInVariableName } from "./built-in-variable-types.ts";
import { ENTITY_KINDS, type EntityKind, KINDS } from "./entity-kinds.ts";

const UI = "https://tagmanager.google.com/#";

function containerPath(container: ContainerState): string {
  return `accounts/${container.accountId}/containers/${container.containerId}`;
}

export function workspacePath(container: ContainerState, workspace: WorkspaceState): string {
  return `${containerPath(container)}/workspaces/${workspace.id}`;
}

export function containerAnswer(container: ContainerState): { [field: string]: Json } {
  const path = containerPath(container);
  const server = container.usageContext === "server";
  return {
    path,
    accountId: container.accountId,
    containerId: container.containerId,
    name: container.name,
    publicId: container.publicId,
    usageContext: [container.usageContext],
    fingerprint: container.fingerprint,
    tagManagerUrl: `${UI}/container/${path}/workspaces?apiLink=container`,
    features: features(server),
    tagIds: [container.publicId],
  };
}

/** As reported for a free container; false values are never written. */
function features(server: boolean): { [feature: string]: true } {
  const all = {
    supportUserPermissions: true,
    supportEnvironments: true,
    supportWorkspaces: true,
    supportBuiltInVariables: true,
    supportFolders: true,
    supportTags: true,
    supportTemplates: true,
    supportTriggers: true,
    supportVariables: true,
    supportVersions: true,
    supportZones: true,
  } as const;
  return server ? { ...all, supportClients: true, supportTransformations: true } : all;
}

export function workspaceAnswer(
  container: ContainerState,
  workspace: WorkspaceState,
): { [field: string]: Json } {
  const path = workspacePath(container, workspace);
  return {
    path,
    accountId: container.accountId,
    containerId: container.containerId,
    workspaceId: workspace.id,
    ...(workspace.name !== "" && { name: workspace.name }),
    ...(workspace.description !== "" && { description: workspace.description }),
    fingerprint: workspace.fingerprint,
    tagManagerUrl: `${UI}/container/${path}?apiLink=workspace`,
  };
}

/** Live and Latest link to whatever version they serve now. */
export function environmentAnswer(
  container: ContainerState,
  { id, type, name, fingerprint, code, authorizedAt, fields }: EnvironmentState,
): { [field: string]: Json } {
  const path = `${containerPath(container)}/environments/${id}`;
  const served = {
    live: container.liveVersionId,
    latest: container.latestVersionId,
    user: null,
    workspace: null,
  };
  const link = served[type];
  return {
    path,
    accountId: container.accountId,
    containerId: container.containerId,
    environmentId: id,
    type,
    name,
    ...(fields as { [field: string]: Json }),
    ...(link !== null && { containerVersionId: link }),
    ...(code !== undefined && { authorizationCode: code }),
    ...(authorizedAt !== undefined && { authorizationTimestamp: authorizedAt }),
    fingerprint,
    tagManagerUrl: `${UI}/admin/${path}?apiLink=environment`,
  };
}

/** @param workspace absent for entities inside a version, which have no path. */
export function entityAnswer(
  container: ContainerState,
  workspace: WorkspaceState | undefined,
  kind: EntityKind,
  entity: StoredEntity,
): { [field: string]: Json } {
  const { collection, idField } = KINDS[kind];
  const { accountId, containerId } = container;
  const fields = entity.fields as { [field: string]: Json };
  const common = { accountId, containerId, [idField]: entity.id, ...fields, fingerprint: entity.fingerprint };
  if (workspace === undefined) return common;
  const path = `${workspacePath(container, workspace)}/${collection}/${entity.id}`;
  return {
    path,
    workspaceId: workspace.id,
    ...common,
    tagManagerUrl: `${UI}/container/${path}?apiLink=${kind}`,
  };
}

export function builtInVariableAnswer(
  container: ContainerState,
  workspace: WorkspaceState | undefined,
  type: string,
): { [field: string]: Json } {
  const { accountId, containerId } = container;
  const common = { accountId, containerId, type, name: builtInVariableName(type) };
  if (workspace === undefined) return common;
  return {
    path: `${workspacePath(container, workspace)}/built_in_variables`,
    workspaceId: workspace.id,
    ...common,
  };
}

function versionPath(container: ContainerState, id: string): string {
  return `${containerPath(container)}/versions/${id}`;
}

export function versionAnswer(container: ContainerState, version: VersionState): { [field: string]: Json } {
  return {
    path: versionPath(container, version.id),
    accountId: container.accountId,
    containerId: container.containerId,
    containerVersionId: version.id,
    ...(version.name !== "" && { name: version.name }),
    ...(version.description !== "" && { description: version.description }),
    container: containerAnswer(container),
    ...contentAnswer(container, version.content),
    fingerprint: version.fingerprint,
    tagManagerUrl: `${UI}/versions/${containerPath(container)}/versions/${version.id}?apiLink=version`,
  };
}

function contentAnswer(container: ContainerState, content: Content): { [field: string]: Json } {
  const lists = ENTITY_KINDS.map(
    (kind) =>
      [
        kind,
        scattered(content.entities[kind], ({ id }) => id).map((entity) =>
          entityAnswer(container, undefined, kind, entity),
        ),
      ] as const,
  );
  const builtIns = scattered(content.builtInVariables, (type) => type).map((type) =>
    builtInVariableAnswer(container, undefined, type),
  );
  return Object.fromEntries(
    [...lists, ["builtInVariable", builtIns] as const].filter(([, list]) => list.length > 0),
  );
}

/** Counts are 64-bit numbers and so travel as strings. */
export function versionHeaderAnswer(
  container: ContainerState,
  version: VersionState,
): { [field: string]: Json } {
  return {
    path: versionPath(container, version.id),
    accountId: container.accountId,
    containerId: container.containerId,
    containerVersionId: version.id,
    ...(version.name !== "" && { name: version.name }),
    ...Object.fromEntries(ENTITY_KINDS.flatMap((kind) => countOf(kind, version.content))),
  };
}

function countOf(kind: EntityKind, { entities }: Content): [string, string][] {
  const { countField } = KINDS[kind];
  return countField === undefined ? [] : [[countField, String(entities[kind].length)]];
}
