/**
 * The one port through which effects reach Google.
 *
 * It is about one target (one property, one container). Implemented by
 * `google/`; every call may throw a `GoogleError`.
 */

import type { WayOut } from "../diagnostic.ts";
import type { NewAnnotation } from "../resources/annotation.ts";
import type { DefinitionBody, Entity } from "../resources/body.ts";
import type { DefinitionKind, EntityKind, JsonObject } from "../resources/resource.ts";
import type {
  ContainerContent,
  ContainerSnapshot,
  EventRules,
  PropertySnapshot,
  Snapshot,
  VersionHeader,
  WebStream,
} from "../resources/snapshot.ts";
import { ApplyError } from "./apply-error.ts";

export interface GooglePort {
  /** `lists`: which definitions to read as well, once it is known what is in the container; none when left out. */
  read(lists?: (container: ContainerSnapshot) => readonly DefinitionKind[]): Promise<Snapshot>;
  /** What visitors get at this moment. */
  readLive(): Promise<ContainerContent>;

  /** One that already exists is set to the same. */
  createKeyEvent(body: JsonObject): Promise<void>;
  /** `mask`: the fields to change, in snake case. */
  updateKeyEvent(resourceName: string, body: JsonObject, mask: readonly string[]): Promise<void>;
  /** One that is gone already counts as deleted. */
  deleteKeyEvent(resourceName: string): Promise<void>;

  /**
   * One that already exists, by its mark or its parameter, is not made again.
   * `stream`: where a rule belongs.
   */
  createDefinition(kind: DefinitionKind, stream: WebStream | null, body: DefinitionBody): Promise<void>;
  updateDefinition(
    kind: DefinitionKind,
    resourceName: string,
    body: DefinitionBody,
    mask: readonly string[],
  ): Promise<void>;
  /** Deletes a rule, archives the others. One that is gone already counts as removed. */
  removeDefinition(kind: DefinitionKind, resourceName: string): Promise<void>;

  /**
   * The lists of these kinds as they are now, with a rule's stream; null for every other list.
   * `streams`: those whose rules are read.
   */
  readDefinitions(
    kinds: readonly DefinitionKind[],
    streams: readonly WebStream[],
  ): Promise<PropertySnapshot["definitions"]>;

  /** Everybody's rules that decide which events arrive; of these lists, those that `property` has are not read again. */
  readEventRules(property: PropertySnapshot): Promise<EventRules>;

  /** On today's reports of the property, in its time zone. One that already exists is not left again. */
  annotate(annotation: NewAnnotation): Promise<void>;

  /**
   * A new workspace from the latest version, or the one of that name that an earlier run left behind.
   * Throws `no-room` where the container has as many as it may have.
   */
  openWorkspace(name: string, description: string): Promise<Workspace>;
  /** Those that are open, Default Workspace included. */
  listWorkspaces(): Promise<readonly Workspace[]>;
  /** The entities that differ from the version which the workspace started from, removed ones included. */
  changedIn(workspace: Workspace): Promise<readonly Entity[]>;
  /** False when Google does not let these credentials delete it. One that is gone counts as deleted. */
  deleteWorkspace(workspace: Workspace): Promise<boolean>;
  readWorkspace(workspace: Workspace): Promise<ContainerContent>;
  enableBuiltInVariables(workspace: Workspace, types: readonly string[]): Promise<void>;
  /** All or nothing, in one call. Gives the entities that were added or updated, with their ids. */
  changeEntities(workspace: Workspace, changes: readonly EntityChange[]): Promise<readonly ChangedEntity[]>;
  /** One entity in a separate call, for when Tag Manager refuses the call above. */
  changeEntity(workspace: Workspace, change: EntityChange): Promise<ChangedEntity | null>;
  /** Uses the workspace up. Null when Google could not compile it: then the workspace stays as it is. */
  createVersion(workspace: Workspace, name: string, notes: string): Promise<CreatedVersion | null>;
  /** The latest version, no matter who created it; null if there is none. */
  readLatest(): Promise<CreatedVersion | null>;
  publish(version: Pick<CreatedVersion, "id" | "path">): Promise<void>;
  /** All versions that are not deleted, in no particular order. */
  listVersions(): Promise<readonly VersionHeader[]>;
  readVersion(id: string): Promise<CreatedVersion>;
  /** Another description for a version; everything else about it stays. The same one is not written again. */
  describeVersion(id: string, change: (description: string) => string): Promise<void>;
  /** New workspaces start from this version from now on. */
  setLatest(version: VersionHeader): Promise<void>;

  /** Waits, and reports it as progress: what is done then, and why not at once. */
  pause(milliseconds: number, what: string, why: string): Promise<void>;

  /** Requests made so far. */
  readonly requests: number;
  /** How many of them changed something and got no answer: they may have been carried out, or still will be. */
  readonly lostAnswers: number;
}

/** A workspace of the container, known to the edge alone. */
export interface Workspace {
  readonly path: string;
  readonly name: string;
  readonly description: string;
  /** False for one that already existed: what is in it is not known. */
  readonly isNew: boolean;
}

export interface EntityChange {
  readonly kind: EntityKind;
  readonly status: "added" | "updated" | "deleted";
  readonly entity: Entity;
}

export interface ChangedEntity {
  readonly kind: EntityKind;
  readonly id: string;
  readonly name: string;
}

export interface CreatedVersion extends VersionHeader {
  readonly path: string;
  /** Where people look at it in Tag Manager; empty when Google does not say. */
  readonly url: string;
  readonly description: string;
  readonly content: ContainerContent;
}

/** Google refused, or could not be reached. */
export class GoogleError extends ApplyError {
  override readonly name = "GoogleError";
  /** HTTP status; 0 when there was no answer. */
  readonly status: number;
  /** True when it is not known whether the request was carried out: its answer was lost. */
  readonly isUncertain: boolean;

  constructor(
    code: string,
    status: number,
    message: string,
    hint: WayOut | null = null,
    isUncertain = false,
    cause?: unknown,
  ) {
    super(code, message, hint, cause);
    this.status = status;
    this.isUncertain = isUncertain;
  }

  but({ message = this.message, hint = this.hint }: { message?: string; hint?: WayOut | null }): GoogleError {
    return new GoogleError(this.code, this.status, message, hint, this.isUncertain, this);
  }
}
