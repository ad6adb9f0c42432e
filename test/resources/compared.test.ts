/**
 * What makes two objects different, and what does not. Judged with everything that a file with every key becomes: whatever
 * is taken out of one of its resources, or changed in it, is a difference that a plan must see.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { compile } from "../../src/compile/compile.ts";
import { readGoals } from "../../src/language/read-goals.ts";
import { ownedBecause } from "../../src/resources/adopted.ts";
import { canonicalEntity } from "../../src/resources/canonical.ts";
import { canonicalDefinition } from "../../src/resources/definition.ts";
import { canonicalJson } from "../../src/resources/json.ts";
import { isDefinitionKind, isEntityKind } from "../../src/resources/kinds.ts";
import {
  type DesiredResource,
  type Json,
  type JsonObject,
  refAddress,
} from "../../src/resources/resource.ts";
import { MEASUREMENT_ID } from "../support/shop.ts";

const FIXTURES = join(import.meta.dirname, "../language/every-key/fixtures");
const PART = { file: "part.yaml", bytes: readFileSync(join(FIXTURES, "part.yaml")) };
const { goalSet } = readGoals("goals.yaml", readFileSync(join(FIXTURES, "goals.yaml")), [
  { pattern: "part.yaml", files: [PART], troubles: [] },
]);
const RESOURCES = compile(goalSet!, MEASUREMENT_ID, goalSet!.targets[0]!.googleTag).resources.filter(
  ({ kind }) => isEntityKind(kind) || isDefinitionKind(kind),
);

function compared({ kind }: DesiredResource, body: JsonObject): string {
  if (isEntityKind(kind))
    return canonicalJson(
      canonicalEntity(
        kind,
        body,
        (_, id) => refAddress(id) ?? `to ${id}`,
        ownedBecause(["consent", "user_properties", "ecommerce"], null),
      ),
    );
  if (isDefinitionKind(kind)) return canonicalJson(canonicalDefinition(kind, "every-key", body));
  throw new Error(kind);
}

/** Tag Manager writes these for itself, whatever they say: nothing that we ask for. */
const NOT_ASKED_FOR = /^(waitForTagsTimeout|uniqueTriggerId|monitoringMetadata)\b/;

/** The places of all values in a body, e.g. `parameter.0.value`. */
function placesIn(value: Json, at = ""): string[] {
  if (value === null || typeof value !== "object") return [at];
  return Object.entries(value).flatMap(([key, one]) =>
    placesIn(one as Json, at === "" ? key : `${at}.${key}`),
  );
}

/** A copy with another value at a place. */
function changed(body: JsonObject, place: string, value: Json): JsonObject {
  const copy = structuredClone(body);
  const keys = place.split(".");
  const last = keys.pop()!;
  const parent = keys.reduce((one, key) => one[key] as Record<string, Json>, copy as Record<string, Json>);
  parent[last] = value;
  return copy;
}

function another(value: Json): Json {
  if (typeof value === "number") return value + 1;
  if (typeof value === "boolean") return !value;
  return value === "true" ? "false" : value === "false" ? "true" : `${String(value)}x`;
}

function valueAt(body: JsonObject, place: string): Json {
  return place.split(".").reduce<Json>((one, key) => (one as Record<string, Json>)[key]!, body);
}

/** What says nothing, says nothing under another name or in a word that Google does not have. */
const NOTHINGS: readonly (readonly [address: string, place: string])[] = [
  ["gtm.tag/thanks", "consentSettings.consentStatus"],
  ["gtm.tag/asked/step-help", "parameter.1.key"],
  ["gtm.tag/asked/step-help", "consentSettings.consentStatus"],
  ["gtm.tag/asked/goal-form_plain", "parameter.1.key"],
  ["gtm.tag/asked/goal-form_plain", "consentSettings.consentStatus"],
  ["gtm.tag/shared:session", "parameter.1.key"],
  ["gtm.tag/shared:session", "consentSettings.consentStatus"],
  ["gtm.tag/shared:google_tag", "consentSettings.consentStatus"],
];

/** Of a parameter the type says only how its value is written. */
const IS_SPELLING =
  /(^|\.)(parameter|map|list|filter|\w+Filter|consentType|formatValue)(\.\w+)*\.type$|^(eventName|interval|limit|waitForTags|checkValidation)\.type$/;

test("every value that the file asks for is a difference when it is another one", () => {
  const unseen = RESOURCES.flatMap((resource) =>
    placesIn(resource.body)
      .filter((place) => !NOT_ASKED_FOR.test(place) && !IS_SPELLING.test(place))
      .filter((place) => {
        const other = changed(resource.body, place, another(valueAt(resource.body, place)));
        return compared(resource, other) === compared(resource, resource.body);
      })
      .map((place) => [resource.address, place]),
  );
  expect(unseen).toEqual(NOTHINGS);
});

/** Google's ways of saying nothing, and orders that mean nothing. */
const THE_SAME: readonly (readonly [kind: string, other: (body: JsonObject) => JsonObject])[] = [
  [
    "gtm.trigger",
    (body) => ({ ...body, filter: body["filter"] ?? [], autoEventFilter: body["autoEventFilter"] ?? [] }),
  ],
  ["gtm.trigger", ({ waitForTags: _, checkValidation: __, waitForTagsTimeout: ___, ...body }) => body],
  ["gtm.trigger", (body) => withParameters(body, (all) => [...all].reverse())],
  ["gtm.trigger", (body) => ({ ...body, notes: "n", fingerprint: "1", path: "p", triggerId: "3" })],
  ["gtm.tag", (body) => withParameters(body, (all) => [...all].reverse())],
  [
    "gtm.tag",
    (body) =>
      withParameters(body, (all) => [...all, { type: "template", key: "userDataVariable", value: "{{u}}" }]),
  ],
  ["gtm.tag", (body) => ({ ...body, firingTriggerId: [...(body["firingTriggerId"] as string[])].reverse() })],
  [
    "gtm.tag",
    (body) => ({
      ...body,
      paused: false,
      blockingTriggerId: [...((body["blockingTriggerId"] ?? []) as string[]), "9"],
      scheduleStartMs: "1",
    }),
  ],
  ["gtm.variable", (body) => ({ formatValue: {}, ...body, scheduleEndMs: "1" })],
  [
    "ga4.eventCreateRule",
    (body) => ({ ...body, name: "properties/1/x", parameterMutations: body["parameterMutations"] ?? [] }),
  ],
  [
    "ga4.eventCreateRule",
    (body) => ({ ...body, eventConditions: [...(body["eventConditions"] as Json[])].reverse() }),
  ],
  ["ga4.audience", (body) => ({ ...body, filterClauses: [...(body["filterClauses"] as Json[])].reverse() })],
  [
    "ga4.audience",
    (body) => ({ ...body, name: "properties/1/audiences/2", adsPersonalizationEnabled: true }),
  ],
  [
    "ga4.customMetric",
    (body) => ({ ...body, description: "", restrictedMetricType: body["restrictedMetricType"] ?? [] }),
  ],
];

function withParameters(body: JsonObject, change: (all: readonly Json[]) => readonly Json[]): JsonObject {
  const all = body["parameter"] as readonly Json[] | undefined;
  return all === undefined ? body : { ...body, parameter: change(all) };
}

test.each(THE_SAME)("%s: %s is no difference", (kind, other) => {
  const resources = RESOURCES.filter((one) => one.kind === kind);
  expect(resources.length).toBeGreaterThan(0);
  for (const one of resources) expect(compared(one, other(one.body))).toBe(compared(one, one.body));
});

test("people's consent settings are none where the file asks for none", () => {
  const { body } = RESOURCES.find(({ address }) => address === "gtm.tag/thanks")!;
  const denied = { ...body, consentSettings: { consentStatus: "notNeeded" } };
  const entity = (one: JsonObject, isOurs: boolean) =>
    canonicalEntity("gtm.tag", one, (_, id) => id, ownedBecause(isOurs ? ["consent"] : [], null));
  expect(entity(denied, false)).toEqual(entity(body, false));
  expect(entity(denied, true)).not.toEqual(entity(body, true));
});
