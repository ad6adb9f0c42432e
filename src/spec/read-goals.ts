/** What the user wrote → GoalSet, or everything that is wrong with it at once. */
import { type Diagnostic, hasErrors } from "../diagnostic.ts";
import { withoutAllowed } from "./allowed.ts";
import { countedBy } from "./counted-by.ts";
import type { GoalSet } from "./goal-set.ts";
import { readWritten } from "./meaning/read-written.ts";
import type { Written } from "./meaning/written.ts";
import { RULES } from "./rules/rules.ts";
import { checkSchema } from "./schema/check-schema.ts";
import { shownProblems } from "./shown-problems.ts";
import { decode } from "./source/decode.ts";
import { locate } from "./source/locate.ts";
import type { Located } from "./source/located.ts";
import { readYaml } from "./source/read-yaml.ts";
import type { SourceText } from "./source/source-text.ts";

export interface ReadResult {
  /** Null when there is any error. */
  readonly goalSet: GoalSet | null;
  /** Errors and warnings in reading order. */
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Reads a goals file. Pure, and never throws, whatever the bytes.
 *
 * @param file The name to show in diagnostics.
 * @param bytes The file as it is on disk: UTF-8, at most 1 MB.
 */
export function readGoals(file: string, bytes: Uint8Array): ReadResult {
  const decoded = decode(file, bytes);
  if (!decoded.ok) return failed(file, decoded.diagnostics);
  const { source } = decoded;
  const { contents, diagnostics: syntax } = readYaml(source);
  const empty = contents === null || source.text.trim() === "";
  if (empty) return failed(file, syntax.length > 0 ? syntax : [emptyFile(source)]);
  const { root, diagnostics: refused } = locate(source, contents);
  // Behind a syntax error the parser guesses, so nothing more is said about what it guessed.
  if (syntax.length > 0) return failed(file, [...syntax, ...refused]);
  if (root.kind !== "map") return failed(file, [...refused, ...notAMapping(source, root)]);
  return readMeaning(source, root, refused);
}

function readMeaning(source: SourceText, root: Located, refused: readonly Diagnostic[]): ReadResult {
  const { diagnostics: shape, broken } = checkSchema(source, root);
  const { written, problems } = readWritten(source, root, broken);
  const rules = RULES.flatMap((rule) => rule.check(written));
  const all = withoutAllowed(written, [...refused, ...shape, ...problems, ...rules]);
  const diagnostics = shownProblems(source.file, all);
  return { goalSet: hasErrors(diagnostics) ? null : goalSetOf(written), diagnostics };
}

function failed(file: string, diagnostics: readonly Diagnostic[]): ReadResult {
  return { goalSet: null, diagnostics: shownProblems(file, diagnostics) };
}

function emptyFile(source: SourceText): Diagnostic {
  const message = source.text.trim() === "" ? "The file is empty." : "The file holds only comments.";
  return source.error(
    "empty-file",
    { start: 0, end: 1 },
    message,
    "A goals file begins with `version: 1`, `name:` and `targets:`.",
  );
}

function notAMapping(source: SourceText, root: Located): readonly Diagnostic[] {
  if (root.kind === "unknown") return [];
  if (root.kind === "scalar" && root.value === null) return [emptyFile(source)];
  const kind = root.kind === "list" ? "a list" : "a single value";
  return [
    source.error(
      "not-a-goals-file",
      { start: root.start, end: root.start + 1 },
      `A goals file is made of keys with values; this file is ${kind}.`,
      "A goals file begins with `version: 1`, `name:` and `targets:`.",
    ),
  ];
}

function goalSetOf(written: Written): GoalSet {
  const targets = written.targets.map(({ target }) => target);
  const enabled = written.goals.filter((one) => one.enabled);
  const disabled = written.goals.filter((one) => !one.enabled);
  return {
    owner: written.owner?.text ?? "",
    targets,
    defaultTarget: written.defaultTarget?.text ?? (targets.length === 1 ? (targets[0]?.name ?? null) : null),
    goals: enabled.map(({ goal }) => goal),
    funnels: written.funnels.filter((one) => one.enabled).map(({ funnel }) => funnel),
    disabled: disabled.map(({ goal }) => ({
      id: goal.id,
      event: goal.event,
      hadTag: countedBy(goal) !== "itself",
      at: goal.at,
    })),
    disabledFunnels: written.funnels
      .filter((one) => !one.enabled)
      .map(({ funnel }) => ({ id: funnel.id, at: funnel.at })),
    removed: written.removed.map(({ event, at }) => ({ event, at })),
  };
}
