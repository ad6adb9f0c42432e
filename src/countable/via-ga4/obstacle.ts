/** Why Analytics cannot count something by itself. */
import type { Place } from "../../diagnostic.ts";

export interface Obstacle {
  readonly code: string;
  readonly place: Place;
  readonly message: string;
  readonly hint: string;
}
