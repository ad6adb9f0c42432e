/** What the user wrote → GoalSet, or everything that is wrong with it at once. */

import { countedBy } from "../countable/counted-by.ts";
import { type Diagnostic, hasErrors } from "../diagnostic.ts";
import { withoutAllowed } from "./allowed.ts";
import type { GoalSet } from "./goal-set/goal-set.ts";
import type { IncludeAnswer } from "./include/answer.ts";
import { includePatterns, readIncluded } from "./include/include.ts";
import { join } from "./include/join.ts";
import { readWritten } from "./meaning/read-written.ts";
import type { DefaultedParts, Written } from "./meaning/written.ts";
import { readGoalsFile, type YamlFile } from "./read-file.ts";
import { reportedProblems } from "./reported-problems.ts";
import { checkRules } from "./rules/rules.ts";
import { checkSchema } from "./schema/check-schema.ts";

export interface ReadResult {
  /** Null when there is any error. */
  readonly goalSet: GoalSet | null;
  /** Errors and warnings in reading order. */
  readonly diagnostics: readonly Diagnostic[];
}

/** A goals file whose bytes are read, and which may ask for more files before it can be understood. */
export interface OpenedGoals {
  /** What to look for in the file's folder: nothing leads out of it. */
  readonly include: readonly string[];
  /** Never throws, whatever the bytes. */
  readonly read: (answers: readonly IncludeAnswer[]) => ReadResult;
}

/**
 * Opens a goals file. Pure, and never throws, whatever the bytes.
 *
 * @param file The name to show in diagnostics.
 * @param bytes The file as it is on disk: UTF-8, at most 1 MB.
 */
export function openGoals(file: string, bytes: Uint8Array): OpenedGoals {
  const { content, diagnostics } = readGoalsFile(file, bytes);
  if (content === null)
    return {
      include: [],
      read: () => ({ goalSet: null, diagnostics: reportedProblems(file, diagnostics) }),
    };
  return {
    include: includePatterns(content.root),
    read: (answers) => readMeaning(content, diagnostics, answers),
  };
}

/** Opens a goals file and reads it, for files that include none or whose included files are at hand. */
export function readGoals(
  file: string,
  bytes: Uint8Array,
  answers: readonly IncludeAnswer[] = [],
): ReadResult {
  return openGoals(file, bytes).read(answers);
}

function readMeaning(
  main: YamlFile,
  refused: readonly Diagnostic[],
  answers: readonly IncludeAnswer[],
): ReadResult {
  const { parts, isWhole, diagnostics: unread } = readIncluded(main, answers);
  const { source, root, diagnostics: twice } = join(main, parts);
  const { shape, broken } = shapeOf(main, parts);
  const { written, problems } = readWritten(source, root, broken);
  // What could not be read may contain the goals that seem to be missing.
  const rules = checkRules(written).filter(({ code }) => isWhole || code !== "unknown-goal");
  const all = withoutAllowed(written, [...refused, ...unread, ...twice, ...shape, ...problems, ...rules]);
  const diagnostics = reportedProblems(source.file, all);
  return { goalSet: hasErrors(diagnostics) ? null : goalSetOf(written), diagnostics };
}

/** Each file is checked for itself; what an included one breaks is a goal or a funnel, never a whole section. */
function shapeOf(main: YamlFile, parts: readonly YamlFile[]) {
  const ofMain = checkSchema(main.source, main.root);
  const ofParts = parts.map(({ source, root }) => checkSchema(source, root, "part"));
  const brokenInParts = ofParts.flatMap(({ broken }) => [...broken].filter((part) => part.includes("/")));
  return {
    shape: [ofMain, ...ofParts].flatMap(({ diagnostics }) => diagnostics),
    broken: new Set([...ofMain.broken, ...brokenInParts]),
  };
}

function goalSetOf(written: Written): GoalSet {
  const targets = written.targets.map(({ target, own }) =>
    own === null ? target : { ...target, own: meaningOf(own) },
  );
  const disabled = written.goals.filter((one) => !one.enabled);
  return {
    owner: written.owner?.text ?? "",
    targets,
    defaultTarget: written.defaultTarget?.text ?? (targets.length === 1 ? (targets[0]?.name ?? null) : null),
    ...meaningOf(written),
    ...(written.columns.length === 0 ? {} : { columns: written.columns.map(({ column }) => column) }),
    ...(written.calculated.length === 0
      ? {}
      : { calculated: written.calculated.map(({ metric }) => metric) }),
    ...(written.experiments.length === 0
      ? {}
      : { experiments: written.experiments.map(({ experiment }) => experiment) }),
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
    leftOut: [],
    keptKeyEvents: [],
  };
}

/** What is switched on. */
function meaningOf({
  goals,
  funnels,
  forwards,
  defaults,
}: DefaultedParts): Pick<GoalSet, "goals" | "funnels" | "forwards" | "defaults"> {
  const { parameters, userProperties, host } = defaults;
  const shared = { parameters, userProperties, host };
  return {
    goals: goals.filter((one) => one.enabled).map(({ goal }) => goal),
    funnels: funnels.filter((one) => one.enabled).map(({ funnel }) => funnel),
    ...(forwards.length === 0 ? {} : { forwards: forwards.map(({ forward }) => forward) }),
    ...(Object.values(shared).every(({ length }) => length === 0) ? {} : { defaults: shared }),
  };
}
