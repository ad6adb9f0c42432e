/** Which goals and funnels the tests name, and what a test of each of the others would have to do. */
import { goalInWords } from "../compile/words/goal.ts";
import type { Place } from "../diagnostic.ts";
import type { CompiledSite } from "./compiled-site.ts";
import type { GoalTest } from "./goal-test.ts";

export interface Coverage {
  readonly is: "goal" | "funnel";
  readonly id: string;
  /** The number of visits that expect something of it; the addresses of a table are one each. */
  readonly visits: number;
  /** How many of those expect that it counts. */
  readonly counting: number;
  /** What a visit would have to do: what the goal counts, in words. */
  readonly needs: string;
  /** Its line in the goals file. */
  readonly at: Place;
}

export function coverageOf(tests: readonly GoalTest[], { goalSet }: CompiledSite): readonly Coverage[] {
  const goals = goalSet.goals.map((goal): Coverage => {
    const named = tests.map((test) => namedIn(test, goal.id));
    const sum = (of: "visits" | "counting") => named.reduce((total, one) => total + one[of], 0);
    return {
      is: "goal",
      id: goal.id,
      visits: sum("visits"),
      counting: sum("counting"),
      needs: goalInWords(goal),
      at: goal.at,
    };
  });
  const funnels = goalSet.funnels.map(({ id, steps, at }): Coverage => {
    const expected = tests.flatMap((test) =>
      test.is === "visit"
        ? test.expects.flatMap((one) => (one.of === "funnel" && one.funnel === id ? [one] : []))
        : [],
    );
    const needs = `the steps ${steps.map(({ name }) => name).join(", ")}`;
    const counting = expected.filter(({ reached }) => reached !== "not_entered").length;
    return { is: "funnel", id, visits: expected.length, counting, needs, at };
  });
  return [...goals, ...funnels];
}

function namedIn(test: GoalTest, id: string): { readonly visits: number; readonly counting: number } {
  if (test.is === "table") {
    if (test.goal !== id) return { visits: 0, counting: 0 };
    return { visits: test.pages.length, counting: test.pages.filter(({ counts }) => counts).length };
  }
  const named = test.expects.flatMap((one) => (one.of === "goal" && one.goal === id ? [one.times] : []));
  return { visits: named.length, counting: named.filter((times) => times > 0).length };
}
