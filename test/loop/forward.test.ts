/** Forwarded events: made, changed and removed with the file, each change in the words of the file. */
import { expect, test } from "vitest";
import { planJson } from "../../src/render/plan-json.ts";
import { headline, planMarkdown } from "../../src/render/plan-markdown.ts";
import { changeLines } from "../../src/render/plan-words.ts";
import { terminalWords } from "../../src/render/way-out.ts";
import { memoryGoogle } from "../support/memory-google.ts";
import { applyGoals as bring, planned } from "../support/memory-shop.ts";
import { HEAD } from "../support/shop.ts";

const GOALS = "goals: { purchase: { type: event, on: { ga4_event: purchase } } }\n";
const SHOP = "forward: { shop: { data_layer: [view_item, add_to_cart, purchase], ecommerce: true } }\n";
type Google = ReturnType<typeof memoryGoogle>;

async function forwardIn(google: Google, text: string) {
  const { changes } = await planned(google, HEAD + text);
  return changes
    .filter(({ subject }) => subject.is === "forward")
    .map((one) => [one.subject.name, one.action, one.counts, changeLines(one)]);
}

async function reasonsIn(google: Google, text: string) {
  const { changes } = await planned(google, HEAD + text);
  return new Set(changes.flatMap(({ resources }) => resources.map(({ reason }) => reason)));
}

const SENT = "each is sent to Analytics under its own name, with the e-commerce data of the push";

test("they are made, and nothing is left to do", async () => {
  const google = memoryGoogle();
  expect(await forwardIn(google, SHOP + GOALS)).toEqual([
    ["forward shop", "add", `view_item, add_to_cart, purchase: ${SENT}`, []],
  ]);
  await bring(google, HEAD + SHOP + GOALS);
  expect((await planned(google, HEAD + SHOP + GOALS)).changes).toEqual([]);
});

test("what changes is said in the words of the file", async () => {
  const google = memoryGoogle();
  await bring(google, HEAD + SHOP + GOALS);
  const other = SHOP.replace("add_to_cart, ", "").replace(", ecommerce: true", "") + GOALS;
  expect(await forwardIn(google, other)).toEqual([
    [
      "forward shop",
      "change",
      "view_item, purchase: each is sent to Analytics under its own name",
      [
        "events: view_item, purchase, add_to_cart → view_item, purchase",
        "sends the e-commerce data of the push → sends no e-commerce data",
      ],
    ],
  ]);
  expect(await reasonsIn(google, other)).toEqual(new Set(["file_changed"]));
  await bring(google, HEAD + other);
  expect((await planned(google, HEAD + other)).changes).toEqual([]);
});

test("an edit in Tag Manager is shown in the words of the file, and taken back", async () => {
  const google = memoryGoogle();
  await bring(google, HEAD + SHOP + GOALS);
  google.editEntities("gtm.trigger", (one) => JSON.parse(JSON.stringify(one).replace("add_to_cart|", "")));
  expect(await forwardIn(google, SHOP + GOALS)).toEqual([
    [
      "forward shop",
      "change",
      `view_item, add_to_cart, purchase: ${SENT}`,
      ["now events: view_item, purchase; the file says view_item, add_to_cart, purchase"],
    ],
  ]);
});

test("an edit of a variable that they alone read is shown", async () => {
  const google = memoryGoogle();
  const file = HEAD + SHOP.replace("true", "{ data_layer: order }") + GOALS;
  await bring(google, file);
  google.editEntities("gtm.variable", (one) => JSON.parse(JSON.stringify(one).replace('"order"', '"other"')));
  const { changes } = await planned(google, file);
  expect(changes.flatMap(({ resources }) => resources.map(({ kind, reason }) => [kind, reason]))).toEqual([
    ["gtm.variable", "edited"],
  ]);
});

test("what goes says what it sent", async () => {
  const google = memoryGoogle();
  await bring(google, HEAD + SHOP + GOALS);
  expect(await forwardIn(google, GOALS)).toEqual([
    ["forward shop", "remove", `view_item, add_to_cart, purchase: ${SENT}`, []],
  ]);
  await bring(google, HEAD + GOALS);
  const { content } = (await google.read(() => [])).container;
  expect(content.entities["gtm.tag"]).toEqual([]);
});

const stops = async (google: Google, text: string) =>
  (await planned(google, HEAD + text)).blockers
    .filter(({ code }) => code === "forwarded-events-removed")
    .map(({ message, override }) => `${message} (${override})`);

test("a plan counts them, in its summary and in what it says that is as in the file", async () => {
  const google = memoryGoogle();
  expect((await planned(google, HEAD + SHOP + GOALS)).summary).toMatchObject({ add: 2, unchanged: 0 });
  await bring(google, HEAD + SHOP + GOALS);
  const same = await planned(google, HEAD + SHOP + GOALS);
  expect(same.summary).toEqual({ add: 0, change: 0, remove: 0, unchanged: 2 });
  expect(headline(same)).toBe("No changes: 2 goals, funnels and forwards as in the file");
  const gone = await planned(google, HEAD + GOALS);
  expect(gone.summary).toEqual({ add: 0, change: 0, remove: 1, unchanged: 1 });
  expect(planMarkdown(gone)).toContain("This removes 1 forward: forward shop.");
  const { forward, goal, before } = planJson(gone, terminalWords).changes[0]!;
  expect({ forward, goal, before }).toEqual({
    forward: "shop",
    goal: undefined,
    before: {
      counts: `view_item, add_to_cart, purchase: ${SENT}`,
      forward: { data_layer: ["view_item", "add_to_cart", "purchase"], ecommerce: true },
    },
  });
});

test("events that nothing sends any more go only with an explicit word", async () => {
  const google = memoryGoogle();
  await bring(google, HEAD + SHOP + GOALS);
  expect(await stops(google, GOALS)).toEqual([
    "The goals file has no `shop` under `forward` any more, and nothing else of it sends view_item, add_to_cart and purchase. From then on Analytics would not receive them, and Purchase would count nothing. (allow-removals)",
  ]);
  const one = SHOP.replace("view_item, add_to_cart, purchase", "view_item");
  expect(await stops(google, one + GOALS)).toEqual([
    "2 of 3 events of forward shop go, and nothing else of the goals file sends add_to_cart and purchase. From then on Analytics would not receive them, and Purchase would count nothing. (allow-removals)",
  ]);
  const fewer = SHOP.replace("view_item, ", "");
  const renamed = SHOP.replace("shop:", "store:");
  const two = `${fewer.replace(" } }\n", " }, look: { data_layer: view_item } }\n")}`;
  for (const text of [fewer, renamed, two]) expect(await stops(google, text + GOALS)).toEqual([]);
  const byGoals = `goals:
  purchase: { type: event, on: { data_layer: purchase } }
  view_item: { type: event, on: { data_layer: view_item } }
  add_to_cart: { type: event, on: { data_layer: add_to_cart } }
`;
  expect(await stops(google, byGoals)).toEqual([]);
  google.editEntities("gtm.trigger", (one) => JSON.parse(JSON.stringify(one).replace("add_to_cart|", ".*|")));
  expect((await stops(google, GOALS))[0]).toContain("nothing else of it sends what it forwards");
});

test("their order in the file changes nothing", async () => {
  const google = memoryGoogle();
  await bring(google, HEAD + SHOP + GOALS);
  const other = SHOP.replace("view_item, add_to_cart, purchase", "purchase, view_item, add_to_cart");
  expect((await planned(google, HEAD + other + GOALS)).changes).toEqual([]);
});
