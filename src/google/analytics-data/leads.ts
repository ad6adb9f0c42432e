/** Which small step leads to the big one, as far as the Data API can say: a funnel of two steps for each pair. */
import type { Quality } from "../../figures/figure.ts";
import type { LeadQuestion, Questions } from "../../figures/question.ts";
import type { LeadAnswer } from "../../figures/source.ts";
import { qualityOf, rowsOf, type Table } from "./answer.ts";
import type { ReportAnswers } from "./ask.ts";
import type { AnalyticsDataClient } from "./client.ts";
import { leadBody, stepCounts } from "./funnels.ts";

/** Each costs a request, and a property has 14,000 tokens an hour and project. */
const MOST_PAIRS = 20;

/** Those who did without are estimated: all people less those with it. */
export async function leadAnswers(
  client: AnalyticsDataClient,
  { leads, period, goals }: Questions,
  { tables }: ReportAnswers,
  progress: (doing: string) => void,
): Promise<{ readonly answers: LeadAnswer[]; readonly quality: Quality[] }> {
  const people = sumOf(tables.get("people"), "totalUsers", () => true);
  const answers: LeadAnswer[] = [];
  const quality: Quality[] = [];
  for (const [index, lead] of leads.entries()) {
    if (index >= MOST_PAIRS) {
      answers.push(answer(lead, { why: `Only ${MOST_PAIRS} pairs are asked. Report all with --events.` }));
      continue;
    }
    progress(`Reading how often ${lead.micro} leads to ${lead.macro} (${index + 1} of ${leads.length})`);
    const body = await client.runFunnelReport(
      `Reading how often ${lead.micro} leads to ${lead.macro}`,
      leadBody(lead, period),
    );
    const [first, second] = stepCounts(body, 2);
    const event = goals.find(({ id }) => id === lead.macro)?.event;
    const all = sumOf(tables.get("peopleOfEvents"), "totalUsers", (name) => name === event);
    answers.push(answer(lead, countsOf(first!.count, second!.count, people, all)));
    const about = { micro: lead.micro, macro: lead.macro };
    quality.push(...qualityOf(body.funnelTable).map((one) => ({ ...one, about })));
  }
  if (answers.length > 0) quality.push(ESTIMATED);
  return { answers, quality };
}

const ESTIMATED: Quality = {
  code: "estimate",
  message:
    "Leads count people over the whole period. Those without a small step are all people less those with it, which mixes in those who did the big step first: the rate without it, and lift and value by lift with it, are estimates.",
  about: null,
};

function answer({ micro, macro }: LeadQuestion, counts: LeadAnswer["counts"]): LeadAnswer {
  return { micro, macro, unit: "user", within: null, counts };
}

function countsOf(reached: number, converted: number, people: number, all: number): LeadAnswer["counts"] {
  return {
    with: reached,
    converted,
    without: Math.max(0, people - reached),
    convertedWithout: Math.max(0, Math.min(all - converted, people - reached)),
    isWithoutEstimated: true,
  };
}

function sumOf(table: Table | undefined, metric: string, counts: (event: string) => boolean): number {
  return rowsOf(table ?? {})
    .filter((row) => (row.of("dateRange") || "current") === "current" && counts(row.of("eventName")))
    .reduce((sum, row) => sum + row.number(metric), 0);
}
