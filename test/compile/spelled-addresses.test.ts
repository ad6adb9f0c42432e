/**
 * Texts of a file against addresses as browsers spell them, for texts of every kind: what counts is what people read in
 * the decoded address. Judged by what Google's tag and Analytics' rules do with the visit.
 */

import fc from "fast-check";
import { expect, test } from "vitest";
import type { JsonObject } from "../../src/resources/json.ts";
import { countedPage, resourcesOf } from "../support/analytics.ts";
import { runs } from "../support/runs.ts";
import { counted, elements, SITE, visit } from "../support/visit.ts";

interface Comparison {
  readonly op: "equals" | "begins_with" | "ends_with" | "contains" | "one_of";
  readonly values: readonly [string, string];
  readonly not: boolean;
  readonly ignore_case: boolean;
}

/** A part of the address: its comparison in the file, and the address that shows a text there. */
interface Part {
  readonly page: (comparison: string) => string;
  readonly address: (shown: string) => URL;
  /** Letters and such that browsers encode always, in some parts or never, or that patterns read as their own. */
  readonly characters: string;
  /** Begins every text that is compared from the start, and what is shown. */
  readonly start: string;
}

/** With digits that escapes have too: `/größe` is `/gr%C3%B6%C3%9Fe`, but nobody reads `C3` there. */
const EVERYWHERE = "xyX0239ACEFbdéÉяЯ名😀 \"<>`{}^|'.*+$()[];,~!@:-_";

const HOST = "https://xyx.xyxx";

const PARTS: Readonly<Record<string, Part>> = {
  path: {
    page: (comparison) => `{ path: ${comparison} }`,
    address: (shown) => withPart((url) => Object.assign(url, { pathname: shown })),
    characters: `${EVERYWHERE}=&`,
    start: "/",
  },
  "query that a form wrote": {
    page: (comparison) => `{ query: { q: ${comparison} } }`,
    address: (shown) => withPart((url) => url.searchParams.set("q", shown)),
    characters: `${EVERYWHERE}=&#%?/\\`,
    start: "",
  },
  "query that a script wrote": {
    page: (comparison) => `{ query: { q: ${comparison} } }`,
    address: (shown) => new URL(`${SITE}/?a=b&q=${encodeURIComponent(shown)}&c=d#e`),
    characters: `${EVERYWHERE}=&#%?/\\`,
    start: "",
  },
  "whole address": {
    page: (comparison) => `{ url: ${comparison} }`,
    address: (shown) => Object.assign(new URL(HOST), { pathname: shown.slice(HOST.length) }),
    characters: `${EVERYWHERE}=&`,
    start: `${HOST}/`,
  },
  fragment: {
    page: (comparison) => `{ fragment: ${comparison} }`,
    address: (shown) => withPart((url) => Object.assign(url, { hash: shown })),
    characters: `${EVERYWHERE}=&?/`,
    start: "",
  },
};

function withPart(set: (url: URL) => void): URL {
  const url = new URL(SITE);
  set(url);
  return url;
}

/** Two braces would be a variable of Tag Manager, dots alone another folder, and spaces at an end get lost. */
const textOf = ({ characters }: Part) =>
  fc
    .string({ unit: fc.constantFrom(...characters), minLength: 1, maxLength: 5 })
    .filter((one) => !/\{\{|\}\}|^\.+$|^\s|\s$/.test(one));

const shownIn = (part: Part) =>
  fc.tuple(textOf(part), textOf(part)).map(([a, b]) => `${part.start}${a}/${b}`);

/** Whole, part or neither of what is shown, so that comparisons find about as often as they miss. */
function wordsFor(part: Part, shown: string, cases: readonly Case[]): fc.Arbitrary<string> {
  const characters = [...shown];
  const between = fc
    .tuple(fc.nat(characters.length), fc.nat(characters.length))
    .map(([a, b]) => characters.slice(Math.min(a, b), Math.max(a, b)).join("").trim() || shown);
  return fc
    .oneof(fc.constant(shown), between, textOf(part))
    .chain((word) => fc.constantFrom(...cases.map((cased) => cased(word))));
}

type Case = (word: string) => string;
const AS_IT_IS: Case = (word) => word;
const CASES: readonly Case[] = [AS_IT_IS, (word) => word.toUpperCase(), (word) => word.toLowerCase()];

/**
 * A path that does not begin with a slash is refused where it never can be one. A host has no case, so a whole address
 * differs in case only where that is asked for.
 */
function comparison(part: Part, shown: string): fc.Arbitrary<Comparison> {
  const kinds = fc.record({
    op: fc.constantFrom("equals", "begins_with", "ends_with", "contains", "one_of"),
    not: fc.boolean(),
    ignore_case: fc.boolean(),
  });
  return kinds.chain((kind) => {
    const words = wordsFor(part, shown, kind.ignore_case || part.start.length <= 1 ? CASES : [AS_IT_IS]);
    const isAnywhere = kind.op === "ends_with" || kind.op === "contains";
    const ones = isAnywhere ? words : words.map((word) => fromStart(part, word));
    return fc.tuple(ones, ones).map((values) => ({ ...kind, values }));
  });
}

function fromStart({ start }: Part, word: string): string {
  return word.toLowerCase().startsWith(start) ? word : start + word;
}

function inYaml({ op, values, not, ignore_case }: Comparison): string {
  return JSON.stringify({ [op]: op === "one_of" ? values : values[0], not, ignore_case });
}

function holds({ op, values, not, ignore_case }: Comparison, shown: string): boolean {
  const cased = (text: string) => (ignore_case ? text.toLowerCase() : text);
  const found = cased(shown);
  const [first, second] = values.map(cased) as [string, string];
  const is = {
    equals: found === first,
    one_of: found === first || found === second,
    begins_with: found.startsWith(first),
    ends_with: found.endsWith(first),
    contains: found.includes(first),
  };
  return is[op] !== not;
}

test.each(Object.entries(PARTS))("a %s is compared as people read it, by tags and by rules", (_, part) => {
  const goals = (comparisons: readonly Comparison[], via: string) =>
    `goals:\n${comparisons
      .map((one) => `{ type: destination, page: ${part.page(inYaml(one))}, via: ${via}, key_event: false }`)
      .map((goal, n) => `  g${n}: ${goal}\n`)
      .join("")}`;
  const visits = shownIn(part).chain((shown) =>
    fc.record({
      shown: fc.constant(shown),
      comparisons: fc.array(comparison(part, shown), { minLength: 12, maxLength: 12 }),
      // Some servers and scripts write the hexadecimal digits small.
      isSmall: fc.boolean(),
    }),
  );
  fc.assert(
    fc.property(visits, ({ shown, comparisons, isSmall }) => {
      const { href } = part.address(shown);
      const url = isSmall ? href.replace(/%[0-9A-F]{2}/g, (hex) => hex.toLowerCase()) : href;
      const expected = comparisons.flatMap((one, n) => (holds(one, shown) ? [`g${n}`] : []));
      expect(counted(visit(goals(comparisons, "gtm"), "", { url }))).toEqual(expected);
      expect(countedPage(goals(comparisons, "ga4"), url)).toEqual(expected);
    }),
    { numRuns: runs(10) },
  );
});

/** A pattern, paths that it finds and paths that it does not. */
const PATTERNS: readonly (readonly [pattern: string, found: readonly string[], missed: readonly string[]])[] =
  [
    ["^/[äöü]$", ["/ä", "/ü"], ["/a", "/x", "/äö", "/"]],
    ["^/[a-zäöü]+$", ["/schön", "/ä", "/x"], ["/Schön", "/1", "/é"]],
    ["^/[äx-z-]$", ["/ä", "/y", "/-"], ["/w", "/ö"]],
    ["^/[à-ü]$", ["/à", "/ä", "/ü"], ["/a", "/ß/", "/ÿ"]],
    ["^/[А-Яа-я0-9]+$", ["/Шар", "/9я"], ["/x", "/я-"]],
    ["^/[^x]$", ["/y"], ["/x", "/"]],
    ["^/[^ä]$", ["/y"], ["/ä", "/"]],
    ["^/[^ä/]+[.]x$", ["/y.x"], ["/.x"]],
    ["^/[.x]ä$", ["/.ä", "/xä"], ["/yä", "/.a"]],
    ["^/ä+$", ["/ä", "/äää"], ["/", "/a", "/äx"]],
    ["^/xä?$", ["/x", "/xä"], ["/xää", "/xa"]],
    ["^/ä{2}$", ["/ää"], ["/ä", "/äää"]],
    ["^/(?:ä|x y)$", ["/ä", "/x y"], ["/xy", "/ä|x y"]],
    ["^/\\[ä\\]$", ["/[ä]"], ["/ä"]],
    ["^/x\\.y$", ["/x.y"], ["/xzy"]],
    ["^/[\\]ä]$", ["/]", "/ä"], ["/[", "/\\"]],
    ["^/名.$", ["/名x"], ["/名", "/x名"]],
  ];

test.each(PATTERNS)(
  "an author's pattern finds what people read in the address: %s",
  (pattern, found, missed) => {
    const goals = (via: string) =>
      `goals:\n  g: { type: destination, page: { path: { matches: ${JSON.stringify(pattern)} } }, via: ${via} }\n`;
    for (const shown of [...found, ...missed]) {
      const { href } = PARTS["path"]!.address(shown);
      const small = href.replace(/%[0-9A-F]{2}/g, (hex) => hex.toLowerCase());
      for (const url of [href, small]) {
        const expected = found.includes(shown) ? ["g"] : [];
        expect([shown, counted(visit(goals("gtm"), "", { url }))]).toEqual([shown, expected]);
        expect([shown, countedPage(goals("ga4"), url)]).toEqual([shown, expected]);
      }
    }
  },
);

/** What is looked for, addresses that show it, and addresses in which only digits of an escape look like it. */
const DIGITS_OF_ESCAPES: readonly (readonly [
  page: string,
  found: readonly string[],
  missed: readonly string[],
])[] = [
  ["path: { contains: '20' }", ["/20", "/a%2020", "/2020%20"], ["/my%20page", "/%D1%82%D0%B0"]],
  ["path: { contains: '2024' }", ["/report-2024", "/a%202024"], ["/page%2024"]],
  ["path: { ends_with: '20' }", ["/a20", "/%2020"], ["/a%20"]],
  ["path: /100%-natural", ["/100%25-natural", "/100%-natural"], ["/100-natural", "/100%2525-natural"]],
  ["path: { begins_with: /100%-, ignore_case: true }", ["/100%25-Natural", "/100%-x"], ["/100-natural"]],
  ["path: { contains: C3 }", ["/C3", "/%C3%B6C3"], ["/sch%C3%B6n"]],
  ["path: { contains: be }", ["/be/", "/%d0%bebe"], ["/%d0%be"]],
  ["path: { contains: ads, ignore_case: true }", ["/Ads", "/pa%C3%ADs/ads"], ["/pa%C3%ADs"]],
  ["path: { not: { contains: '20' } }", ["/my%20page"], ["/20"]],
  ["path: { matches: '[0-9]+$' }", ["/a/12", "/%C3%A912"], ["/a%20", "/caf%C3%89"]],
  ["path: { matches: '\\d\\d/x' }", ["/12/x"], ["/a%20/x"]],
  ["path: { matches: '^/a.*20' }", ["/a/20", "/a%2020"], ["/a%20"]],
  ["path: { matches: '^/[^/]*20$' }", ["/ab20", "/a%20b20"], ["/a%20", "/a/20"]],
  ["path: { matches: '(x|20)-' }", ["/20-", "/%20x-"], ["/a%20-b"]],
  ["path: { matches: '.20' }", ["/20", "/%C3%B620"], ["/a%20"]],
  ["path: { matches: '\\b20' }", ["/20", "/a-20"], ["/a%20"]],
  ["url: { contains: '20' }", ["/20", "/?a=20", "/?a=%2020"], ["/a%20b", "/?q=a%20b"]],
  ["url: { ends_with: '20' }", ["/a20", "/?a=20"], ["/a%20"]],
  ["url: { matches: 'q=.*20$' }", ["/?q=20", "/?q=%2020"], ["/?q=a%20"]],
  ["query: { q: { contains: '20' } }", ["/?q=20", "/?q=%2020"], ["/?q=a%20b"]],
  ["query: { q: { ends_with: '0' } }", ["/?q=10", "/?q=%200"], ["/?q=a%20"]],
  ["query: { q: { matches: '.*20$' } }", ["/?q=20", "/?q=a%2020"], ["/?q=a%20"]],
  ["query: { q: { matches: '[0-9]b' } }", ["/?q=1b", "/?q=%201b"], ["/?q=%20b"]],
  ["fragment: { contains: '20' }", ["/#20", "/#a%2020"], ["/#a%20b"]],
];

test.each(DIGITS_OF_ESCAPES)("digits of an escape are no text: %s", (page, found, missed) => {
  const goals = (via: string) => `goals:\n  g: { type: destination, page: { ${page} }, via: ${via} }\n`;
  for (const address of [...found, ...missed]) {
    const { href } = new URL(SITE + address);
    const expected = found.includes(address) ? ["g"] : [];
    expect([address, counted(visit(goals("gtm"), "", { url: href }))]).toEqual([address, expected]);
    expect([address, countedPage(goals("ga4"), href)]).toEqual([address, expected]);
  }
});

test.each([
  ["link: { url: { contains: '20' } }", "/20", "/a%20b"],
  ["link: { url: { ends_with: '20' } }", "/a20", "/a%20"],
  ["link: { url: { matches: '[0-9]$' } }", "/a1", "/a%20"],
])("nor in the address of what is clicked: %s", (on, found, missed) => {
  const page = elements(`<a id="found" href="${found}">a</a><a id="missed" href="${missed}">b</a>`);
  const visitor = visit(`goals:\n  g: { type: event, on: { ${on} } }\n`, "/");
  visitor.click(page("#missed"));
  expect(counted(visitor)).toEqual([]);
  visitor.click(page("#found"));
  expect(counted(visitor)).toEqual(["g"]);
});

test.each([
  ["contains: danke", "contains", "danke"],
  ["contains: checkout", "contains", "checkout"],
  ["ends_with: -blog", "endsWith", "-blog"],
  ["ends_with: .pdf", "endsWith", ".pdf"],
  ["contains: /20", "contains", "/20"],
  ["begins_with: '/20'", "startsWith", "/20"],
  ["contains: C3%B6", "matchRegex", "C3%[Bb]6"],
  ["matches: '^/blog/.*-x$'", "matchRegex", "^/blog/.*-x$"],
  ["matches: '/[0-9]+$'", "matchRegex", "/[0-9]+$"],
  ["contains: '20'", "matchRegex", "^(?:[^%]|%..)*20"],
  ["matches: '.*20'", "matchRegex", "^(?:[^%]|%..)*20"],
  ["matches: '^/x[^/]*20'", "matchRegex", "^/x(?:[^%/]|%..)*20"],
])("a comparison that no escape can meet stays as it is: %s", (path, type, value) => {
  const goals = `goals:\n  g: { type: destination, page: { path: { ${path} } } }\n`;
  const [trigger] = resourcesOf(goals, "gtm.trigger");
  expect((trigger?.body as JsonObject | undefined)?.["filter"]).toMatchObject([
    { type, parameter: [{}, { value }] },
  ]);
});
