/** docs/language.md is what the schema says, and every example in it is a valid file. */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import goalsSchema from "../../schemas/goals.schema.json" with { type: "json" };
import { languageReference } from "../../scripts/docs/language.ts";
import type { Schema } from "../../scripts/docs/schema.ts";
import { openGoals, type ReadResult } from "../../src/language/read-goals.ts";

const TEXT = readFileSync("docs/language.md", "utf8");
const SCHEMA = goalsSchema as unknown as Schema;

describe("docs/language.md", () => {
  test("is up to date: `npm run docs` writes it anew", () => {
    expect(TEXT === languageReference(SCHEMA)).toBe(true);
  });

  test("explains every key of the schema, new ones too", () => {
    const property = {
      title: "Brand new",
      description: "Nobody knows yet.",
      type: "string",
      examples: ["x"],
    };
    const [root, goal] = [SCHEMA, SCHEMA.$defs!["goal"]!];
    const grown: Schema = {
      ...root,
      properties: { ...root.properties, brand_new_in_file: property },
      $defs: {
        ...root.$defs,
        goal: { ...goal, properties: { ...goal.properties, brand_new_in_goal: property } },
        brand_new_part: { title: "A brand new part", properties: { brand_new_in_part: property } },
      },
    };
    const text = languageReference(grown);
    for (const key of ["brand_new_in_file", "brand_new_in_goal", "brand_new_in_part"])
      expect(text).toContain(`\`${key}\``);
    expect(text).toContain("## A brand new part");
  });

  test("links only to chapters that are there", () => {
    const anchors = [...TEXT.matchAll(/^##+ (.+)$/gm)].map(([, title]) =>
      title!.toLowerCase().replaceAll(" ", "-"),
    );
    const links = [...TEXT.matchAll(/\]\(#([^)]+)\)/g)].map(([, link]) => link!);
    expect(links.length).toBeGreaterThan(10);
    expect(links.filter((link) => !anchors.includes(link))).toEqual([]);
  });
});

const BLOCKS = [...TEXT.matchAll(/^```yaml(.*)\n([\s\S]*?)\n```$/gm)].map(([, inside, code]) => ({
  inside: inside!.trim(),
  code: code!,
}));

describe("every example", () => {
  test("is marked with what it belongs to", () => {
    expect(BLOCKS.length).toBeGreaterThan(60);
    const known = ["whole", ...Object.keys(MINIMAL)];
    expect(BLOCKS.filter(({ inside }) => !known.includes(inside))).toEqual([]);
  });

  test.each(BLOCKS)("$inside: $code", ({ inside, code }) => {
    const files = inside === "whole" ? [parse(code)] : MINIMAL[inside]!(parse(code));
    const read = files.map((file) => readWithIncluded(file));
    if (read.some(({ goalSet }) => goalSet !== null)) return;
    const messages = read.map(({ diagnostics }) => diagnostics.map(({ message }) => message));
    expect.fail(`no minimal file takes it: ${JSON.stringify(messages, null, 2)}`);
  });
});

type Keys = Readonly<Record<string, unknown>>;

/** Every pattern of an `include` finds one file, which holds a goal of its own. */
function readWithIncluded(file: Keys): ReadResult {
  const { include, read } = openGoals("goals.yaml", Buffer.from(JSON.stringify(file)));
  const bytes = Buffer.from("goals:\n  more: { type: destination, page: /more }\n");
  return read(
    include.map((pattern) => ({ pattern, files: [{ file: "goals/more.yaml", bytes }], troubles: [] })),
  );
}

/** What a fragment stands in → the smallest files around it; one of them must be without errors. */
const MINIMAL: Readonly<Record<string, (fragment: Keys) => readonly Keys[]>> = {
  file: (fragment) => [{ ...file(GOALS), ...fragment }],
  goal: (fragment) =>
    KINDS.map((kind) => ({
      ...file({ ...GOALS, example: { ...COMMON, ...kind, ...fragment } }),
      // For goals on a funnel.
      funnels: { checkout: { steps: [CART, "purchase"] } },
    })),
  funnel: (fragment) => [withSteps({ steps: [CART, "purchase"], ...fragment })],
  step: (fragment) =>
    [fragment, ...STEPS.map((step) => ({ ...step, ...fragment }))].map((step) =>
      withSteps({ steps: [CART, step] }),
    ),
};

const GOALS: Keys = {
  purchase: { type: "destination", page: "/ordered", event: "ordered", role: "macro" },
  signup: { type: "destination", page: "/signed-up", event: "signed_up" },
};

const COMMON: Keys = { role: "micro", value: 1 };

const KINDS: readonly Keys[] = [
  { type: "destination", page: "/example" },
  { type: "event", on: { data_layer: "example" } },
  { type: "event", on: { click: "#example" } },
  { type: "duration", longer_than: "1m" },
  { type: "duration", longer_than: "1m", scope: "page", page: "/example" },
  { type: "pages_per_session", more_than: 2 },
  { type: "event", any: [{ page: "/example" }, { on: { data_layer: "example" } }] },
];

const CART: Keys = { id: "first", page: "/first" };

const STEPS: readonly Keys[] = [
  { id: "example", page: "/example" },
  { id: "example", on: { data_layer: "example" } },
  { goal: "purchase" },
];

function target(number: number): Keys {
  return {
    ga4: { property: `12345678${number}`, measurement_id: `G-TEST12345${number}` },
    gtm: { container: `GTM-TEST0${number}` },
  };
}

function file(goals: Keys): Keys {
  const targets = { production: target(1), staging: target(2) };
  return { version: 1, name: "acme-shop", targets, defaults: { currency: "EUR" }, goals };
}

function withSteps(funnel: Keys): Keys {
  return { ...file(GOALS), funnels: { example: funnel } };
}
