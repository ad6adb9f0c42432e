/** Everything that a plan warns of, and everything that stops it. */
import type { Compiled } from "../resources/compiled.ts";
import { derivedEvent } from "../resources/definition.ts";
import type { EventRules, PropertySnapshot, Snapshot } from "../resources/snapshot.ts";
import { addedValues, valuesOfGoogleTag } from "./added-values.ts";
import { duplicateDefinitions } from "./adoption/definitions.ts";
import { duplicateForwards, duplicateTags } from "./adoption/duplicate-tags.ts";
import { adoptedRemovals } from "./adoption/removal.ts";
import { builtInNameConflicts } from "./built-in-variables.ts";
import type { Comparison } from "./comparison.ts";
import {
  brokenFormulas,
  copiedAudiences,
  definitionConflicts,
  derivedTwice,
  otherUnits,
} from "./definition-checks.ts";
import { definitionLimits, manyRules } from "./definition-limits.ts";
import { editedEvents } from "./event-edit-rules.ts";
import {
  disabledButMarked,
  gtagEventsCountNow,
  nothingToRemove,
  notSent,
  sentTwice,
} from "./event-warnings.ts";
import { firingObstacles } from "./firing-obstacles.ts";
import { forwardsThatGo } from "./forwards-that-go.ts";
import { hasGoogleTag } from "./google-tag.ts";
import { askedForBySettings } from "./google-tag-settings.ts";
import {
  manyRemovals,
  nameConflicts,
  protectedGoals,
  unpublishedGoals,
  unpublishedVersion,
} from "./guards.ts";
import { type KeyEventPlan, keyEventLimit } from "./key-events.ts";
import { lostMarks, orphanedKeyEvents } from "./lost-marks.ts";
import { movedCounting } from "./moved-counting.ts";
import { pageViewWarnings } from "./page-views.ts";
import { columnsThatStay } from "./parameters-in-use.ts";
import { type Blocker, isOfFile, type PlanWarning, type SubjectChange } from "./plan.ts";
import { renamedEvents } from "./renamed-events.ts";
import { firedByOthers } from "./sequenced-tags.ts";
import { stillInUse } from "./still-in-use.ts";
import { otherProperty, targetWarnings } from "./target-checks.ts";

export function warningsOf(
  compiled: Compiled,
  snapshot: Snapshot,
  { ownership, site, definitions, keyEvents, inUse, planned }: Comparison,
  /** Before it was seen what is adopted. */
  said: Compiled,
): PlanWarning[] {
  const surroundings = { said, compiled, ownership, content: snapshot.container.content };
  return [
    ...compiled.warnings,
    ...(planned.length === 0 ? [] : unpublishedGoals(compiled.owner, snapshot.container)),
    ...targetWarnings(snapshot, compiled.measurementId, ownership),
    ...gtagEventsCountNow(planned),
    ...sentTwice(compiled, ownership, site),
    ...derivedTwice(compiled, ownership, definitions, site, eventRulesOf(snapshot.property)?.makers),
    ...othersRules(compiled, snapshot.property),
    ...(hasGoogleTag(compiled, snapshot)
      ? notSent(
          compiled,
          ownership,
          definitions,
          site,
          snapshot.container.label,
          eventsMade(snapshot.property),
        )
      : []),
    ...firingObstacles(surroundings),
    ...firedByOthers(surroundings),
    ...addedValues(surroundings),
    ...valuesOfGoogleTag(surroundings),
    ...pageViewWarnings(compiled, ownership, site),
    ...askedForBySettings(compiled, snapshot.container.content),
    ...movedCounting(compiled, ownership, definitions),
    ...copiedAudiences(definitions),
    ...otherUnits(compiled, definitions),
    ...brokenFormulas(definitions),
    ...columnsThatStay(inUse),
    ...manyRules(planned, snapshot.property),
    ...disabledButMarked(compiled, snapshot.property),
    ...renamedEvents(compiled, ownership, definitions),
    ...nothingToRemove(compiled, snapshot.property, keyEvents.removedFrom),
    ...keyEvents.warnings,
    ...orphanedKeyEvents(ownership, snapshot.property, settledKeyEvents(compiled, keyEvents)),
    ...lostMarks(compiled.owner, ownership),
  ];
}

function othersRules(compiled: Compiled, property: PropertySnapshot): PlanWarning[] {
  const { eventRules } = property;
  if (eventRules !== undefined && "because" in eventRules)
    return [
      {
        code: "event-rules-unread",
        message: `Whether a rule in Analytics renames the event of a goal, or makes it once more, is not known: ${eventRules.because}`,
      },
    ];
  return editedEvents(compiled, eventRulesOf(property)?.edits ?? []);
}

function eventsMade(property: PropertySnapshot): string[] {
  const { edits = [], makers = [] } = eventRulesOf(property) ?? {};
  const renamed = edits.flatMap(({ sets }) =>
    sets.flatMap(({ parameter, value }) => (parameter === "event_name" ? [value] : [])),
  );
  return [...renamed, ...makers.flatMap(({ kind, body }) => derivedEvent(kind, body) ?? [])];
}

function eventRulesOf({ eventRules }: PropertySnapshot): EventRules | null {
  return eventRules === undefined || "because" in eventRules ? null : eventRules;
}

/** Events that the file wants as key events, or that it lets go. */
function settledKeyEvents({ resources }: Compiled, { removedFrom }: KeyEventPlan): Set<string> {
  const wanted = resources.filter(({ kind }) => kind === "ga4.keyEvent").map(({ name }) => name);
  return new Set([...wanted, ...removedFrom.keys()]);
}

export function blockersOf(
  compiled: Compiled,
  snapshot: Snapshot,
  { ownership, definitions, planned, site }: Comparison,
  changes: readonly SubjectChange[],
): Blocker[] {
  return [
    ...nameConflicts(ownership),
    ...duplicateTags(compiled, planned, ownership, site),
    ...duplicateForwards(compiled, planned, ownership, site),
    ...duplicateDefinitions(compiled, planned, definitions, snapshot.container.content),
    ...forwardsThatGo(compiled, ownership, snapshot.container.content),
    ...adoptedRemovals(ownership, definitions, snapshot.container.content, compiled),
    ...definitionConflicts(definitions),
    ...builtInNameConflicts(planned, snapshot.container.content),
    ...stillInUse(planned, ownership, compiled.owner),
    ...keyEventLimit(planned, snapshot.property, compiled.tier),
    ...definitionLimits(planned, snapshot.property, compiled.tier),
    ...otherProperty(snapshot, compiled.measurementId),
    ...unpublishedVersion(compiled.owner, snapshot.container),
    ...protectedGoals(ownership, definitions, planned, compiled),
    ...removalGuard(changes, compiled),
  ];
}

/** What `removed` names was permitted one by one, and forwards have a guard of their own. */
function removalGuard(
  changes: readonly SubjectChange[],
  { subjects, removedKeyEvents }: Compiled,
): Blocker[] {
  const isPermitted = ({ resources }: SubjectChange) =>
    resources.some(({ kind, name }) => kind === "ga4.keyEvent" && removedKeyEvents.includes(name));
  const all = changes.filter((change) => isOfFile(change) && change.subject.is !== "forward");
  const going = all.filter(({ action }) => action === "remove");
  const added = all.filter(({ action }) => action === "add").length;
  const inFile = subjects.filter(({ user }) => !user.startsWith("forward:")).length;
  return manyRemovals(going.filter((change) => !isPermitted(change)).length, going.length + inFile - added);
}
