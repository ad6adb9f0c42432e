import type { Page } from "playwright-core";
import { expect } from "vitest";
import { describeInChromium, test } from "./chromium.ts";
import { CONSENT_GENERATIONS, type ConsentGeneration, consentModeDouble } from "./shop.ts";
import { longerThan, MINUTE, moreThanPages, recordIn, SESSION, type Visitor } from "./visitor.ts";

const goals = [moreThanPages(1), longerThan(60)];
const storedKeys = (page: Page): Promise<string[]> =>
  page.evaluate("[...Object.keys(localStorage), ...Object.keys(sessionStorage)]");

const entry = (values: string): string => `{ ics: { entries: { analytics_storage: ${values} } } }`;

const SHAPES: readonly (readonly ["granted" | "not in use" | "denied", string])[] = [
  ["not in use", "undefined"],
  ["not in use", "{}"],
  ["not in use", "{ ics: { entries: {} } }"],
  ["not in use", "{ ics: { entries: { ad_storage: { default: false } } } }"],
  ["not in use", entry("{}")],
  ["granted", entry("{ implicit: true }")],
  ["granted", entry("{ declare: true, implicit: false }")],
  ["granted", entry("{ default: true, declare: false }")],
  ["granted", entry("{ default: false, update: true }")],
  ["granted", entry("{ default: 'granted' }")],
  ["granted", entry("{ region: 'DE', default: true }")],
  ["denied", entry("{ implicit: false }")],
  ["denied", entry("{ declare: false, implicit: true }")],
  ["denied", entry("{ default: false, declare: true }")],
  ["denied", entry("{ default: true, update: false }")],
  ["denied", entry("{ default: 'denied' }")],
  ["denied", entry("{ region: 'DE', default: false }")],
  ["denied", "{ ics: {} }"],
  ["denied", "{ get ics() { throw new Error('unreadable'); } }"],
];

const denied = (generation?: ConsentGeneration) =>
  consentModeDouble({ initially: false, ...(generation ? { generation } : {}) });
const granted = () => consentModeDouble({ initially: true });

describeInChromium("consent to analytics_storage", () => {
  test.for(CONSENT_GENERATIONS)(
    "denied: nothing is stored, nothing is pushed, GA4 is not asked (%s)",
    async (generation, { visit }) => {
      const before = [denied(generation)];
      const visitor = await visit({ goals, session: SESSION, before });
      const page = await visitor.opens("/");
      await page.evaluate("history.pushState(0, '', '/list')");
      await page.keyboard.press("a");
      await visitor.waits(2 * MINUTE);
      expect(await storedKeys(page)).toEqual([]);
      expect(await page.evaluate("dataLayer.length")).toBe(0);
    },
  );

  test.for(CONSENT_GENERATIONS)("granted from the start (%s)", async (generation, { visit }) => {
    const visitor = await visit({
      goals,
      session: SESSION,
      before: [consentModeDouble({ generation, initially: true })],
    });
    const page = await visitor.opens("/");
    await page.reload();
    expect(visitor.pushed).toEqual(["goal.pages"]);
  });

  test("granted on the page: that page counts once, and goals follow", async ({ visit }) => {
    const before = [denied()];
    const visitor = await visit({ goals, session: SESSION, before });
    const page = await visitor.opens("/");
    await page.evaluate("history.pushState(0, '', '/list')");
    await page.evaluate("consentUpdate(true)");
    await page.evaluate("consentUpdate(true)");
    expect((await recordIn(page))?.pages).toBe(1);
    await page.evaluate("history.pushState(0, '', '/list/2')");
    expect(visitor.pushed).toEqual(["goal.pages"]);
    await visitor.waits(MINUTE + 5_000);
    expect(visitor.pushed).toEqual(["goal.pages", "goal.long"]);
  });

  test("denied by default and granted by the banner on every page keeps the counters", async ({ visit }) => {
    const before = [denied()];
    const visitor = await visit({ goals: [moreThanPages(2)], session: SESSION, before });
    const page = await visitor.opens("/");
    await page.evaluate("consentUpdate(true)");
    await page.reload();
    await page.evaluate("consentUpdate(true)");
    await visitor.goes(page, "/next");
    expect((await recordIn(page))?.pages).toBe(2);
    await page.evaluate("consentUpdate(true)");
    expect(visitor.pushed).toEqual(["goal.pages"]);
  });

  test("revoked: the key is removed and nothing more is pushed", async ({ visit }) => {
    const visitor = await visit({ goals, session: SESSION, before: [granted()] });
    const page = await visitor.opens("/");
    expect(await storedKeys(page)).toEqual(["goalform.acme-shop"]);
    const messages = await page.evaluate("dataLayer.length");
    await page.evaluate("consentUpdate(false)");
    expect(await storedKeys(page)).toEqual([]);
    await page.evaluate("history.pushState(0, '', '/list')");
    await visitor.waits(5 * MINUTE);
    expect(await storedKeys(page)).toEqual([]);
    expect(await page.evaluate("dataLayer.length")).toBe(messages);
  });

  test("is listened to once, however often the tag fires", async ({ visit }) => {
    const visitor = await visit({ goals, session: SESSION, before: [granted()] });
    const page = await visitor.opens("/");
    await page.evaluate("history.pushState(0, '', '/list'); history.pushState(0, '', '/list/2')");
    expect(await page.evaluate("consentListeners.length")).toBe(1);
  });

  test("revoked while GA4 has not answered yet: the page is forgotten", async ({ visit }) => {
    const visitor = await visit({ goals, before: [granted()] });
    const page = await visitor.opens("/");
    await page.evaluate("consentUpdate(false)");
    await page.evaluate(`unanswered.forEach(answer => answer("${SESSION}"))`);
    await visitor.waits(5_000);
    expect(await storedKeys(page)).toEqual([]);
    await page.evaluate("consentUpdate(true)");
    await visitor.waits(5_000);
    expect((await recordIn(page))?.pages).toBe(1);
  });

  test("revoked on a page before: the banner's answer on this page removes what was kept", async ({
    visit,
  }) => {
    const visitor = await visit({ goals, session: SESSION, before: [denied()] });
    const page = await visitor.opens("/");
    await page.evaluate(`localStorage.setItem("goalform.acme-shop", "{}")`);
    await page.evaluate("consentUpdate(false)");
    await visitor.waits(MINUTE);
    expect(await storedKeys(page)).toEqual([]);
  });

  test("granted again after it was revoked starts anew", async ({ visit }) => {
    const visitor = await visit({ goals, session: SESSION, before: [granted()] });
    const page = await visitor.opens("/");
    await page.evaluate("history.pushState(0, '', '/list')");
    await page.evaluate("consentUpdate(false); consentUpdate(true)");
    expect((await recordIn(page))?.pages).toBe(1);
  });

  test("is read from every shape that google_tag_data is known to have", async ({ visit }) => {
    const visitor = await visit({ goals: [moreThanPages(99)], session: SESSION });
    const page = await visitor.opens("/");
    for (const [index, [consent, shape]] of SHAPES.entries()) {
      await page.evaluate(`localStorage.clear(); window.google_tag_data = ${shape}`);
      await page.evaluate(`history.pushState(0, "", "/?${index}")`);
      expect((await recordIn(page))?.pages, shape).toBe(consent === "denied" ? undefined : 1);
    }
  });

  test.for<[string, string, number | undefined]>([
    ["DE", "", 1],
    ["DE", "consentDefault(false, 'DE')", undefined],
    ["DE", "consentDefault(true); consentDefault(false, 'DE')", undefined],
    ["DE", "consentDefault(false); consentDefault(true, 'DE')", 1],
    ["US-CA", "consentDefault(true, 'US'); consentDefault(false, 'US-CA')", undefined],
    ["US-NY", "consentDefault(true, 'US'); consentDefault(false, 'US-CA')", 1],
    ["US", "consentDefault(false, 'DE')", 1],
    ["", "consentDefault(false, 'DE'); consentDefault(true)", undefined],
  ])("from %j after %s", async ([from, defaults, pages], { visit }) => {
    const before = [consentModeDouble({ from }), defaults];
    const visitor = await visit({ goals: [moreThanPages(9)], session: SESSION, before });
    const page = await visitor.opens("/");
    expect((await recordIn(page))?.pages).toBe(pages);
    await page.evaluate("consentUpdate(true)");
    expect((await recordIn(page))?.pages).toBe(1);
  });

  test("that cannot be read is asked for again, and nothing is lost when it can", async ({ visit }) => {
    const broken = "Object.defineProperty(google_tag_data.ics, 'entries', { get: () => window.readable })";
    const visitor = await visit({ goals, session: SESSION, before: [granted(), broken] });
    const page = await visitor.opens("/");
    await visitor.waits(5 * MINUTE);
    expect(await storedKeys(page)).toEqual([]);
    await page.evaluate("window.readable = {}");
    await visitor.waits(MINUTE);
    expect((await recordIn(page))?.pages).toBe(1);
    expect(visitor.pushed).toEqual(["goal.long"]);
  });

  const SAID = (...told: string[]) =>
    `window.google_tag_data = { ics: {} }; window.dataLayer = [];
    (function () { function gtag() { dataLayer.push(arguments); } ${told.join(";")} })()`;
  const STORED = 'document.cookie = "_ga_TEST123456=GS2.1.s1"';

  test.for<[string, "counts" | "waits" | "forgets", string]>([
    ["nothing", "waits", SAID()],
    ["nothing, and the Google tag has its cookie", "counts", SAID(STORED)],
    ["nothing, and another stream's tag has its cookie", "waits", SAID('document.cookie = "_ga_OTHER=1"')],
    ["a granted default", "counts", SAID("gtag('consent', 'default', { analytics_storage: 'granted' })")],
    [
      "a denied default",
      "waits",
      SAID(STORED, "gtag('consent', 'default', { analytics_storage: 'denied' })"),
    ],
    [
      "a denied default, then a granted update",
      "counts",
      SAID(
        "gtag('consent', 'default', { analytics_storage: 'denied', wait_for_update: 500 })",
        "gtag('consent', 'update', { ad_storage: 'denied' })",
        "gtag('consent', 'update', { analytics_storage: 'granted' })",
      ),
    ],
    [
      "a granted default, then a refusal",
      "forgets",
      SAID(
        STORED,
        "gtag('consent', 'default', { analytics_storage: 'granted' })",
        "gtag('consent', 'update', { analytics_storage: 'denied' })",
      ),
    ],
    ["ad types alone", "waits", SAID("gtag('consent', 'default', { ad_storage: 'granted' })")],
    [
      "a default for a region",
      "waits",
      SAID("gtag('consent', 'default', { analytics_storage: 'granted', region: ['US'] })"),
    ],
  ])("in an unknown shape, where the page told gtag %s: %s", async ([, does, script], { visit }) => {
    const visitor = await visit({ goals: [moreThanPages(9)], session: SESSION, before: [script] });
    const page = await visitor.opens("/blank");
    await page.evaluate(`localStorage.setItem("goalform.acme-shop", "{}")`);
    await visitor.goes(page, "/");
    await visitor.waits(5_000);
    const stored = await page.evaluate('localStorage.getItem("goalform.acme-shop")');
    if (does === "counts") expect((await recordIn(page))?.pages).toBe(1);
    else expect(stored).toBe(does === "forgets" ? null : "{}");
  });

  test("denied on a page whose clock is broken: it is not looked at all the time", async ({ visit }) => {
    const counting = `Object.defineProperty(google_tag_data.ics, "entries",
      { get: () => { window.reads = (window.reads || 0) + 1; return { analytics_storage: { default: false } }; } })`;
    const visitor = await visit({
      goals,
      session: SESSION,
      before: [denied(), counting, "Date.now = () => NaN"],
    });
    const page = await visitor.opens("/");
    await visitor.waits(10 * MINUTE);
    expect(await page.evaluate("reads")).toBeLessThan(15);
  });

  test("may arrive after the script: Consent Mode that starts later is listened to", async ({ visit }) => {
    const visitor = await visit({ goals, session: SESSION });
    const page = await visitor.opens("/");
    await page.evaluate(denied());
    await page.evaluate("history.pushState(0, '', '/list')");
    expect((await recordIn(page))?.pages).toBe(1);
    await page.evaluate("consentUpdate(true)");
    expect((await recordIn(page))?.pages).toBe(2);
  });

  test("denied by a default that comes late: what was counted stays until the visitor refuses", async ({
    visit,
  }) => {
    const before = [consentModeDouble({})];
    const visitor = await visit({ goals, session: SESSION, before });
    const page = await visitor.opens("/");
    await page.evaluate("consentDefault(false)");
    const messages = await page.evaluate("dataLayer.length");
    await visitor.waits(5 * MINUTE);
    expect((await recordIn(page))?.pages).toBe(1);
    expect(await page.evaluate("dataLayer.length")).toBe(messages);
    await page.evaluate("consentUpdate(false)");
    await visitor.waits(MINUTE);
    expect(await storedKeys(page)).toEqual([]);
  });
});

describeInChromium("what the script says", () => {
  const PREVIEW = 'window["google.tagmanager.debugui2.queue"] = []';
  const BROKEN =
    "Object.defineProperty(window, 'dataLayer', { set() {}, get() { return { push() { throw 'broken'; } }; } })";
  const ALONE = "counts by 30 minutes without activity: no answer from a Google tag with G-TEST123456";

  const saidOn = async (visitor: Visitor, path = "/"): Promise<string[]> => {
    const page = await visitor.opens("/blank");
    const said: string[] = [];
    page.on("console", (message) => said.push(message.text()));
    await visitor.goes(page, path);
    await page.keyboard.press("a");
    await visitor.waits(3 * MINUTE);
    page.removeAllListeners("console");
    return said;
  };

  test.for<[string, readonly string[], readonly string[]]>([
    [
      "denied by default",
      [denied()],
      ["waits, because analytics_storage is denied until the visitor agrees"],
    ],
    ["refused", [denied(), "consentUpdate(false)"], ["waits, because analytics_storage is refused"]],
    [
      "unreadable",
      ["window.google_tag_data = { ics: {} }"],
      ["waits, because analytics_storage is unreadable"],
    ],
    ["no Google tag", [], [ALONE]],
    ["an error", [BROKEN], ["stopped at an error: broken", ALONE]],
  ])("in Tag Manager's preview, once: %s", async ([, before, words], { visit }) => {
    const visitor = await visit({ goals, before: [PREVIEW, ...before] });
    expect(await saidOn(visitor)).toEqual(words.map((one) => `goalform.acme-shop ${one}`));
  });

  test("is said on the page that the preview opens, too", async ({ visit }) => {
    const visitor = await visit({ goals, before: [denied()] });
    const said = await saidOn(visitor, "/?gtm_debug=1792000000000");
    expect(said).toEqual([
      "goalform.acme-shop waits, because analytics_storage is denied until the visitor agrees",
    ]);
  });

  test("is nothing while the preview is off", async ({ visit }) => {
    expect(await saidOn(await visit({ goals, before: [denied()] }))).toEqual([]);
    expect(await saidOn(await visit({ goals, before: [BROKEN] }))).toEqual([]);
  });
});
