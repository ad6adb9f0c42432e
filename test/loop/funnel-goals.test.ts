/** Goals on funnels: made, changed and removed with the file, each change in the words of the file; and read back. */
import { expect, test } from "vitest";
import { changeLines } from "../../src/render/plan-words.ts";
import { memoryGoogle } from "../support/memory-google.ts";
import { applyGoals as bring, planned } from "../support/memory-shop.ts";
import { HEAD } from "../support/shop.ts";

const FILE = `${HEAD}goals:
  thanks: { type: destination, page: /thanks }
  ordered: { type: event, on: { funnel: checkout }, value: 20, currency: EUR }
  later: { type: event, on: { funnel: checkout }, via: ga4 }
funnels:
  checkout:
    within: 30m
    steps: [{ id: cart, page: /cart }, { id: paid, on: { data_layer: paid } }, thanks]
`;
type Google = ReturnType<typeof memoryGoogle>;

async function changesIn(google: Google, file: string) {
  const { changes } = await planned(google, file);
  return changes.map((one) => [one.subject.id, one.action, changeLines(one)]);
}

async function reasonsIn(google: Google, file: string) {
  const { changes } = await planned(google, file);
  return new Set(changes.flatMap(({ resources }) => resources.map(({ reason }) => reason)));
}

test("they are made, and nothing is left to do", async () => {
  const google = memoryGoogle();
  await bring(google, FILE);
  expect(await changesIn(google, FILE)).toEqual([]);
});

test.each([
  ["the limit of time", FILE.replace("30m", "10m"), ["ordered", "later"], /each step within 30m → 10m/],
  [
    "a step",
    FILE.replace("page: /cart", "page: /basket"),
    ["ordered", "checkout"],
    /page viewed: \/cart → \/basket/,
  ],
  [
    "a step that comes in between",
    FILE.replace(", thanks]", ", { id: review, page: /review }, thanks]"),
    ["ordered", "later", "checkout"],
    /steps of the funnel: cart, then paid, then thanks → cart, then paid, then review, then thanks.*steps of the funnel: checkout_cart, then checkout_paid, then thanks → .*step Review/s,
  ],
  [
    "the order of the steps, which the funnel itself does not show at Google,",
    FILE.replace(
      "{ id: cart, page: /cart }, { id: paid, on: { data_layer: paid } }",
      "{ id: paid, on: { data_layer: paid } }, { id: cart, page: /cart }",
    ),
    ["ordered", "later"],
    /steps of the funnel: cart, then paid, then thanks → paid, then cart, then thanks/,
  ],
  [
    "the way of counting",
    FILE.replace("EUR }\n  later", "EUR, via: ga4 }\n  later"),
    ["ordered"],
    /in one visit, each step within 30m of the one before → across visits, each step within 30m of the one before, counted by an audience in Analytics/,
  ],
])("%s changes in the words of the file, and nothing is said to be edited", async (_, file, goals, words) => {
  const google = memoryGoogle();
  await bring(google, FILE);
  const changes = await changesIn(google, file);
  expect(changes.map(([id]) => id)).toEqual(goals);
  expect(changes.flat(2).join("\n")).toMatch(words);
  const reasons = await reasonsIn(google, file);
  expect([...reasons].filter((one) => one === "edited" || one === "missing")).toEqual([]);
  await bring(google, file);
  expect(await changesIn(google, file)).toEqual([]);
});

test("a step's tag that somebody deletes comes back, and its edit is taken back", async () => {
  const google = memoryGoogle();
  await bring(google, FILE);
  google.editEntities("gtm.tag", (one) =>
    String(one["name"]).includes("step-cart") ? { ...one, paused: true } : one,
  );
  expect(await reasonsIn(google, FILE)).toEqual(new Set(["edited"]));
  await bring(google, FILE);
  expect(await changesIn(google, FILE)).toEqual([]);
});

test("what goes says what it counted, and takes the tags of its steps along", async () => {
  const google = memoryGoogle();
  await bring(google, FILE);
  const without = FILE.replace(/ {2}ordered.*\n/, "");
  const { changes } = await planned(google, without);
  expect(changes.map(({ subject, action }) => [subject.id, action])).toEqual([["ordered", "remove"]]);
  expect(changes[0]!.counts).toBe(
    "the funnel checkout is completed in one visit, each step within 30m of the one before; worth 20 EUR",
  );
  await bring(google, without);
  expect(await changesIn(google, without)).toEqual([]);
});
