/** What somebody does by hand in Tag Manager's or Analytics' screen. */
import { InvalidInput } from "../invalid-input.ts";
import type { Fields } from "../state.ts";
import { EDITABLE_KINDS, type EditableKind } from "../tag-manager/entity-kinds.ts";

export type ScreenEdit = ContainerEdit | PropertyEdit;

/** Exactly one of the three. */
export type EditWork =
  | {
      /** Fields of the API's message in their new form; null clears one. */
      readonly set: Fields;
    }
  | { readonly remove: true }
  | {
      /** The fields of a new one beside its name. */
      readonly add: Fields;
    };

/** One change on top of the container's latest version, as one new version. */
export type ContainerEdit = EditWork & {
  /** The public id, such as `GTM-TEST01`. */
  readonly container: string;
  readonly kind: EditableKind;
  readonly name: string;
  /** Otherwise the version stays the latest one, unpublished. */
  readonly publish: boolean;
  readonly versionName?: string;
};

export type PropertyEdit = EditWork & {
  /** The number, with or without `properties/`. */
  readonly property: string;
  /** The event's name. */
  readonly keyEvent: string;
};

/** @throws InvalidInput for anything else than one whole edit. */
export function readEdit(json: unknown): ScreenEdit {
  if (!isObject(json)) throw new InvalidInput(`An edit is a JSON object. ${SHAPES}`);
  const { set, remove, add, ...place } = json;
  const work = readWork({ set, remove, add });
  const { container, kind, name, publish, versionName, property, keyEvent, ...rest } = place;
  const unknown = Object.keys(rest);
  if (unknown.length > 0) throw new InvalidInput(`An edit has no "${unknown.join('" and no "')}". ${SHAPES}`);
  if (typeof property === "string" && typeof keyEvent === "string") return { ...work, property, keyEvent };
  const editable = EDITABLE_KINDS.find((known) => known === kind);
  const isWhole = typeof container === "string" && typeof name === "string" && typeof publish === "boolean";
  if (!isWhole || editable === undefined) throw new InvalidInput(`The edit is not whole. ${SHAPES}`);
  const named = typeof versionName === "string" ? { versionName } : {};
  return { ...work, container, kind: editable, name, publish, ...named };
}

const SHAPES =
  'It has "container", "kind" (' +
  `${EDITABLE_KINDS.join(", ")}), "name", "publish" and maybe "versionName"; or "property" and "keyEvent".`;

function readWork({ set, remove, add }: { [key: string]: unknown }): EditWork {
  const given = [set, remove, add].filter((part) => part !== undefined);
  if (given.length === 1) {
    if (isObject(set)) return { set: set as Fields };
    if (isObject(add)) return { add: add as Fields };
    if (remove === true) return { remove };
  }
  throw new InvalidInput('An edit has exactly one of "set": {…}, "add": {…} and "remove": true.');
}

function isObject(value: unknown): value is { [key: string]: unknown } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
