/** What somebody edited at Google → what the file would have to say, or why it cannot. */
import { isAnyPage } from "../language/goal-set/conditions.ts";
import type { Forward } from "../language/goal-set/forward.ts";
import type { Funnel } from "../language/goal-set/funnel.ts";
import type { Goal } from "../language/goal-set/goal.ts";
import type { GoalSet } from "../language/goal-set/goal-set.ts";
import { bothSides, type ColumnSides } from "../lift/columns.ts";
import { DIFFERENCES } from "../lift/differences.ts";
import type { ReadForward } from "../lift/forwards.ts";
import { isFunnelGoal } from "../lift/funnel-goals.ts";
import type { About } from "../lift/goal-words.ts";
import { mergedFunnel, mergedGoal } from "../lift/merged.ts";
import { type OwnLiveGoals, ownLiveGoals } from "../lift/own-goals.ts";
import { reasonInWords } from "../lift/reasons.ts";
import type { Compiled } from "../resources/compiled.ts";
import { STEP_PART } from "../resources/entity-name.ts";
import { keyOf } from "../resources/resource.ts";
import type { Snapshot } from "../resources/snapshot.ts";
import { columnOf } from "./column-words.ts";
import { EDITED, isOfFile, type SubjectChange } from "./plan.ts";
import { countsNothing } from "./unsaid-fields.ts";

export type Acceptable =
  | { readonly is: "goal"; readonly before: Goal; readonly after: Goal }
  | { readonly is: "funnel"; readonly before: Funnel; readonly after: Funnel }
  | { readonly is: "forward"; readonly before: Forward; readonly after: Forward }
  /** An entry of `dimensions` or `metrics`. */
  | ({ readonly is: "column" } & ColumnSides)
  /** What counted is gone. */
  | { readonly is: "gone" }
  | { readonly is: "unsayable"; readonly why: readonly string[] };

/** Whether somebody used Google's screens, as far as it can be known. */
export function isEdited({ action, subject, resources }: SubjectChange): boolean {
  const isWritten = isOfFile({ subject }) || columnOf({ subject, resources }) !== null;
  return isWritten && action === "change" && resources.some(({ reason }) => isByHand(reason));
}

function isByHand(reason: SubjectChange["resources"][number]["reason"]): boolean {
  return EDITED.includes(reason) || reason === "differs";
}

/** Key events carry no mark: where they differ, it may also be that the file was not applied yet. */
export function isCertainlyEdited({ resources }: SubjectChange): boolean {
  return resources.every(({ reason }) => reason !== "differs");
}

/** Whether the file has changed as well: taking what is at Google would take that back. */
export function isChangedInFile({ resources }: SubjectChange): boolean {
  const isTagEdited = resources.some(({ kind, reason }) => kind === "gtm.tag" && reason === "edited");
  // An adopted tag has what the file asks for in the words of others: to take an edit of it back, goalform makes its own.
  const isMadeForThat = ({ kind, reason }: SubjectChange["resources"][number]) =>
    isTagEdited && reason === "new" && MADE_FOR_TAGS.includes(kind);
  return resources.some((one) => FROM_FILE.includes(one.reason) && !isMadeForThat(one));
}

const MADE_FOR_TAGS = ["gtm.folder", "gtm.builtInVariable", "gtm.variable", "gtm.trigger"];

const FROM_FILE = ["file_changed", "file_changed_and_edited", "replaced", "new"];

export function acceptable(
  change: SubjectChange,
  compiled: Compiled,
  snapshot: Snapshot,
  goalSet: GoalSet,
): Acceptable {
  const { goals, funnels, forwards = [] } = goalSet;
  const { is, id } = change.subject;
  const column = columnOf(change);
  if (column !== null) {
    const sides = bothSides(column, goalSet, snapshot.property.definitions);
    return sides ? { is: "column", ...sides } : { is: "unsayable", why: [] };
  }
  if (countsNothing(change)) return { is: "gone" };
  const said = change.words?.changes.map(({ about }) => about) ?? [];
  const live = liveSideOf(change, compiled, snapshot, goals);
  const fromFile = <T extends { readonly id: string }>(all: readonly T[]) => all.find((one) => one.id === id);
  if (is === "forward") return ofForward(fromFile(forwards), live.forwards.get(id), said);
  const why = (live.unread.get(id) ?? []).map(reasonInWords);
  if (is === "funnel") return ofFunnel(fromFile(funnels), live, said, why);
  const file = fromFile(goals);
  const ofFunnels = file === undefined ? null : saidByFunnel(change, file, live.goals.get(id)?.goal);
  return ofFunnels === null ? ofGoal(file, live, said, why) : { is: "unsayable", why: [ofFunnels] };
}

/** What is live of the goal, funnel or forward that changes, in words. */
function liveSideOf(
  { subject: { is, id } }: SubjectChange,
  { measurementId, owner }: Compiled,
  { container, property: { keyEvents, definitions } }: Snapshot,
  goals: readonly Goal[],
): OwnLiveGoals {
  const received = goals.filter(isReceived).map(({ event, id, name }) => [event, { id, name }] as const);
  return ownLiveGoals(
    { content: container.content, keyEvents, definitions },
    { measurementId, owner },
    {
      goals: new Set(is === "goal" ? [id] : []),
      funnels: new Set(is === "funnel" ? [id] : []),
      forwards: new Set(is === "forward" ? [id] : []),
      received: new Map(received),
    },
  );
}

/** What tags of steps wait for, and how long they may take, the goal follows. */
function saidByFunnel({ resources }: SubjectChange, file: Goal, live: Goal | undefined): string | null {
  if (!isFunnelGoal(file)) return null;
  const isStep = resources.some(
    ({ reason, address }) => isByHand(reason) && STEP_PART.test(keyOf(address).split("/")[1] ?? ""),
  );
  const isLimit = live !== undefined && isFunnelGoal(live) && live.on.within !== file.on.within;
  if (!isStep && !isLimit) return null;
  const what = isStep ? "what its steps are" : "how long its steps may take (`within`)";
  return `the funnel \`${file.on.funnel}\` says ${what}, so a goal on it cannot; change that under \`funnels\`, or take the edit back with \`goalform apply\``;
}

/** Nothing but its key event is at Google. */
function isReceived(goal: Goal): boolean {
  return (
    goal.type === "event" &&
    goal.on.kind === "ga4_event" &&
    goal.where.length + goal.cookie.length === 0 &&
    isAnyPage(goal.page)
  );
}

type Why = readonly string[];

function ofGoal(
  file: Goal | undefined,
  { goals }: OwnLiveGoals,
  said: readonly About[],
  why: Why,
): Acceptable {
  const live = goals.get(file?.id ?? "");
  if (file === undefined || live === undefined) return { is: "unsayable", why };
  const unsaid = [...live.unsaid].map(
    (about) => `the language has no word for what its ${about.replace(":", " ")} reads`,
  );
  if (live.differs.length + unsaid.length > 0) return { is: "unsayable", why: [...live.differs, ...unsaid] };
  return { is: "goal", before: file, after: mergedGoal(file, live.goal, said) };
}

/** Only its events and its e-commerce data are its own: the rest is said for all goals, under `defaults`. */
function ofForward(
  file: Forward | undefined,
  live: ReadForward | undefined,
  said: readonly About[],
): Acceptable {
  const after = live?.forward ?? null;
  if (file === undefined || after === null)
    return { is: "unsayable", why: (live?.reasons ?? []).map(reasonInWords) };
  if (live && live.differences.length > 0)
    return { is: "unsayable", why: live.differences.map(({ code }) => DIFFERENCES[code].words) };
  const others = said.filter((about) => about !== "what counts" && about !== "ecommerce");
  const isHost = JSON.stringify(unplaced(file.host)) !== JSON.stringify(unplaced(after.host));
  const shared = [...(isHost ? ["the hosts"] : []), ...others.map(ofDefaults)];
  if (shared.length > 0)
    return {
      is: "unsayable",
      why: [`\`defaults\` says ${shared.join(", ")} for all goals and forwards, so a forward cannot say it`],
    };
  const { events, ecommerce } = after;
  return {
    is: "forward",
    before: file,
    after: { ...file, events: inOrderOf(file.events, events), ecommerce },
  };
}

/** As the file lists them, and then what is new: how the pattern at Google orders them means nothing. */
function inOrderOf(file: readonly string[], events: readonly string[]): readonly string[] {
  const known = file.filter((event) => events.includes(event));
  return [...known, ...events.filter((event) => !known.includes(event))];
}

function unplaced(host: Forward["host"]): unknown {
  return host.map(({ at: _, ...one }) => one);
}

function ofDefaults(about: About): string {
  return `the ${about.replace(":", " ")}`;
}

function ofFunnel(
  file: Funnel | undefined,
  { funnels }: OwnLiveGoals,
  said: readonly About[],
  why: Why,
): Acceptable {
  const live = funnels.get(file?.id ?? "");
  if (file === undefined || live === undefined) return { is: "unsayable", why };
  return { is: "funnel", before: file, after: mergedFunnel(file, live, said) };
}
