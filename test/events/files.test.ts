/** Exports of events in all forms that people download, against the same figures calculated in plain JavaScript. */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { duckdbEngine } from "../../src/events/duckdb/engine.ts";
import { type EventsOptions, eventsSource } from "../../src/events/source.ts";
import { exactly, numberOf } from "../../src/figures/figure.ts";
import type { FunnelQuestion, GoalQuestion, LeadQuestion, Questions } from "../../src/figures/question.ts";
import type { Answers, FigureSource, StepCount } from "../../src/figures/source.ts";
import { ANY_PAGE } from "../../src/language/goal-set/conditions.ts";
import { dayAt, type Happening, hours, ndjson } from "../support/export-events.ts";
import { expectWithin, timedAsync } from "../support/processor-time.ts";
import { reckonFunnel, reckonGoal, reckonLead, reckonTraffic, settled } from "../support/reckoned.ts";
import { runs } from "../support/runs.ts";

const PLACE = { file: "goals.yaml", line: 1, column: 1, offset: 0, length: 0 } as never;

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "goalform-test-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function goal(event: string, more: Partial<GoalQuestion> = {}): GoalQuestion {
  return {
    id: event,
    name: event,
    event,
    isKeyEvent: true,
    counting: "once_per_session",
    role: "micro",
    stage: null,
    owner: null,
    leadsTo: [],
    value: null,
    marksOnly: false,
    parameters: [],
    clickedOn: null,
    ...more,
  };
}

function lead(micro: string, macro: string): LeadQuestion {
  return { micro, microEvent: micro, macro, macroEvent: macro };
}

function funnel(names: readonly string[], more: Partial<FunnelQuestion> = {}): FunnelQuestion {
  const steps = names.map((event) => ({ name: event, event, goal: null }));
  return { id: "way", name: "Way", open: false, within: 1800, steps, ...more };
}

/** The site sends it. */
const SENT = { source: { from: "data_layer", name: "total", otherwise: null }, currency: "EUR" } as const;

const PERIOD = { from: "2026-11-08", to: "2026-11-14" };
const PREVIOUS = { from: "2026-11-01", to: "2026-11-07" };

const ASKED: Questions = {
  period: PERIOD,
  previous: PREVIOUS,
  history: { from: PREVIOUS.from, to: PERIOD.to },
  months: null,
  by: "device",
  goals: [
    goal("sign_up"),
    goal("cart"),
    goal("download", { counting: "once_per_event" }),
    goal("purchase", { role: "macro", counting: "once_per_event", value: SENT }),
  ],
  funnels: [
    funnel(["cart", "pay", "purchase"]),
    funnel(["cart", "pay", "purchase"], { within: null }),
    funnel(["cart", "pay", "purchase"], { open: true }),
    funnel(["page_view", "page_view", "cart", "purchase"], { within: 7200 }),
  ],
  leads: [lead("sign_up", "purchase"), lead("cart", "purchase"), lead("download", "purchase")],
  experiments: [],
};

let files = 0;

function written(text: string, ending: string): string {
  const file = join(folder, `events_${files++}.${ending}`);
  writeFileSync(file, text);
  return file;
}

async function parquetOf(file: string, select = "*"): Promise<string> {
  const out = join(folder, `events_${files++}.parquet`);
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  await connection.run(`copy (select ${select} from read_json('${file}')) to '${out}' (format parquet)`);
  instance.closeSync();
  return out;
}

const QUIET = { now: () => Date.UTC(2026, 11, 24), progress: () => {} };

function source(file: string | readonly string[], options: Partial<EventsOptions> = {}): FigureSource {
  const names = typeof file === "string" ? [file] : file;
  return eventsSource(duckdbEngine({ files: names, cwd: folder }), { ...QUIET, ...options });
}

function asked(file: string | readonly string[], questions: Partial<Questions> = {}): Promise<Answers> {
  return source(file).answer({ ...ASKED, funnels: [], leads: [], ...questions });
}

/** People who do things, in some of the seconds of two weeks, several things at once among them. */
const CROWD: fc.Arbitrary<readonly Happening[]> = fc
  .uniqueArray(
    fc.record({
      person: fc.integer({ min: 1, max: 8 }),
      visit: fc.integer({ min: 1, max: 28 }),
      device: fc.constantFrom("desktop", "mobile"),
      steps: fc.array(
        fc.record({
          event: fc.constantFrom(
            "page_view",
            "cart",
            "pay",
            "purchase",
            "sign_up",
            "download",
            "user_engagement",
          ),
          after: fc.constantFrom(0, 1, 60, 1500, 4000),
          value: fc.integer({ min: 1, max: 99 }),
        }),
        { minLength: 1, maxLength: 9 },
      ),
    }),
    { minLength: 5, maxLength: 30, selector: ({ person, visit }) => `${person} ${visit}` },
  )
  .map((visits) => visits.flatMap(happeningsOf));

function happeningsOf(visit: {
  person: number;
  visit: number;
  device: string;
  steps: { event: string; after: number; value: number }[];
}): Happening[] {
  // Twice a day; the second visit may last into the next day.
  let at = hours(1 + Math.floor(visit.visit / 2), visit.visit % 2 === 0 ? 9 : 22) + visit.person;
  return visit.steps.map(({ event, after, value }, place): Happening => {
    at += after;
    const bought = event === "purchase" ? { value: value + 0.5, currency: "EUR" } : {};
    return {
      at,
      event,
      person: `${visit.person}.100`,
      session: visit.visit,
      device: visit.device,
      place: place + 1,
      parameters: bought,
    };
  });
}

function expectReckoned(answers: Answers, happenings: readonly Happening[]): void {
  const all = settled(happenings);
  const { goals, funnels, leads } = ASKED;
  for (const [span, days] of [
    ["current", PERIOD],
    ["previous", PREVIOUS],
  ] as const) {
    const traffic = answers.traffic[span]!;
    const reckoned = reckonTraffic(all, goals, days);
    expect({
      sessions: numberOf(traffic.sessions),
      engaged: numberOf(traffic.engagedSessions),
      seconds: Math.round(numberOf(traffic.secondsPerSession)! * reckoned.sessions),
      people: numberOf(traffic.users),
      microWithoutMacro: numberOf(traffic.microWithoutMacro),
    }).toEqual(reckoned);
    for (const [index, one] of goals.entries()) {
      const { onDay, ...figures } = reckonGoal(all, one, days);
      const counts = answers.goals[index]![span]!;
      expect(
        Object.fromEntries(Object.entries(counts).map(([name, figure]) => [name, numberOf(figure)])),
      ).toEqual(figures);
      for (const day of answers.goals[index]!.perDay)
        if (day.date >= days.from && day.date <= days.to) expect(day.keyEvents).toBe(onDay(day.date));
    }
  }
  for (const [index, one] of funnels.entries()) {
    const steps = answers.funnels[index]!.steps as readonly object[];
    const reckoned = reckonFunnel(all, one, PERIOD);
    expect(steps).toEqual(
      reckoned.map(({ count, median, next }, step) => ({
        count,
        medianSeconds: step === 0 || median === null ? null : expect.closeTo(median, 5),
        next,
      })),
    );
  }
  expect(answers.leads.map(({ counts }) => counts)).toEqual(leads.map((one) => reckonLead(all, one, PERIOD)));
}

describe("the same figures as those reckoned one visitor after the other", () => {
  test("whatever people do, in whichever order the rows are, in every form", async () => {
    const orders = fc.infiniteStream(fc.nat());
    await fc.assert(
      fc.asyncProperty(CROWD, orders, async (happenings, numbers) => {
        const shuffled = happenings
          .map((one) => [numbers.next().value as number, one] as const)
          .sort(([a], [b]) => a - b)
          .map(([, one]) => one);
        const one = await asked(written(ndjson(happenings), "ndjson"), ASKED);
        expectReckoned(one, happenings);
        const keeping = written(ndjson(shuffled, true), "ndjson");
        expect(await asked(keeping, ASKED)).toEqual(one);
        expect(await asked(await parquetOf(keeping), ASKED)).toEqual(one);
      }),
      { numRuns: runs(2), endOnFailure: true },
    );
  });

  test("per session", async () => {
    const [happenings] = fc.sample(CROWD, { numRuns: 1, seed: 7 });
    const file = written(ndjson(happenings!), "ndjson");
    const { funnels, leads } = await source(file, { unit: "session" }).answer(ASKED);
    expect(funnels[1]).toMatchObject({ unit: "session" });
    // A session is somebody of its own.
    const sessions = settled(happenings!).map((one) => ({ ...one, person: `${one.person} ${one.session}` }));
    expect(leads).toMatchObject(
      ASKED.leads.map((one) => ({ unit: "session", counts: reckonLead(sessions, one, PERIOD) })),
    );
    const reckoned = reckonFunnel(settled(happenings!), ASKED.funnels[1]!, PERIOD, "session");
    expect((funnels[1]!.steps as readonly { count: number }[]).map(({ count }) => count)).toEqual(
      reckoned.map(({ count }) => count),
    );
  });
});

const AT = hours(9, 10);

describe("what decides numbers", () => {
  test("the console's form is one list; old files lack columns, and have dates with dashes", async () => {
    const text = ndjson([
      { at: AT, event: "cart", person: "1.1" },
      { at: AT + 5, event: "purchase", person: "1.1", parameters: { value: 3 } },
    ]);
    const ofLines = await asked(written(text, "ndjson"));
    const list = JSON.stringify(
      text
        .trim()
        .split("\n")
        .map((line) => JSON.parse(line) as unknown),
    );
    expect(await asked(written(list, "json"))).toEqual(ofLines);
    const dashes = text.replaceAll('"20261109"', '"2026-11-09"').replaceAll(/,"batch_[a-z_]+":"[0-9]+"/g, "");
    const bare = await asked(
      await parquetOf(
        written(dashes, "ndjson"),
        "event_date, event_timestamp, event_name, event_params, user_pseudo_id, device",
      ),
    );
    expect(bare).toEqual(ofLines);
    expect(numberOf(ofLines.goals[3]!.current.value)).toBe(3);
  });

  test("twenty steps are planned in no more time than they take to count", async () => {
    const names = Array.from({ length: 20 }, (_, index) => `step_${index}`);
    const happenings = names.flatMap((event, at): Happening[] => [
      { at: AT + 60 * at, event, person: "1.1" },
      ...(at === 9 ? [] : [{ at: AT + 60 * at + 5, event, person: "2.1" }]),
    ]);
    const { milliseconds, answer } = await timedAsync(() =>
      asked(written(ndjson(happenings), "ndjson"), { funnels: [funnel(names)] }),
    );
    const { steps } = answer.funnels[0]!;
    expect((steps as readonly StepCount[]).map(({ count }) => count)).toEqual(
      names.map((_, at) => (at < 9 ? 2 : 1)),
    );
    expectWithin(milliseconds, 1500);
  });

  test("many goals fit into the memory that DuckDB may use, in files of lines as well", async () => {
    const names = Array.from({ length: 20 }, (_, index) => `small_${index}`);
    const happenings = Array.from(
      { length: 600 },
      (_, at): Happening => ({
        at: AT + at,
        event: names[at % 20]!,
        person: `${at}.1`,
        parameters: { page_location: "https://www.acme.example/" },
      }),
    );
    const { leads } = await asked(written(ndjson(happenings), "ndjson"), {
      goals: [...names.map((name) => goal(name)), goal("purchase", { role: "macro" })],
      leads: names.map((name) => lead(name, "purchase")),
    });
    expect(leads.map(({ counts }) => counts)).toMatchObject(names.map(() => ({ with: 30, converted: 0 })));
  });

  test("one key has several types, whole numbers as floats among them", async () => {
    const file = written(
      ndjson([
        { at: AT, event: "purchase", person: "1.1", parameters: { value: "4.5", currency: "EUR" } },
        { at: AT + 1, event: "purchase", person: "1.1", parameters: { value: 2 } },
        { at: AT + 2, event: "purchase", person: "1.1", parameters: { value: 0.25 } },
        { at: AT + 3, event: "purchase", person: "1.1", parameters: { value: "much" } },
        { at: AT + 4, event: "purchase", person: "1.1" },
      ]),
      "ndjson",
    );
    const { goals, currency } = await asked(file);
    expect([numberOf(goals[3]!.current.value), currency]).toEqual([6.75, "EUR"]);
    expect(goals[3]!.incomplete).toEqual([{ parameter: "value", without: 1 }]);
    const floats = `* replace (list_transform(event_params, lambda p: {'key': p.key, 'value': {'string_value': p.value.string_value, 'int_value': cast(p.value.int_value as double), 'double_value': p.value.double_value}}) as event_params)`;
    expect(await asked(await parquetOf(file, floats))).toEqual(await asked(file));
  });

  test("lists that a converter has wrapped", async () => {
    const file = written(
      ndjson([{ at: AT, event: "purchase", person: "1.1", parameters: { value: 7 } }]),
      "ndjson",
    );
    const wrapped =
      "* replace ({'list': list_transform(event_params, lambda p: {'element': p})} as event_params)";
    const { goals, traffic } = await asked(await parquetOf(file, wrapped));
    expect([numberOf(goals[3]!.current.value), numberOf(traffic.current.sessions)]).toEqual([7, 1]);
  });

  test("purchases with one transaction are one, but not those without an id, and equal rows are one event", async () => {
    const buy = (at: number, transaction?: string, more: Partial<Happening> = {}): Happening => ({
      at,
      event: "purchase",
      person: "1.1",
      parameters: { value: 10 },
      ...(transaction === undefined ? {} : { transaction }),
      ...more,
    });
    const happenings = [
      buy(AT, "T1"),
      buy(AT + 60, "T1"),
      buy(AT + 90, "T1", { person: "2.2" }),
      buy(AT + 100, undefined, { parameters: { transaction_id: "T1", value: 10 } }),
      buy(AT + 120, "(not set)"),
      buy(AT + 180, "(not set)"),
      buy(AT + 240),
      buy(AT + 300),
      buy(AT + 300),
      { at: AT + 300, event: "sign_up", person: "1.1", parameters: { plan: "a" } },
      { at: AT + 300, event: "sign_up", person: "1.1", parameters: { plan: "b" } },
    ] satisfies Happening[];
    const { goals, quality } = await asked(written(ndjson(happenings), "ndjson"), {
      goals: [ASKED.goals[3]!, goal("sign_up", { counting: "once_per_event" })],
    });
    expect(goals.map(({ current }) => numberOf(current.keyEvents))).toEqual([5, 2]);
    expect(numberOf(goals[0]!.current.value)).toBe(50);
    expect(quality).toContainEqual({
      code: "duplicates-removed",
      message:
        "Left out: 1 event that was there several times, and 3 purchases with transaction ids that had already been counted.",
      about: null,
    });
  });

  test("an empty user is none", async () => {
    const happenings = ["", "1.1"].map((person): Happening => ({ at: AT, event: "sign_up", person }));
    const { goals, traffic, quality } = await asked(written(ndjson(happenings), "ndjson"));
    expect([goals[0]!.current.users, traffic.current.users].map(numberOf)).toEqual([1, 1]);
    expect(quality.map(({ code }) => code)).toContain("unconsented-left-out");
  });

  test("what was counted before the period, or comes again after it, is left out where it is", async () => {
    const buy = (day: number, transaction: string): Happening => ({
      at: hours(day, 12),
      event: "purchase",
      person: "1.1",
      session: day,
      transaction,
    });
    const worth = (value: number): Happening => ({ ...buy(9, "T3"), parameters: { value } });
    const all = [buy(7, "T1"), buy(8, "T1"), buy(14, "T2"), buy(15, "T2"), worth(30), worth(20), worth(10)];
    const { goals, quality } = await asked(written(ndjson(all), "ndjson"));
    const { goals: turned } = await asked(written(ndjson([...all].reverse()), "ndjson"));
    expect([goals, turned].map(([, , , one]) => numberOf(one!.current.value))).toEqual([10, 10]);
    expect(numberOf(goals[3]!.current.keyEvents)).toBe(2);
    expect(quality.filter(({ code }) => code === "duplicates-removed").map(({ message }) => message)).toEqual(
      ["Left out: 3 purchases with transaction ids that had already been counted."],
    );
  });

  test("events without consent are in no figure, so that figures side by side are about the same events", async () => {
    const paid = { value: 10, currency: "EUR" };
    const click = (at: number, person: string | null): Happening => ({ at, event: "cart", person });
    const view = (at: number, person: string | null): Happening => ({ at, event: "page_view", person });
    const happenings: Happening[] = [
      { at: AT, event: "purchase", person: null, parameters: paid },
      { at: AT + 1, event: "purchase", person: "1.1", parameters: paid },
      { at: AT + 2, event: "sign_up", person: null, parameters: paid },
      { at: AT + 3, event: "sign_up", person: "1.1", session: null, parameters: paid },
      { at: AT + 4, event: "sign_up", person: "1.1", parameters: { ...paid, plan: "a" } },
      ...[null, "1.1"].flatMap((person) => [
        view(AT + 5, person),
        view(AT + 6, person),
        click(AT + 7, person),
      ]),
    ];
    const { goals, traffic, quality } = await asked(written(ndjson(happenings), "ndjson"), {
      goals: [
        goal("sign_up", { parameters: ["plan"], value: SENT }),
        goal("cart", { clickedOn: ANY_PAGE }),
        ASKED.goals[3]!,
      ],
    });
    const [signUp, cart, purchase] = goals;
    const left = ["unconsented-left-out"];
    expect(purchase!.current).toMatchObject({
      keyEvents: { value: 1, quality: left },
      events: { value: 1, quality: left },
      value: { value: 10, quality: left },
    });
    expect(signUp!.current).toMatchObject({
      events: { value: 2 },
      keyEvents: { value: 1, quality: left },
      users: { value: 1 },
      sessions: { value: 1 },
      value: { value: 10 },
    });
    expect(signUp!.incomplete).toEqual([
      { parameter: "plan", without: 1 },
      { parameter: "value", without: 0 },
    ]);
    expect([numberOf(cart!.views), numberOf(cart!.current.events)]).toEqual([2, 1]);
    expect(purchase!.perDay.find(({ events }) => events > 0)).toEqual({
      date: "2026-11-09",
      events: 1,
      keyEvents: 1,
      unconsented: 1,
    });
    expect(purchase!.by).toMatchObject([{ keyEvents: 1 }]);
    expect(purchase!.previous).toBeNull();
    expect(traffic.current).toMatchObject({ sessions: { value: 1 }, users: { value: 1 } });
    expect(quality.map(({ code }) => code)).toEqual([
      "unconsented-left-out",
      "incomplete-events",
      "truncated",
      "truncated",
    ]);
    expect(quality[0]!.message).toBe(
      "5 events of 11 came without consent, and have neither a user nor a session: left out of all figures. Events of goals among them: sign_up (1), cart (1), purchase (1).",
    );
  });

  test("a purchase that came with and without consent is the one with it", async () => {
    const buy = (at: number, person: string | null): Happening => ({
      at,
      event: "purchase",
      person,
      transaction: "T1",
      parameters: { value: 10 },
    });
    const { goals } = await asked(written(ndjson([buy(AT, null), buy(AT + 60, "1.1")]), "ndjson"));
    expect(numberOf(goals[3]!.current.keyEvents)).toBe(1);
  });

  test("a session that is under way at midnight belongs to the day on which it began", async () => {
    const happenings: Happening[] = [
      { at: hours(7, 23.9), event: "page_view", person: "1.1", session: 5 },
      { at: hours(7, 23.95), event: "sign_up", person: "1.1", session: 5 },
      { at: hours(8, 0.1), event: "sign_up", person: "1.1", session: 5 },
      { at: hours(8, 0.2), event: "purchase", person: "1.1", session: 5 },
    ];
    const { goals, traffic } = await asked(written(ndjson(happenings), "ndjson"));
    expect([numberOf(traffic.current.sessions), numberOf(traffic.previous!.sessions)]).toEqual([0, 1]);
    expect(goals[0]!.current).toMatchObject({ keyEvents: { value: 0 }, events: { value: 1 } });
    expect(goals[0]!.previous).toMatchObject({ keyEvents: { value: 1 }, events: { value: 1 } });
    expect(goals[3]!.current).toMatchObject({ keyEvents: { value: 1 }, sessions: { value: 0 } });
  });

  test("days without any event are said", async () => {
    const days = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 13, 14];
    const { quality } = await asked(
      written(
        ndjson(days.map((day) => ({ at: hours(day, 12), event: "page_view", person: "1.1" }))),
        "ndjson",
      ),
    );
    expect(quality).toEqual([
      {
        code: "truncated",
        message:
          "The export has no events at all on 2026-11-11: what is counted in the period lacks this day.",
        about: null,
      },
    ]);
  });

  test("values in several currencies are never added up", async () => {
    const buy = (currency: string, at: number): Happening => ({
      at,
      event: "purchase",
      person: "1.1",
      parameters: { value: 10, currency },
    });
    const file = written(ndjson([buy("EUR", AT), buy("CHF", AT + 1)]), "ndjson");
    const { goals, currency, traffic } = await asked(file);
    expect([traffic.previous, goals[3]!.previous]).toEqual([null, null]);
    expect([goals[3]!.current.value.is, currency]).toEqual(["not measurable", null]);
    const inDollars = await asked(await parquetOf(file, "*, 11.5 as event_value_in_usd"));
    expect([inDollars.goals[3]!.current.value, inDollars.currency]).toEqual([
      { is: "measured", value: 23, quality: ["estimate"] },
      "USD",
    ]);
  });

  test("clicks are compared with views of their pages, without personal parts of addresses", async () => {
    const view = (path: string, at: number): Happening => ({
      at,
      event: "page_view",
      person: "1.1",
      parameters: { page_location: `https://shop.example${path}` },
    });
    const page = {
      ...ANY_PAGE,
      path: [{ op: "begins_with", values: ["/größe/"], not: false, ignoreCase: false, at: PLACE }],
    } as const;
    const happenings = [
      view("/gr%C3%B6%C3%9Fe/1?mail=a@b.example#x", AT),
      view("/gr%C3%B6%C3%9Fe/2", AT + 1),
      view("/user/jane%40doe.example/orders", AT + 2),
      { ...view("/user/jane@doe.example/orders?token=1", AT + 3), event: "sign_up" },
      { ...view("/reset/0123456789abcdef0123456789abcdef", AT + 4), event: "sign_up", session: 3 },
    ];
    const { goals } = await asked(written(ndjson(happenings), "ndjson"), {
      by: "page",
      goals: [goal("sign_up", { clickedOn: page }), goal("cart", { clickedOn: ANY_PAGE })],
    });
    expect(goals.map(({ views }) => numberOf(views))).toEqual([2, 3]);
    expect(goals[0]!.by).toEqual([
      { value: "/reset/(personal)", keyEvents: 1, sessions: 1, reached: 1 },
      { value: "/user/(personal)/orders", keyEvents: 1, sessions: 1, reached: 1 },
    ]);
  });

  test.each([
    ["/account/customer-4711", "/account/(personal)"],
    ["/p;jsessionid=ABC/x?mail=a@b.example#jane@doe.example", "/p/x"],
    ["/ga/GA1.1.987654321.1234567890", "/ga/GA1.1.(personal)"],
    ["/card/4111111111111111", "/card/(personal)"],
    ["/from/192.168.17.5", "/from/(personal)"],
    ["/call/%2B49%20170%201234567", "/call/(personal)"],
    ["/call/0170-1234567", "/call/(personal)"],
    // Neither an article's number nor a day is about anybody.
    ["/ean/4006381333931/2026-11-01-news", "/ean/4006381333931/2026-11-01-news"],
    ["/blog/2026/11/01/v1.2.3", "/blog/2026/11/01/v1.2.3"],
  ])("of %s, %s leaves the export", async (path, shown) => {
    const page_location = `https://shop.example${path}`;
    const line = ndjson([{ at: AT, event: "sign_up", person: "1.1", parameters: { page_location } }]);
    const file = written(line.replace("{", '{"user_id":"customer-4711",'), "ndjson");
    const { goals } = await asked(file, { by: "page", goals: [goal("sign_up")] });
    expect(goals[0]!.by!.map(({ value }) => value)).toEqual([shown]);
  });

  test("a dimension that the export does not have is said, not counted as nothing", async () => {
    const file = written(ndjson([{ at: AT, event: "sign_up", person: "1.1" }]), "ndjson");
    const { goals, quality } = await asked(file, { by: "channel" });
    expect(goals[0]!.by).toBeNull();
    expect(quality).toContainEqual(expect.objectContaining({ code: "not-measurable" }));
  });

  test("variants: everybody belongs to the first one seen, and what follows counts for it", async () => {
    const see = (variant: string, person: string, at: number): Happening => ({
      at,
      event: "shown",
      person,
      parameters: { ab: variant },
    });
    const buy = (person: string, at: number): Happening => ({ at, event: "purchase", person });
    const seen = (variant: string) => ({
      where: [
        {
          key: "ab",
          is: [
            { op: "equals" as const, values: [variant] as const, not: false, ignoreCase: false, at: PLACE },
          ],
        },
      ],
    });
    const happenings = [
      see("a", "1.1", AT),
      buy("1.1", AT + 10),
      see("b", "1.1", AT + 20),
      see("b", "2.2", AT + 30),
      buy("3.3", AT + 40),
      see("a", "3.3", AT + 50),
      buy("4.4", AT + 60),
      // At one moment: the same in every form, and whatever the order of rows.
      ...["5.5", "6.6", "7.7", "8.8"].flatMap((person) => [see("b", person, AT), see("a", person, AT)]),
    ];
    const lines = written(ndjson(happenings), "ndjson");
    const questions = {
      experiments: [
        {
          id: "price",
          name: "Price",
          goals: [{ id: "purchase", event: "purchase" }],
          period: PERIOD,
          variants: [
            { name: "now", share: 0.5, seen: seen("a") },
            { name: "new", share: 0.5, seen: seen("b") },
          ],
        },
      ],
    };

    for (const file of [lines, await parquetOf(lines)])
      expect((await asked(file, questions)).experiments).toEqual([
        {
          id: "price",
          unit: "user",
          variants: [
            { name: "now", n: 6, conversions: [1] },
            { name: "new", n: 1, conversions: [0] },
          ],
        },
      ]);
  });

  test("credit is shared out by order and by sets, and adds up to 1", async () => {
    const path = (person: string, ...events: string[]): Happening[] =>
      events.map((event, index) => ({ at: AT + 100 * index, event, person }));
    const happenings = [
      // The published example: C1→C2→C3 ✓, C1 ✗, C2→C3 ✗; a repetition is one step.
      ...path("1.1", "sign_up", "cart", "cart", "download", "purchase", "sign_up"),
      ...path("2.2", "sign_up"),
      ...path("3.3", "cart", "download"),
    ];
    const file = written(ndjson(happenings), "ndjson");
    const { attribution } = await asked(file, { leads: ASKED.leads });
    const third = expect.closeTo(1 / 3, 9);
    expect(attribution).toEqual([
      {
        macro: "purchase",
        conversions: 1,
        shares: [
          { micro: "sign_up", markov: expect.closeTo(0.2, 9), shapley: third },
          { micro: "cart", markov: expect.closeTo(0.4, 9), shapley: third },
          { micro: "download", markov: expect.closeTo(0.4, 9), shapley: third },
        ],
      },
    ]);
  });

  test("with a window for leads its last days are left out", async () => {
    const happenings: Happening[] = [
      { at: hours(8), event: "cart", person: "1.1" },
      { at: hours(9), event: "purchase", person: "1.1" },
      { at: hours(8), event: "cart", person: "2.2" },
      { at: hours(12), event: "purchase", person: "2.2" },
      { at: hours(14), event: "cart", person: "3.3" },
      { at: hours(14, 1), event: "purchase", person: "3.3" },
      { at: hours(9), event: "purchase", person: "4.4" },
    ];
    const file = written(ndjson(happenings), "ndjson");
    const { leads } = await source(file, { leadDays: 2 }).answer({
      ...ASKED,
      leads: [lead("cart", "purchase")],
    });
    expect(leads[0]).toMatchObject({
      within: 2,
      counts: { with: 2, converted: 1, without: 2, convertedWithout: 2 },
    });
  });
});

describe("which files", () => {
  const one = (at: number): string => ndjson([{ at, event: "cart", person: "1.1" }]);

  test("a pattern, a folder, several; a complete day's table leaves out that of the running day", async () => {
    const place = mkdtempSync(join(folder, "some-"));
    writeFileSync(join(place, "events_20261109.ndjson"), one(AT));
    writeFileSync(join(place, "events_intraday_20261109.ndjson"), one(AT + 1));
    writeFileSync(join(place, "events_intraday_20261110.ndjson"), one(hours(10, 3)));
    writeFileSync(join(place, "read me.txt"), "no events");
    const count = async (...names: string[]) => numberOf((await asked(names)).goals[1]!.current.events);
    expect(await count(join(place, "events_*.ndjson"))).toBe(2);
    expect(await count(place)).toBe(2);
    expect(await count(join(place, "events_20261109.ndjson"), join(place, "*_20261110.ndjson"))).toBe(2);
    expect(await source(place).calendar()).toEqual({
      timeZone: null,
      first: "2026-11-09",
      settled: "2026-12-22",
      last: "2026-11-10",
    });
    const soon = source(place, { now: () => Date.UTC(2026, 10, 11, 12) });
    expect(await soon.calendar()).toMatchObject({ settled: dayAt(hours(9)) });
  });

  test("what cannot be read says why", async () => {
    const refusal = async (...names: string[]) => {
      try {
        await source(names).calendar();
        return "read";
      } catch (error) {
        const { code, message } = error as { code: string; message: string };
        return `${code}: ${message.replaceAll(folder, "")}`;
      }
    };
    expect(await refusal(join(folder, "nothing_*.parquet"))).toBe(
      "events-missing: There is no file of events /nothing_*.parquet.",
    );
    expect(await refusal(written("a,b", "csv"))).toMatch(/^events-form: \S+ is a CSV file/);
    expect(await refusal(written("PAR1", "parquet"))).toMatch(/^events-unreadable: /);
    expect(await refusal(written("", "ndjson"))).toMatch(/^events-empty: /);
    const strange = await parquetOf(written('{"a": 1}\n', "ndjson"));
    expect(await refusal(strange)).toMatch(/^events-form: \S+ does not have the columns .* event_date/);
  });

  test("what is broken further down is a message, without what is in the file", async () => {
    const [line] = ndjson([{ at: AT, event: "cart", person: "1.1" }]).split("\n");
    const broken = line!.replace(
      /"event_params":\[.*?\](?=,")/,
      '"event_params":{"mail":"jane@shop.example"}',
    );
    expect(broken).not.toBe(line);
    const error = await asked(written(`${broken}\n`, "ndjson")).catch((one: Error) => one);
    expect(error).toMatchObject({
      code: "events-unreadable",
      message: expect.not.stringMatching(/[A-Z]\w+ Error: /),
      hint: "Export this file again, or leave it out of --events.",
    });
    const { message, cause } = error as Error;
    expect(message).toMatch(/in line 1: Expected ARRAY, but got OBJECT\.$/);
    expect(`${message} ${String(cause)}`).not.toContain("jane");
  });

  test("many files are read in little memory", async () => {
    const days = Array.from({ length: 14 }, (_, index) => index + 1).map((day) => {
      const lines = ndjson([{ at: hours(day, 9), event: "sign_up", person: "1.1", session: day }]);
      return written(`[${lines.trim().replaceAll("\n", ",")}]`, "json");
    });
    const { goals } = await asked(days);
    expect(goals[0]!.current.keyEvents).toEqual(exactly(7));
  });

  test("texts of the goals file are texts, whatever is in them", async () => {
    const names = ["it's", 'a "quote"', "back\\slash", "x'); drop table events; --"];
    const file = written(
      ndjson(names.map((event, index) => ({ at: AT + index, event, person: "1.1" }))),
      "ndjson",
    );
    const { goals } = await asked(file, {
      goals: names.map((name) => goal(name)),
      funnels: [funnel(names)],
      leads: [],
    });
    expect(goals.map(({ current }) => numberOf(current.keyEvents))).toEqual([1, 1, 1, 1]);
  });
});

const SAMPLE = "../shared/event-export/malloy_ga4_events_sampled.snappy.parquet";
const USERS = "../shared/event-export/ga4_sample_users.ndjson";

describe(`Google's own sample (needs ${SAMPLE})`, () => {
  const days = { from: "2020-11-01", to: "2021-01-31" };
  const questions: Questions = {
    ...ASKED,
    period: days,
    previous: null,
    history: days,
    goals: [goal("purchase", { counting: "once_per_event", role: "macro" }), goal("add_to_cart")],
    funnels: [],
    leads: [],
  };

  test.skipIf(!existsSync(SAMPLE))(
    "purchases: 624 rows, of which those with one transaction are one",
    async () => {
      const sample = source([join(process.cwd(), SAMPLE)]);
      expect(await sample.calendar()).toMatchObject({ first: days.from, last: days.to });
      const { goals, traffic, quality } = await sample.answer(questions);
      expect(numberOf(traffic.current.users)).toBe(19_210);
      expect(quality.map(({ code }) => code)).toEqual(["duplicates-removed", "sampled"]);
      const { n } = await purchasesIn(SAMPLE);
      expect(numberOf(goals[0]!.current.events)).toBe(n);
    },
  );

  test.skipIf(!existsSync(USERS))("newline-delimited JSON with numbers as texts", async () => {
    const { traffic } = await source([join(process.cwd(), USERS)]).answer(questions);
    const lines = readFileSync(USERS, "utf8")
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as ExportedRow);
    const sessions = lines.flatMap(({ user_pseudo_id, event_params }) => {
      const id = event_params.find(({ key }) => key === "ga_session_id")?.value.int_value;
      return id ? [`${user_pseudo_id} ${id}`] : [];
    });
    expect(numberOf(traffic.current.users)).toBe(60);
    expect(numberOf(traffic.current.sessions)).toBe(new Set(sessions).size);
  });
});

interface ExportedRow {
  readonly user_pseudo_id: string;
  readonly event_params: readonly { key: string; value: { int_value?: string | null } }[];
}

/** Rows of purchases, each transaction once. */
async function purchasesIn(file: string): Promise<{ n: number }> {
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  const { getRowObjectsJson } = await connection
    .runAndReadAll(
      `select ecommerce.transaction_id as id from read_parquet('${file}') where event_name = 'purchase'`,
    )
    .then((reader) => ({ getRowObjectsJson: () => reader.getRowObjectsJson() }));
  const ids = getRowObjectsJson().map(({ id }) => id as string | null);
  instance.closeSync();
  const named = ids.filter((id) => id !== null && id !== "(not set)");
  return { n: new Set(named).size + ids.length - named.length };
}
