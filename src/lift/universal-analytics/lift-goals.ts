/** Goals of Universal Analytics → goals and funnels in the language. */

import type { Funnel } from "../../language/goal-set/funnel.ts";
import type { Goal } from "../../language/goal-set/goal.ts";
import { titleOf } from "../../language/meaning/title.ts";
import { funnelToYaml } from "../../language/writing/funnel.ts";
import { goalToYaml } from "../../language/writing/goal.ts";
import { commonOf } from "../common-keys.ts";
import { Findings } from "../findings.ts";
import { Ids, shortened } from "../ids.ts";
import {
  fidelityOf,
  type LeftOut,
  type Lift,
  type LiftedFunnel,
  type LiftedGoal,
  type Origin,
} from "../lifted.ts";
import type { LiveState } from "../live-state.ts";
import { ANY_PAGE } from "../page.ts";
import { goalReading, type Reading } from "../reading.ts";
import type { ReasonCode } from "../reasons.ts";
import type { Target } from "../tag.ts";
import { judged } from "../validated.ts";
import { asConversion, fromEvent } from "./event-goal.ts";
import { funnelOf, type PageQuestion, SESSION, type UaFunnel } from "./funnel.ts";
import type { UaGoal } from "./goal-list.ts";
import { pageOf } from "./page.ts";

export interface UaSource {
  readonly goals: readonly UaGoal[];
  /** Of the values: the list does not say it. */
  readonly currency: string;
  /** The container whose tags sent the events; null where nobody gave an export of it. */
  readonly at: LiveState | null;
}

/** One for each goal of the list, and a funnel for each with steps. */
export function liftUaGoals({ goals, currency, at }: UaSource, target: Target): Lift {
  const ids = new Ids([]);
  const parts = goals.map((goal) => partsOf(goal, ids, { currency, at, target }));
  return {
    goals: parts.flatMap(({ goal }) => (isLeftOut(goal) ? [] : [goal])),
    funnels: parts.flatMap(({ funnels }) => funnels.flatMap((one) => (isLeftOut(one) ? [] : [one]))),
    columns: [],
    metrics: [],
    forwards: [],
    leftOut: parts.flatMap(({ goal, funnels }) => [goal, ...funnels].filter(isLeftOut)),
    coverage: { tags: NONE, keyEvents: NONE, rules: NONE },
  };
}

const NONE = { total: 0, lifted: 0 };

interface UaContext extends Pick<UaSource, "currency" | "at"> {
  readonly target: Target;
}

interface Parts {
  readonly goal: LiftedGoal | LeftOut;
  readonly funnels: readonly (LiftedFunnel | LeftOut)[];
}

function partsOf(goal: UaGoal, ids: Ids, around: UaContext): Parts {
  const origin: Origin = { kind: "ua.goal", name: goal.name };
  const id = ids.for(goal.name);
  if (!goal.isActive) return { goal: left(origin, "ua-inactive"), funnels: [] };
  const { asks } = goal;
  const lifted = liftedOf(readingOf(goal, id, origin, around), id, ids);
  if (isLeftOut(lifted) || asks.is !== "page" || !asks.needsFirstStep) {
    const funnel = funnelFor(goal, id, isLeftOut(lifted) ? null : lifted, origin, ids);
    return { goal: lifted, funnels: funnel === null ? [] : [funnel] };
  }
  const required = requiredFunnel(goal, asks, lifted, origin, ids);
  if (isLeftOut(required)) return { goal: left(origin, required.reasons[0]!.code), funnels: [] };
  // Those two pages are all that the goal asks for; more steps are shown by a funnel of their own, which the goal ends.
  const all = asks.steps.length > 1 ? funnelFor(goal, id, lifted, origin, ids) : null;
  return { goal: onFunnel(lifted, required.id), funnels: [required, ...(all === null ? [] : [all])] };
}

/** The goal counts when its page is viewed after the first step, whatever lies between: a visit ends, and no time does. */
function requiredFunnel(
  { name }: UaGoal,
  asks: PageQuestion,
  { id, goal }: LiftedGoal,
  origin: Origin,
  ids: Ids,
): LiftedFunnel | LeftOut {
  const isAll = asks.steps.length === 1;
  const wanted = {
    id: funnelId(id, isAll ? "funnel" : "required", ids),
    name: isAll ? titleIn(name, id) : `${titleIn(name, id)} (required steps)`,
    end: titleIn(name, id),
    within: null,
  };
  const made = funnelOf(wanted, { ...asks, steps: asks.steps.slice(0, 1) });
  if ("reason" in made) return left(origin, made.reason);
  return liftedFunnel(made, new Map([[id, goal.name]]), origin);
}

function onFunnel(lifted: LiftedGoal, funnel: string): LiftedGoal {
  if (lifted.goal.type !== "destination") return lifted;
  const { page: _, spa: __, via: ___, ...common } = lifted.goal;
  const on = { kind: "funnel", funnel, via: "gtm", within: null } as const;
  const goal: Goal = { ...common, type: "event", on, page: ANY_PAGE };
  return { ...lifted, goal, fields: goalToYaml(goal) };
}

function isLeftOut(one: LiftedGoal | LiftedFunnel | LeftOut): one is LeftOut {
  return "reasons" in one;
}

function left(origin: Origin, code: ReasonCode, about = ""): LeftOut {
  return { ...origin, reasons: [{ code, about }] };
}

function readingOf(
  { name, value, asks }: UaGoal,
  id: string,
  origin: Origin,
  { currency, at, target }: UaContext,
): Reading {
  const findings = new Findings();
  const known = { id, name: titleIn(name, id), description: null, event: id, isProtected: false };
  const worth = { keyEvent: null, value: value === 0 ? null : { amount: value, currency }, parameters: [] };
  const common = asConversion(commonOf(known, worth));
  const goal = (made: Goal) => goalReading(findings, origin, made);
  const leaveOut = (code: ReasonCode, about = "") => {
    findings.leaveOut(code, about);
    return goalReading(findings, origin, null);
  };
  switch (asks.is) {
    case "page": {
      const found = pageOf(asks);
      if ("reason" in found) return leaveOut(found.reason, asks.url);
      for (const code of found.differs) findings.differ(code);
      return goal({ ...common, type: "destination", page: found.page, spa: false, via: "gtm" });
    }
    case "time":
    case "pages": {
      if (asks.comparison === "EQUAL") return leaveOut("ua-exactly");
      if (asks.comparison !== "GREATER_THAN") return leaveOut("ua-less-than");
      if (asks.is === "pages")
        return goal({ ...common, type: "pages_per_session", moreThan: asks.than, via: "gtm" });
      findings.differ("ua-time");
      return goal({ ...common, type: "duration", scope: "session", seconds: asks.than });
    }
    case "event": {
      const found = fromEvent({ event: id, currency, asks }, at, target);
      if (typeof found === "string") return leaveOut(found);
      if (found.is !== "goal") return { ...found, origin };
      const { value: sent, parameters } = found.goal;
      const own = { ...known, value: asks.usesEventValue ? sent : worth.value, parameters };
      return { ...found, origin, goal: asConversion({ ...found.goal, ...own }) };
    }
    case "unknown":
      return leaveOut("ua-unknown-type", asks.type);
  }
}

function titleIn(name: string, id: string): string {
  return name.trim() === "" ? titleOf(id) : name.trim();
}

/** A name that Google keeps for itself is an id with a word before it. */
function liftedOf(reading: Reading, id: string, ids: Ids): LiftedGoal | LeftOut {
  const { origin, findings } = reading;
  if (reading.is !== "goal") return { ...origin, reasons: findings.reasons };
  const verdict = judged([reading.goal])[0]!;
  if (!("refusal" in verdict)) {
    const { goal, fields } = verdict;
    return { id: goal.id, goal, fields, fidelity: fidelityOf(findings), from: [origin] };
  }
  const isName = verdict.refusal.endsWith("event-name");
  if (!isName || id.startsWith("goal_")) return left(origin, "refused", verdict.refusal);
  const other = ids.for(`goal_${id}`);
  return liftedOf({ ...reading, goal: { ...reading.goal, id: other, event: other } }, other, ids);
}

/** Short enough that the event of a step has room for the step's own name. */
function funnelId(goal: string, is: "funnel" | "required", ids: Ids): string {
  return ids.for(`${shortened(goal, 18)}_${is}`);
}

function funnelFor(
  { name, asks }: UaGoal,
  id: string,
  lifted: LiftedGoal | null,
  origin: Origin,
  ids: Ids,
): LiftedFunnel | LeftOut | null {
  if (asks.is !== "page" || asks.steps.length === 0) return null;
  const wanted = {
    id: lifted === null ? id : funnelId(lifted.id, "funnel", ids),
    name: titleIn(name, id),
    end: lifted?.goal ?? titleIn(name, id),
    within: SESSION,
  };
  const made = funnelOf(wanted, asks);
  if ("reason" in made) return left({ ...origin, name: `${origin.name} (its steps)` }, made.reason);
  return liftedFunnel(made, new Map(lifted === null ? [] : [[lifted.id, lifted.goal.name]]), origin);
}

function liftedFunnel(
  { funnel, differs }: Extract<UaFunnel, { readonly funnel: Funnel }>,
  goalNames: ReadonlyMap<string, string>,
  origin: Origin,
): LiftedFunnel {
  const findings = new Findings();
  for (const code of differs) findings.differ(code);
  return {
    id: funnel.id,
    funnel,
    fields: funnelToYaml(funnel, goalNames),
    fidelity: fidelityOf(findings),
    from: [origin],
  };
}
