/**
 * Whether a workspace compiles. Google only says that it does not
 * (`compilerError: true`); the kinds of problem are named here as in the error
 * types of earlier Discovery documents.
 */
import type { Content, Fields, StoredEntity } from "../state.ts";
import { isBuiltInTrigger } from "./built-in-triggers.ts";
import { builtInVariableName } from "./built-in-variable-types.ts";
import { EDITABLE, EDITABLE_KINDS, type EditableKind, type EntityKind } from "./entity-kinds.ts";
import { parameterValue } from "./parameters.ts";
import { type References, referencesOf } from "./references.ts";
import { isScript } from "./scripts.ts";

export type ProblemType =
  | "unknownMacroInstance"
  | "unknownTriggerId"
  | "unknownTagInstance"
  | "macroCycle"
  | "invalidRegex"
  | "jsCompilerError";

export interface Problem {
  readonly kind: EntityKind;
  readonly id: string;
  readonly type: ProblemType;
  /** The name, id or pattern at fault. */
  readonly subject: string;
}

/** One text per problem, by which a problem is recognised in a later version. */
export function problemKey({ kind, id, type, subject }: Problem): string {
  return `${kind}/${id} ${type} ${subject}`;
}

/** Everything that keeps the content from compiling. */
export function compileProblems(content: Content): Problem[] {
  const known = knownNames(content);
  const problems = EDITABLE_KINDS.flatMap((kind) =>
    content.entities[kind].flatMap((entity) => [
      ...unknownReferences(kind, entity, known),
      ...invalidPatterns(kind, entity),
      ...invalidScripts(kind, entity),
    ]),
  );
  return [...problems, ...cycles(content)];
}

/** The problems that a container did not already have when it was seeded. */
export function newProblems(content: Content, tolerated: readonly string[]): Problem[] {
  return compileProblems(content).filter((problem) => !tolerated.includes(problemKey(problem)));
}

interface KnownNames {
  readonly variables: ReadonlySet<string>;
  readonly triggers: ReadonlySet<string>;
  readonly tags: ReadonlySet<string>;
}

function knownNames({ entities, builtInVariables }: Content): KnownNames {
  return {
    variables: new Set([...namesOf(entities.variable), ...builtInVariables.map(builtInVariableName)]),
    triggers: new Set(entities.trigger.map((trigger) => trigger.id)),
    tags: new Set(namesOf(entities.tag)),
  };
}

function namesOf(entities: readonly StoredEntity[]): string[] {
  return entities.map((entity) => String(entity.fields["name"]));
}

function unknownReferences(kind: EntityKind, { id, fields }: StoredEntity, known: KnownNames): Problem[] {
  const used = referencesOf(fields);
  const missing = (
    type: ProblemType,
    names: Iterable<string>,
    isKnown: (name: string) => boolean,
  ): Problem[] => [...names].filter((name) => !isKnown(name)).map((subject) => ({ kind, id, type, subject }));
  return [
    ...missing("unknownMacroInstance", used.variables, (name) => known.variables.has(name)),
    ...missing(
      "unknownTriggerId",
      used.triggers,
      (name) => known.triggers.has(name) || isBuiltInTrigger(name),
    ),
    ...missing("unknownTagInstance", used.tags, (name) => known.tags.has(name)),
  ];
}

function invalidPatterns(kind: EntityKind, { id, fields }: StoredEntity): Problem[] {
  const conditions = ["filter", "autoEventFilter", "customEventFilter"].flatMap(
    (list) => (fields[list] ?? []) as Fields[],
  );
  return conditions
    .filter((condition) => condition["type"] === "matchRegex")
    .map((condition) => parameterValue(condition, "arg1") ?? "")
    .filter((pattern) => !pattern.includes("{{") && !isRegex(pattern))
    .map((subject) => ({ kind, id, type: "invalidRegex", subject }));
}

/** Tag Manager runs patterns in the visitor's browser. */
function isRegex(pattern: string): boolean {
  try {
    new RegExp(pattern);
    return true;
  } catch {
    return false;
  }
}

function invalidScripts(kind: EditableKind, { id, fields }: StoredEntity): Problem[] {
  const sound = (EDITABLE[kind].scriptsIn?.(fields) ?? []).every(isScript);
  return sound ? [] : [{ kind, id, type: "jsCompilerError", subject: String(fields["type"]) }];
}

/** One problem for each variable that, through others, refers to itself. */
function cycles({ entities }: Content): Problem[] {
  const uses = new Map(entities.variable.map(({ fields }) => [String(fields["name"]), referencesOf(fields)]));
  return entities.variable
    .filter(({ fields }) => reaches(uses, String(fields["name"])))
    .map(({ id, fields }) => ({ kind: "variable", id, type: "macroCycle", subject: String(fields["name"]) }));
}

function reaches(uses: ReadonlyMap<string, References>, start: string): boolean {
  const seen = new Set<string>();
  const waiting = [start];
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    for (const next of uses.get(name)?.variables ?? []) {
      if (next === start) return true;
      if (!seen.has(next)) waiting.push(next);
      seen.add(next);
    }
  }
  return false;
}
