/** What of the goals that were found the file has already, whatever it calls them. */
import { compile } from "../../compile/compile.ts";
import type { Forward } from "../../language/goal-set/forward.ts";
import type { Funnel } from "../../language/goal-set/funnel.ts";
import type { Goal } from "../../language/goal-set/goal.ts";
import type { GoalSet } from "../../language/goal-set/goal-set.ts";
import type { LiftedFunnel } from "../../lift/lifted.ts";
import { type LiveState, ownDefinition, ownEntity } from "../../lift/live-state.ts";
import { FORWARD_KEY } from "../../resources/compiled.ts";
import { DEFINITION_KINDS, DEFINITIONS } from "../../resources/kinds.ts";
import { unordered } from "./unordered.ts";

export interface ExistingGoals {
  readonly hasGoal: (goal: Goal) => boolean;
  /** @param exactly whether its steps matter: a goal that the file does not have yet waits for it */
  readonly hasFunnel: (found: Pick<LiftedFunnel, "id" | "funnel">, exactly: boolean) => boolean;
  readonly hasForward: (forward: Forward) => boolean;
  readonly ids: ReadonlySet<string>;
  readonly forwardIds: ReadonlySet<string>;
}

/** @param at null where nothing at Google can carry the file's mark */
export function existingGoals(goalSet: GoalSet, at: LiveState | null): ExistingGoals {
  const { owner, goals, funnels, disabled, disabledFunnels, removed, forwards = [] } = goalSet;
  const ids = new Set([...goals, ...funnels, ...disabled, ...disabledFunnels].map(({ id }) => id));
  const forwardIds = new Set(forwards.map(({ id }) => id));
  const forwarded = new Set(forwards.flatMap((one) => one.events));
  const own = at === null ? new Set() : ownKeys(at, owner);
  const counted = new Set(goals.map(whatCounts));
  const adopted = new Set(goals.flatMap(({ adopts }) => adopts?.tag ?? []));
  const switchedOff = new Set([...disabled, ...removed].map(({ event }) => event));
  const events = new Set([
    ...goals.map(({ event }) => event),
    ...funnels.flatMap(({ steps }) => steps.flatMap((step) => (step.is === "goal" ? [] : [step.event]))),
  ]);
  return {
    ids,
    hasGoal: (goal) =>
      (own.has(goal.id) && ids.has(goal.id)) ||
      (goal.adopts !== null && adopted.has(goal.adopts.tag)) ||
      counted.has(whatCounts(goal)) ||
      switchedOff.has(goal.event) ||
      (isReceived(goal) && events.has(goal.event)),
    forwardIds,
    hasForward: ({ id, events: sent, adopts }) =>
      (own.has(FORWARD_KEY + id) && forwardIds.has(id)) ||
      forwards.some((one) => adopts !== null && one.adopts?.tag === adopts.tag) ||
      sent.every((event) => forwarded.has(event)),
    hasFunnel: ({ id, funnel }, exactly) =>
      exactly
        ? funnels.some((one) => one.id === id && stepsOf(one) === stepsOf(funnel))
        : [...funnels, ...disabledFunnels].some((one) => one.id === id),
  };
}

/** The keys in the file's own marks: an edit of either side does not make a new goal. */
function ownKeys({ content, definitions }: LiveState, owner: string): ReadonlySet<string> {
  const entities = Object.values(content.entities).flat();
  const found = [
    ...entities.map((entity) => ownEntity(entity, owner)),
    ...DEFINITION_KINDS.filter((kind) => !DEFINITIONS[kind].isOfReports).flatMap((kind) =>
      (definitions[kind] ?? []).map((one) => ownDefinition(kind, one, owner)),
    ),
  ];
  return new Set(found.flatMap((one) => (one === null ? [] : [one.key])));
}

/** What completes it, whatever the steps are called. */
function stepsOf({ open, within, steps }: Funnel): string {
  const hidden = new Set(["at", "name", "id", "event"]);
  return JSON.stringify([open, within, steps], (key, value) => (hidden.has(key) ? undefined : value));
}

/** Only marks an event that Analytics receives anyway. */
function isReceived({ type, ...goal }: Goal): boolean {
  return type === "event" && "on" in goal && goal.on.kind === "ga4_event" && goal.on.event === goal.event;
}

/** What a goal makes at Google, without its name, what it is worth and what is sent along. */
function whatCounts(goal: Goal): string {
  const plain: Goal = {
    ...goal,
    id: "goal",
    name: "Goal",
    description: null,
    keyEvent: false,
    counting: "once_per_session",
    value: null,
    parameters: [],
    consent: [],
    was: null,
    adopts: null,
  };
  const set: GoalSet = {
    owner: "file",
    targets: [],
    defaultTarget: null,
    goals: [plain],
    funnels: [],
    disabled: [],
    disabledFunnels: [],
    removed: [],
    leftOut: [],
    keptKeyEvents: [],
  };
  const { resources } = compile(set, "G-FILE");
  const on = plain.type === "event" && plain.on.kind === "ga4_event" ? plain.on.event : null;
  return unordered([plain.type, plain.event, on, resources.map(({ address, body }) => [address, body])]);
}
