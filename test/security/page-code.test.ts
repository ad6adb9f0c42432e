/** S1, S2: whatever passes validation is inert in the container and in the page. */

import { describe, expect, test } from "vitest";
import { compile } from "../../src/compile/compile.ts";
import { referencesIn } from "../../src/engine/template.ts";
import { readGoals } from "../../src/language/read-goals.ts";
import type { JsonObject } from "../../src/resources/json.ts";
import type { DesiredResource, Json } from "../../src/resources/resource.ts";
import { HEAD, MEASUREMENT_ID, openShop } from "../support/shop.ts";
import { counted, visit } from "../support/visit.ts";
import { CODE } from "./hostile-texts.ts";

const q = JSON.stringify;

/** Every place of the language that takes a text of the author's own. */
const PLACES: Readonly<Record<string, (text: string) => string>> = {
  "a name": (text) => `goals:\n  a: { name: ${q(text)}, type: destination, page: /a }`,
  "a description": (text) => `goals:\n  a: { description: ${q(text)}, type: destination, page: /a }`,
  "a path": (text) => `goals:\n  a: { type: destination, page: { path: { contains: ${q(text)} } } }`,
  "a path in any case": (text) =>
    `goals:\n  a: { type: destination, page: { path: { equals: ${q(`/${text}`)}, ignore_case: true } } }`,
  "one of several paths": (text) =>
    `goals:\n  a: { type: destination, page: { path: { one_of: [${q(`/${text}`)}, "/{", "/}"] } } }`,
  "a page that the session script times": (text) =>
    `goals:\n  a: { type: duration, longer_than: 9s, scope: page, spa: true, page: { query: { ${q(text)}: ${q(text)} } } }`,
  "a pattern": (text) => `goals:\n  a: { type: destination, page: { path: { matches: ${q(text)} } } }`,
  "a host": (text) => `goals:\n  a: { type: destination, page: { host: ${q(text)} } }`,
  "the end of a host": (text) =>
    `goals:\n  a: { type: destination, page: { host: { ends_with: ${q(text)} } } }`,
  "an address": (text) => `goals:\n  a: { type: destination, page: { url: { contains: ${q(text)} } } }`,
  "the name of a query parameter": (text) =>
    `goals:\n  a: { type: destination, page: { query: { ${q(text)}: x } } }`,
  "the value of a query parameter": (text) =>
    `goals:\n  a: { type: destination, page: { query: { q: ${q(text)} } } }`,
  "a fragment": (text) => `goals:\n  a: { type: destination, page: { fragment: ${q(text)} } }`,
  "a data-layer event": (text) => `goals:\n  a: { type: event, on: { data_layer: ${q(text)} } }`,
  "a data-layer key": (text) =>
    `goals:\n  a: { type: event, on: { data_layer: x }, where: { ${q(text)}: { not: y } } }`,
  "a data-layer value": (text) =>
    `goals:\n  a: { type: event, on: { data_layer: x }, where: { k: ${q(text)} } }`,
  "a parameter": (text) =>
    `goals:\n  a: { type: event, on: { data_layer: x }, parameters: { p: ${q(text)} } }`,
  "a parameter called description": (text) =>
    `goals:\n  a: { type: event, on: { data_layer: x }, parameters: { description: ${q(text)} } }`,
  "a parameter's key": (text) =>
    `goals:\n  a: { type: event, on: { data_layer: x }, parameters: { p: { data_layer: ${q(text)} } } }`,
  "the query parameter that a parameter comes from": (text) =>
    `goals:\n  a: { type: event, on: { data_layer: x }, parameters: { p: { query: ${q(text)} } } }`,
  "the cookie that a parameter comes from": (text) =>
    `goals:\n  a: { type: event, on: { data_layer: x }, parameters: { p: { cookie: ${q(text)} } } }`,
  "a note of a column of reports": (text) =>
    `goals:\n  a: { type: destination, page: /a, parameters: { p: { value: x, register: { as: dimension, description: ${q(text)} } } } }`,
  "a path that Analytics looks for": (text) =>
    `goals:\n  a: { type: destination, via: ga4, page: { path: { contains: ${q(text)} } } }`,
  "a query that Analytics looks for": (text) =>
    `goals:\n  a: { type: destination, via: ga4, page: { query: { ${q(text)}: ${q(text)} } } }`,
  "a value that Analytics looks for": (text) =>
    `goals:\n  a: { type: event, on: { ga4_event: x }, where: { k: { one_of: [${q(text)}] } } }`,
  "a parameter that Analytics sets": (text) =>
    `goals:\n  a: { type: destination, via: ga4, page: /a, parameters: { p: ${q(text)} } }`,
  "a value's key": (text) =>
    `goals:\n  a: { type: event, on: { data_layer: x }, value: { data_layer: ${q(text)} } }`,
  "a selector": (text) => `goals:\n  a: { type: event, on: { click: { selector: ${q(text)} } } }`,
  "a clicked text": (text) => `goals:\n  a: { type: event, on: { click: { text: ${q(text)} } } }`,
  "a clicked id": (text) => `goals:\n  a: { type: event, on: { click: { id: ${q(text)} } } }`,
  "clicked classes": (text) => `goals:\n  a: { type: event, on: { click: { classes: ${q(text)} } } }`,
  "a link": (text) => `goals:\n  a: { type: event, on: { link: { url: { begins_with: ${q(text)} } } } }`,
  "a form": (text) => `goals:\n  a: { type: event, on: { form: { id: ${q(text)} } } }`,
  "a form's action": (text) => `goals:\n  a: { type: event, on: { form: { action: ${q(`/${text}`)} } } }`,
  "a funnel": (text) =>
    `goals: {}\nfunnels:\n  f: { name: ${q(text)}, steps: [{ id: a, page: /a }, { id: b, page: /b }] }`,
  "a funnel step": (text) =>
    `goals: {}\nfunnels:\n  f: { steps: [{ id: a, name: ${q(text)}, page: /a }, { id: b, page: /b }] }`,
};

type Compiled = readonly DesiredResource[] | null;
const known = new Map<string, Compiled>();

/** The resources of a file with this text in this place, beside goals that bring script along; null when it is refused. */
function compiled(place: string, text: string): Compiled {
  const key = q([place, text]);
  if (!known.has(key)) known.set(key, compiledAnew(place, text));
  return known.get(key)!;
}

function compiledAnew(place: string, text: string): Compiled {
  const goals = PLACES[place]!(text).replace(
    /^goals:( \{\})?/,
    "goals:\n  deep: { type: pages_per_session, more_than: 5 }\n  more: { type: event, on: { click: { text: more } } }",
  );
  const { goalSet } = readGoals("goals.yaml", new TextEncoder().encode(HEAD + goals));
  return goalSet && compile(goalSet, MEASUREMENT_ID).resources;
}

/** The test's visitor gives such texts an id before the tag sees them; what `apply` does with them is tested below. */
const LIKE_A_REFERENCE = /^goalform-ref:/;

const ALL = Object.keys(PLACES).flatMap((place) => CODE.map((text) => [place, text] as const));

/** Everything that runs as script in the page. */
function scripts(resources: readonly DesiredResource[]): string[] {
  return resources
    .flatMap(({ body }) => ((body as JsonObject)["parameter"] ?? []) as { key: string; value?: string }[])
    .filter(({ key }) => key === "html" || key === "javascript")
    .map(({ value }) => value!);
}

function texts(value: Json): string[] {
  if (typeof value === "string") return [value];
  return value !== null && typeof value === "object" ? Object.values(value).flatMap(texts) : [];
}

describe("S1: nothing from a goals file becomes script in the page", () => {
  test("most hostile texts are valid somewhere, so that the tests below say something", () => {
    const accepted = ALL.filter(([place, text]) => compiled(place, text) !== null);
    expect(accepted.length).toBeGreaterThan(200);
    for (const place of Object.keys(PLACES))
      expect(
        accepted.some(([one]) => one === place),
        place,
      ).toBe(true);
  });

  test.each(Object.keys(PLACES))("%s leaves all script as it is without it", (place) => {
    const harmless = scripts(compiled(place, "harmless")!);
    expect(harmless).toHaveLength(2);
    for (const text of CODE) {
      const resources = compiled(place, text);
      if (resources) expect({ text, scripts: scripts(resources) }).toEqual({ text, scripts: harmless });
    }
  });

  test("no resource is of a kind that runs script, but the session script and the clicked text", () => {
    for (const [place, text] of ALL) {
      const kinds = (compiled(place, text) ?? []).map(({ body }) => (body as JsonObject)["type"]);
      expect(kinds.filter((type) => type === "html" || type === "jsm")).toHaveLength(
        kinds.length > 0 ? 2 : 0,
      );
    }
  });
});

describe("S2: nothing from a goals file becomes a reference that its author did not mean", () => {
  test.each(Object.keys(PLACES))("%s refers to nothing but what the file's own goals read", (place) => {
    for (const text of CODE) {
      const resources = compiled(place, text) ?? [];
      const names = [
        "_event",
        ...resources.filter(({ kind }) => /ariable$/.test(kind)).map(({ name }) => name),
      ];
      for (const { body } of resources) {
        for (const one of texts(body)) {
          const rest = names.reduce((left, name) => left.replaceAll(`{{${name}}}`, ""), one);
          expect({ place, text, one, rest: rest.includes("{{") || rest.includes("}}") }).toMatchObject({
            rest: false,
          });
          for (const reference of referencesIn(one)) expect(names).toContain(reference);
        }
      }
    }
  });

  test("two brackets, which Analytics would read as another parameter, are refused in what a rule sets", () => {
    for (const text of ["[[page_location]]", "a[[b", "[[[x]]"])
      expect(compiled("a parameter that Analytics sets", text)).toBeNull();
    expect(compiled("a parameter that Analytics sets", "[a] [b]")).not.toBeNull();
  });

  test("two braces are refused with the place and the way out", () => {
    const bytes = new TextEncoder().encode(
      `${HEAD}goals:\n  a: { name: "{{Page URL}}", type: destination, page: /a }\n`,
    );
    expect(readGoals("goals.yaml", bytes)).toMatchObject({
      goalSet: null,
      diagnostics: [{ code: "variable-reference", place: { line: 9 } }],
    });
  });
});

test("S2: a text that looks like one of our own references stays a text at Google", async () => {
  const shop = await openShop();
  try {
    await shop.apply(
      `${HEAD}goals:\n  a: { type: event, on: { data_layer: x }, parameters: { p: "goalform-ref:gtm.trigger/a" } }\n`,
    );
    const [tag] = (await shop.snapshot()).container.content.entities["gtm.tag"];
    expect(JSON.stringify(tag)).toContain('"value":"goalform-ref:gtm.trigger/a"');
  } finally {
    await shop.close();
  }
});

describe("S1, S2: what is valid means itself, character by character", () => {
  const valid = (text: string) =>
    compiled("a data-layer value", text) !== null && !LIKE_A_REFERENCE.test(text);

  test.each(CODE.filter(valid))("as a value of the data layer: %j", (text) => {
    const goals = PLACES["a data-layer value"]!(text);
    const visitor = visit(goals, "/");
    visitor.push({ event: "x", k: "other" });
    expect(counted(visitor)).toEqual([]);
    visitor.push({ event: "x", k: text });
    expect(counted(visitor)).toEqual(["a"]);
    expect(globalThis).not.toHaveProperty("pwned");
  });

  test.each(CODE.filter((text) => valid(text) && compiled("a parameter", text) !== null))(
    "as a parameter: %j",
    (text) => {
      const visitor = visit(PLACES["a parameter"]!(text), "/");
      visitor.push({ event: "x" });
      expect(visitor.hits).toMatchObject([{ event: "a", parameters: { p: text } }]);
    },
  );

  test.each(CODE.filter((text) => compiled("a clicked id", text) !== null))(
    "as an element's id: %j",
    (text) => {
      const [trigger] = compiled("a clicked id", text)!.filter(({ address }) => address === "gtm.trigger/a");
      const [{ parameter }] = (trigger!.body as JsonObject)["filter"] as [
        { parameter: { key: string; value: string }[] },
      ];
      const selector = parameter.find(({ key }) => key === "arg1")!.value;
      const strings = [...selector.matchAll(CSS_STRING)].map(([, inside]) =>
        inside!.replace(/\\(["\\])/g, "$1"),
      );
      expect(selector.replace(CSS_STRING, "…")).toBe("[id=…], [id=…] *");
      expect(strings).toEqual([text, text]);
    },
  );
});

const CSS_STRING = /"((?:\\[\s\S]|[^"\\])*)"/g;
