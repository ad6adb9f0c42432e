/** Why Analytics cannot count something by itself. */
import type { Place } from "../../diagnostic.ts";

export interface Obstacle {
  readonly code: string;
  readonly place: Place;
  /** The key of the goal that it is about, where the place is that of the goal. */
  readonly key?: "page" | "value" | "sent";
  readonly message: string;
  readonly hint: string;
}
