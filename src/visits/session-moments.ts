/** How far the session script was: time on the site, pages in the session, visits. */
import { sessionEvent } from "../compile/session-event.ts";
import type { SessionGoal } from "../compile/session-script.ts";
import { durationInWords } from "../resources/duration-words.ts";
import type { CompiledSite } from "./compiled-site.ts";
import type { Moment } from "./moment.ts";
import type { Step } from "./step.ts";
import type { Played } from "./visit.ts";
import { type ConditionWords, unmet } from "./words.ts";

/** What the session script had measured at the end of each page and each wait. */
export function ofScript(key: string, played: Played, { session, goalSet }: CompiledSite): Moment[] {
  const event = sessionEvent(goalSet.owner, key);
  if (!session.some((goal) => goal.event === event)) return [];
  return played.steps.flatMap((step, index) => {
    const { storage, url, runsScript } = played.states[index]!;
    if (url === null || !SCRIPT_LOOKS.has(step.does)) return [];
    const conditions = [
      ...(runsScript
        ? []
        : [unmet("the session script runs", "the session script does not run on this page", null)]),
      ...(storage === "granted" ? [] : [withoutStorage(storage)]),
      ...played.progress[index]!.filter(({ goal }) => goal.event === event).map(progressInWords),
    ];
    const counts = conditions.every(({ holds }) => holds);
    return [{ at: played.ends[index]!, step: index, goal: key, conditions, counts, note: null }];
  });
}

const SCRIPT_LOOKS: ReadonlySet<Step["does"]> = new Set(["page", "navigate", "wait", "consent"]);

function withoutStorage(storage: "denied" | "refused"): ConditionWords {
  const why = storage === "denied" ? "denied by default" : "refused by the visitor";
  return unmet(
    "analytics_storage is granted",
    `analytics_storage is ${why}: the session script waits`,
    null,
    "denied",
  );
}

function progressInWords({ goal, so_far, isReached }: Played["progress"][number][number]): ConditionWords {
  const { text, seen, refusal, limit } = measureOf(goal, so_far);
  const isAtLimit = !isReached && limit !== null && so_far === limit;
  return {
    text,
    refusal,
    seen,
    holds: isReached,
    hint: isAtLimit ? "exactly this much is not more than this much" : null,
  };
}

interface Measure {
  readonly text: string;
  readonly seen: string;
  readonly refusal: string;
  /** What is not enough by itself. */
  readonly limit: number | null;
}

function measureOf(goal: SessionGoal, soFar: number): Measure {
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
