/** Custom dimensions and custom metrics: parameters that reports can use. In both versions. */

import { entryIn } from "../../entry-in.ts";
import type { Call, Route } from "../call.ts";
import type { Fields, MadeResource } from "../state.ts";
import { checkNames } from "./calculated-metrics.ts";
import { collectionRoutes } from "./collection-routes.ts";
import { checkDisplayName } from "./display-name.ts";
import { inUse, methodsOf, type ResourceKind } from "./made-resources.ts";
import { propertyOf } from "./properties.ts";
import { alreadyExists, invalidArgument } from "./refusals.ts";
import { RESERVED_PARAMETERS, RESERVED_USER_PROPERTIES } from "./reserved-names.ts";
import { checkRoom } from "./room.ts";
import { checkLength, checkName, checkPrefix, missing, requiredText } from "./text-fields.ts";

/** For a standard property (support.google.com/analytics/answer/10075209). */
const DIMENSION_LIMITS: { readonly [scope: string]: number } = { EVENT: 50, USER: 25, ITEM: 10 };
const METRIC_LIMIT = 50;

/** What is archived keeps its place for this long (same page). */
const HOLD = 48 * 60 * 60 * 1000;

const LONGEST_NAME = 40;
const LONGEST_USER_PROPERTY = 24;
const LONGEST_DISPLAY_NAME = 82;
const LONGEST_DESCRIPTION = 150;

const DISPLAY_NAMES = { any: /^\p{L}[\p{L}\p{N}_ ]*$/u, latin: /^[A-Za-z][A-Za-z0-9_ ]*$/ };

export const CUSTOM_DIMENSIONS: ResourceKind = {
  path: "properties/{property}/customDimensions",
  message: "CustomDimension",
  removal: "archive",
  fields: {
    mutable: ["display_name", "description", "disallow_ads_personalization"],
    immutable: ["parameter_name", "scope"],
    output: ["name"],
  },
  storedIn: (call) => propertyOf(call).customDimensions,
  check: (fields, others, call) => {
    checkDefinition(fields, others, call);
    if (fields["disallowAdsPersonalization"] === true && fields["scope"] !== "USER") {
      throw invalidArgument("Only user-scoped dimensions can be kept out of ads personalization.");
    }
  },
  checkNew: (fields, stored, call) => {
    checkFree(fields, stored, call);
    const scope = String(fields["scope"]);
    checkPlaces(
      stored.filter(sameScope(fields)),
      entryIn(DIMENSION_LIMITS, scope) ?? 0,
      `${scope} dimensions`,
      call,
    );
  },
};

export const CUSTOM_METRICS: ResourceKind = {
  path: "properties/{property}/customMetrics",
  message: "CustomMetric",
  removal: "archive",
  fields: {
    mutable: ["display_name", "description", "measurement_unit", "restricted_metric_type"],
    immutable: ["parameter_name", "scope"],
    output: ["name"],
  },
  storedIn: (call) => propertyOf(call).customMetrics,
  check: (fields, others, call) => {
    checkDefinition(fields, others, call);
    checkUnit(fields);
  },
  checkNew: (fields, stored, call) => {
    checkFree(fields, stored, call);
    checkNames({ id: String(fields["parameterName"]), fields }, propertyOf(call).calculatedMetrics);
    checkPlaces(stored, METRIC_LIMIT, "custom metrics", call);
  },
};

export const CUSTOM_DEFINITION_ROUTES: readonly Route[] = [CUSTOM_DIMENSIONS, CUSTOM_METRICS].flatMap(
  (kind) => collectionRoutes(kind, methodsOf(kind)),
);

function checkDefinition(fields: Fields, others: readonly MadeResource[], call: Call): void {
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

/** The kind of restricted data is for money, and money needs it. */
function checkUnit(fields: Fields): void {
  const isMoney = requiredText(fields, "measurementUnit") === "CURRENCY";
  const types = (fields["restrictedMetricType"] ?? []) as readonly string[];
  if (isMoney && !types.some((type) => type !== "")) throw missing("restricted_metric_type");
  if (isMoney || types.length === 0) return;
  throw invalidArgument("The field restricted_metric_type is only for metrics of the unit CURRENCY.");
}

/** A parameter is registered once for each scope. */
function checkFree(fields: Fields, stored: readonly MadeResource[], call: Call): void {
  const same = stored.filter(sameScope(fields)).filter(sameParameter(fields));
  const taken = call.switches.archivedParameterIsFree ? inUse(same) : same.filter(holdsPlace(call));
  if (taken.length > 0) throw alreadyExists();
}

function checkPlaces(stored: readonly MadeResource[], maximum: number, of: string, call: Call): void {
  const taken = stored.filter(holdsPlace(call)).length;
  checkRoom(taken, { of, maximum, per: "property", status: call.switches.resourceLimitStatus });
}

function holdsPlace({ clock }: Call): (resource: MadeResource) => boolean {
  const now = clock();
  return ({ archiveTime }) => archiveTime === undefined || Date.parse(archiveTime) + HOLD > now;
}

function sameScope({ scope }: Fields): (resource: MadeResource) => boolean {
  return ({ fields }) => fields["scope"] === scope;
}

function sameParameter({ parameterName }: Fields): (resource: MadeResource) => boolean {
  return ({ fields }) => fields["parameterName"] === parameterName;
}
