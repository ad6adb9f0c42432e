/** What an editor says is what `goalform validate` says. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import goalsSchema from "../../schemas/goals.schema.json" with { type: "json" };
import type { Diagnostic } from "../../src/diagnostic.ts";
import { readGoals } from "../../src/language/read-goals.ts";
import { partsOf, saidOf } from "./expected-message.ts";
import type { EditorDiagnostic } from "./language-server.ts";
import { describeEditor } from "./open-editor.ts";

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
  test("says about every mistake that its schema finds what `validate` says about it", async () => {
    const names = readdirSync(FIXTURES).filter(
      (name) => !readFileSync(join(FIXTURES, name, "diagnostics.txt"), "utf8").includes("[yaml-"),
    );
    const compared = await Promise.all(
      names.map(async (name) => {
        const bytes = readFileSync(join(FIXTURES, name, "goals.yaml"));
        const shown = await editor().diagnose(bytes.toString("utf8"));
        return comparedAt(name, shown, readGoals("goals.yaml", bytes).diagnostics);
      }),
    );
    const sayings = compared.flat();
    expect(sayings.filter(({ isShown }) => !isShown).map(({ what }) => what)).toEqual([]);
    expect(sayings.length).toBeGreaterThan(80);
  });

  test("says this of eleven wrong files", async () => {
    const names = readdirSync(WRONG).filter((name) => name.endsWith(".yaml"));
    expect(names).toHaveLength(11);
    const pages = await Promise.all(
      names.map(async (name) => {
        const bytes = readFileSync(join(WRONG, name));
        const shown = await editor().diagnose(bytes.toString("utf8"));
        return pageOf(name, shown, readGoals("goals.yaml", bytes).diagnostics);
      }),
    );
    await expect(pages.join("\n")).toMatchFileSnapshot(join(WRONG, "messages.txt"));
  });

  test("says about an included file what it says about a goals file", async () => {
    const text = "goals:\n  thanks: { type: destination, pgae: /thanks }\nversion: 1\n";
    const shown = await editor().diagnose(text, "goals-part");
    expect(shown.map(({ message }) => message).sort()).toEqual([
      'Missing property "page".',
      "There is no such key in a goal.",
      "There is no such key in an included file.",
    ]);
  });
});

const OURS = PARTS.flatMap(({ schema }) => [schema["errorMessage"], schema["patternErrorMessage"]]).filter(
  (one) => typeof one === "string",
);

/** Whether the editor shows what `validate` says. Where `validate` knows more of what was meant, it has other words for it. */
function comparedAt(
  name: string,
  shown: readonly EditorDiagnostic[],
  diagnostics: readonly Diagnostic[],
): readonly { readonly what: string; readonly isShown: boolean }[] {
  return diagnostics.flatMap(({ message, place, code }) => {
    const said = withoutValues(message);
    if (code === "empty-value" || !OURS.some((one) => one.startsWith(said))) return [];
    // A list in block style begins below its key.
    const lines = code === "wrong-type" ? [0, 1] : [0];
    const there = shown.filter(({ range }) => lines.includes(range.start.line + 1 - (place?.line ?? 0)));
    const isShown = there.some(
      (one) => one.message.startsWith(said) || (code === "wrong-type" && WORDS.test(one.message)),
    );
    return UNSEEN.has(`${name}: ${said}`) ? [] : [{ what: `${name}:${place?.line}: ${said}`, isShown }];
  });
}

/** Where words are expected, a schema has one sentence for what is no such word and for what is no text at all. */
const WORDS = /^This is not one of the words|^This goalform reads/;

/** What the server does not see: a key without a colon in `{ … }`, and a number that JSON does not have. */
const UNSEEN: ReadonlySet<string> = new Set([
  "names and addresses come from somewhere else: There is no such key in `value`.",
  "values are of the wrong type: This must be a number or a mapping (`key: value`).",
]);

/** "This" for what was written. */
function withoutValues(message: string): string {
  return message
    .replace(/^(?:`.*?`|Item \d+ of `.*?`) has no value; it must be/, "This must be")
    .replace(/^(?:`.*?`|Item \d+ of `.*?`) (must be .*), not .*\.$/, "This $1.")
    .replace(/^`.*?` is (not|empty)/, "This is $1")
    .replace(/^There is no key `.*?` in/, "There is no such key in")
    .replace(/^`\w+` (belongs|does not go|needs `on)/, "This key $1")
    .replace(/: `\w+` is not allowed next to/, ": this key is not allowed next to")
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
