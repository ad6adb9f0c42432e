/** Everything that a report and an impact ask of the Data API, and everything that is made of the answers: whole. */
import { expect, test } from "vitest";
import { GoogleError } from "../../src/apply/google-port.ts";
import type { Condition, Field } from "../../src/figures/impact/recorded.ts";
import { BREAKDOWNS, questionsOf } from "../../src/figures/question.ts";
import type { Table } from "../../src/google/analytics-data/answer.ts";
import type { AnalyticsDataClient } from "../../src/google/analytics-data/client.ts";
import { type ReportRequest, reportBody } from "../../src/google/analytics-data/request.ts";
import { dataApiSource } from "../../src/google/analytics-data/source.ts";
import type { PropertyFacts } from "../../src/google/property-facts.ts";
import type { Comparison } from "../../src/language/goal-set/conditions.ts";
import { goalSet, HEAD } from "../support/shop.ts";

const FACTS: PropertyFacts = {
  timeZone: "Europe/Berlin",
  currency: "EUR",
  keyEvents: ["thanks", "paid", "old", "older", "purchase"].map((event) => ({
    event,
    counting: "once_per_session",
    since: event === "thanks" ? "2026-11-03T12:00:00Z" : null,
    isDeletable: event !== "purchase",
  })),
};
const GOALS = goalSet(`${HEAD}goals:
  thanks: { type: destination, page: /thanks, role: micro, leads_to: paid, value: 5 }
  paid: { type: event, on: { data_layer: paid }, role: macro }
  tel: { type: event, on: { link: { url: { begins_with: "tel:" } } }, page: { path: { begins_with: /a } }, key_event: false }
  late: { type: event, on: { visible: .late } }
funnels:
  buying: { steps: [{ id: cart, page: /cart }, thanks, paid], within: 30m }
`);
const PERIOD = { from: "2026-11-03", to: "2026-11-04" };
const MONTHS = { from: "2026-10-01", to: "2026-11-30" };

/** Two values of each dimension; figures count upwards, so that none is like another. */
const VALUES: Readonly<Record<string, readonly string[]>> = {
  eventName: ["thanks", "paid", "tel", "late", "old", "strange"],
  date: ["20261102", "20261104"],
  yearMonth: ["202610", "202611"],
  dateRange: ["current", "previous"],
  hostName: ["www.acme.example"],
  pagePath: ["/a/b", "/c", "(other)", "", "/n/jane@acme.example"],
  linkUrl: ["tel:1", "(not set)", "https://x.example/jane@acme.example/card?token=1"],
  sessionDefaultChannelGroup: ["Direct", "Email"],
};

const METADATA = {
  currencyCode: "EUR",
  subjectToThresholding: true,
  dataLossFromOtherRow: true,
  emptyReason: "Nothing  there.",
  samplingMetadatas: [
    { samplesReadCount: "1", samplingSpaceSize: "3" },
    { samplesReadCount: "0", samplingSpaceSize: "0" },
  ],
  dataTruncationReasons: [{ dataTruncationMessage: "Too much." }, {}],
  schemaRestrictionResponse: { activeMetricRestrictions: [{ metricName: "eventValue" }, {}] },
};

function tableOf({ ranges, dimensions = [], metrics }: ReportRequest, metadata: object = {}): Table {
  const columns = [...dimensions, ...(ranges.length > 1 ? ["dateRange"] : [])];
  const rows = columns.reduce<readonly (readonly string[])[]>(
    (all, column) => all.flatMap((row) => (VALUES[column] ?? ["x", "y"]).map((value) => [...row, value])),
    [[]],
  );
  return {
    dimensionHeaders: columns.map((name) => ({ name })),
    metricHeaders: metrics.map((name) => ({ name })),
    rows: rows.map((row, index) => ({
      dimensionValues: row.map((value) => ({ value })),
      metricValues: metrics.map((name, at) => ({
        value: /Rate/.test(name) ? "0.25" : String(100 * (at + 1) + index),
      })),
    })),
    rowCount: rows.length + (dimensions.length > 1 ? 1 : 0),
    metadata,
  };
}

/** Notes what is asked, and refuses reports with a field of these names. */
function google(...refused: readonly string[]) {
  const asked: unknown[] = [];
  let isFirst = true;
  const client = {
    dimensions: async () => {
      asked.push("the dimensions");
      return { has: (name: string) => !refused.includes(name) };
    },
    batchRunReports: async (reports: readonly ReportRequest[]) => {
      asked.push(...reports.map(reportBody));
      const field = refused.find((one) => JSON.stringify(reports).includes(`"${one}"`));
      if (field) throw new GoogleError("google-refused", 400, `Field ${field} is not a valid metric.`);
      const tables = reports.map((one, index) => tableOf(one, isFirst && index === 0 ? METADATA : {}));
      isFirst = false;
      return { reports: tables };
    },
    runFunnelReport: async (what: string, body: unknown) => {
      asked.push(what, body);
      const step = (name: string, count: number, more: readonly string[] = []) => ({
        dimensionValues: [name, ...more].map((value) => ({ value })),
        metricValues: [{ value: String(count) }],
      });
      const headers = (...names: readonly string[]) => names.map((name) => ({ name }));
      return {
        funnelTable: {
          dimensionHeaders: headers("funnelStepName"),
          metricHeaders: headers("activeUsers"),
          rows: [step("1. Cart", 50), step("2. Thanks", 20), step("Total", 99)],
          metadata: { subjectToThresholding: true },
        },
        funnelVisualization: {
          dimensionHeaders: headers("funnelStepName", "funnelStepNextAction"),
          metricHeaders: headers("activeUsers"),
          rows: [
            step("1. Cart", 7, ["scroll"]),
            step("1. Cart", 9, ["click"]),
            step("1. Cart", 7, ["page_view"]),
            step("1. Cart", 50, ["RESERVED_TOTAL"]),
            step("2. Thanks", 1, [""]),
          ],
        },
      };
    },
  } as unknown as AnalyticsDataClient;
  const doing: string[] = [];
  const source = dataApiSource({
    client,
    facts: async () => FACTS,
    today: () => Date.UTC(2026, 10, 28, 23, 30),
    progress: (what) => void doing.push(what),
  });
  return { source, asked, doing };
}

/** One line for each request, condition and figure. */
async function golden(name: string, all: Readonly<Record<string, unknown>>): Promise<void> {
  const lines = Object.entries(all).flatMap(([key, value]) => [`# ${key}`, ...linesOf(value)]);
  await expect(`${lines.join("\n")}\n`).toMatchFileSnapshot(`figures/${name}.txt`);
}

function linesOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(linesOf);
  const filters = /^\{"dateRanges".*"expressions":\[(?=.{2000})/.test(JSON.stringify(value) ?? "");
  return filters
    ? JSON.stringify(value, null, 1)
        .replaceAll(/\n {6,}/g, "")
        .split("\n")
    : [JSON.stringify(value)];
}

test("a report", async () => {
  const { source, asked, doing } = google();
  const questions = questionsOf(GOALS, PERIOD, { months: MONTHS, by: "channel", leads: true });
  const answers = await source.answer(questions);
  await golden("report", { doing, asked, ...answers, calendar: await source.calendar() });
});

test("a report of which Google refuses parts", async () => {
  const { source, asked } = google("sessionKeyEventRate:paid", "totalUsers:thanks", "yearMonth");
  const questions = questionsOf(GOALS, PERIOD, { months: MONTHS });
  const { goals, quality } = await source.answer({ ...questions, previous: null });
  await golden("refused", { asked, goals, quality });
});

test("goals by each dimension", async () => {
  const { source } = google();
  const rows: unknown[] = [];
  for (const by of BREAKDOWNS) {
    const { goals } = await source.answer({ ...questionsOf(GOALS, PERIOD, { by }), previous: null });
    rows.push(...goals.map((goal) => ({ by, goal: goal.id, first: goal.by?.[0] })));
  }
  await golden("breakdowns", { rows });
});

const AT = { file: "goals.yaml", line: 1, column: 1 };
const text = (op: string, values: readonly string[], more: object = {}) =>
  ({ op, values, not: false, ignoreCase: false, at: AT, ...more }) as unknown as Comparison;
const number = (op: string, value: number, not = false) =>
  ({ op, value, not, at: AT }) as unknown as Comparison;
const present = (not: boolean): Comparison => ({ op: "present", not, at: AT });
const NAMED: readonly Field[] = [
  "host",
  "path",
  "url",
  "title",
  "referrer",
  "link url",
  "link text",
  "link id",
  "link classes",
  "file extension",
  "percent scrolled",
  "video url",
  "video title",
];
const PARAMETERS = [
  "content_id",
  "content_type",
  "file_extension",
  "file_name",
  "link_classes",
  "link_domain",
  "link_id",
  "link_text",
  "link_url",
  "method",
  "outbound",
  "page_location",
  "page_referrer",
  "page_title",
  "percent_scrolled",
  "search_term",
  "transaction_id",
  "video_provider",
  "video_title",
  "video_url",
  "visible",
  "plan",
];
const COMPARISONS: readonly Comparison[] = [
  text("equals", ["/ä b.c"]),
  text("one_of", ["a", "b"], { not: true }),
  text("begins_with", ["/a"], { ignoreCase: true }),
  text("ends_with", ["(b"]),
  text("contains", ["%"]),
  text("matches", ["^a+$"]),
  present(true),
  present(false),
  number("number_equals", 5),
  number("more_than", 1.5, true),
  number("at_least", 1),
  number("less_than", 2),
  number("at_most", 3),
];

test("how often goals would have counted", async () => {
  const { source, asked, doing } = google("customEvent:seats");
  const conditions: readonly Condition[] = [
    ...[...NAMED, ...PARAMETERS.map((parameter) => ({ parameter }))].map((field) => ({
      field,
      is: text("equals", ["x"]),
    })),
    ...["path" as const, { query: "q a" }, { parameter: "plan" }].flatMap((field) =>
      COMPARISONS.map((is) => ({ field, is })),
    ),
  ];
  const seen = [
    {
      events: [{ event: "page_view", conditions }],
      session: null,
      unknown: [],
      because: "",
      isPartial: false,
    },
    {
      events: [
        { event: "click", conditions: [] },
        { event: "file_download", conditions: [] },
      ],
      session: null,
      unknown: [],
      because: "",
      isPartial: false,
    },
    {
      events: [{ event: "lead", conditions: [{ field: { parameter: "seats" }, is: present(false) }] }],
      session: null,
      unknown: [],
      because: "",
      isPartial: false,
    },
  ];
  const matched = await source.match(seen, ["lead", "paid"], PERIOD);
  const frequent = await source.frequent(["page", "link", "event"], PERIOD);
  await golden("impact", { doing, asked, ...matched, frequent });
});
