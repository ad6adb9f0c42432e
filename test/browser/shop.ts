/** A shop on 127.0.0.1 whose every page carries a stand-in for Tag Manager and for GA4's tag. */
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";

export interface Shop {
  readonly url: string;
  /**
   * From now on every page but `/blank` starts with these scripts, and ends with those of `after` when its tags have
   * fired. The first page, whichever it is, first forgets what visitors before stored and pushed.
   */
  carry(scripts: readonly string[], after?: readonly string[]): void;
  close(): Promise<void>;
}

/** Every path is a page; `/blank` carries nothing, `/framed` shows a page in an iframe without storage and cookies. */
export async function openShop(): Promise<Shop> {
  let carried: Carried = { before: [], after: [] };
  let isFirst = true;
  const server = createServer(({ url = "/" }, response) => {
    response.setHeader("content-type", "text/html");
    // Back again, the browser would forget again.
    if (isFirst) response.setHeader("cache-control", "no-store");
    response.end((isFirst ? FORGETS : "") + pageAt(url, carried));
    if (url !== "/favicon.ico") isFirst = false;
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    carry: (before, after = []) => {
      carried = { before, after };
      isFirst = true;
    },
    close: () => closed(server),
  };
}

/** Said instead of an event: from here on, what is pushed is the visitor's. */
export const NOTHING_YET = "nothing yet";

const FORGETS = `<!doctype html><script>localStorage.clear(); sessionStorage.clear(); pushed("${NOTHING_YET}")</script>`;

function closed(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((done) => server.close(() => done()));
}

interface Carried {
  readonly before: readonly string[];
  readonly after: readonly string[];
}

function pageAt(path: string, { before, after }: Carried): string {
  if (path === "/blank") return "<!doctype html><title>Blank</title>";
  if (path === "/framed") return FRAMED;
  return `<!doctype html><title>Shop</title>${elements(before)}<body style="height:5000px">
<a id="next" href="/next">Next</a><script>fireTags();(window.inTheSameTask||Object)()</script>${elements(after)}`;
}

function elements(scripts: readonly string[]): string {
  return scripts.map((script) => `<script>${script}</script>`).join("");
}

const FRAMED = `<!doctype html><title>Framed</title><iframe sandbox="allow-scripts" src="/shop"></iframe>`;

/**
 * What runs before a page's own scripts. As gtm.js does, it executes the tags on the page view and on every
 * pushState, replaceState and popstate. As GA4's tag does, it answers `gtag("get", …, "session_id", …)` later and
 * never at once: with the cookie `ga4`, and without that cookie not at all (`unanswered` keeps the questions). The
 * session number is the cookie `ga4_number`.
 */
export function tagManagerDouble(tags: readonly string[]): string {
  return `(function (tags) {
    var unanswered = window.unanswered = [];
    window.dataLayer = window.dataLayer || [];
    dataLayer.push = function (message) {
      Array.prototype.push.call(dataLayer, message);
      if (message.event) pushed(message.event);
      if (message[0] === "get" && message[2] === "session_id") ask(message[3]);
      if (message[0] === "get" && message[2] === "session_number" && cookie("ga4_number"))
        Promise.resolve(cookie("ga4_number")).then(message[3]);
    };
    function cookie(name) {
      try { return (new RegExp(name + "=([0-9]+)").exec(document.cookie) || [])[1]; } catch (e) {}
    }
    function ask(callback) {
      var id = cookie("ga4");
      if (id) Promise.resolve(id).then(callback); else unanswered.push(callback);
    }
    window.fireTags = function () {
      tags.forEach(function (text) {
        var script = document.createElement("script");
        script.text = text;
        document.body.appendChild(script);
      });
    };
    ["pushState", "replaceState"].forEach(function (name) {
      var original = history[name];
      history[name] = function () { original.apply(history, arguments); fireTags(); };
    });
    addEventListener("popstate", function () { fireTags(); });
  })(${JSON.stringify(tags)});`;
}

/** What a build of gtm.js answers when a page asks its consent object itself. */
export type ConsentGeneration = "april 2024" | "since october 2024";

export const CONSENT_GENERATIONS: readonly ConsentGeneration[] = ["april 2024", "since october 2024"];

export interface ConsentAtStart {
  readonly generation?: ConsentGeneration;
  /** What the page's default says before Tag Manager's first event; left out: the page sets none. */
  readonly initially?: boolean;
  /** Where the visitor is, as gtm.js is served with it: `DE`, `US-CA`; left out: Google does not know. */
  readonly from?: string;
}

/**
 * `google_tag_data.ics` as public builds of gtm.js keep it. `consentDefault(granted, region)` and
 * `consentUpdate(granted)` are what the page's own `gtag("consent", …)` causes. Listeners are told only when an
 * update changes the state: a default that comes late, or a refusal after a denied default, is told to nobody.
 */
export function consentModeDouble({
  generation = "since october 2024",
  initially,
  from = "",
}: ConsentAtStart): string {
  return `(function (generation, initially, place) {
    var country = place.split("-")[0], subdivision = place === country ? "" : place, TYPE = "analytics_storage";
    var listeners = window.consentListeners = [], entries = {};
    var SETTINGS = { delegatedConsentTypes: {}, containerScopedDefaults: {}, usedContainerScopedDefaults: false };
    function stateOf(type, settings) {
      var entry = entries[type] || {}, said = entry.update;
      if (said === undefined && generation !== "april 2024" && settings.usedContainerScopedDefaults)
        said = settings.containerScopedDefaults[type];
      if (said === undefined) said = entry["default"];
      if (said === undefined && generation !== "april 2024" && settings.delegatedConsentTypes.hasOwnProperty(type))
        return 0;
      if (said === undefined) said = entry.declare;
      if (said !== undefined) return said ? 1 : 2;
      return entry.implicit === undefined ? 0 : entry.implicit ? 3 : 4;
    }
    function applies(region, entry) {
      if (!country || region === subdivision) return true;
      return region === country ? entry.region !== subdivision : !region && !entry.region;
    }
    var ics = {
      entries: entries,
      getConsentState: stateOf,
      addListener: function (types, listener) { listeners.push(listener); },
      "default": function (type, granted, region) {
        var entry = entries[type] || {};
        if (!applies(region, entry) || !country && entry["default"] === false) return;
        entries[type] = { region: region, implicit: entry.implicit, "default": granted, update: entry.update };
      },
      update: function (type, granted) {
        var before = stateOf(type, SETTINGS);
        entries[type] = entries[type] || {};
        entries[type].update = granted;
        if (stateOf(type, SETTINGS) === before) return;
        listeners.forEach(function (listener) { listener({ consentEventId: 1 }); });
      }
    };
    entries[TYPE] = { implicit: true };
    ["ad_storage", "ad_user_data", "ad_personalization"].forEach(function (type) {
      entries[type] = { implicit: country !== "DE" };
    });
    window.google_tag_data = { ics: ics };
    window.consentDefault = function (granted, region) { ics["default"](TYPE, granted, region); };
    window.consentUpdate = function (granted) { ics.update(TYPE, granted); };
    if (initially !== undefined) consentDefault(initially);
  })(${JSON.stringify(generation)}, ${initially}, ${JSON.stringify(from)});`;
}
