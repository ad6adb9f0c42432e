/** Desired + live → plan. The table of contents of this folder. */
import type { Compiled } from "../resources/compiled.ts";
import { derivedEvent } from "../resources/definition.ts";
import { DEFINITIONS, entityId, isDefinitionKind } from "../resources/kinds.ts";
import type { Address, DesiredResource } from "../resources/resource.ts";
import type { ContainerContent, Snapshot } from "../resources/snapshot.ts";
import { type Adoptions, withAdoptions } from "./adoption/adoptions.ts";
import { withAdoptedDefinitions } from "./adoption/definitions.ts";
import { removalNotes } from "./adoption/removal.ts";
import { changesWhatCounts } from "./annotation.ts";
import { hasWords, withWords } from "./before-after/before-after.ts";
import { belonging, needsOf } from "./belonging.ts";
import { type Comparison, compare } from "./comparison.ts";
import { rulesWithoutStream } from "./definition-checks.ts";
import { planDigest, resourceChange } from "./difference.ts";
import { blockersOf, warningsOf } from "./findings.ts";
import { forProperty } from "./for-property.ts";
import { googleTagWarnings, withoutSecondGoogleTag } from "./google-tag.ts";
import type { Ownership } from "./ownership.ts";
import {
  isOfFile,
  operationsIn,
  type Plan,
  type PlanTarget,
  type ResourceChange,
  type SubjectChange,
} from "./plan.ts";
import type { Planned } from "./planned-entity.ts";
import { renamedGoals } from "./renamed-events.ts";
import { writeRequests } from "./requests.ts";
import type { Step } from "./steps.ts";
import { existingSubjects, type OwnedChange, subjectChanges } from "./subjects.ts";
import { notForWebPages } from "./target-checks.ts";
import { withTriggerNames } from "./trigger-names.ts";

/** The plan for people and machines, and what `apply` needs to carry it out. */
export interface BuiltPlan {
  readonly plan: Plan;
  /** In kind order: folders first, tags and key events last. */
  readonly steps: readonly Step[];
  /** Whose step each is: the address of the change in the plan. */
  readonly addresses: ReadonlyMap<Step, Address>;
  /** Whether the target wants annotations of what changes. */
  readonly annotates: boolean;
  /** Ids at Google of resources that exist already. */
  readonly ids: ReadonlyMap<Address, string>;
}

export function buildPlan(asked: Compiled, snapshot: Snapshot, targetName: string): BuiltPlan {
  const comparison = comparisonOf(asked, snapshot, targetName);
  const { compiled, compared } = comparison;
  const steps = compared.planned.map(({ step }) => step);
  const { annotates = false } = compiled;
  return {
    plan: planOf(comparison, steps, annotates && changesWhatCounts(comparison.changes)),
    steps,
    addresses: new Map(compared.planned.map(({ step, difference }) => [step, difference.address])),
    annotates,
    ids: idsOf(compared.ownership),
  };
}

/** What the file wants next to what is at Google: everything that a plan says is read from this. */
interface PlanComparison {
  /** As the file says it. */
  readonly asked: Compiled;
  /** The same, as far as the property and the container allow it. */
  readonly said: Compiled;
  /** The same, with what is adopted as it is at Google. */
  readonly compiled: Compiled;
  readonly snapshot: Snapshot;
  readonly target: PlanTarget;
  readonly adoptions: ReturnType<typeof withAdoptions>;
  readonly compared: ReturnType<typeof compare>;
  readonly owned: readonly OwnedChange[];
  readonly changes: readonly SubjectChange[];
  readonly inWords: () => readonly SubjectChange[];
}

function comparisonOf(asked: Compiled, snapshot: Snapshot, targetName: string): PlanComparison {
  const { content } = snapshot.container;
  const said = withoutSecondGoogleTag(forProperty(asked, snapshot.property), content);
  const adoptions = withAdoptions(said, content, snapshot.property);
  const derived = withAdoptedDefinitions(adoptions.compiled, snapshot);
  const { compiled } = derived;
  const compared = compare(compiled, snapshot);
  const { planned, ownership } = compared;
  const target = targetOf(compiled, snapshot, targetName);
  const notes = new Map([...adoptions.notes, ...derived.notes, ...removalNotes(ownership, content)]);
  const owned = ownedChanges(planned, compiled, target, compared, notes, content);
  const existing = new Set([
    ...existingSubjects(compiled.resources, isAtGoogle(compiled, compared, snapshot)),
    ...owned.flatMap(({ change, belongs }) => ("of" in belongs && isTraceOf(change) ? belongs.of : [])),
  ]);
  const changes = subjectChanges(compiled, owned, existing);
  const inWords = once(() => withWords(said, snapshot, changes, compiled));
  return { asked, said, compiled, snapshot, target, adoptions, compared, owned, changes, inWords };
}

function planOf(comparison: PlanComparison, steps: readonly Step[], annotates: boolean): Plan {
  const { compiled, snapshot, target, owned, changes, inWords } = comparison;
  // Found when somebody reads them: an apply plans again and again, for the steps alone.
  const warnings = once(() => warningsFor(comparison, steps));
  const blockers = once(() => blockersFor(comparison, steps));
  return {
    owner: compiled.owner,
    target,
    ...(compiled.defaults === undefined ? {} : { defaults: compiled.defaults }),
    ...(compiled.forwards === undefined ? {} : { hasForwards: true }),
    summary: summarise(changes, compiled),
    requests: { read: snapshot.requests, write: writeRequests(steps, annotates) },
    ...(annotates ? { annotates: true } : {}),
    digest: planDigest(
      target,
      owned.flatMap(({ change }) => operationsIn(change)),
    ),
    get warnings() {
      return warnings();
    },
    get blockers() {
      return blockers();
    },
    changes: saidWhenRead(changes, inWords),
  };
}

function warningsFor(
  { asked, said, compiled, snapshot, adoptions, compared, changes, inWords }: PlanComparison,
  steps: readonly Step[],
): Plan["warnings"] {
  // Without steps there is nothing that they could stop.
  const stops = steps.length === 0 ? [...notForWebPages(snapshot.container), ...adoptions.blockers] : [];
  return [
    ...stops,
    ...googleTagWarnings(asked, snapshot),
    ...adoptions.warnings,
    ...warningsOf(compiled, snapshot, compared, said),
    ...renamedGoals(compiled, changes, inWords),
  ].map(({ code, message }) => ({ code, message }));
}

function blockersFor(
  { asked, compiled, snapshot, adoptions, compared, changes }: PlanComparison,
  steps: readonly Step[],
): Plan["blockers"] {
  if (steps.length === 0) return [];
  return [
    ...notForWebPages(snapshot.container),
    ...adoptions.blockers,
    ...rulesWithoutStream(asked, snapshot.property),
    ...blockersOf(compiled, snapshot, compared, changes),
  ];
}

/** The same changes, with what they say in words found when it is read. */
function saidWhenRead(
  changes: readonly SubjectChange[],
  inWords: () => readonly SubjectChange[],
): readonly SubjectChange[] {
  return changes.map((change, at) =>
    hasWords(change)
      ? {
          ...change,
          get counts() {
            return inWords()[at]!.counts;
          },
          get words() {
            return inWords()[at]!.words!;
          },
        }
      : change,
  );
}

function once<T>(find: () => T): () => T {
  let found: { readonly value: T } | undefined;
  return () => {
    found ??= { value: find() };
    return found.value;
  };
}

function targetOf({ measurementId }: Compiled, { container, property }: Snapshot, name: string): PlanTarget {
  return { name, property: property.property, measurementId, container: container.label };
}

function ownedChanges(
  planned: readonly Planned[],
  compiled: Compiled,
  target: PlanTarget,
  { ownership, definitions, keyEvents }: Comparison,
  notes: Adoptions["notes"],
  content: ContainerContent,
): OwnedChange[] {
  const needs = needsOf(compiled, ownership, definitions, keyEvents.removedFrom);
  const inNames = withTriggerNames(content);
  return planned.map(({ difference }) => {
    const change = resourceChange(target, difference);
    return {
      change: { ...change, fields: inNames(change.fields), notes: notes.get(change.address) ?? [] },
      belongs: belonging(difference, needs),
    };
  });
}

/** Deleted at Google, or counted in another way until now: which goal needs it is not news. */
function isTraceOf({ kind, action, reason }: ResourceChange): boolean {
  const counts = kind === "gtm.tag" || (isDefinitionKind(kind) && !DEFINITIONS[kind].isOfReports);
  return reason === "missing" || (action === "delete" && counts);
}

/**
 * A key event alone does not make a goal known: others may have marked that event.
 * It does where the key event is all that the goal is.
 */
function isAtGoogle(
  { resources }: Compiled,
  { ownership, definitions }: Comparison,
  { property }: Snapshot,
): (resource: DesiredResource) => boolean {
  const keyEvents = new Set(property.keyEvents.map(({ eventName }) => eventName));
  const sources = resources.filter(
    ({ kind, body }) => kind === "gtm.tag" || derivedEvent(kind, body) !== null,
  );
  const withSource = new Set(sources.flatMap(({ users }) => users));
  return ({ kind, address, name, users }) =>
    ownership.owned.has(address) ||
    definitions.owned.has(address) ||
    (kind === "ga4.keyEvent" && keyEvents.has(name) && !users.some((user) => withSource.has(user)));
}

function summarise(changes: readonly SubjectChange[], { subjects }: Compiled): Plan["summary"] {
  const ofFile = changes.filter(isOfFile);
  const count = (...actions: string[]) => ofFile.filter(({ action }) => actions.includes(action)).length;
  const inFile = ofFile.filter(({ action }) => action !== "remove").length;
  return {
    add: count("add"),
    change: count("change", "adopt"),
    remove: count("remove"),
    unchanged: subjects.length - inFile,
  };
}

function idsOf({ owned, adoptable, leftovers }: Ownership): Map<Address, string> {
  const all = [...owned, ...adoptable, ...leftovers.map((one) => [one.mark.address, one] as const)];
  return new Map(all.map(([address, { kind, entity }]) => [address, entityId(kind, entity)]));
}
