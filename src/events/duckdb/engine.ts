/** Answers questions about files of events on this machine. Only what does not fit into memory is stored, and only while it is needed. */

import { existsSync, mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { DuckDBConnection, DuckDBType } from "@duckdb/node-api";
import { clockOf } from "../clock.ts";
import { COPIES, ONE_OF_COPIES } from "../core/once.ts";
import type { Core, Covered, EventEngine, Row } from "../engine.ts";
import { EventsError } from "../events-error.ts";
import { literal, type Type, typeAt } from "./columns.ts";
import { fileReaders } from "./files.ts";
import { flattenDuckdb, namesOf, type Readable } from "./flatten.ts";
import { loadDuckdb } from "./library.ts";
import { strangeColumns, unreadable } from "./unreadable.ts";

export interface DuckdbOptions {
  /** Paths, folders and patterns. */
  readonly files: readonly string[];
  /** The folder that they are relative to. */
  readonly cwd: string;
  /** Of DuckDB's own, such as `1GB`; with 300 MB, which two cores have, a funnel over 10 million events takes less than 600 MB in all. Anything above that goes to a temporary folder. */
  readonly memory?: string;
}

export function duckdbEngine(options: DuckdbOptions): EventEngine {
  return {
    name: "events",
    covered: () => connected(options, async (run) => coveredBy(run, await readable(run, options))),
    run: (wanted, core) =>
      connected(options, async (run) => {
        const files = await readable(run, options);
        const hasNames = files.every(({ hasColumns }) => hasColumns) && files.length > 0;
        try {
          if (hasNames) await run(namesOf(files));
          await run(`create table events as ${flattenDuckdb(wanted, files, hasNames)}`);
          await keepOnce(run);
          return await rowsOf(run, core(literal));
        } catch (error) {
          // Lines that nobody has read before may be broken, and memory and disk may not do.
          throw unreadable([], error);
        }
      }),
  };
}

/** Copies are taken out of the table itself: leaving them out in each statement would be a sixth of all work where there are some. */
async function keepOnce(run: Run): Promise<void> {
  await run(`create table copies as ${COPIES}`);
  if ((await run("select 1 from copies limit 1")).rows.length > 0) {
    await run("delete from events where identity in (select identity from copies)");
    await run(`insert into events ${ONE_OF_COPIES}`);
  }
  await run("alter table events rename to once");
}

async function rowsOf(run: Run, { tables, selects }: Core): Promise<Row[]> {
  for (const { name, sql } of tables) await run(`create table ${name} as ${sql}`);
  const rows: Row[] = [];
  for (const select of selects)
    for (const [what, a, b, c, n, m] of (await run(select)).rows)
      rows.push({ what: text(what), a: text(a), b: text(b), c: text(c), n: Number(n), m: Number(m) });
  return rows;
}

function text(value: unknown): string {
  return value === null ? "" : String(value);
}

interface Found {
  readonly rows: readonly (readonly unknown[])[];
  readonly columns: ReadonlyMap<string, Type>;
}

type Run = (sql: string) => Promise<Found>;

/** More cores are not waited for: each takes memory of its own. */
const THREADS = Math.min(8, availableParallelism());

/** Nothing is fetched: what a file's reading needs is a part of DuckDB, or refused. */
async function connected<T>(
  { cwd, memory = `${Math.max(300, 150 * THREADS)}MB` }: DuckdbOptions,
  use: (run: Run) => Promise<T>,
): Promise<T> {
  const { DuckDBInstance } = await loadDuckdb(cwd);
  const folder = mkdtempSync(join(tmpdir(), "goalform-events-"));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  process.once("exit", remove);
  const instance = await DuckDBInstance.create(join(folder, "events.duckdb"), {
    memory_limit: memory,
    threads: String(THREADS),
    temp_directory: folder,
    preserve_insertion_order: "false",
    // Looking for the best compression takes longer than writing what it would save.
    force_compression: "uncompressed",
    // Nothing is known about tables that are not committed, so joins would be turned round at random: the core names the larger table first.
    disabled_optimizers: "join_order,build_side_probe_side",
    // What is not needed any more goes back to the system early: a fifth less memory at the peak, and no more work.
    allocator_flush_threshold: "1MB",
    allocator_bulk_deallocation_flush_threshold: "16MB",
    autoinstall_known_extensions: "false",
    autoload_known_extensions: "false",
  });
  try {
    const connection = await instance.connect();
    // Never committed: nothing waits for the disk.
    await connection.run("begin transaction");
    return await use((sql) => readAll(connection, sql));
  } finally {
    instance.closeSync();
    process.off("exit", remove);
    remove();
  }
}

async function readAll(connection: DuckDBConnection, sql: string): Promise<Found> {
  const reader = await connection.runAndReadAll(sql);
  const types = reader.columnTypes();
  const columns = new Map(reader.columnNames().map((name, index) => [name, typeOf(types[index]!)]));
  return { rows: reader.getRows(), columns };
}

/** Structs have names and types of entries, lists a type of values. */
function typeOf(type: DuckDBType): Type {
  if ("valueType" in type && !("keyType" in type)) return { list: typeOf(type.valueType as DuckDBType) };
  if (!("entryNames" in type)) return "plain";
  const { entryNames, entryTypes } = type;
  return { fields: new Map(entryNames.map((name, index) => [name, typeOf(entryTypes[index]!)])) };
}

const NEEDED = ["event_date", "event_timestamp", "event_name"];

async function readable(run: Run, options: DuckdbOptions): Promise<Readable[]> {
  const all: Readable[] = [];
  for (const { sql, files, hasColumns } of fileReaders(await filesOf(run, options))) {
    const { columns } = await run(`select * from ${sql} limit 0`).catch((error: unknown) => {
      throw unreadable(files, error);
    });
    const missing = NEEDED.filter((name) => typeAt(columns, name) === null);
    if (missing.length > 0) throw strangeColumns(files[0]!, missing);
    all.push({ from: sql, columns, hasColumns });
  }
  return all;
}

async function filesOf(run: Run, { files, cwd }: DuckdbOptions): Promise<string[]> {
  const found = new Set<string>();
  for (const file of files) {
    const own = await filesNamed(run, resolve(cwd, file));
    if (own.length === 0)
      throw new EventsError("events-missing", `There is no file of events ${file}.`, SAMPLE_PATTERN);
    for (const one of own) found.add(one);
  }
  return [...found];
}

const SAMPLE_PATTERN = "Name files, a folder, or a pattern in quotes, such as 'events_*.parquet'.";

async function filesNamed(run: Run, path: string): Promise<string[]> {
  if (!existsSync(path))
    return (await run(`select file from glob(${literal(path)})`)).rows.map(([file]) => String(file));
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path)
    .filter((name) => /\.(?:parquet|(?:ndjson|jsonl|json)(?:\.gz)?)$/i.test(name))
    .map((name) => join(path, name));
}

async function coveredBy(run: Run, all: readonly Readable[]): Promise<Covered> {
  const dates = all.map(
    ({ from }) =>
      `select cast("event_date" as varchar) as date, min(try_cast("event_timestamp" as bigint)) as first, max(try_cast("event_timestamp" as bigint)) as last from ${from} where "event_name" is not null group by "event_date"`,
  );
  const { rows } = await run(
    `select try_cast(replace(date, '-', '') as integer) as day, min(first) / 1000, max(last) / 1000 from (${dates.join(" union all ")}) group by day having day is not null order by day`,
  ).catch((error: unknown) => {
    throw unreadable([], error);
  });
  const spans = rows.map(([day, first, last]) => ({
    day: Number(day),
    first: Number(first),
    last: Number(last),
  }));
  return { days: spans.map(({ day }) => day), ahead: clockOf(spans) };
}
