/** The steps of a goal of Universal Analytics → a funnel. */

import type { Funnel, FunnelStep } from "../../language/goal-set/funnel.ts";
import type { Goal } from "../../language/goal-set/goal.ts";
import type { DifferenceCode } from "../differences.ts";
import { Ids } from "../ids.ts";
import { NOWHERE } from "../matchers.ts";
import type { ReasonCode } from "../reasons.ts";
import type { UaMatch, UaQuestion } from "./goal-list.ts";
import { pageOf } from "./page.ts";

export type PageQuestion = Extract<UaQuestion, { is: "page" }>;

export type UaFunnel =
  | { readonly funnel: Funnel; readonly differs: readonly DifferenceCode[] }
  | { readonly reason: ReasonCode };

const MOST_STEPS = 20;
/** Characters that the name of an event may have. */
const LONGEST_EVENT = 40;
/** Universal Analytics looked at one session, which ends after half an hour without a hit. Seconds. */
export const SESSION = 1800;

export interface Wanted {
  readonly id: string;
  readonly name: string;
  /** The goal that ends it; where it is a page, what that page is called. */
  readonly end: Pick<Goal, "id" | "name"> | string;
  /** Seconds between two steps; null: no limit. */
  readonly within: number | null;
}

export function funnelOf({ id, name, end, within }: Wanted, asks: PageQuestion): UaFunnel {
  if (asks.steps.length + 1 > MOST_STEPS) return { reason: "ua-long-funnel" };
  const ids = new Ids([]);
  const differs: DifferenceCode[] = [];
  const steps: FunnelStep[] = [];
  const pages = typeof end === "string" ? [...asks.steps, { name: end, url: asks.url }] : asks.steps;
  for (const step of pages) {
    const isSame = steps.some((one) => one.name.toLowerCase().trim() === step.name.toLowerCase().trim());
    const given = step.name.trim() === "" ? "Step" : step.name;
    const stepName = given === step.name && !isSame ? given : `${given} ${steps.length + 1}`;
    const made = pageStep(id, stepName, { ...asks, url: step.url }, ids);
    if ("reason" in made) return made;
    steps.push(made.step);
    differs.push(...made.differs);
  }
  if (typeof end !== "string") steps.push({ is: "goal", goal: end.id, name: end.name, at: NOWHERE });
  return {
    funnel: {
      id,
      name,
      description: null,
      open: !asks.needsFirstStep,
      within,
      consent: [],
      unless: [],
      steps,
      audiences: [],
      allows: [],
      at: NOWHERE,
    },
    differs: [...new Set(differs)],
  };
}

function pageStep(funnel: string, name: string, match: UaMatch, ids: Ids) {
  const found = pageOf(match);
  if ("reason" in found) return found;
  const id = ids.for(name, LONGEST_EVENT - funnel.length - 1);
  const event = `${funnel}_${id}`;
  const step: FunnelStep = {
    is: "page",
    id,
    name,
    event,
    page: found.page,
    where: [],
    cookie: [],
    spa: false,
    via: "gtm",
    at: NOWHERE,
  };
  return { step, differs: found.differs };
}
