/** Engines answer in any order. */
import { expect, test } from "vitest";
import { AnswerRows } from "../../src/events/answers/rows.ts";

test("rows have one order, whatever order they came in", () => {
  const rows = ["3", "1", "12", "2"].map((a) => ({ what: "set", a, b: "", c: "0", n: 1, m: 0 }));
  const order = (of: typeof rows) => new AnswerRows(of).all("set").map(({ a }) => a);
  expect(order(rows)).toEqual(order([...rows].reverse()));
});
