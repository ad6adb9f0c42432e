/** How reports from events grow: as multiples of a plain scan of the same Parquet file, in the same run. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { duckdbEngine } from "../../src/events/duckdb/engine.ts";
import { eventsSource } from "../../src/events/source.ts";
import type { Questions } from "../../src/figures/question.ts";
import type { Figure } from "./bench.ts";

const EVENTS = 1_000_000;
const STEPS = ["view_item", "add_to_cart", "begin_checkout", "add_payment_info", "purchase"];

export async function eventFigures(): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), "goalform-bench-"));
  const file = join(folder, "events_20261101.parquet");
  try {
    await run(GENERATED.replace("FILE", file));
    const scan = await timed(() => run(SCAN.replace("FILE", file)));
    const source = eventsSource(duckdbEngine({ files: [file], cwd: folder }), {
      now: Date.now,
      progress: () => {},
    });
    const funnel = await timed(() => source.answer(QUESTIONS));
    const seconds = ({ cpu }: { cpu: number }): number => cpu / 1e6;
    return [
      {
        what: `a funnel of five steps with windows, ${EVENTS.toLocaleString("en-US")} events`,
        measured: seconds(funnel) / seconds(scan),
        most: 20,
        unit: "× a scan of their parameters",
      },
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const PERIOD = { from: "2026-11-01", to: "2026-11-28" };

const QUESTIONS: Questions = {
  period: PERIOD,
  previous: null,
  history: PERIOD,
  months: null,
  by: null,
  goals: [],
  funnels: [
    {
      id: "checkout",
      name: "Checkout",
      open: false,
      within: 1800,
      steps: STEPS.map((event) => ({ name: event, event, goal: null })),
    },
  ],
  leads: [],
  experiments: [],
};

/** Twelve events of each person in two sessions; a third goes on at each step. */
const GENERATED = `copy (
with numbered as (select n, n // 12 as person, n % 12 as k, hash(n) as h from range(${EVENTS}) t(n)),
named as (select *, case when k < 5 and h % 3 > 0 then list_value(${STEPS.map((step) => `'${step}'`).join(", ")})[k + 1] else 'page_view' end as name,
1793577600000000 + (person % 28) * 86400000000 + k * 60000000 as ts from numbered)
select strftime(make_timestamp(ts::bigint), '%Y%m%d') as event_date, ts::bigint as event_timestamp, name as event_name,
[{'key': 'ga_session_id', 'value': {'string_value': null::varchar, 'int_value': (1000 + person * 2 + k // 6)::bigint}},
{'key': 'page_location', 'value': {'string_value': 'https://shop.example/' || name || '/' || (h % 500), 'int_value': null}},
{'key': 'page_title', 'value': {'string_value': 'Title ' || (h % 500), 'int_value': null}},
{'key': 'session_engaged', 'value': {'string_value': '1', 'int_value': null}}] as event_params,
person || '.' || (hash(person) % 1000000000) as user_pseudo_id, 1::bigint as batch_event_index
from named) to 'FILE' (format parquet)`;

const SCAN = `select count(*), sum(len(event_params)), count(distinct event_name) from read_parquet('FILE')`;

async function run(sql: string): Promise<void> {
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  await connection.run(sql);
  instance.closeSync();
}

/** Microseconds of the processor, DuckDB's own threads included. */
async function timed(work: () => Promise<unknown>): Promise<{ cpu: number }> {
  const start = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(start);
  return { cpu: user + system };
}
