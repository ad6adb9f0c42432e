import fc from "fast-check";
import { expect, test } from "vitest";
import { paint, type Style } from "../../src/render/color.ts";
import { widthOf } from "../../src/render/width.ts";
import { plainSigns, wrapped } from "../../src/render/wrapped.ts";

const words = fc.array(fc.stringMatching(/^[a-z→ö世]{1,12}$/), { minLength: 1, maxLength: 30 });
const indents = fc.nat({ max: 8 });
const widths = fc.integer({ min: 30, max: 120 });

test("no line is wider than the terminal, no word is lost, and colour takes no room", () => {
  fc.assert(
    fc.property(
      words,
      indents,
      widths,
      fc.constantFrom<Style>("bold", "red", "dim"),
      (list, indent, columns, style) => {
        const line = " ".repeat(indent) + list.join(" ");
        const plain = wrapped(line, columns);
        for (const one of plain.split("\n")) expect(widthOf(one)).toBeLessThanOrEqual(columns);
        expect(plain.split(/\s+/).filter(Boolean)).toEqual(list);
        const painted = " ".repeat(indent) + list.map((word) => paint(true, style, word)).join(" ");
        // biome-ignore lint/suspicious/noControlCharactersInRegex: these are colours
        expect(wrapped(painted, columns).replaceAll(/\u001b\[\d+m/g, "")).toBe(plain);
      },
    ),
  );
});

test.each([
  ["goals.yaml", 10],
  ["✅✅✅", 6],
  ["日本語ｶﾅ", 8],
  ["한국", 4],
  ["e\u0301a\u0308", 2],
  ["❤\ufe0f 🇩🇪🇫🇷 👍🏽 1\ufe0f\u20e3", 2 + 1 + 4 + 1 + 2 + 1 + 2],
  ["© ® ™ … → —", 11],
])("%s takes %i columns", (text, columns) => {
  expect(widthOf(text)).toBe(columns);
  expect(widthOf(paint(true, "bold", text))).toBe(columns);
});

test("what is carried over stands further in than its line", () => {
  expect(wrapped("  + tag   acme  sends newsletter_signup", 24)).toBe(
    "  + tag   acme  sends\n      newsletter_signup",
  );
});

test("a line of a file stays in one, with its marker below it", () => {
  const source =
    "4 |   thanks: { type: destination, page: /thank-you }\n  |                              ^^^^";
  expect(wrapped(`${source}\nhelp: Did you mean something else?`, 24)).toBe(
    `${source}\nhelp: Did you mean\n    something else?`,
  );
});

test("a word that is wider than the terminal is left whole", () => {
  expect(wrapped("see https://example.org/a/long/address", 20)).toBe(
    "see\nhttps://example.org/a/long/address",
  );
});

test("a file or a pipe gets lines as they are", () => {
  const long = "word ".repeat(100);
  expect(wrapped(long, null)).toBe(long);
});

test("signs of ours have a spelling in ASCII, and names keep their letters", () => {
  expect(plainSigns("Köln → 3 × Zürich …")).toBe("Köln -> 3 x Zürich ...");
});
