/** Tokens of a property, in separate pools (developers.google.com/analytics/devguides/reporting/data/v1/quotas). */
import type { World } from "../call.ts";
import type { Fields, Json, PropertyState } from "../state.ts";
import { exhausted } from "./refusals.ts";
import { listIn } from "./report/columns.ts";

type Pool = "core" | "funnel";

interface SpentTokens {
  hour: number;
  ofHour: number;
  day: number;
  ofDay: number;
}

/** What a sandbox forgets when it is stopped. */
const spentTokens = new WeakMap<PropertyState, Record<Pool, SpentTokens>>();

const HOUR = 60 * 60_000;

/** Days of a quota begin at midnight in California; eight hours behind is close enough. */
const PACIFIC = 8 * HOUR;

const PER_DAY = 200_000;
const PER_HOUR = 40_000;

/** @throws GoogleError 429 when a project has no tokens left this hour */
export function spendTokens(
  { clock, switches }: World,
  property: PropertyState,
  pool: Pool,
  request: Fields,
): void {
  const counts = countsOf(property)[pool];
  const hour = Math.floor(clock() / HOUR);
  const day = Math.floor((clock() - PACIFIC) / (24 * HOUR));
  if (counts.hour !== hour) Object.assign(counts, { hour, ofHour: 0 });
  if (counts.day !== day) Object.assign(counts, { day, ofDay: 0 });
  const tokens = priceOf(request);
  if (counts.ofHour + tokens > switches.dataTokensPerHour)
    throw exhausted("property tokens for a project per hour");
  counts.ofHour += tokens;
  counts.ofDay += tokens;
}

/** Nobody outside knows the formula: most requests cost less than ten. */
function priceOf(request: Fields): number {
  const columns = listIn(request, "dimensions").length + listIn(request, "metrics").length;
  return 1 + columns * Math.max(1, listIn(request, "dateRanges").length);
}

function countsOf(property: PropertyState): Record<Pool, SpentTokens> {
  const none = (): SpentTokens => ({ hour: 0, ofHour: 0, day: 0, ofDay: 0 });
  const counts = spentTokens.get(property) ?? { core: none(), funnel: none() };
  spentTokens.set(property, counts);
  return counts;
}

export function propertyQuota({ switches }: World, property: PropertyState, pool: Pool): Json {
  const { ofHour, ofDay } = countsOf(property)[pool];
  return {
    tokensPerDay: status(ofDay, PER_DAY),
    tokensPerHour: status(ofHour, PER_HOUR),
    tokensPerProjectPerHour: status(ofHour, switches.dataTokensPerHour),
    concurrentRequests: status(0, 10),
    serverErrorsPerProjectPerHour: status(0, 10),
    potentiallyThresholdedRequestsPerHour: status(0, 120),
  };
}

/** A 0 is not written. */
function status(consumed: number, limit: number): Json {
  const remaining = limit - consumed;
  return { ...(consumed > 0 && { consumed }), ...(remaining > 0 && { remaining }) };
}
