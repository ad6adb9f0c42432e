/** Parameters that reports are to show → custom dimensions and metrics of the property; formulas → calculated metrics. */

import type { CalculatedMetric } from "../language/goal-set/calculated-metric.ts";
import type { Column } from "../language/goal-set/column.ts";
import type { EventParameter, RegisteredMetric, Registration } from "../language/goal-set/event-parameter.ts";
import type { Goal } from "../language/goal-set/goal.ts";
import type { DefinitionBody } from "../resources/body.ts";
import { columnKey } from "../resources/definitions/mark.ts";
import { address, type DesiredDefinition, type DesiredResource, type User } from "../resources/resource.ts";
import { type Destination, folder } from "./event-tag.ts";

export function registeredParameters(to: Destination, goal: Goal): DesiredResource[] {
  const from = { user: `goal:${goal.id}` as const, at: goal.at };
  const columns = (list: readonly EventParameter[], scope: "EVENT" | "USER") =>
    list.flatMap(({ name, registered: as, at }) =>
      as === null ? [] : [registration(name, scope, as, { ...from, at })],
    );
  const registered = [...columns(goal.parameters, "EVENT"), ...columns(goal.userProperties, "USER")];
  return registered.length === 0 ? [] : [folder(to.owner, from), ...registered];
}

/** Those that no goal asks for. What a goal registers, too, is the same resource. */
export function columnResources(
  to: Destination,
  columns: readonly Column[],
  user: User | null = null,
): DesiredResource[] {
  return [
    ...folderFor(to, columns, user),
    ...columns.map(({ parameter, scope, registered, noAds, at }) => {
      const found = registration(parameter, SCOPES[scope], registered, { user, at });
      return noAds ? { ...found, body: { ...found.body, disallowAdsPersonalization: true } } : found;
    }),
  ];
}

/** The folder remembers that there are some. */
function folderFor(
  { owner }: Destination,
  [first]: readonly Pick<Column, "at">[],
  user: User | null,
): DesiredResource[] {
  if (first === undefined) return [];
  const own = folder(owner, { user: user ?? "goal:", at: first.at });
  return [user === null ? { ...own, users: [] } : own];
}

export function calculatedMetrics(to: Destination, all: readonly CalculatedMetric[]): DesiredResource[] {
  return [
    ...folderFor(to, all, null),
    ...all.map(({ id, name, description, unit, formula, at }): DesiredDefinition => {
      const body: DefinitionBody = {
        calculatedMetricId: id,
        displayName: name,
        ...(description === null ? {} : { description }),
        metricUnit: unit.toUpperCase(),
        formula,
      };
      const kind = "ga4.calculatedMetric";
      return { kind, address: address(kind, id), name, body, at, users: [] };
    }),
  ];
}

const SCOPES = { event: "EVENT", user: "USER", item: "ITEM" } as const;

function registration(
  parameter: string,
  scope: (typeof SCOPES)[keyof typeof SCOPES],
  as: Registration,
  { user, at }: { readonly user: User | null; readonly at: DesiredResource["at"] },
): DesiredDefinition {
  const kind = as.as === "metric" ? "ga4.customMetric" : "ga4.customDimension";
  const body: DefinitionBody = {
    parameterName: parameter,
    displayName: as.name,
    ...(as.description === null ? {} : { description: as.description }),
    scope,
    ...(as.as === "metric" ? measured(as) : {}),
  };
  const key = columnKey({ parameterName: parameter, scope });
  return { kind, address: address(kind, key), name: as.name, body, at, users: user === null ? [] : [user] };
}

/** Google wants to know of money whether it is cost or revenue, and of nothing else. */
function measured({ unit, money }: RegisteredMetric): DefinitionBody {
  return {
    measurementUnit: unit.toUpperCase(),
    ...(money === null ? {} : { restrictedMetricType: [`${money.toUpperCase()}_DATA`] }),
  };
}
