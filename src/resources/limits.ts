/**
 * Google's limits: every number of theirs that goalform keeps to, each with its source. All were read in November 2026.
 *
 * `Help N` is support.google.com/analytics/answer/N. What goalform asks for by itself (a description that leaves
 * room for its mark, say) is not here but where it is checked.
 */

/** Analytics 360 is the paid tier of a property. */
export type Tier = "standard" | "360";

interface PropertyLimits {
  /** Those of the property's own: `purchase` and other default ones do not count (Help 13128484). */
  readonly keyEvents: number;
  readonly audiences: number;
  /** Event-scoped custom dimensions. */
  readonly dimensions: number;
  readonly userDimensions: number;
  readonly itemDimensions: number;
  readonly metrics: number;
  /** Help 14166471. */
  readonly calculatedMetrics: number;
}

/** What a property has room for: Help 11202874. */
const OF_A_PROPERTY: Readonly<Record<Tier, PropertyLimits>> = {
  standard: {
    keyEvents: 30,
    audiences: 100,
    dimensions: 50,
    userDimensions: 25,
    itemDimensions: 10,
    metrics: 50,
    calculatedMetrics: 5,
  },
  "360": {
    keyEvents: 50,
    audiences: 400,
    dimensions: 125,
    userDimensions: 100,
    itemDimensions: 25,
    metrics: 125,
    calculatedMetrics: 50,
  },
};

export function limitsOfTier(tier: Tier | undefined): PropertyLimits {
  return OF_A_PROPERTY[tier ?? "standard"];
}

/** What fits every one of several properties. */
export function limitsOfAll(tiers: readonly (Tier | undefined)[]): PropertyLimits {
  return limitsOfTier(tiers.length > 0 && tiers.every((tier) => tier === "360") ? "360" : "standard");
}

/** Audiences of a property that log an event: Help 9934109. */
export const AUDIENCE_TRIGGERS = 20;

/** Event create rules of a property: Help 10085872 says 50 custom events; taken as 50 in each web stream. */
export const RULES_PER_STREAM = 50;

/** developers.google.com/analytics/devguides/config/admin/v1/rest/v1alpha/properties.dataStreams.eventCreateRules */
export const RULE = {
  conditions: 10,
  /** Parameters that a rule sets, our mark included. */
  parameters: 20,
  /** Characters. Google says "fewer than 40" and "fewer than 100". */
  eventName: 39,
  parameterName: 39,
  parameterValue: 99,
} as const;

/** Characters of a custom dimension or metric: Help 10075209. The API enforces the description's. */
export const REGISTERED = { name: 82, description: 150 } as const;

/**
 * A calculated metric: developers.google.com/analytics/devguides/config/admin/v1/rest/v1alpha/properties.calculatedMetrics.
 * Lengths are characters; a name's is REGISTERED.name. The formula's is not documented.
 */
export const CALCULATED = { id: 80, description: 4096, customMetrics: 5 } as const;

/** What may be sent along with an event: Help 9267744. Lengths are characters. */
export const EVENT = { name: 40, parameters: 25, parameterName: 40, parameterValue: 100 } as const;

/** User properties: Help 12229528 and 9267744. Lengths are characters. */
export const USER_PROPERTY = { ofAProperty: 25, name: 24, value: 36 } as const;

/** Steps that a funnel exploration shows: Help 9327974. */
export const EXPLORED_STEPS = 10;

/** Workspaces of a free container, Default Workspace included: support.google.com/tagmanager/answer/7059647. */
export const WORKSPACES_IN_A_FREE_CONTAINER = 3;

/** Characters of an annotation on reports: Help 15453330, for the screen; the API documents none. */
export const ANNOTATION = { title: 60, description: 150 } as const;

/** Requests in a sliding window of time. */
export interface Quota {
  readonly requests: number;
  readonly seconds: number;
}

/** developers.google.com/tag-platform/tag-manager/api/v2/limits-quotas: 0.25 a second, on a window of 100 seconds. */
export const TAG_MANAGER_QUOTA: Quota = { requests: 25, seconds: 100 };

/** developers.google.com/analytics/devguides/config/admin/v1/quotas: writes a minute and user, the smallest of them. */
export const ANALYTICS_QUOTA: Quota = { requests: 180, seconds: 60 };

/** cloud.google.com/bigquery/quotas: API requests a second, user and method. */
export const BIGQUERY_QUOTA: Quota = { requests: 100, seconds: 1 };
