/** What `npm run mutation` puts into a source: all faults at once, of which one or none is on. */
import { expect, test } from "vitest";
import { mutantsOf } from "../../scripts/mutation/mutants.ts";
import { switched } from "../../scripts/mutation/switched.ts";

/** What the source exports when the fault is on that replaces `was` by `text`; without them, when none is. */
function value(source: string, was?: string, text?: string): unknown {
  const mutants = mutantsOf("src/x.ts", source).map((mutant, index) => ({ ...mutant, id: index + 1 }));
  const on = was === undefined ? 0 : mutants.find((one) => one.was === was && one.text === text)?.id;
  expect(on, `${was} → ${text}`).toBeDefined();
  const body = switched(source, mutants).replace("export default", "return");
  return new Function("__fault", body)((id: number) => id === on);
}

test("without a fault a source means what it meant", () => {
  expect(value('export default [1, "a"].filter((x) => x !== "a" && !(x > 1) ? true : false);')).toEqual([1]);
  expect(value("const a = undefined; export default a?.list.filter(Boolean).length ?? 0;")).toBe(0);
});

test.each([
  ["export default 1 < 1;", "<", "<=", true],
  ["export default true || true || false;", "||", "&&", false],
  ["export default null ?? 5;", "null ?? 5", "null", null],
  ["export default !0;", "!0", "!!(0)", false],
  ["export default 1 ? 2 : 3;", "1 ? 2 : 3", "(3)", 3],
  ["let a = 2; if (1) a = 3; export default a;", "1", "false", 2],
  ['export default "text";', '"text"', '""', ""],
  ["export default /^a$/.source;", "/^a$/", "/a$/", "a$"],
  ["export default [1, 2];", "[1, 2]", "[]", []],
  ["export default { a: 1, b: 2 };", "b: 2", "", { a: 1 }],
  ["export default [1, 0].some(Boolean);", "some", "every", false],
  ["const a = []; a.push(1); export default a;", "a.push(1)", "", []],
  ["const a = undefined; export default a?.list.sort().length;", "a?.list.sort()", "a?.list", undefined],
])("%s with %s → %s", (source, was, text, expected) => {
  expect(value(source, was, text)).toEqual(expected);
});

test("types, names of modules and the words of a bug report have no faults", () => {
  const source = `
    import type { A } from "./a.ts";
    export { b } from "./b.ts";
    export type C = "c" | { d: 1 };
    export function e(f: "f"): "g" { throw new Error("h"); }
  `;
  expect(mutantsOf("src/x.ts", source)).toEqual([]);
});
