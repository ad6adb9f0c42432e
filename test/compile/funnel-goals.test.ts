/** `on: { funnel: … }`: what goals on funnels become, and how often they count. */
import { describe, expect, test } from "vitest";
import { compile } from "../../src/compile/compile.ts";
import { goalSet, HEAD, MEASUREMENT_ID } from "../support/shop.ts";
import { counts, whyNot } from "../visits/support.ts";

const STEPS = `
    steps:
      - { id: cart, page: /cart }
      - { id: payment, on: { data_layer: add_payment_info } }
      - thanks
`;
const FILE = `goals:
  thanks: { type: destination, page: /thanks }
  bought: { type: event, on: { funnel: checkout }, counting: once_per_event }
funnels:
  checkout:${STEPS}`;
const WITHIN = FILE.replace("checkout:\n", "checkout:\n    within: 10m\n");

const cart = "{ page: /cart }";
const pay = "{ data_layer: add_payment_info }";
const thanks = "{ page: /thanks }";
const times = (visit: string, file = FILE) => counts(file, "bought", visit);

describe("it counts", () => {
  test.each([
    ["all steps in order", [cart, pay, thanks], 1],
    ["whatever lies between them", [cart, "{ page: / }", pay, "{ page: /help }", thanks], 1],
    ["a step that is taken twice", [cart, cart, pay, pay, thanks], 1],
    ["a step back", [cart, pay, cart, thanks], 1],
    ["the last page loaded again", [cart, pay, thanks, thanks], 1],
    ["all of it a second time", [cart, pay, thanks, cart, pay, thanks], 2],
    ["without the first step", [pay, thanks].join() === "" ? [] : ["{ page: / }", pay, thanks], 0],
    ["without a step between", [cart, thanks], 0],
    ["in another order", ["{ page: / }", pay, cart, thanks], 0],
    ["the last step alone after a completed funnel", [cart, pay, thanks, pay, thanks], 1],
    ["a new visit between two steps", [cart, pay, "{ returning_visit: true }", thanks], 0],
    ["a long wait in one visit", [cart, pay, "{ wait: 25m }", thanks], 1],
    ["nothing without consent", ["{ consent: { analytics_storage: denied } }", cart, pay, thanks], 0],
    [
      "consent that is given on the page of the first step",
      [
        "{ consent: { analytics_storage: denied } }",
        cart,
        "{ consent: { analytics_storage: granted } }",
        pay,
        thanks,
      ],
      1,
    ],
    [
      "nothing of what was before a refusal",
      [
        cart,
        pay,
        "{ consent: { analytics_storage: denied } }",
        "{ consent: { analytics_storage: granted } }",
        thanks,
      ],
      0,
    ],
  ])("%s", (_, steps, expected) => {
    expect(times(steps.join(", "))).toBe(expected);
  });

  test("steps no further apart than `within`", () => {
    expect(times([cart, "{ wait: 9m }", pay, "{ wait: 9m }", thanks].join(), WITHIN)).toBe(1);
    expect(times([cart, "{ wait: 11m }", pay, thanks].join(), WITHIN)).toBe(0);
    expect(times([cart, "{ wait: 11m }", cart, pay, thanks].join(), WITHIN)).toBe(1);
  });

  test("once a session, where the goal says so", () => {
    const twice = [cart, pay, thanks, cart, pay, thanks].join();
    expect(times(twice, FILE.replace("once_per_event", "once_per_session"))).toBe(1);
  });

  test("no moment as two steps, in whatever order its tags fire", () => {
    const file = `goals:
  bought: { type: event, on: { funnel: way }, counting: once_per_event }
funnels:
  way: { steps: [{ id: any, page: { path: { begins_with: /way } } }, { id: done, page: /way/done }] }
`;
    expect(times("{ page: /way/done }", file)).toBe(0);
    expect(times("{ page: /way }, { page: /way/done }", file)).toBe(1);
    expect(times("{ page: /way/done }, { page: /way/done }", file)).toBe(1);
  });

  test("clicks, links that lead away, forms, and pages that an app shows", () => {
    const file = `goals:
  out: { type: event, on: { funnel: way }, counting: once_per_event }
funnels:
  way:
    steps:
      - { id: product, page: { path: { begins_with: /product } }, spa: true }
      - { id: asked, on: { form: ask } }
      - { id: partner, on: { link: { outbound: true } } }
`;
    const visit =
      '{ page: / }, { navigate: /product/1 }, { form: ask }, { link: "https://partner.example/" }';
    expect(counts(file, "out", visit)).toBe(1);
    expect(counts(file, "out", visit.replace("{ form: ask }, ", ""))).toBe(0);
  });

  test("on the conditions of the goal, at the moment of the last step", () => {
    const file = FILE.replace(
      "counting: once_per_event",
      "counting: once_per_event, cookie: { member: gold }",
    );
    expect(times([cart, pay, thanks].join(), file)).toBe(0);
    expect(times([cart, pay, "{ page: { url: /thanks, cookies: { member: gold } } }"].join(), file)).toBe(1);
  });

  test("not what an exception of a step keeps out", () => {
    const file = FILE.replace(
      "checkout:\n",
      "checkout:\n    unless: { cookie: { staff: { present: true } } }\n",
    );
    expect(times([cart, pay, thanks].join(), file)).toBe(1);
    expect(times(["{ page: { url: /cart, cookies: { staff: 'yes' } } }", pay, thanks].join(), file)).toBe(0);
  });

  test("events that the file forwards", () => {
    const file = `forward: { shop: { data_layer: [purchase] } }
goals:
  purchase: { type: event, on: { ga4_event: purchase } }
  bought: { type: event, on: { funnel: checkout }, counting: once_per_event }
funnels:
  checkout: { steps: [{ id: cart, page: /cart }, purchase] }
`;
    expect(times(`${cart}, { data_layer: purchase }`, file)).toBe(1);
    expect(times("{ page: / }, { data_layer: purchase }", file)).toBe(0);
  });

  test("a funnel whose step is a goal on a funnel", () => {
    const file = `${FILE}  twice: { steps: [bought, { id: call, on: { link: "tel:1" } }] }
`.replace("goals:\n", "goals:\n  both: { type: event, on: { funnel: twice } }\n");
    expect(counts(file, "both", [cart, pay, thanks, '{ link: "tel:1" }'].join())).toBe(1);
    expect(counts(file, "both", [cart, thanks, '{ link: "tel:1" }'].join())).toBe(0);
  });
});

test("why not: the step that is missing", () => {
  const why = whyNot(FILE, "bought", [cart, "{ page: /help }", thanks].join());
  expect(why.at(-1)).toBe("the step payment is missing after cart");
  expect(whyNot(FILE, "bought", [thanks].join()).at(-1)).toBe("the step cart is missing");
  expect(whyNot(WITHIN, "bought", [cart, "{ wait: 11m }", pay].join()).at(-1)).toBe(
    "the step cart is missing",
  );
});

test("why not: a condition of the goal at the moment of the last step", () => {
  const file = FILE.replace("counting: once_per_event", "cookie: { member: gold }");
  expect(whyNot(file, "bought", [cart, pay, thanks].join())).toContain("cookie member is not set");
});

test("a tag for each step, with triggers of its own", () => {
  const { resources } = compile(goalSet(HEAD + FILE), MEASUREMENT_ID);
  const own = resources.filter(({ address }) => /\/bought\/(?:step|goal)-/.test(address));
  expect(own.map(({ address, name }) => [address, name])).toEqual(
    ["step-cart", "step-payment", "goal-thanks"]
      .map((part) => [`gtm.trigger/bought/${part}`, `acme-shop - Bought (${part})`])
      .concat(
        ["step-cart", "step-payment", "goal-thanks"].map((part) => [
          `gtm.tag/bought/${part}`,
          `acme-shop - Bought (${part})`,
        ]),
      ),
  );
});

test("via Analytics: an audience that logs the event when its members have taken all steps", () => {
  const { resources, warnings } = compile(
    goalSet(HEAD + WITHIN.replace("counting: once_per_event", "via: ga4")),
    MEASUREMENT_ID,
  );
  const made = resources.filter(({ users }) => users.includes("goal:bought"));
  expect(made.map(({ address }) => address)).toEqual([
    "gtm.folder/shared:folder",
    "ga4.keyEvent/bought",
    "ga4.audience/bought",
  ]);
  expect(made.at(-1)!.body).toMatchObject({
    eventTrigger: { eventName: "bought", logCondition: "AUDIENCE_MEMBERSHIP_RENEWED" },
    filterClauses: [
      {
        sequenceFilter: {
          sequenceSteps: [
            expect.not.objectContaining({ constraintDuration: "600s" }),
            { constraintDuration: "600s" },
            { constraintDuration: "600s" },
          ],
        },
      },
    ],
  });
  expect(warnings.map(({ code }) => code)).toEqual(["audience-counts-late"]);
});
