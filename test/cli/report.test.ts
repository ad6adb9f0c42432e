/** `goalform report`: from events that the sandbox has received, counted by hand, to every format. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { plusDays } from "../../src/figures/period.ts";
import type { Report } from "../../src/figures/report.ts";
import { type RunningSandbox, type Switches, startSandbox } from "../../src/sandbox/sandbox.ts";
import { folder } from "../support/in-process.ts";

const FILE = `version: 1
name: shop
targets: { production: { ga4: { property: "1", measurement_id: G-TEST000001 }, gtm: { container: GTM-TEST01 } } }
defaults: { currency: EUR }
goals:
  purchase: { type: event, on: { ga4_event: purchase }, counting: once_per_event, role: macro, value: 50 }
  sign_up: { type: event, on: { data_layer: signed_up }, counting: once_per_session, value: 4, role: micro, leads_to: purchase }
  brochure: { type: destination, page: /brochure, counting: once_per_session, role: micro, leads_to: purchase }
  looked: { type: destination, page: /look, key_event: false }
funnels:
  checkout:
    within: 30m
    steps:
      - { id: cart, name: Cart, page: /cart }
      - goal: sign_up
      - goal: purchase
`;

const TODAY = new Date().toISOString().slice(0, 10);
const day = (ago: number) => plusDays(TODAY, -ago);

interface Visit {
  readonly client: string;
  /** Days ago. */
  readonly ago: number;
  readonly events: readonly string[];
  readonly device?: string;
}

/** `/pricing`: a view of that page. */
function eventNamed(name: string) {
  if (!name.startsWith("/")) return { name, parameters: {} };
  return { name: "page_view", parameters: { page_location: `https://www.acme.example${name}` } };
}

/** Events are a minute apart. */
function session({ client, ago, events, device = "desktop" }: Visit) {
  const at = (minute: number) => `${day(ago)}T10:${String(minute).padStart(2, "0")}:00Z`;
  return { client, device, events: events.map((name, index) => ({ ...eventNamed(name), at: at(index) })) };
}

/** Four visitors in the period, one of them twice; two before it. */
const VISITS: readonly Visit[] = [
  { client: "a", ago: 5, events: ["page_view", "checkout_cart", "sign_up", "purchase", "purchase"] },
  { client: "a", ago: 4, events: ["page_view", "sign_up", "sign_up"], device: "mobile" },
  { client: "b", ago: 6, events: ["page_view", "checkout_cart", "sign_up"] },
  { client: "c", ago: 6, events: ["page_view", "checkout_cart", "looked", "looked"] },
  { client: "d", ago: 7, events: ["page_view", "old_goal"] },
  { client: "e", ago: 35, events: ["page_view", "purchase"] },
  { client: "f", ago: 20, events: ["page_view", "brochure", "brochure"] },
  // Not settled: in no report that does not ask for it.
  { client: "g", ago: 1, events: ["page_view", "purchase"] },
];

interface Shop {
  readonly sandbox: RunningSandbox;
  readonly report: (...args: string[]) => ReturnType<ReturnType<typeof folder>["goalform"]>;
  readonly path: string;
}

/** Goals applied, and visits after that. A sandbox of its own where a test changes anything. */
async function played(switches: Partial<Switches>, visits: readonly Visit[], file: string) {
  const seed = {
    properties: [{ property: "1", measurementId: "G-TEST000001", currency: "EUR" }],
    containers: [{ publicId: "GTM-TEST01" }],
  };
  const sandbox = await startSandbox({ seed, switches });
  closing.push(() => sandbox.close());
  const { goalform } = folder({ "goals.yaml": file });
  await goalform(["apply", "--auto-approve", "--endpoint", sandbox.url]);
  await send(sandbox, "events", { property: "1", sessions: visits.map(session) });
  return sandbox;
}

let usual: Promise<RunningSandbox> | undefined;

interface Other {
  readonly switches?: Partial<Switches>;
  readonly file?: string;
  readonly visits?: readonly Visit[];
}

async function shop(of?: Other): Promise<Shop> {
  const { switches = {}, file = FILE, visits = VISITS } = of ?? {};
  usual ??= played({}, VISITS, FILE);
  const sandbox = await (of === undefined ? usual : played(switches, visits, file));
  const { goalform, path } = folder({ "goals.yaml": file });
  return { sandbox, path, report: (...args) => goalform(["report", "--endpoint", sandbox.url, ...args]) };
}

const closing: (() => Promise<void>)[] = [];
afterAll(() => Promise.all(closing.map((close) => close())));

async function send({ url }: RunningSandbox, what: string, body: object): Promise<void> {
  const headers = { "content-type": "application/json" };
  const response = await fetch(`${url}/sandbox/${what}`, {
    method: "POST",
    headers,
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(await response.text());
}

async function json(shop: Shop, ...args: string[]): Promise<Report & { ok: boolean }> {
  const { out } = await shop.report("--format", "json", ...args);
  return JSON.parse(out) as Report & { ok: boolean };
}

const goalIn = (report: Report, id: string) => report.goals.find((one) => one.id === id)!;

test("counts what visitors did, in the last settled days", async () => {
  const one = await shop();
  const report = await json(one, "--by", "device", "--months", "2", "--leads");
  expect(report).toMatchObject({
    ok: true,
    format: "goalform.report/1",
    source: "ga4-data-api",
    period: { from: day(29), to: day(2), timeZone: "Etc/UTC", settled: true },
    traffic: { current: { sessions: 6, users: 5 }, previous: { sessions: 1 } },
  });
  expect(goalIn(report, "purchase")).toMatchObject({
    role: "macro",
    keyEvents: 2,
    previous: 1,
    perSession: 1 / 6,
    perUser: 1 / 5,
    value: 100,
    currency: "EUR",
    leadsTo: [],
  });
  // Twice in one session counts once.
  expect(goalIn(report, "sign_up")).toMatchObject({ keyEvents: 3, events: 4, users: 2, perSession: 3 / 6 });
  expect(goalIn(report, "looked")).toMatchObject({ keyEvents: 2, events: 2, perSession: 1 / 6 });
  expect(goalIn(report, "sign_up").perDay.filter((one) => one.count > 0)).toEqual([
    { date: day(6), count: 1 },
    { date: day(5), count: 1 },
    { date: day(4), count: 1 },
  ]);
  expect(goalIn(report, "sign_up").by!.rows).toEqual([
    { value: "desktop", keyEvents: 2, perSession: 2 / 5 },
    { value: "mobile", keyEvents: 1, perSession: 1 },
  ]);
  expect(goalIn(report, "sign_up").perMonth).toHaveLength(2);
  expect(report.funnels[0]).toMatchObject({
    id: "checkout",
    unit: "user",
    steps: [
      { name: "Cart", count: 3, ofFirst: 1, ofPrevious: null },
      { count: 2, ofFirst: 2 / 3, ofPrevious: 2 / 3, isLargestLoss: true },
      {
        count: 1,
        ofFirst: 1 / 3,
        ofPrevious: 1 / 2,
        isLargestLoss: false,
        onePointMore: { currency: "EUR" },
      },
    ],
  });
  expect(report.leads.find(({ micro }) => micro === "sign_up")).toMatchObject({
    macro: "purchase",
    unit: "user",
    with: 2,
    converted: 1,
    rate: 0.5,
    baseRate: 0,
    suggestedValue: { ratio: 25, lift: 25 },
  });
});

test("the first day alone is enough, and the last settled day is the last one", async () => {
  const one = await shop();
  expect((await json(one, "--from", day(6))).period).toMatchObject({ from: day(6), to: day(2) });
  const { out } = await one.report("--from", day(-3), "--format", "json");
  expect(JSON.parse(out).error).toMatchObject({
    message: `There are no figures for ${day(-3)} or later yet.`,
    hint: `The last day with figures is ${day(1)}.`,
  });
});

test("each code that a goal has is explained once for the report", async () => {
  const { goals, quality } = await json(await shop());
  const explained = new Set(quality.map(({ code }) => code));
  const codes = goals.flatMap((one) => one.quality);
  expect(codes).toEqual(expect.arrayContaining(["approximate", "estimate"]));
  expect(codes.filter((code) => !explained.has(code))).toEqual([]);
});

test("days that may still change are counted when asked for, and named", async () => {
  const report = await json(await shop(), "--to", day(1), "--days", "7");
  expect(report.period).toMatchObject({ from: day(7), to: day(1), settled: false });
  expect(goalIn(report, "purchase").keyEvents).toBe(3);
  expect(report.quality.map(({ code }) => code)).toContain("provisional-days");
});

test("a goal that stopped is named with its last day, and fails a report that is asked to fail", async () => {
  const one = await shop();
  const { exitCode, out } = await one.report("--fail-on", "dead", "--days", "14");
  expect(exitCode).toBe(2);
  expect(out).toContain(`the last one was on ${day(20)}`);
  expect((await one.report()).exitCode).toBe(0);
});

test("key events of the property that no goal names", async () => {
  const one = await shop({});
  const seen = async () => (await json(one)).dead.filter(({ event }) => event === "stray");
  expect(await seen()).toEqual([]);
  await send(one.sandbox, "edit", {
    property: "1",
    keyEvent: "stray",
    add: { countingMethod: "ONCE_PER_EVENT" },
  });
  expect(await seen()).toMatchObject([{ event: "stray", since: null }]);
});

test.each([
  [{ thresholding: "flagged" }, "thresholded"],
  [{ sampledPercent: 50 }, "sampled"],
  [{ rowsBeforeOther: 2 }, "other-row"],
  [{ retentionDays: 20 }, "truncated"],
  [{ restrictedMetrics: "revenue" }, "restricted"],
] as const)("%j becomes the quality %s", async (switches, code) => {
  const report = await json(await shop({ switches }));
  expect(report.quality.map((one) => one.code)).toContain(code);
  const usually = (await json(await shop())).quality.map((one) => one.code);
  expect(usually).not.toContain(code);
  expect(usually).toEqual(expect.arrayContaining(["approximate", "not-measurable"]));
});

test("what events carried is Analytics' own revenue, and not known to those who may not see it", async () => {
  const file = FILE.replace(", value: 50", "");
  const bought = async (switches: Partial<Switches>) => {
    const one = await shop({ file, switches, visits: [] });
    const pays = (value: number, currency: string, minute: number) => ({
      name: "purchase",
      at: `${day(5)}T10:0${minute}:00Z`,
      parameters: { value, currency, transaction_id: `T${minute}` },
    });
    const session = { client: "a", device: "desktop", events: [pays(30, "EUR", 1), pays(12, "EUR", 2)] };
    await send(one.sandbox, "events", { property: "1", sessions: [session] });
    const report = await json(one);
    return { ...goalIn(report, "purchase"), said: report.quality };
  };
  expect(await bought({})).toMatchObject({ keyEvents: 2, value: 42, currency: "EUR" });
  const { said, ...hidden } = await bought({ restrictedMetrics: "revenue" });
  expect(hidden).toMatchObject({
    keyEvents: 2,
    value: null,
    quality: expect.arrayContaining(["not-measurable"]),
  });
  expect(said).toContainEqual({
    code: "restricted",
    message: "These credentials may not see purchaseRevenue: what depends on it is not known.",
    about: null,
  });
  expect(said).toContainEqual(expect.objectContaining({ about: { goal: "purchase" } }));
});

test("30 goals are two batches, and one request for each funnel", async () => {
  const goals = Array.from(
    { length: 30 },
    (_, index) => `  g${index}: { type: destination, page: /g${index} }\n`,
  );
  const file = FILE.replace(/goals:[\s\S]*funnels:/, `goals:\n${goals.join("")}funnels:`)
    .replace("goal: sign_up", "goal: g1")
    .replace("goal: purchase", "goal: g2");
  const one = await shop({ file });
  const before = one.sandbox.requests.length;
  expect((await one.report()).exitCode).toBe(0);
  const made = one.sandbox.requests.slice(before);
  const count = (method: string) => made.filter(({ url }) => url.endsWith(method)).length;
  expect([count("batchRunReports"), count("runFunnelReport")]).toEqual([2, 1]);
});

test("variants of an experiment are compared by the goal that decides and the main goals that it leads to", async () => {
  const file = `${FILE}experiments:
  price: { goal: sign_up, variants: { now: { page: /pricing }, yearly: { page: /pricing-b } }, from: ${day(20)} }
`;
  const visits = Array.from({ length: 40 }, (_, index): Visit => {
    const isNow = index % 2 === 0;
    const signs = index % 4 < 2 || index < 10 ? [] : ["sign_up", ...(index < 14 ? ["purchase"] : [])];
    return { client: `v${index}`, ago: 5, events: [isNow ? "/pricing" : "/pricing-b", ...signs] };
  });
  const seen = (page: string) => visits.filter(({ events }) => events[0] === page);
  const count = (page: string, goal: string) =>
    seen(page).filter(({ events }) => events.includes(goal)).length;
  const { experiments, quality } = await json(await shop({ file, visits }));
  expect(experiments).toMatchObject([
    {
      id: "price",
      unit: "user",
      goal: "sign_up",
      srm: { p: 1, ok: true },
      variants: ["/pricing", "/pricing-b"].map((page) => ({
        n: 20,
        conversions: count(page, "sign_up"),
        others: [{ goal: "purchase", conversions: count(page, "purchase") }],
      })),
    },
  ]);
  expect(experiments[0]!.interval).toHaveLength(2);
  const uneven = await json(await shop({ file, visits: visits.filter((_, index) => index % 2 === 0) }));
  expect(uneven.quality).toContainEqual(
    expect.objectContaining({ code: "sample-ratio-mismatch", about: { experiment: "price" } }),
  );
  expect(uneven.experiments[0]).toMatchObject({ srm: { ok: false }, difference: null, comparisons: [] });
  expect(quality).toContainEqual(
    expect.objectContaining({ code: "approximate", about: { experiment: "price" } }),
  );
});

test("values of small goals are written into the file, where there are cases enough", async () => {
  const visits = Array.from({ length: 150 }, (_, index): Visit => {
    const events = index < 120 ? ["sign_up", ...(index < 60 ? ["purchase"] : [])] : ["page_view", "brochure"];
    return { client: `v${index}`, ago: 5, events };
  });
  const one = await shop({ visits });
  const { out, exitCode } = await one.report("--write-values", "--format", "json");
  expect(exitCode).toBe(0);
  const { values } = JSON.parse(out) as { values: object };
  expect(values).toMatchObject({
    way: "ratio",
    changes: [{ goal: "sign_up", before: 4, after: 25, currency: "EUR", cases: 120, at: { line: 7 } }],
    left: [
      { goal: "brochure", why: "30 cases are too few: at least 100 are needed" },
      { goal: "looked", why: expect.any(String) },
    ],
    files: ["goals.yaml"],
  });
  const file = readFileSync(join(one.path, "goals.yaml"), "utf8");
  expect(file).toBe(FILE.replace("value: 4", "value: 25"));
  // 25 is what it says already.
  const again = await one.report("--write-values");
  expect(again.out).toContain("No value was written.");
  expect(again.out).toContain("25 and 25 differ by less than 10%");
});

test("a value whose currency is the target's is written with it, since it is another one elsewhere", async () => {
  const file = FILE.replace("defaults: { currency: EUR }\n", "default_target: production\n").replace(
    /targets: \{ production: \{(.*)\} \}/,
    `targets:
  production: { defaults: { currency: EUR },$1}
  ch: { ga4: { property: "2", measurement_id: G-OTHER00002 }, gtm: { container: GTM-OTHER2 }, defaults: { currency: CHF } }`,
  );
  const visits = Array.from({ length: 120 }, (_, index): Visit => {
    return { client: `v${index}`, ago: 5, events: ["sign_up", ...(index < 60 ? ["purchase"] : [])] };
  });
  const one = await shop({ file, visits });
  const { out } = await one.report("--write-values", "--format", "json");
  expect((JSON.parse(out) as { values: object }).values).toMatchObject({
    changes: [{ goal: "sign_up", before: 4, after: 25, currency: "EUR" }],
  });
  expect(readFileSync(join(one.path, "goals.yaml"), "utf8")).toContain("value: 25, currency: EUR");
});

test("values that come with the site's own events are reported, and never written over", async () => {
  const file = FILE.replace(
    "brochure: { type: destination, page: /brochure,",
    "brochure: { type: event, on: { ga4_event: brochure }, value: 1,",
  );
  const sandbox = await played({}, [], file);
  const sessions = Array.from({ length: 120 }, (_, index) => {
    const { events, ...visit } = session({ client: `v${index}`, ago: 5, events: ["brochure", "purchase"] });
    return {
      ...visit,
      events: events.map((one) => ({ ...one, parameters: { value: 30, currency: "EUR" } })),
    };
  });
  await send(sandbox, "events", { property: "1", sessions });
  const { goalform, path } = folder({ "goals.yaml": file });
  const { out } = await goalform(["report", "--endpoint", sandbox.url, "--write-values", "--format", "json"]);
  const made = JSON.parse(out) as Report & { values: { left: readonly object[] } };
  expect(goalIn(made, "purchase")).toMatchObject({ keyEvents: 120, value: 3600 });
  expect(goalIn(made, "brochure")).toMatchObject({ keyEvents: 120, value: 3600 });
  expect(made.values.left).toContainEqual(
    expect.objectContaining({ goal: "brochure", why: "the site sends its value" }),
  );
  expect(readFileSync(join(path, "goals.yaml"), "utf8")).toBe(file);
});

describe("a file", () => {
  test("is refused before anything is asked where its ending says no format", async () => {
    const { err, exitCode } = await (await shop()).report("--out", "report.pdf");
    expect(exitCode).toBe(1);
    expect(err).toBe(
      "error[invalid-option]: The report cannot be written as .pdf.\nhelp: Let the file end with .html, .md, .json or .txt.\n",
    );
  });

  test("is written in the format of its ending, and the terminal gets the text", async () => {
    const one = await shop();
    const { out, err } = await one.report("--out", "report.html");
    expect(out).toContain("Purchase");
    expect(err).toContain("Written to report.html.");
    expect(readFileSync(join(one.path, "report.html"), "utf8")).toMatch(/^<!doctype html>/);
    await one.report("--out", "report.md", "--format", "html");
    expect(readFileSync(join(one.path, "report.md"), "utf8")).toMatch(/^## Report of shop/);
  });

  test("a page on standard output is the page", async () => {
    const { out } = await (await shop()).report("--format", "html");
    expect(out).toMatch(/^<!doctype html>[\s\S]*<\/html>\n$/);
  });
});

test.each([
  [["--from", "2026-13-01"], "--from is not a date"],
  [["--days", "0"], "--days is not a whole number"],
  [["--from", "2026-01-01", "--to", "2026-02-01", "--days", "3"], "already say how many days"],
  [["--from", "2026-02-01", "--to", "2026-01-01"], "would begin on 2026-02-01 and end on 2026-01-01"],
  [["--months", "99"], "--months is not a whole number"],
])("%j is refused before anything is asked", async (args, message) => {
  const { goalform } = folder({ "goals.yaml": FILE });
  const { exitCode, err } = await goalform(["report", "--endpoint", "http://127.0.0.1:9", ...args]);
  expect([exitCode, err]).toEqual([1, expect.stringContaining(message)]);
});
