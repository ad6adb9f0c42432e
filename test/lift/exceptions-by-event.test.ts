/** A blocking trigger of any type beside a firing trigger of any type: what the engine keeps from firing is never left unsaid. */
import { expect, test } from "vitest";
import type { Container } from "../../src/engine/container.ts";
import { loadTag } from "../../src/engine/load-tag.ts";
import { contentOf } from "../support/exported.ts";
import { liftOf } from "./made-containers.ts";

const MEASUREMENT_ID = "G-MADE120001";

const text = (key: string, value: string) => ({ type: "TEMPLATE", key, value });
const condition = (type: string, arg0: string, arg1: string) => ({
  type,
  parameter: [text("arg0", arg0), text("arg1", arg1)],
});
const onEvent = (type: string, name: string) => ({
  type: "CUSTOM_EVENT",
  customEventFilter: [condition(type, "{{_event}}", name)],
});
const timer = (name: string) => ({
  type: "TIMER",
  eventName: text("eventName", name),
  interval: text("interval", "1000"),
  limit: text("limit", "1"),
  autoEventFilter: [condition("MATCH_REGEX", "{{Page Path}}", ".*")],
});

const TRIGGERS = {
  "page view": { type: "PAGEVIEW" },
  "DOM ready": { type: "DOM_READY" },
  "window loaded": { type: "WINDOW_LOADED" },
  initialization: { type: "INIT" },
  "the event gtm.js": onEvent("EQUALS", "gtm.js"),
  "the event gtm.dom": onEvent("EQUALS", "gtm.dom"),
  "the event heartbeat": onEvent("EQUALS", "heartbeat"),
  "every event": onEvent("MATCH_REGEX", ".*"),
  "a timer named heartbeat": timer("heartbeat"),
  "a timer": timer("gtm.timer"),
} as const;

function exported(firing: object, blocking: object): unknown {
  const at = { accountId: "1", containerId: "2" };
  const tag = {
    ...at,
    tagId: "1",
    name: "Thing",
    type: "gaawe",
    parameter: [text("eventName", "thing"), text("measurementIdOverride", MEASUREMENT_ID)],
    firingTriggerId: ["1"],
    blockingTriggerId: ["2"],
  };
  const staff = { filter: [condition("CONTAINS", "{{Page Path}}", "/staff")] };
  const trigger = [
    { ...at, ...firing, triggerId: "1", name: "Fires" },
    { ...at, ...blocking, ...staff, triggerId: "2", name: "Blocks" },
  ];
  const builtInVariable = [{ ...at, type: "PAGE_PATH", name: "Page Path" }];
  const container = { ...at, publicId: "GTM-MADE12", usageContext: ["WEB"] };
  return {
    exportFormatVersion: 2,
    containerVersion: { ...at, container, tag: [tag], trigger, builtInVariable },
  };
}

function blocks(firing: object, blocking: object): boolean {
  const { entities } = contentOf(exported(firing, blocking));
  const container = {
    tag: entities["gtm.tag"],
    trigger: entities["gtm.trigger"],
    builtInVariable: [{ type: "pagePath", name: "Page Path" }],
  } as unknown as Container;
  const [outside, inside] = ["/", "/staff"].map((path) => {
    const page = loadTag(container, { url: `https://www.shop.example${path}` });
    page.domReady();
    page.windowLoaded();
    page.push({ event: "heartbeat" });
    page.advance(3000);
    return page.fired.filter(({ type }) => type === "gaawe").length;
  });
  return outside !== inside;
}

const PAIRS = Object.entries(TRIGGERS).flatMap(([firing, one]) =>
  Object.entries(TRIGGERS).map(([blocking, other]) => ({ firing, blocking, one, other })),
);

test("what a trigger keeps from firing is an exception of the goal, or a reason to leave it out", () => {
  const unsaid = PAIRS.flatMap(({ firing, blocking, one, other }) => {
    const lift = liftOf({ exported: exported(one, other), measurementId: MEASUREMENT_ID });
    const [goal] = lift.goals;
    const isUnsaid = goal?.fidelity.is === "same" && goal.goal.unless.length === 0;
    return blocks(one, other) && isUnsaid ? [`${firing}, blocked by ${blocking}`] : [];
  });
  expect(unsaid).toEqual([]);
  expect(PAIRS.filter(({ one, other }) => blocks(one, other)).length).toBeGreaterThan(10);
});
