/** How many requests `apply` will make. */
import { createsDefinition, isAnalyticsStep, isEntityStep, mayBeDouble, type Step } from "./steps.ts";

/**
 * One for each key event and definition, two for one that is replaced, and one for each list of rules or
 * audiences in which something is created: it is read once more, to see that no other run created the same.
 * For Tag Manager, whatever the number of entities: create a workspace, enable
 * built-in variables (if any), change the entities (if any) in one bulk call, with one
 * before it when names are exchanged, create a version, publish it.
 */
export function writeRequests(steps: readonly Step[]): number {
  const ofAnalytics = steps.filter(isAnalyticsStep);
  const replaced = ofAnalytics.filter((step) => step.do === "replace definition");
  const created = ofAnalytics.filter(createsDefinition).filter(({ kind }) => mayBeDouble(kind));
  const lists = new Set(created.map(({ kind, stream }) => `${kind} ${stream?.resourceName}`));
  const analytics = ofAnalytics.length + replaced.length + lists.size;
  if (ofAnalytics.length === steps.length) return analytics;
  const builtIns = steps.some((step) => step.do === "enable built-in variable") ? 1 : 0;
  const entities = steps.some(isEntityStep) ? 1 : 0;
  const passing = steps.some((step) => "passing" in step) ? 1 : 0;
  return analytics + builtIns + entities + passing + 3;
}
