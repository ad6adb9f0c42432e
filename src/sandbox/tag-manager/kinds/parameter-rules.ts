/** What is checked in the parameters of entities of any kind. */
import type { Fields } from "../../state.ts";
import { parameterValue } from "../parameters.ts";
import { emptyParameter, invalid } from "../refusals.ts";

/** @throws GoogleError when the entity has no such parameter */
export function requireParameter(fields: Fields, key: string): void {
  if (parameterValue(fields, key) === undefined) throw emptyParameter(key);
}

/** Every parameter says what it is, at every depth. @throws GoogleError */
export function checkParameterTypes(fields: Fields): void {
  for (const list of ["parameter", "list", "map"]) {
    for (const parameter of (fields[list] ?? []) as readonly Fields[]) {
      if (parameter["type"] === undefined) throw invalid("parameter.type", "The value must not be empty.");
      checkParameterTypes(parameter);
    }
  }
}
