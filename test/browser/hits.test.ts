/** Requests as Google's tag sends them, read. */
import { expect, test } from "vitest";
import { consentSignals } from "../../src/browser/consent-signals.ts";
import { hitsIn, isHit } from "../../src/browser/hit.ts";
import { Limits, type PageRequest } from "../../src/browser/verdict.ts";

/** What a build of 2026 sends of the page and the visitor. */
const SHARED =
  "v=2&tid=G-TEST123456&gtm=45je68i1v9101za200&_p=1764201600000&gcs=G111&gcd=13t3t3t3t5l1&npa=0&dma=0&cid=1234.5678&ul=en-us&sr=1280x720&uaa=x86&_eu=AAAAAAQ&_s=1&sid=1764201600&sct=1&seg=1&dl=https%3A%2F%2Fwww.acme.example%2Fthanks%3Fa%3D1&dr=https%3A%2F%2Fwww.acme.example%2F&dt=Thank%20you";
const GOOGLE = "https://region1.google-analytics.com/g/collect";

const hits = (query: string, body = "") => hitsIn(new URL(query), body);

test("a single event leaves with everything in the address", () => {
  const [hit, ...others] = hits(
    `${GOOGLE}?${SHARED}&en=sign_up&_c=1&_ee=1&ep.method=mail&epn.value=9.5&cu=EUR&ep.empty=&up.plan=pro&_et=12&tfd=900`,
  );
  expect(others).toEqual([]);
  expect(hit).toMatchObject({
    measurementId: "G-TEST123456",
    event: "sign_up",
    keyEvent: true,
    bySite: true,
    gcs: "G111",
    gcd: "13t3t3t3t5l1",
    consent: { ad_storage: "granted", analytics_storage: "granted" },
    userProperties: { plan: "pro" },
  });
  expect(hit?.parameters).toEqual({
    page_location: "https://www.acme.example/thanks?a=1",
    page_referrer: "https://www.acme.example/",
    page_title: "Thank you",
    currency: "EUR",
    method: "mail",
    value: 9.5,
    empty: "",
  });
});

test("a batch has a line for each event, and the address is said about all of them", () => {
  const lines =
    "en=page_view&_fv=1&_ss=1\r\nen=call&_c=1&ep.where=top\r\nen=scroll&epn.percent_scrolled=90&_et=5000";
  const all = hits(`${GOOGLE}?${SHARED}`, lines);
  expect(all.map(({ event, keyEvent }) => [event, keyEvent])).toEqual([
    ["page_view", false],
    ["call", true],
    ["scroll", false],
  ]);
  expect(all.every(({ parameters }) => parameters["page_title"] === "Thank you")).toBe(true);
  expect(all[1]?.parameters["where"]).toBe("top");
  expect(all[2]?.parameters["where"]).toBeUndefined();
});

test("an event whose parameters are too long for the address continues in the body", () => {
  const [hit] = hits(`${GOOGLE}?${SHARED}&en=purchase`, "ep.transaction_id=T1&epn.value=30");
  expect(hit).toMatchObject({ event: "purchase", parameters: { transaction_id: "T1", value: 30 } });
});

test("items are read, with a tilde in their names and keys of their own", () => {
  const item = encodeURIComponent("idsku1~nmT~~shirt~brAcme~pr3.5~qt2~k0color~v0red");
  const [hit] = hits(`${GOOGLE}?${SHARED}&en=purchase&pr1=${item}&pr2=idsku2`);
  expect(hit?.parameters["items"]).toEqual([
    { item_id: "sku1", item_name: "T~shirt", item_brand: "Acme", price: 3.5, quantity: 2, color: "red" },
    { item_id: "sku2" },
  ]);
});

test("a hit is recognized by what it says, on every host", () => {
  for (const place of [
    GOOGLE,
    "https://www.google-analytics.com/g/collect",
    "https://analytics.google.com/g/collect",
    "https://sgtm.acme.example/g/collect",
    "https://www.acme.example/metrics/ag/g/c",
  ])
    expect(isHit(new URL(`${place}?${SHARED}&en=x`)), place).toBe(true);
  for (const other of [
    "https://www.google-analytics.com/collect?v=1&tid=UA-1-1&t=pageview",
    "https://www.acme.example/?v=2",
    "https://www.acme.example/search?v=2&tid=news",
    "https://www.googletagmanager.com/gtag/js?id=G-TEST123456",
  ])
    expect(isHit(new URL(other)), other).toBe(false);
});

test("what Google signals sends along reports no event", () => {
  expect(
    hits(`https://stats.g.doubleclick.net/g/collect?v=2&tid=G-TEST123456&cid=1.2&gtm=45je68i1&aip=1`),
  ).toEqual([]);
});

test("consent is read from both signals, and nothing is guessed", () => {
  expect(consentSignals("G100", "13p3p3p3p5")).toEqual({
    ad_storage: "denied",
    analytics_storage: "denied",
    ad_user_data: "denied",
    ad_personalization: "denied",
  });
  expect(consentSignals("G101", "13p3r3p3p5l1")).toMatchObject({
    ad_storage: "denied",
    analytics_storage: "granted",
  });
  expect(consentSignals(null, "13l3l3l3l1l1")).toEqual({});
  expect(consentSignals(null, null)).toEqual({});
  expect(consentSignals("G1--", null)).toEqual({});
  expect(consentSignals("G110", null)).toEqual({ ad_storage: "granted", analytics_storage: "denied" });
  expect(consentSignals(null, "13u3m3z3v5")).toEqual({
    ad_storage: "denied",
    analytics_storage: "denied",
    ad_personalization: "granted",
  });
});

function asked(method: string, url: string, more: Partial<PageRequest> = {}): PageRequest {
  return { method, url: new URL(url), destination: "empty", site: "cross-site", ...more };
}

test("nothing is sent to anybody, and only the site and Google's tag are asked for anything", () => {
  const limits = new Limits("www.acme.example", ["fonts.example", "*.cdn.example"], false);
  const verdicts = (requests: readonly PageRequest[]) => requests.map((one) => limits.verdict(one));
  expect(
    verdicts([
      asked("GET", "https://www.acme.example/a"),
      asked("GET", "https://acme.example/a"),
      asked("HEAD", "https://static.acme.example/a.js"),
      asked("GET", "https://www.googletagmanager.com/gtm.js?id=GTM-TEST01"),
      asked("GET", "https://www.googletagmanager.com/gtag/js?id=G-TEST123456"),
      asked("GET", "https://fonts.example/a.woff2"),
      asked("GET", "https://a.cdn.example/a.js"),
    ]),
  ).toEqual(Array(7).fill("forward"));
  expect(
    verdicts(
      ["POST", "PUT", "DELETE", "PATCH"].map((method) => asked(method, "https://www.acme.example/cart")),
    ),
  ).toEqual(Array(4).fill("not-sent"));
  expect(
    verdicts([
      asked("GET", "https://pay.example/"),
      asked("GET", "https://notacme.example/"),
      asked("GET", "https://acme.example.evil.example/"),
      asked("POST", "https://fonts.example/"),
      asked("GET", "https://cdn.example.evil.example/a.js"),
      asked("GET", "https://www.googletagmanager.com/a?id=GTM-TEST01&v=3"),
      asked("POST", "https://www.googletagmanager.com/gtm.js"),
      asked("GET", "https://www.google.com/ads/ga-audiences?v=1&tid=G-TEST123456", { destination: "image" }),
    ]),
  ).toEqual(Array(8).fill("blocked"));
  expect(limits.verdict(asked("POST", `${GOOGLE}?${SHARED}&en=x`))).toBe("hit");
  expect(
    limits.verdict(asked("GET", `https://www.acme.example/?${SHARED}`, { destination: "document" })),
  ).toBe("forward");
});

test("what the browser calls the same site is the site's, by its list of public suffixes", () => {
  const limits = new Limits("app.acme.example", [], false);
  expect(limits.verdict(asked("GET", "https://cdn.acme.example/a.js"))).toBe("blocked");
  expect(limits.verdict(asked("GET", "https://cdn.acme.example/a.js", { site: "same-site" }))).toBe(
    "forward",
  );
  expect(limits.verdict(asked("POST", "https://cdn.acme.example/a.js", { site: "same-site" }))).toBe(
    "not-sent",
  );
});

test("a site without a name is one port of this machine", () => {
  const limits = new Limits("localhost:8080", [], true);
  expect(limits.verdict(asked("GET", "http://localhost:8080/a.js", { site: "same-origin" }))).toBe("forward");
  expect(limits.verdict(asked("GET", "http://localhost:9090/a.js", { site: "same-site" }))).toBe("blocked");
  expect(limits.verdict(asked("POST", "http://127.0.0.1:9090/"))).toBe("blocked");
});

test("with --really-send the site gets what is sent to it, and nobody else does", () => {
  const limits = new Limits("www.acme.example", ["fonts.example"], true);
  expect(limits.verdict(asked("POST", "https://www.acme.example/cart"))).toBe("forward");
  expect(limits.verdict(asked("POST", "https://pay.example/cart"))).toBe("blocked");
  expect(limits.verdict(asked("POST", "https://fonts.example/cart"))).toBe("blocked");
});
