/** Analytics' own figures: the port `FigureSource`, answered by the Data API. */
import { GoogleError } from "../../apply/google-port.ts";
import type { Quality } from "../../figures/figure.ts";
import type { ImpactSource } from "../../figures/impact/source.ts";
import { type Calendar, dayIn, lastSettled, plusDays } from "../../figures/period.ts";
import type { FunnelQuestion, Questions } from "../../figures/question.ts";
import type { Answers, FigureSource, FunnelAnswer } from "../../figures/source.ts";
import type { PropertyFacts } from "../property-facts.ts";
import { qualityOf } from "./answer.ts";
import { type ReportAnswers, sendReports } from "./ask.ts";
import type { AnalyticsDataClient } from "./client.ts";
import { experimentAnswers } from "./experiments.ts";
import { funnelBody, MOST_STEPS, stepCounts } from "./funnels.ts";
import { goalAnswers, trafficOf } from "./goals.ts";
import { dataApiImpact } from "./impact.ts";
import { otherKeyEvents } from "./key-events.ts";
import { leadAnswers } from "./leads.ts";
import { isOptional, reportsFor } from "./reports.ts";

export interface DataSourceParts {
  readonly client: AnalyticsDataClient;
  /** Read once. */
  readonly facts: () => Promise<PropertyFacts>;
  /** Milliseconds since 1970. */
  readonly today: () => number;
  readonly progress: (doing: string) => void;
}

export function dataApiSource({
  client,
  facts,
  today,
  progress,
}: DataSourceParts): FigureSource & ImpactSource {
  return {
    ...dataApiImpact(client, progress),
    name: "ga4-data-api",
    calendar: async () => calendarAt((await facts()).timeZone, today()),
    answer: async (questions) => {
      const property = await facts();
      const known = new Set(property.keyEvents.map(({ event }) => event));
      progress("Reading figures from Google Analytics");
      const asked = await sendReports(client, reportsFor(questions, known), isOptional);
      const funnels = await eachFunnel(client, questions, progress);
      const leads = await leadAnswers(client, questions, asked, progress);
      const experiments = await experimentAnswers(client, questions.experiments, progress);
      return answersOf(questions, property, asked, { funnels, leads, experiments });
    },
  };
}

/** Days are the property's. */
function calendarAt(timeZone: string, time: number): Calendar {
  const day = dayIn(timeZone, time);
  return { timeZone, first: null, settled: lastSettled(day), last: plusDays(day, -1) };
}

type WithQuality<T> = { readonly answers: readonly T[]; readonly quality: readonly Quality[] };

async function eachFunnel(
  client: AnalyticsDataClient,
  { funnels, period }: Questions,
  progress: (doing: string) => void,
): Promise<WithQuality<FunnelAnswer>> {
  const answers: FunnelAnswer[] = [];
  const quality: Quality[] = [];
  for (const funnel of funnels) {
    if (funnel.steps.length > MOST_STEPS) {
      answers.push({ id: funnel.id, unit: "user", nextOf: "all", steps: { why: tooManySteps(funnel) } });
      continue;
    }
    progress(`Reading the funnel ${funnel.name}`);
    try {
      const body = await client.runFunnelReport(
        `Reading the funnel ${funnel.name}`,
        funnelBody(funnel, period),
      );
      answers.push({
        id: funnel.id,
        unit: "user",
        nextOf: "all",
        steps: stepCounts(body, funnel.steps.length),
      });
      quality.push(...qualityOf(body.funnelTable).map((one) => ({ ...one, about: { funnel: funnel.id } })));
    } catch (error) {
      if (!(error instanceof GoogleError) || error.status !== 400) throw error;
      answers.push({ id: funnel.id, unit: "user", nextOf: "all", steps: { why: error.message } });
    }
  }
  return { answers, quality };
}

function tooManySteps({ name, steps }: FunnelQuestion): string {
  return `${name} has ${steps.length} steps, and Analytics answers funnels of at most ${MOST_STEPS}. Report it from an export of events with --events.`;
}

/** What has requests of its own. */
interface ByFunnels {
  readonly funnels: WithQuality<FunnelAnswer>;
  readonly leads: WithQuality<Answers["leads"][number]>;
  readonly experiments: WithQuality<Answers["experiments"][number]>;
}

function answersOf(
  questions: Questions,
  property: PropertyFacts,
  asked: ReportAnswers,
  { funnels, leads, experiments }: ByFunnels,
): Answers {
  const goals = goalAnswers(questions, property, asked);
  return {
    currency: property.currency,
    traffic: trafficOf(questions, asked),
    goals: goals.answers,
    funnels: funnels.answers,
    leads: leads.answers,
    attribution: [],
    experiments: experiments.answers,
    otherKeyEvents: otherKeyEvents(questions, property, asked),
    quality: once([
      APPROXIMATE,
      ...[...asked.tables.values()].flatMap(qualityOf),
      ...refusals(asked),
      ...goals.quality,
      ...(goals.answers.some(isEstimated) ? [ESTIMATED_SESSIONS] : []),
      ...funnels.quality,
      ...leads.quality,
      ...experiments.quality,
    ]),
  };
}

function isEstimated({ current: { sessions } }: Answers["goals"][number]): boolean {
  return sessions.is === "measured" && sessions.quality.includes("estimate");
}

const ESTIMATED_SESSIONS: Quality = {
  code: "estimate",
  message:
    "Of events that are not key events, Analytics has no rate: sessions with them are those in which it has seen one.",
  about: null,
};

/** HyperLogLog++: developers.google.com/analytics/blog/2022/hll */
const APPROXIMATE: Quality = {
  code: "approximate",
  message: "Sessions and users are Google's estimates, right to about one percent, and cannot be added up.",
  about: null,
};

function refusals({ refused }: ReportAnswers): Quality[] {
  const messages = [...refused].map(([name, message]) => {
    const [, parameter] = /^missing:(.*)$/.exec(name) ?? [];
    return parameter === undefined
      ? `Google refused a part of the report. ${message}`
      : `Which events came without ${parameter} is not known, since it is not a custom dimension of the property. Apply the file first.`;
  });
  return [...new Set(messages)].map((message) => ({ code: "not-measurable", message, about: null }));
}

/** Every report of a batch says the same. */
function once(quality: readonly Quality[]): Quality[] {
  return [...new Map(quality.map((one) => [JSON.stringify(one), one])).values()];
}
