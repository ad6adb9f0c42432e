import { describe, expect, it } from "vitest";
import { ANALYTICS_ADMIN_V1ALPHA, ANALYTICS_ADMIN_V1BETA } from "../../src/sandbox/analytics-admin/api.ts";
import type { Api } from "../../src/sandbox/api.ts";
import { methodId } from "../../src/sandbox/method-id.ts";
import { createRouter } from "../../src/sandbox/router.ts";
import { TAG_MANAGER } from "../../src/sandbox/tag-manager/api.ts";
import { type Discovery, describeField, describeProperty, discovery, type Method } from "./discovery.ts";

const APIS: readonly [string, Api, string][] = [
  ["tagmanager-v2", TAG_MANAGER, ""],
  ["analyticsadmin-v1beta", ANALYTICS_ADMIN_V1BETA, "GoogleAnalyticsAdminV1beta"],
  ["analyticsadmin-v1alpha", ANALYTICS_ADMIN_V1ALPHA, "GoogleAnalyticsAdminV1alpha"],
];

describe.each(APIS)("the sandbox against Google's Discovery document %s", (name, api, prefix) => {
  const document = discovery(name);
  const test = it.skipIf(document === undefined);
  const { methods, schemas } = document ?? ({ methods: [], schemas: {}, parameters: {} } satisfies Discovery);

  test("knows every method, by verb, path and scopes (needs ../shared/discovery)", () => {
    const router = createRouter([api]);
    const known = methods.map((method) => {
      const route = router(method.httpMethod, samplePath(method))?.route;
      return `${method.id} ${[...(route?.scopes ?? ["unknown"])].sort()}`;
    });
    expect(known).toEqual(methods.map((method) => `${method.id} ${scopesOf(method)}`));
  });

  test("calls the methods it plays by Google's ids (needs ../shared/discovery)", () => {
    const router = createRouter([api]);
    const played = methods.flatMap((method) => {
      const match = router(method.httpMethod, samplePath(method));
      return match?.route.run === undefined ? [] : [[method.id, methodId(match)]];
    });
    expect(played.length).toBeGreaterThan(5);
    expect(played.map(([, ours]) => ours)).toEqual(played.map(([google]) => google));
  });

  test("knows no method that Google does not have (needs ../shared/discovery)", () => {
    const real = new Set(methods.map((method) => `${method.httpMethod} ${shape(method.flatPath)}`));
    const ours = api.routes.map((route) => `${route.verb} ${shape(route.path)}`);
    expect(ours.filter((route) => !real.has(route))).toEqual([]);
    expect(new Set(ours).size).toBe(ours.length);
  });

  test("knows the query parameters of the methods it plays (needs ../shared/discovery)", () => {
    const router = createRouter([api]);
    const unknown = methods.flatMap((method) => {
      const route = router(method.httpMethod, samplePath(method))?.route;
      if (route?.run === undefined || api.unknownQuery === "ignore") return [];
      return queryOf(method)
        .filter((parameter) => !route.query?.includes(parameter))
        .map((parameter) => `${method.id} ${parameter}`);
    });
    expect(unknown).toEqual([]);
  });

  test("has the same fields, field types and enum values in its messages (needs ../shared/discovery)", () => {
    const { Empty: _, ...messages } = api.messages;
    const ours = Object.entries(messages).map(([message, fields]) => [
      message,
      Object.fromEntries(Object.entries(fields).map(([field, type]) => [field, describeField(type)])),
    ]);
    const google = Object.keys(messages).map((message) => [
      message,
      Object.fromEntries(
        Object.entries(schemas[prefix + message]?.properties ?? {})
          .filter(([field]) => !ONLY_ANSWERED.has(message) || field in messages[message]!)
          .map(([field, property]) => [field, describeProperty(property, prefix)]),
      ),
    ]);
    expect(ours).toEqual(google);
  });

  test("reads the message that each played method takes (needs ../shared/discovery)", () => {
    const router = createRouter([api]);
    const differing = methods.flatMap((method) => {
      const route = router(method.httpMethod, samplePath(method))?.route;
      const message = route?.body === undefined ? undefined : prefix + route.body;
      return route?.run === undefined || message === method.request?.$ref ? [] : [`${method.id}: ${message}`];
    });
    expect(differing).toEqual([]);
  });
});

/** Nobody sends these, so the sandbox describes their enums alone, which clients may ask for as numbers. */
const ONLY_ANSWERED: ReadonlySet<string> = new Set([
  "AccountSummary",
  "PropertySummary",
  "Property",
  "DataStream",
]);

function samplePath({ flatPath }: Method): string {
  return flatPath.replace(/\{\w+\}/g, "1");
}

function shape(path: string): string {
  return path.replace(/\{\w+\}/g, "*");
}

function scopesOf({ scopes }: Method): string {
  return String(scopes.map((scope) => scope.slice(scope.lastIndexOf("/") + 1)).sort());
}

function queryOf({ parameters = {} }: Method): string[] {
  return Object.keys(parameters).filter((name) => parameters[name]?.location === "query");
}
