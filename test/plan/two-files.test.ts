/** Two goals files of one container that count the same: whichever is applied second would count it twice, and stops. */
import { expect, test } from "vitest";
import { memoryGoogle } from "../support/memory-google.ts";
import { applyGoals, planned } from "../support/memory-shop.ts";
import { HEAD } from "../support/shop.ts";

/** Every kind of goal, by everything that counts one. */
const GOALS = `forward: { shop: { data_layer: [view_item, add_to_cart] } }
goals:
  thanks: { type: destination, page: /thanks }
  shown: { type: destination, page: { path: /app, query: { step: done } }, spa: true }
  long: { type: duration, longer_than: 4m }
  read: { type: duration, longer_than: 90s, scope: page, page: /guide }
  watched: { type: duration, longer_than: 90s, scope: page, page: /tour, spa: true }
  deep: { type: pages_per_session, more_than: 5, where: { plan: pro } }
  back: { type: event, on: { returning_visit: true } }
  call: { type: event, on: { link: { url: { begins_with: "tel:" } } } }
  pressed: { type: event, on: { click: "#buy" } }
  sent: { type: event, on: { form: contact } }
  scrolled: { type: event, on: { scroll: 75 }, page: /guide }
  seen: { type: event, on: { visible: "#prices" } }
  played: { type: event, on: { video: { progress: 50 } } }
  signed: { type: event, on: { data_layer: signup }, where: { plan: { not: free } }, unless: { cookie: { staff: yes } } }
  asked: { type: event, on: { data_layer: { begins_with: ask_ } }, sent: once_per_page }
  lead: { type: event, any: [{ page: /danke }, { on: { data_layer: chat } }] }
  ruled: { type: destination, page: /ruled, via: ga4 }
  large: { type: event, on: { ga4_event: purchase }, where: { value: { at_least: 200 } }, event: large_order }
  many: { type: pages_per_session, more_than: 7, via: ga4 }
  done: { type: event, on: { funnel: checkout } }
funnels:
  checkout: { steps: [{ id: cart, page: /cart }, { id: pay, on: { data_layer: pay } }] }
`;
const file = (owner: string, goals = GOALS) => HEAD.replace("acme-shop", owner) + goals;

/** What sends or makes events, apart from what only helps goals to do so. */
const COUNTING = /^(?:gtm\.tag\/(?!shared:|.+\/step-)|ga4\.(?:eventCreateRule|audience)\/)([^@]+)/;

test("each goal, step, rule, audience and forward of the second file stops its plan", async () => {
  const google = memoryGoogle();
  await applyGoals(google, file("acme-shop"));
  const { blockers, changes } = await planned(google, file("acme-blog"));
  const counting = changes.flatMap(({ resources }) =>
    resources.flatMap(({ address }) => COUNTING.exec(address)?.[1] ?? []),
  );
  const named = blockers.map(({ message }) => /when (?:forward (?=\S+ \())?(\S+) \(/.exec(message)?.[1]);
  expect(named.sort()).toEqual(counting.map((key) => key.replace("forward:", "")).sort());
  for (const { code, message, waysOut } of blockers) {
    expect(code).toMatch(/does-the-same$/);
    expect(message).toContain('the goals file "acme-shop"');
    expect(waysOut.join(" ")).toMatch(/Remove .+ from "acme-shop" and apply that file.+change `name` back/);
  }
});

test("a goal that counts something else, or under another name, stops nothing", async () => {
  const google = memoryGoogle();
  await applyGoals(google, file("acme-shop"));
  const other = GOALS.replace("view_item, add_to_cart", "refund")
    .replaceAll(/longer_than: \w+/g, "longer_than: 7m")
    .replaceAll(/more_than: \d/g, "more_than: 9")
    .replaceAll(/at_least: 200/g, "at_least: 300")
    .replaceAll(/page: (?:\{ path: )?\//g, "$&other-")
    .replaceAll(/tel:|#buy|contact|#prices|signup|ask_|chat/g, "other_$&")
    .replaceAll(/(scroll|progress): \d+/g, "$1: 25")
    .replace("returning_visit: true", "data_layer: back")
    .replaceAll("checkout", "payment")
    .replace("data_layer: pay ", "data_layer: paid ");
  expect((await planned(google, file("acme-blog", other))).blockers.map(({ message }) => message)).toEqual(
    [],
  );
});

const forwarding = (...events: readonly string[]) =>
  `forward: { shop: { data_layer: [${events.join(", ")}] } }\ngoals: {}\n`;
const pushing = (event: string, more = "") =>
  `goals: { ${event}: { type: event, on: { data_layer: ${event} }${more} } }\n`;

test.each([
  ["a goal", "a forward", pushing("purchase"), forwarding("purchase", "refund")],
  ["a forward", "a goal", forwarding("purchase", "refund"), pushing("purchase")],
  [
    "a forward",
    "a goal with conditions",
    forwarding("purchase"),
    pushing("purchase", ", where: { value: { at_least: 9 } }"),
  ],
])("%s on the push of %s of the other file stops the plan", async (_, __, first, second) => {
  const google = memoryGoogle();
  await applyGoals(google, file("acme-shop", first));
  const { blockers } = await planned(google, file("acme-blog", second));
  expect(blockers).toMatchObject([
    { code: "tag-does-the-same", message: expect.stringContaining("sends purchase when") },
  ]);
});

test.each([
  ["other pushes", forwarding("refund"), pushing("purchase")],
  ["the same push under another name", forwarding("purchase"), pushing("purchase", ", event: order")],
])("%s stop nothing", async (_, first, second) => {
  const google = memoryGoogle();
  await applyGoals(google, file("acme-shop", first));
  expect((await planned(google, file("acme-blog", second))).blockers).toEqual([]);
});
