/** What the sandbox knows of one kind of entity in a container: a row of `entity-kinds.ts`. */
import type { GoogleError } from "../google-error.ts";
import type { Content, Fields } from "../state.ts";
import type { Switches } from "../switches.ts";
import type { References } from "./references.ts";
import type { UsageContext } from "./usage-context.ts";

/** One that only comes from exports: it is kept, listed and counted. */
export interface KindFacts {
  /** The last part of the path of the collection. */
  readonly collection: string;
  readonly message: string;
  readonly idField: string;
  /** What the list is called in its answer. */
  readonly listName: string;
  /** Where the header of a version says how many there are. */
  readonly countField?: string;
}

/** One that clients may create, change and delete here. */
export interface EditableKindFacts extends KindFacts {
  /** What every entity in an export has. */
  readonly needed: readonly string[];
  /** Whether references to it are by its name, which another entity may take over. */
  readonly isMeantByName: boolean;
  /** Whether something that has these references uses the entity. */
  isUsedBy(references: References, entity: { readonly id: string; readonly name: string }): boolean;
  /** Whether its triggers have to be there when it is written. */
  readonly needsItsTriggers?: true;
  /** Whether something other than an entity of the kind has the name. */
  isNameTaken?(content: Content, name: string): boolean;
  /** What is checked in one alone. @throws GoogleError in Tag Manager's words. */
  check(fields: Fields, switches: Switches): void;
  /** What Google adds to, or changes in, what was sent. */
  completed?(fields: Fields, switches: Switches): Fields;
  /** How one does not fit a container of this kind; undefined when it does. */
  misfit?(context: UsageContext, fields: Fields): GoogleError | undefined;
  /** Script that people wrote, which has to compile. */
  scriptsIn?(fields: Fields): readonly string[];
}
