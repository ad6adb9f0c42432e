/** What an editor says is what `goalform validate` says. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import goalsSchema from "../../schemas/goals.schema.json" with { type: "json" };
import type { Diagnostic } from "../../src/diagnostic.ts";
import { readGoals } from "../../src/language/read-goals.ts";
import { describeEditor } from "./an-editor.ts";
import type { EditorDiagnostic } from "./language-server.ts";
import { partsOf, saidOf } from "./said.ts";

const FIXTURES = "test/language/fixtures";
const WRONG = join(import.meta.dirname, "wrong-files");
const PARTS = partsOf(goalsSchema);

test("every part of the schema says what `validate` would", () => {
  const said = PARTS.map(({ path, schema: { errorMessage, patternErrorMessage } }) => [
    path,
    { ...(errorMessage ? { errorMessage } : {}), ...(patternErrorMessage ? { patternErrorMessage } : {}) },
  ]);
  expect(said).toEqual(PARTS.map((part) => [part.path, saidOf(part)]));
});

describeEditor("an editor", (editor) => {
  test("says of every mistake that its schema finds what `validate` says of it", async () => {
    const names = readdirSync(FIXTURES).filter(
      (name) => !readFileSync(join(FIXTURES, name, "diagnostics.txt"), "utf8").includes("[yaml-"),
    );
    const unlike = await Promise.all(
      names.map(async (name) => {
        const bytes = readFileSync(join(FIXTURES, name, "goals.yaml"));
        const shown = await editor().diagnose(bytes.toString("utf8"));
        return unlikeOnes(shown, readGoals("goals.yaml", bytes).diagnostics).map((one) => `${name}: ${one}`);
      }),
    );
    expect(unlike.flat()).toEqual([]);
  });

  test("says this of ten wrong files", async () => {
    const names = readdirSync(WRONG).filter((name) => name.endsWith(".yaml"));
    expect(names).toHaveLength(10);
    const pages = await Promise.all(
      names.map(async (name) => {
        const bytes = readFileSync(join(WRONG, name));
        const shown = await editor().diagnose(bytes.toString("utf8"));
        return pageOf(name, shown, readGoals("goals.yaml", bytes).diagnostics);
      }),
    );
    await expect(pages.join("\n")).toMatchFileSnapshot(join(WRONG, "messages.txt"));
  });

  test("says of an included file what it says of a goals file", async () => {
    const text = "goals:\n  thanks: { type: destination, pgae: /thanks }\nversion: 1\n";
    const shown = await editor().diagnose(text, "goals-part");
    expect(shown.map(({ message }) => message).sort()).toEqual([
      'Missing property "page".',
      "There is no such key in a goal.",
      "There is no such key in an included file.",
    ]);
  });
});

const OURS = new Set(
  PARTS.flatMap(({ schema }) => [schema["errorMessage"], schema["patternErrorMessage"]]).filter(Boolean),
);

/** Messages of the schema that `validate` neither says on that line nor replaces by a better one. */
function unlikeOnes(shown: readonly EditorDiagnostic[], diagnostics: readonly Diagnostic[]): string[] {
  return shown
    .filter(({ message }) => OURS.has(message))
    .filter(({ message, range }) => {
      const there = diagnostics.filter(({ place }) => place?.line === range.start.line + 1);
      return !there.some((one) => isBetter(one, message) || message.startsWith(withoutValues(one.message)));
    })
    .map(({ message, range }) => `${range.start.line + 1}: ${message}`);
}

/** Where `validate` knows more of what was meant: a schema has one sentence for a kind of mistake. */
function isBetter({ code }: Diagnostic, message: string): boolean {
  const isWord = /^This is not one of the words|^This goalform reads/.test(message);
  return BETTER.has(code) || (code === "wrong-type" && isWord);
}

const BETTER: ReadonlySet<string> = new Set(["cannot-be-tracked", "key-not-text", "empty-value"]);

/** "This" for what was written. */
function withoutValues(message: string): string {
  return message
    .replace(/^(?:`.*?`|Item \d+ of `.*?`) has no value; it must be/, "This must be")
    .replace(/^(?:`.*?`|Item \d+ of `.*?`) (must be .*), not .*\.$/, "This $1.")
    .replace(/^`.*?` is (not|empty)/, "This is $1")
    .replace(/^There is no key `.*?` in/, "There is no such key in")
    .replace(/^`\w+` (belongs|does not go|needs `on)/, "This key $1")
    .replace(/: `\w+` is not allowed beside/, ": this key is not allowed beside")
    .replace(/(of the language), not `.*`\./, "$1.")
    .replace(/(keys with values); this file is .*\./, "$1.");
}

/** Both, line by line, in the order of the file. */
function pageOf(
  name: string,
  shown: readonly EditorDiagnostic[],
  diagnostics: readonly Diagnostic[],
): string {
  const lines = [
    ...shown.map(({ range: { start }, message }) => [start.line + 1, `editor    ${message}`] as const),
    ...diagnostics.map(({ place, message }) => [place?.line ?? 1, `validate  ${message}`] as const),
  ].sort(([a, one], [b, other]) => a - b || (one < other ? -1 : 1));
  return [`${name}`, ...lines.map(([line, text]) => `  ${String(line).padStart(2)}  ${text}`), ""].join("\n");
}
