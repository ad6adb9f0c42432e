/** `defaults` of the file, or of a target. */
import type { Counting, Via } from "../goal-set/goal.ts";
import { booleanOf, child, entriesOf, type Located, textOf } from "../source/located.ts";
import { readTextMatchers } from "./comparison.ts";
import { readExceptions } from "./conditions.ts";
import { consentTypes } from "./consent.ts";
import { trailingSlashOf } from "./end-of-path.ts";
import { readParameter, together } from "./parameter.ts";
import type { Defaults, Notes } from "./written.ts";

export const NO_DEFAULTS: Defaults = {
  counting: null,
  currency: null,
  via: "gtm",
  consent: [],
  unless: [],
  spa: false,
  trailingSlash: "exact",
  parameters: [],
  userProperties: [],
  host: [],
};

/** @param base what applies where they say nothing */
export function readDefaults(notes: Notes, node: Located | undefined, base: Defaults): Defaults {
  const listed = (key: string) => entriesOf(child(node, key)).map((entry) => readParameter(notes, entry));
  const host = child(node, "host");
  const trailingSlash = trailingSlashOf(node) ?? base.trailingSlash;
  return {
    counting: (textOf(child(node, "counting")) as Counting | undefined) ?? base.counting,
    currency: textOf(child(node, "currency"))?.toUpperCase() ?? base.currency,
    via: (textOf(child(node, "via")) as Via | undefined) ?? base.via,
    consent: child(node, "consent") ? consentTypes(child(node, "consent")) : base.consent,
    trailingSlash,
    spa: booleanOf(child(node, "spa")) ?? base.spa,
    parameters: together(listed("parameters"), base.parameters),
    userProperties: together(listed("user_properties"), base.userProperties),
    host: host ? readTextMatchers(notes, host, "host") : base.host,
    unless: child(node, "unless") ? readExceptions(notes, child(node, "unless"), trailingSlash) : base.unless,
  };
}
