/** `on: { funnel: … }`: the funnel must be there, be closed, and take place where it can be seen. */
import { goalOf, unseenSteps } from "../../../countable/funnel-steps.ts";
import type { Diagnostic } from "../../../diagnostic.ts";
import type { PageConditions, TextMatcher } from "../../goal-set/conditions.ts";
import type { Funnel, FunnelStep } from "../../goal-set/funnel.ts";
import type { EventGoal, Goal } from "../../goal-set/goal.ts";
import type { FunnelInteraction } from "../../goal-set/interaction.ts";
import { goalsOfWays } from "../../goal-set/one-way.ts";
import type { Written, WrittenFunnel, WrittenGoal } from "../../meaning/written.ts";
import { didYouMean } from "../../schema/nearest.ts";
import { child, entriesOf, type Located } from "../../source/located.ts";
import { comparisonsDisjoint } from "../comparisons/disjoint.ts";
import type { Rule } from "../rule.ts";

export const funnelGoals: Rule = {
  codes: [
    "unknown-funnel",
    "open-funnel",
    "funnel-in-itself",
    "step-not-seen",
    "funnel-on-several-hosts",
    "step-counts-as-goal",
  ],
  check: (file) =>
    file.goals.flatMap((one) => {
      const on = funnelOf(one.goal);
      const node = child(child(one.node, "on"), "funnel");
      return on === null || node === undefined || !one.enabled ? [] : check(file, one, on, node);
    }),
};

function funnelOf(goal: Goal): FunnelInteraction | null {
  return goal.type === "event" && goal.on.kind === "funnel" ? goal.on : null;
}

function check(
  file: Written,
  { goal }: WrittenGoal,
  on: FunnelInteraction,
  node: Located,
): readonly Diagnostic[] {
  const found = file.funnels.find(({ funnel }) => funnel.id === on.funnel);
  if (!found) return unknown(file, on, node);
  const { source } = file;
  if (!found.enabled)
    return [
      source.error(
        "unknown-funnel",
        node,
        `The funnel \`${on.funnel}\` is switched off (\`enabled: false\`).`,
        "Switch it on, or switch this goal off too.",
      ),
    ];
  if (found.funnel.open)
    return [
      source.error(
        "open-funnel",
        node,
        `The funnel \`${on.funnel}\` is open: people may enter it anywhere, so the last step alone would complete it.`,
        `Delete \`open: true\` at the funnel, or count its last step as a goal.`,
      ),
    ];
  if (isWithin(goal.id, found.funnel, file))
    return [
      source.error(
        "funnel-in-itself",
        node,
        `The goal \`${goal.id}\` is a step of the funnel \`${on.funnel}\`, which it waits for: it could never count.`,
        "Take it out of the funnel's steps.",
      ),
    ];
  const same = sentByStep(file, goal, found.funnel, node);
  if (on.via === "ga4") return same;
  return [...same, ...unseen(file, found, node), ...severalHosts(file, found, node)];
}

function unknown(file: Written, { funnel }: FunnelInteraction, node: Located): readonly Diagnostic[] {
  const known = entriesOf(child(file.root, "funnels")).map(({ key }) => key);
  // What is wrong with it has been said.
  if (known.includes(funnel)) return [];
  const hint =
    didYouMean(funnel, known) ??
    `Add it under \`funnels\`: \`${funnel.slice(0, 30)}: { steps: [{ id: start, page: /start }, { id: done, page: /done }] }\`.`;
  return [
    file.source.error("unknown-funnel", node, `The file has no funnel \`${funnel.slice(0, 60)}\`.`, hint),
  ];
}

/** Whether the goal is a step of the funnel, or of a funnel that one of its steps waits for. */
function isWithin(goal: string, { id, steps }: Funnel, file: Written, seen: readonly string[] = []): boolean {
  if (seen.includes(id)) return false;
  return steps.some((step) => {
    if (step.is !== "goal") return false;
    if (step.goal === goal) return true;
    const on = funnelOf(file.goals.find((one) => one.goal.id === step.goal)?.goal ?? NO_GOAL);
    const inner = file.funnels.find(({ funnel }) => funnel.id === on?.funnel);
    return inner !== undefined && isWithin(goal, inner.funnel, file, [...seen, id]);
  });
}

const NO_GOAL = { type: "event", on: { kind: "ga4_event", event: "" } } as EventGoal;

/** A step that is the very event of the goal would count it alone, whatever came before. */
function sentByStep(
  { source, goals }: Written,
  { id: goal, event }: Goal,
  { id, steps }: Funnel,
  node: Located,
): readonly Diagnostic[] {
  const step = steps.find((one) => eventOf(one, goals) === event);
  if (step === undefined) return [];
  return [
    source.error(
      "step-counts-as-goal",
      node,
      `The step \`${stepName(step)}\` of the funnel \`${id}\` is the event \`${event}\`, which is this goal's: the step alone would count as \`${goal}\`.`,
      "Give the goal another `event`, or another id.",
    ),
  ];
}

function eventOf(step: FunnelStep, goals: Written["goals"]): string | undefined {
  if (step.is !== "goal") return step.event;
  return goals.find(({ goal }) => goal.id === step.goal)?.goal.event;
}

function stepName(step: FunnelStep): string {
  return step.is === "goal" ? step.goal : step.id;
}

function unseen(file: Written, { funnel }: WrittenFunnel, node: Located): readonly Diagnostic[] {
  const goals = file.goals.map(({ goal }) => goal);
  const forwards = file.forwards.map(({ forward }) => forward);
  return unseenSteps(funnel, { goals, forwards }).map((step) =>
    file.source.error(
      "step-not-seen",
      node,
      `Tag Manager does not see the step \`${step.is === "goal" ? step.goal : step.id}\` of the funnel \`${funnel.id}\`: ${whyUnseen(step, goals)}.`,
      `Count this goal with \`via: ga4\`, by an audience in Analytics, or ${seenInstead(step, goals)}.`,
    ),
  );
}

function eventReceived(step: FunnelStep, goals: readonly Goal[]): string | null {
  const counted = step.is === "goal" ? goalOf(step, goals) : step;
  return counted !== undefined && "on" in counted && counted.on.kind === "ga4_event"
    ? counted.on.event
    : null;
}

function whyUnseen(step: FunnelStep, goals: readonly Goal[]): string {
  return eventReceived(step, goals) === null
    ? "Analytics counts it by itself (`via: ga4`)"
    : "it is an event that Analytics receives, and nothing happens in Tag Manager";
}

function seenInstead(step: FunnelStep, goals: readonly Goal[]): string {
  const event = eventReceived(step, goals);
  if (event !== null)
    return `make the step what the site pushes: \`{ id: ${stepId(step)}, on: { data_layer: ${event} } }\``;
  return step.is === "goal"
    ? `let Tag Manager count \`${step.goal}\`, with \`via: gtm\``
    : "let Tag Manager count the step, with `via: gtm` at the step";
}

function stepId(step: FunnelStep): string {
  return step.is === "goal" ? `${step.goal.slice(0, 30)}_pushed` : step.id;
}

/** The browser keeps the steps of each host by itself. */
function severalHosts(file: Written, { funnel }: WrittenFunnel, node: Located): readonly Diagnostic[] {
  const ways = funnel.steps.flatMap((step) => waysOf(step, file)).map(hostsOf);
  const apart = ways.some((hosts, index) => ways.slice(index + 1).some((other) => areApart(hosts, other)));
  if (!apart && !ways.flat().some(isSeveral)) return [];
  const why = apart ? "has steps on different hosts" : "can take place on several hosts";
  return [
    file.source.warning(
      "funnel-on-several-hosts",
      node,
      `The funnel \`${funnel.id}\` ${why}, and the browser keeps the steps of each host by itself: visitors who change the host do not complete it.`,
      "Count this goal with `via: ga4`, by an audience in Analytics, or use steps on one host.",
    ),
  ];
}

/** The pages of a step: several where it is a goal with several ways. */
function waysOf(step: FunnelStep, { goals }: Written): readonly PageConditions[] {
  const goal = step.is === "goal" ? goals.find((one) => one.goal.id === step.goal)?.goal : undefined;
  if (step.is !== "goal") return [step.page];
  return (goal ? goalsOfWays(goal) : []).flatMap((way) => ("page" in way ? [way.page] : []));
}

/** Those of whole addresses, too. */
function hostsOf({ host, url }: PageConditions): readonly TextMatcher[] {
  const named = url.flatMap((one) => {
    const values = one.values.flatMap((text) => /^https?:\/\/([^/?#]+)[/?#]/.exec(text)?.[1] ?? []);
    const [first, ...others] = values;
    const isWhole = HAS_HOST.has(one.op) && !one.not && values.length === one.values.length;
    return isWhole && first !== undefined
      ? [{ ...one, op: "one_of" as const, values: [first, ...others] as const }]
      : [];
  });
  return [...host, ...named];
}

const HAS_HOST: ReadonlySet<string> = new Set(["equals", "one_of", "begins_with"]);

function areApart(a: readonly TextMatcher[], b: readonly TextMatcher[]): boolean {
  return a.some((one) => b.some((other) => comparisonsDisjoint(one, other)));
}

/** A list, or a part of a name: who writes that has several hosts. */
function isSeveral({ op, not, values }: TextMatcher): boolean {
  const isExact = op === "equals" || op === "one_of";
  return !not && (isExact ? new Set(values).size > 1 : true);
}
