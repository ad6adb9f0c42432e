/** The sandbox, and what is made for it, against Google's Discovery documents. */
import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it, test } from "vitest";
import { APIS, readDocument, reducedFrom, tablesFrom } from "../../scripts/discovery/apis.ts";
import { type Method, samplePath } from "../../scripts/discovery/document.ts";
import { documentText } from "../../scripts/discovery/reduce.ts";
import { methodId } from "../../src/sandbox/method-id.ts";
import { createRouter } from "../../src/sandbox/router.ts";
import { describeField, describeProperty, discovery } from "./discovery.ts";

describe.each(APIS)("$document", (described) => {
  const { api, prefix, document, reduced, tables } = described;
  const { methods, schemas } = discovery(document);

  test("the sandbox's tables are made from it: `npm run discovery` writes them again", () => {
    expect(readFileSync(tables, "utf8")).toBe(tablesFrom(described, readDocument(reduced)));
  });

  const whole = `../shared/discovery/${document}.json`;
  it.skipIf(!existsSync(whole))(
    `is what Google's whole document says: \`npm run discovery FOLDER\` reduces it again (needs ${whole})`,
    () => {
      expect(readFileSync(reduced, "utf8")).toBe(documentText(reducedFrom(described, readDocument(whole))));
    },
  );

  test("knows every method, by verb, path and scopes", () => {
    const router = createRouter([api]);
    const known = methods.map((method) => {
      const route = router(method.httpMethod, samplePath(method))?.route;
      return `${method.id} ${[...(route?.scopes ?? ["unknown"])].sort()}`;
    });
    expect(known).toEqual(methods.map((method) => `${method.id} ${scopesOf(method)}`));
  });

  test("calls the methods it plays by Google's ids", () => {
    const router = createRouter([api]);
    const played = methods.flatMap((method) => {
      const match = router(method.httpMethod, samplePath(method));
      return match?.route.run === undefined ? [] : [[method.id, methodId(match)]];
    });
    expect(played.length).toBeGreaterThan(3);
    expect(played.map(([, ours]) => ours)).toEqual(played.map(([google]) => google));
  });

  test("knows no method that Google does not have", () => {
    const real = new Set(methods.map((method) => `${method.httpMethod} ${shape(method.flatPath)}`));
    const ours = api.routes.map((route) => `${route.verb} ${shape(route.path)}`);
    expect(ours.filter((route) => !real.has(route))).toEqual([]);
    expect(new Set(ours).size).toBe(ours.length);
  });

  test("knows the query parameters of the methods it plays", () => {
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

  test("has the same fields, field types and enum values in its messages", () => {
    const { Empty: _, ...messages } = api.messages;
    const ours = Object.entries(messages).map(([message, fields]) => [
      message,
      Object.fromEntries(Object.entries(fields).map(([field, type]) => [field, describeField(type)])),
    ]);
    const google = Object.entries(schemas).map(([message, { properties = {} }]) => [
      message.replace(prefix, ""),
      Object.fromEntries(
        Object.entries(properties).map(([field, property]) => [field, describeProperty(property, prefix)]),
      ),
    ]);
    expect(Object.fromEntries(ours)).toEqual(Object.fromEntries(google));
  });

  test("reads the message that each played method takes", () => {
    const router = createRouter([api]);
    const differing = methods.flatMap((method) => {
      const route = router(method.httpMethod, samplePath(method))?.route;
      const message = route?.body === undefined ? undefined : prefix + route.body;
      return route?.run === undefined || message === method.request?.$ref ? [] : [`${method.id}: ${message}`];
    });
    expect(differing).toEqual([]);
  });
});

function shape(path: string): string {
  return path.replace(/\{\w+\}/g, "*");
}

function scopesOf({ scopes }: Method): string {
  return String(scopes.map((scope) => scope.slice(scope.lastIndexOf("/") + 1)).sort());
}

function queryOf({ parameters = {} }: Method): string[] {
  return Object.keys(parameters).filter((name) => parameters[name]?.location === "query");
}
