import { expect, test } from "vitest";
import { parsedUrl } from "../../src/parsed-url.ts";
import { builtIns, checked, dataLayer, seen, template, variable } from "./support.ts";

const page = builtIns("pageUrl", "pageHostname", "pagePath", "referrer");

function part(component: string, url: string, settings: Record<string, string> = {}): unknown {
  return seen("{{part}}", { variable: [variable("part", "u", { component, ...settings })] }, { url });
}

test("page variables: the URL without its fragment, the host with www, everything percent-encoded", () => {
  const url = "https://www.Acme.example/caf\u00e9 bar/?q=a b#top";
  expect(seen("{{Page URL}} {{Page Hostname}} {{Page Path}}", { builtInVariable: page }, { url })).toBe(
    "https://www.acme.example/caf%C3%A9%20bar/?q=a%20b www.acme.example /caf%C3%A9%20bar/",
  );
});

test("a host with an umlaut is the one that browsers send", () => {
  const url = "https://MÜLLER.example/\u00e4";
  expect(seen("{{Page URL}} {{Page Hostname}}", { builtInVariable: page }, { url })).toBe(
    "https://xn--mller-kva.example/%C3%A4 xn--mller-kva.example",
  );
});

test("a host with an umlaut is read however often addresses are read, unlike with URL.canParse", () => {
  const hosts = Array.from(
    { length: 20_000 },
    (_, at) => parsedUrl(`https://M\u00dcLLER.example/${at}`)?.hostname,
  );
  expect(new Set(hosts)).toEqual(new Set(["xn--mller-kva.example"]));
});

test("a page that pushes gtm.url overrides all page variables, lastingly", () => {
  const pushes = [{ "gtm.url": "https://other.example/virtual" }, { event: "later" }];
  expect(seen("{{Page Hostname}}{{Page Path}}", { builtInVariable: page }, {}, ...pushes)).toBe(
    "other.example/virtual",
  );
});

test("the referrer comes without fragment, and is empty when there is none", () => {
  const parts = { builtInVariable: page };
  expect(seen("{{Referrer}}", parts, { referrer: "https://search.example/?q=1#x" })).toBe(
    "https://search.example/?q=1",
  );
  expect(seen("{{Referrer}}", parts)).toBe("");
});

test.each([
  ["PROTOCOL", "https://acme.example/", "https"],
  ["HOST", "https://www2.acme.example/", "www2.acme.example"],
  ["PORT", "https://acme.example/", "443"],
  ["PORT", "http://acme.example:8080/", "8080"],
  ["PATH", "https://acme.example", "/"],
  ["QUERY", "https://acme.example/?a=1&b=%20", "a=1&b=%20"],
  ["FRAGMENT", "https://acme.example/#a%20b", "a%20b"],
  ["EXTENSION", "https://acme.example/files/a.b.pdf?x=.zip", "pdf"],
  ["EXTENSION", "https://acme.example/files", ""],
])("the %s of %s is %j", (component, url, expected) => {
  expect(part(component, url)).toBe(expected);
});

test.each([
  ["a", "first"],
  ["b c", "d e+f"],
  ["A", undefined],
  ["empty", ""],
  ["missing", undefined],
])(
  "the query parameter %j is decoded, the first of its name, and case-sensitive: %j",
  (queryKey, expected) => {
    const url = "https://acme.example/?a=first&a=second&b+c=d+e%2Bf&empty=";
    expect(part("QUERY", url, { queryKey })).toBe(expected);
  },
);

test("a query value that is wrongly encoded is false", () => {
  expect(part("QUERY", "https://acme.example/?a=%", { queryKey: "a" })).toBe(false);
});

test("www is stripped on request, and a default page counts as its folder", () => {
  expect(part("HOST", "https://www2.acme.example/", { stripWww: "true" })).toBe("acme.example");
  const defaultPages = {
    type: "list",
    key: "defaultPages",
    list: [{ type: "template", value: "index.html" }],
  };
  const parts = {
    variable: [{ name: "part", type: "u", parameter: [template("component", "PATH"), defaultPages] }],
  };
  expect(seen("{{part}}", parts, { url: "https://acme.example/shop/index.html" })).toBe("/shop/");
});

test("a custom source replaces the page's address; an empty one falls back to it", () => {
  const source = { customUrlSource: "{{link}}" };
  const parts = { variable: [dataLayer("link"), variable("part", "u", { component: "HOST", ...source })] };
  expect(seen("{{part}}", parts, {}, { link: "https://partner.example/x" })).toBe("partner.example");
  expect(seen("{{part}}", parts, {}, { link: "/relative" })).toBe("www.acme.example");
  expect(seen("{{part}}", parts)).toBe("www.acme.example");
});

test("a checkbox may be a boolean parameter as well as text", () => {
  const parameter = [template("component", "HOST"), checked("stripWww")];
  expect(seen("{{part}}", { variable: [{ name: "part", type: "u", parameter }] })).toBe("acme.example");
});
