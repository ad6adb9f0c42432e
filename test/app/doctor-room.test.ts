/** What `doctor` says about limits: each in the place to which Google applies it. */
import { expect, test } from "vitest";
import { definitionRoom } from "../../src/app/doctor/room.ts";
import type { DefinitionKind } from "../../src/resources/resource.ts";
import {
  type DefinitionSnapshot,
  NO_LISTS_READ,
  type PropertySnapshot,
} from "../../src/resources/snapshot.ts";

const STREAMS = ["G-TEST000001", "G-TEST000002"];

function property(
  definitions: Partial<Record<DefinitionKind, readonly DefinitionSnapshot[]>>,
): PropertySnapshot {
  const webStreams = STREAMS.map((measurementId) => ({
    resourceName: `properties/1/dataStreams/${measurementId}`,
    measurementId,
    displayName: "Web",
  }));
  return { property: "1", webStreams, keyEvents: [], definitions: { ...NO_LISTS_READ, ...definitions } };
}

const many = (count: number, body: DefinitionSnapshot["body"], stream: string | null = null) =>
  Array.from({ length: count }, (_, n) => ({ resourceName: `${stream}/${n}`, stream, body }));

const said = (definitions: Parameters<typeof property>[0], tier?: "360") =>
  definitionRoom({ property: property(definitions) }, tier).map(
    ({ id, status, message }) => `${status} ${id}: ${message}`,
  );

test("event create rules are counted for each web stream", () => {
  const rules = STREAMS.flatMap((stream, index) => many(index === 0 ? 39 : 40, {}, stream));
  expect(said({ "ga4.eventCreateRule": rules })).toEqual([
    "ok rule-limit: The web stream G-TEST000001 has 39 of 50 event create rules.",
    "warning rule-limit: The web stream G-TEST000002 has 40 of 50 event create rules.",
  ]);
});

test("custom dimensions are counted for each scope, by the tier of the property", () => {
  const dimensions = [...many(41, { scope: "EVENT" }), ...many(24, { scope: "USER" })];
  expect(said({ "ga4.customDimension": dimensions })).toEqual([
    "warning dimension-limit: Property 1 has 41 of 50 event-scoped custom dimensions.",
    "warning dimension-limit: Property 1 has 24 of 25 user-scoped custom dimensions.",
  ]);
  expect(said({ "ga4.customDimension": dimensions }, "360")).toEqual([
    "ok dimension-limit: Property 1 has 41 of 125 event-scoped custom dimensions.",
    "ok dimension-limit: Property 1 has 24 of 100 user-scoped custom dimensions.",
  ]);
});

test("audiences that have a trigger have a limit of their own; what is not used or was not read is left out", () => {
  const eventTrigger = { eventName: "joined" };
  expect(said({ "ga4.audience": many(17, { eventTrigger }), "ga4.customMetric": [] })).toEqual([
    "ok audience-limit: Property 1 has 17 of 100 audiences.",
    "warning trigger-limit: Property 1 has 17 of 20 audiences with a trigger.",
  ]);
});
