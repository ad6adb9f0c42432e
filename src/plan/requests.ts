/** How many requests `apply` will make. */
import { isAnalyticsStep, isEntityStep, type Step } from "./steps.ts";

/**
 * One for each key event and definition, two for one that is archived and made anew.
 * For Tag Manager, whatever the number of entities: create a workspace, enable
 * built-in variables (if any), change the entities (if any) in one bulk call, with one
 * before it when names are exchanged, create a version, publish it.
 */
export function writeRequests(steps: readonly Step[]): number {
  const ofAnalytics = steps.filter(isAnalyticsStep);
  const replaced = ofAnalytics.filter((step) => step.do === "replace definition");
  const analytics = ofAnalytics.length + replaced.length;
  if (ofAnalytics.length === steps.length) return analytics;
  const builtIns = steps.some((step) => step.do === "enable built-in variable") ? 1 : 0;
  const entities = steps.some(isEntityStep) ? 1 : 0;
  const passing = steps.some((step) => "passing" in step) ? 1 : 0;
  return analytics + builtIns + entities + passing + 3;
}
