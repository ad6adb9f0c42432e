/** `forward`, judged by what Google's tag does with the container. */
import { expect, test } from "vitest";
import { counted, visit } from "../support/visit.ts";

const FILE = `forward: { shop: { data_layer: [view_item, add-to.cart, "pay (now)"], ecommerce: true } }
goals: { bought: { type: event, on: { ga4_event: view_item } } }
`;

test("each listed event is sent exactly once under its own name, and no other", () => {
  const site = visit(FILE, "/");
  for (const event of ["view_item", "add-to.cart", "pay (now)"]) site.push({ event });
  for (const event of ["view_items", "xview_item", "View_item", "add-toxcart", "pay now", "view_item|x"])
    site.push({ event });
  expect(counted(site)).toEqual(["view_item", "add-to.cart", "pay (now)"]);
});
