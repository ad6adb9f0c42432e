/** Numbers as patterns: every way to write the number is found, and no other number. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { DECIMAL_NUMBER, numberPattern } from "../../src/compile/number-pattern.ts";
import { runs } from "../support/runs.ts";

const finds = (value: number, text: string) => new RegExp(`^${numberPattern(value)}$`).test(text);

test.each([
  [0, ["0", "00", "0.", "0.0", ".0", "-0", "+0", "-0.00"], ["", ".", "-", "1", "0x0", "0.01", "10"]],
  [9.9, ["9.9", "9.90", "09.9", "+9.9"], ["9", "9.91", "99", "9x9", "-9.9", "19.9", "9,9"]],
  [-3, ["-3", "-3.0", "-3.", "-03"], ["3", "+3", "--3", "-3.1", "-30", "- 3"]],
  [100, ["100", "100.00", "+0100"], ["1", "10", "1000", "1e2", "1e+2"]],
  [0.5, [".5", "0.5", "00.50"], ["5", "0.05", "x5", "5."]],
  [1.5e-7, ["1.5e-7", "0.00000015", ".00000015"], ["1.5e7", "1x5e-7", "0.0000015", "15"]],
  [1e21, ["1e+21", "1000000000000000000000", "1000000000000000000000.0"], ["1e21", "1e-21", "1e+22", "1"]],
  [-2.5e30, ["-2.5e+30", "-2500000000000000000000000000000"], ["2.5e+30", "-25"]],
  [12.5e-8, ["1.25e-7", "0.000000125"], ["0.00000125", "125"]],
] as const)("%d is written in these ways, and not in those", (value, ways, others) => {
  expect(ways.filter((text) => !finds(value, text))).toEqual([]);
  expect(others.filter((text) => finds(value, text))).toEqual([]);
  expect(ways.filter((text) => !new RegExp(DECIMAL_NUMBER).test(text))).toEqual([]);
});

test("any number is found as scripts print it and with zeros around it, and as nothing else", () => {
  const numbers = fc.oneof(
    fc.integer({ min: -9999, max: 9999 }),
    fc.integer({ min: -99999, max: 99999 }).map((n) => n / 1000),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
  );
  fc.assert(
    fc.property(numbers, numbers, (value, other) => {
      const printed = String(value);
      const padded = /e/.test(printed)
        ? printed
        : `${printed.replace(/\d/, "00$&")}${/\./.test(printed) ? "" : "."}00`;
      expect([printed, padded, String(other)].map((text) => finds(value, text))).toEqual([
        true,
        true,
        Object.is(value + 0, other + 0),
      ]);
    }),
    { numRuns: runs(200) },
  );
});

test.each([
  "",
  " ",
  "1,5",
  "0x1",
  "1e5",
  "1e+",
  "e+5",
  ".",
  "+",
  "1 000",
  "12x",
  "x12",
  "1.2.3",
  "--1",
  "1e+5x",
])("%j is no decimal number", (text) => {
  expect(new RegExp(DECIMAL_NUMBER).test(text)).toBe(false);
});
