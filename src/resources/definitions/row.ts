/** What goalform knows of one kind of definition: everything but the calls, which are in `google/`. */
import type { DefinitionBody } from "../body.ts";
import type { FieldSubject } from "../field-subject.ts";
import type { Json, JsonObject } from "../json.ts";
import type { Tier } from "../limits.ts";
import type { Memory } from "../memory.ts";

export interface DefinitionRow {
  /** What a plan calls it. */
  readonly label: string;
  readonly plural: string;
  /** In the JSON of `apply`: how many were written. */
  readonly jsonKey: string;
  /** What an address says behind the kind. */
  readonly addressedBy: "goal or step" | "goal or list" | "name";
  readonly belongsTo: "property" | "web stream";
  /**
   * Kinds of one turn are written together; what is referred to has an earlier turn, and is removed in a later one.
   * What is removed in turn 0 goes before anything is created, because what is new may need its place.
   */
  readonly changedInTurn: number;
  readonly removedInTurn: number;

  /** The field that people know it by. */
  readonly nameField: "displayName" | "destinationEvent";
  /**
   * What it is at Google, no matter who created it: a second one of the same is refused, and with another one it is another.
   * null: Google gives out ids, and nothing keeps two from being alike.
   */
  readonly identity: "parameter and scope" | "id" | null;
  /** Names that a property gives only once, each with what it is a name of; other kinds may take part. */
  readonly takes: (body: DefinitionBody) => readonly string[];
  /** Reports show it; nobody is counted by it. */
  readonly isOfReports: boolean;
  /** The event that it makes, which a goal may be counted by; null where it makes none. */
  readonly eventOf: (body: DefinitionBody) => string | null;
  /** Within a sentence: `the audience "Buyers"`. */
  readonly inWords: (body: DefinitionBody) => string;

  /** The one thing worth knowing about a new one, in a few words; `after` gives a field that is compared. */
  readonly detail: (after: (path: string) => Json) => string;
  /** The keys of the goals file that say a field, where it is an entry of `dimensions` or `metrics`. */
  readonly said: Readonly<Record<string, string>>;
  /** What a difference in a field of it is about; null for what nobody needs to know. */
  readonly fieldIsAbout: (path: string) => FieldSubject | null;
  /** Where Analytics' screens create one. */
  readonly menu: string;
  /** What to enter there after the name, line by line. */
  readonly form: (body: DefinitionBody) => readonly string[];

  /** The fields that are compared. Google's ways of saying nothing may be left in. */
  readonly compared: (body: DefinitionBody, owner: string) => JsonObject;
  /** Fields that can be changed, with their names in an `updateMask`. The others require a new one. */
  readonly masks: Readonly<Record<string, string>>;
  readonly mark: MarkCarrier;
  /** The word by which the owner's folder remembers that the kind is in use. */
  readonly memory: Memory;
  readonly limits: readonly DefinitionLimit[];
}

/** goalform knows what it may change by this text. */
export function describedLines({ description }: DefinitionBody): readonly string[] {
  return description ? [`Description, exactly: ${description}`] : [];
}

/** A definition has no notes: where it carries our mark, and how. */
export interface MarkCarrier {
  readonly field: "description" | "parameterMutations";
  readonly read: (body: DefinitionBody) => DefinitionMark | null;
  /** The body with this mark instead of any other. */
  readonly write: (body: DefinitionBody, mark: DefinitionMark) => DefinitionBody;
  /** The key as the mark contains it: shortened where it would not fit. */
  readonly keyOf: (owner: string, key: string) => string;
  /** What a creation is known by when its answer got lost. */
  readonly creationKey: (body: DefinitionBody) => string;
}

export interface DefinitionMark {
  readonly owner: string;
  /** An address without its kind and without a rule's stream. */
  readonly key: string;
  readonly digest: string;
  readonly remembers: readonly Memory[];
  /** Of the event that a rule or an audience makes, when it was last applied; null in marks without one. */
  readonly event?: string | null;
}

/** How many Google takes, of the property or of each web stream. */
export interface DefinitionLimit {
  readonly code: string;
  readonly what: string;
  readonly most: (tier: Tier | undefined) => number;
  readonly counts: (body: DefinitionBody) => boolean;
  /** When one that is removed makes room for another. */
  readonly makesRoom: "at once" | "only afterwards" | "48 hours later";
  /** This many are worth a warning. */
  readonly manyFrom?: number;
}
