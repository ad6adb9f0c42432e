/**
 * What an export refers to and does not have, and what else Tag Manager would not compile. Files of chosen entities are
 * like this, so the sandbox takes them, and says what it took.
 */
import { entityLabel, readExport } from "./container-export.ts";
import type { Json } from "./state.ts";
import { compileProblems, type Problem } from "./tag-manager/compile.ts";

export interface ExportProblem {
  /** Entity, field and problem. */
  readonly message: string;
  /** Where in the file. */
  readonly path: readonly (string | number)[];
}

/** @throws InvalidInput for a file that cannot be read at all. */
export function exportProblems(file: unknown): ExportProblem[] {
  const { content, unfiled } = readExport(file);
  const folders = unfiled.map(({ kind, index, name, folder }) => ({
    message: `${entityLabel(kind, index, name)}: parentFolderId names folder ${folder}, which is not in the file.`,
    path: ["containerVersion", kind, index, "parentFolderId"],
  }));
  const problems = compileProblems(content).filter((problem) => !isOfGoogle(problem));
  const others = problems.map((problem) => {
    const index = content.entities[problem.kind].findIndex(({ id }) => id === problem.id);
    const { fields } = content.entities[problem.kind][index]!;
    const inside = placeIn(fields as Json, (text) => isAbout(problem, text)) ?? [];
    const at = inside.length === 0 ? "" : ` ${fieldText(inside)}`;
    return {
      message: `${entityLabel(problem.kind, index, fields["name"])}:${at} ${wording(problem)}.`,
      path: ["containerVersion", problem.kind, index, ...inside],
    };
  });
  return [...folders, ...others];
}

/** Triggers of Google's own have ids from 2147479553 on, which are in no file; not all of them are known. */
function isOfGoogle({ type, subject }: Problem): boolean {
  return type === "unknownTriggerId" && /^21474\d{5}$/.test(subject);
}

function wording({ type, subject }: Problem): string {
  switch (type) {
    case "unknownMacroInstance":
      return `uses the variable {{${subject}}}, which is not in the file`;
    case "unknownTriggerId":
      return `names trigger ${subject}, which is not in the file`;
    case "unknownTagInstance":
      return `names the tag ${JSON.stringify(subject)}, which is not in the file`;
    case "invalidRegex":
      return `is not a regular expression: ${JSON.stringify(subject)}`;
    case "jsCompilerError":
      return "has a script that does not parse";
    case "macroCycle":
      return "refers to itself, through other variables or not";
  }
}

/** Whether a text of the entity is what the problem is about. */
function isAbout({ type, subject }: Problem, text: string): boolean {
  if (type === "unknownMacroInstance") return text.includes(`{{${subject}}}`);
  return (
    (type === "unknownTriggerId" || type === "unknownTagInstance" || type === "invalidRegex") &&
    text === subject
  );
}

/** The way to the first text that is meant; undefined when there is none. */
function placeIn(
  value: Json | undefined,
  isMeant: (text: string) => boolean,
): (string | number)[] | undefined {
  if (typeof value === "string") return isMeant(value) ? [] : undefined;
  if (typeof value !== "object" || value === null) return undefined;
  for (const [key, part] of Object.entries(value)) {
    const inside = key === "name" || key === "notes" ? undefined : placeIn(part, isMeant);
    if (inside) return [Array.isArray(value) ? Number(key) : key, ...inside];
  }
  return undefined;
}

/** `["parameter", 0, "value"]` → `parameter[0].value`. */
function fieldText(path: readonly (string | number)[]): string {
  return path
    .map((part) => (typeof part === "number" ? `[${part}]` : `.${part}`))
    .join("")
    .slice(1);
}
