/** A column of reports for what the site sends itself: a custom dimension or metric that no goal's parameter asks for. */
import type { Place } from "../../diagnostic.ts";
import type { Registration } from "./event-parameter.ts";

export type ColumnScope = "event" | "user" | "item";

/** Its key in addresses: a parameter of events and a property of users may have the same name. */
export function keyOfColumn({ scope, parameter }: Pick<Column, "scope" | "parameter">): string {
  return scope === "event" ? parameter : `${scope}:${parameter}`;
}

export interface Column {
  /** The parameter of events or items, or the user property. */
  readonly parameter: string;
  /** Metrics are of events. */
  readonly scope: ColumnScope;
  readonly registered: Registration;
  /** Not to be used for personalized advertising. Only of users. */
  readonly noAds: boolean;
  readonly at: Place;
}
