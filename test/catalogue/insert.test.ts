/** A goal goes into a file of any shape, and everything else stays as it is, character by character. */
import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { goalIdOf, RECIPES } from "../../src/catalogue/catalogue.ts";
import { fileContext, goalEntry } from "../../src/catalogue/goal-entry.ts";
import { entryText } from "../../src/catalogue/goal-yaml.ts";
import { applied } from "../../src/language/writing/edits.ts";
import { type Insertion, insertEntries } from "../../src/language/writing/insert.ts";
import { runs } from "../support/runs.ts";
import { goalSet, HEAD } from "../support/shop.ts";

const NEWSLETTER = RECIPES.find(({ id }) => id === "newsletter-signup")!;
const FOLDER = "test/catalogue/insertions";

function insert(text: string, recipe = NEWSLETTER): Insertion {
  const entry = goalEntry(recipe, recipe.ways[0], {}, fileContext(goalSet(text)));
  return insertEntries(text, { into: "goals", entries: [entryText(entry)] });
}

describe("when", () => {
  test.each(readdirSync(FOLDER).sort())("%s", async (name) => {
    const before = readFileSync(`${FOLDER}/${name}/before.yaml`, "utf8");
    const made = insert(before);
    expect(made).toMatchObject({ ok: true });
    if (!made.ok) return;
    await expect(made.text).toMatchFileSnapshot(`insertions/${name}/after.yaml`);
    expectNothingElseChanged(before, made);
  });
});

test("where there is no place for it, it is said why", () => {
  const braces = `{ version: 1, name: a, targets: { p: { ga4: { property: "1", measurement_id: G-TEST1 }, gtm: { container: GTM-TEST01 } } } }\n`;
  expect(insert(braces)).toEqual({ ok: false, why: "the whole file is in braces" });
});

test("with line ends as on Windows the result is the same, with such line ends", () => {
  for (const name of readdirSync(FOLDER)) {
    const before = readFileSync(`${FOLDER}/${name}/before.yaml`, "utf8");
    const [made, windows] = [insert(before), insert(before.replaceAll("\n", "\r\n"))];
    expect(made.ok && windows.ok && windows.text, name).toBe(made.ok && made.text.replaceAll("\n", "\r\n"));
  }
});

/** Pieces of goals files as people write them, put together by chance. */
const goalText = fc.constantFrom(
  (id: string) => [`${id}: { type: destination, page: /${id} }`],
  (id: string) => [`${id}: # why`, "  type: destination", `  page: /${id} # here`],
  (id: string) => [
    `${id}:`,
    "  type: destination",
    "  page:",
    `    path: { begins_with: /${id} }`,
    "",
    "    # query: { a: b }",
  ],
  (id: string) => [
    `${id}:`,
    "  type: destination",
    `  page: /${id}`,
    "  description: >-",
    "    Two",
    "    # lines",
    "",
  ],
  (id: string) => [
    `${id}:`,
    "  type: destination",
    `  page: /${id}`,
    "  description: |+",
    "    kept",
    "",
    "",
  ],
  (id: string) => [`${id}:`, "  page: { path:", `     /${id} }`, "  type:", "    destination"],
);
const between = fc.constantFrom<readonly string[]>(
  [],
  [""],
  ["# a note"],
  ["", "# a note", ""],
  ["# a: b", "  # deeper"],
);
const after = fc.constantFrom<readonly string[]>(
  [],
  [""],
  ["# The end."],
  ["", "# Removed.", "removed: [old]"],
  ["removed: []", "", "# The end."],
  ["funnels:", "  way:", "    steps:", "      - { id: x, page: /x }", "      - { id: y, page: /y }"],
);
const filesOfGoals = fc
  .record({
    goals: fc.array(fc.tuple(goalText, between), { maxLength: 4 }),
    after,
    indent: fc.constantFrom(1, 2, 4),
    eol: fc.constantFrom("\n", "\r\n"),
    last: fc.boolean(),
    recipe: fc.constantFrom(...RECIPES),
  })
  .map(({ goals, after: rest, indent, eol, last, recipe }) => {
    const lines = goals.flatMap(([written, then], index) => [...written(`goal_${index}`), ...then]);
    const indented = lines.map((line) => (line === "" ? "" : " ".repeat(indent) + line));
    const all = [...HEAD.trimEnd().split("\n"), "goals:", ...indented, ...rest];
    return { text: all.join(eol) + (last ? eol : ""), recipe };
  });

test("in generated files nothing else changes, and the result is valid", () => {
  fc.assert(
    fc.property(filesOfGoals, ({ text, recipe }) => {
      const made = insert(text, recipe);
      expect(made, text).toMatchObject({ ok: true });
      if (!made.ok) return;
      expectNothingElseChanged(text, made, goalIdOf(recipe));
    }),
    { numRuns: runs(100) },
  );
});

const braces = fc
  .record({
    count: fc.nat({ max: 3 }),
    open: fc.constantFrom("{", "{ ", "{\n  ", "{ # why, so\n    "),
    comma: fc.constantFrom(", ", ",\n  ", ", # one, two\n      ", "\n  , "),
    close: fc.constantFrom("}", " }", ", }", "\n  }", ",\n  }", " # last, really\n }", ", # last\n\n  }"),
    rest: fc.constantFrom("", "\n", " # end\n", "\nremoved: []\n"),
    recipe: fc.constantFrom(...RECIPES),
  })
  .map(({ count, open, comma, close, rest, recipe }) => {
    const goals = Array.from({ length: count }, (_, n) => `g${n}: { type: destination, page: /${n} }`);
    const end = count === 0 ? close.replace(",", "") : close;
    return { text: `${HEAD}goals: ${open}${goals.join(comma)}${end}${rest}`, recipe };
  });

test("in generated braces nothing else changes either", () => {
  fc.assert(
    fc.property(braces, ({ text, recipe }) => {
      const made = insert(text, recipe);
      expect(made, text).toMatchObject({ ok: true });
      if (made.ok) expectNothingElseChanged(text, made, goalIdOf(recipe));
    }),
    { numRuns: runs(100) },
  );
});

/** Undone edit by edit, the new text is the old one; read, it has one goal more, and the others unchanged. */
function expectNothingElseChanged(
  before: string,
  made: Extract<Insertion, { ok: true }>,
  id = "newsletter_signup",
): void {
  expect(applied(before, made.edits)).toBe(made.text);
  for (const { start, end } of made.edits)
    expect(["", "{}", "~"]).toContain(before.slice(start, end).replace(/\s/g, ""));
  const [old, now] = [goalSet(before), goalSet(made.text)];
  expect(now.goals.map((goal) => goal.id)).toEqual([...old.goals.map((goal) => goal.id), id]);
  expect(withoutPlaces({ ...now, goals: now.goals.slice(0, -1) })).toEqual(withoutPlaces(old));
  expect(made.text.split("\n")[made.line - 1]).toMatch(new RegExp(`^ *"?${id}"?:`));
  expect(made.text.includes("\r\n")).toBe(before.includes("\r\n"));
  if (before.includes("\r\n")) expect(made.text).not.toMatch(/[^\r]\n/);
}

function withoutPlaces(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value, (key, inner) => (key === "at" ? undefined : inner)));
}
