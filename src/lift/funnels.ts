/** The steps that a funnel has at Google → the funnel. */
import type { Exception } from "../language/goal-set/conditions.ts";
import type { Funnel, FunnelStep } from "../language/goal-set/funnel.ts";
import type { ConsentType, Goal } from "../language/goal-set/goal.ts";
import { titleOf } from "../language/meaning/title.ts";
import { asTagManagerShows } from "../resources/entity-name.ts";
import type { Members } from "./audiences.ts";
import { allowsFor } from "./common-keys.ts";
import { Ids } from "./ids.ts";
import { NOWHERE } from "./matchers.ts";
import { ANY_PAGE } from "./page.ts";

export type OwnedStep = Exclude<FunnelStep, { is: "goal" }>;

/** A step as its tag or rule shows it. */
export interface LiftedStep {
  readonly funnel: string;
  readonly step: OwnedStep;
  /** `<funnel> - <step>` as Tag Manager shows it; null for a rule, which has no name. */
  readonly label: string | null;
  readonly consent: readonly ConsentType[];
  readonly unless: readonly Exception[];
}

/** The steps of a funnel as a goal on it shows them. */
export interface ShownSteps {
  /** `id`: that of a step, or of the goal that it is; missing where only the event is known. */
  readonly steps: readonly { readonly event: string; readonly id?: string }[];
  readonly within: number | null;
}

export interface LiftedFunnel {
  readonly id: string;
  readonly shown: readonly ShownSteps[];
  readonly steps: readonly LiftedStep[];
  readonly audiences: readonly Members[];
}

/** Steps that are goals, and who may enter, only audiences and goals on the funnel show. */
export function funnelOf(
  owner: string,
  { id, steps, audiences, shown }: LiftedFunnel,
  goals: readonly Goal[],
): Funnel {
  const [audience] = audiences;
  const named = audience?.displayName.slice(`${owner} - `.length, -` - ${audience.of}`.length);
  const name = named ?? nameIn(id, steps);
  const own = steps.map((one) => ({ ...one.step, name: stepName(name, one) }));
  return {
    id,
    name,
    description: null,
    open: audiences.some(({ open }) => open),
    within: [...audiences, ...shown].find(({ within }) => within !== null)?.within ?? null,
    consent: steps.find(({ consent }) => consent.length > 0)?.consent ?? [],
    unless: steps.find(({ unless }) => unless.length > 0)?.unless ?? [],
    steps: inOrder(own, [...audiences.map(({ events }) => ofEvents(events)), ...shown], goals),
    audiences: audiences.map(({ of, days }) => ({ of, days })),
    allows: allowsFor(own.map(({ event }) => event)),
    at: NOWHERE,
  };
}

function ofEvents(events: readonly string[]): ShownSteps {
  return { steps: events.map((event) => ({ event })), within: null };
}

function inOrder(
  own: readonly OwnedStep[],
  known: readonly ShownSteps[],
  goals: readonly Goal[],
): readonly FunnelStep[] {
  // Of two that show as much, one that knows ids says more.
  const saysMore = (one: ShownSteps["steps"], than: ShownSteps["steps"]) =>
    one.length > than.length || (one.length === than.length && than[0]?.id === undefined);
  const longest = known
    .map(({ steps }) => steps)
    .reduce((most, one) => (saysMore(one, most) ? one : most), []);
  const left = [...own];
  const ids = new Ids(own.map(({ id }) => id));
  const shown = longest.map(({ id, event }): FunnelStep => {
    const index = left.findIndex((step) => (id === undefined ? step.event === event : step.id === id));
    return index < 0 ? stepOn(event, goals, ids, id) : left.splice(index, 1)[0]!;
  });
  // An open funnel's audience of those who completed it shows its last step alone.
  return [...left, ...shown];
}

function stepOn(event: string, goals: readonly Goal[], ids: Ids, known?: string): FunnelStep {
  const goal = goals.find((one) => (known === undefined ? one.event === event : one.id === known));
  if (goal) return { is: "goal", goal: goal.id, name: goal.name, at: NOWHERE };
  const id = known ?? ids.for(event);
  const on = { kind: "ga4_event", event } as const;
  return {
    is: "interaction",
    id,
    name: titleOf(id),
    event,
    on,
    page: ANY_PAGE,
    where: [],
    cookie: [],
    at: NOWHERE,
  };
}

function stepName(funnel: string, { label, step }: LiftedStep): string {
  const start = `${asTagManagerShows(funnel)} - `;
  return label?.startsWith(start) && label.length > start.length
    ? label.slice(start.length)
    : titleOf(step.id);
}

/** All labels begin with the funnel's name; which of their dashes ends it shows best where names come from ids. */
function nameIn(id: string, steps: readonly LiftedStep[]): string {
  const labels = steps.flatMap(({ label }) => (label === null ? [] : [label]));
  const [first] = labels;
  if (first === undefined) return titleOf(id);
  const ends = [...first.matchAll(/ - /g)].map(({ index }) => first.slice(0, index));
  const shared = ends.filter((name) => labels.every((label) => label.startsWith(`${name} - `)));
  const isUsual = (name: string) =>
    steps.some(({ label, step }) => label === `${name} - ${titleOf(step.id)}`);
  return shared.find((name) => name === titleOf(id)) ?? shared.find(isUsual) ?? shared[0] ?? titleOf(id);
}
