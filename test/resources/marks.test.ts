/** The marks that say whose an object is: written, read again, and kept apart from what people wrote. */

import { describe, expect, test } from "vitest";
import {
  creationKey,
  markedKey,
  readDefinitionMark,
  withDefinitionMark,
} from "../../src/resources/definition.ts";
import {
  descriptionForPeople,
  eventDigest,
  mutationsForEvents,
} from "../../src/resources/definitions/mark.ts";
import type { DefinitionMark } from "../../src/resources/definitions/row.ts";
import { isMadeByGoalform, type Mark, notesOfPeople, readMark, writeMark } from "../../src/resources/mark.ts";
import type { DefinitionKind, JsonObject } from "../../src/resources/resource.ts";

const DIGEST = "0123456789abcdef";
const MARK: Mark = {
  owner: "acme-shop_2",
  address: "gtm.tag/thanks/history",
  digest: DIGEST,
  remembers: [],
  event: null,
};

describe("in notes", () => {
  test.each<Partial<Mark>>([
    {},
    { event: "thanks" },
    { event: "thank you, 100 %" },
    {
      remembers: [
        "protected",
        "key_event",
        "value",
        "consent",
        "dimensions",
        "metrics",
        "rules",
        "audiences",
      ],
    },
    { event: "thanks", remembers: ["key_event"] },
  ])("%j is read as it was written", (more) => {
    const mark = { ...MARK, ...more };
    expect(readMark(writeMark(undefined, mark))).toEqual(mark);
    expect(readMark(writeMark("Ask Ann.\r\nBefore you change it.", mark))).toEqual(mark);
  });

  test("stand before the lines of people, which are kept, and take the place of older ones", () => {
    const first = writeMark("Ask Ann.\n\nBefore you change it.", MARK);
    const second = writeMark(first, { ...MARK, digest: "f".repeat(16), remembers: ["value"] });
    expect(first.split("\n")).toEqual([
      "Managed by goalform (acme-shop_2). Change it in the goals file: edits made here show up as drift and are undone.",
      `goalform owner=acme-shop_2 address=gtm.tag/thanks/history digest=${DIGEST}`,
      "Ask Ann.",
      "",
      "Before you change it.",
    ]);
    expect(second.split("\n")).toHaveLength(5);
    expect(second).toContain(" digest=ffffffffffffffff remembers=value\nAsk Ann.");
    expect(notesOfPeople(second)).toEqual(["Ask Ann.", "", "Before you change it."]);
  });

  test.each([
    "",
    "Ask Ann.",
    "goalform owner=acme address=gtm.tag/a digest=0123456789abcde",
    "goalform owner=acme address=gtm.tag/a digest=0123456789abcdef0",
    "goalform owner=Acme address=gtm.tag/a digest=0123456789abcdef",
    "goalform owner=acme address=ga4.audience/a digest=0123456789abcdef",
    "see goalform owner=acme address=gtm.tag/a digest=0123456789abcdef",
    "goalform owner=acme address=gtm.tag/a digest=0123456789abcdef or so",
  ])("%j is no mark, and stays where it is", (line) => {
    expect([readMark(line), isMadeByGoalform({ notes: line }), notesOfPeople(line)]).toEqual([
      null,
      false,
      [line],
    ]);
  });

  test("may be missing", () => {
    expect([readMark(undefined), isMadeByGoalform({}), notesOfPeople(undefined)]).toEqual([null, false, []]);
  });

  test("are read although somebody broke the event in them, or added words that no version knows", () => {
    const line = `goalform owner=acme address=gtm.tag/a digest=${DIGEST} event=100% remembers=value,later`;
    expect(isMadeByGoalform({ notes: line })).toBe(true);
    expect(readMark(line)).toMatchObject({ event: "100%", remembers: ["value"] });
  });
});

const DEFINITION: DefinitionMark = {
  owner: "acme-shop",
  key: "thanks",
  digest: DIGEST,
  event: null,
  remembers: [],
};

describe("in definitions", () => {
  test.each<[DefinitionKind, JsonObject, Partial<DefinitionMark>]>([
    ["ga4.audience", {}, { key: "checkout/completed" }],
    ["ga4.audience", { description: "Took all steps." }, { remembers: ["protected", "key_event"] }],
    [
      "ga4.audience",
      { description: "Took all steps." },
      { event: eventDigest("deep"), remembers: ["key_event"] },
    ],
    ["ga4.customDimension", { parameterName: "plan", description: "Chosen at sign-up." }, { key: "plan" }],
    ["ga4.customMetric", { parameterName: "wait" }, { key: "wait" }],
    ["ga4.eventCreateRule", {}, {}],
    ["ga4.eventCreateRule", {}, { remembers: ["protected", "key_event", "value"] }],
    ["ga4.eventCreateRule", {}, { event: eventDigest("thanks"), remembers: ["key_event"] }],
  ])("%s %j with %j is read as it was written", (kind, body, more) => {
    const mark = { ...DEFINITION, ...more };
    const marked = withDefinitionMark(kind, body, mark);
    expect(readDefinitionMark(kind, marked)).toEqual(mark);
    expect(descriptionForPeople(marked)).toBe(body["description"] ?? "");
    const again = withDefinitionMark(kind, marked, { ...mark, digest: "f".repeat(16) });
    expect(readDefinitionMark(kind, again)).toEqual({ ...mark, digest: "f".repeat(16) });
    expect(descriptionForPeople(again)).toBe(body["description"] ?? "");
  });

  test("of rules leave the parameters of people alone", () => {
    const own = [{ parameter: "place", parameterValue: "footer" }];
    const marked = withDefinitionMark("ga4.eventCreateRule", { parameterMutations: own }, DEFINITION);
    expect(marked["parameterMutations"]).toEqual([
      ...own,
      { parameter: "goalform", parameterValue: `acme-shop/thanks/${DIGEST}` },
    ]);
    expect(mutationsForEvents(marked)).toEqual(own);
    expect(mutationsForEvents({})).toEqual([]);
  });

  test("of rules fit into 99 characters: the event goes first, then the end of the key", () => {
    const owner = "o".repeat(20);
    const long = "k".repeat(80);
    const key = markedKey("ga4.eventCreateRule", owner, long);
    const mark: DefinitionMark = {
      ...DEFINITION,
      owner,
      key,
      event: eventDigest("e"),
      remembers: ["protected", "key_event", "value", "adopted"],
    };
    const marked = withDefinitionMark("ga4.eventCreateRule", {}, mark);
    const [{ parameterValue } = {}] = marked["parameterMutations"] as JsonObject[];
    expect(String(parameterValue)).toHaveLength(99);
    expect(readDefinitionMark("ga4.eventCreateRule", marked)).toEqual({ ...mark, event: null });
    expect(key).toMatch(/^k+~[0-9a-f]{8}$/);
    expect(markedKey("ga4.eventCreateRule", owner, `${long}x`)).not.toBe(key);
    expect(markedKey("ga4.audience", owner, long)).toBe(long);
    expect(markedKey("ga4.eventCreateRule", owner, key)).toBe(key);
  });

  test("of dimensions leave room: a long description is cut, whole characters at a time", () => {
    const body = { parameterName: "plan", description: "😀".repeat(150) };
    const { description } = withDefinitionMark("ga4.customDimension", body, { ...DEFINITION, key: "plan" });
    expect([...String(description)]).toHaveLength(150);
    expect(String(description)).toMatch(/^(😀)+… goalform owner=acme-shop digest=[0-9a-f]{16}$/u);
  });

  test.each<[DefinitionKind, JsonObject]>([
    ["ga4.audience", { description: `goalform owner=acme digest=${DIGEST}` }],
    ["ga4.audience", { description: `see goalform owner=acme address=ga4.audience/a digest=${DIGEST}x` }],
    ["ga4.customDimension", { parameterName: "plan", description: `xgoalform owner=acme digest=${DIGEST}` }],
    ["ga4.customDimension", { parameterName: "plan" }],
    [
      "ga4.eventCreateRule",
      { parameterMutations: [{ parameter: "other", parameterValue: `a/b/${DIGEST}` }] },
    ],
    [
      "ga4.eventCreateRule",
      { parameterMutations: [{ parameter: "goalform", parameterValue: `x a/b/${DIGEST}` }] },
    ],
    [
      "ga4.eventCreateRule",
      { parameterMutations: [{ parameter: "goalform", parameterValue: `a/b/${DIGEST}/p/x` }] },
    ],
    ["ga4.eventCreateRule", { parameterMutations: [{ parameter: "goalform" }] }],
    ["ga4.eventCreateRule", {}],
  ])("%s %j carries none", (kind, body) => {
    expect(readDefinitionMark(kind, body)).toBeNull();
  });

  test("what was created is known again when the answer got lost", () => {
    const rule = withDefinitionMark("ga4.eventCreateRule", {}, DEFINITION);
    expect(creationKey("ga4.eventCreateRule", rule)).toBe(`acme-shop/thanks/${DIGEST}`);
    expect(creationKey("ga4.eventCreateRule", {})).toBe("");
    expect(creationKey("ga4.audience", { displayName: "A", description: "B" })).toBe("A\nB");
    expect(creationKey("ga4.customDimension", { parameterName: "plan", scope: "EVENT" })).toBe("plan EVENT");
  });
});
