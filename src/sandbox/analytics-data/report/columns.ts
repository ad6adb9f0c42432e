/** The columns that a request asks for, checked. */
import type { World } from "../../call.ts";
import type { Fact } from "../../events/facts.ts";
import { unimplemented } from "../../google-error.ts";
import type { Fields } from "../../state.ts";
import type { Metric } from "../fields/metric.ts";
import type { Schema } from "../fields/schema.ts";
import { incompatible, invalid } from "../refusals.ts";
import { fieldsIn } from "./filter.ts";

export interface Column {
  /** As the answer calls it. */
  readonly name: string;
  of(fact: Fact): string;
}

export interface Measure extends Pick<Metric, "type" | "counts"> {
  readonly name: string;
  readonly isVisible: boolean;
  readonly of: Metric["of"];
}

export interface Columns {
  readonly dimensions: readonly Column[];
  readonly metrics: readonly Measure[];
}

const MOST = { dimensions: 9, metrics: 10 };

/** @throws GoogleError 400 */
export function columnsOf(request: Fields, schema: Schema, world: World): Columns {
  const dimensions = listIn(request, "dimensions");
  const metrics = listIn(request, "metrics");
  for (const [kind, most] of Object.entries(MOST))
    if (listIn(request, kind).length > most) throw invalid(`Requests are limited to ${most} ${kind}.`);
  for (const list of [dimensions, metrics]) refuseTwice(list.map(({ name }) => String(name ?? "")));
  const columns = {
    dimensions: dimensions.map((one) => column(one, schema)),
    metrics: metrics.map((one) => measure(one, schema, world)),
  };
  if (dimensions.length + columns.metrics.filter(({ isVisible }) => isVisible).length === 0)
    throw invalid("At least one dimension or metric must be requested.");
  const filtered = fieldsIn(request["dimensionFilter"] as Fields | undefined);
  for (const name of filtered) schema.dimension(name);
  checkTogether([...dimensions.map(({ name }) => String(name)), ...filtered], world);
  return columns;
}

export function listIn(request: Fields, name: string): readonly Fields[] {
  return (request[name] ?? []) as readonly Fields[];
}

function refuseTwice(names: readonly string[]): void {
  const twice = names.find((name, index) => names.indexOf(name) < index);
  if (twice !== undefined) throw invalid(`The field ${twice} is requested more than once.`);
}

function column({ name, dimensionExpression }: Fields, schema: Schema): Column {
  if (typeof name !== "string") throw invalid("The name of a dimension is required.");
  if (dimensionExpression === undefined) return { name, of: schema.dimension(name).of };
  const { lowerCase, upperCase, concatenate } = dimensionExpression as {
    readonly [kind: string]: Fields | undefined;
  };
  const one = (expression: Fields) => schema.dimension(String(expression["dimensionName"])).of;
  if (lowerCase) return { name, of: (fact) => one(lowerCase)(fact).toLowerCase() };
  if (upperCase) return { name, of: (fact) => one(upperCase)(fact).toUpperCase() };
  const names = (concatenate?.["dimensionNames"] ?? []) as readonly string[];
  const parts = names.map((part) => schema.dimension(part).of);
  return { name, of: (fact) => parts.map((of) => of(fact)).join(String(concatenate?.["delimiter"] ?? "")) };
}

function measure({ name, expression, invisible }: Fields, schema: Schema, { switches }: World): Measure {
  if (typeof name !== "string") throw invalid("The name of a metric is required.");
  if (expression !== undefined && expression !== name) throw unimplemented("metric expressions");
  const metric = schema.metric(name);
  const isVisible = invisible !== true;
  if (!isRestricted(metric, switches.restrictedMetrics)) return { ...metric, name, isVisible };
  return { ...metric, name, isVisible, of: () => 0 };
}

/** Metrics of money, where somebody may not see revenue (support.google.com/analytics/answer/10851388). */
export function isRestricted({ type }: Pick<Metric, "type">, restricted: "none" | "revenue"): boolean {
  return restricted === "revenue" && type === "TYPE_CURRENCY";
}

/** Some fields do not go together with anything at some properties, and nobody has published which (ga-dev-tools issues 1790, 1068). */
export function checkTogether(names: readonly string[], { switches }: World): void {
  const refused = names.find((name) => switches.incompatibleFields.includes(name));
  if (refused !== undefined) throw incompatible(refused);
}
