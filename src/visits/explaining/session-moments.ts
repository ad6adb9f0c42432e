/** How far the session script was: time on the site, pages in the session, visits. */
import { sessionEvent } from "../../compile/session-script/event.ts";
import type { SessionGoal } from "../../compile/session-script/session-script.ts";
import type { Funnel } from "../../language/goal-set/funnel.ts";
import type { GoalSet } from "../../language/goal-set/goal-set.ts";
import { durationInWords } from "../../resources/duration-words.ts";
import type { CompiledSite } from "../compiled-site.ts";
import type { Step } from "../step.ts";
import type { Played } from "../visit.ts";
import { type ConditionWords, unmet } from "./condition-words.ts";
import type { Moment } from "./moment.ts";

/** What the session script had measured at the end of each page and each wait. */
export function ofScript(key: string, played: Played, { session, goalSet }: CompiledSite): Moment[] {
  const event = sessionEvent(goalSet.owner, key);
  if (!session.some((goal) => goal.event === event)) return [];
  return played.steps.flatMap((step, index) => {
    const { storage, url, runsScript } = played.states[index]!;
    if (url === null || !(SCRIPT_LOOKS.has(step.does) || isStepTaken(event, index, played))) return [];
    const conditions = [
      ...(runsScript
        ? []
        : [unmet("the session script runs", "the session script does not run on this page", null)]),
      ...(storage === "granted" ? [] : [withoutStorage(storage)]),
      ...played.progress[index]!.filter(({ goal }) => goal.event === event).map((one) =>
        progressInWords(one, goalSet),
      ),
    ];
    // What completes a funnel is the event that the script pushes then.
    if (isCompleted(event, index, played)) return [];
    const counts = conditions.every(({ holds }) => holds);
    return [{ at: played.ends[index]!, step: index, goal: key, conditions, counts, note: null }];
  });
}

const SCRIPT_LOOKS: ReadonlySet<Step["does"]> = new Set(["page", "navigate", "wait", "consent"]);

function walked(event: string, index: number, { progress }: Played) {
  return progress[index]?.find(({ goal }) => goal.event === event && "funnel" in goal);
}

function isStepTaken(event: string, index: number, played: Played): boolean {
  const now = walked(event, index, played);
  const isLast = index === played.steps.length - 1;
  return now !== undefined && (isLast || now.so_far !== (walked(event, index - 1, played)?.so_far ?? 0));
}

function isCompleted(event: string, index: number, played: Played): boolean {
  return walked(event, index, played)?.isReached ?? false;
}

function withoutStorage(storage: "denied" | "refused"): ConditionWords {
  const why = storage === "denied" ? "denied by default" : "refused by the visitor";
  return unmet(
    "analytics_storage is granted",
    `analytics_storage is ${why}: the session script waits`,
    null,
    "denied",
  );
}

function progressInWords(
  { goal, so_far, isReached }: Played["progress"][number][number],
  { funnels }: Pick<GoalSet, "funnels">,
): ConditionWords {
  const { text, seen, refusal, limit } =
    "funnel" in goal ? stepsOf(goal, so_far, funnels) : measureOf(goal, so_far);
  const isAtLimit = !isReached && limit !== null && so_far === limit;
  return {
    text,
    refusal,
    seen,
    holds: isReached,
    hint: isAtLimit ? "exactly this much is not more than this much" : null,
  };
}

/** Which step of a funnel is missing. */
function stepsOf(
  { funnel: id, steps: count, within }: Extract<SessionGoal, { readonly funnel: string }>,
  soFar: number,
  funnels: readonly Funnel[],
): Measure {
  const steps = (funnels.find((one) => one.id === id)?.steps ?? []).map((step) =>
    step.is === "goal" ? step.goal : step.id,
  );
  const next = steps[soFar] ?? "next step";
  const after = soFar === 0 ? "" : ` after ${steps.slice(0, soFar).join(" → ")}`;
  const limit = within === undefined || soFar === 0 ? "" : `, within ${durationInWords(within)}`;
  return {
    text: `all steps of the funnel ${id}, in one visit`,
    seen: `${soFar} of ${count} steps`,
    refusal: `the step ${next} is missing${after}${limit}`,
    limit: null,
  };
}

interface Measure {
  readonly text: string;
  readonly seen: string;
  readonly refusal: string;
  /** What is not enough by itself. */
  readonly limit: number | null;
}

function measureOf(goal: Exclude<SessionGoal, { readonly funnel: string }>, soFar: number): Measure {
  const time = (seconds: number) => durationInWords(seconds) || "0s";
  const passed = time(soFar / 1000);
  if ("longerThan" in goal) {
    const wanted = time(goal.longerThan);
    const refusal = `a session of ${passed} is not longer than ${wanted}`;
    return { text: `session longer than ${wanted}`, seen: passed, refusal, limit: goal.longerThan * 1000 };
  }
  if ("pageLongerThan" in goal) {
    const wanted = time(goal.pageLongerThan);
    const refusal = `the page was shown for ${passed}, not for ${wanted}`;
    return { text: `the page is shown for ${wanted}`, seen: passed, refusal, limit: null };
  }
  if ("moreThanPages" in goal) {
    const pages = `${soFar} ${soFar === 1 ? "page" : "pages"}`;
    const refusal = `${pages} in the session: not more than ${goal.moreThanPages}`;
    const text = `more than ${goal.moreThanPages} pages in the session`;
    return { text, seen: pages, refusal, limit: goal.moreThanPages };
  }
  const refusal = "the visitor has not been here before";
  return { text: "the visitor has been here before", seen: `visit ${soFar}`, refusal, limit: null };
}
