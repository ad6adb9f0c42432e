/** What a property holds, by its tier (support.google.com/analytics/answer/11202874, of November 2026). */

export type Tier = "standard" | "360";

interface Limits {
  readonly keyEvents: number;
  readonly audiences: number;
  /** Event-scoped custom dimensions. */
  readonly dimensions: number;
  readonly metrics: number;
}

const LIMITS: Readonly<Record<Tier, Limits>> = {
  standard: { keyEvents: 30, audiences: 100, dimensions: 50, metrics: 50 },
  "360": { keyEvents: 50, audiences: 400, dimensions: 125, metrics: 125 },
};

export function limitsOfTier(tier: Tier | undefined): Limits {
  return LIMITS[tier ?? "standard"];
}

/** What fits every one of several properties. */
export function limitsOfAll(tiers: readonly (Tier | undefined)[]): Limits {
  return limitsOfTier(tiers.length > 0 && tiers.every((tier) => tier === "360") ? "360" : "standard");
}
