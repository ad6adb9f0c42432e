/**
 * What somebody edits in Google's screens, taken over into the goals file: the plan is empty afterwards, and of the file
 * nothing changes but what is said otherwise, however it is written.
 */
import { describe, expect, test } from "vitest";
import { type AcceptOptions, accept } from "../../src/app/accept/accept.ts";
import { type Acceptance, acceptance } from "../../src/app/accept/acceptance.ts";
import { readSources } from "../../src/app/accept/sources.ts";
import type { Ports } from "../../src/app/ports.ts";
import type { OpenTarget } from "../../src/app/target.ts";
import { acceptedText } from "../../src/render/accepted.ts";
import type { JsonObject } from "../../src/resources/json.ts";
import { type MemoryGoogle, memoryGoogle } from "../support/memory-google.ts";
import { applyGoals, planned, workFor } from "../support/memory-shop.ts";
import { HEAD, reading } from "../support/shop.ts";

const BLOCK = `${HEAD}goals:
  # The newsletter.
  thanks: # important
    type: destination

    page: /thanks # the page
    value: 5 # what it is worth
    leads_to: trial
    role: micro
    # below
  engaged: { type: duration, longer_than: 4m } # the whole visit
  deep:
    type: pages_per_session
    # pages
    more_than: 5
  trial:
    type: event
    on: { data_layer: trial }
    where:
      # who pays
      plan: { not: free }
    parameters:
      # which one
      plan: { data_layer: plan }
    role: macro
  paid: { type: event, on: { data_layer: paid }, value: { data_layer: total }, user_properties: { tier: { data_layer: tier } } }
  guest: { type: destination, page: /guest, unless: { cookie: { staff: { present: true } } } }
  rule: { type: destination, page: /rule, via: ga4 }
  big: { type: event, on: { ga4_event: bought }, where: { value: { at_least: 100 } } }
  bought: { type: event, on: { ga4_event: bought }, value: 7 }
funnels:
  checkout:
    steps:
      - { id: cart, page: /cart } # the cart
      - id: pay
        on: { data_layer: pay }
      - bought
    audiences: [completed]
`;
const FLOW = `${HEAD}goals: {
  thanks: { type: destination, page: /thanks, value: 5, leads_to: trial, role: micro }, # the newsletter
  engaged: { type: duration, longer_than: 4m },
  deep: { type: pages_per_session, more_than: 5 },
  trial: { type: event, on: { data_layer: trial }, where: { plan: { not: free } },
    parameters: { plan: { data_layer: plan } }, role: macro },
  paid: { type: event, on: { data_layer: paid }, value: { data_layer: total }, user_properties: { tier: { data_layer: tier } } },
  guest: { type: destination, page: /guest, unless: { cookie: { staff: { present: true } } } },
  rule: { type: destination, page: { path: /rule }, via: ga4 },
  big: { type: event, on: { ga4_event: bought }, where: { value: { at_least: 100 } } },
  bought: { type: event, on: { ga4_event: bought }, value: 7 }
}
funnels: { checkout: { steps: [{ id: cart, page: /cart }, { id: pay, on: { data_layer: pay } }, bought], audiences: [completed] } }
`;
const DEFAULTS = BLOCK.replace(
  "defaults: { currency: EUR }",
  "defaults: { currency: CHF, counting: once_per_event } # for all",
).replace("value: 5", "currency: EUR\n    value: 5");
const WINDOWS = `\ufeff${BLOCK.replaceAll("\n", "\r\n")}`;
const FILES = {
  "in blocks, with comments": BLOCK,
  "in braces": FLOW,
  "with defaults": DEFAULTS,
  "from Windows": WINDOWS,
};
/** What defaults and line ends have to do with. */
const OF_OTHERS = ["a matcher", "a value", "a currency", "how it counts"];

const condition = (type: string, variable: string, value: string): JsonObject => ({
  type,
  parameter: [
    { type: "template", key: "arg0", value: `{{${variable}}}` },
    { type: "template", key: "arg1", value },
  ],
});
type Edit = (google: MemoryGoogle) => unknown;
const trigger =
  (name: string, ...filter: JsonObject[]): Edit =>
  (google) =>
    google.editEntities("gtm.trigger", (one) =>
      one["name"] === `acme-shop - ${name}` ? { ...one, filter } : one,
    );
const text = <T extends JsonObject>(body: T, from: string, to: string) =>
  JSON.parse(JSON.stringify(body).replaceAll(from, to)) as T;
const tags =
  (from: string, to: string): Edit =>
  (google) =>
    google.editEntities("gtm.tag", (one) => text(one, from, to));
const keyEvent =
  (eventName: string, countingMethod: string, numericValue: number, currencyCode: string): Edit =>
  (google) =>
    google.updateKeyEvent(
      "",
      { eventName, countingMethod, defaultValue: { numericValue, currencyCode } },
      [],
    );
const counting = (file: string) => (file === DEFAULTS ? "ONCE_PER_EVENT" : "ONCE_PER_SESSION");

/** What the file says in words afterwards. */
const EDITS: Readonly<Record<string, readonly [id: string, edit: (file: string) => Edit, now: RegExp]>> = {
  "a path": [
    "thanks",
    () => trigger("Thanks", condition("equals", "Page Path", "/merci")),
    /page: \/merci\b/,
  ],
  "a matcher": [
    "thanks",
    () => trigger("Thanks", condition("contains", "Page Path", "danke")),
    /page: \{ path: \{ contains: danke \} \}/,
  ],
  "no condition at all": ["thanks", () => trigger("Thanks"), /page: \{ path: \{ begins_with: \/ \} \}/],
  "two conditions": [
    "thanks",
    () =>
      trigger(
        "Thanks",
        condition("contains", "Page Path", "danke"),
        condition("endsWith", "Page Path", "/x.html"),
      ),
    /page: \{ path: \{ contains: danke, ends_with: \/x\.html \} \}/,
  ],
  "a value": ["thanks", (file) => keyEvent("thanks", counting(file), 500, "EUR"), /value: 500\b/],
  "a currency": ["thanks", (file) => keyEvent("thanks", counting(file), 5, "SEK"), /currency: SEK/],
  "how it counts": [
    "thanks",
    (file) => keyEvent("thanks", file === DEFAULTS ? "ONCE_PER_SESSION" : "ONCE_PER_EVENT", 5, "EUR"),
    /counting: once_per_(event|session)\b/,
  ],
  "a visit's length": ["engaged", () => tags('longerThan\\":240', 'longerThan\\":300'), /longer_than: 5m/],
  "a number of pages": ["deep", () => tags('moreThanPages\\":5', 'moreThanPages\\":3'), /more_than: 3/],
  "a parameter": ["trial", () => tags("{{acme-shop - parameter plan}}", "pro"), /plan: pro\b/],
  "an amount instead of a value of the site": [
    "paid",
    () => (google) =>
      google.editEntities("gtm.tag", (one) =>
        JSON.parse(JSON.stringify(one).replace(/\{\{[^}]*total\}\}/, "7")),
      ),
    /paid: \{ type: event, on: \{ data_layer: paid \}, parameters: \{ value: "7", currency: EUR \},/,
  ],
  "a property of users": [
    "paid",
    () => (google) =>
      google.editEntities("gtm.tag", (one) =>
        one["name"] === "acme-shop - Paid" ? text(one, "{{acme-shop - parameter tier}}", "pro") : one,
      ),
    /user_properties: \{ tier: pro \}/,
  ],
  "a condition on a value": [
    "trial",
    () => (google) => google.editEntities("gtm.trigger", (one) => text(one, '"free"', '"test"')),
    /plan: \{ not: test \}/,
  ],
  "an exception": [
    "guest",
    () => (google) => google.editEntities("gtm.tag", ({ blockingTriggerId: _, ...one }) => one),
    /guest: \{ type: destination, page: \/guest \}/,
  ],
  "the page of a rule": [
    "rule",
    () => (google) =>
      google.editDefinitions("ga4.eventCreateRule", (one) => text(one, "/rule(?:", "/regel(?:")),
    /page: (\{ path: )?\/regel/,
  ],
  "a condition of a rule": [
    "big",
    () => (google) => google.editDefinitions("ga4.eventCreateRule", (one) => text(one, '"100"', '"250"')),
    /at_least: 250/,
  ],
  "an event that is received": [
    "bought",
    (file) => keyEvent("bought", counting(file), 9, file === DEFAULTS ? "CHF" : "EUR"),
    /value: 9\b/,
  ],
  "a step of a funnel": [
    "checkout",
    () => trigger("Checkout - Cart", condition("equals", "Page Path", "/basket")),
    /\{ id: cart, page: \/basket \}/,
  ],
  "how long an audience keeps people": [
    "checkout",
    () => (google) =>
      google.editDefinitions("ga4.audience", (one) => ({ ...one, membershipDurationDays: 60 })),
    /audiences: \{ completed: \{ days: 60 \} \}/,
  ],
};

const applied = new Map<string, MemoryGoogle>();

/** Where this file was applied, for one test alone. */
async function googleAfter(file: string): Promise<MemoryGoogle> {
  const google = applied.get(file) ?? memoryGoogle();
  if (!applied.has(file)) await applyGoals(google, file);
  applied.set(file, google);
  return google.copied();
}

async function accepted(file: string, edit: Edit, names: readonly string[] | null = null) {
  const google = await googleAfter(file);
  await edit(google);
  return { google, ...(await acceptedAt(google, file, names)) };
}

async function acceptedAt(google: MemoryGoogle, file: string, names: readonly string[] | null) {
  const bytes = new TextEncoder().encode(file);
  const { goalSet } = reading(file);
  const sources = readSources("goals.yaml", { readGoals: () => bytes, included: () => [] });
  const [at] = goalSet!.targets;
  const open = { target: { ...at!, ...TARGET }, neighbours: [], port: google } as unknown as OpenTarget;
  const found = acceptance(sources, goalSet!, await workFor(google, file), open, names);
  return { found, after: found.files[0]?.after ?? file };
}

const TARGET = { name: "production", ga4: { property: "123456789", measurementId: "G-TEST123456" } };
const linesOf = (text: string) => text.split(/\r?\n/);
const left = ({ left: all }: Acceptance) => all.map(({ subject, why }) => `${subject.id}: ${why}`);

describe.each(Object.entries(FILES))("a file %s", (_, file) => {
  const edits = Object.entries(EDITS).filter(
    ([name]) => file === BLOCK || file === FLOW || OF_OTHERS.includes(name),
  );
  test.each(edits)("takes over %s", async (_name, [id, edit, now]) => {
    const { google, found, after } = await accepted(file, edit(file));
    expect(left(found)).toEqual([]);
    expect(found.accepted.map((one) => one.subject.id)).toEqual([id]);
    expect(after).toMatch(now);
    const plan = await planned(google, after);
    expect(plan.changes.filter(({ subject }) => subject.is !== "shared")).toEqual([]);
    const comments = (text: string) => text.match(/#.*/g);
    expect(comments(after)).toEqual(comments(file));
    const gone = linesOf(file).filter((line) => !linesOf(after).includes(line));
    expect(gone.length).toBeLessThanOrEqual(1);
    expect(after.includes("\r")).toBe(file.includes("\r"));
    expect(after.startsWith("\ufeff")).toBe(file.startsWith("\ufeff"));
  });
});

test("what the language cannot say stays, with the reason", async () => {
  const reads = await accepted(BLOCK, tags("{{acme-shop - parameter plan}}", "{{Random Number}}"));
  expect(left(reads.found)).toEqual([
    "trial: the goals file cannot say it: the language has no word for what its parameter plan reads",
  ]);
  const asks = condition("equals", "Random Number", "3");
  expect(left((await accepted(BLOCK, trigger("Thanks", asks))).found)).toEqual([
    "thanks: the goals file cannot say it: it has a condition on something that the language has no word for (Random Number)",
  ]);
  const ofUser = await accepted(BLOCK, tags("{{acme-shop - parameter tier}}", "{{Random Number}}"));
  expect(left(ofUser.found)).toEqual([
    "paid: the goals file cannot say it: the language has no word for what its user property tier reads",
  ]);
  const renamed = await accepted(BLOCK, tags('"value":"thanks"', '"value":"danke"'));
  expect(left(renamed.found)).toEqual([
    "thanks: with the same words in the file, applying it would still create key event danke, delete key event thanks",
  ]);
  for (const { after } of [reads, renamed]) expect(after).toBe(BLOCK);
});

test("a goal that was deleted is switched off only if it is named, and what is left of it goes with the next apply", async () => {
  const gone: Edit = (google) =>
    google.editEntities("gtm.tag", (one) => (one["name"] === "acme-shop - Thanks" ? null : one));
  const unnamed = await accepted(BLOCK, gone);
  expect(left(unnamed.found)).toEqual([
    "thanks: what counts it was deleted at Google; `goalform drift --accept thanks` switches it off in the file (`enabled: false`), and the next apply removes what is left of it",
  ]);
  const named = await acceptedAt(unnamed.google, BLOCK, ["thanks"]);
  expect(named.found.accepted.map(({ does }) => does)).toEqual(["switched off"]);
  expect(named.after).toBe(
    BLOCK.replace("    role: micro\n    # below\n", "    role: micro\n    enabled: false\n    # below\n"),
  );
  await applyGoals(unnamed.google, named.after);
  expect((await planned(unnamed.google, named.after)).changes).toEqual([]);
});

test("what the file changes as well is taken back only if it is named", async () => {
  const { google } = await accepted(BLOCK, trigger("Thanks", condition("equals", "Page Path", "/merci")));
  const changed = BLOCK.replace("page: /thanks", "page: /danke");
  expect(left((await acceptedAt(google, changed, null)).found)[0]).toMatch(
    /^thanks: it was changed in the goals file as well/,
  );
  const named = await acceptedAt(google, changed, ["thanks", "deep"]);
  expect(named.after).toBe(BLOCK.replace("page: /thanks", "page: /merci"));
  expect(left(named.found)).toEqual(["deep: it does not differ"]);
});

test("a target with defaults of its own gets the same goal", async () => {
  const staging = `  staging:
    ga4: { property: "987654321", measurement_id: G-TEST654321 }
    gtm: { container: GTM-TEST02 }
    defaults: { currency: SEK }
default_target: production
`;
  const file = BLOCK.replace("defaults: {", `${staging}defaults: {`);
  const { found, after } = await accepted(
    file,
    trigger("Thanks", condition("equals", "Page Path", "/merci")),
  );
  expect(after).toBe(file.replace("page: /thanks", "page: /merci"));
  expect(found.otherTargets).toEqual(["staging"]);
});

test("only what is named is taken over", async () => {
  const google = await googleAfter(BLOCK);
  await trigger("Thanks")(google);
  await tags('moreThanPages\\":5', 'moreThanPages\\":3')(google);
  const { after, found } = await acceptedAt(google, BLOCK, ["deep"]);
  expect(after).toBe(BLOCK.replace("more_than: 5", "more_than: 3"));
  expect(found.plan.changes.map(({ subject }) => subject.id)).toEqual(["thanks"]);
});

test("what a target's own defaults say is not written for all targets", async () => {
  const own = "    defaults: { host: www.acme.example, currency: CHF, parameters: { shop: ch } }\n";
  const file = BLOCK.replace("defaults: { currency: EUR }\n", `${own}defaults: { currency: EUR }\n`);
  const asks = [
    condition("equals", "Page Hostname", "www.acme.example"),
    condition("equals", "Page Path", "/merci"),
  ];
  const { found, after } = await accepted(file, trigger("Thanks", ...asks));
  expect(left(found)).toEqual([]);
  expect(after).toBe(file.replace("page: /thanks", "page: /merci"));
});

describe("the command", () => {
  /** What it does to files, and what it warns of. */
  async function run(file: string, more: Partial<AcceptOptions> = {}) {
    const google = await googleAfter(file);
    await trigger("Thanks", condition("equals", "Page Path", "/merci"))(google);
    const done: string[] = [];
    const files = {
      readGoals: () => new TextEncoder().encode(file),
      included: () => [],
      replaceGoals: (name: string, text: string) =>
        void done.push(`${name}: ${/page: \/\w+/.exec(text)?.[0]}`),
    };
    const ports = {
      env: {},
      files,
      google: {
        connected: (_: unknown, access: string, use: (open: unknown) => unknown) => {
          done.push(access);
          return use(() => google);
        },
      },
      progress: () => {},
      warn: (warnings: readonly { readonly code: string }[]) =>
        void done.push(...warnings.map(({ code }) => code)),
    } as unknown as Ports;
    return { accepted: await accept({ file: "goals.yaml", accept: true, ...more }, ports), done };
  }

  test("reads at Google, writes the file, and says what it did", async () => {
    const { accepted, done } = await run(BLOCK);
    expect(done).toEqual(["read", "goals.yaml: page: /merci"]);
    const { is, written, accepted: all, left: rest, otherTargets } = accepted;
    expect({ is, written, rest, otherTargets }).toEqual({
      is: "accepted",
      written: true,
      rest: [],
      otherTargets: [],
    });
    expect(all.map(({ does, subject, at }) => [does, subject.id, at?.line])).toEqual([
      ["changed", "thanks", 10],
    ]);
  });

  test("warns of the file first, and writes nothing on trial or when nothing is taken over", async () => {
    const odd = BLOCK.replace("page: /thanks #", 'page: "/thanks|/x" #');
    expect((await run(odd)).done.slice(0, 2)).toEqual(["looks-like-a-pattern", "read"]);
    const trial = await run(BLOCK, { dryRun: true });
    expect([trial.done, trial.accepted.written, trial.accepted.files.length]).toEqual([["read"], false, 1]);
    const other = await run(BLOCK, { accept: ["deep"] });
    expect([other.done, other.accepted.written]).toEqual([["read"], false]);
  });

  test("refuses a goal that the file does not have, and a file that is not valid", async () => {
    await expect(run(BLOCK, { accept: ["thank"] })).rejects.toMatchObject({
      code: "unknown-goal",
      message: 'The goals file has no goal, funnel or forward "thank".',
      ways: ["Did you mean thanks?"],
    });
    await expect(run(BLOCK, { accept: ["something_else"] })).rejects.toMatchObject({
      ways: ["Name goals, funnels and forwards by their ids."],
    });
  });
});

describe("goals on funnels", () => {
  const file = BLOCK.replace(
    "  thanks: # important",
    "  walked: { type: event, on: { funnel: checkout } }\n  thanks: # important",
  ).replace("      - bought\n    audiences: [completed]", "    within: 10m");

  test("leave what their funnels say, with the place to say it", async () => {
    const step = await accepted(
      file,
      trigger("Walked (step-cart)", condition("equals", "Page Path", "/basket")),
    );
    expect(left(step.found)).toEqual([
      "walked: the goals file cannot say it: the funnel `checkout` says what its steps are, so a goal on it cannot; change that under `funnels`, or take the edit back with `goalform apply`",
    ]);
    const limit = await accepted(file, tags('\\"within\\":600', '\\"within\\":60'));
    expect(left(limit.found).join()).toContain("how long its steps may take (`within`)");
    for (const { after } of [step, limit]) expect(after).toBe(file);
  });
});

describe("forwards", () => {
  const SHOP = `forward:
  shop:
    # what the shop pushes
    data_layer: [view_item, add_to_cart, purchase]
    ecommerce: true
`;
  const file = BLOCK.replace("goals:\n", `${SHOP}goals:\n`);
  const listens =
    (pattern: string): Edit =>
    (google) =>
      google.editEntities("gtm.trigger", (one) =>
        one["name"] === "acme-shop - forward shop"
          ? { ...one, customEventFilter: [condition("matchRegex", "_event", pattern)] }
          : one,
      );

  test.each([
    ["^(?:view_item|purchase|refund)$", []],
    // Anybody else's way to write the same.
    ["^(view_item|purchase|refund)$", []],
    ["^(?:view_item|(?:purchase|refund))$", ["forward shop"]],
  ])("take over their events from %s", async (pattern, differing) => {
    const { google, found, after } = await accepted(file, listens(pattern));
    expect(left(found)).toEqual([]);
    expect(after).toBe(file.replace("[view_item, add_to_cart, purchase]", "[view_item, purchase, refund]"));
    const plan = await planned(google, after);
    expect(plan.changes.map(({ subject }) => subject.name)).toEqual(differing);
    expect(plan.changes.flatMap(({ words }) => words?.changes)).toEqual([]);
  });

  test("that are only written in another way are said to be the same, and nothing is written", async () => {
    const { found, after } = await accepted(file, listens("^(?:view_item|(?:add_to_cart|purchase))$"));
    expect(after).toBe(file);
    const text = acceptedText({ is: "accepted", written: false, ...found });
    expect(text).toContain("edited at Google, and still counts what the goals file says");
    expect(text).toContain("Nothing to write: the goals file says the same.");
  });

  test("leave what `defaults` says, and what is gone, with the reason", async () => {
    const onHost = await accepted(
      file,
      trigger("forward shop", condition("equals", "Page Hostname", "www.acme.example")),
    );
    expect(left(onHost.found)).toEqual([
      "shop: the goals file cannot say it: `defaults` says the hosts for all goals and forwards, so a forward cannot say it",
    ]);
    const gone = await accepted(file, (google) =>
      google.editEntities("gtm.tag", (one) => (one["name"] === "acme-shop - forward shop" ? null : one)),
    );
    expect(left(gone.found)).toEqual([
      "shop: what sends them was deleted at Google; to accept that, delete `shop` under `forward`",
    ]);
    for (const { after } of [onHost, gone]) expect(after).toBe(file);
  });
});

describe("a line of `dimensions` and `metrics`", () => {
  const COLUMNS = `${HEAD}dimensions: { author: {}, plan: { scope: user } } # who
metrics:
  margin: { unit: minutes }
  # what is left
  rate:
    formula: margin / purchaseRevenue # of it
goals: { done: { type: event, on: { data_layer: done } } }
`;
  const formula =
    (text: string): Edit =>
    (google) =>
      google.editDefinitions("ga4.calculatedMetric", (one) => ({ ...one, formula: text }));

  test("is taken over", async () => {
    const { google, found, after } = await accepted(COLUMNS, async (google) => {
      await formula("(customEvent:margin - 1) / purchaseRevenue")(google);
      google.editDefinitions("ga4.customDimension", (one) =>
        one.scope === "USER" ? { ...one, displayName: "Contract" } : one,
      );
    });
    expect(left(found)).toEqual([]);
    expect(after).toBe(
      COLUMNS.replace("{ scope: user }", "{ scope: user, name: Contract }").replace(
        "formula: margin /",
        "formula: (margin - 1) /",
      ),
    );
    expect((await planned(google, after)).changes).toEqual([]);
    expect(acceptedText({ is: "accepted", written: true, ...found })).toContain(
      "formula: margin / purchaseRevenue → (margin - 1) / purchaseRevenue",
    );
  });

  test("stays where the file would refuse it, or where it is gone", async () => {
    const unknown = await accepted(COLUMNS, formula("customEvent:cost / purchaseRevenue"));
    expect(left(unknown.found)).toEqual([
      "rate: the goals file would not be valid: There is no metric `cost`, in this file or in Analytics",
    ]);
    unknown.google.editDefinitions("ga4.calculatedMetric", () => null);
    expect(left((await acceptedAt(unknown.google, COLUMNS, ["rate"])).found)).toEqual([
      "rate: it was deleted at Google; to accept that, delete its line in the goals file",
    ]);
    expect(unknown.after).toBe(COLUMNS);
  });
});
