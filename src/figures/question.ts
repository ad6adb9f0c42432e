/**
 * What a report must know, in the words that every source understands: names of GA4 events. A goal's or step's event
 * is in the `GoalSet`, whatever counts it.
 */
import type { PageConditions, ValueCondition } from "../language/goal-set/conditions.ts";
import type { Funnel } from "../language/goal-set/funnel.ts";
import type { Goal, GoalValue, Stage } from "../language/goal-set/goal.ts";
import type { GoalSet } from "../language/goal-set/goal-set.ts";
import { leadsOf } from "../language/goal-set/leads.ts";
import { formFunnels } from "./forms.ts";
import type { Condition } from "./impact/recorded.ts";
import { type Day, type Period, periodBefore } from "./period.ts";

/** All that is asked at once, so that a source can answer it in as few requests, or passes over its events, as it needs. */
export interface Questions {
  readonly period: Period;
  /** As long, directly before it; null: not asked. */
  readonly previous: Period | null;
  /** The days of `perDay`: the previous period and this one. */
  readonly history: Period;
  /** Whole months for `perMonth`; null: not asked. */
  readonly months: Period | null;
  /** Each goal by the values of this dimension too; null: not asked. */
  readonly by: Breakdown | null;
  readonly goals: readonly GoalQuestion[];
  readonly funnels: readonly FunnelQuestion[];
  /** Which small step leads to the big one; empty: not asked. */
  readonly leads: readonly LeadQuestion[];
  readonly experiments: readonly ExperimentQuestion[];
}

export const BREAKDOWNS = ["device", "channel", "country", "page"] as const;
export type Breakdown = (typeof BREAKDOWNS)[number];

export interface GoalQuestion {
  readonly id: string;
  readonly name: string;
  /** The GA4 event that counts it. */
  readonly event: string;
  /** False: only an event; what is counted is every event. */
  readonly isKeyEvent: boolean;
  /** Null: the property says. An export of events has no mark of key events: there, null counts as once per event. */
  readonly counting: Goal["counting"];
  readonly role: "macro" | "micro" | null;
  readonly stage: Stage | null;
  readonly owner: string | null;
  readonly leadsTo: readonly string[];
  /** Worth of one conversion; with `source`, the site sends it as the event's `value`. */
  readonly value: GoalValue | null;
  /** Only marks an event that the site sends: `value` is for those that carry none. */
  readonly marksOnly: boolean;
  /** Names of the parameters that the goal's event should have. */
  readonly parameters: readonly string[];
  /** Those of them that are custom dimensions, as far as the file says. */
  readonly dimensions?: readonly string[];
  /** Views of these pages are what clicks are compared with; null: not a click. No matcher at all means every page. */
  readonly clickedOn: PageConditions | null;
}

export interface FunnelQuestion {
  readonly id: string;
  readonly name: string;
  readonly open: boolean;
  /** The longest time between two steps, in seconds; null: no limit. */
  readonly within: number | null;
  /** 2 to 20. */
  readonly steps: readonly StepQuestion[];
  /** What it means if nobody was at the first step, as a sentence; absent: nothing but that. */
  readonly ifNobody?: string;
}

export interface StepQuestion {
  readonly name: string;
  readonly event: string;
  readonly goal: string | null;
  /** Only such events; absent: all of them. */
  readonly only?: readonly Condition[];
}

/** How many of those who reached `micro` reached `macro` afterwards, and how many did without it. */
export interface LeadQuestion {
  /** Ids of goals, and their events. */
  readonly micro: string;
  readonly microEvent: string;
  readonly macro: string;
  readonly macroEvent: string;
}

export interface ExperimentQuestion {
  readonly id: string;
  readonly name: string;
  /** What decides it, and the macro goals that it leads to: ids with their events. The first one decides. */
  readonly goals: readonly { readonly id: string; readonly event: string }[];
  /** Its own days, cut to those that are settled. */
  readonly period: Period;
  readonly variants: readonly VariantQuestion[];
}

export interface VariantQuestion {
  readonly name: string;
  /** The share of people who should see it, a fraction. */
  readonly share: number;
  /** Those who viewed such a page, or sent an event with such parameters. */
  readonly seen: { readonly page: PageConditions } | { readonly where: readonly ValueCondition[] };
}

export interface QuestionOptions {
  readonly months?: Period | null;
  readonly by?: Breakdown | null;
  /** Ask every pair of a micro and a macro goal. */
  readonly leads?: boolean;
  /** Ask who began the forms of goals, and who sent them. */
  readonly forms?: boolean;
}

export function questionsOf(goalSet: GoalSet, period: Period, asked: QuestionOptions = {}): Questions {
  const previous = periodBefore(period);
  return {
    period,
    previous,
    history: { from: previous.from, to: period.to },
    months: asked.months ?? null,
    by: asked.by ?? null,
    goals: goalSet.goals.map((goal) => goalQuestion(goal, goalSet)),
    funnels: [
      ...goalSet.funnels.map((funnel) => funnelQuestion(funnel, goalSet.goals)),
      ...(asked.forms ? formFunnels(goalSet) : []),
    ],
    leads: asked.leads ? leadQuestions(goalSet) : [],
    experiments: experimentQuestions(goalSet, period.to),
  };
}

/** Those that have begun, for the days that are over, and whose goal is measured here. */
function experimentQuestions(goalSet: GoalSet, last: Day): ExperimentQuestion[] {
  const byId = new Map(goalSet.goals.map((goal) => [goal.id, goal]));
  return (goalSet.experiments ?? []).flatMap(({ id, name, goal, variants, from, to }) => {
    const deciding = byId.get(goal);
    if (!deciding || from > last) return [];
    const reached = reachableFrom(goal, leadsOf(goalSet));
    const macros = goalSet.goals.filter(({ id: other, role }) => role.is === "macro" && reached.has(other));
    const goals = [deciding, ...macros.filter((one) => one !== deciding)];
    return [
      {
        id,
        name,
        goals: goals.map((one) => ({ id: one.id, event: one.event })),
        period: { from, to: to === null || to > last ? last : to },
        variants,
      },
    ];
  });
}

function goalQuestion(goal: Goal, goalSet: GoalSet): GoalQuestion {
  const { id, name, event, counting, role, stage, owner, value } = goal;
  return {
    id,
    name,
    event,
    isKeyEvent: goal.keyEvent,
    counting,
    role: role.is === "unspecified" ? null : role.is,
    stage,
    owner,
    leadsTo: leadsOf(goalSet).flatMap(({ from, to }) => (from === id ? [to] : [])),
    value,
    marksOnly: goal.type === "event" && goal.on.kind === "ga4_event",
    parameters: goal.parameters.map((parameter) => parameter.name),
    dimensions: goal.parameters.flatMap(({ name, registered }) =>
      registered?.as === "dimension" ? name : [],
    ),
    clickedOn:
      goal.type === "event" && ["link", "click", "download"].includes(goal.on.kind) ? goal.page : null,
  };
}

function funnelQuestion({ id, name, open, within, steps }: Funnel, goals: readonly Goal[]): FunnelQuestion {
  return {
    id,
    name,
    open,
    within,
    steps: steps.map((step) =>
      step.is === "goal"
        ? { name: step.name, event: goals.find((goal) => goal.id === step.goal)!.event, goal: step.goal }
        : { name: step.name, event: step.event, goal: null },
    ),
  };
}

/** Every micro goal with the macro goals that it leads to, by whatever way; with every macro goal if it leads to none. */
export function leadQuestions(goalSet: Pick<GoalSet, "goals" | "funnels">): LeadQuestion[] {
  const macros = goalSet.goals.filter(({ role }) => role.is === "macro");
  const leads = leadsOf(goalSet);
  return goalSet.goals
    .filter(({ role }) => role.is !== "macro")
    .flatMap((micro) => {
      const reached = reachableFrom(micro.id, leads);
      const led = macros.filter(({ id }) => reached.has(id));
      return (led.length > 0 ? led : macros).map((macro) => ({
        micro: micro.id,
        microEvent: micro.event,
        macro: macro.id,
        macroEvent: macro.event,
      }));
    });
}

function reachableFrom(start: string, leads: readonly { from: string; to: string }[]): ReadonlySet<string> {
  const reached = new Set<string>();
  const queue = [start];
  for (const from of queue)
    for (const { to } of leads.filter((lead) => lead.from === from))
      if (!reached.has(to)) {
        reached.add(to);
        queue.push(to);
      }
  return reached;
}
