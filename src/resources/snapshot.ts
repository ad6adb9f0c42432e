/** What one target looks like at Google at one moment: what a plan is compared with. */
import type { DefinitionBody, Entity } from "./body.ts";
import type { EventEditRule } from "./event-edit-rule.ts";
import { DEFINITION_KINDS, ENTITY_KINDS } from "./kinds.ts";
import type { DefinitionKind, EntityKind, Kind } from "./resource.ts";

export interface Snapshot {
  readonly container: ContainerSnapshot;
  readonly property: PropertySnapshot;
  /** How many requests it took to read all this. */
  readonly requests: number;
}

export interface ContainerSnapshot {
  /** `GTM-…` when known, else `account/container`. */
  readonly label: string;
  readonly usageContext: readonly string[];
  /** The version that visitors get; null when nothing was ever published. */
  readonly live: (VersionHeader & { readonly description: string }) | null;
  /** The newest version, published or not: what a new workspace starts from. */
  readonly latest: VersionHeader | null;
  /** What visitors get: the live version's content; empty when nothing was ever published. */
  readonly content: ContainerContent;
  /** The latest version's content, when that is not the live one. */
  readonly unpublished: UnpublishedVersion | null;
}

/** The entities of a version or of a workspace, as Google sent them. */
export interface ContainerContent {
  readonly entities: Readonly<Record<EntityKind, readonly Entity[]>>;
  /** Types of the enabled built-in variables, e.g. `pagePath`. */
  readonly builtInVariables: readonly string[];
  /** A digest of everything else: templates, zones, clients and the like, which goalform never touches. */
  readonly rest: string;
}

export interface UnpublishedVersion extends VersionHeader {
  readonly description: string;
  /** Milliseconds since 1970; null if Google does not say. */
  readonly createdAt: number | null;
  readonly content: ContainerContent;
}

export interface VersionHeader {
  readonly id: string;
  readonly name: string;
}

export const EMPTY_CONTENT: ContainerContent = {
  entities: ofEveryKind(ENTITY_KINDS, []),
  builtInVariables: [],
  rest: "",
};

export interface PropertySnapshot {
  /** The property's number. */
  readonly property: string;
  readonly keyEvents: readonly KeyEventSnapshot[];
  readonly webStreams: readonly WebStream[];
  /** Null for a list that was not read: what is in it is unknown, which is not "nothing". */
  readonly definitions: Readonly<Record<DefinitionKind, readonly DefinitionSnapshot[] | null>>;
  /** Absent where nobody asked: a plan with nothing to do does not. */
  readonly eventRules?: EventRules | UnreadEventRules;
}

/** What anybody lets Analytics make of the events that it receives, before or next to what the file says. */
export interface EventRules {
  /** Of every web stream. */
  readonly edits: readonly EventEditRule[];
  /** Event create rules and audiences, of the lists that are not among the definitions. */
  readonly makers: readonly (DefinitionSnapshot & { readonly kind: DefinitionKind })[];
}

/** Google did not let them be read; why, as a sentence. */
export interface UnreadEventRules {
  readonly because: string;
}

export interface WebStream {
  /** `properties/1/dataStreams/2`; for the edge only. */
  readonly resourceName: string;
  readonly measurementId: string;
  readonly displayName: string;
}

/** An event create rule, an audience, a custom dimension, a custom metric or a calculated metric. */
export interface DefinitionSnapshot {
  /** `properties/1/audiences/2`; for the edge only. */
  readonly resourceName: string;
  /** The measurement id of the stream that a rule belongs to; null for what belongs to the property. */
  readonly stream: string | null;
  /** As Google sent it. */
  readonly body: DefinitionBody;
}

export const NO_LISTS_READ: PropertySnapshot["definitions"] = ofEveryKind(DEFINITION_KINDS, null);

function ofEveryKind<K extends Kind, T>(kinds: readonly K[], value: T): Readonly<Record<K, T>> {
  return Object.fromEntries(kinds.map((kind) => [kind, value])) as Record<K, T>;
}

export interface KeyEventSnapshot {
  /** `properties/1/keyEvents/2`; for the edge only. */
  readonly resourceName: string;
  readonly eventName: string;
  readonly countingMethod: string;
  readonly defaultValue: { readonly numericValue: number; readonly currencyCode: string } | null;
  /** False for `purchase` and other default key events, which Google never unmarks. */
  readonly deletable: boolean;
  readonly custom: boolean;
}
