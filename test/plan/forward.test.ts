/** Tags of others beside forwarded events: those that would double every one of them stop the plan. */
import { expect, test } from "vitest";
import { condition, eventTag, NEGATE, type Others, onEvent, planned, text } from "../support/foreign-tags.ts";

const FORWARD = "forward: { shop: { data_layer: [view_item, purchase] } }";
const MARKED = "purchase: { type: event, on: { ga4_event: purchase } }";

const forwarder = (trigger: object, more: object = {}): Others => ({
  triggers: [trigger as never],
  tags: [eventTag("{{Event}}", more as never)],
});
const anyOf = (pattern: string) => onEvent("matchRegex", pattern);
const onHost = condition("equals", "a.example", [], "{{Page Hostname}}");

async function said(others: Others, goals = MARKED) {
  const { blockers, warnings } = await planned(goals, { ...others, top: FORWARD });
  return {
    stops: blockers.filter(({ code }) => code === "tag-does-the-same").map(({ message }) => message),
    warns: warnings
      .map(({ code }) => code)
      .filter((code) => code === "sent-twice" || code === "event-not-sent"),
  };
}

test("goals on forwarded events are known to be sent", async () => {
  expect(await said({ tags: [] })).toEqual({ stops: [], warns: [] });
});

test.each([
  ["a list", anyOf("^(view_item|purchase)$"), "view_item, purchase"],
  ["some of the events and others", anyOf("purchase|login"), "purchase"],
  ["any event", anyOf(".*"), "view_item, purchase"],
  [
    "all but some",
    { ...anyOf(""), customEventFilter: [condition("matchRegex", "^view", [NEGATE])] },
    "purchase",
  ],
])("a tag that forwards %s stops the plan", async (_, trigger, events) => {
  const { stops } = await said(forwarder(trigger));
  expect(stops).toEqual([expect.stringContaining(`sends ${events} when forward shop (`)]);
});

test("so does a tag for one event of a fixed name", async () => {
  const { stops } = await said({ triggers: [onEvent("equals", "purchase")], tags: [eventTag("purchase")] });
  expect(stops).toEqual([expect.stringContaining("sends purchase when forward shop (")]);
});

test("a tag that forwards the push of a goal stops the plan as well, and says how the goal can count what it sends", async () => {
  const goal = "purchase: { type: event, on: { data_layer: purchase }, where: { total: { at_least: 9 } } }";
  const { blockers } = await planned(goal, forwarder(anyOf("^(view_item|purchase)$")));
  expect(blockers).toEqual([
    {
      code: "tag-does-the-same",
      message:
        'The tag "Theirs" sends purchase when purchase (goals.yaml:8) would, and is not ours: with a second tag, every conversion would count twice.',
      waysOut: [
        "Make purchase `type: event, on: { ga4_event: purchase }`: it counts what that tag sends, and sends nothing itself.",
        "Take purchase out of that tag's triggers in Tag Manager, then plan again.",
      ],
      override: null,
    },
  ]);
});

test("an exception on an adopted tag is a warning until the forward allows it", async () => {
  const blocker = { ...onEvent("matchRegex", ".*", onHost), name: "Staging" };
  const others = {
    triggers: [onEvent("matchRegex", "^(view_item|purchase)$"), blocker],
    tags: [eventTag("{{Event}}", { blockingTriggerId: ["2"] })],
  };
  const warned = async (allow: string) => {
    const top = FORWARD.replace("] }", `], adopt: Theirs${allow} }`);
    const { warnings, blockers } = await planned(MARKED, { ...others, top });
    expect(blockers).toEqual([]);
    return warnings.map(({ message }) => message);
  };
  expect(await warned("")).toEqual([
    expect.stringMatching(
      /^forward shop may send less .+ or write `allow: \[counts-less\]` at the forward if/,
    ),
  ]);
  expect(await warned(", allow: [counts-less]")).toEqual([]);
});

test.each([
  ["forwards other events", forwarder(anyOf("^(login|sign_up)$"))],
  ["is paused", forwarder(anyOf(".*"), { paused: true })],
  [
    "sends to another property",
    forwarder(anyOf(".*"), {
      parameter: [text("eventName", "{{Event}}"), text("measurementIdOverride", "G-OTHER00001")],
    }),
  ],
])("a tag that %s is nobody's concern", async (_, others) => {
  expect(await said(others)).toEqual({ stops: [], warns: [] });
});

test("one that asks for more than the event is a warning", async () => {
  const asking = onEvent("matchRegex", "^(view_item|purchase)$", onHost);
  expect(await said(forwarder(asking))).toEqual({ stops: [], warns: ["sent-twice"] });
});
