/** What `export` gives, as a whole: the file for Tag Manager's import screen, and what is left to do by hand. */
import { expect, test } from "vitest";
import { exportContainer } from "../../src/app/export.ts";
import { exportSummary } from "../../src/render/container-exported.ts";
import { HEAD } from "../support/shop.ts";

const GOALS = `goals:
  thanks: { type: destination, page: /thanks, value: 5, adopt: "GA4 - Thanks" }
  signup:
    type: event
    on: { data_layer: registered }
    where: { plan: { not: free } }
    parameters: { plan: { data_layer: plan, register: dimension }, seats: { data_layer: seats, register: metric } }
    unless: { page: /staff }
  rule: { type: destination, page: /rule, via: ga4, key_event: false }
  off: { type: destination, page: /off, enabled: false }
funnels:
  checkout: { steps: [{ id: cart, page: /cart }, thanks], audiences: [completed] }
removed: [old]
`;
const PLACES = {
  "a public id": HEAD,
  "an account and a container, and a Google tag": HEAD.replace(
    "container: GTM-TEST01",
    'account: "1", container: "2"',
  ).replace(/( {4}gtm: .*\n)/, "$1    google_tag: create\n"),
};

function exported(head: string, goals = GOALS) {
  const bytes = new TextEncoder().encode(head + goals);
  const files = { readGoals: () => bytes, included: () => [] };
  const ports = { env: {}, files, warn: () => {} } as unknown as Parameters<typeof exportContainer>[1];
  return exportContainer({ file: "goals.yaml" }, ports, new Date("2026-11-27T08:09:10Z"));
}

test.each(Object.entries(PLACES))("for %s", async (name, head) => {
  const golden = `outputs/export-for-${name.toLowerCase().replaceAll(/[^a-z]+/g, "-")}.txt`;
  await expect(`${JSON.stringify(exported(head), null, 1)}\n`).toMatchFileSnapshot(golden);
});

test("for pages that load the Google tag", () => {
  const { googleTag } = exported(HEAD.replace(/( {4}gtm: .*\n)/, "$1    google_tag: page\n"));
  expect(googleTag).toBe("in the pages");
});

test("columns in the words of their screens, and other tags that send the same", () => {
  const goals = `forward: { shop: { data_layer: [view_item, purchase] } }
dimensions: { size: { scope: item }, plan: { scope: user, no_ads: true }, author: {} }
metrics: { margin: { unit: currency, money: revenue } }
goals: { call: { type: event, on: { link: { url: { begins_with: "tel:" } } } } }
`;
  const text = exportSummary(exported(HEAD, goals));
  expect(
    [...text.matchAll(/^ {8}(?:Scope|Not for|Restricted).*|^ {8}[a-z_]+, .*$/gm)].map(([line]) =>
      line.trim(),
    ),
  ).toEqual([
    "Scope: item, item parameter: size",
    "Scope: user, user property: plan",
    "Not for ads personalization: mark it as NPA in the list",
    "Scope: event, event parameter: author",
    "Scope: event, event parameter: margin, unit of measurement: currency",
    "Restricted data: revenue data",
    "call, view_item, purchase",
  ]);
  expect(text).toContain('its notes contain "goalform owner=acme-shop"');
});
