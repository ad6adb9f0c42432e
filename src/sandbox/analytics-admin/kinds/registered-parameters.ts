/** What custom dimensions and custom metrics have in common: each registers a parameter for reports. */
import type { Call } from "../../call.ts";
import type { Fields, MadeResource } from "../../state.ts";
import { checkDisplayName } from "../display-name.ts";
import { alreadyExists, invalidArgument } from "../refusals.ts";
import { RESERVED_PARAMETERS, RESERVED_USER_PROPERTIES } from "../reserved-names.ts";
import { inUse } from "../resource-lists.ts";
import { checkLength, checkName, checkPrefix, requiredText } from "../text-fields.ts";

/** support.google.com/analytics/answer/10075209 */
const HOLD = 48 * 60 * 60 * 1000;

const LONGEST_NAME = 40;
const LONGEST_USER_PROPERTY = 24;
const LONGEST_DISPLAY_NAME = 82;
const LONGEST_DESCRIPTION = 150;

const DISPLAY_NAMES = { any: /^\p{L}[\p{L}\p{N}_ ]*$/u, latin: /^[A-Za-z][A-Za-z0-9_ ]*$/ };

/** @throws GoogleError 400 for a parameter or display name that it cannot have, 409 for a display name that is in use. */
export function checkDefinition(fields: Fields, others: readonly MadeResource[], call: Call): void {
  checkParameter(fields);
  const name = requiredText(fields, "displayName", LONGEST_DISPLAY_NAME);
  if (!DISPLAY_NAMES[call.switches.displayNameLetters].test(name)) {
    throw invalidArgument(
      "The field display_name must start with a letter and have only letters, digits, spaces and underscores.",
    );
  }
  checkDisplayName(name, others, call);
  checkLength(fields, "description", LONGEST_DESCRIPTION);
}

function checkParameter(fields: Fields): void {
  const scope = requiredText(fields, "scope");
  const isUser = scope === "USER";
  const name = requiredText(fields, "parameterName", isUser ? LONGEST_USER_PROPERTY : LONGEST_NAME);
  checkPrefix(name, "parameter_name");
  checkName(name, "parameter_name");
  const reserved = isUser ? RESERVED_USER_PROPERTIES : RESERVED_PARAMETERS;
  if (reserved.includes(name)) throw invalidArgument(`The parameter name "${name}" is reserved.`);
}

/** A parameter is registered once for each scope. @throws GoogleError 409 */
export function checkFree(fields: Fields, stored: readonly MadeResource[], call: Call): void {
  const same = stored.filter(sameScope(fields)).filter(sameParameter(fields));
  const taken = call.switches.archivedParameterIsFree ? inUse(same) : same.filter(holdsPlace(call));
  if (taken.length > 0) throw alreadyExists();
}

/** Whether something counts towards the limit: what is archived keeps its place for a while. */
export function holdsPlace({ clock }: Call): (resource: MadeResource) => boolean {
  const now = clock();
  return ({ archiveTime }) => archiveTime === undefined || Date.parse(archiveTime) + HOLD > now;
}

export function sameScope({ scope }: Fields): (resource: MadeResource) => boolean {
  return ({ fields }) => fields["scope"] === scope;
}

function sameParameter({ parameterName }: Fields): (resource: MadeResource) => boolean {
  return ({ fields }) => fields["parameterName"] === parameterName;
}
