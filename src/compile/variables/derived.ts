/** Variables that are made of other variables. */

import { boolean, reference, table, template } from "../gtm-json.ts";
import { EVENT_NAME } from "./built-in.ts";
import { own, type Variable, variableBody } from "./variable.ts";

/** Several variables as one text, so that one condition can ask whether any of them changed. */
export function joined(owner: string, key: string, label: string, parts: readonly Variable[]): Variable {
  const value = parts.map(reference).join(" ");
  return own(owner, key, label, variableBody("c", [template("value", value)]), parts);
}

/**
 * What another variable reads, unless that is nothing: an empty text would be sent as a parameter without a value.
 * A table looks at nothing as the text "undefined". Tables work where the site's security policy forbids scripts.
 */
export function ifNotEmpty(owner: string, label: string, variable: Variable): Variable {
  const parameter = [
    boolean("setDefaultValue", false),
    template("input", reference(variable)),
    boolean("fullMatch", false),
    boolean("replaceAfterMatch", false),
    table("map", [{ key: "^(?!undefined$)[\\s\\S]", value: reference(variable) }]),
    boolean("ignoreCase", false),
  ];
  const key = `source:${label.replace(" ", ":")}`;
  return own(owner, key, label, variableBody("remm", parameter), [variable]);
}

/** What another variable reads while one of these events is under way, and nothing at any other time. */
export function duringEvents(
  owner: string,
  label: string,
  events: readonly string[],
  variable: Variable,
): Variable {
  const parameter = [
    boolean("setDefaultValue", false),
    template("input", reference(EVENT_NAME)),
    table(
      "map",
      events.map((key) => ({ key, value: reference(variable) })),
    ),
  ];
  const key = `during:${label.replace(" ", ":")}`;
  return own(owner, key, `${label} while it happens`, variableBody("smm", parameter), [EVENT_NAME, variable]);
}
