/** Ways of `any:` are applied, added, changed and removed, and the plan after each is empty. */
import { expect, test } from "vitest";
import { planText } from "../../src/render/plan-text.ts";
import { HEAD, openShop } from "../support/shop.ts";

const lead = (...ways: readonly string[]) =>
  `${HEAD}goals:\n  lead: { type: event, ${ways.length === 1 ? ways[0] : `any: [${ways.map((way) => `{ ${way} }`).join(", ")}]`} }\n`;
const FORM = "on: { form: callback }";
const CHAT = "on: { data_layer: chat }";

test("each change of the ways is applied, said in the words of the file, and the plan after it is empty", async () => {
  const shop = await openShop();
  try {
    const said: string[] = [];
    const steps = [
      lead(FORM),
      lead(FORM, CHAT),
      lead(FORM, CHAT, "page: /thanks, spa: true"),
      lead(FORM, CHAT, "page: /merci, spa: true"),
      lead(CHAT, "page: /merci, spa: true"),
      lead(CHAT),
    ];
    for (const file of steps) {
      const { plan } = await shop.plan(file);
      said.push(planText(plan, { color: false }));
      await shop.apply(file);
      expect((await shop.plan(file)).plan.changes).toEqual([]);
    }
    expect(said.join("\n=====\n")).toMatchInlineSnapshot(`
      "acme-shop → production
      Analytics property 123456789 (G-TEST123456), Tag Manager GTM-TEST01

      + add    Lead  goals.yaml:9
          form submitted: id is callback
          + folder            goalform - acme-shop
          + built-in variable Form ID
          + trigger           acme-shop - Lead
          + tag               acme-shop - Lead  sends lead
          + key event         lead  once per session

      warning: GTM-TEST01 has no Google tag for G-TEST123456, so GA4 may receive nothing. If it is a destination of the container, which no tag shows, write \`google_tag: container\` in the target; if the site's pages load it, \`google_tag: page\`; otherwise \`google_tag: create\` makes one.

      5 requests made, apply will make 6 more.
      Plan: 1 to add, 0 to change, 0 to remove, 0 unchanged.

      =====
      acme-shop → production
      Analytics property 123456789 (G-TEST123456), Tag Manager GTM-TEST01

      ~ change Lead  goals.yaml:9
          a further way: (nothing) → the site pushes chat to the data layer
          ~ trigger     acme-shop - Lead (form-callback)  its mark is updated
              name: "acme-shop - Lead" → "acme-shop - Lead (form-callback)"
          + trigger     acme-shop - Lead (data_layer-chat)
          ~ tag         acme-shop - Lead  changed in the goals file
              firingTrigger: "gtm.trigger/lead/form-callback" → "gtm.trigger/lead/data_layer-chat", "gtm.trigger/lead/form-callback"

      warning: GTM-TEST01 has no Google tag for G-TEST123456, so GA4 may receive nothing. If it is a destination of the container, which no tag shows, write \`google_tag: container\` in the target; if the site's pages load it, \`google_tag: page\`; otherwise \`google_tag: create\` makes one.

      5 requests made, apply will make 4 more.
      Plan: 0 to add, 1 to change, 0 to remove, 0 unchanged.

      =====
      acme-shop → production
      Analytics property 123456789 (G-TEST123456), Tag Manager GTM-TEST01

      ~ change Lead  goals.yaml:9
          a further way: (nothing) → page viewed: /thanks, with or without a reload
          + variable    acme-shop - history old address
          + variable    acme-shop - history old path
          + trigger     acme-shop - Lead (page-thanks)
          + trigger     acme-shop - Lead (page-thanks/history)
          ~ tag         acme-shop - Lead  changed in the goals file
              firingTrigger: "gtm.trigger/lead/data_layer-chat", "gtm.trigger/lead/form-callback" → "gtm.trigger/lead/data_layer-chat", "gtm.trigger/lead/form-callback", "gtm.trigger/lead/page-thanks", "gtm.trigger/lead/page-thanks/history"

      warning: GTM-TEST01 has no Google tag for G-TEST123456, so GA4 may receive nothing. If it is a destination of the container, which no tag shows, write \`google_tag: container\` in the target; if the site's pages load it, \`google_tag: page\`; otherwise \`google_tag: create\` makes one.

      5 requests made, apply will make 4 more.
      Plan: 0 to add, 1 to change, 0 to remove, 0 unchanged.

      =====
      acme-shop → production
      Analytics property 123456789 (G-TEST123456), Tag Manager GTM-TEST01

      ~ change Lead  goals.yaml:9
          1 of 3 ways: page viewed: /thanks, with or without → /merci, with or without a reload
          ~ trigger     acme-shop - Lead (page-merci)  changed in the goals file
              condition 1: Page Path is "/thanks" → Page Path is "/merci"
              name: "acme-shop - Lead (page-thanks)" → "acme-shop - Lead (page-merci)"
          ~ trigger     acme-shop - Lead (page-merci/history)  changed in the goals file
              condition 1: Page Path is "/thanks" → Page Path is "/merci"
              name: "acme-shop - Lead (page-thanks/history)" → "acme-shop - Lead (page-merci/history)"
          ~ tag         acme-shop - Lead  its mark is updated

      warning: GTM-TEST01 has no Google tag for G-TEST123456, so GA4 may receive nothing. If it is a destination of the container, which no tag shows, write \`google_tag: container\` in the target; if the site's pages load it, \`google_tag: page\`; otherwise \`google_tag: create\` makes one.

      5 requests made, apply will make 4 more.
      Plan: 0 to add, 1 to change, 0 to remove, 0 unchanged.

      =====
      acme-shop → production
      Analytics property 123456789 (G-TEST123456), Tag Manager GTM-TEST01

      ~ change Lead  goals.yaml:9
          1 of 3 ways: form submitted: id is callback → (nothing)
          - trigger     acme-shop - Lead (form-callback)
          ~ tag         acme-shop - Lead  changed in the goals file
              firingTrigger: "gtm.trigger/lead/data_layer-chat", "gtm.trigger/lead/form-callback", "gtm.trigger/lead/page-merci", "gtm.trigger/lead/page-merci/history" → "gtm.trigger/lead/data_layer-chat", "gtm.trigger/lead/page-merci", "gtm.trigger/lead/page-merci/history"

      warning: GTM-TEST01 has no Google tag for G-TEST123456, so GA4 may receive nothing. If it is a destination of the container, which no tag shows, write \`google_tag: container\` in the target; if the site's pages load it, \`google_tag: page\`; otherwise \`google_tag: create\` makes one.

      5 requests made, apply will make 4 more.
      Plan: 0 to add, 1 to change, 0 to remove, 0 unchanged.

      =====
      acme-shop → production
      Analytics property 123456789 (G-TEST123456), Tag Manager GTM-TEST01

      ~ change Lead  goals.yaml:9
          1 of 2 ways: page viewed: /merci, with or without a reload → (nothing)
          - variable    acme-shop - history old address
          - variable    acme-shop - history old path
          ~ trigger     acme-shop - Lead  its mark is updated
              name: "acme-shop - Lead (data_layer-chat)" → "acme-shop - Lead"
          - trigger     acme-shop - Lead (page-merci)
          - trigger     acme-shop - Lead (page-merci/history)
          ~ tag         acme-shop - Lead  changed in the goals file
              firingTrigger: "gtm.trigger/lead", "gtm.trigger/lead/page-merci", "gtm.trigger/lead/page-merci/history" → "gtm.trigger/lead"

      warning: GTM-TEST01 has no Google tag for G-TEST123456, so GA4 may receive nothing. If it is a destination of the container, which no tag shows, write \`google_tag: container\` in the target; if the site's pages load it, \`google_tag: page\`; otherwise \`google_tag: create\` makes one.

      5 requests made, apply will make 4 more.
      Plan: 0 to add, 1 to change, 0 to remove, 0 unchanged.
      "
    `);
  } finally {
    await shop.close();
  }
});
