import { expect, test } from "vitest";
import { gtagCommand } from "../../src/engine/gtag-command.ts";
import { builtIns, customEvent, firings, load, tag, trigger, when } from "./support.ts";

const everything = trigger("9", "customEvent", {
  customEventFilter: [when("{{_event}}", "matchRegex", ".*")],
});
const watcher = tag("watcher", ["9"]);

test("a page runs consent initialisation, initialisation and gtm.js, then gtm.dom and gtm.load", () => {
  const running = load({ tag: [watcher], trigger: [everything] });
  running.domReady();
  running.windowLoaded();
  expect(firings(running)).toEqual([
    "gtm.init_consent: watcher",
    "gtm.init: watcher",
    "gtm.js: watcher",
    "gtm.dom: watcher",
    "gtm.load: watcher",
  ]);
});

test("the page is read before it is complete, and each only once", () => {
  const running = load({ tag: [watcher], trigger: [everything] });
  running.windowLoaded();
  running.domReady();
  running.windowLoaded();
  expect(firings(running).slice(3)).toEqual(["gtm.dom: watcher", "gtm.load: watcher"]);
});

test("the start-up events run before an event that the page pushed before the tag loaded", () => {
  const running = load({ tag: [watcher], trigger: [everything] }, { dataLayerBefore: [{ event: "early" }] });
  expect(firings(running)).toEqual([
    "gtm.init_consent: watcher",
    "gtm.init: watcher",
    "early: watcher",
    "gtm.js: watcher",
  ]);
});

test("what a tag pushes at gtm.init is processed after gtm.js", () => {
  const running = load(
    { tag: [watcher], trigger: [everything] },
    { onFire: ({ event }, push) => event === "gtm.init" && push({ event: "from a tag" }) },
  );
  expect(firings(running).slice(2)).toEqual(["gtm.js: watcher", "from a tag: watcher"]);
});

test("a second gtm.js is ignored, and a second gtm.dom fires again", () => {
  const running = load({ tag: [watcher], trigger: [everything] });
  running.domReady();
  running.push({ event: "gtm.js" });
  running.push({ event: "gtm.dom" });
  expect(firings(running).slice(2)).toEqual(["gtm.js: watcher", "gtm.dom: watcher", "gtm.dom: watcher"]);
});

test("the snippet's own gtm.js, or gtag('js'), starts the page when it stands in the data layer", () => {
  const before = [{ "gtm.start": 1, event: "gtm.js" }, gtagCommand("js", new Date(2))];
  const running = load({ tag: [watcher], trigger: [everything] }, { dataLayerBefore: before });
  expect(firings(running)).toEqual(["gtm.init_consent: watcher", "gtm.init: watcher", "gtm.js: watcher"]);
});

test("the three built-in triggers work without being listed", () => {
  const running = load({
    tag: [tag("page", ["2147479553"]), tag("consent", ["2147479572"]), tag("init", ["2147479573"])],
  });
  expect(firings(running)).toEqual(["gtm.init_consent: consent", "gtm.init: init", "gtm.js: page"]);
});

test("each start-up trigger type fires on its event, where its filter holds", () => {
  const here = { filter: [when("{{Page Path}}", "equals", "/shop")] };
  const elsewhere = { filter: [when("{{Page Path}}", "equals", "/blog")] };
  const running = load({
    builtInVariable: builtIns("pagePath"),
    tag: [tag("here", ["1", "2", "3", "4", "5"]), tag("elsewhere", ["6"])],
    trigger: [
      trigger("1", "consentInit", here),
      trigger("2", "init", here),
      trigger("3", "pageview", here),
      trigger("4", "domReady", here),
      trigger("5", "windowLoaded", here),
      trigger("6", "pageview", elsewhere),
    ],
  });
  running.windowLoaded();
  expect(firings(running)).toEqual([
    "gtm.init_consent: here",
    "gtm.init: here",
    "gtm.js: here",
    "gtm.dom: here",
    "gtm.load: here",
  ]);
});

test("a trigger type without a listener never fires, not even on a pushed event", () => {
  const running = load({ tag: [tag("never", ["1"])], trigger: [trigger("1", "jsError")] });
  running.windowLoaded();
  running.push({ event: "gtm.pageError" });
  expect(firings(running)).toEqual([]);
});

test("pushes made while an event is at work wait their turn, in order", () => {
  const running = load(
    {
      tag: [tag("a", ["1"]), tag("b", ["1"]), tag("late", ["2"])],
      trigger: [customEvent("1", "go"), customEvent("2", "then")],
    },
    { onFire: ({ tag: name }, push) => name === "a" && push({ event: "then" }) },
  );
  running.push({ event: "go" });
  expect(firings(running)).toEqual(["go: a", "go: b", "then: late"]);
});
