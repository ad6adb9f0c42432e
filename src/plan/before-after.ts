/** Each goal that changes, before and after, in the words of the file. */

import type { Goal } from "../language/goal-set/goal-set.ts";
import { asAtGoogle } from "../lift/desired.ts";
import { inFile, type WordChange, wordChanges } from "../lift/goal-words.ts";
import { ownGoals } from "../lift/own-goals.ts";
import type { Compiled } from "../resources/compiled.ts";
import { type Address, keyOf } from "../resources/resource.ts";
import type { Snapshot } from "../resources/snapshot.ts";
import type { ResourceChange, SubjectChange } from "./plan.ts";

/** Both sides are read out of resources by `lift/`, so what differs in words differs at Google. */
export function withWords(
  compiled: Compiled,
  { container, property }: Snapshot,
  changes: readonly SubjectChange[],
): readonly SubjectChange[] {
  if (!changes.some(isGoal)) return changes;
  const target = { measurementId: compiled.measurementId, owner: compiled.owner };
  const { keyEvents, definitions } = property;
  const isNew = changes.every(({ action }) => action === "add");
  const live = isNew ? NONE : ownGoals({ content: container.content, keyEvents, definitions }, target);
  const asked = ownGoals(asAtGoogle(compiled), target);
  const formerIds = formerIdsOf(compiled);
  return changes.map((change) => {
    if (!isGoal(change)) return change;
    const { id } = change.subject;
    const before = live.get(id) ?? live.get(formerIds.get(id) ?? "") ?? null;
    const after = change.action === "remove" ? null : (asked.get(id) ?? null);
    return { ...change, words: wordsOf(before, after, change.resources) };
  });
}

const NONE: ReadonlyMap<string, Goal> = new Map();

function wordsOf(
  before: Goal | null,
  after: Goal | null,
  resources: readonly ResourceChange[],
): NonNullable<SubjectChange["words"]> {
  const changes = before && after ? wordChanges(before, after) : [];
  return {
    before: before && inFile(before),
    after: after && inFile(after),
    changes: changes.filter((change) => happens(change, resources)),
  };
}

/** What others have set stays where the file says nothing: only what is written is a change. */
const WRITTEN: Readonly<Partial<Record<WordChange["about"], RegExp>>> = {
  worth: /^defaultValue|^parameter\.eventSettingsTable\[(?:value|currency)\]|^parameterMutations/,
  counting: /^countingMethod/,
  consent: /^consent/,
};

function happens({ about }: WordChange, resources: readonly ResourceChange[]): boolean {
  const written = WRITTEN[about];
  if (written === undefined) return true;
  return resources.some(({ kind, action, fields }) => {
    const isWhole = about !== "consent" && kind === "ga4.keyEvent" && action !== "update";
    return isWhole || fields.some(({ path }) => written.test(path));
  });
}

function isGoal({ subject }: SubjectChange): boolean {
  return subject.is === "goal";
}

/** The id that a goal had, by the id that it has. */
function formerIdsOf({ resources }: Compiled): ReadonlyMap<string, string> {
  const ownKey = (address: Address) => keyOf(address).split("/")[0]!;
  return new Map(
    resources.flatMap(({ address, was }) => (was ? [[ownKey(address), ownKey(was)] as const] : [])),
  );
}
