/** How many definitions a property holds, and what stops when there is no room for another. */
import { pluralOf } from "../resources/kinds.ts";
import { AUDIENCE_TRIGGERS, limitsOfTier, RULES_PER_STREAM, type Tier } from "../resources/limits.ts";
import type { DefinitionKind, JsonObject, Kind } from "../resources/resource.ts";
import type { DefinitionSnapshot, PropertySnapshot } from "../resources/snapshot.ts";
import type { Planned } from "./entities.ts";
import type { Blocker, PlanWarning } from "./plan.ts";
import type { DefinitionStep } from "./steps.ts";

/** One number that has a limit. */
interface Limit {
  readonly code: string;
  readonly what: string;
  readonly most: number;
  readonly now: number;
  /** How many there will be before anything is removed. */
  readonly after: number;
  readonly where: string;
}

/** What goes makes room only afterwards: it is removed last. */
export function definitionLimits(
  planned: readonly Planned[],
  property: PropertySnapshot,
  tier?: Tier,
): Blocker[] {
  return limitsOf(planned, property, tier)
    .filter(({ now, after, most }) => after > most && after > now)
    .map(({ code, what, most, now, after, where }) => ({
      code,
      message: `${where} would have ${after} ${what}; it holds ${most} (it has ${now} now, and those that go make room ${code === "dimension-limit" || code === "metric-limit" ? "48 hours later" : "only afterwards"}).`,
      waysOut: [
        `Remove ${what} that nobody uses in Analytics, then plan again.`,
        "Take goals out of the file that need one.",
      ],
      override: null,
    }));
}

const MANY_RULES = 40;

/** The last few are soon used up, and each new web stream needs them all again. */
export function manyRules(planned: readonly Planned[], property: PropertySnapshot): PlanWarning[] {
  return limitsOf(planned, property)
    .filter(
      ({ code, now, after, most }) =>
        code === "rule-limit" && after > now && after >= MANY_RULES && after <= most,
    )
    .map(({ where, after, most }) => ({
      code: "many-rules",
      message: `${where} will have ${after} event create rules, and holds ${most}.`,
    }));
}

function limitsOf(planned: readonly Planned[], property: PropertySnapshot, tier?: Tier): Limit[] {
  const holds = limitsOfTier(tier);
  const steps = planned.flatMap(({ step }) =>
    step.do.endsWith(" definition") ? [step as DefinitionStep] : [],
  );
  const { definitions, property: number } = property;
  const ofKind = (kind: DefinitionKind) => steps.filter((step) => step.kind === kind);
  const where = `Property ${number}`;
  const simple = (kind: DefinitionKind, code: string, what: string, most: number, counts = all): Limit => {
    const now = (definitions[kind] ?? []).filter(({ body }) => counts(body)).length;
    return { code, what, most, now, after: now + created(ofKind(kind)).length, where };
  };
  return [
    ...property.webStreams.map((stream) =>
      ruleLimit(stream.measurementId, ofKind("ga4.eventCreateRule"), property),
    ),
    simple("ga4.audience", "audience-limit", pluralOf("ga4.audience"), holds.audiences),
    triggerLimit(where, ofKind("ga4.audience"), definitions["ga4.audience"] ?? []),
    simple(
      "ga4.customDimension",
      "dimension-limit",
      "event-scoped custom dimensions",
      holds.dimensions,
      isOfEvents,
    ),
    simple("ga4.customMetric", "metric-limit", pluralOf("ga4.customMetric"), holds.metrics),
  ];
}

function ruleLimit(
  measurementId: string,
  steps: readonly DefinitionStep[],
  { definitions }: PropertySnapshot,
): Limit {
  const now = (definitions["ga4.eventCreateRule"] ?? []).filter(
    ({ stream }) => stream === measurementId,
  ).length;
  const new_ = created(steps).filter(({ stream }) => stream?.measurementId === measurementId).length;
  const where = `The web stream ${measurementId}`;
  return {
    code: "rule-limit",
    what: "event create rules",
    most: RULES_PER_STREAM,
    now,
    after: now + new_,
    where,
  };
}

/** Counted by what each audience has before and after: a change may add a trigger or take it away. */
function triggerLimit(
  where: string,
  steps: readonly DefinitionStep[],
  live: readonly DefinitionSnapshot[],
): Limit {
  const now = live.filter(({ body }) => hasTrigger(body)).length;
  const written = steps.flatMap((step) => (step.do === "remove definition" ? [] : [step]));
  const changed = new Set(written.flatMap((step) => ("resourceName" in step ? [step.resourceName] : [])));
  const untouched = live.filter(({ resourceName, body }) => !changed.has(resourceName) && hasTrigger(body));
  const after = untouched.length + written.filter(({ body }) => hasTrigger(body)).length;
  return {
    code: "trigger-limit",
    what: "audiences with a trigger",
    most: AUDIENCE_TRIGGERS,
    now,
    after,
    where,
  };
}

/** Room for all audiences that are wanted beside all that are there, whichever of them are replaced. */
export function isRoomForBoth(
  desired: readonly { readonly kind: Kind; readonly body: JsonObject }[],
  live: readonly DefinitionSnapshot[],
  tier?: Tier,
): boolean {
  const wanted = desired.filter(({ kind }) => kind === "ga4.audience");
  const all = [...wanted, ...live];
  return (
    all.length <= limitsOfTier(tier).audiences &&
    all.filter(({ body }) => hasTrigger(body)).length <= AUDIENCE_TRIGGERS
  );
}

type Creation = Extract<DefinitionStep, { do: "create definition" }>;

function created(steps: readonly DefinitionStep[]): Creation[] {
  return steps.filter((step) => step.do === "create definition");
}

function all(_body: JsonObject): boolean {
  return true;
}

function isOfEvents({ scope }: JsonObject): boolean {
  return scope === "EVENT";
}

function hasTrigger({ eventTrigger }: JsonObject): boolean {
  return eventTrigger !== undefined && eventTrigger !== null;
}
