/** BigQuery's statement and requests, against a double of its REST API. Nobody has run them at Google. */
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import { bigQueryEngine } from "../../src/events/bigquery/engine.ts";
import { exportedDataset } from "../../src/events/bigquery/table.ts";
import { eventsSource } from "../../src/events/source.ts";
import { numberOf } from "../../src/figures/figure.ts";
import { askingOf } from "../../src/figures/impact/judge.ts";
import type { Questions } from "../../src/figures/question.ts";
import { openBigQuery } from "../../src/google/bigquery/open.ts";
import { ANY_PAGE } from "../../src/language/goal-set/conditions.ts";
import { goalSet, HEAD } from "../support/shop.ts";

const EXPORTED = exportedDataset("bigquery:acme-data.analytics_123");
/** The site sends it. */
const SENT = { source: { from: "data_layer", name: "total", otherwise: null }, currency: "EUR" } as const;

const PERIOD = { from: "2026-11-08", to: "2026-11-14" };

const goal = (event: string, role: "micro" | "macro"): Questions["goals"][number] => ({
  id: event,
  name: event,
  event,
  isKeyEvent: true,
  counting: role === "macro" ? "once_per_event" : "once_per_session",
  role,
  stage: null,
  owner: null,
  leadsTo: [],
  value: role === "macro" ? SENT : null,
  marksOnly: false,
  parameters: [],
  clickedOn: role === "micro" ? { ...ANY_PAGE, path: [BEGINS] } : null,
});

const BEGINS = {
  op: "begins_with",
  values: ["/it's/\\"],
  not: false,
  ignoreCase: false,
  at: null as never,
} as const;

const QUESTIONS: Questions = {
  period: PERIOD,
  previous: null,
  history: PERIOD,
  months: null,
  by: "page",
  goals: [goal("cart", "micro"), goal("purchase", "macro")],
  funnels: [
    {
      id: "way",
      name: "Way",
      open: false,
      within: 1800,
      steps: ["cart", "purchase"].map((event) => ({ name: event, event, goal: null })),
    },
  ],
  leads: [{ micro: "cart", microEvent: "cart", macro: "purchase", macroEvent: "purchase" }],
  experiments: [],
};

interface Asked {
  readonly method: string;
  readonly url: string;
  readonly body: { query?: string; requestId?: string; dryRun?: boolean } | null;
}

type Reply = readonly [status: number, body: object];

let server: Server | undefined;
afterEach(() => {
  server?.close();
});

/** Answers as BigQuery does: 64-bit numbers as texts, rows as `f` and `v`. */
async function bigQuery(reply: (asked: Asked, nth: number) => Reply) {
  const asked: Asked[] = [];
  server = createServer((request, response) => {
    let text = "";
    request.on("data", (chunk) => {
      text += String(chunk);
    });
    request.on("end", () => {
      const one = { method: request.method!, url: request.url!, body: text === "" ? null : JSON.parse(text) };
      const [status, body] = reply(one, asked.push(one) - 1);
      response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
    });
  });
  await new Promise<void>((done) => server!.listen(0, "127.0.0.1", done));
  const root = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const said: string[] = [];
  const jobs = await openBigQuery(
    EXPORTED,
    { to: "endpoint", root, accessToken: "token" },
    { project: "acme-jobs", onWait: () => {} },
  );
  const progress = (doing: string) => said.push(doing);
  const engine = bigQueryEngine({ exported: EXPORTED, jobs, progress });
  return { asked, said, source: eventsSource(engine, { now: () => Date.UTC(2026, 10, 30), progress }) };
}

const TABLES = [
  "events_20261101",
  "events_20261114",
  "events_20261115",
  "events_intraday_20261116",
  "users_20261114",
];

/** Of an export from before there were batches, and with the channel of sessions. */
const SCHEMA: Reply = [
  200,
  {
    schema: {
      fields: [
        ...[
          "event_date",
          "event_timestamp",
          "event_name",
          "event_params",
          "event_bundle_sequence_id",
          "user_pseudo_id",
        ].map((name) => ({ name, type: "STRING" })),
        { name: "ecommerce", fields: [{ name: "transaction_id" }, { name: "purchase_revenue" }] },
      ],
    },
  },
];

function isAboutTables({ url }: Asked): Reply | null {
  if (/\/tables\/events_/.test(url)) return SCHEMA;
  return url.includes("/datasets/") ? tables(TABLES) : null;
}

function tables(names: readonly string[], nextPageToken?: string): Reply {
  return [200, { tables: names.map((tableId) => ({ tableReference: { tableId } })), nextPageToken }];
}

function row(...values: (string | null)[]) {
  return { f: values.map((v) => ({ v })) };
}

const REFERENCE = { projectId: "acme-jobs", jobId: "job_1", location: "EU" };

describe("requests", () => {
  test("days are the names of tables, of all pages, without those of the running day", async () => {
    const { source, asked } = await bigQuery((_, nth) =>
      nth === 0 ? tables(TABLES.slice(0, 2), "next") : tables(TABLES.slice(2)),
    );
    expect(await source.calendar()).toEqual({
      timeZone: null,
      first: "2026-11-01",
      settled: "2026-11-28",
      last: "2026-11-15",
    });
    expect(asked.map(({ method, url }) => `${method} ${url}`)).toEqual([
      "GET /bigquery/v2/projects/acme-data/datasets/analytics_123/tables?maxResults=1000",
      "GET /bigquery/v2/projects/acme-data/datasets/analytics_123/tables?maxResults=1000&pageToken=next",
    ]);
  });

  test("dry run, bytes said, a limit on what is billed, waiting, pages of rows", async () => {
    const { source, asked, said } = await bigQuery((one, nth) => {
      const { url, body } = one;
      const about = isAboutTables(one);
      if (about) return about;
      if (body?.dryRun) return [200, { jobComplete: true, totalBytesProcessed: "1234567890" }];
      if (nth === 3) return [200, { jobComplete: false, jobReference: REFERENCE }];
      if (!url.includes("pageToken"))
        return [
          200,
          {
            jobComplete: true,
            jobReference: REFERENCE,
            pageToken: "more",
            rows: [row("sessions", "current", "", "", "40.0", "30.0")],
          },
        ];
      return [
        200,
        {
          jobComplete: true,
          jobReference: REFERENCE,
          rows: [
            row("day", "cart", "20261109", "", "7.0", "5.0"),
            row("value-of", "purchase", "current", null, "1.25E1", "0.0"),
          ],
        },
      ];
    });
    const { traffic, goals } = await source.answer(QUESTIONS);
    expect([numberOf(traffic.current.sessions), numberOf(traffic.current.engagedSessions)]).toEqual([40, 30]);
    expect([numberOf(goals[0]!.current.keyEvents), numberOf(goals[1]!.current.value)]).toEqual([5, 12.5]);
    expect(said).toEqual(["Counting the events", "BigQuery reads 1.23 GB"]);
    expect(asked.map(({ method, url, body }) => [`${method} ${url}`, shown(body)])).toMatchSnapshot();
  });

  test("what would read too much is not run", async () => {
    const { source, asked } = await bigQuery(() => [
      200,
      { jobComplete: true, totalBytesProcessed: "200000000000" },
    ]);
    await expect(source.answer(QUESTIONS)).rejects.toMatchObject({
      code: "bigquery-bytes",
      message: "The query would read 200 GB, more than 100 GB. Nothing was run.",
    });
    expect(asked.filter(({ body }) => body !== null)).toHaveLength(1);
  });

  test("refusals say what to do in BigQuery", async () => {
    const refusal = async (...reply: Reply) => {
      const { source } = await bigQuery((one) =>
        one.body === null && reply[0] === 200 ? isAboutTables(one)! : reply,
      );
      const error = (await source.answer(QUESTIONS).catch((one: unknown) => one)) as {
        message: string;
        hint: string;
      };
      server?.close();
      return `${error.message} | ${error.hint}`;
    };
    expect(
      await refusal(403, {
        error: {
          code: 403,
          message: "Access Denied: Project acme-jobs",
          errors: [{ reason: "accessDenied" }],
        },
      }),
    ).toMatch(/Access Denied.* \| .*BigQuery Job User/);
    expect(await refusal(404, { error: { code: 404, message: "Not found: Dataset" } })).toMatch(
      /Not found.*BigQuery links/,
    );
    expect(
      await refusal(200, {
        jobComplete: true,
        errors: [{ reason: "invalidQuery", message: "Syntax error" }],
      }),
    ).toBe("Asking BigQuery how much the query reads failed: Syntax error | null");
  });
});

/** The statement has a golden file of its own. */
function shown(body: Asked["body"]): unknown {
  if (body === null) return null;
  return { ...body, query: "…", ...(body.requestId === undefined ? {} : { requestId: "…" }) };
}

function nothingOf({ body }: Asked): Reply {
  return [200, body?.dryRun ? { totalBytesProcessed: "1" } : { jobComplete: true, rows: [] }];
}

/** A page with everything that pages can say, a click, a link, a parameter with a number, and what sessions are asked. */
const COMPARED = `${HEAD}goals:
  thanks:
    type: destination
    page:
      path: { matches: "^/(en|de)/thanks$", ignore_case: true }
      query: { "it's": { not: done } }
      host: { ends_with: .acme.example }
  call: { type: event, on: { link: { url: { begins_with: "tel:" } } } }
  big: { type: event, on: { ga4_event: plan_b }, where: { total: { more_than: 99.5 } } }
  half: { type: event, on: { scroll: 50 }, page: { path: /thanks } }
  long: { type: duration, longer_than: 4m }
  deep: { type: pages_per_session, more_than: 5 }
  again: { type: event, on: { returning_visit: true } }
`;

describe("the statement", () => {
  test("is one, flattens once, and has the file's texts as parameters only", async () => {
    const { source, asked } = await bigQuery((one) => isAboutTables(one) ?? nothingOf(one));
    await source.answer(QUESTIONS);
    const query = asked.find(({ body }) => body?.dryRun)!.body!.query!;
    await expect(`${query}\n`).toMatchFileSnapshot("__snapshots__/statement.sql");
    expect(query.match(/unnest\(event_params\)/g)!.length).toBeGreaterThan(5);
    expect(query.match(/from `acme-data\.analytics_123\.events_\*`/g)).toHaveLength(1);
    expect(query).not.toMatch(/cart|it's|batch_|geo\./);
    expect(asked.find(({ body }) => body?.requestId)?.body?.query).toBe(query);
  });

  test("of impact compares every event, with the file's texts as parameters only", async () => {
    const { source, asked } = await bigQuery((one) => isAboutTables(one) ?? nothingOf(one));
    const { goals } = goalSet(COMPARED);
    const compared = goals.map((goal) => ({ id: goal.id, name: goal.name, before: goal, after: goal }));
    const { seen, ownEvents } = askingOf(compared, true);
    await source.match(seen, ownEvents, PERIOD);
    await source.frequent(["page", "link", "event"], PERIOD);
    const all = asked.flatMap(({ body }) => (body?.dryRun ? [body.query!] : []));
    expect(all).toHaveLength(4);
    await expect(`${all.join(";\n\n")}\n`).toMatchFileSnapshot("__snapshots__/impact.sql");
    for (const query of all) {
      expect(query.match(/from `acme-data\.analytics_123\.events_\*`/g)).toHaveLength(1);
      expect(query).not.toMatch(/thanks|it's|acme\.example|plan_b/);
    }
  });

  test("names of projects and datasets are nothing but names", () => {
    expect(exportedDataset("bigquery:acme.example:shop-data.analytics_1")).toEqual({
      project: "acme.example:shop-data",
      dataset: "analytics_1",
    });
    for (const name of [
      "bigquery:",
      "bigquery:a.b",
      "bigquery:acme-data",
      "bigquery:acme-data.x`y",
      "bigquery:acme-data.a.b",
    ])
      expect(() => exportedDataset(name)).toThrow("does not name a dataset");
  });
});
