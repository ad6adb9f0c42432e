/** How many definitions a property can have, and what stops when there is no room for another. */

import type { DefinitionBody } from "../resources/body.ts";
import type { DefinitionLimit } from "../resources/definitions/row.ts";
import { DEFINITION_KINDS, DEFINITIONS } from "../resources/kinds.ts";
import type { Tier } from "../resources/limits.ts";
import type { DefinitionKind } from "../resources/resource.ts";
import type { DefinitionSnapshot, PropertySnapshot } from "../resources/snapshot.ts";
import type { Blocker, PlanWarning } from "./plan.ts";
import type { Planned } from "./planned-entity.ts";
import { type DefinitionStep, isDefinitionStep, isRemovedFirst } from "./steps.ts";

/** One number that has a limit, in one place. */
export interface Use extends Pick<DefinitionLimit, "code" | "what" | "makesRoom" | "manyFrom"> {
  readonly most: number;
  readonly now: number;
  /** How many there will be before anything is removed. */
  readonly after: number;
  readonly where: string;
}

/** What goes makes room only afterwards, where it is removed last. */
export function definitionLimits(
  planned: readonly Planned[],
  property: PropertySnapshot,
  tier?: Tier,
): Blocker[] {
  return usesOf(planned, property, tier)
    .filter(({ now, after, most }) => after > most && after > now)
    .map(({ code, what, most, now, after, where, makesRoom }) => ({
      code,
      message: `${where} would have ${after} ${what}; it can have ${most} (it has ${now} now, and those that are removed make room ${makesRoom}).`,
      waysOut: [
        `Remove ${what} that nobody uses in Analytics, then plan again.`,
        "Remove from the file what needs one.",
      ],
      override: null,
    }));
}

/** The last few are soon used up, and each new web stream needs all rules again. */
export function manyRules(planned: readonly Planned[], property: PropertySnapshot): PlanWarning[] {
  return usesOf(planned, property)
    .filter(
      ({ manyFrom = Number.POSITIVE_INFINITY, now, after, most }) =>
        after > now && after >= manyFrom && after <= most,
    )
    .map(({ where, what, after, most }) => ({
      code: "many-rules",
      message: `${where} will have ${after} ${what}; it can have ${most}.`,
    }));
}

/** What there is now, of the kinds whose lists were read. */
export function usedNow(property: PropertySnapshot, tier: Tier | undefined): Use[] {
  const read = DEFINITION_KINDS.filter((kind) => property.definitions[kind] !== null);
  return usesOf([], property, tier, read);
}

function usesOf(
  planned: readonly Planned[],
  property: PropertySnapshot,
  tier?: Tier,
  kinds: readonly DefinitionKind[] = DEFINITION_KINDS,
): Use[] {
  const steps = planned.map(({ step }) => step).filter(isDefinitionStep);
  return kinds.flatMap((kind) => {
    const live = property.definitions[kind] ?? [];
    const ofKind = steps.filter((step) => step.kind === kind);
    const written = ofKind.flatMap((step) => writtenBy(step, live));
    const gone = ofKind.filter(isRemovedFirst).map(({ resourceName }) => resourceName);
    const staying = live.filter(({ resourceName }) => !gone.includes(resourceName));
    return placesOf(kind, property).flatMap(({ where, stream }) => {
      const isHere = (one: Pick<DefinitionSnapshot, "stream">) => one.stream === stream;
      return DEFINITIONS[kind].limits.map(
        (limit): Use => ({
          ...limit,
          ...counted(limit, staying.filter(isHere), written.filter(isHere)),
          now: live.filter(isHere).filter(({ body }) => limit.counts(body)).length,
          most: limit.most(tier),
          where,
        }),
      );
    });
  });
}

/** Rules are limited in each web stream, everything else in the property. */
function placesOf(
  kind: DefinitionKind,
  { webStreams, property }: PropertySnapshot,
): { where: string; stream: string | null }[] {
  if (DEFINITIONS[kind].belongsTo === "property") return [{ where: `Property ${property}`, stream: null }];
  return webStreams.map(({ measurementId }) => ({
    where: `The web stream ${measurementId}`,
    stream: measurementId,
  }));
}

interface Written extends Pick<DefinitionSnapshot, "stream" | "body"> {
  /** What it takes the place of. */
  readonly resourceName: string | null;
}

function writtenBy(step: DefinitionStep, live: readonly DefinitionSnapshot[]): Written[] {
  if (step.do === "remove definition") return [];
  const resourceName = "resourceName" in step ? step.resourceName : null;
  const stream =
    "stream" in step
      ? (step.stream?.measurementId ?? null)
      : (live.find((one) => one.resourceName === resourceName)?.stream ?? null);
  return [{ stream, body: step.body, resourceName }];
}

/** By what each has afterwards: a change may add what is counted, or take it away. */
function counted(
  { counts }: DefinitionLimit,
  live: readonly DefinitionSnapshot[],
  written: readonly Written[],
): Pick<Use, "after"> {
  const isCounted = ({ body }: { readonly body: DefinitionBody }) => counts(body);
  const changed = new Set(written.map(({ resourceName }) => resourceName));
  const untouched = live.filter(({ resourceName }) => !changed.has(resourceName));
  return {
    after: untouched.filter(isCounted).length + written.filter(isCounted).length,
  };
}

/** Room for all wanted ones of a kind in addition to all existing ones, whichever of them are replaced. */
export function isRoomForBoth(
  kind: DefinitionKind,
  desired: readonly { readonly kind: DefinitionKind; readonly body: DefinitionBody }[],
  live: readonly DefinitionSnapshot[],
  tier?: Tier,
): boolean {
  const all = [...desired.filter((one) => one.kind === kind), ...live];
  return DEFINITIONS[kind].limits.every(
    ({ counts, most }) => all.filter(({ body }) => counts(body)).length <= most(tier),
  );
}
