/** Funnels of the sandbox: every figure is counted by hand from the visitors below. */
import { describe, expect, it } from "vitest";
import type { Switches } from "../../src/sandbox/sandbox.ts";
import { PROPERTY, send, start } from "./google.ts";

const NOW = Date.UTC(2026, 10, 27, 11);
const FIRST = Date.UTC(2026, 10, 20, 9);
const MINUTE = 60_000;

interface Event {
  readonly name: string;
  readonly parameters: { readonly [name: string]: string | number };
}

const page = (path: string): Event => ({
  name: "page_view",
  parameters: { page_location: `https://www.acme.example${path}` },
});
const event = (name: string, parameters: Event["parameters"] = {}): Event => ({ name, parameters });

/** A minute between two events; a number is a longer pause, in minutes. */
function visitor(client: string, day: number, events: readonly (Event | number)[], more: object = {}) {
  let at = FIRST + day * 24 * 60 * MINUTE;
  const placed = events.flatMap((one) => {
    if (typeof one === "number") at += one * MINUTE;
    else at += MINUTE;
    return typeof one === "number" ? [] : [{ ...one, at }];
  });
  return { client, events: placed, ...more };
}

const [cart, pay, thanks] = [
  page("/cart"),
  event("add_payment_info", { type: "card" }),
  event("purchase", { value: 5 }),
];

const VISITORS = [
  visitor("all", 0, [cart, pay, thanks]),
  visitor("slow", 0, [cart, 40, pay, thanks]),
  visitor("again", 1, [cart, 40, cart, pay]),
  visitor("no cart", 1, [pay, thanks], { device: "mobile" }),
  visitor("other way", 2, [pay, cart, page("/help")], { device: "mobile" }),
  visitor("looks", 2, [page("/help"), page("/")]),
];

const viewOf = (path: string) => ({
  funnelEventFilter: {
    eventName: "page_view",
    funnelParameterFilterExpression: {
      funnelParameterFilter: {
        eventParameterName: "page_location",
        stringFilter: { matchType: "PARTIAL_REGEXP", value: `${path}$` },
      },
    },
  },
});
const of = (eventName: string) => ({ funnelEventFilter: { eventName } });

const STEPS = [
  { name: "Cart", filterExpression: viewOf("/cart") },
  { name: "Payment", filterExpression: of("add_payment_info") },
  { name: "Thanks", filterExpression: of("purchase") },
];

const RANGE = [{ startDate: "2026-11-20", endDate: "2026-11-26" }];

interface Report {
  readonly dimensionHeaders: readonly { readonly name: string }[];
  readonly metricHeaders: readonly { readonly name: string }[];
  readonly rows?: readonly {
    readonly dimensionValues: readonly { readonly value: string }[];
    readonly metricValues: readonly { readonly value: string }[];
  }[];
}

async function open(switches: Partial<Switches> = {}) {
  const sandbox = await start({ clock: () => NOW, switches });
  const from = {
    device: "desktop",
    country: "Germany",
    source: "(direct)",
    medium: "(none)",
    campaign: "(direct)",
  };
  sandbox.receive(
    PROPERTY,
    VISITORS.map(({ client, events, ...more }) => ({ client, events, from: { ...from, ...more } })),
  );
  return sandbox;
}

async function ask(request: object, switches: Partial<Switches> = {}) {
  return send(await open(switches), "POST", `v1alpha/${PROPERTY}:runFunnelReport`, {
    body: { dateRanges: RANGE, ...request },
  });
}

async function funnel(request: object, switches: Partial<Switches> = {}) {
  const { status, body } = await ask(request, switches);
  expect(body).not.toHaveProperty("error");
  expect(status).toBe(200);
  return body as { readonly funnelTable: Report; readonly funnelVisualization: Report };
}

function rowsOf({ rows = [] }: Report): string[] {
  return rows.map(({ dimensionValues, metricValues }) =>
    [...dimensionValues, ...metricValues].map(({ value }) => value).join(" | "),
  );
}

const steps = (...changes: object[]) => ({
  steps: STEPS.map((step, index) => ({ ...step, ...changes[index] })),
});

describe("a funnel", () => {
  it("counts people who take the steps in their order, whatever lies between", async () => {
    const { funnelTable, funnelVisualization } = await funnel({ funnel: steps() });
    expect(funnelTable.metricHeaders.map(({ name }) => name)).toEqual([
      "activeUsers",
      "funnelStepCompletionRate",
      "funnelStepAbandonments",
      "funnelStepAbandonmentRate",
    ]);
    expect(rowsOf(funnelTable)).toEqual([
      "1. Cart | 4 | 0.75 | 1 | 0.25",
      `2. Payment | 3 | ${2 / 3} | 1 | ${1 / 3}`,
      "3. Thanks | 2 | 1 | 0 | 0",
    ]);
    expect(rowsOf(funnelVisualization)).toEqual(["1. Cart | 4", "2. Payment | 3", "3. Thanks | 2"]);
  });

  it("keeps to the time between two steps, counted from the latest step before", async () => {
    const within = { withinDurationFromPriorStep: "1800s" };
    const { funnelTable } = await funnel({ funnel: steps({}, within, within) });
    // "slow" took 40 minutes; "again" was in the cart a second time, one minute before.
    expect(rowsOf(funnelTable).map((row) => row.split(" | ").slice(0, 2).join(" "))).toEqual([
      "1. Cart 4",
      "2. Payment 2",
      "3. Thanks 1",
    ]);
  });

  it("lets people in at any step when it is open", async () => {
    const { funnelTable } = await funnel({ funnel: { ...steps(), isOpenFunnel: true } });
    expect(rowsOf(funnelTable)).toEqual([
      "1. Cart | 4 | 0.75 | 1 | 0.25",
      "2. Payment | 5 | 0.6 | 2 | 0.4",
      "3. Thanks | 3 | 1 | 0 | 0",
    ]);
  });

  it("can ask that nothing comes between, and takes fields and combinations", async () => {
    const paths = (value: string) => ({
      funnelFieldFilter: { fieldName: "unifiedPagePathScreen", stringFilter: { matchType: "EXACT", value } },
    });
    const direct = {
      steps: [
        {
          name: "Any page",
          filterExpression: { orGroup: { expressions: [paths("/cart"), paths("/help")] } },
        },
        {
          name: "Home",
          isDirectlyFollowedBy: true,
          filterExpression: { andGroup: { expressions: [paths("/"), of("page_view")] } },
        },
      ],
    };
    expect(rowsOf((await funnel({ funnel: direct })).funnelTable)).toEqual([
      "1. Any page | 5 | 0.2 | 4 | 0.8",
      "2. Home | 1 | 1 | 0 | 0",
    ]);
    const notDirect = { steps: [STEPS[0], { ...STEPS[2], isDirectlyFollowedBy: true }] };
    expect(rowsOf((await funnel({ funnel: notDirect })).funnelTable)).toEqual(["1. Cart | 4 | 0 | 4 | 1"]);
  });

  it("is broken down, with the total first", async () => {
    const funnelBreakdown = { breakdownDimension: { name: "deviceCategory" } };
    const { funnelTable } = await funnel({ funnel: steps(), funnelBreakdown });
    expect(funnelTable.dimensionHeaders).toEqual([{ name: "funnelStepName" }, { name: "deviceCategory" }]);
    expect(rowsOf(funnelTable).map((row) => row.split(" | ").slice(0, 3).join(" "))).toEqual([
      "1. Cart RESERVED_TOTAL 4",
      "1. Cart desktop 3",
      "1. Cart mobile 1",
      "2. Payment RESERVED_TOTAL 3",
      "2. Payment desktop 3",
      "3. Thanks RESERVED_TOTAL 2",
      "3. Thanks desktop 2",
    ]);
  });

  it("shows what people did next, and each day, beside the table", async () => {
    const next = await funnel({
      funnel: steps(),
      funnelNextAction: { nextActionDimension: { name: "eventName" } },
    });
    expect(rowsOf(next.funnelVisualization)).toEqual([
      "1. Cart | RESERVED_TOTAL | 4",
      "1. Cart | page_view | 2",
      "2. Payment | RESERVED_TOTAL | 3",
      "3. Thanks | RESERVED_TOTAL | 2",
    ]);
    const trend = await funnel({ funnel: steps(), funnelVisualizationType: "TRENDED_FUNNEL" });
    expect(rowsOf(trend.funnelVisualization)).toEqual([
      "1. Cart | 20261120 | 2",
      "1. Cart | 20261121 | 1",
      "1. Cart | 20261122 | 1",
      "2. Payment | 20261120 | 2",
      "2. Payment | 20261121 | 1",
      "3. Thanks | 20261120 | 2",
    ]);
  });

  it("reads only what passes its own filter, and several periods", async () => {
    const dimensionFilter = { filter: { fieldName: "deviceCategory", stringFilter: { value: "mobile" } } };
    expect(rowsOf((await funnel({ funnel: steps(), dimensionFilter })).funnelTable)).toEqual([
      "1. Cart | 1 | 0 | 1 | 1",
    ]);
    const dateRanges = [
      { startDate: "2026-11-20", endDate: "2026-11-20", name: "first" },
      { startDate: "2026-11-21", endDate: "2026-11-26", name: "rest" },
    ];
    const { funnelVisualization } = await funnel({ funnel: steps(), dateRanges });
    expect(rowsOf(funnelVisualization)).toEqual([
      "1. Cart | first | 2",
      "1. Cart | rest | 2",
      "2. Payment | first | 2",
      "2. Payment | rest | 1",
      "3. Thanks | first | 2",
    ]);
  });

  it.each<[string, object, RegExp]>([
    ["no steps", { funnel: {} }, /no steps/],
    ["eleven steps", { funnel: { steps: Array(11).fill(STEPS[1]) } }, /limited to 10 steps/],
    ["a step without a filter", { funnel: { steps: [{ name: "?" }] } }, /filter_expression/],
    [
      "a field of reports",
      {
        funnel: {
          steps: [
            {
              name: "A",
              filterExpression: {
                funnelFieldFilter: { fieldName: "pagePath", stringFilter: { value: "/" } },
              },
            },
          ],
        },
      },
      /^Field pagePath is not a valid dimension/,
    ],
    [
      "a parameter without a comparison",
      {
        funnel: {
          steps: [
            {
              filterExpression: {
                funnelEventFilter: {
                  eventName: "a",
                  funnelParameterFilterExpression: { funnelParameterFilter: { eventParameterName: "b" } },
                },
              },
            },
          ],
        },
      },
      /Missing filter/,
    ],
    ["an unknown key", { funnel: { steps: [], isOpen: true } }, /Unknown name "isOpen" at 'funnel'/],
  ])("is refused with %s", async (_, request, message) => {
    const { status, body } = await ask(request);
    expect(status).toBe(400);
    expect((body as { error: { message: string } }).error.message).toMatch(message);
  });

  it("does under its switches what hurts", async () => {
    const never = { ...steps(), steps: [...STEPS, { name: "Never", filterExpression: of("never") }] };
    expect(rowsOf((await funnel({ funnel: never })).funnelTable)).toHaveLength(3);
    const shown = await funnel({ funnel: never }, { funnelEmptySteps: "shown" });
    expect(rowsOf(shown.funnelTable)[3]).toBe("4. Never | 0 | 0 | 0 | 0");
    const twice = await funnel({ funnel: steps() }, { funnelHeaders: "twice" });
    expect(twice.funnelTable.metricHeaders).toHaveLength(8);
    const twenty = { funnel: { steps: Array(20).fill(STEPS[1]) } };
    expect((await ask(twenty, { funnelMaxSteps: 20 })).status).toBe(200);
    expect((await ask(twenty, { funnelMaxSteps: null })).status).toBe(200);
    const sampled = await funnel({ funnel: steps() }, { sampledPercent: 60 });
    expect(sampled.funnelTable).toHaveProperty("metadata.samplingMetadatas");
  });

  it("has a quota of its own", async () => {
    const sandbox = await open();
    const body = { dateRanges: RANGE, funnel: steps(), returnPropertyQuota: true };
    await send(sandbox, "POST", `v1beta/${PROPERTY}:runReport`, {
      body: { dateRanges: RANGE, metrics: [{ name: "sessions" }] },
    });
    expect((await send(sandbox, "POST", `v1alpha/${PROPERTY}:runFunnelReport`, { body })).body).toMatchObject(
      {
        kind: "analyticsData#runFunnelReport",
        propertyQuota: { tokensPerHour: { consumed: 1 } },
      },
    );
  });
});
