/** Exceptions that always apply, never apply, or are not asked. */
import { countedBy, stepCountedBy } from "../../../countable/counted-by.ts";
import type { Diagnostic } from "../../../diagnostic.ts";
import type { Comparison, Conditions, Exception } from "../../goal-set/conditions.ts";
import type { Goal } from "../../goal-set/goal.ts";
import { goalsOfWays, type OneWayGoal } from "../../goal-set/one-way.ts";
import type { Subject, Written, WrittenFunnel, WrittenGoal } from "../../meaning/written.ts";
import { child } from "../../source/located.ts";
import { ensures } from "../comparisons/contained.ts";
import { comparisonsDisjoint } from "../comparisons/disjoint.ts";
import { letsAllThrough } from "../comparisons/everything.ts";
import type { Rule } from "../rule.ts";

export const exceptions: Rule = {
  codes: [
    "never-counts",
    "exception-never-applies",
    "exception-not-in-analytics",
    "exception-needs-tag-manager",
  ],
  check: (file) => [
    ...file.goals.flatMap((one) => ofGoal(file, one)),
    ...file.funnels.flatMap((one) => ofFunnel(file, one)),
  ],
};

function ofGoal(file: Written, written: WrittenGoal): readonly Diagnostic[] {
  const { goal, node, enabled } = written;
  const isOwn = child(node, "unless") !== undefined;
  const isAlone =
    file.defaults.unless.length > 0 &&
    !isOwn &&
    enabled &&
    countedBy(goal) !== "tag" &&
    !isForwarded(file, goal);
  if (isAlone) return [leftAlone(file, written)];
  const ways = goalsOfWays(goal).map((way) => askedBy(conditionsOf(way)));
  return goal.unless.flatMap((exception) => {
    const asked = askedBy(exception);
    const closed = ways.flatMap((own, index) => (closes(asked, own) ? [index] : []));
    if (closed.length > 0)
      return [
        neverCounts(
          file,
          written,
          isOwn ? exception : null,
          closed.length === ways.length ? null : closed[0]!,
        ),
      ];
    const isImpossibleFor = (own: readonly Asked[]) => asked.some((one) => isImpossible(one, own));
    return isOwn && ways.every(isImpossibleFor) ? [neverHolds(exception, goal)] : [];
  });
}

function conditionsOf({ where, cookie, ...way }: OneWayGoal): Partial<Conditions> {
  return { where, cookie, ...("page" in way ? { page: way.page } : {}) };
}

interface Asked {
  readonly of: string;
  readonly subject: Subject;
  readonly matcher: Comparison;
}

function askedBy({ page, where = [], cookie = [] }: Partial<Conditions>): readonly Asked[] {
  const parts = (["path", "url", "host", "fragment", "title", "referrer"] as const).flatMap((part) =>
    (page?.[part] ?? []).map((matcher: Comparison): Asked => ({ of: part, subject: part, matcher })),
  );
  const values = (subject: Subject, list: Conditions["where"]) =>
    list.flatMap(({ key, is }) =>
      is.map((matcher): Asked => ({ of: `${subject} ${key}`, subject, matcher })),
    );
  const query = (page?.query ?? []).map(({ name, is }) => ({ key: name, is }));
  return [...parts, ...values("query", query), ...values("data layer", where), ...values("cookie", cookie)];
}

/** Whether the exception applies whenever the conditions are met. */
function closes(exception: readonly Asked[], own: readonly Asked[]): boolean {
  return exception.length > 0 && exception.every((one) => isCertain(one, own));
}

function isCertain({ of, subject, matcher }: Asked, own: readonly Asked[]): boolean {
  if (!matcher.not && letsAllThrough({ subject, matcher })) return true;
  return own.some((one) => one.of === of && ensures(one.matcher, matcher));
}

function isImpossible({ of, matcher }: Asked, own: readonly Asked[]): boolean {
  return own.some((one) => one.of === of && comparisonsDisjoint(one.matcher, matcher));
}

/** @param closed the way of `any:` that never counts; null: none of the goal's ways does */
function neverCounts(
  { source }: Written,
  { goal, keySpan }: WrittenGoal,
  own: Exception | null,
  closed: number | null,
): Diagnostic {
  const way = closed !== null && goal.type === "any" ? goal.ways[closed] : undefined;
  const what = way ? `the way in line ${way.at.line} of \`${goal.id}\`` : `\`${goal.id}\``;
  return {
    severity: "error",
    code: "never-counts",
    place: own?.at ?? source.place(keySpan),
    message: `${always(own)}, so ${what} never counts.`,
    hint: instead(own, "goal", way ? "delete that way" : "delete it"),
  };
}

function always(own: Exception | null): string {
  return `${own ? "This exception applies" : "The exceptions in `defaults` apply"} whenever everything else is met`;
}

function instead(own: Exception | null, where: "goal" | "funnel", otherwise: string): string {
  return own
    ? `Write what sets the exception apart, or ${otherwise}.`
    : `Write \`unless: []\` at the ${where}, or an exception of its own.`;
}

/** For each exception, the first step that it keeps from ever counting. */
function closedSteps({ source }: Written, { funnel, node, keySpan }: WrittenFunnel): readonly Diagnostic[] {
  const isOwn = child(node, "unless") !== undefined;
  return funnel.unless.flatMap((exception): Diagnostic[] => {
    const own = isOwn ? exception : null;
    const asked = askedBy(exception);
    const counted = funnel.steps.flatMap((step) =>
      step.is !== "goal" && stepCountedBy(step) === "tag" ? [step] : [],
    );
    const closed = counted.find((step) => closes(asked, askedBy(step)));
    if (closed === undefined) return [];
    return [
      {
        severity: "error",
        code: "never-counts",
        place: own?.at ?? source.place(keySpan),
        message: `${always(own)}, so the step \`${closed.id}\` of \`${funnel.id}\` never counts.`,
        hint: instead(own, "funnel", "delete it"),
      },
    ];
  });
}

function neverHolds({ at }: Exception, { id }: Goal): Diagnostic {
  return {
    severity: "warning",
    code: "exception-never-applies",
    place: at,
    message: `This exception and the conditions of \`${id}\` can never be met together, so it keeps nothing from counting.`,
    hint: "Check both, or delete the exception.",
  };
}

/** What the file forwards is sent with the exceptions of `defaults`: while one applies, Analytics receives nothing to count. */
function isForwarded({ forwards }: Written, goal: Goal): boolean {
  if (goal.type !== "event" || goal.on.kind !== "ga4_event") return false;
  const { event } = goal.on;
  return forwards.some(({ forward }) => forward.events.includes(event));
}

function leftAlone({ source }: Written, { goal, keySpan }: WrittenGoal): Diagnostic {
  return source.warning(
    "exception-not-in-analytics",
    keySpan,
    `The exceptions in \`defaults\` do not keep \`${goal.id}\` from counting: Analytics counts it by itself.`,
    "If that is intended, write `unless: []` at the goal; otherwise let Tag Manager count it.",
  );
}

/** Steps by a rule; what Analytics receives anyway is no more than shown. */
function ofFunnel(file: Written, one: WrittenFunnel): readonly Diagnostic[] {
  const { source, defaults } = file;
  const { funnel, enabled, node, keySpan } = one;
  const written = child(node, "unless");
  const byRule = funnel.steps.filter((step) => step.is !== "goal" && stepCountedBy(step) === "rule");
  const [first] = byRule;
  if (!enabled) return [];
  if (first === undefined) return closedSteps(file, one);
  if (written === undefined)
    return defaults.unless.length === 0
      ? []
      : [
          source.warning(
            "exception-not-in-analytics",
            keySpan,
            `The exceptions in \`defaults\` do not keep steps of \`${funnel.id}\` from counting that Analytics counts by itself.`,
            "If that is intended, write `unless: []` at the funnel; otherwise let Tag Manager count the steps.",
          ),
        ];
  return funnel.unless.map(({ at }) => ({
    severity: "error",
    code: "exception-needs-tag-manager",
    place: at,
    message: `Analytics counts a step of this funnel by itself (line ${first.at.line}), and no exception reaches it.`,
    hint: "Let Tag Manager count the step, with `via: gtm` or `on: { data_layer: … }`.",
  }));
}
