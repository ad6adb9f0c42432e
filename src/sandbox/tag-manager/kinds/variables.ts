/** Variables that people make; the built-in ones are in `built-in-variables.ts`. */
import { builtInVariableName } from "../built-in-variable-types.ts";
import type { EditableKindFacts } from "../entity-kind.ts";
import { parameterValue } from "../parameters.ts";
import { unknownEntityType } from "../refusals.ts";
import { checkParameterTypes } from "./parameter-rules.ts";

export const VARIABLES: EditableKindFacts = {
  collection: "variables",
  message: "Variable",
  idField: "variableId",
  listName: "variable",
  countField: "numVariables",
  needed: ["name", "type"],
  isMeantByName: true,
  isUsedBy: ({ variables }, { name }) => variables.has(name),
  isNameTaken: ({ builtInVariables }, name) =>
    builtInVariables.some((type) => builtInVariableName(type) === name),
  check: (fields) => {
    if (fields["type"] === undefined) throw unknownEntityType();
    checkParameterTypes(fields);
  },
  /** The function of a Custom JavaScript variable. */
  scriptsIn: (fields) =>
    fields["type"] === "jsm" ? [`(${parameterValue(fields, "javascript") ?? ""}\n)`] : [],
};
