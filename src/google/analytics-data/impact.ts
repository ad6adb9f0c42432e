/** How often something was recorded: the port `ImpactSource`, answered by the Data API. */
import type { Quality } from "../../figures/figure.ts";
import type { Frequent, ImpactSource, MatchCount, Matches, ValueCount } from "../../figures/impact/source.ts";
import type { Period } from "../../figures/period.ts";
import { eventShown, linkShown, withoutPersonal } from "../../figures/personal.ts";
import type { JsonObject } from "../../resources/resource.ts";
import { qualityOf, rowsOf, type Table } from "./answer.ts";
import { type ReportAnswers, sendReports } from "./ask.ts";
import type { AnalyticsDataClient } from "./client.ts";
import { filterOf } from "./recorded-filter.ts";
import { eventIsOneOf, REPORTS_A_BATCH, type ReportRequest } from "./request.ts";

type Counting = Pick<ImpactSource, "match" | "frequent" | "hasEveryEvent">;

export function dataApiImpact(client: AnalyticsDataClient, progress: (doing: string) => void): Counting {
  return {
    hasEveryEvent: false,
    match: async (asked, ownEvents, period) => {
      const filters = asked.map(filterOf);
      const custom = filters.map(customIn);
      const isCustom = custom.some((fields) => fields.length > 0);
      const total = Math.ceil((asked.length + (ownEvents.length > 0 ? 1 : 0)) / REPORTS_A_BATCH);
      progress(
        `Asking Google Analytics how often goals would have counted (${requestsInWords(total + (isCustom ? 1 : 0))})`,
      );
      const known = isCustom ? await client.dimensions() : new Set<string>();
      const missing = custom.map((fields) => fields.find((field) => !known.has(field)));
      const reports = new Map<`match${number}` | "received", ReportRequest>(
        filters.flatMap((filter, index) =>
          missing[index] === undefined ? [[`match${index}` as const, matchReport(filter, period)]] : [],
        ),
      );
      if (ownEvents.length > 0) reports.set("received", receivedReport(ownEvents, period));
      const answers = await sendReports(client, reports, () => true);
      return {
        counts: missing.map((field, index) =>
          field === undefined ? matchCount(answers, `match${index}`) : { why: refusalInWords(field) },
        ),
        received: receivedIn(answers.tables.get("received")),
        quality: once([...answers.tables.values()].flatMap(qualityOf)),
      };
    },
    frequent: async (asked, period) => {
      const reports = new Map(asked.map((what) => [what, frequentReport(what, period)] as const));
      const { tables } = await sendReports(client, reports, () => true);
      return asked.map((what) => valuesIn(tables.get(what), what));
    },
  };
}

/** A property that does not know a dimension refuses the whole batch: what it knows is asked first, once. */
function customIn(filter: JsonObject): string[] {
  return [...new Set(JSON.stringify(filter).match(/(?<="fieldName":")customEvent:[^"]+(?=")/g) ?? [])];
}

/** Said before it is done: five reports are a request, and one more may ask what comes nearest to what nothing matched. */
function requestsInWords(requests: number): string {
  return `at most ${requests + 1} request${requests === 0 ? "" : "s"}`;
}

function rangesOf({ from, to }: Period): ReportRequest["ranges"] {
  return [{ name: "current", from, to }];
}

function matchReport(filter: JsonObject, period: Period): ReportRequest {
  return { ranges: rangesOf(period), metrics: ["eventCount", "sessions"], filter };
}

/** All goals' own events at once. */
function receivedReport(events: readonly string[], period: Period): ReportRequest {
  const metrics = ["eventCount", "sessions"];
  return { ranges: rangesOf(period), dimensions: ["eventName"], metrics, filter: eventIsOneOf(events) };
}

function receivedIn(table: Table | undefined): Matches["received"] {
  if (table === undefined) return null;
  return new Map(
    rowsOf(table).map((row) => [
      row.of("eventName"),
      { count: row.number("eventCount"), sessions: row.number("sessions") },
    ]),
  );
}

function matchCount<N extends string>({ tables, refused }: ReportAnswers<N>, name: N): MatchCount {
  const table = tables.get(name);
  if (table === undefined) return { why: refusalInWords(refused.get(name) ?? "It was not answered.") };
  const [row] = rowsOf(table);
  return { count: row?.number("eventCount") ?? 0, sessions: row?.number("sessions") ?? 0 };
}

function refusalInWords(message: string): string {
  const parameter = /\bcustomEvent:(\w+)/.exec(message)?.[1];
  if (parameter === undefined) return message;
  return `The parameter ${parameter} is not a custom dimension of the property: Analytics' reports do not know it. Register it, and it is known from that day on.`;
}

const FREQUENT: Readonly<
  Record<Frequent, { readonly dimension: string; readonly events: readonly string[] }>
> = {
  page: { dimension: "pagePath", events: ["page_view"] },
  link: { dimension: "linkUrl", events: ["click", "file_download"] },
  event: { dimension: "eventName", events: [] },
};

const MOST_FREQUENT = 2000;

function frequentReport(what: Frequent, period: Period): ReportRequest {
  const { dimension, events } = FREQUENT[what];
  return {
    ranges: rangesOf(period),
    dimensions: [dimension],
    metrics: ["eventCount"],
    ...(events.length === 0 ? {} : { filter: eventIsOneOf(events) }),
    largest: "eventCount",
    limit: MOST_FREQUENT,
  };
}

const SHOWN: Readonly<Record<Frequent, (value: string) => string>> = {
  page: (path) => withoutPersonal(path, "page"),
  link: linkShown,
  event: eventShown,
};

function valuesIn(table: Table | undefined, what: Frequent): ValueCount[] {
  const rows = table === undefined ? [] : rowsOf(table);
  const counts = new Map<string, number>();
  for (const row of rows) {
    const value = SHOWN[what](row.of(FREQUENT[what].dimension));
    if (["", "(not set)", "(other)"].includes(value)) continue;
    counts.set(value, (counts.get(value) ?? 0) + row.number("eventCount"));
  }
  return [...counts].map(([value, count]) => ({ value, count }));
}

function once(quality: readonly Quality[]): Quality[] {
  return [...new Map(quality.map((one) => [JSON.stringify(one), one])).values()];
}
