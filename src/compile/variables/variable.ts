/** The Tag Manager variables that conditions and parameters read. */
import type { Entity, Parameter } from "../../resources/body.ts";
import type { JsonObject } from "../../resources/resource.ts";

export type Variable =
  /** Always there, never listed: the name of the current data-layer event. */
  | { readonly is: "event"; readonly name: "_event" }
  /** Comes with Tag Manager; must be enabled before anything refers to it. */
  | { readonly is: "builtIn"; readonly type: string; readonly name: string }
  /** Made by us; one per `key`, shared by all goals that read the same thing. `reads`: what its own text refers to. */
  | {
      readonly is: "own";
      readonly key: string;
      readonly name: string;
      readonly body: Entity;
      readonly reads: readonly Variable[];
    };

export const EVENT: Variable = { is: "event", name: "_event" };

/**
 * What our variables answer when the site gave nothing.
 *
 * Tag Manager compares a missing value as the text "undefined", which matches
 * `.+`, contains "def" and is unequal to everything. A text of
 * our own, the one GA4's reports use too, makes "missing" something that a
 * condition can ask for. It is not a number, so comparisons with numbers fail.
 */
export const NOT_SET = "(not set)";

export function variableBody(type: string, parameter: readonly Parameter[]): Entity {
  return { type, parameter };
}

export function own(
  owner: string,
  key: string,
  label: string,
  body: Entity,
  reads: readonly Variable[] = [],
): Variable {
  // A brace in a name would end or begin the reference to it.
  const name = `${owner} - ${label.replace(/[{}]/g, encodeURIComponent)}`;
  return { is: "own", key, name, body: { name, ...body }, reads };
}

export function notSet(conversion: "convertUndefinedToValue" | "convertNullToValue"): JsonObject {
  return { [conversion]: { type: "template", value: NOT_SET } };
}
