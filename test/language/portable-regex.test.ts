import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { regexProblem } from "../../src/countable/pattern/portable-regex.ts";
import { runs } from "../support/runs.ts";

const PORTABLE = [
  "^/(en|de)/thanks$",
  "/guides/",
  "a.*b",
  "a+?b",
  "(?:a|b){2,3}",
  "[a-z0-9_-]+",
  "[^/]+",
  "\\.html$",
  "\\/a\\-b",
  "\\d{4}-\\d{2}",
  "[\\w.-]+",
  "[\\w-.]",
  "\\bword\\b",
  "\\x2F",
  "a|",
  "[)(]",
  "[[]",
  "é+",
  "日本",
  "a]b",
  "a}b",
  "\\{x\\}",
  "/😀/",
  "(a{10}){100}",
  "\\$",
  "[$^]*",
  "\\^+",
  "-",
  "[a\\]b]",
];

const NOT_PORTABLE = [
  "(?=a)",
  "(?!a)",
  "(?<=a)",
  "(?<!a)",
  "(a)\\1",
  "(?<n>a)",
  "(?P<n>a)",
  "\\k<n>",
  "(?i)a",
  "(?i:a)",
  "(?-i:a)",
  "(?s).",
  "(?#c)",
  "(?>a)",
  "\\u0041",
  "\\u{41}",
  "\\x{41}",
  "\\xZZ",
  "\\cA",
  "\\0",
  "\\07",
  "\\pL",
  "\\p{L}",
  "\\A",
  "\\z",
  "\\Z",
  "\\Qa\\E",
  "\\h",
  "\\R",
  "\\a",
  "\\C",
  "\\é",
  "[[:alpha:]]",
  "[]a]",
  "[^]a]",
  "[a-\\d]",
  "[\\d--9]",
  "[\\b]",
  "[\\B]",
  "a{1001}",
  "(a{100}){11}",
  "((a{10}){10}){11}",
  "a{,5}",
  "a{b}",
  "{",
  "[😀]",
  "😀+",
  "\ud83d",
  "\ude00",
];

const BROKEN = [
  "(",
  ")",
  "[",
  "a**",
  "*a",
  "+",
  "?",
  "[z-a]",
  "a{2,1}",
  "\\",
  "^*",
  "$+",
  "a$?",
  "a{2}{3}",
  "a++",
];

describe("a regular expression", () => {
  test.each(PORTABLE)("%s means the same in both engines", (pattern) => {
    expect(regexProblem(pattern)).toBeNull();
  });

  test.each(NOT_PORTABLE)("%s is refused as not portable", (pattern) => {
    expect(regexProblem(pattern)?.code).toBe("regex-not-portable");
  });

  test.each(BROKEN)("%s is refused as broken", (pattern) => {
    expect(regexProblem(pattern)?.code).toBe("regex-syntax");
  });

  test("is pointed into at the character that is meant", () => {
    expect(regexProblem("^/a(?!b)")).toMatchObject({ index: 3, length: 3 });
    expect(regexProblem("(a)/\\1")).toMatchObject({ index: 4, length: 2 });
  });

  test("that is let through always compiles", () => {
    const piece = fc.constantFrom(
      "a",
      "-",
      "[",
      "]",
      "^",
      "(",
      ")",
      "\\",
      "d",
      "?",
      "*",
      "{",
      "2",
      ",",
      "}",
      "|",
      ":",
      "😀",
      ".",
      "$",
      "w",
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const pattern = pieces.join("");
        if (regexProblem(pattern) === null) expect(new RegExp(pattern)).toBeInstanceOf(RegExp);
      }),
      { numRuns: runs(3000) },
    );
  });
});
