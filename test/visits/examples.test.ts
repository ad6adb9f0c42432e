/** The examples of the documentation pass, and say so in every format. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { judgeTest } from "../../src/visits/judging/judge-test.ts";
import { openTests } from "../../src/visits/reading/read-tests.ts";
import { measured } from "./support.ts";

const GOALS = `goals:
  newsletter_signup: { type: destination, page: /newsletter/thanks }
  brochure:
    type: destination
    page: { path: { matches: "^/(en|de)/brochure/[0-9]+$" }, query: { step: done } }
    spa: true
  engaged_visit: { type: duration, longer_than: 4m }
  deep_visit: { type: pages_per_session, more_than: 5 }
  signup:
    type: event
    event: sign_up
    on: { data_layer: registration_complete }
    where: { plan: { not: free } }
    parameters: { method: { data_layer: method } }
  contact: { type: event, event: generate_lead, on: { form: contact } }
  phone_call: { type: event, on: { link: { url: { begins_with: "tel:" } } } }
  purchase: { type: event, on: { ga4_event: purchase } }
funnels:
  checkout:
    within: 30m
    steps:
      - { id: cart, page: /cart }
      - { id: payment, on: { data_layer: add_payment_info } }
      - goal: purchase
`;

const shop = measured(GOALS);
const bytes = readFileSync(join(import.meta.dirname, "examples.test.yaml"));
const { tests, diagnostics } = openTests("goals.test.yaml", bytes).read(shop.goalSet);

test("the file has no problem", () => {
  expect(diagnostics).toEqual([]);
});

test.each(tests?.tests ?? [])("$name", (one) => {
  const { status, expectations } = judgeTest(one, shop);
  expect(expectations.filter(({ isMet: holds }) => !holds)).toEqual([]);
  expect(status).toBe("passed");
});
