/** Custom dimensions and metrics of the property → what reports call a parameter. */
import type { Column, ColumnScope } from "../language/goal-set/column.ts";
import type { MetricUnit, Registration } from "../language/goal-set/event-parameter.ts";
import type { Goal } from "../language/goal-set/goal.ts";
import { descriptionForPeople } from "../resources/definitions/mark.ts";
import type { DefinitionSnapshot, PropertySnapshot } from "../resources/snapshot.ts";
import { type LiveState, ownDefinition } from "./live-state.ts";
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

function nameOf({ body }: DefinitionSnapshot): string {
  return String(body.parameterName);
}

function common({ body }: DefinitionSnapshot) {
  const description = descriptionForPeople(body);
  return { name: String(body.displayName), description: description === "" ? null : description };
}

function measured({ body }: DefinitionSnapshot): { unit: MetricUnit; money: "cost" | "revenue" | null } {
  const unit = String(body.measurementUnit ?? "STANDARD").toLowerCase() as MetricUnit;
  const [kind] = (body.restrictedMetricType ?? []) as readonly string[];
  return { unit, money: kind === "COST_DATA" ? "cost" : kind === "REVENUE_DATA" ? "revenue" : null };
}
