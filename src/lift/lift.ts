/**
 * What is at Google → goals and funnels in the language: the inverse of `compile/`.
 *
 * What carries the mark of the file is known by its address, everything else by what it does. Nothing is guessed: what the
 * language cannot say is left out with every reason, and what it says otherwise says so.
 */
import { leadsOf } from "../container/tag-sequences.ts";
import type { Goal } from "../language/goal-set/goal.ts";
import { funnelToYaml } from "../language/writing/funnel.ts";
import { fieldsInOne } from "../language/writing/yaml-value.ts";
import type { Entity } from "../resources/body.ts";
import type { Kind } from "../resources/resource.ts";
import type { ContainerContent } from "../resources/snapshot.ts";
import { calculatedMetrics, ownColumns } from "./columns.ts";
import { fromAudience, fromKeyEvent, funnelAudiences } from "./from-property.ts";
import { fromRule } from "./from-rule.ts";
import { fromTag } from "./from-tag.ts";
import { isFunnelGoal, stepsShownByGoals } from "./funnel-goals.ts";
import { funnelOf } from "./funnels.ts";
import {
  fidelityOf,
  type LeftOut,
  type Lift,
  type LiftedFunnel,
  type LiftedGoal,
  type Origin,
  type Share,
} from "./lifted.ts";
import { forwardsOf, withoutDoubles } from "./lifted-forwards.ts";
import type { LiveState } from "./live-state.ts";
import { type Lookup, lookupOf } from "./lookup.ts";
import type { Reading } from "./reading.ts";
import type { Reason } from "./reasons.ts";
import type { Target } from "./tag.ts";
import { judged, refusalOf } from "./validated.ts";

/** @param target whose events and whose marks count */
export function liftContainer(at: LiveState, target: Target): Lift {
  const lookup = lookupOf(at, target);
  const sent = forwardsOf(lookup);
  const isForwarded = (tag: Entity) => sent.read.has(tag);
  const found = [
    ...lookup.eventTags
      .filter((tag) => !isForwarded(tag))
      .map((tag) => {
        const reading = withLeads(fromTag(tag, lookup), tag, at.content);
        for (const { code, about } of sent.reasons.get(tag) ?? []) reading.findings.leaveOut(code, about);
        return reading;
      }),
    ...lookup.rules.map((rule) => fromRule(rule, lookup)),
    ...lookup.audiences.flatMap((audience) => fromAudience(audience, lookup) ?? []),
  ];
  const counted = settled(found);
  const events = new Set(counted.goals.map(({ goal }) => goal.event));
  const others = (at.keyEvents ?? []).filter(({ eventName }) => !events.has(eventName));
  const received = settled(others.map((keyEvent) => fromKeyEvent(keyEvent, lookup)));
  const goals = [...counted.goals, ...received.goals];
  const { funnels, leftOut } = funnelsOf(lookup, found, goals);
  const counting = withoutFunnel(goals, funnels);
  const { forwards, unread } = withoutDoubles(sent.read.values(), goals);
  const left = [...counted.leftOut, ...received.leftOut, ...counting.leftOut, ...leftOut, ...unread];
  const columns = ownColumns(
    at,
    target.owner,
    goals.map(({ goal }) => goal),
  );
  return {
    goals: counting.goals,
    funnels,
    columns,
    metrics: calculatedMetrics(at, target.owner),
    forwards,
    leftOut: left,
    coverage: coverageOf(lookup, left),
  };
}

/** What the triggers of a tag say is not all that fires it if it is the setup or cleanup tag of another one. */
function withLeads(reading: Reading, tag: Entity, content: ContainerContent): Reading {
  const lead = leadsOf(tag, content).find(({ firingTriggerId }) => (firingTriggerId ?? []).length > 0);
  if (lead !== undefined && reading.is === "goal")
    reading.findings.differ("fired-by-another", String(lead.name));
  return reading;
}

interface Settled {
  readonly goals: readonly LiftedGoal[];
  readonly leftOut: readonly LeftOut[];
}

/** With the rules of the language asked. */
function settled(found: readonly Reading[]): Settled {
  const goals = found.filter((one) => one.is === "goal");
  const left = found.filter((one) => one.is === "left out");
  const verdicts = judged(goals.map(({ goal }) => goal)).map((verdict, index) => ({
    verdict,
    ...goals[index]!,
  }));
  return {
    goals: verdicts.flatMap(({ verdict, findings, origin }): LiftedGoal[] => {
      if ("refusal" in verdict) return [];
      const { goal, fields, without } = verdict;
      for (const name of without) findings.keep(`parameter:${name} (not allowed in the file)`);
      return [{ id: goal.id, goal, fields, fidelity: fidelityOf(findings), from: [origin] }];
    }),
    leftOut: [
      ...left.map(({ origin, findings: { reasons } }) => ({ ...origin, reasons })),
      ...verdicts.flatMap(({ verdict, origin }): LeftOut[] =>
        "refusal" in verdict ? [{ ...origin, reasons: [refused(verdict.refusal, verdict.goal)] }] : [],
      ),
    ],
  };
}

/** Names of events have reasons of their own, since the language will have words for some of them. */
function refused(code: string, { event }: Goal): Reason {
  if (event === "page_view") return { code: "page-view", about: "" };
  if (code === "unusual-event-name") return { code: "odd-event-name", about: event };
  if (code === "reserved-event-name") return { code, about: event };
  return { code: "refused", about: code };
}

/** A goal whose funnel nothing shows counts nothing that could be said. */
function withoutFunnel(goals: readonly LiftedGoal[], funnels: readonly LiftedFunnel[]): Settled {
  const isShown = ({ goal }: LiftedGoal) =>
    !isFunnelGoal(goal) || funnels.some(({ id }) => id === goal.on.funnel);
  return {
    goals: goals.filter(isShown),
    leftOut: goals
      .filter((one) => !isShown(one))
      .flatMap(({ id, from }) =>
        from.map((one): LeftOut => ({ ...one, reasons: [{ code: "steps-not-shown", about: id }] })),
      ),
  };
}

function funnelsOf(lookup: Lookup, found: readonly Reading[], goals: readonly LiftedGoal[]) {
  const steps = found.filter((one) => one.is === "step");
  const audiences = funnelAudiences(lookup);
  const all = goals.map(({ goal }) => goal);
  const shown = stepsShownByGoals(lookup, all);
  const ids = [
    ...new Set([
      ...steps.map(({ step }) => step.funnel),
      ...audiences.map(({ funnel }) => funnel),
      ...shown.keys(),
    ]),
  ];
  const read = ids.map((id) => {
    const own = steps.filter(({ step }) => step.funnel === id);
    const members = audiences.filter(({ funnel }) => funnel === id).map((one) => one.members);
    const from: Origin[] = [
      ...own.map(({ origin }) => origin),
      ...members.map(({ displayName }): Origin => ({ kind: "ga4.audience", name: displayName })),
    ];
    const funnel = funnelOf(
      lookup.target.owner ?? "",
      { id, steps: own.map(({ step }) => step), audiences: members, shown: shown.get(id) ?? [] },
      all,
    );
    const fields = funnelToYaml(funnel, new Map(all.map((goal) => [goal.id, goal.name])));
    return {
      lifted: { id, funnel, fields, fidelity: { is: "same" }, from } as LiftedFunnel,
      reason: objection({ id, funnel, fields }, goals),
    };
  });
  return {
    funnels: read.flatMap(({ lifted, reason }) => (reason === null ? [lifted] : [])),
    leftOut: read.flatMap(({ lifted, reason }): LeftOut[] =>
      reason === null ? [] : lifted.from.map((one) => ({ ...one, reasons: [reason] })),
    ),
  };
}

function objection(
  { id, funnel, fields }: Pick<LiftedFunnel, "id" | "funnel" | "fields">,
  goals: readonly LiftedGoal[],
): Reason | null {
  if (funnel.steps.length < 2) return { code: "steps-not-shown", about: id };
  const named = goals.filter((one) =>
    funnel.steps.some((step) => step.is === "goal" && step.goal === one.id),
  );
  const refusal = refusalOf(Object.fromEntries(named.map((one) => [one.id, fieldsInOne(one.fields)])), {
    [id]: fieldsInOne(fields),
  });
  return refusal === null ? null : { code: "refused", about: refusal };
}

function coverageOf({ at, eventTags, rules }: Lookup, leftOut: readonly LeftOut[]): Lift["coverage"] {
  const share = (kind: Kind, total: number): Share => {
    return { total, lifted: total - leftOut.filter((one) => one.kind === kind).length };
  };
  return {
    tags: share("gtm.tag", eventTags.length),
    keyEvents: share("ga4.keyEvent", at.keyEvents?.length ?? 0),
    rules: share("ga4.eventCreateRule", rules.length),
  };
}
