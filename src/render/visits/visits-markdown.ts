/** Tests and explanations in Markdown, for comments and summaries. */
import type { Explained, Tested } from "../../app/result/visited.ts";
import { clockTime } from "../../visits/clock.ts";
import type { Moment } from "../../visits/explaining/moment.ts";
import type { Step } from "../../visits/step.ts";
import { markdownCode, markdownMessage, markdownText } from "../markdown.ts";
import { thatFit } from "../plan-table.ts";
import { counted } from "../words.ts";
import { expectationInWords, failed, timesInWords, whyNot, wrongVisits } from "./tested-words.ts";

/** More than that is in the output of the command. */
const MOST_TESTS = 20;
const MOST_MOMENTS = 8;
const LONGEST = 300;
/** For the headline and what has no test. */
const ROOM = 2000;

/** @param longest the most characters; tests that do not fit are counted */
export function testedMarkdown(tested: Tested, longest = Number.POSITIVE_INFINITY): string {
  const wrong = failed(tested);
  const blocks = wrong.slice(0, MOST_TESTS).map((test) => {
    const { file, line } = test.at;
    const parts = test.expectations
      .filter(({ isMet: holds }) => !holds)
      .map(
        (one) =>
          `- ${markdownMessage(expectationInWords(one, test.visits[one.visit]?.steps ?? []), LONGEST)}`,
      );
    const moments = wrongVisits(test).flatMap(({ moments: all, steps }) => momentItems(all(), steps));
    return [
      `**✗ ${markdownText(test.name)}** (${markdownCode(`${file}:${line}`)})`,
      "",
      ...parts,
      ...moments,
    ].join("\n");
  });
  const shown = blocks.slice(0, thatFit(blocks, longest - ROOM));
  const left = wrong.length - shown.length;
  const more = left > 0 ? [`… and ${counted(left, "more test")} failed.`] : [];
  const untested = tested.goals.filter(({ visits }) => visits === 0).map(({ id }) => markdownText(id));
  const none =
    untested.length === 0
      ? []
      : [`Without a test: ${untested.slice(0, 20).join(", ")}${untested.length > 20 ? " …" : ""}.`];
  return `${[`### ${testsLine(tested)}`, ...shown, ...more, ...none].join("\n\n")}\n`;
}

export function testsLine(tested: Tested): string {
  const wrong = failed(tested).length;
  const passed = `${counted(tested.tests.length - wrong, "test")} of goals passed`;
  return wrong === 0 ? passed : `${passed}, ${wrong} failed`;
}

function momentItems(moments: readonly Moment[], steps: readonly Step[]): readonly string[] {
  return moments
    .filter(({ counts }) => !counts)
    .slice(0, MOST_MOMENTS)
    .flatMap((moment) => {
      const { word, about } = steps[moment.step]!;
      const { at } = moment;
      const why = whyNot(moment).join("; ");
      return why === ""
        ? []
        : [
            `  - ${clockTime(at)} ${markdownText(word)} ${markdownText(about.slice(0, 100))}: ${markdownMessage(why, LONGEST)}`,
          ];
    });
}

export function explainedMarkdown({ goals, steps, foreign }: Explained): string {
  const each = goals.map(({ goal, verdict, times, counts, moments }) => {
    const said = verdict === "counts" ? `counts ${timesInWords(times)}` : verdict;
    const head = `**${markdownText(goal)}**: ${said} (${markdownText(counts)})`;
    return [head, ...momentItems(moments, steps)].join("\n");
  });
  const theirs = (foreign ?? []).map(
    ({ tag, event }) => `- ${markdownText(tag)}${event === null ? "" : `: sends ${markdownText(event)}`}`,
  );
  const others =
    foreign === null
      ? []
      : [theirs.length === 0 ? "No other tag fires." : ["Other tags that fire:", "", ...theirs].join("\n")];
  return `${[...each, ...others].join("\n\n")}\n`;
}
