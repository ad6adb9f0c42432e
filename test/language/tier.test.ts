/** `ga4: { tier: 360 }`: a property of Analytics 360 holds more. */
import { expect, test } from "vitest";
import { readGoals } from "../../src/language/read-goals.ts";
import { keyEventLimit } from "../../src/plan/key-events.ts";
import { NO_LISTS_READ } from "../../src/resources/snapshot.ts";

function problems(goals: number, ...tiers: readonly string[]): string[] {
  const targets = tiers.map(
    (tier, index) =>
      `  t${index}: { ga4: { property: "12345678${index}", measurement_id: G-TEST12345${index}${tier} }, gtm: { container: GTM-TEST0${index} } }\n`,
  );
  const each = Array.from(
    { length: goals },
    (_, index) => `  g${index}: { type: destination, page: /${index}x }\n`,
  );
  const text = `version: 1\nname: acme\ntargets:\n${targets.join("")}default_target: t0\ngoals:\n${each.join("")}`;
  const { diagnostics } = readGoals("goals.yaml", new TextEncoder().encode(text));
  return diagnostics.map(({ code, message }) => `${code} ${/can have (\d+)/.exec(message)?.[1]}`);
}

test("a file may have 30 key events, and 50 where the property is one of Analytics 360", () => {
  expect(problems(30, "")).toEqual([]);
  expect(problems(31, "")).toEqual(["too-many-key-events 30"]);
  expect(problems(50, ", tier: 360")).toEqual([]);
  expect(problems(51, ", tier: 360")).toEqual(["too-many-key-events 50"]);
  expect(problems(31, ", tier: 360", "")).toEqual(["too-many-key-events 30"]);
});

test.each([
  ["gold", "`gold` is not one of the words allowed for `tier`.", "Only `360` is allowed."],
  ["361", "`361` is not one of the words allowed for `tier`.", "Only `360` is allowed."],
  ["true", "`true` is not one of the words allowed for `tier`.", "Only `360` is allowed."],
  ["[360]", "This is not one of the words allowed for `tier`.", "Only `360` is allowed."],
  [
    '"360"',
    "`360` is not one of the words allowed for `tier`.",
    "Write it without quotes. Only `360` is allowed.",
  ],
])("another tier is refused: %s", (tier, message, hint) => {
  const text = `version: 1
name: acme
targets:
  t: { ga4: { property: "123456789", measurement_id: G-TEST123456, tier: ${tier} }, gtm: { container: GTM-TEST01 } }
goals: { a: { type: destination, page: /a } }
`;
  const { diagnostics } = readGoals("goals.yaml", new TextEncoder().encode(text));
  expect(diagnostics).toMatchObject([{ code: "unknown-word", message, hint }]);
});

test("a plan makes room accordingly", () => {
  const keyEvents = Array.from({ length: 30 }, (_, index) => ({
    resourceName: `properties/1/keyEvents/${index}`,
    eventName: `e${index}`,
    countingMethod: "ONCE_PER_EVENT",
    defaultValue: null,
    deletable: true,
    custom: true,
  }));
  const property = { property: "1", keyEvents, webStreams: [], definitions: NO_LISTS_READ };
  const step = { do: "create key event", eventName: "one_more", body: {} } as const;
  const difference = {
    address: "ga4.keyEvent/one_more",
    kind: "ga4.keyEvent",
    name: "one_more",
    action: "create",
    reason: "new",
    before: null,
    after: {},
  } as const;
  expect(keyEventLimit([{ difference, step }], property).map(({ code }) => code)).toEqual([
    "key-event-limit",
  ]);
  expect(keyEventLimit([{ difference, step }], property, "360")).toEqual([]);
});
