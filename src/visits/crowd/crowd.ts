/**
 * A made-up crowd for a goals file: people who come on several days, walk its funnels, reach its goals, and leave. The same
 * seed makes the same crowd, and each visit says what the visitor did, so figures about it can be known beforehand.
 */

import type { Funnel } from "../../language/goal-set/funnel.ts";
import type { Goal } from "../../language/goal-set/goal.ts";
import type { CompiledSite } from "../compiled-site.ts";
import { SOME_SITE } from "../drafting/drafted-tests.ts";
import { readVisits } from "../reading/read-visits.ts";
import type { Step } from "../step.ts";
import { type Acts, actsOf, type WrittenSteps } from "./acts.ts";
import { type Chance, chanceOf } from "./chance.ts";
import { DAY, People, type Person } from "./people.ts";
import { dayOf, type ShownVariant, variantsOf } from "./variants.ts";

export interface CrowdPlan {
  readonly visits: number;
  readonly days: number;
  /** Midnight, in UTC, of the first day, in milliseconds since the epoch. */
  readonly from: number;
  readonly seed: number;
  /** From this day on, the first one being 1, everything succeeds this many times as often; null if nothing changes. */
  readonly change: { readonly day: number; readonly factor: number } | null;
  /** How many times as often people reach goals who see another variant than the first one. */
  readonly lift: number;
}

export interface CrowdVisit extends Person {
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** Without it, nothing that the visitor does belongs to anybody. */
  readonly consents: boolean;
  /** Goals that the visitor intends to reach; others may count as well. */
  readonly goals: readonly string[];
  /** The funnel that the visitor walks, and how many of its steps. */
  readonly walk: { readonly funnel: string; readonly steps: number } | null;
  /** Visits that are alike share the list. */
  readonly steps: readonly Step[];
}

export interface Crowd {
  /** In the order of time. */
  readonly visits: readonly CrowdVisit[];
  /** Goals and steps of funnels (`checkout.payment`) that nobody reaches, because no visit is known in which they count. */
  readonly unknown: readonly string[];
}

/** Visits begin between these hours, so that none lasts into the next day. */
const FIRST_HOUR = 8;
const HOURS = 11;

const BOUNCES = 0.3;
const COMES_BACK = 0.2;
const REFUSES = 0.06;
const ENTERS_FUNNEL = 0.2;

/** How many continue to the next step, one funnel step after another. */
const GOES_ON = [0.7, 0.55, 0.75, 0.6];

/** Of those who did something that leads to a goal, this many times as many reach it. */
const LED = 3;

export function crowdOf(measured: CompiledSite, plan: CrowdPlan): Crowd {
  const acts = actsOf(measured);
  const crowd = new CrowdMaker(measured, plan, acts);
  return { visits: crowd.make(), unknown: acts.unknown };
}

class CrowdMaker {
  readonly #goals: readonly Goal[];
  readonly #funnels: readonly Funnel[];
  readonly #variants: readonly ShownVariant[];
  readonly #plan: CrowdPlan;
  readonly #acts: Acts;
  readonly #chance: Chance;
  readonly #people: People;
  readonly #shapes = new Map<string, readonly Step[]>();

  constructor({ goalSet }: CompiledSite, plan: CrowdPlan, acts: Acts) {
    this.#goals = goalSet.goals.filter(({ id }) => acts.goals.has(id));
    this.#funnels = goalSet.funnels.filter((funnel) => acts.steps.has(`${funnel.id} 0`));
    this.#variants = variantsOf(goalSet);
    this.#plan = plan;
    this.#acts = acts;
    this.#chance = chanceOf(plan.seed);
    this.#people = new People(this.#chance, this.#variants);
  }

  make(): readonly CrowdVisit[] {
    const visits = this.#times().map((at) => this.#visit(at));
    return visits.sort((one, other) => one.at - other.at);
  }

  /** In order, so that people who come back were there on a day before. */
  #times(): readonly number[] {
    const { days, from, visits } = this.#plan;
    const weights = Array.from({ length: days }, (_, day) => {
      const weekday = new Date(from + day * DAY).getUTCDay();
      return [day, weekday === 0 || weekday === 6 ? 0.7 : 1] as const;
    });
    const times = Array.from({ length: visits }, () => {
      const second = Math.floor(this.#chance.next() * HOURS * 3600);
      return from + this.#chance.pick(weights) * DAY + (FIRST_HOUR * 3600 + second) * 1000;
    });
    return times.sort((one, other) => one - other);
  }

  #visit(at: number): CrowdVisit {
    const chance = this.#chance;
    const isBack = chance.happens(COMES_BACK);
    const consents = isBack || !chance.happens(REFUSES);
    const person = this.#people.visitor(at, isBack, consents);
    const isBounce = !isBack && chance.happens(BOUNCES);
    const { goals, walk, written } = isBounce ? NOTHING : this.#deeds(person, at);
    const steps = this.#steps(this.#shown(person, at), consents, isBounce, written);
    return { at, ...person, consents, goals, walk, steps };
  }

  /** What somebody sees first, with the variant while the experiment runs. */
  #shown({ variant }: Pick<Person, "variant">, at: number): WrittenSteps {
    const { isShown, steps } = this.#variants.find(({ name }) => name === variant)!;
    return [{ page: `/?variant=${encodeURIComponent(variant)}` }, ...(isShown(dayOf(at)) ? steps : [])];
  }

  #isChanged({ variant }: Pick<Person, "variant">, at: number): boolean {
    const [first] = this.#variants;
    return variant !== first!.name && first!.isShown(dayOf(at));
  }

  #deeds({ variant }: Person, at: number): PersonHistory {
    const { change, from, lift } = this.#plan;
    const day = Math.floor((at - from) / DAY) + 1;
    const factor =
      (change !== null && day >= change.day ? change.factor : 1) *
      (this.#isChanged({ variant }, at) ? lift : 1);
    const done = new Set<string>();
    // What leads somewhere comes first, and makes what it leads to likelier.
    const isStep = (id: string) => this.#funnels.some((funnel) => hasStep(funnel, id));
    const leading = this.#goals.filter(({ id, leadsTo }) => leadsTo.length > 0 && !isStep(id));
    const first = this.#reach(leading, factor, done);
    const { walk, written } = this.#walk(factor, done);
    // People who left the funnel do not take its later steps all the same.
    const left = this.#funnels.find(({ id }) => id === walk?.funnel);
    const others = this.#goals.filter((goal) => !leading.includes(goal) && !(left && hasStep(left, goal.id)));
    const reached = this.#reach(others, factor, done);
    const rest = this.#chance.happens(0.5) ? [...written, ...reached] : [...reached, ...written];
    return { goals: [...done], walk, written: [...first, ...rest] };
  }

  #reach(goals: readonly Goal[], factor: number, done: Set<string>): readonly WrittenSteps[] {
    return goals.flatMap((goal) => {
      const rate = rateOf(goal) * factor * (this.#isLed(goal.id, done) ? LED : 1);
      if (!this.#chance.happens(Math.min(0.9, rate))) return [];
      done.add(goal.id);
      return [this.#oneOf(this.#acts.goals.get(goal.id)!)];
    });
  }

  #isLed(goal: string, done: ReadonlySet<string>): boolean {
    return this.#goals.some(({ id, leadsTo }) => done.has(id) && leadsTo.includes(goal));
  }

  #oneOf(ways: readonly WrittenSteps[]): WrittenSteps {
    return this.#chance.pick(ways.map((steps) => [steps, 1]));
  }

  #walk(factor: number, done: Set<string>): Pick<PersonHistory, "walk" | "written"> {
    const none = { walk: null, written: [] };
    if (this.#funnels.length === 0) return none;
    const funnel = this.#chance.pick(this.#funnels.map((one) => [one, 1]));
    const isLed = funnel.steps.some((step) => step.is === "goal" && this.#isLed(step.goal, done));
    if (!this.#chance.happens(ENTERS_FUNNEL * (isLed ? LED : 1))) return none;
    const written: WrittenSteps[] = [];
    for (const [index, step] of funnel.steps.entries()) {
      const acts = this.#acts.steps.get(`${funnel.id} ${index}`);
      const rate = GOES_ON[(index - 1) % GOES_ON.length]! * factor;
      if (acts === undefined || (index > 0 && !this.#chance.happens(Math.min(0.95, rate)))) break;
      written.push(this.#oneOf(acts));
      if (step.is === "goal") done.add(step.goal);
    }
    return { walk: { funnel: funnel.id, steps: written.length }, written };
  }

  /** Read once for all visits that are alike. */
  #steps(
    shown: WrittenSteps,
    consents: boolean,
    isBounce: boolean,
    written: readonly WrittenSteps[],
  ): readonly Step[] {
    const all = [
      ...(consents ? [] : [{ consent: { analytics_storage: "denied" } }]),
      ...shown,
      ...(isBounce ? [] : [PAUSE]),
      ...written.flatMap((steps) => [...steps, PAUSE]),
    ];
    const key = JSON.stringify(all);
    const known = this.#shapes.get(key);
    if (known !== undefined) return known;
    const reading = readVisits([all], SOME_SITE);
    if ("problems" in reading)
      throw new Error(`a visit of the crowd cannot be read: ${JSON.stringify(reading.problems)}`);
    const [steps = []] = reading.visits;
    this.#shapes.set(key, steps);
    return steps;
  }
}

interface PersonHistory extends Pick<CrowdVisit, "goals" | "walk"> {
  readonly written: readonly WrittenSteps[];
}

const NOTHING: PersonHistory = { goals: [], walk: null, written: [] };

const PAUSE = { wait: "20s" };

function hasStep({ steps }: Funnel, goal: string): boolean {
  return steps.some((step) => step.is === "goal" && step.goal === goal);
}

function rateOf({ role }: Goal): number {
  if (role.is === "macro") return 0.03;
  if (role.is === "unspecified") return 0.05;
  return role.kind === "milestone" ? 0.12 : 0.08;
}
