/** How many requests `apply` will make. */
import { isEntityStep, isKeyEventStep, type Step } from "./steps.ts";

/**
 * One for each key event. For Tag Manager, whatever the number of entities:
 * create a workspace, enable built-in variables (if any), change the entities
 * (if any) in one bulk call, with one before it when names are exchanged, create a
 * version, publish it.
 */
export function writeRequests(steps: readonly Step[]): number {
  const keyEvents = steps.filter(isKeyEventStep).length;
  if (keyEvents === steps.length) return keyEvents;
  const builtIns = steps.some((step) => step.do === "enable built-in variable") ? 1 : 0;
  const entities = steps.some(isEntityStep) ? 1 : 0;
  const passing = steps.some((step) => "passing" in step) ? 1 : 0;
  return keyEvents + builtIns + entities + passing + 3;
}
