/** The goals and funnels of one file as they are at Google, including changes that somebody made there. */

import type { Funnel } from "../language/goal-set/funnel.ts";
import type { Goal } from "../language/goal-set/goal.ts";
import { FORWARD_KEY } from "../resources/compiled.ts";
import { STEP_PART } from "../resources/entity-name.ts";
import { DIFFERENCES } from "./differences.ts";
import { forwardIdOf, forwardOf, type ReadForward } from "./forwards.ts";
import { fromAudience, fromKeyEvent, funnelAudiences } from "./from-property.ts";
import { fromRule } from "./from-rule.ts";
import { fromTag } from "./from-tag.ts";
import { funnelCountedBy, stepNamesOf, stepsShownByGoals } from "./funnel-goals.ts";
import { funnelOf, type LiftedStep } from "./funnels.ts";
import type { About } from "./goal-words.ts";
import { type LiveState, type OwnAddress, ownDefinition, ownEntity } from "./live-state.ts";
import { type Lookup, lookupOf } from "./lookup.ts";
import type { Reading } from "./reading.ts";
import type { Reason } from "./reasons.ts";
import type { Target } from "./tag.ts";

/** What to read: everything else at Google is left alone, since reading takes time. */
export interface WantedGoals {
  readonly goals: ReadonlySet<string>;
  readonly funnels: ReadonlySet<string>;
  /** Goals that nothing but a key event shows, by their events: key events carry no mark. */
  readonly received: ReadonlyMap<string, { readonly id: string; readonly name: string }>;
  readonly forwards?: ReadonlySet<string>;
}

/** By the ids in their marks, without those that the language has no words for. */
export interface OwnLiveGoals {
  readonly goals: ReadonlyMap<string, OwnGoal>;
  readonly funnels: ReadonlyMap<string, Funnel>;
  readonly forwards: ReadonlyMap<string, ReadForward>;
  /** Why the others cannot be read: goals and funnels that something at Google is there for. */
  readonly unread: ReadonlyMap<string, readonly Reason[]>;
}

export interface OwnGoal {
  readonly goal: Goal;
  /** Parameters and user properties whose value the language has no word for; `goal` is without them. */
  readonly unsaid: ReadonlySet<About>;
  /** How what is at Google counts differently from `goal`, in sentences; empty: not at all. */
  readonly differs: readonly string[];
  /** Of a goal on a funnel: what must be done, in this order. */
  readonly steps: readonly string[] | null;
}

export function ownLiveGoals(at: LiveState, target: Target, wanted: WantedGoals): OwnLiveGoals {
  const lookup = lookupOf(at, target);
  const found = readingsOf(lookup, whatIsWanted(lookup, wanted));
  const goals = [
    ...receivedGoals(lookup, wanted.received).map((goal) => ({
      goal,
      unsaid: NOTHING,
      differs: [],
      steps: null,
    })),
    ...found.flatMap((one) => (one.is === "goal" ? [ownGoal(one, lookup)] : [])),
  ];
  const steps = found.flatMap((one) => (one.is === "step" ? [one.step] : []));
  const unread = new Map(
    found.flatMap(({ is, own, findings }) =>
      is === "left out" ? [[own.split(".")[0]!, findings.reasons] as const] : [],
    ),
  );
  const all = goals.map(({ goal }) => goal);
  const funnels = [...wanted.funnels].filter((id) => !unread.has(id));
  return {
    unread,
    forwards: forwardsIn(lookup, wanted),
    goals: new Map(goals.map((one) => [one.goal.id, one])),
    funnels: new Map(
      funnels.flatMap((id) => {
        const funnel = funnelAt(lookup, id, steps, all);
        return funnel === null ? [] : [[id, funnel] as const];
      }),
    ),
  };
}

function whatIsWanted(lookup: Lookup, { goals, funnels }: WantedGoals): (own: OwnAddress) => boolean {
  // The steps of a funnel that are goals show in its audiences alone, by the events of those goals.
  const members = funnels.size === 0 ? [] : funnelAudiences(lookup);
  const needsAll =
    members.some(({ funnel }) => funnels.has(funnel)) || (funnels.size > 0 && hasStepTags(lookup));
  return ({ key }) => {
    const [id, step] = key.split(".") as [string, string | undefined];
    if (id.startsWith(FORWARD_KEY)) return false;
    return step === undefined ? needsAll || goals.has(id) : funnels.has(id);
  };
}

function forwardsIn(lookup: Lookup, { forwards = new Set() }: WantedGoals): OwnLiveGoals["forwards"] {
  if (forwards.size === 0) return new Map();
  return new Map(
    lookup.eventTags.flatMap((tag) => {
      const id = forwardIdOf(tag, lookup.target.owner);
      return id === null || !forwards.has(id) ? [] : [[id, forwardOf(id, tag, lookup)] as const];
    }),
  );
}

/** Goals on funnels show the steps that are goals. */
function hasStepTags({ at, target, audiences }: Lookup): boolean {
  return (
    at.content.entities["gtm.tag"].some((tag) =>
      STEP_PART.test(ownEntity(tag, target.owner)?.key.split("/")[1] ?? ""),
    ) || audiences.some(({ body }) => funnelCountedBy(body) !== null)
  );
}

const NOTHING: ReadonlySet<About> = new Set();

function ownGoal(
  { goal, findings: { kept, differences } }: Extract<Reading, { is: "goal" }>,
  lookup: Lookup,
): OwnGoal {
  return {
    goal,
    unsaid: new Set(kept.flatMap(unsaidIn)),
    differs: differences.map(({ code }) => DIFFERENCES[code].words),
    steps: stepNamesOf(lookup, goal),
  };
}

function unsaidIn(kept: string): readonly About[] {
  const [, what, name] = /^(parameter|user-property):(\S+) \(/.exec(kept) ?? [];
  if (name === undefined) return [];
  return [what === "parameter" ? `parameter:${name}` : `user property:${name}`];
}

type OwnReading = Reading & { readonly own: string };

function readingsOf(lookup: Lookup, isWanted: (own: OwnAddress) => boolean): readonly OwnReading[] {
  const { owner } = lookup.target;
  const read = <T>(
    list: readonly T[],
    ownOf: (one: T) => OwnAddress | null,
    reading: (one: T) => Reading | null,
  ) =>
    list.flatMap((one): OwnReading[] => {
      const own = ownOf(one);
      const found = own !== null && isWanted(own) ? reading(one) : null;
      if (found === null) return [];
      return [{ ...found, own: own!.key }];
    });
  return [
    ...read(
      lookup.eventTags,
      (tag) => ownEntity(tag, owner),
      (tag) => fromTag(tag, lookup),
    ),
    ...read(
      lookup.rules,
      (rule) => ownDefinition("ga4.eventCreateRule", rule, owner),
      (rule) => fromRule(rule, lookup),
    ),
    ...read(
      lookup.audiences,
      (one) => ownDefinition("ga4.audience", one, owner),
      (one) => fromAudience(one, lookup),
    ),
  ];
}

function receivedGoals(lookup: Lookup, received: WantedGoals["received"]): readonly Goal[] {
  return [...received].flatMap(([event, named]) => {
    const keyEvent = lookup.keyEvents.get(event);
    const reading = keyEvent && fromKeyEvent(keyEvent, lookup);
    return reading?.is === "goal" ? [{ ...reading.goal, ...named }] : [];
  });
}

function funnelAt(
  lookup: Lookup,
  id: string,
  steps: readonly LiftedStep[],
  goals: readonly Goal[],
): Funnel | null {
  const own = steps.filter(({ funnel }) => funnel === id);
  const audiences = funnelAudiences(lookup)
    .filter(({ funnel }) => funnel === id)
    .map(({ members }) => members);
  const shown = stepsShownByGoals(lookup, goals).get(id) ?? [];
  if (own.length + audiences.length + shown.length === 0) return null;
  return funnelOf(lookup.target.owner ?? "", { id, steps: own, audiences, shown }, goals);
}
