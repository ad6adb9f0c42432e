/** What somebody does by hand in Tag Manager's or Analytics' screen. */
import type { ResourceName } from "../analytics-admin/kinds.ts";
import { InvalidInput } from "../invalid-input.ts";
import type { Fields } from "../state.ts";
import { EDITABLE_KINDS, type EditableKind } from "../tag-manager/entity-kinds.ts";
import { RESOURCE_NAMES } from "./property-resources.ts";

export type ScreenEdit = ContainerEdit | PropertyEdit;

/** Exactly one of the three. */
export type EditWork =
  | {
      /** Fields of the API's message in their new form; null clears one. */
      readonly set: Fields;
    }
  | { readonly remove: true }
  | {
      /** The fields of a new one, except its name. */
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
  /** Which web stream a rule belongs to; needed for adding one to a property that has several streams. */
  readonly measurementId?: string;
} & PropertyResource;

/** Exactly one of them, with the field by which people know it, or the id at the end of the resource's name. */
type PropertyResource = {
  [Name in ResourceName]: { readonly [Key in Name]: string };
}[ResourceName];

/** @throws InvalidInput for anything else than one whole edit. */
export function readEdit(json: unknown): ScreenEdit {
  if (!isObject(json)) throw new InvalidInput(`An edit is a JSON object. ${SHAPES}`);
  const { set, remove, add, ...place } = json;
  const work = readWork({ set, remove, add });
  return "property" in place ? readPropertyEdit(work, place) : readContainerEdit(work, place);
}

const SHAPES =
  'It has "container", "kind" (' +
  `${EDITABLE_KINDS.join(", ")}), "name", "publish" and maybe "versionName"; or "property", one of ` +
  `${RESOURCE_NAMES.map((name) => `"${name}"`).join(", ")}, and maybe "measurementId".`;

function readPropertyEdit(work: EditWork, place: { [key: string]: unknown }): PropertyEdit {
  const { property, measurementId, ...rest } = place;
  const [name, ...others] = RESOURCE_NAMES.filter((known) => rest[known] !== undefined);
  refuseUnknown(Object.keys(rest).filter((key) => !RESOURCE_NAMES.some((known) => known === key)));
  const text = name && rest[name];
  if (typeof property !== "string" || typeof text !== "string" || others.length > 0) throw notWhole();
  const resource = { [name as string]: text } as PropertyResource;
  return { ...work, property, ...(typeof measurementId === "string" && { measurementId }), ...resource };
}

function readContainerEdit(work: EditWork, place: { [key: string]: unknown }): ContainerEdit {
  const { container, kind, name, publish, versionName, ...rest } = place;
  refuseUnknown(Object.keys(rest));
  const editable = EDITABLE_KINDS.find((known) => known === kind);
  const isWhole = typeof container === "string" && typeof name === "string" && typeof publish === "boolean";
  if (!isWhole || editable === undefined) throw notWhole();
  const named = typeof versionName === "string" ? { versionName } : {};
  return { ...work, container, kind: editable, name, publish, ...named };
}

function refuseUnknown(keys: readonly string[]): void {
  if (keys.length > 0) throw new InvalidInput(`An edit has no "${keys.join('" and no "')}". ${SHAPES}`);
}

function notWhole(): InvalidInput {
  return new InvalidInput(`The edit is not whole. ${SHAPES}`);
}

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
