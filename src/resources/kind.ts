/**
 * The names of the kinds of resources, as plans, marks and addresses have them. What is known of each is its row in
 * kinds.ts; how Google is called for it, its row in google/.
 */

/** What lives in a workspace as an object of its own, with an id, a name and notes. */
export type EntityKind = "gtm.folder" | "gtm.variable" | "gtm.trigger" | "gtm.tag";

/** What a property derives from the events that it receives; a key event only marks an event's name. */
export type DefinitionKind =
  | "ga4.customDimension"
  | "ga4.customMetric"
  | "ga4.calculatedMetric"
  | "ga4.eventCreateRule"
  | "ga4.audience";

export type GtmKind = EntityKind | "gtm.builtInVariable";
export type Ga4Kind = DefinitionKind | "ga4.keyEvent";
export type Kind = GtmKind | Ga4Kind;
