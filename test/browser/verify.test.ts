/** Visits played in Chromium on pages of our own: what leaves the browser is seen, and nobody is written to. */
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { selfSigned } from "../../src/browser/certificate.ts";
import { startChromium } from "../../src/browser/chromium.ts";
import type { MappedHost } from "../../src/browser/forward.ts";
import { PATIENCE } from "../../src/browser/patience.ts";
import { playVisit, type VisitActions } from "../../src/browser/play.ts";
import type { PlaySettings } from "../../src/browser/player.ts";
import { Limits } from "../../src/browser/verdict.ts";
import { openTests } from "../../src/visits/reading/read-tests.ts";
import { describeWithChromium } from "./chromium.ts";
import { Host } from "./hosts.ts";

const COLLECT = "https://region1.google-analytics.com/g/collect?v=2&tid=G-TEST123456&cid=1.2";

/** What a page of the shop has in common with all others: people who are not to hear of anything. */
const STRANGERS = `<img src="http://pixel.example/p.gif" alt=""><script>
  navigator.sendBeacon("http://pixel.example/beacon", "mail=a@b.example");
  addEventListener("pagehide", () => navigator.sendBeacon("http://pixel.example/leaving", "x"));
</script>`;

const PAGES: Readonly<Record<string, string>> = {
  "/": `<title>Shop</title>${STRANGERS}
    <nav><a class="top" href="tel:+4930123"><i class="icon">☎</i></a> <a href="/list.pdf">Prices</a> <a href="/cart">Cart</a></nav>
    <button class="buy small">Buy</button> <button id="buy" class="buy large" onclick="bought()">Buy <i>now</i></button>
    <form id="contact" action="/send" method="post" onsubmit="later()">
      <input name="mail" type="email" required><select name="about" required><option value=""><option>order</select>
      <input name="terms" type="checkbox" required><textarea name="text" required minlength="20"></textarea><button>Send</button>
    </form>
    <form id="search" action="/found"><input name="q"><button>Search</button></form>
    <script>function bought() { (window.dataLayer = window.dataLayer || []).push({ event: "bought", sku: "a" }) }
    function later() { navigator.sendBeacon("/log", "sent") }</script>
    <div style="height: 4000px"></div><p id="end">End</p>`,
  "/cart": `<title>Cart</title>${STRANGERS}<form action="http://pay.example/charge" method="post"><label>Card <input name="card"></label>
    <button type="submit" aria-label="Pay now">Pay</button></form>`,
  "/thanks": `<title>Thanks</title>${STRANGERS}<script>
    dataLayer = window.dataLayer || []; dataLayer.push({ event: "purchase", value: 30 });</script>`,
  "/found": "<title>Found</title>",
  "/time": `<title>Time</title><script>
    var dataLayer = window.dataLayer || [];
    const [{ type }] = performance.getEntriesByType("navigation"), start = performance.now();
    setTimeout(() => dataLayer.push({ event: "four_minutes", type, passed: performance.now() - start >= 240000 }), 240000);
    const known = [...dataLayer].map((one) => one[0] === "consent" ? one[1] + " " + one[2].analytics_storage : one.early);
    dataLayer.push({ known });</script><script src="http://www.googletagmanager.com/gtm.js?id=GTM-TEST01&l=dataLayer"></script>`,
  "/ajax": `<title>Ajax</title><form id="ajax"><button>Go</button></form><script>
    dataLayer = []; document.forms[0].onsubmit = (event) => { event.preventDefault(); event.stopPropagation();
      fetch("/api", { method: "POST" }).then(({ ok }) => ok && dataLayer.push({ event: "sent" })) };</script>`,
  "/list.pdf": "%PDF-1.4",
  "/leaving": `<title>Leaving</title><script>
    const hit = (en) => "${COLLECT}&en=" + en;
    navigator.sendBeacon("${COLLECT}", "en=first&_c=1\\r\\nen=second&epn.value=2");
    fetch(hit("fetched"), { method: "POST", keepalive: true, mode: "no-cors" });
    document.addEventListener("click", () => fetch("https://sgtm.acme.example/g/collect?v=2&tid=G-TEST123456&en=own_server", { keepalive: true }));
    addEventListener("pagehide", () => {
      navigator.sendBeacon(hit("beacon"));
      fetch(hit("keepalive"), { method: "POST", keepalive: true, body: "" });
      new Image().src = hit("image");
      navigator.sendBeacon("https://region1.google-analytics.com/g/collect?v=2&tid=G-TEST123456", "en=batched_1\\r\\nen=batched_2");
    });
    document.addEventListener("visibilitychange", () => document.hidden && navigator.sendBeacon(hit("hidden")));
    dataLayer = [];
  </script><a href="/found">Next</a>`,
};

const shop = new Host("www.acme.example", (path) => PAGES[path]);
const tagHost = new Host("www.googletagmanager.com", () => "");
const strangers = ["pixel.example", "pay.example"].map((name) => new Host(name, () => "<title>No</title>"));
const certificate = selfSigned(Date.now());
let upstream: readonly MappedHost[];
let browser: Browser;

describeWithChromium("a visit in Chromium", (executable) => {
  beforeAll(async () => {
    upstream = await Promise.all([shop, tagHost, ...strangers].map((one) => one.open()));
    browser = await startChromium({ path: executable, env: process.env, cwd: process.cwd() }, certificate);
  });
  afterAll(async () => {
    await browser?.close();
    await Promise.all([shop, tagHost, ...strangers].map((one) => one.close()));
  });
  beforeEach(() => {
    for (const { asked } of [shop, tagHost, ...strangers]) asked.length = 0;
  });

  test("sees every hit of a page that is left, once", async () => {
    const { hits } = await play("- page: /leaving\n- link: /found");
    expect(hits.map(({ event }) => event).sort()).toEqual(
      [
        "first",
        "second",
        "fetched",
        "own_server",
        "beacon",
        "keepalive",
        "image",
        "batched_1",
        "batched_2",
        "hidden",
      ].sort(),
    );
    expect(hits.find(({ event }) => event === "first")).toMatchObject({
      keyEvent: true,
      measurementId: "G-TEST123456",
    });
  });

  test("knows a visitor who has been here before, and counts this visit alone", async () => {
    const { hits, observed, troubles } = await play("- new_visit: true\n- page: /leaving\n- page: /found");
    expect(hits.filter(({ event }) => event === "first").map(({ at }) => at > 30 * 60_000)).toEqual([true]);
    expect(observed.map((one) => "referrer" in one && one.referrer)).toEqual([
      "",
      "http://www.acme.example/leaving",
    ]);
    expect(troubles).toEqual([]);
  });

  test("acts on the elements that the steps name, and fills in what a form asks for", async () => {
    const { observed, troubles } = await play(`
- page: /
- click: { html: '<a href="tel:+4930123"><i class="icon"></i></a>', on: i }
- click: '<button id="buy"><i></i></button>'
- click: '<button>buy</button>'
- download: /list.pdf
- form: contact
- scroll: 100
- visible: '<p id="end">'
- data_layer: { event: registered, plan: pro }
- navigate: /virtual
`);
    expect(troubles).toEqual([]);
    const acts = observed.map((one) => {
      if (one.is === "click" || one.is === "submit")
        return `${one.is} ${/<[^<>]*data-goalform=""/.exec(one.html)?.[0]}`;
      if (one.is === "push") return `push ${JSON.stringify(one.message)}`;
      return "url" in one ? `${one.is} ${new URL(one.url).pathname}` : one.is;
    });
    expect(acts).toEqual([
      "page /",
      'click <i class="icon" data-goalform=""',
      'click <i data-goalform=""',
      'push {"event":"bought","sku":"a"}',
      'click <button class="buy small" data-goalform=""',
      'click <a href="/list.pdf" data-goalform=""',
      'click <input name="terms" type="checkbox" required="" data-goalform=""',
      'click <button data-goalform=""',
      'submit <form id="contact" action="/send" method="post" onsubmit="later()" data-goalform=""',
      'push {"event":"registered","plan":"pro"}',
      "navigate /virtual",
    ]);
  });

  test("writes to nobody: forms are played up to their event, and strangers are not asked for anything", async () => {
    const { stopped, keptBackAt } = await play(
      "- page: /\n- form: contact\n- form: search\n- page: /cart\n- form: { action: http://pay.example/charge }",
    );
    expect(shop.asked.map(({ method, path }) => `${method} ${path}`)).toEqual(["GET /", "GET /cart"]);
    expect(strangers.map(({ asked }) => asked)).toEqual([[], []]);
    expect([...new Set(stopped.map(({ why, method, url }) => `${why} ${method} ${url}`))].sort()).toEqual([
      "blocked GET http://pixel.example/p.gif",
      "blocked POST http://pixel.example/beacon",
      "blocked POST http://pixel.example/leaving",
      "not-sent GET http://www.acme.example/found",
      "not-sent POST http://pay.example/charge",
      "not-sent POST http://www.acme.example/log",
      "not-sent POST http://www.acme.example/send",
    ]);
    expect(keptBackAt).not.toBeNull();
  });

  test("with --really-send the site gets the form, and strangers still nothing", async () => {
    await play("- page: /\n- form: contact", { reallySend: true });
    expect(shop.asked.map(({ method, path }) => `${method} ${path}`).sort()).toEqual([
      "GET /",
      "POST /log",
      "POST /send",
    ]);
    expect(shop.asked.find(({ path }) => path === "/send")?.body).toMatch(
      /^mail=test%40example\.com&about=order&terms=on&text=Testx+$/,
    );
    expect(strangers.map(({ asked }) => asked)).toEqual([[], []]);
  });

  test("replays a checkout as it was recorded, and opens the page after the payment by itself", async () => {
    const { observed, troubles } = await playActs(
      { recorded: CHECKOUT },
      { rebase: { from: "https://live.acme.example", to: "http://www.acme.example" } },
    );
    expect(strangers.map(({ asked }) => asked)).toEqual([[], []]);
    expect(shop.asked.map(({ method, path }) => `${method} ${path}`)).toEqual([
      "GET /",
      "GET /cart",
      "GET /thanks",
    ]);
    expect(observed.filter(({ is }) => is === "page" || is === "submit")).toMatchObject([
      { is: "page", url: "http://www.acme.example/" },
      { is: "page", url: "http://www.acme.example/cart", referrer: "http://www.acme.example/" },
      { is: "submit", html: expect.stringContaining("http://pay.example/charge") },
      { is: "page", url: "http://www.acme.example/thanks" },
    ]);
    expect(observed.at(-1)).toMatchObject({ is: "push", message: { event: "purchase" } });
    expect(troubles.map(({ step, ends }) => [step, ends])).toEqual([["click aria/Pay now", false]]);
  });

  test("moves the clock, remembers consent, and asks for the version of an environment", async () => {
    const steps =
      "- consent: { analytics_storage: denied }\n- page: { url: /time, before: [{ early: 1 }] }\n- wait: 5m\n- consent: { analytics_storage: granted }\n- page: /time";
    const { observed, answered } = await play(steps, {
      environment: { code: "s3cret", name: "env-3", container: "GTM-TEST01" },
    });
    const pushes = observed.flatMap((one) =>
      one.is === "push" ? [one.message] : one.is === "gtag" ? [one.args.slice(0, 2)] : [],
    );
    expect(pushes).toEqual([
      ["consent", "default"],
      { early: 1 },
      { known: ["default denied", 1] },
      { event: "four_minutes", type: "navigate", passed: true },
      ["consent", "update"],
      ["consent", "default"],
      ["consent", "update"],
      { known: ["default denied", "update granted"] },
    ]);
    const [first] = tagHost.asked;
    expect(first?.path).toBe("/gtm.js?id=GTM-TEST01&l=dataLayer&gtm_auth=s3cret&gtm_preview=env-3");
    expect(JSON.stringify(answered)).not.toContain("s3cret");
  });

  test("sends what Analytics receives from others, to the property that is meant, and no event of Google's own", async () => {
    const { observed, troubles } = await play(
      "- page: /found\n- ga4_event: { purchase: { value: 30, currency: EUR } }\n- ga4_event: file_download",
    );
    const sent = observed.flatMap((one) => (one.is === "gtag" ? [one.args] : []));
    expect(sent).toEqual([["event", "purchase", { value: 30, currency: "EUR", send_to: "G-TEST123456" }]]);
    expect(troubles).toMatchObject([{ step: "ga4_event file_download", ends: false }]);
  });

  test("does not pretend that the site has answered what was not sent to it", async () => {
    const { observed, stopped, keptBackAt } = await play("- page: /ajax\n- form: ajax");
    expect(observed.map(({ is }) => is)).toEqual(["page", "click", "submit"]);
    expect(stopped.map(({ method, url }) => [method, url])).toEqual([
      ["POST", "http://www.acme.example/api"],
    ]);
    expect(keptBackAt).not.toBeNull();
  });

  test("says which element is missing, and opens no other site", async () => {
    const { troubles } = await play(
      "- page: /found\n- form: contact\n- page: http://pay.example/\n- form: search",
    );
    expect(troubles).toEqual([
      { step: "form contact", why: "http://www.acme.example/found has no such element", ends: true },
      {
        step: "page http://pay.example/",
        why: "pay.example is another site, and nothing is opened there (--allow pay.example would)",
        ends: true,
      },
    ]);
  });
});

/** As the Recorder panel exports it. */
const CHECKOUT = [
  {
    type: "setViewport",
    width: 900,
    height: 700,
    deviceScaleFactor: 1,
    isMobile: false,
    hasTouch: false,
    isLandscape: false,
  },
  {
    type: "navigate",
    url: "https://live.acme.example/",
    assertedEvents: [{ type: "navigation", url: "https://live.acme.example/", title: "Shop" }],
  },
  {
    type: "click",
    target: "main",
    selectors: [["aria/Cart"], ["nav > a:nth-of-type(3)"], ["text/Cart"]],
    offsetX: 5,
    offsetY: 5,
    assertedEvents: [{ type: "navigation", url: "https://live.acme.example/cart", title: "Cart" }],
  },
  { type: "click", selectors: [["aria/Card"], ["input"]], offsetX: 5, offsetY: 5 },
  {
    type: "change",
    value: "4111 1111",
    selectors: [["#gone"], ["xpath///form/label/input"], ["pierce/input"]],
  },
  { type: "keyDown", key: "Tab" },
  { type: "keyUp", key: "Tab" },
  {
    type: "click",
    selectors: [["aria/Pay now"], ["button"]],
    offsetX: 5,
    offsetY: 5,
    assertedEvents: [{ type: "navigation", url: "http://pay.example/charge?session=1", title: "" }],
  },
  { type: "navigate", url: "http://pay.example/charge?session=1" },
  {
    type: "click",
    selectors: [["#confirm"]],
    assertedEvents: [{ type: "navigation", url: "https://live.acme.example/thanks", title: "Thanks" }],
  },
];

function play(visit: string, more: Partial<PlaySettings> = {}) {
  const lines = visit
    .trim()
    .split("\n")
    .map((line) => `      ${line}`);
  const file = `version: 1\nsite: http://www.acme.example\ntests:\n  - name: A visit\n    sends: x\n    visit:\n${lines.join("\n")}\n`;
  const { tests, diagnostics } = openTests("goals.test.yaml", Buffer.from(file)).read({
    goals: [],
    funnels: [],
    disabled: [],
    leftOut: [],
  });
  const [one] = tests?.tests ?? [];
  if (one?.is !== "visit") throw new Error(JSON.stringify(diagnostics));
  return playActs({ steps: one.steps }, more);
}

function playActs(acts: VisitActions, more: Partial<PlaySettings> = {}) {
  const limits = new Limits("www.acme.example", [], more.reallySend ?? false);
  return playVisit(browser, acts, {
    limits,
    upstream,
    certificate,
    reallySend: false,
    measurementId: "G-TEST123456",
    rebase: null,
    environment: null,
    patience: { ...PATIENCE, quiet: 70, end: 70, element: 400, firstHit: 0 },
    ...more,
  });
}
