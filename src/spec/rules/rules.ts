/** Every rule. They do not depend on each other; the order only decides between equal places. */
import { addresses } from "./addresses.ts";
import { currency } from "./currency.ts";
import { duplicateEvents } from "./duplicate-events.ts";
import { durations } from "./durations.ts";
import { emptyComparisons } from "./empty-comparisons.ts";
import { eventNames } from "./event-names.ts";
import { goalReferences } from "./goal-references.ts";
import { interactions } from "./interactions.ts";
import { keyEventLimit } from "./key-event-limit.ts";
import { names } from "./names.ts";
import { parameters } from "./parameters.ts";
import { recommendedNames } from "./recommended-names.ts";
import { regexes } from "./regexes.ts";
import { removed } from "./removed.ts";
import { roles } from "./roles.ts";
import type { Rule } from "./rule.ts";
import { targets } from "./targets.ts";
import { texts } from "./texts.ts";

export const RULES: readonly Rule[] = [
  targets,
  texts,
  names,
  eventNames,
  duplicateEvents,
  keyEventLimit,
  goalReferences,
  addresses,
  regexes,
  emptyComparisons,
  interactions,
  durations,
  currency,
  parameters,
  roles,
  removed,
  recommendedNames,
];
