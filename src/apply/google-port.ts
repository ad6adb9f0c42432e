/**
 * The one port through which effects reach Google.
 *
 * It speaks of one target (one property, one container). Implemented by
 * `google/`; every call may throw a `GoogleError`.
 */
import type { EntityKind } from "../resources/kinds.ts";
import type { JsonObject } from "../resources/resource.ts";
import type { ContainerSnapshot, Snapshot, VersionHeader } from "../resources/snapshot.ts";

export interface GooglePort {
  read(): Promise<Snapshot>;

  createKeyEvent(body: JsonObject): Promise<void>;
  /** `mask`: the fields to change, in snake case. */
  updateKeyEvent(resourceName: string, body: JsonObject, mask: readonly string[]): Promise<void>;
  /** One that is gone already counts as deleted. */
  deleteKeyEvent(resourceName: string): Promise<void>;

  createWorkspace(name: string, description: string): Promise<Workspace>;
  enableBuiltInVariables(workspace: Workspace, types: readonly string[]): Promise<void>;
  changeEntities(workspace: Workspace, changes: readonly EntityChange[]): Promise<void>;
  /** Uses the workspace up. Null when Google could not compile it: then the workspace stays as it is. */
  createVersion(workspace: Workspace, name: string, notes: string): Promise<CreatedVersion | null>;
  publish(version: CreatedVersion): Promise<void>;

  /** Requests made so far. */
  readonly requests: number;
}

/** A workspace of the container, known to the edge alone. */
export interface Workspace {
  readonly path: string;
  readonly name: string;
}

export interface EntityChange {
  readonly kind: EntityKind;
  readonly status: "added" | "updated" | "deleted";
  readonly entity: JsonObject;
}

export interface CreatedVersion extends VersionHeader {
  readonly path: string;
  readonly fingerprint: string;
  readonly entities: ContainerSnapshot["entities"];
}

/** Google refused, or could not be reached. The message is for people. */
export class GoogleError extends Error {
  override readonly name = "GoogleError";
  readonly code: string;
  /** HTTP status; 0 when there was no answer. */
  readonly status: number;
  readonly hint: string | null;

  constructor(code: string, status: number, message: string, hint: string | null = null) {
    super(message);
    this.code = code;
    this.status = status;
    this.hint = hint;
  }
}
