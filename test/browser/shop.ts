/** A shop on 127.0.0.1 whose every page carries a stand-in for Tag Manager and for GA4's tag. */
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";

export interface Shop {
  readonly url: string;
  /** From now on every page but `/blank` starts with these scripts. */
  carry(scripts: readonly string[]): void;
  close(): Promise<void>;
}

/** Every path is a page; `/blank` carries nothing, `/framed` shows a page in an iframe without storage and cookies. */
export async function openShop(): Promise<Shop> {
  let scripts: readonly string[] = [];
  const server = createServer((request, response) => {
    response.setHeader("content-type", "text/html");
    response.end(pageAt(request.url ?? "/", scripts));
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    carry: (next) => {
      scripts = next;
    },
    close: () => closed(server),
  };
}

function closed(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((done) => server.close(() => done()));
}

function pageAt(path: string, scripts: readonly string[]): string {
  if (path === "/blank") return "<!doctype html><title>Blank</title>";
  if (path === "/framed") return FRAMED;
  const carried = scripts.map((script) => `<script>${script}</script>`).join("");
  return `<!doctype html><title>Shop</title>${carried}<body style="height:5000px">
<a id="next" href="/next">Next</a><script>fireTags()</script>`;
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
    window.dataLayer = [];
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

/**
 * Consent Mode as gtm.js keeps it in `google_tag_data.ics`. `shape` leaves out what some builds do not have;
 * `consentUpdate(granted)` is what a consent banner causes.
 */
export function consentModeDouble(initially: boolean, shape: "complete" | "entries" | "method"): string {
  return `(function (initially, shape) {
    var entry = { default: initially }, listeners = window.consentListeners = [];
    var ics = {
      entries: { analytics_storage: entry },
      getConsentState: function () { return (entry.update === undefined ? entry.default : entry.update) ? 1 : 2; },
      addListener: function (types, listener) { listeners.push(listener); },
    };
    if (shape === "entries") delete ics.getConsentState;
    if (shape === "method") delete ics.entries;
    window.google_tag_data = { ics: ics };
    window.consentUpdate = function (granted) {
      entry.update = granted;
      listeners.forEach(function (listener) { listener({ consentEventId: 1 }); });
    };
  })(${initially}, "${shape}");`;
}
