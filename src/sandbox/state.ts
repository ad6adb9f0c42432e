/**
 * Everything the sandbox remembers, as plain JSON.
 *
 * Read-only fields of Google's messages (paths, parent ids, fingerprints) are
 * not stored inside messages: they are derived when an answer is written.
 */
import type { PROPERTY_KINDS, ResourceLists, STREAM_KINDS } from "./analytics-admin/kinds.ts";
import type { EntityKind } from "./tag-manager/entity-kinds.ts";
import type { UsageContext } from "./tag-manager/usage-context.ts";

export const STATE_FORMAT = "goalform.sandbox/1";

export interface SandboxState {
  readonly format: typeof STATE_FORMAT;
  /** The newest fingerprint handed out, in milliseconds since the epoch; the next one is always greater. */
  lastFingerprint: number;
  readonly tagManager: TagManagerState;
  readonly analytics: AnalyticsState;
}

export interface TagManagerState {
  nextContainerId: number;
  readonly containers: ContainerState[];
}

export interface ContainerState {
  readonly accountId: string;
  readonly containerId: string;
  readonly publicId: string;
  readonly name: string;
  readonly usageContext: UsageContext;
  readonly fingerprint: string;
  /** One counter for every kind of entity, as at Google. Ids are never used again. */
  nextEntityId: number;
  nextWorkspaceId: number;
  nextVersionId: number;
  /** The base of new workspaces. Null until there is a version. */
  latestVersionId: string | null;
  /** What visitors get. Null until something was published. */
  liveVersionId: string | null;
  readonly versions: VersionState[];
  workspaces: WorkspaceState[];
  /** Absent until one is made or changed: every container has Live and Latest. */
  environments?: readonly EnvironmentState[];
  /** Compile problems that the seeded export already had, such as references to entities that it does not contain. */
  readonly tolerated: readonly string[];
}

export interface VersionState {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly fingerprint: string;
  readonly content: Content;
}

export interface WorkspaceState {
  readonly id: string;
  name: string;
  description: string;
  fingerprint: string;
  /** The version that the workspace was last brought up to; null for a container without versions. */
  baseVersionId: string | null;
  content: Content;
  /** Entities changed both here and in a newer version, until someone resolves them. */
  conflicts: { readonly kind: EntityKind; readonly id: string }[];
  /** True once a version was made of it: it is gone from lists, and every write to it is refused. */
  submitted: boolean;
}

export interface EnvironmentState {
  readonly id: string;
  readonly type: "user" | "live" | "latest" | "workspace";
  readonly name: string;
  readonly fingerprint: string;
  /** `gtm_auth`; absent until somebody asks for one, where Google gives none by itself. */
  readonly code?: string;
  /** ISO 8601: when the code was made. */
  readonly authorizedAt?: string;
  /** What it links to and what else was sent. */
  readonly fields: Fields;
}

/** The content of a version or a workspace. */
export interface Content {
  readonly entities: Record<EntityKind, StoredEntity[]>;
  builtInVariables: string[];
}

export interface StoredEntity {
  readonly id: string;
  readonly fingerprint: string;
  readonly fields: Fields;
}

/** A message in Google's JSON form, without its read-only fields. */
export interface Fields {
  readonly [field: string]: Json | undefined;
}

export type Json =
  | string
  | number
  | boolean
  | null
  | readonly Json[]
  | { readonly [key: string]: Json | undefined };

export interface AnalyticsState {
  /** One counter for streams, key events and everything else that is made in a property. */
  nextId: number;
  readonly properties: PropertyState[];
}

/** The lists of resources contain archived ones too. */
export interface PropertyState extends Omit<ResourceLists<typeof PROPERTY_KINDS>, "keyEvents"> {
  /** The number alone, without `properties/`. */
  readonly id: string;
  readonly displayName: string;
  readonly currencyCode: string;
  /** Of the IANA database, such as `Europe/Berlin`: it decides where a day begins. */
  readonly timeZone: string;
  readonly createTime: string;
  readonly dataStreams: DataStreamState[];
  keyEvents: KeyEventState[];
  settings?: ChangedSettings;
  /** What was received from visitors, in the order in which sessions began to arrive. */
  sessions: SessionState[];
}

/** One session in one browser. */
export interface SessionState {
  /** `ga_session_id`: the second in which it began. Only together with the client it means one session. */
  readonly id: number;
  /** `user_pseudo_id`; null for what arrived without consent, which belongs to nobody and to no session. */
  readonly client: string | null;
  /** `user_id`, if the site says who it is. */
  readonly user?: string;
  /** 1 for the first session of the client. */
  readonly number: number;
  readonly streamId: string;
  readonly from: Origin;
  readonly events: EventState[];
}

/** Where and how somebody came. */
export interface Origin {
  /** `desktop`, `mobile` or `tablet`. */
  readonly device: string;
  readonly country: string;
  readonly source: string;
  readonly medium: string;
  readonly campaign: string;
}

/** One event as Analytics has it. */
export interface EventState {
  readonly name: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** With `page_location`, `page_title`, `page_referrer`, `engagement_time_msec` and all others. */
  readonly parameters: Fields;
  readonly userProperties?: Fields;
  /** Whether the property counted this event as a key event when it arrived; nothing is counted afterwards. */
  readonly isKey: boolean;
  /** How many key events it is after the counting method: 0 for the second one of a session that counts once. */
  readonly keyEvents: number;
  /** The key event's default value, of one that counts and has no value of its own. */
  readonly defaultValue?: number;
}

export interface DataStreamState extends ResourceLists<typeof STREAM_KINDS> {
  readonly id: string;
  readonly displayName: string;
  readonly measurementId: string;
  /** Whether the site's own pages have the Google tag of the stream; a container has it where this is absent. */
  readonly isTaggedByPage?: true;
  readonly createTime: string;
  settings?: ChangedSettings;
}

/** Messages by their names, such as `dataRetentionSettings`; absent ones are as in the set-up. */
export interface ChangedSettings {
  readonly [name: string]: Fields | undefined;
}

/** Anything that is kept as the message in which it was sent. */
export interface MadeResource {
  readonly id: string;
  readonly createTime: string;
  /** Absent while it is in use. What is archived is never seen again. */
  readonly archiveTime?: string;
  /** Every property has it from the start. */
  readonly isDefault?: true;
  readonly fields: Fields;
}

export interface KeyEventState {
  readonly id: string;
  readonly eventName: string;
  readonly createTime: string;
  readonly countingMethod: string;
  readonly defaultValue?: { readonly numericValue: number; readonly currencyCode: string };
  /** False for the key events that every property has, such as `purchase`. Those cannot be deleted either. */
  readonly custom: boolean;
}

export function emptyState(): SandboxState {
  return {
    format: STATE_FORMAT,
    lastFingerprint: 0,
    tagManager: { nextContainerId: FIRST_CONTAINER_ID, containers: [] },
    analytics: { nextId: FIRST_ANALYTICS_ID, properties: [] },
  };
}

const FIRST_CONTAINER_ID = 180000001;
const FIRST_ANALYTICS_ID = 5000000001;
