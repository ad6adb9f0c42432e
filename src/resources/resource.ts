/** What exists, or should exist, at Google: one object each, known by its address. */
import type { Place } from "../diagnostic.ts";
import type { Adopted } from "./adopted.ts";
import type { BuiltInVariableBody, DefinitionBody, Entity, KeyEventBody } from "./body.ts";
import type { Json, JsonObject } from "./json.ts";
import type { DefinitionKind, EntityKind, Kind } from "./kind.ts";
import type { Memory } from "./memory.ts";

export type { DefinitionKind, EntityKind, Ga4Kind, GtmKind, Kind } from "./kind.ts";
export type { Json, JsonObject };

/**
 * A resource's logical name, the only identity the core knows: `gtm.trigger/newsletter_signup`.
 * After the kind comes a goal's id, a funnel step (`checkout.cart`), a part of one of these
 * (`brochure_page/history`), a forward (`forward:shop`), or something several goals share (`shared:session`).
 * For key events it is the event name, for custom dimensions and metrics the event parameter, for calculated metrics
 * their id at Google, for built-in variables their type. An event create rule is one per web stream, so a plan's
 * address for it ends with the stream: `ga4.eventCreateRule/signup@G-…`.
 */
export type Address = `${Kind}/${string}`;

/** Who needs a resource: a goal, a funnel or a forward of the file. */
export type User = `${UserKind}:${string}`;

export type UserKind = "goal" | "funnel" | "forward";

/**
 * A resource as the file asks for it. `body` has the shape of Google's API, without
 * anything that Google assigns; where it names another resource's id it contains `refTo(address)`.
 */
export type DesiredResource =
  | DesiredEntity
  | DesiredDefinition
  | DesiredKeyEvent
  | Desired<"gtm.builtInVariable", BuiltInVariableBody>;

export type DesiredEntity = Desired<EntityKind, Entity>;
export type DesiredKeyEvent = Desired<"ga4.keyEvent", KeyEventBody>;
export type DesiredDefinition = Desired<DefinitionKind, DefinitionBody>;

type DesiredOf<K extends Kind> = K extends EntityKind
  ? DesiredEntity
  : K extends DefinitionKind
    ? DesiredDefinition
    : Extract<DesiredResource, { readonly kind: K }>;

/** The resources of one kind. */
export function desiredOf<K extends Kind>(resources: readonly DesiredResource[], kind: K): DesiredOf<K>[] {
  return resources.filter((one) => one.kind === kind) as DesiredOf<K>[];
}

interface Desired<K extends Kind, Body> {
  readonly kind: K;
  readonly address: Address;
  readonly name: string;
  readonly body: Body;
  /** The line of the file that it comes from; for shared resources the first goal's line. */
  readonly at: Place;
  readonly users: readonly User[];
  /** What its mark is to remember of the goal. */
  readonly remembers?: readonly Memory[];
  /** The address that it had under the goal's former id. */
  readonly was?: Address;
  /** The tag that people made and that becomes this one, as the file names it. */
  readonly adopts?: { readonly tag: string; readonly digest: string | null; readonly at: Place };
  /** What is wanted of something that is or becomes adopted: only where the container has been looked at. */
  readonly adopted?: WantedAdopted;
}

export interface WantedAdopted extends Adopted {
  /** The live entity that is to be taken over; null where it carries our mark already. */
  readonly takes: string | null;
  /** Digest of what decides at Google now. */
  readonly seenNow: string;
  /** The event that a tag sends, which a variable may name; null for triggers. */
  readonly event: string | null;
}

const REF = "goalform-ref:";

/** Stands for the id of a resource that may not exist yet. Legal only in id positions (trigger ids, folder ids). */
export function refTo(address: Address): string {
  return REF + address;
}

export function refAddress(text: Json | undefined): Address | null {
  return typeof text === "string" && text.startsWith(REF) ? (text.slice(REF.length) as Address) : null;
}

export function address(kind: Kind, key: string): Address {
  return `${kind}/${key}`;
}

export function kindOf(address: Address): Kind {
  return address.slice(0, address.indexOf("/")) as Kind;
}

export function keyOf(address: Address): string {
  return address.slice(address.indexOf("/") + 1);
}
