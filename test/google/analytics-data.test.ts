/** Figures of the Data API: what is asked, and what is made of every kind of answer. */
import nock from "nock";
import { expect, test } from "vitest";
import type { GoalQuestion, Questions } from "../../src/figures/question.ts";
import type { Answers, GoalAnswer } from "../../src/figures/source.ts";
import { ofParameter } from "../../src/google/analytics-data/recorded-filter.ts";
import { openReporting } from "../../src/google/open-reporting.ts";
import { errorBody, playGoogle, ROOT, refusalOf, stoppedClock } from "./nocked.ts";

playGoogle();

const BATCH = "/v1beta/properties/1:batchRunReports";
const FUNNEL = "/v1alpha/properties/1:runFunnelReport";
const TODAY = Date.UTC(2026, 10, 28, 12);

function goal(id: string, more: Partial<GoalQuestion> = {}): GoalQuestion {
  const common = {
    role: null,
    stage: null,
    owner: null,
    leadsTo: [],
    value: null,
    marksOnly: false,
    parameters: [],
  };
  return { id, name: id, event: id, isKeyEvent: true, counting: null, clickedOn: null, ...common, ...more };
}

function questions(goals: readonly GoalQuestion[], more: Partial<Questions> = {}): Questions {
  return {
    period: { from: "2026-11-03", to: "2026-11-04" },
    previous: { from: "2026-11-01", to: "2026-11-02" },
    history: { from: "2026-11-01", to: "2026-11-04" },
    months: null,
    by: null,
    goals,
    funnels: [],
    leads: [],
    experiments: [],
    ...more,
  };
}

interface Asked {
  readonly dimensions?: readonly { readonly name: string }[];
  readonly metrics: readonly { readonly name: string }[];
  readonly dateRanges: readonly {
    readonly name: string;
    readonly startDate: string;
    readonly endDate: string;
  }[];
  readonly [field: string]: unknown;
}

type Cells = Readonly<Record<string, string | number>>;

/** A report of rows that name their columns; two ranges add their column. */
function table(
  { dimensions = [], metrics, dateRanges }: Asked,
  rows: readonly Cells[],
  metadata: object = {},
) {
  const names = [...dimensions.map(({ name }) => name), ...(dateRanges.length > 1 ? ["dateRange"] : [])];
  return {
    ...(names.length === 0 ? {} : { dimensionHeaders: names.map((name) => ({ name })) }),
    metricHeaders: metrics.map(({ name }) => ({ name, type: "TYPE_FLOAT" })),
    ...(rows.length === 0
      ? {}
      : {
          rows: rows.map((row) => ({
            dimensionValues: names.map((name) => ({ value: String(row[name] ?? "") })),
            metricValues: metrics.map(({ name }) => ({ value: String(row[name] ?? 0) })),
          })),
          rowCount: rows.length,
        }),
    metadata: { currencyCode: "EUR", timeZone: "Europe/Berlin", ...metadata },
    kind: "analyticsData#runReport",
  };
}

interface Played {
  readonly keyEvents?: readonly object[];
  /** The rows that answer a report. */
  readonly rows?: (asked: Asked) => readonly Cells[];
  readonly metadata?: object;
}

/** Plays a property; the requests of its batches are added to the list that is returned. */
function property({ keyEvents = [], rows = () => [], metadata }: Played): Asked[][] {
  const batches: Asked[][] = [];
  nock(ROOT)
    .get("/v1beta/properties/1")
    .reply(200, { name: "properties/1", timeZone: "Europe/Berlin", currencyCode: "EUR" });
  nock(ROOT).get("/v1beta/properties/1/keyEvents").query(true).reply(200, { keyEvents });
  nock(ROOT)
    .persist()
    .post(BATCH)
    .reply(200, (_, body) => {
      const { requests } = body as { requests: Asked[] };
      batches.push(requests);
      return { reports: requests.map((one) => table(one, rows(one), metadata)), kind: "x" };
    });
  return batches;
}

function keyEvent(eventName: string, more: object = {}) {
  return { name: `properties/1/keyEvents/${eventName}`, eventName, deletable: true, custom: true, ...more };
}

function source() {
  const clock = stoppedClock();
  const connection = { to: "endpoint", root: ROOT, accessToken: "t" } as const;
  const names = { property: "1", container: { account: "1", container: "2" } };
  const nothing = () => {};
  const options = { onWait: nothing, progress: nothing, today: () => TODAY, timing: clock.timing };
  return openReporting(names, connection, options).source;
}

const isNamed = (asked: Asked, ...metrics: string[]) =>
  metrics.every((metric) => asked.metrics.some(({ name }) => name === metric));

async function only(asked: Questions): Promise<GoalAnswer> {
  return (await source().answer(asked)).goals[0]!;
}

test("days are the property's, and the last one that is over is not settled", async () => {
  property({});
  nock.cleanAll();
  nock(ROOT).get("/v1beta/properties/1").reply(200, { name: "properties/1", timeZone: "Pacific/Auckland" });
  nock(ROOT).get("/v1beta/properties/1/keyEvents").query(true).reply(200, {});
  expect(await source().calendar()).toEqual({
    timeZone: "Pacific/Auckland",
    first: null,
    settled: "2026-11-27",
    last: "2026-11-28",
  });
});

test("one batch of five and one of five more answer 30 goals", async () => {
  const goals = Array.from({ length: 30 }, (_, index) => goal(`goal_${index}`));
  const batches = property({ keyEvents: goals.map(({ id }) => keyEvent(id)) });
  await source().answer(questions(goals));
  expect(batches.map((batch) => batch.length)).toEqual([5, 5]);
  const all = batches.flat();
  expect(all.every(({ metrics }) => metrics.length <= 10)).toBe(true);
  // People and events are asked apart from each other (googleanalytics/ga-dev-tools#1800).
  for (const one of all) expect(isNamed(one, "totalUsers") && isNamed(one, "eventCount")).toBe(false);
  expect(all[0]).toMatchObject({
    dateRanges: [
      { startDate: "2026-11-03", endDate: "2026-11-04", name: "current" },
      { startDate: "2026-11-01", endDate: "2026-11-02", name: "previous" },
    ],
    dimensionFilter: { filter: { fieldName: "eventName", inListFilter: { caseSensitive: true } } },
  });
  // Denominators without the filter.
  expect(all.find((one) => isNamed(one, "engagedSessions"))).not.toHaveProperty("dimensionFilter");
  nock.cleanAll();
});

test("months, a breakdown and the views of clicks are not more than a third batch", async () => {
  const page = { path: [], url: [], fragment: [], query: [], title: [], referrer: [] };
  const host = [
    {
      op: "equals",
      values: ["x"],
      not: false,
      ignoreCase: false,
      at: { file: "f", offset: 0, line: 1, column: 1 },
    },
  ] as const;
  const goals = Array.from({ length: 30 }, (_, index) =>
    goal(`goal_${index}`, { clickedOn: { ...page, host } }),
  );
  const batches = property({ keyEvents: goals.map(({ id }) => keyEvent(id)) });
  const months = { from: "2025-11-01", to: "2026-11-04" };
  await source().answer(questions(goals, { months, by: "device" }));
  expect(batches.map((batch) => batch.length)).toEqual([5, 5, 4]);
  nock.cleanAll();
});

test("every figure comes from its own report, and rows that are missing are 0", async () => {
  property({
    keyEvents: [keyEvent("sign_up")],
    rows: (asked) => {
      if (isNamed(asked, "eventValue"))
        return [
          { eventName: "sign_up", dateRange: "current", eventCount: 30, keyEvents: 20, eventValue: 12.5 },
          { eventName: "other", dateRange: "current", eventCount: 9, keyEvents: 9 },
        ];
      if (isNamed(asked, "sessionKeyEventRate:sign_up"))
        return [{ dateRange: "current", "sessionKeyEventRate:sign_up": 0.02 }];
      if (isNamed(asked, "engagedSessions"))
        return [
          { dateRange: "current", sessions: 1000, engagedSessions: 600, averageSessionDuration: 90.5 },
          { dateRange: "previous", sessions: 800 },
        ];
      if (isNamed(asked, "totalUsers", "activeUsers")) return [{ dateRange: "current", totalUsers: 700 }];
      if (isNamed(asked, "totalUsers"))
        return [{ eventName: "sign_up", dateRange: "current", totalUsers: 19 }];
      if (asked.dimensions?.[0]?.name === "date" && isNamed(asked, "eventCount"))
        return [{ date: "20261103", eventName: "sign_up", keyEvents: 20, eventCount: 30 }];
      return [];
    },
  });
  const { goals, traffic } = await source().answer(questions([goal("sign_up")]));
  expect(goals[0]).toMatchObject({
    current: {
      keyEvents: { value: 20, quality: [] },
      events: { value: 30 },
      sessions: { value: 20, quality: ["approximate"] },
      users: { value: 19, quality: ["approximate"] },
      value: { value: 12.5 },
    },
    previous: { keyEvents: { value: 0 }, sessions: { value: 0 }, users: { value: 0 } },
    perDay: [
      { date: "2026-11-01", keyEvents: 0, events: 0 },
      { date: "2026-11-02", keyEvents: 0, events: 0 },
      { date: "2026-11-03", keyEvents: 20, events: 30 },
      { date: "2026-11-04", keyEvents: 0, events: 0 },
    ],
  });
  expect(traffic.current).toMatchObject({
    sessions: { value: 1000 },
    secondsPerSession: { value: 90.5 },
    microWithoutMacro: { is: "not measurable" },
  });
  expect(traffic.previous).toMatchObject({ sessions: { value: 800 } });
  nock.cleanAll();
});

test("a key event that the property does not know has no count, and never 0", async () => {
  property({ rows: (asked) => (isNamed(asked, "eventValue") ? [{ eventName: "new", eventCount: 7 }] : []) });
  const answer = await only(questions([goal("new")], { previous: null }));
  expect(answer.current.keyEvents).toMatchObject({
    is: "not measurable",
    why: expect.stringContaining("Apply"),
  });
  expect(answer.current.events).toMatchObject({ value: 7 });
  nock.cleanAll();
});

test("counts begin when an event became a key event, and the report says so where it matters", async () => {
  const played = (keyEvents: number) => {
    property({
      keyEvents: [keyEvent("sign_up", { createTime: "2026-11-03T23:30:00Z" })],
      rows: (asked) =>
        asked.dimensions?.[0]?.name === "date" && isNamed(asked, "eventCount")
          ? [{ date: "20261102", eventName: "sign_up", keyEvents, eventCount: 5 }]
          : [],
    });
    return source().answer(questions([goal("sign_up")]));
  };
  expect((await played(0)).quality).toContainEqual({
    code: "no-key-event",
    // Half past midnight in Berlin.
    message: "sign_up: sign_up has been a key event since 2026-11-04, and earlier events do not count.",
    about: { goal: "sign_up" },
  });
  nock.cleanAll();
  expect((await played(5)).quality.map(({ code }) => code)).not.toContain("no-key-event");
  nock.cleanAll();
});

test.each([
  [{ subjectToThresholding: true }, "thresholded"],
  [{ dataLossFromOtherRow: true }, "other-row"],
  [{ samplingMetadatas: [{ samplesReadCount: "5", samplingSpaceSize: "20" }] }, "sampled"],
  [{ dataTruncationReasons: [{ dataTruncationMessage: "Retention." }] }, "truncated"],
  [{ schemaRestrictionResponse: { activeMetricRestrictions: [{ metricName: "eventValue" }] } }, "restricted"],
])("metadata %j is the quality %s", async (metadata, code) => {
  property({ keyEvents: [keyEvent("sign_up")], metadata });
  const { quality, goals } = await source().answer(questions([goal("sign_up")]));
  expect(quality.filter((one) => one.code === code)).toHaveLength(1);
  const { value } = goals[0]!.current;
  // Without a row, nobody knows what Google has left out.
  const isUnknown = ["restricted", "thresholded", "other-row"].includes(code);
  if (isUnknown) expect(value.is).toBe("not measurable");
  else expect(value).toMatchObject({ quality: [code] });
  nock.cleanAll();
});

test("a rate that Google does not know yet takes nothing else with it", async () => {
  const fresh = "sessionKeyEventRate:fresh";
  nock(ROOT)
    .post(BATCH, (body) => JSON.stringify(body).includes(fresh))
    .reply(400, errorBody(400, `Field ${fresh} is not a valid metric. For a list of …`, "INVALID_ARGUMENT"));
  property({
    keyEvents: [keyEvent("fresh"), keyEvent("old")],
    rows: (asked) => {
      if (isNamed(asked, "sessionKeyEventRate:old"))
        return [{ dateRange: "current", "sessionKeyEventRate:old": 0.1 }];
      if (isNamed(asked, "engagedSessions")) return [{ dateRange: "current", sessions: 50 }];
      const isSessions = isNamed(asked, "sessions") && asked.dimensions?.[0]?.name === "eventName";
      return isSessions ? [{ eventName: "fresh", dateRange: "current", sessions: 3 }] : [];
    },
  });
  const { goals, quality } = await source().answer(questions([goal("fresh"), goal("old")]));
  expect(goals[0]!.current.sessions).toMatchObject({ value: 3, quality: ["approximate", "estimate"] });
  expect(goals[1]!.current.sessions).toMatchObject({ value: 5, quality: ["approximate"] });
  expect(quality.map(({ code }) => code)).toContain("not-measurable");
  nock.cleanAll();
});

test("another refusal is one of the whole report", async () => {
  nock(ROOT)
    .post(BATCH)
    .reply(
      403,
      errorBody(403, "User does not have sufficient permissions for this property.", "PERMISSION_DENIED"),
    );
  property({});
  expect(await refusalOf(source().answer(questions([goal("a")])))).toMatchObject({ code: "forbidden" });
  nock.cleanAll();
});

test("key events that no goal names: counted ones, and ones that count nothing", async () => {
  property({
    keyEvents: [keyEvent("a"), keyEvent("forgotten"), keyEvent("purchase", { deletable: false })],
    rows: (asked) =>
      asked["metricFilter"] === undefined
        ? []
        : [
            { date: "20261103", eventName: "stray", keyEvents: 4 },
            { date: "20261104", eventName: "stray", keyEvents: 1 },
          ],
  });
  const { otherKeyEvents } = await source().answer(questions([goal("a")]));
  expect(otherKeyEvents).toEqual([
    { event: "stray", keyEvents: 5, last: "2026-11-04" },
    { event: "forgotten", keyEvents: 0, last: null },
  ]);
  nock.cleanAll();
});

const CHECKOUT = {
  id: "checkout",
  name: "Checkout",
  open: false,
  within: 1800,
  steps: [
    { name: "Cart", event: "cart", goal: null },
    { name: "Payment", event: "payment", goal: null },
    { name: "Purchase", event: "purchase", goal: "purchase" },
  ],
};

async function funnelsOf(reply: object, more: Partial<Questions> = {}): Promise<Answers> {
  nock(ROOT).post(FUNNEL).reply(200, reply);
  property({});
  const answers = await source().answer(questions([], { funnels: [CHECKOUT], ...more }));
  nock.cleanAll();
  return answers;
}

/** As public answers have it: headers twice, rows shorter than they are, a total, a step that nobody reached left out. */
const FUNNEL_ANSWER = {
  funnelTable: {
    dimensionHeaders: [{ name: "funnelStepName" }],
    metricHeaders: [{ name: "activeUsers" }, { name: "funnelStepCompletionRate" }, { name: "activeUsers" }],
    rows: [
      { dimensionValues: [{ value: "2. Payment" }], metricValues: [{ value: "40" }] },
      { dimensionValues: [{ value: "1. Cart" }], metricValues: [{ value: "100" }, { value: "0.4" }] },
    ],
  },
  funnelVisualization: {
    dimensionHeaders: [{ name: "funnelStepName" }, { name: "funnelStepNextAction" }],
    metricHeaders: [{ name: "activeUsers" }],
    rows: [
      { dimensionValues: [{ value: "1. Cart" }, { value: "page_view" }], metricValues: [{ value: "30" }] },
      { dimensionValues: [{ value: "1. Cart" }, { value: "scroll" }], metricValues: [{ value: "31" }] },
    ],
  },
};

test("steps of funnels are found by their number", async () => {
  const { funnels } = await funnelsOf(FUNNEL_ANSWER);
  expect(funnels).toEqual([
    {
      id: "checkout",
      unit: "user",
      nextOf: "all",
      steps: [
        {
          count: 100,
          medianSeconds: null,
          next: [
            { event: "scroll", count: 31 },
            { event: "page_view", count: 30 },
          ],
        },
        { count: 40, medianSeconds: null, next: null },
        { count: 0, medianSeconds: null, next: null },
      ],
    },
  ]);
});

test("the time between two steps is asked of Google", async () => {
  let asked: unknown;
  nock(ROOT)
    .post(FUNNEL, (body) => {
      asked = body;
      return true;
    })
    .reply(200, FUNNEL_ANSWER);
  property({});
  await source().answer(questions([], { funnels: [CHECKOUT] }));
  expect(asked).toMatchObject({
    dateRanges: [{ startDate: "2026-11-03", endDate: "2026-11-04" }],
    funnel: {
      isOpenFunnel: false,
      steps: [
        { name: "Cart", filterExpression: { funnelEventFilter: { eventName: "cart" } } },
        { name: "Payment", withinDurationFromPriorStep: "1800s" },
        { name: "Purchase", withinDurationFromPriorStep: "1800s" },
      ],
    },
  });
  nock.cleanAll();
});

test("a funnel of eleven steps is not asked, and says what to do", async () => {
  const steps = Array.from({ length: 11 }, (_, index) => ({
    name: `${index}`,
    event: `e${index}`,
    goal: null,
  }));
  property({});
  const { funnels } = await source().answer(questions([], { funnels: [{ ...CHECKOUT, steps }] }));
  expect(funnels[0]!.steps).toMatchObject({ why: expect.stringContaining("--events") });
  nock.cleanAll();
});

test("a pair of goals is a funnel of two, with everybody else as its base", async () => {
  nock(ROOT).post(FUNNEL).reply(200, FUNNEL_ANSWER);
  property({
    rows: (asked) => {
      if (isNamed(asked, "activeUsers")) return [{ dateRange: "current", totalUsers: 1000 }];
      return isNamed(asked, "totalUsers") ? [{ eventName: "buy", dateRange: "current", totalUsers: 58 }] : [];
    },
  });
  const lead = { micro: "cart", microEvent: "cart", macro: "buy", macroEvent: "buy" };
  const { leads } = await source().answer(questions([goal("cart"), goal("buy")], { leads: [lead] }));
  expect(leads[0]!.counts).toEqual({
    with: 100,
    converted: 40,
    without: 900,
    convertedWithout: 18,
    isWithoutEstimated: true,
  });
  nock.cleanAll();
});

test.each(["constructor", "toString", "__proto__"])("the parameter %s is one that the site sends", (name) => {
  expect(ofParameter(name)).toBe(`customEvent:${name}`);
});
