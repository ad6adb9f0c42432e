/** The same visits, received by the sandbox's Data API and exported as events: both answer the same, where they can. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { expect, test } from "vitest";
import { plusDays } from "../../src/figures/period.ts";
import type { Report } from "../../src/figures/report.ts";
import { startSandbox } from "../../src/sandbox/sandbox.ts";
import { folder } from "../support/in-process.ts";

const FILE = `version: 1
name: shop
targets: { production: { ga4: { property: "1", measurement_id: G-TEST000001 }, gtm: { container: GTM-TEST01 } } }
defaults: { currency: EUR }
goals:
  purchase: { type: event, on: { ga4_event: purchase }, counting: once_per_event, role: macro, value: 50 }
  sign_up: { type: event, on: { data_layer: signed_up }, counting: once_per_session, value: 4, role: micro, leads_to: purchase, parameters: { plan: { data_layer: plan, register: dimension } } }
  contact: { type: event, on: { form: { id: contact } }, page: { path: { begins_with: /help } }, role: micro, leads_to: purchase }
  brochure: { type: destination, page: /brochure, counting: once_per_session, role: micro, leads_to: purchase }
funnels:
  checkout: { within: 30m, steps: [{ id: cart, page: /cart }, sign_up, purchase] }
  slow: { steps: [{ id: start, page: / }, purchase] }
`;

const TODAY = new Date().toISOString().slice(0, 10);
const PERIOD = ["--from", plusDays(TODAY, -14), "--to", plusDays(TODAY, -8)];
const NAMES = ["page_view", "checkout_cart", "slow_start", "sign_up", "brochure", "purchase"];
/** Of every fifth visit: forms that are begun on several pages, and mostly not sent. */
const FORMS = [
  { name: "form_start", parameters: { form_id: "search", page_location: "https://shop.example/help" } },
  { name: "form_start", parameters: { form_id: "contact", page_location: "https://shop.example/help/us" } },
  { name: "contact", parameters: {} },
  { name: "form_start", parameters: { form_id: "contact", page_location: "https://shop.example/" } },
  { name: "scroll", parameters: {} },
];
/** Every fourth visit takes these steps in order, as far as it comes. */
const WAY = ["checkout_cart", "sign_up", "purchase", "slow_start"];

interface Visit {
  readonly client: string;
  readonly device: string;
  readonly events: readonly { readonly name: string; readonly at: string; readonly parameters: object }[];
}

/** Sixty visits of twenty people in two weeks, by a rule; steps of a few to forty minutes. */
const VISITS: readonly Visit[] = Array.from({ length: 60 }, (_, nth) => {
  const client = nth % 20;
  const day = plusDays(TODAY, -21 + ((nth * 5) % 14));
  let minutes = 8 * 60 + Math.floor(nth / 20) * 240;
  const events = Array.from({ length: 2 + (nth % 5) }, (_, step) => {
    minutes += [1, 3, 40][(nth + step) % 3]!;
    const at = `${day}T${new Date(minutes * 60_000).toISOString().slice(11, 19)}Z`;
    const name = nth % 4 === 0 ? WAY[step % 4]! : NAMES[(nth * 5 + step * step + client) % NAMES.length]!;
    const form = nth % 5 === 1 ? FORMS[((nth % 4) + step) % FORMS.length] : undefined;
    const parameters = name === "sign_up" && nth % 3 > 0 ? { plan: "a" } : {};
    return { name, parameters, ...form, at };
  });
  return { client: `${client}.1`, device: client % 3 === 0 ? "mobile" : "desktop", events };
});

function exported(): string {
  const lines = VISITS.flatMap(({ client, device, events }, session) =>
    events.map(({ name, at, parameters }) => ({
      event_date: at.slice(0, 10).replaceAll("-", ""),
      event_timestamp: `${Date.parse(at)}000`,
      event_name: name,
      event_params: [
        { key: "ga_session_id", value: { int_value: String(session) } },
        ...Object.entries(parameters).map(([key, value]) => ({ key, value: { string_value: value } })),
      ],
      user_pseudo_id: client,
      device: { category: device },
    })),
  );
  return lines.map((line) => `${JSON.stringify(line)}\n`).join("");
}

test("equal figures from the Data API, newline-delimited JSON and Parquet", async () => {
  const seed = {
    properties: [{ property: "1", measurementId: "G-TEST000001", currency: "EUR" }],
    containers: [{ publicId: "GTM-TEST01" }],
  };
  const sandbox = await startSandbox({ seed });
  const { goalform, path } = folder({ "goals.yaml": FILE, "events.ndjson": exported() });
  await goalform(["apply", "--auto-approve", "--endpoint", sandbox.url]);
  const response = await fetch(`${sandbox.url}/sandbox/events`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ property: "1", sessions: VISITS }),
  });
  expect(response.ok).toBe(true);
  await asParquet(path);
  const report = async (...args: string[]) => {
    const { out } = await goalform(["report", "--format", "json", "--by", "device", ...PERIOD, ...args]);
    return comparable(JSON.parse(out) as Report);
  };
  const fromGoogle = await report("--leads", "--forms", "--endpoint", sandbox.url);
  await sandbox.close();
  expect(fromGoogle.goals[0]!.keyEvents).toBeGreaterThan(5);
  expect(fromGoogle.funnels[0]!.steps[2]!.count).toBeGreaterThan(0);
  expect(fromGoogle.goals[1]!.incomplete).toMatchObject([{ parameter: "plan" }]);
  const [, , form] = fromGoogle.funnels;
  expect(form).toMatchObject({ id: "form:contact", name: "Contact: form begun, and sent" });
  const [begun, sent] = form!.steps.map(({ count }) => count);
  expect([begun! >= sent!, sent! > 0]).toEqual([true, true]);
  expect(await report("--forms", "--events", "events.ndjson")).toEqual(fromGoogle);
  expect(await report("--forms", "--events", "events_*.parquet")).toEqual(fromGoogle);
});

async function asParquet(path: string): Promise<void> {
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  const json = join(path, "events.ndjson");
  for (const half of [0, 1])
    await connection.run(
      `copy (select * from read_json('${json}') where cast(event_date as integer) % 2 = ${half}) to '${join(path, `events_${half}.parquet`)}'`,
    );
  instance.closeSync();
}

/** Without what only one of the two can know: time between steps, what came next, shares, and how many did without a
 * small step, which the Data API can only estimate. */
function comparable({ goals, funnels, leads, traffic, period, previous }: Report) {
  return {
    days: [period.from, period.to, previous],
    sessions: [traffic.current.sessions, traffic.previous?.sessions],
    users: [traffic.current.users, traffic.previous?.users],
    goals: goals.map(({ quality, ...goal }) => goal),
    funnels: funnels.map(({ steps, nextOf, ...funnel }) => ({
      ...funnel,
      steps: steps.map(({ medianSeconds, next, ...step }) => step),
    })),
    leads: leads
      .map(({ micro, macro, converted, rate, ...one }) => ({
        micro,
        macro,
        converted,
        rate,
        with: one.with,
      }))
      .sort((a, b) => (a.micro < b.micro ? -1 : 1)),
  };
}

test("says what is wrong with the files, before anything else", async () => {
  const { goalform, path } = folder({ "goals.yaml": FILE });
  writeFileSync(join(path, "flat.csv"), "event_name\n");
  const refusal = async (...files: string[]) => {
    const { out, exitCode } = await goalform(["report", "--format", "json", "--events", ...files]);
    return [exitCode, (JSON.parse(out) as { error: { code: string } }).error.code];
  };
  expect(await refusal("events_*.parquet")).toEqual([1, "events-missing"]);
  expect(await refusal("flat.csv")).toEqual([1, "events-form"]);
  expect(await refusal("bigquery:nothing")).toEqual([1, "events-form"]);
});
