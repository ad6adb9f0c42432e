/** Which tags of containers that others use send the event of a goal to its property. */
import { existsSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { compile } from "../../src/compile/compile.ts";
import { goalSet, HEAD, openShop } from "../support/shop.ts";

interface Container {
  readonly file: string;
  readonly id: string;
  /** Events of goals → the tags that send them too, of those for this property. */
  readonly sent: Readonly<Record<string, readonly string[]>>;
}

const CONTAINERS: readonly Container[] = [
  {
    file: "../shared/containers/13-google-marketing-solutions-gtm-boilerplate--web-container-hybrid.json",
    id: "G-AAAAAAAAAA",
    sent: { purchase: ["Google Analytics Tag"], sign_up: [] },
  },
  {
    file: "../shared/containers/13-google-marketing-solutions-gtm-boilerplate--web-container-hybrid.json",
    id: "G-BBBBBBBBBB",
    sent: { purchase: ["Google Analytics Tag - sGTM"] },
  },
  {
    file: "../shared/containers-made/01-moebelkontor-shop.json",
    id: "G-MADE010001",
    sent: {
      add_to_cart: ["GA4 - Event - E-Commerce (alle)"],
      purchase: ["GA4 - Event - purchase"],
      sign_up: [],
    },
  },
  {
    file: "../shared/containers-made/01-moebelkontor-shop.json",
    id: "G-OTHER12345",
    sent: { add_to_cart: [], purchase: [] },
  },
  {
    file: "../shared/containers-made/02-tidewhistle-saas.json",
    id: "G-MADE020001",
    sent: { sign_up: ["ga4.event.sign_up"], video_50: [] },
  },
  {
    file: "../shared/containers-made/05-kwarcyk-ubezpieczenia.json",
    id: "G-MADE050001",
    sent: { generate_lead: ["GA4 - lead"], kalkulator_krok_2: [] },
  },
  {
    file: "../shared/containers-made/09-tramontelle-voyages.json",
    id: "G-MADE090001",
    sent: { view_item: ["GA4 e-commerce"], refund: [] },
  },
  {
    file: "../shared/containers-made/10-osterquist-maschinenbau.json",
    id: "G-MADE100001",
    sent: { generate_lead: ["AG GA4 - Anfrage", "AG GA4 - Anfrage (alt)"], phone_click: [] },
  },
  {
    file: "../shared/containers-made/10-osterquist-maschinenbau.json",
    id: "G-MADE100002",
    sent: { generate_lead: ["Holding GA4 - Anfrage"], tel_klick: [] },
  },
  {
    file: "test/fixtures/containers/pickleford-daughters.json",
    id: "G-MADE110001",
    sent: {
      enquiry_sent: ["GA4 contact form"],
      purchase: ["Copy of GA4 purchase", "GA4 ecommerce events", "GA4 purchase"],
    },
  },
  {
    file: "test/fixtures/containers/nordwik-fitness.json",
    id: "G-MADE120001",
    sent: { class_booked: ["GA4 – class booked"], form_sent: ["GA4 – form (any)"] },
  },
];

for (const { file, id, sent } of CONTAINERS) {
  const needs = file.startsWith("../") ? ` (needs ${file})` : "";
  test.skipIf(!existsSync(file))(`${file.replace(/^.*\//, "")} for ${id}${needs}`, async () => {
    const events = Object.keys(sent);
    const goals = events.map(
      (event) => `${event}: { type: event, on: { data_layer: ${event} }, key_event: false }`,
    );
    const compiled = compile(goalSet(`${HEAD}goals: { ${goals.join(", ")} }\n`), id);
    const containerExport: unknown = JSON.parse(readFileSync(file, "utf8"));
    const shop = await openShop({ containerExport });
    try {
      const { plan } = await shop.plan(compiled);
      const messages = plan.warnings
        .filter(({ code }) => code === "sent-twice")
        .map(({ message }) => message);
      const found = events.map((event) => [
        event,
        messages
          .filter((message) => new RegExp(`sends .*\\b${event}\\b.* as well`).test(message))
          .map((message) => /"([^"]+)"/.exec(message)?.[1])
          .sort(),
      ]);
      expect(Object.fromEntries(found)).toEqual(sent);
    } finally {
      await shop.close();
    }
  });
}
