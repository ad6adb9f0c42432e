/** Advice leads to a right file: followed word for word, it is valid and counts what was meant. */
import { describe, expect, test } from "vitest";
import { readGoals } from "../../src/language/read-goals.ts";
import { HEAD } from "../support/shop.ts";
import { counted, elements, visit } from "../support/visit.ts";
import { followed } from "./advice-followed.ts";

/** Advice may lead to further advice, but not round in a circle. */
const ROUNDS = 4;

function advised(goal: string): string {
  let text = `${HEAD}goals:\n  goal: ${goal}\n`;
  for (let round = 0; round < ROUNDS; round += 1) {
    const [first] = diagnosticsOf(text);
    if (!first) return text;
    const next = followed(text, first);
    if (next === null || next === text) break;
    text = next;
  }
  const left = diagnosticsOf(text).map(({ code, message, hint }) => `${code}: ${message} ${hint}`);
  expect(left, text.slice(HEAD.length)).toEqual([]);
  return text;
}

function diagnosticsOf(text: string) {
  return readGoals("goals.yaml", new TextEncoder().encode(text)).diagnostics;
}

const goalsOf = (goal: string) => advised(goal).slice(HEAD.length);

describe("followed advice about pages", () => {
  test.each([
    ["page: www.acme.example/danke", ["/danke"], ["/", "/danke/x"]],
    ["page: https://www.acme.example/danke", ["/danke"], ["/"]],
    ["page: https://www.acme.example/danke?step=done", ["/danke?step=done"], ["/danke"]],
    ["page: { path: 'www.acme.example/danke' }", ["/danke"], ["/"]],
    ["page: { path: { begins_with: www.acme.example } }", ["/", "/a"], []],
    ["page: { path: { begins_with: www.acme.example/danke } }", ["/danke/x"], ["/"]],
    ["page: danke.html", ["/danke.html"], ["/"]],
    ["page: danke", ["/danke"], ["/"]],
    ["page: “/danke”", ["/danke"], ["/"]],
    ["page: '/danke '", ["/danke"], ["/"]],
    ["page: /danke?step=done", ["/danke?step=done"], ["/danke"]],
    ["page: { path: { begins_with: /danke?step=do } }", ["/danke?step=done"], ["/danke?step=x"]],
    ["page: { path: { contains: '?step=done' } }", ["/x?step=done"], ["/x"]],
    ["page: { path: '/danke#top' }", ["/danke#top"], ["/danke"]],
    ["page: [/danke, /merci]", ["/danke", "/merci"], ["/danke/merci"]],
    ["page: /danke|/merci", ["/danke", "/merci"], ["/danke|/merci"]],
    ["page: '/danke, /merci'", ["/danke", "/merci"], ["/x"]],
    ["page: /danke, /merci", ["/danke", "/merci"], ["/x"]],
    ["page: { path: [/danke, /merci] }", ["/danke", "/merci"], ["/x"]],
    ["page: { path: { begins_with: [/de/, /at/] } }", ["/de/a", "/at/b"], ["/x/de/"]],
    ["page: { path: { ends_with: [.pdf, .zip] } }", ["/a.pdf", "/b.zip"], ["/apdf", "/a.pdf/x"]],
    ["page: { path: { contains: [danke, merci] } }", ["/a/danke/b", "/merci"], ["/x"]],
    ["page: { path: { equals: [/a, /b] } }", ["/a", "/b"], ["/c"]],
    ["page: { path: { not: [/a, /b] } }", ["/c"], ["/a", "/b"]],
    ["page: { path: { begins_with: /de/|/at/ } }", ["/de/a", "/at/b"], ["/x/at/"]],
    ["page: { path: { contains: danke|merci } }", ["/a/danke", "/merci/b"], ["/x"]],
    ["page: /guides/*", ["/guides/a/b"], ["/guide"]],
    ["page: /guides*", ["/guides", "/guides/a"], ["/x/guides"]],
    ["page: '*/danke'", ["/de/danke"], ["/danke/x"]],
    ["page: '/*/danke'", ["/de/danke"], ["/de/x/danke"]],
    ["page: { path: { one_of: [/a, /b/*] } }", ["/a", "/b/c"], ["/a/c"]],
    ["page: { path: { matches: /blog/* } }", ["/blog/x"], ["/blogger"]],
    ["page: { path: { matches: '*.pdf' } }", ["/a/b.pdf"], ["/pdf"]],
    ["page: { path: { contains: '%danke%' } }", ["/a/danke/b"], ["/a"]],
    ["page: ^/danke$", ["/danke"], ["/danke/x"]],
    ["page: ^/danke(/.*)?$", ["/danke", "/danke/x"], ["/dankex"]],
    ["page: /danke/.*", ["/danke/x"], ["/danke"]],
    ["page: /(de|en)/thanks", ["/de/thanks"], ["/fr/thanks"]],
    ["page: { path: { matches: '/^\\/danke$/i' } }", ["/DANKE"], ["/danke/x"]],
    ["page: /^\\/danke$/", ["/danke"], ["/danke/x"]],
    ["page: { path: { matches: '^danke' } }", ["/danke"], ["/x"]],
    ["page: /product/:id", ["/product/12"], ["/product/12/x", "/product/"]],
    ["page: '/product/{id}/done'", ["/product/12/done"], ["/product/done"]],
    ["page: { path: /x, query: { q: '*' } }", ["/x?q=a"], ["/x"]],
    ["page: { path: /x, query: { q: '.*' } }", ["/x?q=a"], ["/x"]],
    ["page: { path: /x, query: { q: true } }", ["/x?q=a"], ["/x"]],
    ["page: { path: /x, query: { q: exists } }", ["/x?q=a"], ["/x"]],
    ["page: { path: /x, query: { q: { not: undefined } } }", ["/x?q=a"], ["/x"]],
    ["page: { path: /x, query: { q: '!= a' } }", ["/x?q=b"], ["/x?q=a"]],
    ["page: { path: /x, query: { q: not a } }", ["/x?q=b"], ["/x?q=a"]],
    ["page: { path: /x, query: step=done }", ["/x?step=done"], ["/x"]],
    ["page: { path: /x, query: { q: a|b } }", ["/x?q=a", "/x?q=b"], ["/x?q=c"]],
    ["page: { url: /danke }", ["/danke"], ["/x"]],
    ["page: { url: www.acme.example/danke }", ["/danke"], ["/x"]],
    ["page: { url: https://www.acme.example }", ["/"], ["/x"]],
    ["page: { url: { begins_with: /danke } }", ["/danke/x"], ["/x"]],
    ["page: { url: { begins_with: www.acme.example/a } }", ["/a/b"], ["/b"]],
    ["page: { url: { contains: WWW.Acme.example/a } }", ["/a"], ["/b"]],
    ["page: { url: 'https://www.acme.example/a#b' }", ["/a#b"], ["/a"]],
    ["page: { host: https://www.acme.example }", ["/"], []],
    ["page: { host: 'www.acme.example:443' }", ["/"], []],
    ["page: { host: '*.acme.example' }", ["/"], []],
    ["page: { host: '!staging.acme.example' }", ["/"], []],
    ["page: { path: /x, fragment: '#top' }", ["/x#top"], ["/x"]],
    // Copied addresses.
    ["page: https://www.acme.example/danke?utm_source=nl&utm_medium=email", ["/danke"], ["/x"]],
    ["page: 'https://www.acme.example/danke?fbclid=IwAR0&order=1'", ["/danke?order=1"], ["/danke"]],
    ["page: { url: 'https://www.acme.example/danke?utm_source=nl' }", ["/danke"], ["/x"]],
    ["page: { path: /danke, query: { gclid: Cj0KCQ } }", ["/danke?gclid=x"], ["/danke"]],
    ["page: //www.acme.example/danke", ["/danke"], ["/x"]],
    ["page: { path: { contains: https://www.acme.example/danke } }", ["/danke/x"], ["/x/danke"]],
    ["page: { path: { ends_with: www.acme.example/danke } }", ["/danke"], ["/x"]],
    [
      "page: { path: { one_of: [https://www.acme.example/a, https://www.acme.example/b] } }",
      ["/a", "/b"],
      ["/c"],
    ],
    ["page: { path: { not: https://www.acme.example/danke } }", ["/x"], ["/danke"]],
    ["page: { path: { matches: 'https://www.acme.example/danke' } }", ["/danke/x"], ["/x/danke"]],
    ["page: { path: { matches: '^www\\.acme\\.example/danke$' } }", ["/danke"], ["/x"]],
    ["page: { path: { matches: '/danke\\?step=done' } }", ["/danke?step=done"], ["/danke"]],
    ["page: /danke/?", ["/danke", "/danke/"], ["/dank"]],
    ["page: '/danke?*'", ["/danke", "/danke?a=b"], ["/dank"]],
    ["page: /danke?.*", ["/danke"], ["/dank"]],
    ["page: '/danke?id=*&step=done'", ["/danke?id=5&step=done"], ["/danke?step=done"]],
    ["page: '/danke?id={id}'", ["/danke?id=5"], ["/danke"]],
    ["page: '/danke?id='", ["/danke?id=5"], ["/danke"]],
    // Several pages, and the words of other languages.
    ["page: /danke und /merci", ["/danke", "/merci"], ["/x"]],
    ["page: /danke /merci", ["/danke", "/merci"], ["/x"]],
    ["page: /danke & /merci", ["/danke", "/merci"], ["/x"]],
    ["page: /gracias y /merci", ["/gracias", "/merci"], ["/x"]],
    ["page: '[/danke, /merci]'", ["/danke", "/merci"], ["/x"]],
    ["page: enthält /danke", ["/x/danke/y"], ["/x"]],
    ["page: beginnt mit /danke", ["/danke/x"], ["/x/danke"]],
    ["page: commence par /merci", ["/merci/x"], ["/x/merci"]],
    ["page: contiene gracias", ["/es/gracias/x"], ["/x"]],
    ["page: Page Path equals /danke", ["/danke"], ["/x"]],
    ["page: '/**/danke'", ["/danke", "/a/b/danke"], ["/danke/x"]],
    ["page: '/danke[/]'", ["/danke/"], ["/danke"]],
    ["page: /danke\u00ad", ["/danke"], ["/x"]],
    ["page: '\u200b/danke'", ["/danke"], ["/x"]],
    ["page: « /merci »", ["/merci"], ["/x"]],
    ["page: “/danke", ["/danke"], ["/x"]],
    ["page: / danke", ["/danke"], ["/x"]],
    ["page: '\\danke\\done'", ["/danke/done"], ["/x"]],
    // Queries without their question mark, backslashes, words for everything.
    ["page: /danke&step=done", ["/danke?step=done"], ["/danke&step=done"]],
    ["page: { path: { contains: '&step=done' } }", ["/x?a=1&step=done"], ["/x"]],
    ["page: { path: { ends_with: step=done } }", ["/x?step=done"], ["/x"]],
    ["page: { path: { matches: '/danke&step=done$' } }", ["/x/danke?step=done"], ["/danke"]],
    ["page: { path: { begins_with: /danke&step=do } }", ["/danke?step=done"], ["/danke"]],
    ["page: { url: 'https://www.acme.example/danke&step=done' }", ["/danke?step=done"], ["/danke"]],
    ["page: /danke\\done", ["/danke/done"], ["/x"]],
    ["page: { path: { contains: 'a\\b' } }", ["/x/a/b"], ["/a"]],
    ["page: { path: { matches: '^/a\\\\b$' } }", ["/a/b"], ["/a"]],
    ["page: { url: 'https://www.acme.example\\danke' }", ["/danke"], ["/x"]],
    ["page: { path: { matches: '(?i)^/danke$' } }", ["/Danke"], ["/x"]],
    ["page: '“/danke.”'", ["/danke"], ["/x"]],
    ["page: { path: /x, query: { q: null } }", ["/x"], ["/x?q=a"]],
    ["page: { path: /x, query: { q: { not: null } } }", ["/x?q=a"], ["/x"]],
    ["page: { path: /x, query: { q: empty } }", ["/x"], ["/x?q=a"]],
    ["page: ./danke", ["/danke"], ["/x"]],
    ["page: '/danke#'", ["/danke"], ["/x"]],
    ["page: { path: /x, query: step }", ["/x?step=a"], ["/x"]],
    ["page: { path: /x, query: [step] }", ["/x?step=a"], ["/x"]],
    ["page: { path: /x, query: { step: } }", ["/x?step=a"], ["/x"]],
    ["page: { path: /x, query: { step=done } }", ["/x?step=done"], ["/x?step=a"]],
    ["page: { path: /x, query: { step: all%20done } }", ["/x?step=all%20done"], ["/x"]],
    ["page: { path: /x, host: .acme.example }", ["/x"], []],
    ["page: { path: /x, host: www.acme.example. }", ["/x"], []],
    ["page: { url: 'http://www.acme.example/danke' }", ["/danke"], ["/x"]],
    ["page: { url: { begins_with: 'http://www.acme.example/d' } }", ["/danke"], ["/x"]],
    ["page: { url: { matches: '^www.acme.example/danke' } }", ["/danke"], ["/x"]],
    ["page: { path: { matches: '~^/danke$~i' } }", ["/Danke"], ["/x"]],
    ["page: { path: { matches: '^/danke$ ' } }", ["/danke"], ["/x"]],
    ["page: { path: { matches: '^/danke$|' } }", ["/danke"], ["/x"]],
    // A key that is given twice.
    ["page: { path: { contains: aa, contains: bb } }", ["/aa", "/bb"], ["/x"]],
    ["page: { path: { begins_with: /aa, begins_with: /bb } }", ["/aa/c", "/bb"], ["/x/aa"]],
    ["page: { path: { not: /aa, not: /bb } }", ["/x"], ["/aa", "/bb"]],
    ["page: /danke, page: /merci", ["/danke", "/merci"], ["/x"]],
    ["page: /danke, page: /danke", ["/danke"], ["/x"]],
    ["page: { path: /a, path: /b }", ["/a", "/b"], ["/x"]],
    ["page: { path: { begins_with: /a }, path: { ends_with: z } }", ["/a/z"], ["/a", "/z"]],
    ["page: { path: /x, query: { q: a, q: b } }", ["/x?q=a", "/x?q=b"], ["/x?q=c"]],
    // Slips of the pen.
    ["page: { path: { matches: ^/[a-z]{2,3}/danke$ } }", ["/de/danke"], ["/d/danke"]],
    ["page: { path: { matches: [a-z]+/danke } }", ["/de/danke"], ["/1/danke"]],
    ['page: { path: { matches: "^/\\d+$" } }', ["/12"], ["/x"]],
    ["page: { path: { begins_with /danke } }", ["/danke/x"], ["/x"]],
    ["page: { path: begins_with: /danke }", ["/danke/x"], ["/x"]],
    ["page: begins_with: /danke", ["/danke/x"], ["/x"]],
    ["page: { begins_with: /danke }", ["/danke/x"], ["/x"]],
    ["page:/danke", ["/danke"], ["/x"]],
    ["page = /danke", ["/danke"], ["/x"]],
    ["page: { path:/danke }", ["/danke"], ["/x"]],
    ["page: /danke value: 5", ["/danke"], ["/x"]],
    ["page: /danke; value: 5", ["/danke"], ["/x"]],
    ["page: /danke,, value: 5", ["/danke"], ["/x"]],
    ["page: /danke, value: 12,50", ["/danke"], ["/x"]],
    ["page: /danke, value: 1.234,50 EUR", ["/danke"], ["/x"]],
    ["page: /danke, value: '12,50 €'", ["/danke"], ["/x"]],
    ["page: /danke, value: 1_000", ["/danke"], ["/x"]],
    ["page: /danke, value: 010", ["/danke"], ["/x"]],
    ["page: /danke, spa: yes", ["/danke"], ["/x"]],
    ["page: /danke, counting: every", ["/danke"], ["/x"]],
    // Words of other tools.
    ["page: { path: { startsWith: /danke } }", ["/danke/x"], ["/x"]],
    ["page: { path: { 'starts with': /danke } }", ["/danke/x"], ["/x"]],
    ["page: { path: { not_equals: /danke } }", ["/x"], ["/danke"]],
    ["page: { path: { 'does not contain': danke } }", ["/x"], ["/danke"]],
    ["page: { path: { RE2: ^/d } }", ["/danke"], ["/x"]],
    ["page: { path: { regex: ^/d } }", ["/danke"], ["/x"]],
    ["page: { path: { 'matches RegEx (ignore case)': ^/danke } }", ["/DANKE"], ["/x"]],
    ["page: { path: { not_in: [/danke] } }", ["/x"], ["/danke"]],
    ["page: { page_path: /danke }", ["/danke"], ["/x"]],
    ["page: { 'Page Path': /danke }", ["/danke"], ["/x"]],
    ["thank_you_page: /danke", ["/danke"], ["/x"]],
    ["path: /danke", ["/danke"], ["/x"]],
    ["destination: /danke", ["/danke"], ["/x"]],
    ["page: /danke, goal_value: 5", ["/danke"], ["/x"]],
    ["page: /danke, conversion: true", ["/danke"], ["/x"]],
    ["page: /danke, non_interaction: true", ["/danke"], ["/x"]],
    ["page: /danke, counting_method: ONCE_PER_EVENT", ["/danke"], ["/x"]],
    ["page: /danke, category: Forms", ["/danke"], ["/x"]],
    ["goal_type: URL_DESTINATION, page: /danke", ["/danke"], ["/x"]],
  ] as const)("%s", (page, hits, misses) => {
    const type = page.startsWith("goal_type") ? "" : "type: destination, ";
    const goals = goalsOf(`{ ${type}${page} }`);
    const seen = (url: string) => counted(visit(goals, url)).length;
    expect({ hits: hits.map(seen), misses: misses.map(seen) }, goals).toEqual({
      hits: hits.map(() => 1),
      misses: misses.map(() => 0),
    });
  });

  test.each(["pageview", "page_view", "URL_DESTINATION", "thank_you_page", "url"])("type: %s", (type) => {
    expect(counted(visit(goalsOf(`{ type: ${type}, page: /danke }`), "/danke"))).toEqual(["goal"]);
  });
});

describe("followed advice about conditions", () => {
  test.each([
    ["{ plan: not free }", [{ plan: "pro" }], [{ plan: "free" }]],
    ["{ plan: '!= free' }", [{ plan: "pro" }], [{ plan: "free" }]],
    ["{ plan: '!free' }", [{ plan: "pro" }], [{ plan: "free" }]],
    ["{ plan: '== pro' }", [{ plan: "pro" }], [{ plan: "free" }]],
    ["{ plan: { equals: '!free' } }", [{ plan: "pro" }], [{ plan: "free" }]],
    ["{ plan: pro|team }", [{ plan: "pro" }, { plan: "team" }], [{ plan: "free" }]],
    ["{ plan: [pro, team] }", [{ plan: "pro" }, { plan: "team" }], [{ plan: "free" }]],
    ["{ plan: { not: free|trial } }", [{ plan: "pro" }], [{ plan: "free" }, { plan: "trial" }]],
    ["{ plan: { one_of: 'pro, team' } }", [{ plan: "pro" }, { plan: "team" }], [{ plan: "x" }]],
    ["{ plan: { begins_with: [pro, team] } }", [{ plan: "pro2" }], [{ plan: "a pro" }]],
    ["{ plan: 'pro*' }", [{ plan: "pro2" }], [{ plan: "free" }]],
    ["{ plan: '*' }", [{ plan: "pro" }], [{}]],
    ["{ plan: not empty }", [{ plan: "pro" }], [{}, { plan: "" }]],
    ["{ plan: ' pro' }", [{ plan: "pro" }], [{ plan: "x" }]],
    ["{ plan: “pro” }", [{ plan: "pro" }], [{ plan: "x" }]],
    ["{ plan: 'contains pro' }", [{ plan: "my pro" }], [{ plan: "x" }]],
    ["{ plan: 'regex:^p' }", [{ plan: "pro" }], [{ plan: "xp" }]],
    ["{ total: 100-200 }", [{ total: 150 }], [{ total: 99 }]],
    ["{ order.total: 100..200 }", [{ order: { total: 150 } }], [{ order: { total: 99 } }]],
    ["{ cartValue: 100 to 200 }", [{ cartValue: 150 }], [{ cartValue: 99 }]],
    ["{ total: zwischen 100 und 200 }", [{ total: 150 }], [{ total: 99 }]],
    ["{ total: '>100 && <200' }", [{ total: 150 }], [{ total: 200 }]],
    ["{ total: 100+ }", [{ total: 100 }], [{ total: 99 }]],
    ["{ total: 100 or more }", [{ total: 100 }], [{ total: 99 }]],
    ["{ total: over 100 }", [{ total: 101 }], [{ total: 100 }]],
    ["{ total: ab 100 € }", [{ total: 100 }], [{ total: 99 }]],
    ["{ total: mindestens 100 }", [{ total: 100 }], [{ total: 99 }]],
    ["{ total: plus de 100 }", [{ total: 101 }], [{ total: 100 }]],
    ["{ total: más de 100 }", [{ total: 101 }], [{ total: 100 }]],
    ["{ total: not 0 }", [{ total: 5 }], [{ total: 0 }, { total: "0.00" }]],
    ["{ plan: nicht free }", [{ plan: "pro" }], [{ plan: "free" }]],
    ["{ plan: pas free }", [{ plan: "pro" }], [{ plan: "free" }]],
    ["{ plan: 'not in [free, trial]' }", [{ plan: "pro" }], [{ plan: "free" }, { plan: "trial" }]],
    ["{ plan: 'in (pro, team)' }", [{ plan: "pro" }], [{ plan: "free" }]],
    ["{ total: '> 100' }", [{ total: 101 }], [{ total: 100 }]],
    ["{ total: '>=100' }", [{ total: 100 }], [{ total: 99 }]],
    ["{ total: more than 100 }", [{ total: 101 }], [{ total: 100 }]],
    ["{ total: { more_than: '100' } }", [{ total: 101 }], [{ total: 100 }]],
    ["{ total: { more_than: 100 EUR } }", [{ total: 101 }], [{ total: 100 }]],
    ["{ total: { '>': 100 } }", [{ total: 101 }], [{ total: 100 }]],
    ["{ total: { greater_than: 100 } }", [{ total: 101 }], [{ total: 100 }]],
    ["{ total: { 'greater than or equal to': 100 } }", [{ total: 100 }], [{ total: 99 }]],
    ["{ plan: { ne: free } }", [{ plan: "pro" }], [{ plan: "free" }]],
    ["{ plan: { exists: true } }", [{ plan: "pro" }], [{}]],
    ["{ zip: 01067 }", [{ zip: "01067" }], [{ zip: "1067" }]],
    ["{ total: { at_least: 5 }, total: { at_most: 9 } }", [{ total: 7 }], [{ total: 4 }, { total: 10 }]],
    ["{ plan = pro }", [{ plan: "pro" }], [{ plan: "free" }]],
    ["{ plan: 'pro' or 'team' }", [{ plan: "pro" }, { plan: "team" }], [{ plan: "free" }]],
    ["{ total: { between: 100-200 } }", [{ total: 150 }], [{ total: 99 }, { total: 201 }]],
    ["{ total: { more_than: 1.000,50 } }", [{ total: 1001 }], [{ total: 1000 }]],
    ["{ order/total: 5 }", [{ order: { total: 5 } }], [{ order: { total: 6 } }]],
    ["{ order..total: 5 }", [{ order: { total: 5 } }], [{ order: { total: 6 } }]],
    ["{ .plan: pro }", [{ plan: "pro" }], [{ plan: "free" }]],
    ["{ items[].id: a }", [{ items: [{ id: "a" }] }], [{ items: [{ id: "b" }] }]],
    ["{ plan: pro, plan: team }", [{ plan: "pro" }, { plan: "team" }], [{ plan: "free" }]],
    ["{ plan: { not: null } }", [{ plan: "pro" }], [{}]],
    ["{ dataLayer.plan: pro }", [{ plan: "pro" }], [{ plan: "free" }]],
    ["{ items[0].id: a }", [{ items: [{ id: "a" }] }], [{ items: [{ id: "b" }] }]],
    ["{ DLV - plan: pro }", [{ plan: "pro" }], [{ plan: "free" }]],
    ["{ 'items[0].id': a }", [{ items: [{ id: "a" }] }], [{ items: [{ id: "b" }] }]],
    ["{ plan: *pro }", [{ plan: "two pro" }], [{ plan: "x" }]],
    ["{ plan: a: b }", [{ plan: "a: b" }], [{ plan: "a" }]],
  ] as const)("where: %s", (where, hits, misses) => {
    const goals = goalsOf(`{ type: event, on: { data_layer: x }, where: ${where} }`);
    const seen = (pushed: object) => {
      const visitor = visit(goals, "/");
      visitor.push({ event: "x", ...pushed });
      return counted(visitor).length;
    };
    expect({ hits: hits.map(seen), misses: misses.map(seen) }, goals).toEqual({
      hits: hits.map(() => 1),
      misses: misses.map(() => 0),
    });
  });
});

describe("followed advice about clicks", () => {
  const page = elements(
    `<a id="tel" href="tel:+49301234567">Call</a><a id="mail" href="mailto:info@acme.example">Mail</a>
     <a id="shop" href="https://www.partner.example/shop">Shop</a><a id="contact" href="/contact.html">Contact</a>
     <button id="buy" class="btn buy" data-x="1">Buy: now</button><a id="pdf" href="/a.pdf">File</a>`,
  );
  test.each([
    ["link: +49 30 1234567", "#tel"],
    ["link: +49 (30) 123-4567", "#tel"],
    ["click: { data-x: 1 }", "#buy"],
    ["click: { attribute: data-x }", "#buy"],
    ["click: { tag: button }", "#buy"],
    ["click: { button: 'Buy: now' }", "#buy"],
    ["click: 'button[data-x=1]'", "#buy"],
    ["click: 'text=Buy: now'", "#buy"],
    ["click: css=#buy", "#buy"],
    ["link: .pdf", "#pdf"],
    ["link: { external: yes }", "#shop"],
    ["download: /a", "#pdf"],
    ["link: 'tel:+49 30 1234567'", "#tel"],
    ["link: { url: { contains: '+49 30' } }", "#tel"],
    ["link: { url: 'mailto: info@acme.example' }", "#mail"],
    ["click: '#buy', click: '#x'", "#buy"],
    ["click: button, click: '#x'", "#buy"],
    ["click: all", "#buy"],
    ["download: all", "#pdf"],
    ["link: tel:", "#tel"],
    ["link: phone", "#tel"],
    ["link: e-mail", "#mail"],
    ["link: { host: www.partner.example }", "#shop"],
    ["link: external", "#shop"],
    ["link: { external: true }", "#shop"],
    ["link: a#shop", "#shop"],
    ["click: { href: 'https://www.partner.example/shop' }", "#shop"],
    ["click: https://www.partner.example/shop", "#shop"],
    ["click: \"$('#buy')\"", "#buy"],
    ["click: \"document.querySelector('.buy')\"", "#buy"],
    ["click: '<button id=\"buy\">'", "#buy"],
    ["click: id=buy", "#buy"],
    ["click: \"//button[@id='buy']\"", "#buy"],
    ["click: '##buy'", "#buy"],
    ["click: '#x or #buy'", "#buy"],
    ["click: '#x || #buy'", "#buy"],
    ["click: \"button 'Buy: now'\"", "#buy"],
    ["click: { id: '#buy|#x' }", "#buy"],
    ["click: { classes: [btn, x] }", "#buy"],
    ["download: /a.pdf", "#pdf"],
    ["download: { name: a.pdf }", "#pdf"],
    ["link: { url: { begins_with: tel: } }", "#tel"],
    ["link: 'tel:*'", "#tel"],
    ["link: info@acme.example", "#mail"],
    ["link: www.partner.example", "#shop"],
    ["link: www.partner.example/shop", "#shop"],
    ["link: { url: { begins_with: www.partner.example } }", "#shop"],
    ["link: { click_url: https://www.partner.example/shop }", "#shop"],
    ["link: contact.html", "#contact"],
    ["link: [/contact.html, /x]", "#contact"],
    ["click: #buy", "#buy"],
    ["click: .x, #buy", "#buy"],
    ["click: [data-x]", "#buy"],
    ['click: button[data-x="1"]', "#buy"],
    ["click: ['#buy', '#x']", "#buy"],
    ["click: { id: '#buy' }", "#buy"],
    ["click: { classes: .buy }", "#buy"],
    ["click: { css: '#buy' }", "#buy"],
    ["click: { text: Buy: now }", "#buy"],
    ["click: { text: 'Buy*' }", "#buy"],
    ["click: { text: '<b>Buy: now</b>' }", "#buy"],
    ["data_layer: '#buy'", "#buy"],
    ["click: { text: '*now' }", "#buy"],
    ["click: { 'Click Text': 'Buy: now' }", "#buy"],
    ["all_elements: '#buy'", "#buy"],
    ["download: '*.pdf'", "#pdf"],
    ["download: .pdf|.doc", "#pdf"],
    ["file_download: pdf", "#pdf"],
  ] as const)("on: { %s }", (on, selector) => {
    const goals = goalsOf(`{ type: event, on: { ${on} } }`);
    const visitor = visit(goals, "/");
    visitor.click(page(selector));
    visitor.click(page(selector === "#buy" ? "#tel" : "#buy"));
    expect(counted(visitor), goals).toEqual(["goal"]);
  });
});

describe("followed advice leads to a valid file", () => {
  test.each([
    "{ type: Pages/Screens per session, more_than: 5 }",
    "{ type: pages/session, more_than: 5 }",
    "{ type: pages_per_session, pages: 5 }",
    "{ type: pages_per_session, greater_than: 5 }",
    "{ type: pages_per_session, more_than: 5 pages }",
    "{ type: pages_per_session, more_than: > 5 }",
    "{ type: timer, longer_than: 4m }",
    "{ type: Dauer, longer_than: 4 Minuten }",
    "{ type: Ziel, page: /danke }",
    "{ type: Ereignis, on: { data_layer: paid } }",
    "{ type: événement, on: { data_layer: paid } }",
    "{ type: VISIT_TIME_ON_SITE, longer_than: 4 minutes }",
    "{ type: duration, longer_than: 4 min }",
    "{ type: duration, longer_than: 00:04:00 }",
    "{ type: duration, longer_than: 1 minute 30 seconds }",
    "{ type: duration, longer_than: > 4m }",
    "{ type: duration, duration: 4m }",
    "{ type: duration, minimum_time: 4m }",
    "{ type: form_submit, on: { form_submit: contact } }",
    "{ type: click, on: { click: '#buy' } }",
    "{ type: event, trigger: { click: '#buy' } }",
    "{ type: event, on: { click: '#buy' }, label: Buy }",
    "{ type: event, on: { click: '#buy' }, action: click }",
    "{ type: event, on: { click: '#buy' }, mark_as_conversion: true }",
    "{ type: event, on: { custom_event: paid } }",
    "{ type: event, on: paid }",
    "{ type: event, on: '#buy' }",
    "{ type: event, on: { scroll: 50% } }",
    "{ type: event, on: { scroll_depth: 50 } }",
    "{ type: event, on: { scroll: { threshold: 50 } } }",
    "{ type: event, on: { video: 50% } }",
    "{ type: event, on: { video: { percent: 50 } } }",
    "{ type: event, on: { video: finished } }",
    "{ type: event, on: { video: { url: 'https://youtu.be/abc' } } }",
    "{ type: event, on: { element_visibility: '#buy' } }",
    "{ type: event, on: { visible: { element_id: buy } } }",
    "{ type: event, on: { visible: [ '#a', '#b' ] } }",
    "{ type: event, on: { form: '#contact' } }",
    "{ type: event, on: { form: { form_id: contact } } }",
    "{ type: event, on: { form: [contact, quote] } }",
    "{ type: event, on: { returning_visit: yes } }",
    "{ type: event, on: { data_layer: ' paid' } }",
    "{ type: event, on: { data_layer: 404 } }",
    "{ type: event, on: { data_layer: paid }, where: 'plan = pro' }",
    "{ type: event, on: { data_layer: paid }, where: 'plan = pro and total > 100' }",
    "{ type: event, on: { data_layer: paid }, where: [{ plan: pro }, { total: 5 }] }",
    "{ type: event, on: { data_layer: paid }, where: { total: { between: [100, 200] } } }",
    "{ type: event, on: { data_layer: paid }, parameters: { coupon: { query: '?coupon=' } } }",
    "{ type: destination, page: { or: [/a, /b] } }",
    "{ type: destination, page: [{ path: /a }, { path: /b }] }",
    "{ type: destination, page: { path: { enthält: /a } } }",
    "{ type: event, on: { click: .w-1/2 } }",
    "{ type: event, on: { click: '#123' } }",
    "{ type: event, on: { click: buy-btn } }",
    "{ type: event, on: { form: true } }",
    "{ type: event, on: { form: all } }",
    "{ type: event, on: { data_layer: { event: paid } } }",
    "{ type: event, on: { data_layer: paid }, value: { data_layer: 5 } }",
    "{ type: event, on: { data_layer: paid }, parameters: [plan, method] }",
    "{ type: event, on: { data_layer: paid }, parameters: { plan } }",
    "{ type: event, on: { data_layer: paid }, parameters: { plan: {plan} } }",
    "{ type: event, on: { data_layer: paid }, parameters: { plan: { data_layer: plan, dimension: true } } }",
    "{ type: event, on: { data_layer: paid }, parameters: { plan: { data_layer: plan, register: yes } } }",
    "{ type: event, on: { data_layer: paid }, parameters: { plan: { data_layer: plan, default: x } } }",
    "{ type: event, on: { data_layer: paid }, parameters: { Plan-Name: pro } }",
    "{ type: event, on: { data_layer: paid }, consent: statistics }",
    "{ type: event, on: { data_layer: paid }, consent: { analytics_storage: granted } }",
    "{ type: event, on: { data_layer: paid }, counting: 1 }",
    "{ type: pages_per_session, at_least: 5 }",
    "{ type: duration, longer_than: 4,5m }",
    "{ type: event, on: { form: 'form[name=contact]' } }",
    "{ type: event, on: { form: { action: contact.php } } }",
    "{ type: event, on: { form: { action: www.acme.example/send } } }",
    "{ type: event, on: { form: { name: contact } } }",
    "{ type: event, on: { link: whatsapp } }",
    "{ type: event, on: { scroll: { px: 500 } } }",
    "{ type: event, on: { visible: { selector: '#a', time: 3000 } } }",
    "{ type: event, on: { visible: { selector: '#a', time: 3000ms } } }",
    "{ type: event, on: { visible: { selector: '#a', percent: 0.5 } } }",
    "{ type: event, on: { video: { id: dQw4w9WgXcQ } } }",
    "{ type: event, on: { video: 'https://youtu.be/dQw4w9WgXcQ' } }",
    "{ type: event, on: { form: '*' } }",
    "{ type: event, on: { link: any } }",
    "{ type: event, on: { data_layer: dataLayer.paid } }",
    "{ type: event, on: { data_layer: paid }, value: {amount} }",
    "{ type: event, on: { data_layer: paid }, value: { key: order.total } }",
    "{ type: event, on: { data_layer: paid }, value: { data_layer: dataLayer.total } }",
    "{ type: event, on: { data_layer: paid }, value: { data_layer: items[0].price } }",
    "{ type: event, on: { data_layer: paid }, parameters: { coupon: { cookie: cookies.coupon } } }",
    "{ type: event, on: { form: form#contact } }",
    "{ type: event, on: { form: /contact } }",
    "{ type: event, on: { form: { name: contact } } }",
    "{ type: event, on: { link: true } }",
    "{ type: event, on: { scroll: 0.75 } }",
    "{ type: event, on: { scroll: 500px } }",
    "{ type: event, on: { scroll: bottom } }",
    "{ type: event, on: { download: '*' } }",
    "{ type: event, on: { video: { url: dQw4w9WgXcQ } } }",
    "{ type: event, on: { video: { url: 'https://www.youtube.com/watch?v=dQw4w9WgXcQ&t=10s' } } }",
    "{ type: event, on: { video: { url: youtube.com/watch?v=dQw4w9WgXcQ } } }",
    "{ type: event, on: { data_layer: /order/ } }",
    "{ type: event, on: { data_layer: \"dataLayer.push({ event: 'order' })\" } }",
    "{ type: event, on: { data_layer: \"'event': 'order'\" } }",
    "{ type: event, on: { data_layer: 'order*' } }",
    "{ type: event, on: { data_layer: paid }, parameters: { plan: '{plan}', method: order.method } }",
    "{ type: event, on: { click: { text: @buy } } }",
    "{ type: event, on: { click: { text: 'Let's go' } } }",
    '{ type: event, on: { click: { text: "Buy" now } } }',
    '{ type: event, on: { click: { text: "Say "hi"" } } }',
    "{ type: destination page: { path: /a } }",
    "{ type: destination, page: { path: /a } value: 5 }",
    "{ type: event, on: { data_layer: paid } where: { plan: a } }",
    "{ type: event, on: { data_layer: paid }, where: { plan: { contains: b, ignoreCase: true } } }",
    "{ type: destination, page: /a, name: Thanks, newsletter }",
    "{ type: destination, page: /a, name: Thanks: newsletter }",
    "{ type: event, on: { click: { text: %off } } }",
    "{ type: event, on: { click: { text: !new } } }",
    "{ type: event, on: { click: { text: &more } } }",
    "{ type: event, on: { data_layer: paid }, value: order.total }",
    "{ type: event, on: { data_layer: paid }, value: 5, currency: € }",
    "{ type: event, on: { data_layer: paid }, consent: analytics_storage }",
    "{ type: event, on: { data_layer: paid }, event_parameters: { a: b } }",
    "{ type: event, on: { data_layer: paid }, conditions: { a: b } }",
  ])("%s", (goal) => {
    advised(goal);
  });

  test("a better name of an event is advised to one goal alone", () => {
    const goals = ["contact", "lead", "quote_request", "new_lead"].map(
      (id) => `  ${id}: { type: event, on: { form: ${id} } }\n`,
    );
    const text = `${HEAD}goals:\n${goals.join("")}`;
    const [first, ...others] = diagnosticsOf(text).filter(({ code }) => code === "recommended-event-name");
    expect(first?.hint).toContain("event: generate_lead");
    expect(others).toEqual([]);
    const advisedText = text.replace("contact: { ", "contact: { event: generate_lead, ");
    expect(diagnosticsOf(advisedText).map(({ code }) => code)).toEqual([]);
  });
});

describe("followed advice about funnels", () => {
  const GOALS = "goals:\n  purchase: { type: event, on: { ga4_event: purchase } }\n";
  test.each([
    "[/cart, /checkout/, purchase]",
    "[www.acme.example/cart, purchase]",
    "[add_payment_info, purchase]",
    "[{ id: cart, path: /cart }, purchase]",
    "[{ id: buy, click: '#buy' }, purchase]",
    "[{ id: cart, page_path: /cart }, purchase]",
  ])("steps: %s", (steps) => {
    let text = `${HEAD}${GOALS}funnels:\n  checkout: { steps: ${steps} }\n`;
    for (let round = 0; round < ROUNDS; round += 1) {
      const [first] = diagnosticsOf(text);
      text = (first && followed(text, first)) ?? text;
    }
    expect(diagnosticsOf(text), text.slice(HEAD.length)).toEqual([]);
  });
});
