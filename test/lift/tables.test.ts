/** Conditions on lookup and regex tables: read as questions for what the table reads, they are true of the same pages. */
import { describe, expect, test } from "vitest";
import { goalToYaml } from "../../src/language/writing/goal.ts";
import { fieldsInOne } from "../../src/language/writing/yaml-value.ts";
import { contentOf } from "../support/exported.ts";
import { liftOf } from "./made-containers.ts";
import { compiled, firings, original } from "./played.ts";

const ID = "G-MADE120001";
const text = (key: string, value: string) => ({ type: "TEMPLATE", key, value });
const flag = (key: string, value: boolean) => ({ type: "BOOLEAN", key, value: String(value) });
const row = ([key, value]: readonly [string, string]) => ({
  type: "MAP",
  map: [text("key", key), text("value", value)],
});

interface Table {
  readonly type: "smm" | "remm";
  readonly input: "Page Hostname" | "Page Path";
  readonly rows: readonly (readonly [string, string])[];
  readonly otherwise?: string;
  readonly isWhole?: boolean;
  readonly replaces?: boolean;
}

function exported(table: Table, asks: readonly [type: string, value: string, not?: "not"], blocks = false) {
  const at = { accountId: "1", containerId: "2" };
  const { type, input, rows, otherwise, isWhole = true, replaces = false } = table;
  const variable = {
    ...at,
    variableId: "1",
    name: "Table",
    type,
    parameter: [
      text("input", `{{${input}}}`),
      flag("setDefaultValue", otherwise !== undefined),
      ...(otherwise === undefined ? [] : [text("defaultValue", otherwise)]),
      flag("fullMatch", isWhole),
      flag("replaceAfterMatch", replaces),
      flag("ignoreCase", true),
      { type: "LIST", key: "map", list: rows.map(row) },
    ],
  };
  const [operator, value, not] = asks;
  const parameter = [text("arg0", "{{Table}}"), text("arg1", value), flag("negate", not === "not")];
  const asked = { filter: [{ type: operator, parameter }] };
  const pushed = {
    type: "EQUALS",
    parameter: [text("arg0", "{{_event}}"), text("arg1", "lead")],
  };
  const own = { ...at, type: "CUSTOM_EVENT", customEventFilter: [pushed] };
  const tag = {
    ...at,
    tagId: "1",
    name: "Lead",
    type: "gaawe",
    parameter: [text("eventName", "lead"), text("measurementIdOverride", ID)],
    firingTriggerId: ["1"],
    blockingTriggerId: blocks ? ["2"] : [],
  };
  const trigger = [
    { ...own, ...(blocks ? {} : asked), triggerId: "1", name: "Fires" },
    ...(blocks ? [{ ...own, ...asked, triggerId: "2", name: "Blocks" }] : []),
  ];
  const builtInVariable = [
    { ...at, type: "PAGE_PATH", name: "Page Path" },
    { ...at, type: "PAGE_HOSTNAME", name: "Page Hostname" },
  ];
  const container = { ...at, publicId: "GTM-MADE12", usageContext: ["WEB"] };
  return {
    exportFormatVersion: 2,
    containerVersion: { ...at, container, tag: [tag], trigger, variable: [variable], builtInVariable },
  };
}

const BRANDS: Table = {
  type: "smm",
  input: "Page Hostname",
  rows: [
    ["a.example", "one"],
    ["b.example", "two"],
    ["c.example", "one"],
    ["b.example", "three"],
  ],
};
const PAGES: Table = {
  type: "remm",
  input: "Page Path",
  rows: [
    ["^/$", "home"],
    ["^/p/sale.*", "sale"],
    ["^/p/.*", "product"],
    ["^/c/.*|/k/.*", "list"],
    ["/p/", "exact"],
  ],
  otherwise: "other",
};
const TABLES: readonly Table[] = [
  BRANDS,
  { ...BRANDS, otherwise: "two" },
  PAGES,
  { ...PAGES, otherwise: "product" },
  { ...PAGES, replaces: true },
  { ...PAGES, isWhole: false },
  { ...PAGES, rows: [...PAGES.rows, [".*", "rest"]] },
];
const ASKED = [
  ["EQUALS", "one"],
  ["EQUALS", "two", "not"],
  ["EQUALS", "product"],
  ["EQUALS", "list"],
  ["MATCH_REGEX", "^(product|other)$"],
  ["CONTAINS", "o"],
  ["CONTAINS", "undefined", "not"],
] as const;
const HOSTS = ["a.example", "b.example", "xa.example"];
const PATHS = ["/", "/P/1", "/p/sale-2", "/x/k/1", "/x/p/1"];
const URLS = [
  ...HOSTS.map((host) => `https://${host}/x`),
  ...PATHS.map((path) => `https://shop.example${path}`),
];

const visit = (url: string) => ({
  url,
  cookies: {},
  before: [],
  acts: [(page: Page) => page.push({ event: "lead" })],
});
type Page = { push(message: object): void };

describe.each([
  ["conditions", false, TABLES],
  ["exceptions", true, [BRANDS, PAGES]],
] as const)("as %s", (_, blocks, tables) => {
  test("a goal of a table counts on the same pages, or it is left out", () => {
    const said = { same: 0, leftOut: 0 };
    const wrong: unknown[] = [];
    for (const table of tables)
      for (const asks of ASKED) {
        const made = exported(table, asks, blocks);
        const [lifted] = liftOf({ exported: made, measurementId: ID }).goals;
        if (lifted === undefined) {
          said.leftOut += 1;
          continue;
        }
        said.same += 1;
        const [before, after] = [original(made), compiled({ goals: [lifted.goal] }, ID)];
        const odd = URLS.filter((url) => firings(before, visit(url)) !== firings(after, visit(url)));
        if (odd.length > 0) wrong.push([table, asks, odd, fieldsInOne(goalToYaml(lifted.goal))]);
      }
    expect(wrong).toEqual([]);
    expect(said.same).toBeGreaterThan(4);
  });
});

test.each<[Table, readonly [string, string, "not"?], object]>([
  [BRANDS, ["EQUALS", "one"], { host: ["a.example", "c.example"] }],
  [{ ...BRANDS, otherwise: "none" }, ["EQUALS", "three", "not"], { host: { not: "b.example" } }],
  [PAGES, ["EQUALS", "home"], { path: { equals: "/", ignore_case: true } }],
  [PAGES, ["EQUALS", "sale"], { path: { begins_with: "/p/sale", ignore_case: true } }],
  [
    PAGES,
    ["EQUALS", "product"],
    { path: { begins_with: "/p/", not: { begins_with: "/p/sale" }, ignore_case: true } },
  ],
])("%j %j", (table, asks, page) => {
  const [lifted] = liftOf({ exported: exported(table, asks), measurementId: ID }).goals;
  expect(lifted?.fidelity.is).toBe("same");
  expect(fieldsInOne(goalToYaml(lifted!.goal))).toMatchObject({ page });
});

test("a table that reads a table, and one in a circle", () => {
  const made = exported(PAGES, ["EQUALS", "sale"]);
  const { entities } = contentOf(made);
  expect(entities["gtm.variable"]).toHaveLength(1);
  const [page] = made.containerVersion.variable;
  const outer = (input: string) => ({
    ...page!,
    variableId: "2",
    name: "Table",
    type: "smm",
    parameter: [
      text("input", `{{${input}}}`),
      flag("setDefaultValue", false),
      { type: "LIST", key: "map", list: [row(["sale", "sale"])] },
    ],
  });
  const withOuter = (input: string) => ({
    ...made,
    containerVersion: { ...made.containerVersion, variable: [{ ...page!, name: "Inner" }, outer(input)] },
  });
  const [lifted] = liftOf({ exported: withOuter("Inner"), measurementId: ID }).goals;
  expect(fieldsInOne(goalToYaml(lifted!.goal))).toMatchObject({
    page: { path: { begins_with: "/p/sale", ignore_case: true } },
  });
  const { leftOut } = liftOf({ exported: withOuter("Table"), measurementId: ID });
  expect(leftOut[0]?.reasons).toEqual([{ code: "table-condition", about: "Table" }]);
});
