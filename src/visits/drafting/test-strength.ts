/**
 * How much the tests notice: one condition of a goal at a time is dropped. A test that fails then has noticed; a loss that
 * no test notices could be made in the file, and every test would still pass.
 */
import type { Condition, Container, Trigger } from "../../engine/container.ts";
import { type CompiledSite, contentOf } from "../compiled-site.ts";
import { isOfHistory, isSupport, judgedQuestion } from "../explaining/condition-words.ts";
import { ruleCondition } from "../explaining/rule-words.ts";
import type { GoalTest } from "../goal-test.ts";
import { judgeTest } from "../judging/judge-test.ts";
import type { TestResult } from "../judging/test-result.ts";

/** A loss that no test notices. */
export interface UnnoticedLoss {
  readonly goal: string;
  /** The condition that was dropped: `query parameter step is "done"`. */
  readonly condition: string;
  /** Whether any test names the goal at all. */
  readonly isTested: boolean;
}

interface Loss {
  readonly goal: string;
  readonly condition: string;
  readonly without: CompiledSite;
}

export function unnoticedLosses(
  tests: readonly GoalTest[],
  before: readonly TestResult[],
  measured: CompiledSite,
): readonly UnnoticedLoss[] {
  return measured.goalSet.goals.flatMap(({ id }) => {
    const naming = tests.flatMap((test, index) =>
      names(test, id) ? [{ test, status: before[index]!.status }] : [],
    );
    return [...lossesOfTriggers(id, measured), ...lossesOfRules(id, measured)]
      .filter(({ without }) => naming.every(({ test, status }) => judgeTest(test, without).status === status))
      .map(({ goal, condition }) => ({ goal, condition, isTested: naming.length > 0 }));
  });
}

function names(test: GoalTest, goal: string): boolean {
  if (test.is === "table") return test.goal === goal;
  return test.only || test.expects.some((one) => (one.of === "goal" ? one.goal === goal : true));
}

const FILTERS = ["customEventFilter", "filter", "autoEventFilter"] as const;

/** Each condition of each trigger, with those that only make it right. */
function lossesOfTriggers(goal: string, measured: CompiledSite): readonly Loss[] {
  const ids = measured.tags.get(goal)?.firingTriggerId ?? [];
  const triggers = (measured.container.trigger ?? []).filter(({ triggerId }) =>
    ids.includes(triggerId ?? ""),
  );
  const losses = new Map<string, Loss>();
  for (const trigger of triggers)
    for (const { text, conditions } of conditionsOf(trigger, measured)) {
      // What both triggers of a goal ask is one condition of the goal.
      if (losses.has(text)) continue;
      const all = new Set(
        triggers.flatMap(
          (one) => conditionsOf(one, measured).find((same) => same.text === text)?.conditions ?? [],
        ),
      );
      for (const one of conditions) all.add(one);
      losses.set(text, { goal, condition: text, without: withoutConditions(measured, all) });
    }
  return [...losses.values()];
}

function conditionsOf(trigger: Trigger, { content }: CompiledSite) {
  const all = FILTERS.flatMap((filter) => trigger[filter] ?? []);
  const asked = all.map((condition) =>
    judgedQuestion({ condition, left: "", right: "", verdict: "unmet" }, content),
  );
  return asked
    .filter((one) => !isSupport(one, asked) && one.asked.fact.is !== "list check" && !isOfHistory(one))
    .filter((one) => !(one.asked.fact.is === "event" && one.asked.value.startsWith("goalform.")))
    .filter((one) => !(one.asked.type === "matchRegex" && one.asked.value === ".*"))
    .map((one) => ({
      text: `${one.subject} ${one.verb} ${one.wanted}`,
      conditions: asked
        .filter(
          (other) =>
            other === one ||
            sameText(other, one) ||
            (other.asked.variable === one.asked.variable && isSupport(other, asked)),
        )
        .map(({ judged }) => judged.condition),
    }));
}

type Question = ReturnType<typeof judgedQuestion>;

function sameText(a: Question, b: Question): boolean {
  return a.subject === b.subject && a.verb === b.verb && a.wanted === b.wanted;
}

/** Without the name of its event a trigger for custom events would hear none; without it, it hears every event of the site. */
function withoutConditions(measured: CompiledSite, dropped: ReadonlySet<Condition>): CompiledSite {
  const container: Container = {
    ...measured.container,
    trigger: (measured.container.trigger ?? []).map((trigger) => {
      const filters = FILTERS.map((filter) => [
        filter,
        (trigger[filter] ?? []).flatMap((one) =>
          !dropped.has(one) ? [one] : filter === "customEventFilter" ? [ANY_EVENT] : [],
        ),
      ]);
      return { ...trigger, ...Object.fromEntries(filters) };
    }),
  };
  return { ...measured, container, content: contentOf(container) };
}

/** Any event but those of Tag Manager and of the session script. */
const ANY_EVENT: Condition = {
  type: "matchRegex",
  parameter: [
    { type: "template", key: "arg0", value: "{{_event}}" },
    { type: "template", key: "arg1", value: "^(?!gtm\\.|goalform\\.)" },
  ],
};

function lossesOfRules(goal: string, measured: CompiledSite): readonly Loss[] {
  const found = measured.rules.find(({ key }) => key === goal);
  if (!found) return [];
  const hit = { event: "", parameters: {}, page: { page_location: "https://unknown.invalid/" } };
  const seen = { ...hit, at: 0, step: 0, session: 0, by: "site", key: null, isPing: false } as const;
  const { rule } = found;
  return rule.eventConditions
    .filter(({ field }) => field !== "event_name")
    .map((condition) => {
      const eventConditions = rule.eventConditions.filter((one) => one !== condition);
      const rules = measured.rules.map((one) =>
        one === found ? { ...one, rule: { ...rule, eventConditions } } : one,
      );
      return { goal, condition: ruleCondition(condition, seen).text, without: { ...measured, rules } };
    });
}
