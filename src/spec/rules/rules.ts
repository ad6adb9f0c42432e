/** Every rule. They do not depend on each other; the order only decides between equal places. */
import { addresses } from "./addresses.ts";
import { consent } from "./consent.ts";
import { currency } from "./currency.ts";
import { duplicateEvents } from "./duplicate-events.ts";
import { durations } from "./durations.ts";
import { emptyComparisons } from "./empty-comparisons.ts";
import { eventNames } from "./event-names.ts";
import { funnelInteractions } from "./funnel-interactions.ts";
import { goalReferences } from "./goal-references.ts";
import { idSigns } from "./id-signs.ts";
import { interactionChoices } from "./interaction-choices.ts";
import { interactions } from "./interactions.ts";
import { keyEventLimit } from "./key-event-limit.ts";
import { mistakenPatterns } from "./mistaken-patterns.ts";
import { names } from "./names.ts";
import { parameters } from "./parameters.ts";
import { recommendedNames } from "./recommended-names.ts";
import { regexes } from "./regexes.ts";
import { removed } from "./removed.ts";
import { roles } from "./roles.ts";
import type { Rule } from "./rule.ts";
import { sameContainer } from "./same-container.ts";
import { selectors } from "./selectors.ts";
import { tagManagerNames } from "./tag-manager-names.ts";
import { targetGoals } from "./target-goals.ts";
import { targets } from "./targets.ts";
import { texts } from "./texts.ts";
import { videoAddresses } from "./video-addresses.ts";

export const RULES: readonly Rule[] = [
  targets,
  sameContainer,
  targetGoals,
  texts,
  names,
  tagManagerNames,
  eventNames,
  duplicateEvents,
  keyEventLimit,
  goalReferences,
  addresses,
  mistakenPatterns,
  regexes,
  emptyComparisons,
  interactions,
  interactionChoices,
  funnelInteractions,
  videoAddresses,
  selectors,
  idSigns,
  durations,
  currency,
  consent,
  parameters,
  roles,
  removed,
  recommendedNames,
];
