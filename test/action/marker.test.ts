/** The hidden line by which a comment or an issue is known, and what it approves. */
import { expect, test } from "vitest";
import {
  driftIn,
  driftMarkerLine,
  isDriftOf,
  type PlanMarker,
  planMarkerLine,
  readPlanMarker,
} from "../../src/action/marker.ts";

const MARKER: PlanMarker = {
  v: 1,
  id: "prod--<eu>",
  head: "a".repeat(40),
  run: "12.1",
  at: 1_767_225_600,
  plan: "0123",
  file: "goals.yaml",
  base: "b".repeat(40),
  ops: ["0a", "0b"],
  used: "c".repeat(40),
  applied: "d".repeat(40),
};

const lineOf = (changes: object) => planMarkerLine({ ...MARKER, ...changes } as PlanMarker);

test("a plan's line is read back as it was written, and cannot end the HTML comment that it is", () => {
  const line = planMarkerLine(MARKER);
  expect(line).toMatch(/^<!-- goals:plan \{[^<>-]*\} -->$/);
  expect(readPlanMarker(`${line}\nmore`)).toEqual(MARKER);
  expect(readPlanMarker(`${line}\r\nmore`)).toEqual(MARKER);
  const { file: _f, base: _b, used: _u, applied: _a, ...least } = { ...MARKER, plan: null, ops: null };
  expect(readPlanMarker(planMarkerLine(least))).toEqual(least);
});

test("it counts only as the whole first line", () => {
  const line = planMarkerLine(MARKER);
  for (const body of [`\n${line}`, `x${line}`, `${line}x`, line.replace("plan", "drift"), "", "text"])
    expect(readPlanMarker(body)).toBeNull();
  expect(readPlanMarker("<!-- goals:plan {nonsense} -->")).toBeNull();
});

test.each([
  [{ v: 2 }],
  [{ id: 1 }],
  [{ head: null }],
  [{ run: undefined }],
  [{ at: "now" }],
  [{ plan: 7 }],
  [{ file: 7 }],
  [{ base: null }],
  [{ used: 1 }],
  [{ ops: "0a" }],
  [{ ops: ["0a", 1] }],
])("what a marker never has makes it none: %j", (wrong) => {
  expect(readPlanMarker(lineOf(wrong))).toBeNull();
});

test("operations are listed as long as there is room, otherwise the whole plan is what counts", () => {
  const most = (length: number) => Array.from({ length }, () => "0".repeat(16));
  expect(readPlanMarker(lineOf({ ops: most(1000) }))?.ops).toHaveLength(1000);
  expect(readPlanMarker(lineOf({ ops: most(2000) }))).toMatchObject({ ops: null, plan: "0123" });
});

test("a line of 24,000 characters is not too long", () => {
  const padded = (length: number) => {
    const { length: least } = lineOf({ file: "" });
    return readPlanMarker(lineOf({ file: "x".repeat(length - least) }))?.ops;
  };
  expect(padded(24_000)).toEqual(["0a", "0b"]);
  expect(padded(24_001)).toBeNull();
});

test("an issue's line says about which label it is, and what differed", () => {
  const line = driftMarkerLine("prod", "0123");
  expect([isDriftOf("prod", line), isDriftOf("non-prod", line), driftIn(line)]).toEqual([
    true,
    false,
    "0123",
  ]);
  expect(driftIn(driftMarkerLine("prod", null))).toBeNull();
  expect([isDriftOf("prod", "prod"), driftIn("0123")]).toEqual([false, null]);
});
