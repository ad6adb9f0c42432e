/** Each apply that changes what counts leaves one annotation on the day's reports: one, never two, and never instead of the apply. */
import { expect, onTestFinished, test } from "vitest";
import { apply } from "../../src/app/apply.ts";
import { applyAtTargets } from "../../src/app/apply-at-targets.ts";
import type { ApplyOptions as AppOptions } from "../../src/app/carry-out.ts";
import type { Google, PortsAtTargets } from "../../src/app/ports.ts";
import { changesIn } from "../../src/app/report-changes.ts";
import type { ApplyResult } from "../../src/app/result/at-target.ts";
import { rollback } from "../../src/app/rollback.ts";
import type { ApplyOptions } from "../../src/apply/apply-options.ts";
import type { Questions } from "../../src/figures/question.ts";
import { openGoogle } from "../../src/google/google.ts";
import { openReporting } from "../../src/google/open-reporting.ts";
import { json } from "../../src/render/formats/json.ts";
import { text } from "../../src/render/formats/text.ts";
import type { ViewOptions } from "../../src/render/view-options.ts";
import type { Result } from "../../src/render/views.ts";
import { parseFault, type RunningSandbox, startSandbox } from "../../src/sandbox/sandbox.ts";
import { HEAD, impatient, openShop, type Way } from "../support/shop.ts";
import { lineTo } from "../support/the-line.ts";

const ONE = `${HEAD}goals:\n  thanks: { type: destination, page: /thanks }\n`;
const OPTIONS: Partial<ApplyOptions> = {
  annotation: ({ version }) => ({
    title: `Goals: 1 added (v${version})`,
    description: "goalform acme-shop",
    isAlike: false,
  }),
};

async function faulty(faults: readonly string[], way?: Way) {
  const shop = await openShop();
  onTestFinished(() => shop.close());
  shop.sandbox.setFaults(faults.map(parseFault));
  const applied = await shop.apply(ONE, OPTIONS, way);
  return { shop, applied, titles: annotationsAt(shop.sandbox).map(({ title }) => title) };
}

function annotationsAt({ sandbox }: RunningSandbox) {
  return sandbox.state.analytics.properties[0]!.reportingDataAnnotations.map(({ fields }) => fields);
}

/** A Google that answers this to whoever wants to leave an annotation. */
function answering(status: number): Way {
  return {
    fetch: (line) => async (url, init) =>
      String(url).includes("Annotations")
        ? Response.json({ error: { code: status, message: "No." } }, { status })
        : line(url, init),
  };
}

test.each([
  [[]],
  [["close-after@1:CreateReportingDataAnnotation"]],
  [["close-before@1:CreateReportingDataAnnotation"]],
  [["close-after@every:CreateReportingDataAnnotation"]],
  [["500@1:CreateReportingDataAnnotation"]],
  [["429@1:CreateReportingDataAnnotation"]],
  [["500@1:GetProperty"]],
  [["close-after@1:CreateKeyEvent"]],
  [["close-after@1:create_version"]],
])("there is one after %j", async (faults) => {
  const { applied, titles } = await faulty(faults);
  expect(titles).toEqual(["Goals: 1 added (v2)"]);
  expect(applied).toMatchObject({ isLive: true, unannotated: null });
});

test.each([
  [
    "403@every:CreateReportingDataAnnotation",
    /^Leaving .* \(HTTP 403\): Rate Limit Exceeded\. .* next apply/,
  ],
  ["429@every:CreateReportingDataAnnotation", /^Leaving .* \(HTTP 429\)/],
  [403, /^Leaving .* \(HTTP 403\): .* the role Editor/],
  [404, /HTTP 404/],
  [501, /HTTP 501/],
  ["close-before@every:CreateReportingDataAnnotation", /^Leaving an annotation/],
  ["403@every:GetProperty", /^Reading the property failed/],
])("%s only says so, and another apply of the same leaves none", async (fault, why) => {
  const { shop, applied, titles } =
    typeof fault === "string" ? await faulty([fault]) : await faulty([], answering(fault));
  expect([applied.isLive, applied.version?.id, titles]).toEqual([true, "2", []]);
  expect(applied.unannotated).toMatch(why);
  shop.sandbox.clearFaults();
  expect((await shop.plan(ONE)).steps).toEqual([]);
});

test.each([
  ["once", 1, {}, 5_000, ["Goals: 1 added (v2)"]],
  ["always", Infinity, {}, 5_000, []],
  ["for the next minute", Infinity, { "retry-after": "60" }, 0, []],
])(
  "refused for the quota %s: all is live, and waits for a few seconds at most",
  async (_, most, headers, waited, left) => {
    const waits: number[] = [];
    let refusals = 0;
    const error = { code: 403, message: "Quota exceeded.", errors: [{ reason: "rateLimitExceeded" }] };
    const { applied, titles } = await faulty([], {
      meanwhile: async (milliseconds) => void waits.push(milliseconds),
      fetch: (line) => async (url, init) => {
        const isRefused = String(url).includes("Annotations") && refusals++ < most;
        return isRefused ? Response.json({ error }, { status: 403, headers }) : line(url, init);
      },
    });
    expect([applied.isLive, titles, applied.unannotated === null]).toEqual([true, left, left.length > 0]);
    expect(waits.reduce((sum, one) => sum + one, 0)).toBe(waited);
  },
);

test("not even a mistake of ours stops an apply that is live", async () => {
  const shop = await openShop({
    around: (port) => ({ ...port, annotate: () => Promise.reject(new TypeError("no such thing")) }),
  });
  onTestFinished(() => shop.close());
  const { isLive, unannotated } = await shop.apply(ONE, OPTIONS);
  expect([isLive, unannotated]).toEqual([true, expect.stringMatching(/^no such thing\. /)]);
});

const target = (name: string, property: string, container: string, more = "") =>
  `  ${name}:\n    ga4: { property: "${property}", measurement_id: G-TEST${property} }\n    gtm: { container: ${container} }\n${more}`;
const file = (targets: string, goals: string) =>
  `version: 1\nname: acme-shop\ntargets:\n${targets}default_target: production\ngoals:\n${goals}`;
const PRODUCTION = target("production", "123456789", "GTM-TEST01");
const SHARED = PRODUCTION + target("staging", "123456789", "GTM-TEST02");
const THANKS = "  thanks: { name: Newsletter, type: destination, page: /thanks }\n";

/** Commands at a sandbox in this process, whose requests and waits take no time. */
async function site(targets: string, goals: string, { timeZone = "Etc/UTC", way = {} as Way } = {}) {
  // So much time passes between requests that no quota is used up.
  let now = Date.parse("2026-03-01T09:00:00Z");
  const sandbox = await startSandbox({
    clock: () => (now += 5000),
    seed: {
      properties: [{ property: "123456789", measurementId: "G-TEST123456789", timeZone }],
      containers: [{ publicId: "GTM-TEST01" }, { publicId: "GTM-TEST02" }],
    },
  });
  onTestFinished(() => sandbox.close());
  let yaml = file(targets, goals);
  const inner = way.fetch?.(lineTo(sandbox)) ?? lineTo(sandbox);
  const asked: string[] = [];
  const line: typeof fetch = (url, init) => {
    asked.push(`${init?.method} ${new URL(String(url)).pathname}`);
    return inner(url, init);
  };
  const google: Google = {
    connected: (_, access, use) =>
      use(({ ga4, gtm }) =>
        openGoogle(
          { property: ga4.property, container: gtm },
          { to: "endpoint", root: sandbox.url, accessToken: null, fetch: line },
          access,
          () => {},
          impatient(),
        ),
      ),
  };
  const nothing = () => {};
  const ports = {
    env: {},
    files: { readGoals: () => new TextEncoder().encode(yaml), included: () => [] },
    google,
    progress: nothing,
    warn: nothing,
    atTarget: nothing,
    approve: async () => {},
  } as unknown as PortsAtTargets;
  const left = () => annotationsAt(sandbox);
  return {
    sandbox,
    asked,
    left,
    titles: () => left().map(({ title }) => title),
    change: (changed: string) => {
      yaml = file(targets, changed);
    },
    apply: async (options: Partial<AppOptions> = {}) => {
      const overrides = new Set(["allow-removals"] as const);
      return apply({ file: "goals.yaml", overrides, ...options }, ports);
    },
    everywhere: () => applyAtTargets({ file: "goals.yaml", allTargets: true }, ports),
    back: () => rollback({ file: "goals.yaml" }, ports),
    marks: () => {
      const open = openReporting(
        { property: "123456789", container: { publicId: "GTM-TEST01" } },
        { to: "endpoint", root: sandbox.url, accessToken: null, fetch: line },
        { onWait: nothing, progress: nothing, timing: impatient() },
      );
      const period = { from: "2026-02-01", to: "2999-12-31" };
      return changesIn({ history: period, period } as Questions, "Etc/UTC", open, true, nothing);
    },
  };
}

/** An apply makes as many requests as its plan said. */
function asPlanned({ plan, done }: ApplyResult): boolean {
  const { read, write } = plan.requests;
  return done?.requests === read + write;
}

function shown(result: Result) {
  const options = { words: WORDS } as unknown as ViewOptions;
  return { text: text.result(result, options), json: json.result(result, options) };
}

const WORDS = { override: (flag: string) => flag };

test("added, changed, in Analytics alone, removed, taken back: each leaves its own, and nothing to do leaves none", async () => {
  const { apply, back, left, titles, change, marks } = await site(PRODUCTION, THANKS);
  expect(asPlanned(await apply())).toBe(true);
  expect(left()).toMatchObject([
    {
      title: "Goals: 1 added (GTM-TEST01 v2)",
      description: "goalform acme-shop: added Newsletter",
      color: "BLUE",
    },
  ]);
  expect((await apply()).done).toBeNull();
  expect(titles()).toHaveLength(1);

  change(THANKS.replace("/thanks", "/merci"));
  await apply();
  change(THANKS.replace("/thanks }", "/merci, counting: once_per_event }"));
  expect(asPlanned(await apply())).toBe(true);
  change("  buy: { type: event, on: { click: button.buy } }\n");
  await apply();
  await back();
  expect(titles()).toEqual([
    "Goals: 1 added (GTM-TEST01 v2)",
    "Goals: 1 changed (GTM-TEST01 v3)",
    "Goals: 1 changed",
    "Goals: 1 added, 1 removed (GTM-TEST01 v4)",
    "Goals: back to GTM-TEST01 v3",
  ]);
  const words = (await marks()).map(({ label, name }) => `${label}: ${name}`);
  expect(words.sort()).toEqual([
    "Annotation: Goals: 1 changed: goalform acme-shop: changed Newsletter",
    "Annotation: Goals: back to GTM-TEST01 v3: goalform acme-shop: version 3 of GTM-TEST01 is live again, in place of version 4.",
    "Container version 1: Empty Container",
    "Container version 2: goalform acme-shop: added Newsletter",
    "Container version 3: goalform acme-shop: changed Newsletter",
    "Container version 4: goalform acme-shop: added Buy; removed Newsletter",
  ]);
});

test("two runs that change only Analytics at the same moment leave one, and so do two rollbacks", async () => {
  const { apply, back, titles, change, asked } = await site(PRODUCTION, THANKS);
  await apply();
  change(THANKS.replace("/thanks", "/merci"));
  await apply();
  change(THANKS.replace("/thanks }", "/merci, counting: once_per_event }"));
  await Promise.all([apply(), apply()]);
  const alone = ["Goals: 1 added (GTM-TEST01 v2)", "Goals: 1 changed (GTM-TEST01 v3)", "Goals: 1 changed"];
  expect(titles()).toEqual(alone);
  await Promise.all([back(), back()]);
  expect(titles()).toEqual([...alone, "Goals: back to GTM-TEST01 v2"]);
  expect(asked.filter((one) => /^POST .*Annotations$/.test(one))).toHaveLength(6);
});

test("`annotate: false` leaves none and asks for nothing, also after a rollback", async () => {
  const { apply, back, titles, change, asked } = await site(`${PRODUCTION}    annotate: false\n`, THANKS);
  expect(asPlanned(await apply())).toBe(true);
  change(THANKS.replace("/thanks", "/merci"));
  await apply();
  await back();
  expect(titles()).toEqual([]);
  expect(asked.filter((one) => /Annotation|^GET .*\/properties\/\d+$/.test(one))).toEqual([]);
});

test("another name alone, or a dimension alone, counts nothing else, so they leave none", async () => {
  const { apply, titles, change, sandbox } = await site(PRODUCTION, THANKS);
  await apply();
  change(THANKS.replace("Newsletter", "Newsletter sign-up"));
  expect(asPlanned(await apply())).toBe(true);
  change(`${THANKS.replace("Newsletter", "Newsletter sign-up")}dimensions: { plan: {} }\n`);
  expect(asPlanned(await apply())).toBe(true);
  expect(sandbox.sandbox.state.analytics.properties[0]!.customDimensions).toHaveLength(1);
  expect(titles()).toHaveLength(1);
});

test("a version that waits for a preview leaves none until it is published, except of what counts already", async () => {
  const { apply, titles, change } = await site(PRODUCTION, THANKS);
  await apply({ publish: false });
  expect(titles()).toEqual([]);
  await apply();
  expect(titles()).toEqual(["Goals: 1 added (GTM-TEST01 v2)"]);
  const bought = "  buy: { type: event, on: { click: button.buy } }\n";
  change(THANKS.replace("/thanks }", "/thanks, counting: once_per_event }") + bought);
  await apply({ publish: false });
  await apply();
  expect(titles().slice(1)).toEqual(["Goals: 1 changed", "Goals: 1 added (GTM-TEST01 v3)"]);
});

test("two targets in one property leave one each", async () => {
  const { everywhere, titles } = await site(SHARED, THANKS);
  await everywhere();
  await everywhere();
  expect(titles()).toEqual(["Goals: 1 added (GTM-TEST01 v2)", "Goals: 1 added (GTM-TEST02 v2)"]);
});

test("the day is the property's own", async () => {
  const days: number[] = [];
  for (const timeZone of ["Pacific/Kiritimati", "Pacific/Pago_Pago"]) {
    const { apply, left } = await site(PRODUCTION, THANKS, { timeZone });
    await apply();
    const { year, month, day } = left()[0]!["annotationDate"] as Record<"year" | "month" | "day", number>;
    days.push(Date.UTC(year, month - 1, day));
  }
  expect([86_400_000, 2 * 86_400_000]).toContain(days[0]! - days[1]!);
});

test("text and JSON say why there is none, and what to do", async () => {
  const { apply, back, change } = await site(PRODUCTION, THANKS, { way: answering(403) });
  const applied = shown(await apply());
  const why = /Leaving an annotation in Analytics failed \(HTTP 403\): .*the role Editor.*`annotate: false`/;
  expect(applied.text).toMatch(/^Applied: 1 added, 0 changed, 0 removed\./m);
  expect(applied.text).toMatch(new RegExp(`^Warning: .*${why.source}`, "m"));
  expect(JSON.parse(applied.json)).toMatchObject({
    ok: true,
    applied: { live: true, unannotated: expect.stringMatching(why) },
  });
  change(THANKS.replace("/thanks", "/merci"));
  await apply();
  const back1 = shown(await back());
  expect(back1.text).toMatch(/^Warning: /m);
  expect(JSON.parse(back1.json)).toMatchObject({
    rolled_back: true,
    unannotated: expect.stringMatching(why),
  });
});
