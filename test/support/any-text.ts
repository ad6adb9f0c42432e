/**
 * Texts of any characters, halves of pairs aside. fast-check has the same as the unit "binary", and makes a table of all
 * 1,112,064 characters for it each time.
 */
import fc from "fast-check";

const PAIRS = { first: 0xd800, count: 0x800 };

const anyCharacter = fc.integer({ min: 0, max: 0x10ffff - PAIRS.count }).map(
  (index) => String.fromCodePoint(index < PAIRS.first ? index : index + PAIRS.count),
  (text) => indexOf(String(text)),
);

/** @throws for what is not one character, by which fast-check cuts a text into its characters */
function indexOf(text: string): number {
  const point = text.codePointAt(0);
  if (point === undefined || String.fromCodePoint(point) !== text) throw new Error("not one character");
  return point < PAIRS.first ? point : point - PAIRS.count;
}

export function anyText(maxLength?: number): fc.Arbitrary<string> {
  return fc.string({ unit: anyCharacter, ...(maxLength === undefined ? {} : { maxLength }) });
}
