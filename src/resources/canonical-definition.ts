/**
 * The owned part of a property's definitions in a form that can be compared.
 *
 * Google leaves out what is false, empty or 0, writes whole numbers as text, and
 * keeps neither the order of an audience's clauses nor a promise about that of
 * conditions, all of which must hold anyway.
 */
import { compareText } from "../diagnostic.ts";
import { descriptionForPeople, fittingDescription, mutationsForEvents } from "./definition-mark.ts";
import { canonicalJson } from "./digest.ts";
import type { DefinitionKind, Json, JsonObject } from "./resource.ts";

export function canonicalDefinition(kind: DefinitionKind, owner: string, body: JsonObject): JsonObject {
  return withoutNothings(ownedFields(kind, owner, body));
}

function ownedFields(kind: DefinitionKind, owner: string, body: JsonObject): JsonObject {
  switch (kind) {
    case "ga4.eventCreateRule":
      return ruleFields(body);
    case "ga4.customDimension":
      return { parameterName: text(body["parameterName"]), scope: text(body["scope"]), ...described() };
    case "ga4.customMetric":
      return {
        parameterName: text(body["parameterName"]),
        scope: text(body["scope"]),
        measurementUnit: text(body["measurementUnit"]),
        restrictedMetricType: sorted(body["restrictedMetricType"]),
        ...described(),
      };
    case "ga4.audience":
      return { ...audienceFields(body), ...described() };
  }
  function described(): JsonObject {
    const description = fittingDescription(kind, owner, descriptionForPeople(body));
    return { displayName: text(body["displayName"]), description };
  }
}

function ruleFields(body: JsonObject): JsonObject {
  const values = mutationsForEvents(body).map(
    ({ parameter, parameterValue }) => [String(parameter), parameterValue ?? null] as const,
  );
  return {
    destinationEvent: text(body["destinationEvent"]),
    eventConditions: sorted(body["eventConditions"], (condition) => String(condition?.["field"])),
    sourceCopyParameters: body["sourceCopyParameters"] === true,
    parameterMutations: Object.fromEntries(values),
  };
}

/** How long an exclusion lasts means something only where a clause excludes (the API's Audience). */
function audienceFields(body: JsonObject): JsonObject {
  const clauses = sorted(body["filterClauses"]);
  const excludes = (clauses as readonly (JsonObject | null)[]).some(
    (one) => one?.["clauseType"] === "EXCLUDE",
  );
  return {
    membershipDurationDays: body["membershipDurationDays"] ?? null,
    eventTrigger: body["eventTrigger"] ?? null,
    exclusionDurationMode: excludes ? (body["exclusionDurationMode"] ?? "EXCLUDE_TEMPORARILY") : null,
    filterClauses: clauses,
  };
}

/** In an order of its own; `first`: what to order by before anything else, so that a changed item keeps its place. */
function sorted(
  value: Json | undefined,
  first: (item: JsonObject | null) => string = () => "",
): readonly Json[] {
  if (!Array.isArray(value)) return [];
  const key = (item: Json) => `${first(item as JsonObject | null)} ${canonicalJson(item)}`;
  return value.map((item: Json) => plain(item)).sort((a, b) => compareText(key(a), key(b)));
}

function text(value: Json | undefined): Json {
  return value ?? null;
}

/** Deep down: no nothings, and whole numbers of 64 bits as text, as Google answers them. */
function plain(value: Json): Json {
  if (Array.isArray(value)) return value.map((item: Json) => plain(item));
  if (value === null || typeof value !== "object") return value;
  const entries = Object.entries(value).map(
    ([key, item]) => [key, key === "int64Value" ? String(item) : plain(item)] as const,
  );
  return withoutNothings(Object.fromEntries(entries));
}

function withoutNothings(body: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(body).filter(([, value]) => !saysNothing(value)));
}

function saysNothing(value: Json): boolean {
  if (value === null || value === false || value === "") return true;
  if (Array.isArray(value)) return value.length === 0;
  return typeof value === "object" && Object.keys(value).length === 0;
}
