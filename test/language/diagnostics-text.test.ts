import { describe, expect, test } from "vitest";
import type { Diagnostic } from "../../src/diagnostic.ts";
import { diagnosticsText } from "../../src/render/diagnostics-text.ts";
import { expectWithin, timed } from "../support/processor-time.ts";

function at(source: string, column: number, length = 1): Diagnostic {
  return {
    severity: "error",
    code: "a-code",
    message: "Something is wrong.",
    place: { file: "goals.yaml", line: 7, column, length, source },
  };
}

function lines(diagnostic: Diagnostic): readonly string[] {
  return diagnosticsText([diagnostic], { color: false }).split("\n").slice(3, 5);
}

describe("diagnostics as text", () => {
  test("show what, where and what to do, and count", () => {
    const warning: Diagnostic = {
      severity: "warning",
      code: "b-code",
      message: "Mind this.",
      hint: "Do that.",
    };
    expect(diagnosticsText([at("name: x", 7), warning, warning], { color: false })).toBe(
      [
        "error[a-code]: Something is wrong.",
        "  --> goals.yaml:7:7",
        "  |",
        "7 | name: x",
        "  |       ^",
        "",
        "warning[b-code]: Mind this.",
        "help: Do that.",
        "",
        "warning[b-code]: Mind this.",
        "help: Do that.",
        "",
        "1 error, 2 warnings",
        "More about a code in brackets: goalform explain a-code",
        "",
      ].join("\n"),
    );
  });

  test("are the empty text when there is nothing to tell", () => {
    expect(diagnosticsText([], { color: false })).toBe("");
  });

  test("use colours only when asked to, and then only their own", () => {
    const text = diagnosticsText([at("a: \u001b[31mred", 4, 3)], { color: true });
    expect(text).toContain("\u001b[1;31merror[a-code]\u001b[22;39m");
    expect(text).toContain("\\u{1b}[31mred");
    expect(text).not.toContain("\u001b[31mred");
  });

  test("make control, direction and zero-width characters visible wherever they come from", () => {
    const evil = "a\u0000b\u001b]0;x\u0007c\u202ed\u2066e\u200bf\rg\nh";
    const text = diagnosticsText(
      [
        {
          severity: "error",
          code: evil,
          message: evil,
          hint: evil,
          place: { file: evil, line: 1, column: 1, source: evil },
        },
      ],
      { color: false },
    );
    expect(
      text.match(/a\\u\{0\}b\\u\{1b\}\]0;x\\u\{7\}c\\u\{202e\}d\\u\{2066\}e\\u\{200b\}f\\rg\\nh/g),
    ).toHaveLength(6);
  });

  test("keep the marker below its place after tabs, wide characters, marks and escapes", () => {
    expect(lines(at("\ta: bad", 5, 3))).toEqual(["7 |   a: bad", "  |      ^^^"]);
    expect(lines(at("日本: bad", 5, 3))).toEqual(["7 | 日本: bad", "  |       ^^^"]);
    expect(lines(at("e\u0301: bad", 5, 3))).toEqual(["7 | e\u0301: bad", "  |    ^^^"]);
    expect(lines(at("😀: bad", 4, 3))).toEqual(["7 | 😀: bad", "  |     ^^^"]);
    expect(lines(at("✅ ok: bad", 7, 3))).toEqual(["7 | ✅ ok: bad", "  |        ^^^"]);
    expect(lines(at("❤\ufe0f: bad", 5, 3))).toEqual(["7 | ❤\ufe0f: bad", "  |     ^^^"]);
    expect(lines(at("🇩🇪: bad", 5, 3))).toEqual(["7 | 🇩🇪: bad", "  |     ^^^"]);
    expect(lines(at("👍🏽: bad", 5, 3))).toEqual(["7 | 👍🏽: bad", "  |     ^^^"]);
    expect(lines(at("\u0007: bad", 4, 3))).toEqual(["7 | \\u{7}: bad", "  |        ^^^"]);
  });

  test("cut long lines around the marker", () => {
    const [shown = "", marker = ""] = lines(at(`${"x".repeat(500)}bad${"y".repeat(500)}`, 501, 3));
    expect(shown).toBe(`7 | …${"x".repeat(40)}bad${"y".repeat(57)}…`);
    expect(marker).toBe(`  | ${" ".repeat(41)}^^^`);
  });

  test("cut a line of a megabyte quickly and keep the marker in place", () => {
    const { answer, milliseconds } = timed(() =>
      lines(at(`${"x".repeat(500_000)}bad${"y".repeat(500_000)}`, 500_001, 3)),
    );
    const [shown = "", marker = ""] = answer;
    expect(shown.slice(marker.indexOf("^"), marker.indexOf("^") + 3)).toBe("bad");
    expectWithin(milliseconds, 100);
  });
});
