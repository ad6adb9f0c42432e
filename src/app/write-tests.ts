/** `init` and `add` write tests with their goals: one that counts, and one that nearly does. */

import { fieldText } from "../language/writing/yaml-text.ts";
import type { Field, YamlValue } from "../language/writing/yaml-value.ts";
import { type DraftedTest, draftedTests, SOME_SITE } from "../visits/drafting/drafted-tests.ts";
import { openTests } from "../visits/reading/read-tests.ts";
import { readGoalsFile } from "./goals-file.ts";
import type { Files, Ports } from "./ports.ts";
import type { TestsWritten } from "./result/added.ts";
import { measuredAt } from "./test.ts";

type Writing = Pick<Ports, "env"> & {
  readonly files: Pick<
    Files,
    "readGoals" | "included" | "exists" | "readTests" | "createGoals" | "replaceGoals" | "schemaFor"
  >;
};

/**
 * Adds tests of these goals to the tests file next to the goals file, or starts it.
 *
 * @param file the goals file, which is valid and already written
 */
export function writeTests(file: string, goals: readonly string[], ports: Writing): TestsWritten {
  const { files } = ports;
  const { goalSet } = readGoalsFile(file, files);
  const tests = file.replace(/\.ya?ml$/, ".test.yaml");
  const measured = measuredAt(goalSet!, file, undefined, ports);
  const meant = measured.goalSet.goals.filter(({ id }) => goals.includes(id));
  const drafted = meant.map((goal) => ({ id: goal.id, made: draftedTests(goal, measured) }));
  const made = drafted.flatMap((one) => one.made);
  const without = drafted.filter((one) => one.made.length === 0).map(({ id }) => id);
  if (tests === file || made.length === 0) return { file: tests, number: 0, without };
  const number = files.exists(tests) ? added(tests, made, goalSet!, files) : started(tests, made, files);
  return { file: tests, number, without };
}

function started(file: string, made: readonly DraftedTest[], files: Writing["files"]): number {
  const schema = files.schemaFor(file).replace(/goals\.schema\.json$/, "goals-test.schema.json");
  const text = [
    `# yaml-language-server: $schema=${schema}`,
    "#",
    "# What the goals should count, and what they should not: `goalform test` plays these visits, offline.",
    "",
    "version: 1",
    `site: ${SOME_SITE} # the address of your site`,
    "",
    "tests:",
    ...made.flatMap(linesOf),
    "",
  ].join("\n");
  files.createGoals(file, text, false);
  return made.length;
}

/** At the end of the list. A file whose tests are not a plain list at its end stays as it is. */
function added(
  file: string,
  made: readonly DraftedTest[],
  goalSet: Parameters<ReturnType<typeof openTests>["read"]>[0],
  files: Writing["files"],
): number {
  const before = new TextDecoder().decode(files.readTests(file));
  const known = openTests(file, new TextEncoder().encode(before)).read(goalSet).tests;
  if (known === null) return 0;
  const names = new Set(known.tests.map(({ name }) => name));
  const fresh = made.filter(({ name }) => !names.has(name));
  const indent = /^tests:[^\n]*\n(?:\s*#[^\n]*\n|\s*\n)*( *)- /m.exec(before)?.[1];
  if (fresh.length === 0 || indent === undefined) return 0;
  const lines = fresh.flatMap(linesOf).map((line) => indent + line.slice(2));
  const text = `${before.trimEnd()}\n${lines.join("\n")}\n`;
  const after = openTests(file, new TextEncoder().encode(text)).read(goalSet).tests;
  if (after?.tests.length !== known.tests.length + fresh.length) return 0;
  files.replaceGoals(file, text);
  return fresh.length;
}

function linesOf({ name, says }: DraftedTest): readonly string[] {
  const fields = Object.entries({ name, ...says }) as readonly (readonly [string, YamlValue])[];
  const lines = fields.flatMap((field) => fieldText(field as Field).split("\n"));
  return lines.map((line, index) => `  ${index === 0 ? "- " : "  "}${line}`);
}
