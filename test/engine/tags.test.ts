import { expect, test } from "vitest";
import type { Tag } from "../../src/engine/container.ts";
import { gtagCommand } from "../../src/engine/gtag-command.ts";
import { builtIns, customEvent, firings, load, tag, template, trigger, when } from "./support.ts";

const go = customEvent("1", "go");
const anything = trigger("9", "customEvent", { customEventFilter: [when("{{_event}}", "matchRegex", ".*")] });

function firedOn(tags: readonly Tag[], ...events: string[]): string[] {
  const running = load({ tag: tags, trigger: [go, customEvent("2", "stop"), anything] });
  for (const event of events) running.push({ event });
  return running.fired.map((fired) => fired.tag);
}

test("tags fire by priority, highest first, and equal ones in the container's order", () => {
  const priority = (value: string) => ({ priority: { type: "integer", value } });
  const tags = [
    tag("a", ["1"]),
    tag("low", ["1"], priority("-5")),
    tag("high", ["1"], priority("10")),
    tag("b", ["1"]),
  ];
  expect(firedOn(tags, "go")).toEqual(["high", "a", "b", "low"]);
});

test("a paused tag and a tag without trigger never fire", () => {
  expect(firedOn([tag("paused", ["1"], { paused: true }), tag("idle", [])], "go")).toEqual([]);
});

test.each([
  ["oncePerEvent", ["x", "x"]],
  ["unlimited", ["x", "x"]],
  ["oncePerLoad", ["x"]],
])("with %s, a tag whose two triggers match each of two events fires %j", (tagFiringOption, expected) => {
  const both = [go, { ...go, triggerId: "3" }];
  const running = load({ tag: [tag("x", ["1", "3"], { tagFiringOption })], trigger: both });
  running.push({ event: "go" });
  running.push({ event: "go" });
  expect(running.fired.map((fired) => fired.tag)).toEqual(expected);
});

test("once per load survives a virtual page view, and a reload starts anew", () => {
  const parts = {
    tag: [tag("x", ["1"], { tagFiringOption: "oncePerLoad" })],
    trigger: [trigger("1", "historyChange")],
  };
  const counts = [load(parts), load(parts)].map((running) => {
    running.navigate("/a", "pushState");
    running.navigate("/b", "pushState");
    return running.fired.length;
  });
  expect(counts).toEqual([1, 1]);
});

test("an exception blocks only in the event that it matches itself", () => {
  const blockedBy = (...blockingTriggerId: string[]) => tag("x", ["1"], { blockingTriggerId });
  expect(firedOn([blockedBy("2147479553")], "go")).toEqual(["x"]);
  expect(firedOn([blockedBy("2")], "stop", "go")).toEqual(["x"]);
  expect(firedOn([blockedBy("9")], "go")).toEqual([]);
  expect(firedOn([blockedBy("1")], "go")).toEqual([]);
});

test("custom events match whole names by equals, and anywhere by regex", () => {
  const regex = trigger("3", "customEvent", {
    customEventFilter: [when("{{_event}}", "matchRegex", "sign")],
  });
  const running = load({ tag: [tag("equals", ["1"]), tag("regex", ["3"])], trigger: [go, regex] });
  for (const event of ["go", "gone", "Go", "newsletter_signup"]) running.push({ event });
  expect(firings(running)).toEqual(["go: equals", "newsletter_signup: regex"]);
});

test("a custom-event trigger without an event condition never fires", () => {
  const running = load({ tag: [tag("x", ["1"])], trigger: [trigger("1", "customEvent")] });
  running.push({ event: "go" });
  expect(firings(running)).toEqual([]);
});

test("setup tags fire before a tag and cleanup tags after it, whatever their own triggers", () => {
  const main = tag("main", ["1"], { setupTag: [{ tagName: "before" }], teardownTag: [{ tagName: "after" }] });
  expect(firedOn([main, tag("after", []), tag("before", ["2"])], "go")).toEqual(["before", "main", "after"]);
});

test("only an unlimited tag fires again when it is also the setup of another", () => {
  const main = tag("main", ["1"], { setupTag: [{ tagName: "setup" }] });
  const setup = (tagFiringOption: string) => tag("setup", ["1"], { tagFiringOption });
  expect(firedOn([main, setup("oncePerEvent")], "go")).toEqual(["setup", "main"]);
  expect(firedOn([main, setup("unlimited")], "go")).toEqual(["setup", "main", "setup"]);
});

test("a failed setup stops a tag only when the tag asks for it, and so does a failed tag its cleanup", () => {
  const paused = tag("setup", [], { paused: true });
  const main = (stop: boolean) =>
    tag("main", ["1"], { setupTag: [{ tagName: "setup", stopOnSetupFailure: stop }] });
  expect(firedOn([main(false), paused], "go")).toEqual(["main"]);
  expect(firedOn([main(true), paused], "go")).toEqual([]);
  const denied = {
    consentSettings: { consentStatus: "needed", consentType: { list: [{ value: "ad_storage" }] } },
  };
  const cleanedUp = (stop: boolean) => {
    const teardownTag = [{ tagName: "after", stopTeardownOnFailure: stop }];
    const parts = { tag: [tag("main", ["1"], { ...denied, teardownTag }), tag("after", [])], trigger: [go] };
    const running = load(parts, {
      dataLayerBefore: [gtagCommand("consent", "default", { ad_storage: "denied" })],
    });
    running.push({ event: "go" });
    return running.fired.length;
  };
  expect([cleanedUp(false), cleanedUp(true)]).toEqual([1, 0]);
});

test("tags that are each other's setup do not run forever", () => {
  const tags = [
    tag("a", ["1"], { setupTag: [{ tagName: "b" }], tagFiringOption: "unlimited" }),
    tag("b", [], { setupTag: [{ tagName: "a" }], tagFiringOption: "unlimited" }),
  ];
  expect(firedOn(tags, "go")).toEqual(["b", "a"]);
});

const needsConsent = tag("x", ["1"], {
  consentSettings: {
    consentStatus: "needed",
    consentType: { type: "list", list: [{ type: "template", value: "analytics_storage" }] },
  },
});

test("a tag that needs consent fires when the page never spoke of consent", () => {
  expect(firedOn([needsConsent], "go")).toEqual(["x"]);
});

test("while consent is denied its events are lost, and granting it later does not replay them", () => {
  const denied = gtagCommand("consent", "default", { analytics_storage: "denied" });
  const running = load({ tag: [needsConsent], trigger: [go] }, { dataLayerBefore: [denied] });
  running.push({ event: "go" });
  running.gtag("consent", "update", { analytics_storage: "granted" });
  expect(running.fired).toEqual([]);
  running.push({ event: "go" });
  expect(firings(running)).toEqual(["go: x"]);
});

test("a consent status other than needed asks for nothing", () => {
  const denied = gtagCommand("consent", "default", { analytics_storage: "denied" });
  const relaxed = {
    ...needsConsent,
    consentSettings: { ...needsConsent.consentSettings, consentStatus: "notSet" },
  };
  const running = load({ tag: [relaxed], trigger: [go] }, { dataLayerBefore: [denied] });
  running.push({ event: "go" });
  expect(firings(running)).toEqual(["go: x"]);
});

test("a trigger group fires once per page, when all its members have fired", () => {
  const triggerIds = ["1", "2"].map((value) => ({ type: "triggerReference", value }));
  const group = trigger("3", "triggerGroup", {
    parameter: [{ type: "list", key: "triggerIds", list: triggerIds }],
  });
  const running = load({ tag: [tag("x", ["3"])], trigger: [go, customEvent("2", "stop"), group] });
  for (const event of ["go", "go", "stop", "go", "stop"]) running.push({ event });
  expect(firings(running)).toEqual(["gtm.triggerGroup: x"]);
});

test("a fired tag shows its resolved parameters: texts, numbers, flags, lists and maps", () => {
  const parameter = [
    template("text", "on {{Page Path}}"),
    { type: "integer", key: "number", value: "5" },
    { type: "boolean", key: "flag", value: "true" },
    { type: "list", key: "list", list: [{ type: "template", value: "{{Event}}" }] },
    { type: "map", key: "map", map: [template("inner", "x")] },
    { type: "template", key: "empty" },
  ];
  const running = load({
    builtInVariable: builtIns("pagePath", "event"),
    tag: [tag("x", ["1"], { parameter })],
    trigger: [go],
  });
  running.push({ event: "go" });
  expect(running.fired).toEqual([
    {
      tag: "x",
      type: "img",
      event: "go",
      parameters: { text: "on /shop", number: 5, flag: true, list: ["go"], map: { inner: "x" }, empty: "" },
    },
  ]);
});
