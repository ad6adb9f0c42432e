/** What `export` gives, as a whole: the file for Tag Manager's import screen, and what is left to do by hand. */
import { expect, test } from "vitest";
import { exportContainer } from "../../src/app/export.ts";
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

function exported(head: string) {
  const bytes = new TextEncoder().encode(head + GOALS);
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
