import { expect, test } from "vitest";
import type { Condition, Container, Parameter } from "../../src/engine/container.ts";
import type { ClickOptions } from "../../src/engine/listeners.ts";
import {
  builtIns,
  checked,
  customEvent,
  firings,
  load,
  page,
  tag,
  template,
  trigger,
  variable,
  when,
} from "./support.ts";

const clickVariables = builtIns(
  "clickElement",
  "clickClasses",
  "clickId",
  "clickTarget",
  "clickUrl",
  "clickText",
);

const both = {
  tag: [tag("any click", ["1"]), tag("link click", ["2"])],
  trigger: [trigger("1", "click"), trigger("2", "linkClick")],
};

const link =
  "<main><a id=cta class='btn big' href='/docs/a.pdf' target=_blank><b id=inner>Read\n   more</b></a></main>";

test.each<[string, ClickOptions, string[]]>([
  ["an ordinary click", {}, ["any click", "link click"]],
  ["a click that the page stops", { stopPropagation: true }, ["any click"]],
  ["a middle click", { button: "middle" }, ["link click"]],
  ["a right click", { button: "right" }, []],
  ["a click whose default the page prevents", { defaultPrevented: true }, ["any click", "link click"]],
])("%s on a link", (_name, options, expected) => {
  const running = load(both);
  running.click(page(link)("#inner"), options);
  expect(running.fired.map((fired) => fired.tag)).toEqual(expected);
});

test("a click listener reports the innermost element, a link listener the link around it", () => {
  const facts = "{{Click ID}}|{{Click Classes}}|{{Click Target}}|{{Click URL}}|{{Click Text}}";
  const probe = tag("probe", ["1", "2"], { parameter: [template("facts", facts)] });
  const running = load({ ...both, tag: [probe], builtInVariable: clickVariables });
  running.click(page(link)("#inner"));
  expect(running.fired.map(({ event, parameters }) => [event, parameters["facts"]])).toEqual([
    ["gtm.click", "inner||||Read more"],
    ["gtm.linkClick", "cta|btn big|_blank|https://www.acme.example/docs/a.pdf|Read more"],
  ]);
});

test("an anchor without href counts as a link, an area too, and a button does not", () => {
  const at = page("<a id=a>x</a><map><area id=b href=/x></map><button id=c>x</button>");
  const running = load(both);
  for (const id of ["#a", "#b", "#c"]) running.click(at(id));
  expect(firings(running).filter((firing) => firing.includes("link click")).length).toBe(2);
});

test("an SVG link gives its class as text", () => {
  const parts = { ...both, tag: [tag("p", ["2"], { parameter: [template("c", "{{Click Classes}}")] })] };
  const running = load({ ...parts, builtInVariable: clickVariables });
  const svg = { ...fakeElement(), className: { animVal: "icon", baseVal: "icon" } };
  running.click(svg);
  expect(running.fired[0]?.parameters["c"]).toBe("icon");
});

test("what was clicked stays visible in later events", () => {
  const probe = tag("probe", ["3"], { parameter: [template("facts", "{{Click URL}} {{Click Text}}")] });
  const running = load({
    ...both,
    tag: [probe],
    trigger: [...both.trigger, customEvent("3", "later")],
    builtInVariable: clickVariables,
  });
  running.click(page(link)("a"));
  running.push({ event: "later" });
  expect(running.fired[0]?.parameters["facts"]).toBe("https://www.acme.example/docs/a.pdf Read more");
});

test("before the first click the click variables are undefined", () => {
  const filter = [
    when("{{Click URL}}", "equals", "undefined"),
    when("{{Click Text}}", "equals", "undefined"),
  ];
  const parts = {
    builtInVariable: clickVariables,
    tag: [tag("a", ["1"])],
    trigger: [trigger("1", "pageview", { filter })],
  };
  expect(firings(load(parts))).toEqual(["gtm.js: a"]);
});

test("several link triggers share one event, and each still has its own conditions", () => {
  const only = (url: string): Condition[] => [when("{{Click URL}}", "endsWith", url)];
  const everyEvent = customEvent("3", "gtm.linkClick");
  const running = load({
    builtInVariable: clickVariables,
    tag: [tag("pdf", ["1"]), tag("zip", ["2"]), tag("event", ["3"])],
    trigger: [
      trigger("1", "linkClick", { filter: only(".pdf") }),
      trigger("2", "linkClick", { filter: only(".zip") }),
      everyEvent,
    ],
  });
  running.click(page(link)("a"));
  expect(firings(running)).toEqual(["gtm.linkClick: pdf", "gtm.linkClick: event"]);
});

test("a link trigger takes part only where its page condition held at gtm.js", () => {
  const on = (path: string) => ({ autoEventFilter: [when("{{Page Path}}", "equals", path)] });
  const running = load({
    builtInVariable: builtIns("pagePath"),
    tag: [tag("here", ["1"]), tag("there", ["2"])],
    trigger: [trigger("1", "linkClick", on("/shop")), trigger("2", "linkClick", on("/later"))],
  });
  running.navigate("/later", "pushState");
  running.click(page(link)("a"));
  expect(firings(running)).toEqual(["gtm.linkClick: here"]);
});

test("with checkValidation, a link click that the page prevented does not count", () => {
  const strict = trigger("2", "linkClick", { checkValidation: checked("checkValidation") });
  const running = load({ ...both, trigger: [both.trigger[0]!, strict] });
  running.click(page(link)("a"), { defaultPrevented: true });
  running.click(page(link)("a"));
  expect(firings(running).filter((firing) => firing.includes("link click")).length).toBe(1);
});

test("without a trigger for it there is no listener, so nobody sees the click", () => {
  const everything = trigger("9", "customEvent", {
    customEventFilter: [when("{{_event}}", "matchRegex", "Click|click")],
  });
  const running = load({ tag: [tag("watcher", ["9"])], trigger: [everything] });
  running.click(page(link)("a"));
  expect(firings(running)).toEqual([]);
});

test("a listener works for a trigger that no tag uses, and .* sees its events", () => {
  const everything = trigger("9", "customEvent", {
    customEventFilter: [when("{{_event}}", "matchRegex", "gtm.*lick")],
  });
  const running = load({ tag: [tag("watcher", ["9"])], trigger: [everything, ...both.trigger] });
  running.click(page(link)("a"));
  expect(firings(running)).toEqual(["gtm.click: watcher", "gtm.linkClick: watcher"]);
});

test("click events that the page pushes itself fire the triggers, as empty gtm.triggers are for all", () => {
  const running = load(both);
  running.push({ event: "gtm.click" });
  running.push({ event: "gtm.linkClick" });
  expect(firings(running)).toEqual(["gtm.click: any click", "gtm.linkClick: link click"]);
});

test("the triggers that a listener named stay named, so a later click of the page's own needs to name none", () => {
  const running = load(both);
  running.click(page(link)("a"));
  running.push({ event: "gtm.linkClick", "gtm.triggers": "2_9" });
  running.push({ event: "gtm.linkClick" });
  running.push({ event: "gtm.linkClick", "gtm.triggers": "" });
  expect(firings(running)).toEqual([
    "gtm.click: any click",
    "gtm.linkClick: link click",
    "gtm.linkClick: link click",
  ]);
});

test("the address of a link shows an umlaut host as browsers send it", () => {
  const running = load({
    builtInVariable: clickVariables,
    tag: [tag("a", ["2"], { parameter: [template("v", "{{Click URL}}")] })],
    trigger: both.trigger,
  });
  running.click(page('<a href="https://MÜLLER.example/ä">x</a>')("a"));
  expect(running.fired[0]?.parameters["v"]).toBe("https://xn--mller-kva.example/%C3%A4");
});

test.each([
  ["https://partner.example/", {}, "true"],
  ["https://www.acme.example/x", {}, "false"],
  ["https://shop.acme.example/x", {}, "false"],
  ["https://notacme.example/x", {}, "true"],
  ["/relative", {}, "false"],
  ["tel:+491234", {}, "false"],
  ["mailto:ann@partner.example", {}, "false"],
  ["https://shop.partner.example/", { affiliatedDomains: "other.example, partner.example" }, "false"],
  ["https://partner.example/", { affiliatedDomains: "www.partner.example" }, "false"],
])("whether %s with %j leads away is %s", (href, settings, expected) => {
  const outbound = variable("outbound", "aev", { varType: "URL", component: "IS_OUTBOUND", ...settings });
  expect(
    clicked(`<a id=x href="${href}">x</a>`, { variable: [outbound] }, template("v", "is {{outbound}}")),
  ).toBe(`is ${expected}`);
});

test.each([
  [{ varType: "TEXT" }, "Read more"],
  [{ varType: "ATTRIBUTE", attribute: "data-plan" }, "free"],
  [{ varType: "ATTRIBUTE", attribute: "data-none" }, ""],
  [{ varType: "ATTRIBUTE", attribute: "data-none", setDefaultValue: "true", defaultValue: "none" }, "none"],
  [{ varType: "URL", component: "PATH" }, "/a.pdf"],
  [{ varType: "URL", component: "EXTENSION" }, "pdf"],
  [{ varType: "URL" }, "https://cdn.example/a.pdf"],
  [{ varType: "ID" }, "x"],
  [{ varType: "CLASSES" }, "btn"],
  [{ varType: "TAG_NAME" }, "A"],
  [{ varType: "HISTORY_CHANGE_SOURCE" }, undefined],
])("the auto-event variable %j of a clicked link is %j", (settings, expected) => {
  const html = "<a id=x class=btn data-plan=free href='https://cdn.example/a.pdf'>  Read\n more </a>";
  expect(clicked(html, { variable: [variable("it", "aev", settings)] }, template("v", "{{it}}"))).toBe(
    expected,
  );
});

test("the auto-event variable ELEMENT is the element itself", () => {
  const at = page("<a id=x><b>x</b></a>");
  const parts = {
    variable: [variable("it", "aev", { varType: "ELEMENT" })],
    tag: [tag("probe", ["1"], { parameter: [template("v", "{{it}}")] })],
    trigger: [trigger("1", "click")],
  };
  const running = load(parts);
  running.click(at("b"));
  expect(running.fired[0]?.parameters["v"]).toBe(at("b"));
});

/** What the probe parameter is when `#x` of this HTML has been clicked. */
function clicked(html: string, parts: Container, probe: Parameter): unknown {
  const running = load({
    ...parts,
    tag: [tag("probe", ["1"], { parameter: [probe] })],
    trigger: [trigger("1", "linkClick")],
  });
  running.click(page(html)("#x"));
  return running.fired[0]?.parameters["v"];
}

function fakeElement() {
  const text = { textContent: "", getAttribute: () => null, matches: () => false };
  return { id: "", className: "", tagName: "a", parentElement: null, ...text };
}
