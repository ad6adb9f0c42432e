/**
 * Experiments by the Data API: for each variant and goal a funnel of two steps, those who saw the variant and those of them who
 * reached the goal afterwards. Both are users, counted by an algorithm that is right to about one percent.
 */
import { GoogleError } from "../../apply/google-port.ts";
import type { Quality } from "../../figures/figure.ts";
import { type Condition, pageOf, parameterConditions } from "../../figures/impact/recorded.ts";
import type { ExperimentQuestion, VariantQuestion } from "../../figures/question.ts";
import type { ExperimentAnswer } from "../../figures/source.ts";
import type { JsonObject } from "../../resources/resource.ts";
import { qualityOf } from "./answer.ts";
import type { AnalyticsDataClient } from "./client.ts";
import { fieldExpression } from "./funnel-filter.ts";
import { stepCounts } from "./funnels.ts";

export async function experimentAnswers(
  client: AnalyticsDataClient,
  experiments: readonly ExperimentQuestion[],
  progress: (doing: string) => void,
): Promise<{ readonly answers: readonly ExperimentAnswer[]; readonly quality: readonly Quality[] }> {
  const answers: ExperimentAnswer[] = [];
  const quality: Quality[] = [];
  for (const experiment of experiments) {
    const about = { experiment: experiment.id };
    const variants = await variantsOf(client, experiment, progress, (body) =>
      quality.push(...qualityOf(body).map((one) => ({ ...one, about }))),
    );
    answers.push({ id: experiment.id, unit: "user", variants });
    if (!("why" in variants)) quality.push({ code: "approximate", message: APPROXIMATE, about });
  }
  return { answers, quality };
}

const APPROXIMATE =
  "Analytics counts users to about one percent, so an experiment with a small difference needs an export of events (--events).";

type Variants = ExperimentAnswer["variants"];

async function variantsOf(
  client: AnalyticsDataClient,
  { id, goals, period, variants }: ExperimentQuestion,
  progress: (doing: string) => void,
  onTable: (table: Parameters<typeof qualityOf>[0]) => void,
): Promise<Variants> {
  const counted: { name: string; n: number; conversions: number[] }[] = [];
  for (const variant of variants) {
    const seen = seenExpression(variant);
    if ("why" in seen) return seen;
    const conversions: number[] = [];
    let n = 0;
    for (const { event } of goals) {
      const what = `Reading the experiment ${id}: ${variant.name}`;
      progress(what);
      try {
        const body = await client.runFunnelReport(what, twoSteps(seen.expression, event, period));
        onTable(body.funnelTable);
        const [saw, reached] = stepCounts(body, 2);
        n = saw!.count;
        conversions.push(reached!.count);
      } catch (error) {
        if (!(error instanceof GoogleError) || error.status !== 400) throw error;
        return { why: error.message };
      }
    }
    counted.push({ name: variant.name, n, conversions });
  }
  return counted;
}

function twoSteps(seen: JsonObject, event: string, { from, to }: ExperimentQuestion["period"]): JsonObject {
  return {
    dateRanges: [{ startDate: from, endDate: to }],
    funnel: {
      isOpenFunnel: false,
      steps: [
        { name: "seen", filterExpression: seen },
        { name: "reached", filterExpression: { funnelEventFilter: { eventName: event } } },
      ],
    },
    returnPropertyQuota: true,
  };
}

type Seen = { readonly expression: JsonObject } | { readonly why: string };

function seenExpression({ seen }: VariantQuestion): Seen {
  const page = "page" in seen ? pageOf(seen.page) : null;
  const conditions =
    page === null && "where" in seen ? seen.where.flatMap(parameterConditions) : page!.conditions;
  const unknown = [
    ...(page?.unknown ?? []),
    ...(conditions.some(hasNoFilter) ? ["whether something has a value"] : []),
  ];
  if (unknown.length > 0)
    return {
      why: `Analytics' funnels do not know ${unknown.join(", ")}. Report it from an export of events with --events.`,
    };
  const view = page === null ? [] : [{ funnelEventFilter: { eventName: "page_view" } }];
  const all = [...view, ...conditions.map(fieldExpression)];
  return { expression: all.length === 1 ? all[0]! : { andGroup: { expressions: all } } };
}

/** Funnels have no filter for what is empty. */
function hasNoFilter({ is }: Condition): boolean {
  return is.op === "present";
}
