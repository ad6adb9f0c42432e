/**
 * Numbers as patterns. Tag Manager and Analytics compare by JavaScript's `Number()`, which reads an empty
 * text, `false` and an empty list as 0 and "0x100" as 256, so what is compared must be a number to begin with.
 */

/**
 * A decimal number: `12`, `-3.50`, `+5`, `.5`. An exponent only with a plus or minus, as scripts print very large and
 * very small numbers (`1e+21`): `12e5` is an article number.
 */
export const DECIMAL_NUMBER = "^[+-]?(?:[0-9]+\\.?[0-9]*|\\.[0-9]+)(?:e[+-][0-9]+)?$";

/** Every way to write this number, without `^` and `$`: for 9.9 also `9.90` and `+09.9`. */
export function numberPattern(value: number): string {
  const printed = String(Math.abs(value));
  const spellings = [
    decimalPattern(digitsOf(printed)),
    ...(printed.includes("e") ? [exponent(printed)] : []),
  ];
  const sign = value === 0 ? "[+-]?" : value < 0 ? "-" : "\\+?";
  return sign + (spellings.length === 1 ? spellings[0] : `(?:${spellings.join("|")})`);
}

interface Digits {
  /** Before the decimal point; empty for a number below 1. */
  readonly whole: string;
  /** What follows it, without zeros at the end. */
  readonly part: string;
}

function decimalPattern({ whole, part }: Digits): string {
  if (part !== "") return `0*${whole}\\.${part}0*`;
  return whole === "" ? "(?:0+(?:\\.0*)?|\\.0+)" : `0*${whole}(?:\\.0*)?`;
}

/** `1.5e-7` is 0.00000015. */
function digitsOf(printed: string): Digits {
  const [mantissa = "", power = "0"] = printed.split("e");
  const [before = "", after = ""] = mantissa.split(".");
  const point = before.length + Number(power);
  const digits = before + after;
  const padded = point < 0 ? "0".repeat(-point) + digits : digits.padEnd(point, "0");
  const split = Math.max(point, 0);
  return { whole: padded.slice(0, split).replace(/^0+/, ""), part: padded.slice(split).replace(/0+$/, "") };
}

function exponent(printed: string): string {
  return printed.replace(/[.+]/g, "\\$&");
}
