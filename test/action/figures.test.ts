/** Figures in a workflow: in the plan's comment, in a report, and nowhere in a public repository that does not ask for it. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { HEAD, PROPERTY } from "../support/shop.ts";
import { pullPayload, type RunOptions, type Stage, stage } from "./runner.ts";

const GOALS = `${HEAD}goals:
  thanks: { type: destination, page: /thanks, value: 5 }
`;

/** The sandbox of a stage lives on the first of March. */
const NOW = Date.parse("2026-03-01T12:00:00Z");
/** Nothing has come for weeks. */
const LATER = Date.parse("2026-03-22T12:00:00Z");
const DAY = "2026-02-24";
const HEAD_SHA = "b".repeat(40);

/** The page was viewed 4,321 times on one day: a number that is nowhere else. */
async function visited(): Promise<Stage> {
  const here = await stage(GOALS);
  await here.push(["c".repeat(40)], { with: { approval: "none" } });
  const parameters = { page_location: "https://www.acme.example/thanks" };
  const views = Array.from({ length: 4321 }, () => ({
    name: "page_view",
    at: `${DAY}T10:00:00Z`,
    parameters,
  }));
  const count = { name: "thanks", at: `${DAY}T10:00:00Z` };
  const body = { property: PROPERTY, sessions: [{ client: "a", events: [...views, count] }] };
  const headers = { "content-type": "application/json" };
  await fetch(`${here.sandbox.url}/sandbox/events`, { method: "POST", headers, body: JSON.stringify(body) });
  return here;
}

const repository = (isPrivate: boolean) => ({ repository: { private: isPrivate } });

/** A pull request with a second goal on the same page. */
async function planned(here: Stage, isPrivate: boolean, inputs: Readonly<Record<string, string>>) {
  here.write(`${GOALS}  again: { type: destination, page: /thanks, event: again }\n`);
  if (!here.github.pulls.has(7)) here.github.open(7, HEAD_SHA);
  const payload = { ...pullPayload(7, HEAD_SHA), ...repository(isPrivate) };
  const ran = await here.plan(7, { payload, now: NOW, with: inputs });
  const comment = here.github.pulls
    .get(7)!
    .comments.map(({ body }) => body)
    .join("\n");
  return { ran, written: `${comment}\n${ran.summary}\n${ran.log}` };
}

test("a private repository's comment says how often a goal would have counted", async () => {
  const { ran, written } = await planned(await visited(), true, { impact: "true" });
  expect(ran.exitCode).toBe(0);
  expect(written).toContain("| | Goal | What it counts | Would have counted | What happens | Why |");
  expect(written).toContain("4,321 times in 1 session");
});

test("a public repository's comment has no figure, and says so, unless figures may be public", async () => {
  const here = await visited();
  const without = await planned(here, false, { impact: "true" });
  expect(without.written).not.toContain("4,321");
  expect(without.written).toContain("How often the goals would have counted is left out.");
  const withThem = await planned(here, false, { impact: "true", "public-figures": "true" });
  expect(withThem.written).toContain("4,321");
});

test("nothing is asked without the input", async () => {
  const here = await visited();
  const before = here.sandbox.requests.length;
  await planned(here, true, {});
  expect(here.sandbox.requests.slice(before).filter(({ url }) => url.includes("unReport"))).toEqual([]);
});

async function reported(here: Stage, isPrivate: boolean, more: Partial<RunOptions> = {}) {
  const payload = repository(isPrivate);
  return here.run({
    event: "schedule",
    payload,
    now: NOW,
    ...more,
    with: { command: "report", ...more.with },
  });
}

test("a report is in the summary, in one issue, and in files", async () => {
  const here = await visited();
  const ran = await reported(here, true);
  expect(ran.exitCode).toBe(0);
  expect(ran.outputs["result"]).toBe("checked");
  expect(ran.summary).toContain("| Thanks |");
  const [issue] = here.github.issues;
  expect(issue!.body).toContain("| Thanks |");
  await reported(here, true);
  expect(here.github.issues).toHaveLength(1);
  // A person does not want to read it any more.
  here.github.issues[0]!.state = "closed";
  const closed = await reported(here, true);
  expect(here.github.issues).toMatchObject([{ state: "closed" }]);
  expect(closed.log).toContain("The issue of this report is closed: reopen it");
});

test("a report from an export of events asks what only every single event shows, of Google nothing", async () => {
  const here = await stage(`${GOALS}  ask: { type: event, on: { form: ask } }\n`);
  const parameters = [{ key: "ga_session_id", value: { int_value: "1" } }];
  const events = ["ask", "thanks", "thanks"].map((event_name, index) => ({
    event_date: "20260224",
    event_timestamp: `177192720${index}000000`,
    event_name,
    user_pseudo_id: "a",
    event_params: parameters,
  }));
  const lines = events.map((one) => JSON.stringify(one)).join("\n");
  writeFileSync(join(here.workspace, "of the week.ndjson"), lines);
  const inputs = {
    events: "of the week.ndjson",
    unit: "session",
    "lead-days": "1",
    forms: "true",
    by: "device",
  };
  const before = here.sandbox.requests.length;
  const ran = await reported(here, true, { with: inputs });
  expect(ran.exitCode).toBe(0);
  expect(here.sandbox.requests.length).toBe(before);
  const made = JSON.parse(readFileSync(ran.outputs["report-file"]!, "utf8"));
  expect(made.source).toBe("events");
  expect(made.goals.map(({ id, keyEvents }: { id: string; keyEvents: number }) => [id, keyEvents])).toEqual([
    ["thanks", 1],
    ["ask", 1],
  ]);
  expect(made.funnels).toMatchObject([{ id: "form:ask", unit: "session" }]);
});

test("a report fails on dead goals where the workflow asks for it, after everything is written", async () => {
  const here = await visited();
  const dead = await reported(here, true, { now: LATER, with: { "fail-on": "dead" } });
  expect([dead.exitCode, dead.outputs["failure-reason"]]).toEqual([1, "dead-goals"]);
  expect(dead.log).toContain("1 goal has stopped counting, or never counted: thanks.");
  expect(here.github.issues).toHaveLength(1);
  expect((await reported(here, true, { now: LATER })).exitCode).toBe(0);
  const inPublic = await reported(here, false, { now: LATER, with: { "fail-on": "dead" } });
  expect([inPublic.exitCode, inPublic.outputs["failure-reason"]]).toEqual([1, "dead-goals"]);
  expect(inPublic.log).toContain("1 goal has stopped counting, or never counted.");
});

test("a public repository's report has no figure, neither in the summary nor in an issue nor in the log", async () => {
  const here = await visited();
  const ran = await reported(here, false);
  expect(ran.exitCode).toBe(0);
  expect(ran.summary).toContain("Figures are only written into private repositories");
  expect(`${ran.summary}${ran.log}`).not.toMatch(/\| Thanks \||EUR|Reading figures/);
  expect(here.github.issues).toEqual([]);
});
