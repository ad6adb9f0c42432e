/** A column of reports for what the site sends itself: a custom dimension or metric that no goal's parameter asks for. */
import type { Place } from "../../diagnostic.ts";
import type { Registration } from "./event-parameter.ts";

export type ColumnScope = "event" | "user" | "item";

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
