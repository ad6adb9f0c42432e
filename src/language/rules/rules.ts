/** Every rule. They do not depend on each other; the order only decides between equal places. */
import type { Diagnostic } from "../../diagnostic.ts";
import type { Written } from "../meaning/written.ts";
import { addresses } from "./addresses/addresses.ts";
import { foreignBeginnings } from "./addresses/foreign-beginnings.ts";
import { trackingParameters } from "./addresses/tracking-parameters.ts";
import { unclearHosts } from "./addresses/unclear-hosts.ts";
import { videoAddresses } from "./addresses/video-addresses.ts";
import { problemsAtTargets } from "./at-targets.ts";
import { emptyComparisons } from "./comparisons/empty-comparisons.ts";
import { misreadTexts } from "./comparisons/misread-texts.ts";
import { neverTrue } from "./comparisons/never-true.ts";
import { numbersAsWritten } from "./comparisons/numbers-as-written.ts";
import { presences } from "./comparisons/presences.ts";
import { regexes } from "./comparisons/regexes.ts";
import { texts } from "./comparisons/texts.ts";
import { analyticsLimits } from "./events/analytics-limits.ts";
import { duplicateEvents } from "./events/duplicate-events.ts";
import { eventNames } from "./events/event-names.ts";
import { forwards } from "./events/forwards.ts";
import { keyEventLimit } from "./events/key-event-limit.ts";
import { measuredAlready } from "./events/measured-already.ts";
import { recommendedNames } from "./events/recommended-names.ts";
import { tagManagerEvents } from "./events/tag-manager-events.ts";
import { via } from "./events/via.ts";
import { adoptions } from "./goals/adoptions.ts";
import { durations } from "./goals/durations.ts";
import { earlyValues } from "./goals/early-values.ts";
import { everyVisit } from "./goals/every-visit.ts";
import { exceptions } from "./goals/exceptions.ts";
import { experiments } from "./goals/experiments.ts";
import { fileExtensions } from "./goals/file-extensions.ts";
import { funnelGoals } from "./goals/funnel-goals.ts";
import { funnelInteractions } from "./goals/funnel-interactions.ts";
import { funnelLengths } from "./goals/funnel-lengths.ts";
import { goalReferences } from "./goals/goal-references.ts";
import { interactionChoices } from "./goals/interaction-choices.ts";
import { leadCircles } from "./goals/lead-circles.ts";
import { leadEnds } from "./goals/lead-ends.ts";
import { oncePerDocument } from "./goals/once-per-document.ts";
import { overlaps } from "./goals/overlaps.ts";
import { removed } from "./goals/removed.ts";
import { roles } from "./goals/roles.ts";
import { shortPages } from "./goals/short-pages.ts";
import { ways } from "./goals/ways.ts";
import { audienceNames } from "./names/audience-names.ts";
import { names } from "./names/names.ts";
import { tagManagerNames } from "./names/tag-manager-names.ts";
import { calculatedMetrics } from "./parameters/calculated-metrics.ts";
import { currency } from "./parameters/currency.ts";
import { filledIn } from "./parameters/filled-in.ts";
import { fixedValues } from "./parameters/fixed-values.ts";
import { formulas } from "./parameters/formulas.ts";
import { missingSources } from "./parameters/missing-sources.ts";
import { parameters } from "./parameters/parameters.ts";
import { personalData } from "./parameters/personal-data.ts";
import { recommendedParameters } from "./parameters/recommended-parameters.ts";
import { registrations } from "./parameters/registrations.ts";
import type { Rule } from "./rule.ts";
import { idsAsSelectors } from "./selectors/ids-as-selectors.ts";
import { labelClicks } from "./selectors/label-clicks.ts";
import { selectors } from "./selectors/selectors.ts";
import { consent } from "./targets/consent.ts";
import { sameContainer } from "./targets/same-container.ts";
import { targetGoals } from "./targets/target-goals.ts";
import { targets } from "./targets/targets.ts";

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
  forwards,
  keyEventLimit,
  goalReferences,
  experiments,
  adoptions,
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
  presences,
  interactionChoices,
  fileExtensions,
  funnelGoals,
  funnelInteractions,
  funnelLengths,
  ways,
  via,
  analyticsLimits,
  videoAddresses,
  selectors,
  idsAsSelectors,
  durations,
  currency,
  consent,
  parameters,
  missingSources,
  registrations,
  formulas,
  calculatedMetrics,
  roles,
  removed,
  recommendedNames,
  recommendedParameters,
  everyVisit,
  oncePerDocument,
  shortPages,
  neverTrue,
  overlaps,
  exceptions,
  earlyValues,
  measuredAlready,
  personalData,
  labelClicks,
];

/** What every rule finds in the file, and in what the targets make of it. */
export function checkRules(file: Written): readonly Diagnostic[] {
  const check = (of: Written) => RULES.flatMap((rule) => rule.check(of));
  const found = check(file);
  return [...found, ...problemsAtTargets(file, check, found)];
}
