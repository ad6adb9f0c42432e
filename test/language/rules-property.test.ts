/** Whatever a file says, the rules answer, at once, and the same each time. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readGoals } from "../../src/language/read-goals.ts";
import { expectWithin, timed } from "../support/processor-time.ts";
import { runs } from "../support/runs.ts";
import { HEAD } from "../support/shop.ts";

const OPERATORS = ["equals", "begins_with", "ends_with", "contains", "matches"] as const;
const PATHS = ["/", "/a", "/a/b", "/a/b/c", "/A", "/x(y)", "/a.*", "/1", "b/c", ".*", "^/a$"] as const;
const KEYS = ["plan", "user.email", "total"] as const;

const quoted = (text: string) => `'${text}'`;
const path = fc.constantFrom(...PATHS);
const one = fc
  .record({ op: fc.constantFrom(...OPERATORS), value: path })
  .map(({ op, value }) => `${op}: ${quoted(value)}`);
const not = fc.constantFrom("", ", not: { begins_with: /a }", ", not: /a/b", ", ignore_case: true");
const several = fc
  .uniqueArray(path, { minLength: 1, maxLength: 3 })
  .map((all) => `one_of: [${all.map(quoted).join(", ")}]`);
const matcher = fc.tuple(fc.oneof(one, several), not).map(([is, more]) => `{ ${is}${more} }`);
const page = fc.oneof(
  matcher.map((is) => `{ path: ${is} }`),
  fc.tuple(matcher, matcher).map(([is, other]) => `{ path: ${is}, query: { step: ${other} } }`),
  fc.constant("{ url: { begins_with: 'https://' }, host: { contains: acme } }"),
);
const number = fc.integer({ min: -2, max: 3 });
const range = fc
  .tuple(
    fc.constantFrom("more_than", "at_least", "equals"),
    number,
    fc.constantFrom("less_than", "at_most"),
    number,
  )
  .map(([low, from, high, to]) => `{ ${low}: ${from}, ${high}: ${to} }`);
const interaction = fc.oneof(
  fc
    .tuple(fc.constantFrom(...KEYS), range)
    .map(([key, is]) => `on: { data_layer: done }, where: { ${key}: ${is} }`),
  fc
    .constantFrom("download: pdf", "scroll: 90", "video: start", "click: label", "form: contact")
    .map((is) => `on: { ${is} }`),
  fc
    .constantFrom("page_view", "file_download", "scroll", "video_start")
    .map((is) => `on: { ga4_event: ${is} }`),
);
const parameters = fc.constantFrom("", ", parameters: { email: { data_layer: user.email } }", ", value: 3");
const kind = fc.oneof(
  fc
    .tuple(page, fc.boolean(), parameters)
    .map(([on, spa, more]) => `type: destination, page: ${on}, spa: ${spa}${more}`),
  interaction.map((is) => `type: event, ${is}`),
  fc.constant("type: duration, longer_than: 4m"),
);
const goals = fc.array(kind, { minLength: 1, maxLength: 8 });

function file(kinds: readonly string[]): string {
  return `${HEAD}goals:\n${kinds.map((one, index) => `  goal_${index}: { ${one} }\n`).join("")}`;
}

function read(yaml: string) {
  return readGoals("goals.yaml", new TextEncoder().encode(yaml));
}

describe("the rules", () => {
  test("answer whatever goals there are, the same each time, with a place, and nothing where all that they warn of is allowed", () => {
    fc.assert(
      fc.property(goals, (kinds) => {
        const { goalSet, diagnostics } = read(file(kinds));
        expect(diagnostics.filter(({ place }) => place === undefined)).toEqual([]);
        expect(read(file(kinds)).diagnostics).toEqual(diagnostics);
        if (!goalSet) return;
        const first = HEAD.split("\n").length + 1;
        const allowed = kinds.map((one, index) => {
          const here = diagnostics.filter(({ place }) => place?.line === first + index);
          const codes = [...new Set(here.map(({ code }) => code))];
          return codes.length === 0 ? one : `${one}, allow: [${codes.join(", ")}]`;
        });
        expect(read(file(allowed)).diagnostics).toEqual([]);
      }),
      { numRuns: runs(300) },
    );
  });
});

describe("a thousand goals are checked in a moment", () => {
  const pages: Readonly<Record<string, (index: number) => string>> = {
    "of a page each": (index) => `/shop/page-${index}/thanks`,
    "that all begin alike": (index) => `{ path: { begins_with: /shop/, ends_with: /page-${index} } }`,
    "one within the other": (index) => `{ path: { begins_with: '/${"a".repeat(index % 100)}b${index}' } }`,
    "that look for pieces": (index) => `{ path: { contains: '-${index}-' } }`,
    "told apart by a query": (index) => `{ path: /shop, query: { id: "${index}" } }`,
    "with patterns": (index) => `{ path: { matches: '^/shop/${index}(/|$)' } }`,
    "that exclude each other": (index) =>
      `{ path: { begins_with: /shop/, not: { contains: '-${index}-' } } }`,
  };

  test.each(Object.entries(pages))("%s", (_, pageOf) => {
    const kinds = Array.from(
      { length: 1000 },
      (_, index) => `type: destination, page: ${pageOf(index)}, event: e_${index}`,
    );
    const yaml = file(kinds);
    expectWithin(timed(() => read(yaml)).milliseconds, 2000);
  });
});
