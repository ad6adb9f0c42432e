/**
 * A crowd visits what was applied, and the Data API must agree with what the crowd says about itself: its plan is added up here,
 * and nothing of the sandbox or the engine takes part in that.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { measuredAt } from "../../src/app/test.ts";
import { sandboxSeed } from "../../src/machine/sandbox-seed.ts";
import { type Crowd, type CrowdPlan, type CrowdVisit, crowdOf } from "../../src/visits/crowd/crowd.ts";
import { VISITORS } from "../../src/visits/visitors.ts";
import { goalSet, HEAD, openShop, PROPERTY } from "../support/shop.ts";
import { send } from "./google.ts";

/** Nothing here counts by accident: no pages per session, no duration. */
const GOALS = `${HEAD}
goals:
  purchase: { type: event, on: { ga4_event: purchase }, counting: once_per_event, role: macro }
  newsletter: { type: destination, page: /newsletter/thanks, role: micro, kind: milestone, leads_to: purchase, value: 5 }
  call: { type: event, on: { link: { url: { begins_with: "tel:" } } }, role: micro, kind: secondary }
  account: { type: event, event: sign_up, on: { data_layer: registered }, where: { plan: { not: free } }, role: micro }
  brochure: { type: event, on: { download: true }, event: brochure_read }
funnels:
  checkout:
    within: 30m
    steps:
      - { id: cart, page: /cart }
      - { id: payment, on: { data_layer: add_payment_info } }
      - goal: purchase
`;

const FIRST = Date.UTC(2026, 9, 26);
const DAY = 24 * 60 * 60_000;
const PLAN: CrowdPlan = {
  visits: 3000,
  days: 28,
  from: FIRST,
  seed: 7,
  change: { day: 15, factor: 2 },
  lift: 1.5,
};
const LAST = "2026-11-22";

const MEASURED = measuredAt(goalSet(GOALS), "goals.yaml", undefined, { env: {} });

const dayOf = ({ at }: CrowdVisit) => new Date(at).toISOString().slice(0, 10).replaceAll("-", "");
const seen = ({ visits }: Crowd) => visits.filter(({ consents }) => consents);
const reached = (visits: readonly CrowdVisit[], goal: string) =>
  visits.filter(({ goals }) => goals.includes(goal));
const people = (visits: readonly CrowdVisit[]) => new Set(visits.map(({ client }) => client)).size;

const EVENTS: readonly (readonly [goal: string, event: string])[] = [
  ["purchase", "purchase"],
  ["newsletter", "newsletter"],
  ["call", "call"],
  ["account", "sign_up"],
  ["brochure", "brochure_read"],
];

describe("a crowd", () => {
  const crowd = crowdOf(MEASURED, PLAN);
  let shop: Awaited<ReturnType<typeof openShop>>;
  let seconds = 0;

  beforeAll(async () => {
    shop = await openShop({
      containerExport: sandboxSeed(goalSet(GOALS), {}).containers[0]!.export,
      start: { visitors: VISITORS, startTime: Date.UTC(2026, 10, 27) },
    });
    await shop.apply(GOALS);
    const before = process.cpuUsage();
    shop.sandbox.visit({ property: PROPERTY, visits: crowd.visits });
    const { user, system } = process.cpuUsage(before);
    seconds = (user + system) / 1e6;
    return () => shop.close();
  });

  async function rows(dimensions: string[], metrics: string[], more: object = {}) {
    const { body } = await send(shop.sandbox, "POST", `v1beta/properties/${PROPERTY}:runReport`, {
      body: {
        dateRanges: [{ startDate: "2026-10-26", endDate: LAST }],
        dimensions: dimensions.map((name) => ({ name })),
        metrics: metrics.map((name) => ({ name })),
        orderBys: dimensions.map((dimensionName) => ({ dimension: { dimensionName } })),
        limit: "100000",
        ...more,
      },
    });
    const { rows: found = [] } = body as {
      rows?: { dimensionValues?: { value: string }[]; metricValues: { value: string }[] }[];
    };
    return found.map(({ dimensionValues = [], metricValues }) => [
      ...dimensionValues.map(({ value }) => value),
      ...metricValues.map(({ value }) => Number(value)),
    ]);
  }

  it("reaches every goal, walks the funnel with losses, comes on every day, and comes back", () => {
    expect(crowd.unknown).toEqual([]);
    expect(crowd.visits).toHaveLength(PLAN.visits);
    expect(new Set(crowd.visits.map(dayOf)).size).toBe(PLAN.days);
    for (const [goal] of EVENTS) expect(reached(seen(crowd), goal).length).toBeGreaterThan(50);
    const walks = [1, 2, 3].map(
      (steps) => crowd.visits.filter(({ walk }) => (walk?.steps ?? 0) >= steps).length,
    );
    expect(walks[0]).toBeGreaterThan(walks[1]!);
    expect(walks[1]).toBeGreaterThan(walks[2]!);
    expect(walks[2]).toBeGreaterThan(80);
    expect(people(crowd.visits)).toBeLessThan(crowd.visits.length * 0.9);
    expect(crowd.visits.length - seen(crowd).length).toBeGreaterThan(50);
  });

  it("is the same for the same seed, and another one for another", () => {
    const again = crowdOf(MEASURED, PLAN);
    expect(again).toEqual(crowd);
    expect(crowdOf(MEASURED, { ...PLAN, seed: 8 }).visits[0]).not.toEqual(crowd.visits[0]);
  });

  it("counts as it says, goal by goal and day by day", async () => {
    const expected = EVENTS.map(([goal, event]) => [event, reached(seen(crowd), goal).length]).sort();
    const filter = {
      dimensionFilter: { filter: { fieldName: "isKeyEvent", stringFilter: { value: "true" } } },
    };
    expect(await rows(["eventName"], ["keyEvents"], filter)).toEqual(expected);
    const days = [...new Set(seen(crowd).map(dayOf))].sort();
    const newsletter = days.map((day) => [
      day,
      reached(seen(crowd), "newsletter").filter((one) => dayOf(one) === day).length,
    ]);
    const byDay = await rows(["date"], ["keyEvents:newsletter"], { keepEmptyRows: true });
    expect(byDay).toEqual(newsletter);
  });

  it("is as many people and sessions, from where it says, with the rates that follow", async () => {
    const visits = seen(crowd);
    const buyers = reached(visits, "purchase");
    expect(await rows([], ["sessions", "totalUsers", "activeUsers"])).toEqual([
      [visits.length, people(visits), people(visits)],
    ]);
    const [[rate, userRate]] = (await rows(
      [],
      ["sessionKeyEventRate:purchase", "userKeyEventRate:purchase"],
    )) as [[number, number]];
    expect(rate).toBeCloseTo(buyers.length / visits.length, 12);
    expect(userRate).toBeCloseTo(people(buyers) / people(visits), 12);
    const devices = ["desktop", "mobile", "tablet"].map((device) => [
      device,
      visits.filter(({ from }) => from.device === device).length,
    ]);
    expect(await rows(["deviceCategory"], ["sessions"])).toEqual(devices);
    const [value] = await rows([], ["eventValue"], {
      dimensionFilter: { filter: { fieldName: "eventName", stringFilter: { value: "newsletter" } } },
    });
    expect(value).toEqual([reached(visits, "newsletter").length * 5]);
  });

  async function funnel(): Promise<number[]> {
    const step = (name: string, eventName: string, within?: string) => ({
      name,
      filterExpression: { funnelEventFilter: { eventName } },
      ...(within !== undefined && { withinDurationFromPriorStep: within }),
    });
    const steps = [
      step("Cart", "checkout_cart"),
      step("Payment", "checkout_payment", "1800s"),
      step("Purchase", "purchase", "1800s"),
    ];
    const { body } = await send(shop.sandbox, "POST", `v1alpha/properties/${PROPERTY}:runFunnelReport`, {
      body: { dateRanges: [{ startDate: "2026-10-26", endDate: LAST }], funnel: { steps } },
    });
    const { funnelTable } = body as { funnelTable: { rows: { metricValues: { value: string }[] }[] } };
    return funnelTable.rows.map(({ metricValues }) => Number(metricValues[0]!.value));
  }

  it("walks the funnel as it says", async () => {
    const walked = (depth: number) => seen(crowd).filter(({ walk }) => (walk?.steps ?? 0) >= depth);
    expect(await funnel()).toEqual([1, 2, 3].map((depth) => people(walked(depth))));
  });

  it("has two variants of about the same size, of which one does better, and a day on which things change", async () => {
    const visits = seen(crowd);
    const of = (variant: string) => visits.filter((one) => one.variant === variant);
    const share = of("a").length / visits.length;
    expect(Math.abs(share - 0.5)).toBeLessThan(0.05);
    const rate = (some: readonly CrowdVisit[]) => reached(some, "newsletter").length / some.length;
    expect(rate(of("b")) / rate(of("a"))).toBeGreaterThan(1.15);
    const isAfter = ({ at }: CrowdVisit) => at >= FIRST + 14 * DAY;
    expect(rate(visits.filter(isAfter)) / rate(visits.filter((one) => !isAfter(one)))).toBeGreaterThan(1.4);
    const landing = await rows(["landingPagePlusQueryString"], ["sessions"]);
    expect(landing).toEqual(["a", "b"].map((variant) => [`/?variant=${variant}`, of(variant).length]));
  });

  it("gives the same figures by its event export, counted by DuckDB", async () => {
    const folder = mkdtempSync(join(tmpdir(), "goalform-"));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const file = join(folder, "events.ndjson");
    const exported = await fetch(`${shop.sandbox.url}/sandbox/events?property=${PROPERTY}`);
    expect(exported.headers.get("content-type")).toBe("application/x-ndjson; charset=UTF-8");
    writeFileSync(file, await exported.text());
    const { DuckDBInstance } = await import("@duckdb/node-api");
    const connection = await (await DuckDBInstance.create()).connect();
    const ask = async (sql: string) =>
      (await connection.runAndReadAll(sql))
        .getRowsJS()
        .map((row) => row.map((value) => (typeof value === "bigint" ? Number(value) : value)));
    await connection.run(`create table events as select user_pseudo_id as person, event_name as name, event_date as day,
      event_timestamp::bigint as ts, batch_event_index::bigint as place,
      list_filter(event_params, lambda p: p.key = 'ga_session_id')[1].value.int_value as session
      from read_json('${file}', format = 'newline_delimited') where privacy_info.analytics_storage = 'Yes'`);
    const reported = await rows([], ["eventCount", "sessions", "totalUsers"]);
    expect(
      await ask("select count(*), count(distinct (person, session)), count(distinct person) from events"),
    ).toEqual(reported);
    const byDay = await ask(
      "select day, count(distinct (person, session)) from events where name = 'newsletter' group by day order by day",
    );
    expect(byDay).toEqual(await rows(["date"], ["keyEvents:newsletter"]));
    // A step counts within half an hour of the latest completion of the step before (one window for each step).
    const completed = ["checkout_cart", "checkout_payment", "purchase"].reduce(
      (before, name, index) =>
        `select *, case when name = '${name}' ${index === 0 ? "" : `and ts - max(c${index}) over (partition by person order by ts, place rows between unbounded preceding and 1 preceding) <= 1800000000`} then ts end as c${index + 1} from (${before})`,
      "select * from events",
    );
    const walked = await ask(
      `select ${[1, 2, 3].map((step) => `count(distinct case when c${step} is not null then person end)`)} from (${completed})`,
    );
    expect(walked).toEqual([await funnel()]);
  });

  it("is played once for each kind of visit, and quickly", () => {
    expect(new Set(crowd.visits.map(({ steps }) => steps)).size).toBeLessThan(PLAN.visits / 10);
    // Processor time: a second on a machine of today, which other work does not change.
    expect(seconds).toBeLessThan(6);
  });
});

it("finds a way to every goal of the example file that a single visit can reach", () => {
  const example = goalSet(readFileSync("goals.example.yaml", "utf8"));
  const measured = measuredAt(example, "goals.example.yaml", undefined, { env: {} });
  const crowd = crowdOf(measured, { ...PLAN, visits: 300 });
  expect(crowd.unknown).toEqual([]);
  expect([...new Set(crowd.visits.flatMap(({ goals }) => goals))].sort()).toEqual(
    example.goals.map(({ id }) => id).sort(),
  );
});

describe("a crowd of a file with an experiment and values of the site", () => {
  const file = (seen: readonly [string, string]) =>
    goalSet(`${HEAD}
goals:
  trial: { type: event, on: { data_layer: trial }, value: { data_layer: order.total }, parameters: { plan: { data_layer: plan }, order_id: { data_layer: order.id } }, role: macro }
experiments:
  prices:
    goal: trial
    variants: { now: ${seen[0]}, yearly: ${seen[1]} }
    from: 2026-11-02
    to: 2026-11-15
`);
  const crowdFor = (...seen: [string, string]) =>
    crowdOf(measuredAt(file(seen), "goals.yaml", undefined, { env: {} }), { ...PLAN, visits: 400, lift: 3 });

  it("sees its variants, by a page or by a parameter, while it runs", () => {
    const { visits } = crowdFor("{ page: /pricing }", "{ page: /pricing-b }");
    const views = ({ steps }: CrowdVisit, path: string) =>
      steps.some((step) => step.does === "page" && new URL(step.url).pathname === path);
    const runs = (visit: CrowdVisit) => dayOf(visit) >= "20261102" && dayOf(visit) <= "20261115";
    for (const visit of visits) {
      expect(views(visit, "/pricing")).toBe(runs(visit) && visit.variant === "now");
      expect(views(visit, "/pricing-b")).toBe(runs(visit) && visit.variant === "yearly");
    }
    const rate = (variant: string) => {
      const seeing = visits.filter((one) => runs(one) && one.variant === variant);
      return reached(seeing, "trial").length / seeing.length;
    };
    expect(rate("yearly")).toBeGreaterThan(rate("now"));
    const sent = crowdFor("{ where: { ab_variant: a } }", "{ where: { ab_variant: b } }").visits.flatMap(
      ({ steps }) =>
        steps.flatMap((step) =>
          step.does === "event" ? [`${step.event} ${JSON.stringify(step.parameters)}`] : [],
        ),
    );
    expect([...new Set(sent)].sort()).toEqual([
      'experience_impression {"ab_variant":"a"}',
      'experience_impression {"ab_variant":"b"}',
    ]);
  });

  it("pushes what the goal sends of the data layer", () => {
    const { visits } = crowdFor("{ page: /pricing }", "{ page: /pricing-b }");
    const pushed = visits.flatMap(({ steps }) =>
      steps.flatMap((step) => (step.does === "push" ? [JSON.stringify(step.message)] : [])),
    );
    expect([...new Set(pushed)].sort()).toEqual(
      [120, 29, 49].map(
        (total) => `{"order":{"total":${total},"id":"some order.id"},"plan":"some plan","event":"trial"}`,
      ),
    );
  });
});
