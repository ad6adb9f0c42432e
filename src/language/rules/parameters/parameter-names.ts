/** Names of parameters and user properties: their form, their length, and what Google reserves. */

import type { Diagnostic } from "../../../diagnostic.ts";
import { EVENT, USER_PROPERTY } from "../../../resources/limits.ts";
import type { LocatedEntry } from "../../source/located.ts";
import type { SourceText } from "../../source/source-text.ts";
import { NAME_FORM, RESERVED_PARAMETERS, RESERVED_PREFIXES } from "../events/google-names.ts";

/** What Analytics asks of a name. */
interface NameRule {
  readonly what: string;
  readonly longest: number;
  readonly reserved: ReadonlySet<string>;
}

export const OF_EVENTS: NameRule = {
  what: "parameter",
  longest: EVENT.parameterName,
  reserved: RESERVED_PARAMETERS,
};

/** Help 13316687, "user property name rules". */
export const OF_USERS: NameRule = {
  what: "user property",
  longest: USER_PROPERTY.name,
  reserved: new Set([
    "first_open_after_install",
    "first_open_time",
    "first_visit_time",
    "last_advertising_id_reset",
    "last_deep_link_referrer",
    "last_gclid",
    "lifetime_user_engagement",
    "non_personalized_ads",
    "session_number",
    "session_id",
    "user_id",
  ]),
};

export function checkName(
  source: SourceText,
  { key, keySpan }: LocatedEntry,
  { what, longest, reserved }: NameRule = OF_EVENTS,
): readonly Diagnostic[] {
  const prefix = RESERVED_PREFIXES.find((one) => key.toLowerCase().startsWith(one));
  if (prefix !== undefined || reserved.has(key))
    return [
      source.error(
        "reserved-parameter-name",
        keySpan,
        `The ${what} name \`${key}\` is reserved by Google${prefix === undefined ? "" : `, as every name that begins with \`${prefix}\``}.`,
        `Rename the ${what}.`,
      ),
    ];
  if (!NAME_FORM.test(key))
    return [
      source.error(
        "invalid-parameter-name",
        keySpan,
        `\`${key.slice(0, 60)}\` is not a valid ${what} name: letters, digits and underscores, beginning with a letter.`,
        suggestedName(key),
      ),
    ];
  if (key.length <= longest) return [];
  return [
    source.error(
      "invalid-parameter-name",
      keySpan,
      `The ${what} name has ${key.length} characters; Analytics allows ${longest}.`,
      "Choose a shorter one.",
    ),
  ];
}

/** `Plan-Name` → `plan_name` */
function suggestedName(key: string): string {
  const name = key
    .replace(/([a-z0-9])([A-Z])/g, "$1_$2")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "_")
    .replace(/^[^a-z]+|_+$/g, "")
    .slice(0, EVENT.parameterName);
  return name === "" ? "Example: `form_position`." : `Write \`${name}\`.`;
}
