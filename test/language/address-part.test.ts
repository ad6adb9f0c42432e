/** Patterns for a part of an address, said on the whole address. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type AddressPart,
  HOST_NAME,
  PATH,
  patternObstacle,
  queryPatternObstacle,
  URL_WITHOUT_FRAGMENT,
  WHOLE_TEXT,
  wholeAddressPattern,
} from "../../src/countable/pattern/address-part.ts";
import { expectWithin, timed } from "../support/processor-time.ts";
import { runs } from "../support/runs.ts";

/** What the goals of Universal Analytics compared: a part that two others share. */
const PATH_AND_QUERY: AddressPart = { ...PATH, name: "path with query", ends: "#" };

/** Whether the address matches, the same whether Google looks for the pattern anywhere or wants all of the text. */
function matches(pattern: string, part: AddressPart, address: string, flags = "i"): boolean {
  const whole = wholeAddressPattern(pattern, part);
  const anywhere = new RegExp(whole, flags).test(address);
  expect(new RegExp(`^(?:${whole})$`, flags).test(address)).toBe(anywhere);
  return anywhere;
}

const URLS = [
  "https://www.shop.com/",
  "https://www.shop.com/?a=1",
  "https://www.shop.com/a",
  "https://www.shop.com/a/",
  "https://www.shop.com/thanks",
  "https://www.shop.com/x/thanks?y=1",
  "https://www.shop.com/Order/12/done",
  "https://www.shop.com/order/12/done?x=1",
  "https://www.shop.com/shop/cart",
  "https://www.shop.com/Quote/Select",
  "https://www.shop.com/a?next=/thanks",
];

/** For each pattern a sign for each address: x counts, . does not. */
const UNIVERSAL_ANALYTICS: readonly (readonly [string, string])[] = [
  ["/$|/\\?", "xx.x......."],
  ["/Quote/Select", ".........x."],
  ["^/order/[0-9]+/(done|complete)$", "......x...."],
  ["shop", "........x.."],
  ["thanks", "....xx....x"],
  ["/thanks$", "....x.....x"],
  ["^/$", "x.........."],
  ["(/thanks|/done)$", "....x.x...x"],
  [".*thanks", "....xx....x"],
  ["^.*thanks$", "....x.....x"],
  ["^/a$|thanks", "..x.xx....x"],
];

describe("a pattern that Universal Analytics looked for in path and query", () => {
  test.each(UNIVERSAL_ANALYTICS)("%s counts at %s", (pattern, counts) => {
    const found = URLS.map((url) => (matches(pattern, PATH_AND_QUERY, url) ? "x" : "."));
    expect(found.join("")).toBe(counts);
  });

  test.each(UNIVERSAL_ANALYTICS)(
    "%s counts the same with capital letters told apart, but for /Order",
    (pattern, counts) => {
      const found = URLS.map((url) => (matches(pattern, PATH_AND_QUERY, url, "") ? "x" : "."));
      expect(found.join("")).toBe(pattern.startsWith("^/order") ? "..........." : counts);
    },
  );

  test("is found whatever the port and the fragment", () => {
    expect(matches("/thanks$", PATH_AND_QUERY, "https://www.shop.com:8443/thanks")).toBe(true);
    expect(matches("/thanks$", PATH_AND_QUERY, "https://www.shop.com/thanks#top")).toBe(true);
    expect(matches("done", PATH_AND_QUERY, "https://www.shop.com/thanks#done")).toBe(false);
  });
});

const PATTERNS = [
  ...UNIVERSAL_ANALYTICS.map(([pattern]) => pattern).filter((pattern) => !pattern.includes("\\?")),
  "^(?:/a|/thanks)$",
  "^/(en|de)?/?thanks$",
  "(shop|thanks)$",
  "(?:/|x)thanks",
  ".thanks",
  ".?thanks",
  "[/x]thanks",
  "/?thanks",
  "/+thanks",
  "a*/",
  "(/x){1,2}/thanks$",
  "(?:/[a-z]+)+$",
  "^/.*/done$",
  "^/.+$",
  "^.*/thanks",
  "\\bthanks\\b",
  "\\Bhanks",
  "[^a]$",
  "\\W",
  "^/[^/]*$",
  "a?$",
  "",
  "$",
  "/a|",
];

describe("a pattern for the path", () => {
  test.each(PATTERNS)("%s says on the address what it says on the path", (pattern) => {
    const told = URLS.map((url) => [url, matches(pattern, PATH, url)]);
    expect(told).toEqual(URLS.map((url) => [url, new RegExp(pattern, "i").test(new URL(url).pathname)]));
  });

  test("never finds anything in the host, whatever the pattern", () => {
    const piece = fc.constantFrom("a", "b", "/", "/a", ".", "[ab]", "[^a]", "(a|/b)", "(?:/a)", "\\w", "$");
    const count = fc.constantFrom("", "", "", "?", "*", "+", "{1,2}");
    const items = fc.array(fc.tuple(piece, count), { maxLength: 4 });
    const branch = fc.tuple(fc.constantFrom("", "^", "^/"), items);
    const url = fc.tuple(
      fc.stringMatching(/^[ab.]{1,4}$/),
      fc.stringMatching(/^[ab/]{0,5}$/),
      fc.constantFrom("", "?a/b", "#/a"),
    );
    fc.assert(
      fc.property(fc.array(branch, { minLength: 1, maxLength: 2 }), url, (branches, [host, path, rest]) => {
        const pattern = branches
          .map(([start, all]) => start + all.map(([one, many]) => (one === "$" ? one : one + many)).join(""))
          .join("|");
        fc.pre(patternObstacle(pattern, PATH) === null);
        expect(matches(pattern, PATH, `https://${host}/${path}${rest}`, "")).toBe(
          new RegExp(pattern).test(`/${path}`),
        );
      }),
      { numRuns: runs(3000) },
    );
  });
});

describe("a pattern for another part", () => {
  test.each([
    ["^www\\.", "https://www.shop.com/", true],
    ["shop\\.com$", "https://www.shop.com:8443/a", true],
    ["shop\\.com$", "https://www.shop.com", true],
    ["other", "https://www.shop.com/other", false],
    ["^shop", "https://www.shop.com/", false],
    ["^.*com$", "https://www.shop.com/x.com", true],
    ["^[^.]+$", "https://localhost/a.b", true],
  ])("%s in the host of %s", (pattern, url, found) => {
    expect(matches(pattern, HOST_NAME, url)).toBe(found);
  });

  test.each([
    ["^https://www\\.shop\\.com/$", "https://www.shop.com/#top", true],
    ["a=1$", "https://www.shop.com/?a=1#x", true],
    ["top", "https://www.shop.com/#top", false],
    ["^http|thanks$", "https://www.shop.com/", true],
    ["^/thanks|cart$", "https://www.shop.com/cart", true],
  ])("%s in the address %s without its fragment", (pattern, url, found) => {
    expect(matches(pattern, URL_WITHOUT_FRAGMENT, url)).toBe(found);
  });

  test.each([
    ["free", "a free plan", true],
    ["^free$", "free", true],
    ["^free$", "freedom", false],
    ["^a|b$", "ab", true],
    ["^a|b$", "ba", false],
  ])("%s in the text %s", (pattern, text, found) => {
    expect(matches(pattern, WHOLE_TEXT, text, "")).toBe(found);
  });
});

describe("what cannot be said on the whole address is refused with the reason", () => {
  test.each([
    ["^thanks", "every path begins with `/`, and a part of the pattern wants something else at the start"],
    ["a|^b", "every path begins with `/`, and a part of the pattern wants something else at the start"],
    ["^$", "every path begins with `/`, and a part of the pattern wants something else at the start"],
    ["(^/a|/b)$", "`^` is inside a group or follows something else"],
    ["a^b", "`^` is inside a group or follows something else"],
    ["/a\\?b", "no path contains `?`"],
    ["[!-~]x", "no path contains `?`"],
    ["[\\W]x", "no path contains `?`"],
  ])("%s", (pattern, why) => {
    expect(patternObstacle(pattern, PATH)).toBe(why);
  });

  test.each(["[^a]+", "\\D", "\\W", "\\s", "^.$", ".{2,5}", "\\bred", "[a-z ]", "(^a|b)"])(
    "%s in the value of a query parameter",
    (pattern) => {
      expect(queryPatternObstacle(pattern)).not.toBeNull();
    },
  );

  test.each([".+", "^a.*z$", "[a-z]+", "\\d{3}", "\\w", "red shoes", "a&b", "(a|b)c"])(
    "but not %s, whose characters stand for one sign each",
    (pattern) => {
      expect(queryPatternObstacle(pattern)).toBeNull();
    },
  );
});

test("a pattern that repeats nothing in many ways is rewritten at once", () => {
  const pattern = `${"((a?|b?)*".repeat(20)}${")*".repeat(20)}/thanks`;
  const { answer, milliseconds } = timed(() => matches(pattern, PATH, "https://www.shop.com/thanks"));
  expect(answer).toBe(true);
  expectWithin(milliseconds, 500);
});
