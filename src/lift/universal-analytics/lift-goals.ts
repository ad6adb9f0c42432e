/** Goals of Universal Analytics → goals and funnels in the language. */
import type { Goal } from "../../language/goal-set/goal-set.ts";
import { titleOf } from "../../language/meaning/title.ts";
import { funnelToYaml } from "../../language/writing/funnel.ts";
import { judged } from "../accepted.ts";
import { commonOf } from "../goal.ts";
import { Ids } from "../ids.ts";
import {
  fidelityOf,
  type LeftOut,
  type Lift,
  type LiftedFunnel,
  type LiftedGoal,
  type Origin,
} from "../lifted.ts";
import type { LiveState } from "../live-state.ts";
import { goalReading, type Reading } from "../reading.ts";
import { Findings, type ReasonCode } from "../reasons.ts";
import type { Target } from "../tag.ts";
import { asConversion, fromEvent } from "./event-goal.ts";
import { funnelOf } from "./funnel.ts";
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
    funnels: parts.flatMap(({ funnel }) => (funnel === null || isLeftOut(funnel) ? [] : [funnel])),
    columns: [],
    forwards: [],
    leftOut: parts.flatMap(({ goal, funnel }) => [goal, funnel].filter(isLeftOut)),
    coverage: { tags: NONE, keyEvents: NONE, rules: NONE },
  };
}

const NONE = { total: 0, lifted: 0 };

interface UaContext extends Pick<UaSource, "currency" | "at"> {
  readonly target: Target;
}

interface Parts {
  readonly goal: LiftedGoal | LeftOut;
  readonly funnel: LiftedFunnel | LeftOut | null;
}

function partsOf(goal: UaGoal, ids: Ids, around: UaContext): Parts {
  const origin: Origin = { kind: "ua.goal", name: goal.name };
  const id = ids.for(goal.name);
  if (!goal.isActive) return { goal: left(origin, "ua-inactive"), funnel: null };
  const lifted = liftedOf(readingOf(goal, id, origin, around), id, ids);
  const funnel = funnelFor(goal, id, isLeftOut(lifted) ? null : lifted, origin);
  const needsFirstStep = goal.asks.is === "page" && goal.asks.needsFirstStep;
  if (needsFirstStep && funnel !== null && !isLeftOut(funnel))
    return { goal: left(origin, "ua-first-step", funnel.id), funnel };
  return { goal: lifted, funnel };
}

function isLeftOut(one: Parts["goal"] | Parts["funnel"]): one is LeftOut {
  return one !== null && "reasons" in one;
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
      if (asks.needsFirstStep) return leaveOut("ua-first-step");
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

function funnelFor(
  { name, asks }: UaGoal,
  id: string,
  lifted: LiftedGoal | null,
  origin: Origin,
): LiftedFunnel | LeftOut | null {
  if (asks.is !== "page" || asks.steps.length === 0) return null;
  const funnelId = lifted === null ? id : `${lifted.id.slice(0, 20)}_funnel`;
  const made = funnelOf({ id: funnelId, name: titleIn(name, id), goal: lifted?.goal ?? null }, asks);
  if ("reason" in made) return left({ ...origin, name: `${origin.name} (its steps)` }, made.reason);
  const { funnel, differs } = made;
  const names = new Map(lifted === null ? [] : [[lifted.id, lifted.goal.name]]);
  const findings = new Findings();
  for (const code of differs) findings.differ(code);
  return {
    id: funnelId,
    funnel,
    fields: funnelToYaml(funnel, names),
    fidelity: fidelityOf(findings),
    from: [origin],
  };
}
