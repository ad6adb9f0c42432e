/** Tests that ran, for a terminal: what failed and why, then what passed. */
import type { Tested } from "../../app/result/visited.ts";
import type { Moment } from "../../visits/explaining/moment.ts";
import type { ExpectationResult, TestResult } from "../../visits/judging/test-result.ts";
import { paint } from "../color.ts";
import { visible } from "../visible.ts";
import { counted } from "../words.ts";
import { momentLines } from "./moments-text.ts";
import { expectationInWords, failed } from "./tested-words.ts";

export function testedText(tested: Tested, { color }: { readonly color: boolean }): string {
  const blocks = failed(tested).map((one) => testBlock(one, tested, color));
  return `${[...blocks, closing(tested, color)].join("\n\n")}\n`;
}

function testBlock(test: TestResult, tested: Tested, color: boolean): string {
  const wrong = test.expectations.filter(({ isMet: holds }) => !holds);
  const head = `${paint(color, "red", "✗")} ${paint(color, "bold", visible(test.name))}  ${paint(color, "dim", visible(`${test.at.file}:${test.at.line}`))}`;
  const what = wrong.map(
    (one) => `  ${visible(expectationInWords(one, test.visits[one.visit]?.steps ?? []))}`,
  );
  const why = [...new Set(wrong.map(({ visit }) => visit))].flatMap((index) =>
    whyLines(
      wrong.filter(({ visit }) => visit === index),
      test,
      index,
      tested,
      color,
    ),
  );
  return [head, ...what, ...why].join("\n");
}

/** The moments of the goals that did not do what was expected, each below its line in the goals file. */
function whyLines(
  wrong: readonly ExpectationResult[],
  { visits }: TestResult,
  index: number,
  tested: Tested,
  color: boolean,
): readonly string[] {
  const visit = visits[index];
  if (!visit) return [];
  const moments = visit.moments();
  const keys = [...new Set(wrong.flatMap((one) => keysOf(one, moments, tested)))];
  return keys.flatMap((key) => {
    const own = moments.filter(({ goal }) => goal === key);
    const goal = tested.goals.find(({ id }) => id === key || key.startsWith(`${id}.`));
    const place = goal ? `${goal.at.file}:${goal.at.line}` : "";
    const says = goal?.id === key ? goal.needs : "";
    const heading = `  ${paint(color, "frame", visible(place))}  ${visible([key, says].filter(Boolean).join(": "))}`;
    const lines = momentLines(own, visit.steps, color);
    return ["", heading, ...(lines.length > 0 ? lines : ["  Nothing in this visit is what it waits for."])];
  });
}

function keysOf(one: ExpectationResult, moments: readonly Moment[], { goals }: Tested): readonly string[] {
  if (one.unjudged !== null) return [];
  if (one.of === "goal") return [one.goal];
  const known = [...new Set(moments.map(({ goal }) => goal))];
  if (one.of === "funnel")
    return known.filter((key) => key.startsWith(`${one.funnel}.`) || goals.some(({ id }) => id === key));
  return known;
}

function closing(tested: Tested, color: boolean): string {
  const { tests, goals, showsMissing, unnoticed } = tested;
  const wrong = failed(tested).length;
  const passed = `${paint(color, "green", "✓")} ${tests.length - wrong} passed`;
  const sum = wrong === 0 ? passed : `${passed}   ${paint(color, "red", "✗")} ${wrong} failed`;
  const untested = goals.filter(({ visits }) => visits === 0);
  return [
    sum,
    ...(showsMissing ? missingLines(tested) : untestedLine(untested.map(({ id }) => id))),
    ...(unnoticed === null ? [] : strengthLines(tested)),
  ].join("\n");
}

function untestedLine(ids: readonly string[]): readonly string[] {
  if (ids.length === 0) return [];
  const shown = ids.slice(0, 8).map(visible).join(", ");
  const more = ids.length > 8 ? ` and ${ids.length - 8} more` : "";
  return [`No test names ${shown}${more}. \`goalform test --missing\` lists what each would need.`];
}

function missingLines({ goals }: Tested): readonly string[] {
  const untested = goals.filter(({ visits }) => visits === 0);
  const halves = goals.filter(
    ({ visits, counting }) => visits > 0 && (counting === 0 || counting === visits),
  );
  return [
    untested.length === 0
      ? "Every goal and funnel has a test."
      : `\nWithout a test: ${counted(untested.length, "goal or funnel", "goals and funnels")}`,
    ...untested.map(({ id, needs, at }) => visible(`  ${id} (${at.file}:${at.line}): ${needs}`)),
    ...(halves.length === 0 ? [] : ["\nTested from one side only:"]),
    ...halves.map(({ id, counting }) =>
      visible(
        `  ${id}: ${counting === 0 ? "no visit in which it counts" : "no visit in which it does not count"}`,
      ),
    ),
  ];
}

function strengthLines({ unnoticed }: Tested): readonly string[] {
  const all = (unnoticed ?? []).filter(({ isTested }) => isTested);
  if (all.length === 0) return ["\nNo condition of a tested goal can be dropped without a test noticing it."];
  return [
    "\nConditions that no test would miss:",
    ...all.map(({ goal, condition }) =>
      visible(`  ${goal}: no test notices when \`${condition}\` is dropped`),
    ),
  ];
}
