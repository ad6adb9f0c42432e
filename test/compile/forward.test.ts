/** `forward`, judged by what Google's tag does with the container. */
import { expect, test } from "vitest";
import { HEAD } from "../support/shop.ts";
import { counted, visit } from "../support/visit.ts";

const BARE = HEAD.replace(/^defaults:.*\n/m, "");
const FILE = `forward: { shop: { data_layer: [view_item, add-to.cart, "pay (now)"], ecommerce: true }, account: { data_layer: login } }
goals: { bought: { type: event, on: { ga4_event: view_item } } }
`;

test("each listed event is sent exactly once under its own name, and no other", () => {
  const site = visit(FILE, "/");
  for (const event of ["view_item", "login", "add-to.cart", "pay (now)"]) site.push({ event });
  for (const event of ["view_items", "xview_item", "View_item", "add-toxcart", "pay now", "view_item|x"])
    site.push({ event });
  for (const event of ["logins", "Login", "gtm.click"]) site.push({ event });
  expect(counted(site)).toEqual(["view_item", "login", "add-to.cart", "pay (now)"]);
});

test("what `defaults` say about parameters, hosts and exceptions applies, and the e-commerce data is sent", () => {
  const defaults = `defaults:
  parameters: { lang: { data_layer: page.lang, default: de } }
  host: { ends_with: acme.example }
  unless: { where: { internal: true } }
`;
  const site = visit(defaults + FILE, "/", {}, BARE);
  site.push({ event: "view_item", ecommerce: { currency: "EUR", value: 5, items: [{ item_id: "a" }] } });
  site.push({ event: "login", page: { lang: "fr" } });
  site.push({ event: "view_item", internal: true });
  const sent = site.hits.map(({ event, parameters }) => [event, parameters]);
  expect(sent).toEqual([
    ["view_item", expect.objectContaining({ lang: "de", currency: "EUR", value: 5 })],
    ["login", { lang: "fr" }],
  ]);
  const elsewhere = visit(defaults.replace("acme", "other") + FILE, "/", {}, BARE);
  elsewhere.push({ event: "login" });
  expect(counted(elsewhere)).toEqual([]);
});

test("where the page's own gtag reaches Analytics, what it sends is not sent again", () => {
  const site = visit(FILE, "/", {}, HEAD.replace(/(\n +)gtm:/, "$1google_tag: page$1gtm:"));
  site.push({ event: "view_item", eventModel: { items: [] } });
  site.push({ event: "view_item", eventModel: undefined });
  expect(counted(site)).toEqual(["view_item"]);
});
