/** Custom dimensions and metrics of the property → what reports call a parameter; calculated metrics → formulas. */
import { type Column, type ColumnScope, keyOfColumn } from "../language/goal-set/column.ts";
import type { MetricUnit, Registration } from "../language/goal-set/event-parameter.ts";
import type { Goal } from "../language/goal-set/goal.ts";
import type { GoalSet } from "../language/goal-set/goal-set.ts";
import { calculatedField, columnField } from "../language/writing/columns.ts";
import type { Field } from "../language/writing/yaml-value.ts";
import { readDefinitionMark } from "../resources/definition.ts";
import { descriptionForPeople } from "../resources/definitions/mark.ts";
import type { DefinitionKind } from "../resources/resource.ts";
import type { DefinitionSnapshot, PropertySnapshot } from "../resources/snapshot.ts";
import type { LiftedMetric } from "./lifted.ts";
import { type LiveState, otherOwner, ownDefinition } from "./live-state.ts";
import { NOWHERE } from "./matchers.ts";

/** By the name of the parameter. */
export function columnsOf(
  definitions: PropertySnapshot["definitions"],
  scope: "EVENT" | "USER" = "EVENT",
): ReadonlyMap<string, Registration> {
  const of = (list: readonly DefinitionSnapshot[] | null) =>
    (list ?? []).filter(({ body }) => body.scope === scope);
  return new Map<string, Registration>([
    ...of(definitions["ga4.customDimension"]).map(
      (one) => [nameOf(one), { as: "dimension", ...common(one) }] as const,
    ),
    ...of(definitions["ga4.customMetric"]).map(
      (one) => [nameOf(one), { as: "metric", ...common(one), ...measured(one) }] as const,
    ),
  ]);
}

/** Columns of ours for what the site sends itself. */
export function ownColumns(
  { definitions }: Pick<LiveState, "definitions">,
  owner: string | null,
  goals: readonly Goal[],
): readonly Column[] {
  const asked = new Set(
    goals.flatMap(({ parameters, userProperties }) => [
      ...parameters.flatMap(({ name, registered }) => (registered ? [`event ${name}`] : [])),
      ...userProperties.flatMap(({ name, registered }) => (registered ? [`user ${name}`] : [])),
    ]),
  );
  return (["ga4.customDimension", "ga4.customMetric"] as const).flatMap((kind) =>
    (definitions[kind] ?? []).flatMap((one): readonly Column[] => {
      const scope = String(one.body.scope).toLowerCase() as ColumnScope;
      const parameter = nameOf(one);
      if (ownDefinition(kind, one, owner) === null || asked.has(`${scope} ${parameter}`)) return [];
      const registered: Registration =
        kind === "ga4.customMetric"
          ? { as: "metric", ...common(one), ...measured(one) }
          : { as: "dimension", ...common(one) };
      const noAds = one.body.disallowAdsPersonalization === true;
      return [{ parameter, scope, registered, noAds, at: NOWHERE }];
    }),
  );
}

/** Those that no other goals file manages, by their ids. */
export function calculatedMetrics(
  { definitions }: Pick<LiveState, "definitions">,
  owner: string | null,
): readonly LiftedMetric[] {
  const kind = "ga4.calculatedMetric";
  return (definitions[kind] ?? [])
    .filter(({ body }) => otherOwner(readDefinitionMark(kind, body), owner) === null)
    .map((one): LiftedMetric => {
      const { calculatedMetricId, formula, metricUnit } = one.body;
      const metric = { id: String(calculatedMetricId), ...common(one), unit: unitOf(metricUnit) };
      return {
        metric: { ...metric, formula: String(formula ?? ""), at: NOWHERE },
        isOwn: ownDefinition(kind, one, owner) !== null,
      };
    })
    .sort((a, b) => (a.metric.id < b.metric.id ? -1 : 1));
}

/** An entry of `dimensions` or `metrics` as the file has it, and as Analytics has it. */
export interface ColumnSides {
  readonly before: Field;
  readonly after: Field;
}

/** Null where one of the two does not have it. */
export function bothSides(
  { kind, key }: { readonly kind: DefinitionKind; readonly key: string },
  { owner, columns = [], calculated = [] }: GoalSet,
  definitions: PropertySnapshot["definitions"],
): ColumnSides | null {
  const all =
    kind === "ga4.calculatedMetric"
      ? [calculated, calculatedMetrics({ definitions }, owner).map(({ metric }) => metric)].map((list) =>
          list.filter(({ id }) => id === key).map(calculatedField),
        )
      : [columns, ownColumns({ definitions }, owner, [])].map((list) =>
          list.filter((one) => keyOfColumn(one) === key).map(columnField),
        );
  const [[before] = [], [after] = []] = all;
  return before && after ? { before, after } : null;
}

function nameOf({ body }: DefinitionSnapshot): string {
  return String(body.parameterName);
}

function common({ body }: DefinitionSnapshot) {
  const description = descriptionForPeople(body);
  return { name: String(body.displayName), description: description === "" ? null : description };
}

function unitOf(unit: string | null | undefined): MetricUnit {
  return String(unit ?? "STANDARD").toLowerCase() as MetricUnit;
}

function measured({ body }: DefinitionSnapshot): { unit: MetricUnit; money: "cost" | "revenue" | null } {
  const unit = unitOf(body.measurementUnit);
  const [kind] = (body.restrictedMetricType ?? []) as readonly string[];
  return { unit, money: kind === "COST_DATA" ? "cost" : kind === "REVENUE_DATA" ? "revenue" : null };
}
