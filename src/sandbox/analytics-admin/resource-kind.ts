/** What the sandbox knows of one kind of resource in a property: a row that `collection-methods.ts` plays. */
import type { Call, World } from "../call.ts";
import type { Fields, MadeResource } from "../state.ts";
import { snakeCase } from "./field-names.ts";

/** The names of paths, methods, lists and screen edits are all made of the message's name. */
export interface ResourceKind<Message extends string = string> {
  /** Of one of them, such as `KeyEvent`. */
  readonly message: Message;
  readonly partOf: "property" | "stream";
  readonly isOnlyInAlpha?: true;
  readonly removal: "delete" | "archive";
  /** What its list can be asked in addition to a page. */
  readonly listQuery?: readonly string[];
  /** What a creation says in its address. */
  readonly createQuery?: readonly string[];
  /** The field by which people know one of them in Analytics' screen. */
  readonly nameField: string;
  /** Top-level fields in snake case, as masks name them. */
  readonly fields: {
    /** With the parts of a field that can be changed alone, such as `event_trigger.event_name`. */
    readonly mutable: readonly string[];
    readonly immutable: readonly string[];
    /** Set by Google alone; ignored in requests. */
    readonly output: readonly string[];
  };
  /** What every property starts with. */
  initial?(world: Pick<World, "state">, createTime: string): readonly MadeResource[];
  /** How the state keeps one of them, if not as it is. */
  readonly stored?: StoredForm;
  /** @throws GoogleError for a question about the list that the sandbox cannot answer. */
  checkList?(call: Call): void;
  /** @throws GoogleError for fields that are not valid by themselves, or not together with the others. */
  check(fields: Fields, others: readonly MadeResource[], call: Call): void;
  /**
   * @param others archived ones included
   * @throws GoogleError for a new one that cannot be made, or for which there is no room.
   */
  checkNew(fields: Fields, others: readonly MadeResource[], call: Call): void;
  /** @throws GoogleError for one that belongs to Analytics. */
  checkRemovable?(resource: MadeResource): void;
  /** The fields that only Google sets, except the name. */
  outputOf?(resource: MadeResource, call: Call): Fields;
  /**
   * The id that the request gives a new one; otherwise one is counted.
   *
   * @throws GoogleError for one that cannot be an id
   */
  idOf?(call: Call): string;
  /** What a creation says in its address, as the screen makes it of the fields. */
  screenQuery?(fields: Fields): Readonly<Record<string, string>>;
}

export interface StoredForm {
  read(stored: unknown): MadeResource;
  write(resource: MadeResource): unknown;
}

/** The list of a property or stream, in the state as in paths: `keyEvents`. */
export function listName({ message }: Pick<ResourceKind, "message">): string {
  return `${nameOf({ message })}s`;
}

/** One of them: `keyEvent`. */
export function nameOf({ message }: Pick<ResourceKind, "message">): string {
  return message[0]!.toLowerCase() + message.slice(1);
}

/** One of them in a sentence: `key event`. */
export function wordsFor(kind: Pick<ResourceKind, "message">): string {
  return snakeCase(nameOf(kind)).replaceAll("_", " ");
}

/** Without the version, such as `properties/{property}/keyEvents`. */
export function pathOf(kind: Pick<ResourceKind, "message" | "partOf">): string {
  return `${PARENTS[kind.partOf]}/${listName(kind)}`;
}

const PARENTS = {
  property: "properties/{property}",
  stream: "properties/{property}/dataStreams/{stream}",
} as const;
