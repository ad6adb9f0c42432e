/** How many requests `apply` will make. */
import { isInTagManager } from "../resources/kinds.ts";
import { annotationRequests } from "./annotation.ts";
import { type Plan, resourceChanges } from "./plan.ts";
import { createsDefinition, isAnalyticsStep, isEntityStep, mayBeDouble, type Step } from "./steps.ts";

/**
 * One for each key event and definition, two for one that is replaced, and one for each list of rules or
 * audiences in which something is created: it is read once more, to see that no other run created the same.
 * For Tag Manager, whatever the number of entities: create a workspace, enable
 * built-in variables (if any), change the entities (if any) in one bulk call, with one
 * before it when names are exchanged, create a version, publish it. An annotation is left when all is done.
 */
export function writeRequests(steps: readonly Step[], annotates = false): number {
  const ofAnalytics = steps.filter(isAnalyticsStep);
  const replaced = ofAnalytics.filter((step) => step.do === "replace definition");
  const created = ofAnalytics.filter(createsDefinition).filter(({ kind }) => mayBeDouble(kind));
  const lists = new Set(created.map(({ kind, stream }) => `${kind} ${stream?.resourceName}`));
  const hasVersion = ofAnalytics.length < steps.length;
  const annotation = annotates ? annotationRequests(hasVersion) : 0;
  const analytics = ofAnalytics.length + replaced.length + lists.size + annotation;
  if (!hasVersion) return analytics;
  const builtIns = steps.some((step) => step.do === "enable built-in variable") ? 1 : 0;
  const entities = steps.some(isEntityStep) ? 1 : 0;
  const passing = steps.some((step) => "passing" in step) ? 1 : 0;
  return analytics + builtIns + entities + passing + 3;
}

/**
 * The same plan when somebody is asked before it is carried out. An answer takes longer than what was read counts as
 * fresh, so what is live is read once more before a version is published.
 */
export function withTimeToAnswer(plan: Plan): Plan {
  const publishes = resourceChanges(plan).some(({ kind }) => isInTagManager(kind));
  const { read, write } = plan.requests;
  return publishes ? { ...plan, requests: { read, write: write + 1 } } : plan;
}
