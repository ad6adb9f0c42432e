/**
 * A plan without some of its differences: those stay as they are at Google.
 *
 * What was different before a pull request is not changed by it, so its merge leaves it alone. Only what its
 * own changes cannot do without comes along: a trigger that somebody deleted, when a changed tag fires on it.
 */

import { type Address, type Kind, refAddress } from "../resources/resource.ts";
import { changesWhatCounts } from "./annotation.ts";
import type { BuiltPlan } from "./build-plan.ts";
import { planDigest } from "./difference.ts";
import {
  type Blocker,
  isOfFile,
  type Plan,
  type ResourceChange,
  resourceChanges,
  type SubjectChange,
} from "./plan.ts";
import { writeRequests } from "./requests.ts";
import { isEntityStep, type Step } from "./steps.ts";

/** The plan without the changes at these addresses. */
export function withoutChangesAt(built: BuiltPlan, left: ReadonlySet<Address>): BuiltPlan {
  if (left.size === 0) return built;
  const steps = built.steps.filter((step) => !left.has(built.addresses.get(step)!));
  const changes = built.plan.changes.flatMap((subject) => withoutResources(subject, left));
  return { ...built, steps, plan: planOf(built, changes, steps) };
}

/** The same for what `leaving` takes away: what people are shown in addition to the plan. */
export function changesAt(built: BuiltPlan, addresses: ReadonlySet<Address>): Plan {
  const others = resourceChanges(built.plan).map(({ address }) => address);
  return withoutChangesAt(built, new Set(others.filter((address) => !addresses.has(address)))).plan;
}

function withoutResources(subject: SubjectChange, left: ReadonlySet<Address>): SubjectChange[] {
  const resources = subject.resources.filter(({ address }) => !left.has(address));
  return resources.length === 0 ? [] : [{ ...subject, resources }];
}

const COUNTING: readonly Kind[] = ["gtm.tag", "ga4.eventCreateRule", "ga4.audience"];

/** Guards on removals stop what is left of a plan only if it still removes something. */
function isOnGuard({ code }: Blocker, changes: readonly SubjectChange[], removed: number): boolean {
  if (code === "many-removals") return removed > 1;
  if (code === "forwarded-events-removed") return changes.some(({ subject }) => subject.is === "forward");
  const removes = ({ kind, action }: ResourceChange) => COUNTING.includes(kind) && action === "delete";
  return code !== "adopted-goal-removed" || changes.some(({ resources }) => resources.some(removes));
}

function planOf(
  { plan: { annotates: _, ...whole }, annotates: isWanted }: BuiltPlan,
  changes: readonly SubjectChange[],
  steps: readonly Step[],
): Plan {
  const ofFile = changes.filter(isOfFile);
  const count = (...actions: string[]) => ofFile.filter(({ action }) => actions.includes(action)).length;
  const { add, change, unchanged } = whole.summary;
  const remove = count("remove");
  const inFile = ofFile.length - remove;
  const annotates = isWanted && changesWhatCounts(changes);
  return {
    ...whole,
    changes,
    summary: {
      add: count("add"),
      change: count("change", "adopt"),
      remove,
      unchanged: add + change + unchanged - inFile,
    },
    requests: { ...whole.requests, write: writeRequests(steps, annotates) },
    ...(annotates ? { annotates: true } : {}),
    digest: planDigest(
      whole.target,
      resourceChanges({ ...whole, changes }).map(({ digest }) => digest),
    ),
    blockers: changes.length === 0 ? [] : whole.blockers.filter((one) => isOnGuard(one, changes, remove)),
  };
}

/**
 * Addresses whose differences were there before and have nothing to do with the rest.
 *
 * @param wasThere whether the very same operation was due before
 */
export function unrelated(built: BuiltPlan, wasThere: (change: ResourceChange) => boolean): Set<Address> {
  const left = new Set(
    resourceChanges(built.plan)
      .filter(wasThere)
      .map(({ address }) => address),
  );
  for (let needed = neededBeside(built, left); needed.length > 0; needed = neededBeside(built, left))
    for (const address of needed) left.delete(address);
  return left;
}

/** Of what is left alone: what the rest refers to and is not there, and what would keep using what the rest removes. */
export function neededBeside(built: BuiltPlan, left: ReadonlySet<Address>): Address[] {
  const { addresses, steps } = built;
  const done = steps.filter((step) => !left.has(addresses.get(step)!));
  const others = steps.filter((step) => left.has(addresses.get(step)!));
  const names = new Map(resourceChanges(built.plan).map(({ address, name }) => [address, name]));
  const used = done.filter((step) => isEntityStep(step) && step.do !== "delete entity").map(textOf);
  const references = new Set(done.flatMap(referencesOf));
  const removed = done
    .filter((step) => step.do === "delete entity")
    .map((step) => names.get(addresses.get(step)!)!);
  return others
    .filter((step) => {
      const address = addresses.get(step)!;
      if (step.do === "create entity" || step.do === "enable built-in variable")
        return references.has(address) || used.some((text) => text.includes(variable(names.get(address)!)));
      return step.do === "delete entity" && removed.some((name) => textOf(step).includes(variable(name)));
    })
    .map((step) => addresses.get(step)!);
}

function variable(name: string): string {
  return JSON.stringify(`{{${name}}}`).slice(1, -1);
}

function textOf(step: Step): string {
  return isEntityStep(step) ? JSON.stringify(step.entity) : "";
}

/** References are in two places only: the folder, and the triggers of a tag. */
function referencesOf(step: Step): Address[] {
  if (!isEntityStep(step) || step.do === "delete entity") return [];
  const { parentFolderId, firingTriggerId, blockingTriggerId } = step.entity;
  const texts = [parentFolderId, ...(firingTriggerId ?? []), ...(blockingTriggerId ?? [])];
  return texts.flatMap((text) => refAddress(text) ?? []);
}
