/** What a sandbox starts from: properties with their streams, and containers. */
import { PROPERTY_KINDS, STREAM_KINDS } from "./analytics-admin/kinds.ts";
import { nextId } from "./analytics-admin/next-id.ts";
import { withLists } from "./analytics-admin/resource-lists.ts";
import { createWorld, nextFingerprint, type World, type WorldOptions } from "./call.ts";
import { readExport } from "./container-export.ts";
import type { ContainerState, Content, DataStreamState, PropertyState, SandboxState } from "./state.ts";
import { DEFAULT_BUILT_IN_VARIABLES } from "./tag-manager/built-in-variable-types.ts";
import { compileProblems, problemKey } from "./tag-manager/compile.ts";
import { emptyContent } from "./tag-manager/content.ts";
import type { UsageContext } from "./tag-manager/usage-context.ts";
import { addVersion } from "./tag-manager/versions.ts";
import { addWorkspace, DEFAULT_WORKSPACE } from "./tag-manager/workspaces.ts";

export interface SandboxSeed {
  readonly properties: readonly {
    /** The number, with or without `properties/`. */
    readonly property: string;
    readonly measurementId: string;
    /** The property's web stream is meant, whatever its id is; it gets this one if it has none. */
    readonly isAnyStream?: true;
    readonly displayName?: string;
    /** ISO 4217; `USD` when left out, as in a new property. */
    readonly currency?: string;
    /** Of the IANA database; `Etc/UTC` when left out. */
    readonly timeZone?: string;
    /** Whether the site's own pages have the Google tag. Visits need to know it. */
    readonly taggedByPage?: boolean;
  }[];
  readonly containers: readonly {
    /** Such as `GTM-TEST01`. */
    readonly publicId: string;
    readonly account?: string;
    readonly container?: string;
    readonly name?: string;
    readonly usageContext?: UsageContext;
    /** A parsed container export file, of format 2 or 1.3: the content of version 1. */
    readonly export?: unknown;
  }[];
}

/**
 * Adds what is not there yet: a container is recognised by its public id, a
 * property by its number, a stream by its measurement id.
 *
 * @throws InvalidInput for an export file that cannot be read.
 */
export function seed(state: SandboxState, wanted: SandboxSeed, options: WorldOptions = {}): void {
  const world = createWorld(state, options);
  for (const property of wanted.properties) seedProperty(world, property);
  for (const container of wanted.containers) {
    const known = state.tagManager.containers.some(({ publicId }) => publicId === container.publicId);
    if (!known) seedContainer(world, container);
  }
}

const DEFAULT_ACCOUNT = "6000000001";

/** 1 and 2 are the environments Live and Latest. */
const FIRST_ENTITY_ID = 3;

/** 1 is never seen in the wild. */
const FIRST_WORKSPACE_ID = 2;

function seedContainer(world: World, wanted: SandboxSeed["containers"][number]): void {
  const file = wanted.export === undefined ? undefined : readExport(wanted.export);
  const usageContext = wanted.usageContext ?? file?.usageContext ?? "web";
  const content = file?.content ?? emptyContent(DEFAULT_BUILT_IN_VARIABLES[usageContext]);
  const container: ContainerState = {
    accountId: wanted.account ?? file?.accountId ?? DEFAULT_ACCOUNT,
    containerId: containerId(world.state, wanted.container ?? file?.containerId),
    publicId: wanted.publicId,
    name: wanted.name ?? file?.name ?? wanted.publicId,
    usageContext,
    fingerprint: nextFingerprint(world),
    nextEntityId: Math.max(FIRST_ENTITY_ID, (file?.highestId ?? 0) + 1),
    nextWorkspaceId: FIRST_WORKSPACE_ID,
    nextVersionId: 1,
    latestVersionId: null,
    liveVersionId: null,
    versions: [],
    workspaces: [],
    tolerated: compileProblems(content).map(problemKey),
  };
  world.state.tagManager.containers.push(container);
  addFirstVersion(world, container, content, file !== undefined);
  addWorkspace(world, container, DEFAULT_WORKSPACE, "");
}

/** The id that was asked for, unless another container already has it. */
function containerId({ tagManager }: SandboxState, wanted: string | undefined): string {
  const taken = tagManager.containers.some((container) => container.containerId === wanted);
  if (wanted !== undefined && !taken) return wanted;
  const id = String(tagManager.nextContainerId);
  tagManager.nextContainerId += 1;
  return id;
}

/** A container made today starts with a published empty version; one from a file has the file as its first. */
function addFirstVersion(world: World, container: ContainerState, content: Content, exported: boolean): void {
  if (!exported && !world.switches.newContainerIsPublished) return;
  const name = exported ? "" : "Empty Container";
  const version = addVersion(world, container, content, name, "");
  if (world.switches.newContainerIsPublished) container.liveVersionId = version.id;
}

function seedProperty(world: World, wanted: SandboxSeed["properties"][number]): void {
  const id = wanted.property.replace(/^properties\//, "");
  const { analytics } = world.state;
  let property = analytics.properties.find((known) => known.id === id);
  if (property === undefined) {
    property = newProperty(world, id, wanted);
    analytics.properties.push(property);
  }
  if (property.dataStreams.some(({ measurementId }) => measurementId === wanted.measurementId)) return;
  if (wanted.isAnyStream && property.dataStreams.length > 0) return;
  property.dataStreams.push(newStream(world, wanted));
}

function newStream(world: World, wanted: SandboxSeed["properties"][number]): DataStreamState {
  const stream = {
    id: nextId(world),
    displayName: wanted.displayName ?? `Web stream ${wanted.measurementId}`,
    measurementId: wanted.measurementId,
    ...(wanted.taggedByPage === true && { isTaggedByPage: true as const }),
    createTime: new Date(world.clock()).toISOString(),
  };
  return withLists<DataStreamState>(STREAM_KINDS, stream, world);
}

function newProperty(world: World, id: string, wanted: SandboxSeed["properties"][number]): PropertyState {
  const property = {
    id,
    displayName: wanted.displayName ?? `Property ${id}`,
    currencyCode: wanted.currency ?? "USD",
    timeZone: wanted.timeZone ?? "Etc/UTC",
    createTime: new Date(world.clock()).toISOString(),
    dataStreams: [],
    sessions: [],
  };
  return withLists<PropertyState>(PROPERTY_KINDS, property, world);
}
