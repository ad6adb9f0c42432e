/** Every rule. They do not depend on each other; the order only decides between equal places. */
import { addresses } from "./addresses.ts";
import { analyticsLimits } from "./analytics-limits.ts";
import { audienceNames } from "./audience-names.ts";
import { consent } from "./consent.ts";
import { currency } from "./currency.ts";
import { duplicateEvents } from "./duplicate-events.ts";
import { durations } from "./durations.ts";
import { emptyComparisons } from "./empty-comparisons.ts";
import { eventNames } from "./event-names.ts";
import { everyVisit } from "./every-visit.ts";
import { filledIn } from "./filled-in.ts";
import { fixedValues } from "./fixed-values.ts";
import { foreignBeginnings } from "./foreign-beginnings.ts";
import { funnelInteractions } from "./funnel-interactions.ts";
import { funnelLengths } from "./funnel-lengths.ts";
import { goalReferences } from "./goal-references.ts";
import { idSigns } from "./id-signs.ts";
import { interactionChoices } from "./interaction-choices.ts";
import { interactions } from "./interactions.ts";
import { keyEventLimit } from "./key-event-limit.ts";
import { labelClicks } from "./label-clicks.ts";
import { leadCircles } from "./lead-circles.ts";
import { leadEnds } from "./lead-ends.ts";
import { measuredAlready } from "./measured-already.ts";
import { misreadTexts } from "./misread-texts.ts";
import { names } from "./names.ts";
import { neverTrue } from "./never-true.ts";
import { numbersAsWritten } from "./numbers-as-written.ts";
import { overlaps } from "./overlaps.ts";
import { parameters } from "./parameters.ts";
import { personalData } from "./personal-data.ts";
import { recommendedNames } from "./recommended-names.ts";
import { recommendedParameters } from "./recommended-parameters.ts";
import { regexes } from "./regexes.ts";
import { registrations } from "./registrations.ts";
import { removed } from "./removed.ts";
import { roles } from "./roles.ts";
import type { Rule } from "./rule.ts";
import { sameContainer } from "./same-container.ts";
import { selectors } from "./selectors.ts";
import { tagManagerEvents } from "./tag-manager-events.ts";
import { tagManagerNames } from "./tag-manager-names.ts";
import { targetGoals } from "./target-goals.ts";
import { targets } from "./targets.ts";
import { texts } from "./texts.ts";
import { trackingParameters } from "./tracking-parameters.ts";
import { unclearHosts } from "./unclear-hosts.ts";
import { via } from "./via.ts";
import { videoAddresses } from "./video-addresses.ts";

export const RULES: readonly Rule[] = [
  targets,
  sameContainer,
  targetGoals,
  texts,
  names,
  tagManagerNames,
  audienceNames,
  eventNames,
  duplicateEvents,
  keyEventLimit,
  goalReferences,
  leadCircles,
  leadEnds,
  addresses,
  misreadTexts,
  fixedValues,
  foreignBeginnings,
  tagManagerEvents,
  filledIn,
  numbersAsWritten,
  unclearHosts,
  trackingParameters,
  regexes,
  emptyComparisons,
  interactions,
  interactionChoices,
  funnelInteractions,
  funnelLengths,
  via,
  analyticsLimits,
  videoAddresses,
  selectors,
  idSigns,
  durations,
  currency,
  consent,
  parameters,
  registrations,
  roles,
  removed,
  recommendedNames,
  recommendedParameters,
  everyVisit,
  neverTrue,
  overlaps,
  measuredAlready,
  personalData,
  labelClicks,
];
