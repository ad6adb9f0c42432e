/** Data-layer events that go to Analytics under their own names, by one tag. */
import type { Place } from "../../diagnostic.ts";
import type { Exception, TextMatcher } from "./conditions.ts";
import type { EventParameter } from "./event-parameter.ts";
import type { Adoption, ConsentType, Ecommerce } from "./goal.ts";

export interface Forward {
  /** The key in the file: stable identity, `[a-z][a-z0-9_]*`. */
  readonly id: string;
  /** In the file's order; never empty. */
  readonly events: readonly string[];
  /** Items, amount and the like that the site pushes for e-commerce; null: not sent. */
  readonly ecommerce: Ecommerce | null;
  /** The tag that people made and that becomes this one's; null where there is none. */
  readonly adopts: Adoption | null;
  /** Codes of warnings that are meant. */
  readonly allows: readonly string[];
  // All that follows is said by the defaults.
  readonly parameters: readonly EventParameter[];
  readonly userProperties: readonly EventParameter[];
  readonly host: readonly TextMatcher[];
  readonly unless: readonly Exception[];
  readonly consent: readonly ConsentType[];
  readonly at: Place;
}
