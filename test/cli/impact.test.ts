/** `goalform impact` and `plan --impact`: how often goals would have counted, from events that the sandbox has received. */
import { afterAll, expect, test } from "vitest";
import { plusDays } from "../../src/figures/period.ts";
import { parseFault, type RunningSandbox, startSandbox } from "../../src/sandbox/sandbox.ts";
import { folder } from "../support/in-process.ts";

const HEAD = `version: 1
name: shop
targets: { production: { ga4: { property: "1", measurement_id: G-TEST000001 }, gtm: { container: GTM-TEST01 } } }
defaults: { counting: once_per_event }
goals:
`;

const GOALS = `${HEAD}
  thanks: { type: destination, page: /thanks }
  typo: { type: destination, page: /thank-yuo }
  step: { type: destination, page: { path: { begins_with: /th }, query: { step: done } } }
  call: { type: event, on: { click: "#call" } }
  pushed: { type: event, on: { data_layer: signed_up } }
  bought: { type: event, on: { ga4_event: purchase }, event: purchase }
  by_card: { type: event, on: { ga4_event: purchase }, event: card, where: { payment: card } }
  nobody: { type: event, on: { ga4_event: purchas }, event: purchas, allow: [event-not-sent] }
  outside: { type: event, on: { link: { url: { contains: partner }, outbound: true } } }
  either: { type: event, any: [{ page: /thank-you/ }, { on: { click: "#done" } }] }
  phone: { type: event, on: { link: { url: { begins_with: "tel:" } } } }
  members: { type: destination, page: /thanks, event: members, cookie: { member: "1" } }
`;

const BEFORE = `${HEAD}
  thanks: { type: destination, page: /thank-you/ }
  pushed: { type: event, on: { data_layer: registered } }
  gone: { type: destination, page: /thanks, event: gone }
`;

const DAY = plusDays(new Date().toISOString().slice(0, 10), -5);
const SITE = "https://www.acme.example";

const view = (path: string) => ({ name: "page_view", parameters: { page_location: SITE + path } });
const event = (name: string, parameters: object = {}) => ({ name, parameters });

const SESSIONS = [
  {
    client: "a",
    events: [view("/thanks"), view("/thanks?step=done"), event("purchase", { payment: "card" })],
  },
  { client: "b", events: [view("/thank-you/"), view("/thank-you/"), event("purchase", { payment: "bill" })] },
  { client: "c", events: [view("/thanks"), event("pushed"), event("gone"), event("purchase")] },
  {
    client: "d",
    events: [
      view("/thank-you/"),
      event("click", { link_url: "https://partner.example/x", outbound: "true" }),
    ],
  },
].map(({ client, events }) => ({
  client,
  events: events.map((one, minute) => ({ ...one, at: `${DAY}T10:0${minute}:00Z` })),
}));

const closing: (() => Promise<void>)[] = [];
afterAll(() => Promise.all(closing.map((close) => close())));

async function played(): Promise<RunningSandbox> {
  const seed = {
    properties: [{ property: "1", measurementId: "G-TEST000001" }],
    containers: [{ publicId: "GTM-TEST01" }],
  };
  const sandbox = await startSandbox({ seed });
  closing.push(() => sandbox.close());
  const { goalform } = folder({ "goals.yaml": BEFORE });
  await goalform(["apply", "--auto-approve", "--endpoint", sandbox.url]);
  const body = JSON.stringify({ property: "1", sessions: SESSIONS });
  const headers = { "content-type": "application/json" };
  await fetch(`${sandbox.url}/sandbox/events`, { method: "POST", headers, body });
  return sandbox;
}

let usual: Promise<RunningSandbox> | undefined;

async function run(...args: string[]) {
  return runOn(GOALS, ...args);
}

async function runOn(file: string, ...args: string[]) {
  usual ??= played();
  const { url } = await usual;
  return folder({ "goals.yaml": file }).goalform([...args, "--endpoint", url]);
}

interface Shown {
  readonly format: string;
  readonly goals: readonly { readonly goal: string; readonly [field: string]: unknown }[];
}

test("says for each goal that changes how often it would have counted, and how that is known", async () => {
  const { out, exitCode } = await run("impact", "--format", "json");
  expect(exitCode).toBe(0);
  const { format, goals } = JSON.parse(out) as Shown;
  expect(format).toBe("goalform.impact/1");
  const of = (id: string) => goals.find(({ goal }) => goal === id);
  expect(of("thanks")).toMatchObject({
    method: "estimate",
    filter: 'event page_view, path equals "/thanks"',
    current: { count: 3, sessions: 2 },
    proposed: { count: 3, sessions: 2 },
    counted: { count: 0, sessions: 0 },
    nearest: null,
  });
  expect(of("typo")).toMatchObject({
    method: "estimate",
    current: null,
    proposed: { count: 0, sessions: 0 },
    nearest: { what: "page", value: "/thank-you/", count: 3 },
  });
  expect(of("step")).toMatchObject({ proposed: { count: 1, sessions: 1 } });
  expect(of("call")).toMatchObject({ method: "not-measurable", filter: null, current: null, proposed: null });
  // What is live sends its own event: that is what it counted, though nobody knows what it would count.
  expect(of("pushed")).toMatchObject({
    method: "not-measurable",
    current: { count: 1, sessions: 1 },
    proposed: null,
  });
  expect(of("nobody")).toMatchObject({ nearest: { what: "event", value: "purchase", count: 3 } });
  expect(of("by_card")).toMatchObject({ method: "not-measurable" });
  expect(of("outside")).toMatchObject({ method: "estimate", proposed: { count: 1, sessions: 1 } });
  expect(of("members")).toMatchObject({ method: "estimate", proposed: { count: 3, sessions: 2 } });
  expect(JSON.stringify(of("members"))).toContain("the cookie member");
  expect(of("either")).toMatchObject({ method: "estimate", proposed: { count: 3, sessions: 2 } });
  expect(JSON.stringify(of("either"))).toContain("A way that leads to the goal is missing.");
  // Analytics records no such clicks: none found does not mean that there were none.
  expect(of("phone")).toMatchObject({ method: "not-measurable", proposed: null });
  expect(of("gone")).toMatchObject({
    current: { count: 3, sessions: 2 },
    counted: { count: 1, sessions: 1 },
    proposed: null,
  });
});

test("what is live is compared with its own event, too", async () => {
  const { out } = await run("impact");
  expect(out).toContain(
    "It counted 3 times in 2 sessions, and will count nothing. Its own event was received once in 1 session.",
  );
  expect(out).toContain(
    "Its own event was not received once: has the goal been live, and does its tag fire?",
  );
});

test("from an export of the same events: the same figures, exactly, and what only single events say", async () => {
  usual ??= played();
  const { url } = await usual;
  const events = await (await fetch(`${url}/sandbox/events?property=1`)).text();
  const file = `${GOALS}  deep: { type: pages_per_session, more_than: 1 }
  long: { type: duration, longer_than: 1m }
  back: { type: event, on: { returning_visit: true } }
`;
  const { goalform } = folder({ "goals.yaml": file, "events.ndjson": events });
  const impact = async (...args: string[]) => {
    const { out } = await goalform([
      "impact",
      "--days",
      "2",
      "--to",
      DAY,
      "--format",
      "json",
      "--endpoint",
      url,
      ...args,
    ]);
    return JSON.parse(out) as Shown & { source: string; period: unknown };
  };
  const google = await impact();
  const exported = await impact("--events", "events.ndjson");
  expect([exported.source, exported.period]).toEqual([
    "events",
    { ...(google.period as object), timeZone: null },
  ]);
  for (const one of google.goals.filter(({ method }) => method === "estimate"))
    expect(exported.goals.find(({ goal }) => goal === one.goal)).toMatchObject({
      filter: one["filter"],
      current: one["current"],
      proposed: one["proposed"],
      counted: one["counted"],
      nearest: one["nearest"],
    });
  const of = (id: string) => exported.goals.find(({ goal }) => goal === id)!;
  const methods = ["thanks", "typo", "outside", "by_card", "members", "either"].map((id) => of(id)["method"]);
  expect(methods).toEqual(["exact", "exact", "exact", "exact", "estimate", "estimate"]);
  expect(of("by_card")).toMatchObject({ proposed: { count: 1, sessions: 1 } });
  expect(of("call")).toMatchObject({ method: "not-measurable" });
  expect(of("deep")).toMatchObject({ method: "exact", proposed: { count: 2, sessions: 2 } });
  expect(of("long")).toMatchObject({ method: "estimate", proposed: { count: 3, sessions: 3 } });
  expect(of("back")).toMatchObject({ method: "exact", proposed: { count: 0, sessions: 0 } });
  const plan = await goalform([
    "plan",
    "--impact",
    "--events",
    "events.ndjson",
    "--format",
    "json",
    "--endpoint",
    url,
  ]);
  const { changes } = JSON.parse(plan.out) as { changes: { goal?: string; impact?: object }[] };
  expect(changes.find(({ goal }) => goal === "by_card")!.impact).toMatchObject({ method: "exact" });
  const alone = await goalform(["plan", "--events", "events.ndjson", "--endpoint", url]);
  expect([alone.exitCode, alone.err]).toEqual([1, expect.stringContaining("Add --impact")]);
});

test("what matches nothing comes first, with what is nearest", async () => {
  const { out } = await run("impact");
  const [, first] = out.split("\n");
  expect(first).toMatch(/^! .*: Nothing at all\. The nearest is /);
  expect(out).toContain("The nearest is /thank-you/, viewed 3 times.");
  expect(out).toContain("Analytics has never seen this click");
});

test("forty goals are one request for five of them and one more, said before, whatever the property does not know", async () => {
  const goals = Array.from({ length: 20 }, (_, at) =>
    [
      `  page_${at}: { type: destination, page: /page/${at}, key_event: false }`,
      `  paid_${at}: { type: event, event: paid_${at}, on: { ga4_event: purchase }, where: { key_${at}: x }, key_event: false }`,
    ].join("\n"),
  );
  usual ??= played();
  const before = (await usual).requests.length;
  const { err } = await runOn(`${HEAD}${goals.join("\n")}\n`, "impact");
  const made = (await usual).requests.slice(before).map(({ url }) => url);
  const reports = made.filter((url) => url.includes("unReport"));
  // Twenty pages, and what the three goals that go have counted and match.
  expect(reports).toHaveLength(Math.ceil(23 / 5) + 1);
  expect(made.filter((url) => url.endsWith("/metadata"))).toHaveLength(1);
  expect(err).toContain("at most 11 requests");
});

test("a plan is a plan without its impact; what Google refuses is said in every format", async () => {
  usual ??= played();
  const sandbox = await usual;
  sandbox.setFaults([parseFault("403@every:RunReports")]);
  try {
    const text = await run("plan", "--impact");
    expect([text.exitCode, text.out]).toEqual([
      0,
      expect.stringMatching(
        /How often the goals would have counted is not known\. .*HTTP 403.*Viewer is enough/s,
      ),
    ]);
    expect((await run("plan", "--impact", "--format", "markdown")).out).toContain("is not known. ");
    const { uncounted } = JSON.parse((await run("plan", "--impact", "--format", "json")).out);
    expect(uncounted).toMatchObject({ code: "forbidden" });
    expect((await run("impact")).exitCode).toBe(1);
  } finally {
    sandbox.clearFaults();
  }
});

test("days without a single event are refused in an export, and no alarm at Google", async () => {
  usual ??= played();
  const { url } = await usual;
  const silent = await run("impact", "--from", "2026-01-01", "--to", "2026-01-05", "--format", "json");
  for (const { method, proposed } of (JSON.parse(silent.out) as Shown).goals)
    expect([method, proposed]).toEqual(["not-measurable", null]);
  expect(silent.out).toContain("has not received a single event");
  const events = await (await fetch(`${url}/sandbox/events?property=1`)).text();
  const { goalform } = folder({ "goals.yaml": GOALS, "events.ndjson": events });
  const days = ["--from", "2020-01-01", "--to", "2020-01-05"];
  const refused = await goalform(["impact", "--events", "events.ndjson", ...days, "--endpoint", url]);
  expect([refused.exitCode, refused.err]).toEqual([1, expect.stringContaining("The events begin on ")]);
});

test("one goal by its id, also without a change", async () => {
  const { out } = await run("impact", "bought", "--format", "json");
  const counted = { count: 3, sessions: 3 };
  expect((JSON.parse(out) as Shown).goals).toMatchObject([
    { goal: "bought", method: "exact", quality: [], current: counted, proposed: counted },
  ]);
  const unknown = await run("impact", "bougth");
  expect([unknown.exitCode, unknown.err]).toEqual([1, expect.stringContaining("no goal bougth")]);
});

test("a plan with its impact has it in every format, one without asks nothing", async () => {
  const { out } = await run("plan", "--impact", "--format", "json");
  const { changes } = JSON.parse(out) as { changes: { goal?: string; impact?: object }[] };
  expect(changes.find(({ goal }) => goal === "typo")!.impact).toMatchObject({
    proposed: { count: 0, sessions: 0 },
    nearest: { value: "/thank-you/" },
  });
  const markdown = await run("plan", "--impact", "--format", "markdown");
  expect(markdown.out).toMatch(
    /\| \| Goal \| What it counts \| Would have counted \| What happens \| Why \|/,
  );
  expect(markdown.out).toContain("⚠️ **Nothing at all.");
  expect((await run("plan", "--impact")).out).toContain("Would have counted\n");
  const before = (await usual!).requests.length;
  await run("plan");
  const made = (await usual!).requests.slice(before);
  expect(made.filter(({ url }) => url.includes("unReport"))).toEqual([]);
});

test("views are no more key events than there are sessions, where a goal counts once per session", async () => {
  const file = `${HEAD}  daily: { type: destination, page: /thank-you/, counting: once_per_session }\n`;
  const { out } = await runOn(file, "impact", "daily");
  expect(out).toContain("Daily: 3 times in 2 sessions. Once per session, that is 2 key events.\n");
});
