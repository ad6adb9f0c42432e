/** What plans learn of the rules that others have made in Analytics, and when they ask for them. */
import { expect, test } from "vitest";
import { planToRead } from "../../src/app/make-plan.ts";
import { openGoogle } from "../../src/google/google.ts";
import type { ResolvedTarget } from "../../src/language/resolve-target.ts";
import {
  CONTAINER,
  goalSet,
  HEAD,
  impatient,
  MEASUREMENT_ID,
  openShop,
  PROPERTY,
  type ShopOptions,
} from "../support/shop.ts";
import { lineTo } from "../support/the-line.ts";

const LEAD = `${HEAD}goals: { order: { type: destination, page: /thanks, name: Order } }\n`;

const TARGET: ResolvedTarget = {
  name: "production",
  ga4: { property: PROPERTY, measurementId: MEASUREMENT_ID, tier: "standard" },
  gtm: { publicId: CONTAINER },
  googleTag: { lives: "page" },
  annotates: false,
};

async function planning(options: ShopOptions = {}) {
  const shop = await openShop(options);
  const line = lineTo(shop.sandbox);
  const plan = async (isWatch = false) => {
    const made = shop.sandbox.requests.length;
    const port = openGoogle(
      { property: PROPERTY, container: { publicId: CONTAINER } },
      { to: "endpoint", root: shop.sandbox.url, accessToken: null, fetch: line },
      "read",
      () => {},
      impatient(),
    );
    const { built } = await planToRead(goalSet(LEAD), { target: TARGET, neighbours: [], port }, isWatch);
    const asked = shop.sandbox.requests.slice(made);
    expect(built.plan.requests.read).toBe(asked.length);
    return {
      said: built.plan.warnings
        .filter(({ code }) => /^(event-|sent-twice)/.test(code))
        .map(({ code, message }) => `${code}: ${message.split(/(?<=\.) /)[0]}`),
      asked: asked.flatMap(({ url }) => /\/v1alpha\/.*?(\w+)\?/.exec(url)?.[1] ?? []).sort(),
    };
  };
  return { ...shop, line, plan };
}

const ALL = ["audiences", "eventCreateRules", "eventEditRules"];
const RENAMED =
  'event-edited: The event edit rule "order is sold" renames order to sold, so Order counts nothing.';

test("a plan that changes something asks, one with nothing to do only on a schedule", async () => {
  const { plan, apply, close } = await planning({ switches: { eventEditRules: ["order>sold"] } });
  expect(await plan()).toEqual({ asked: ALL, said: [RENAMED] });
  await apply(LEAD);
  expect(await plan()).toEqual({ asked: [], said: [] });
  expect(await plan(true)).toEqual({ asked: ALL, said: [RENAMED] });
  await close();
});

test("rules and audiences of others that make the event of a goal", async () => {
  const { plan, line, close } = await planning();
  const post = (path: string, body: unknown) =>
    line(`http://127.0.0.1/v1alpha/properties/${PROPERTY}/${path}`, {
      method: "POST",
      body: JSON.stringify(body),
      headers: { authorization: "Bearer goalform-sandbox", "content-type": "application/json" },
    });
  const streams = await line(`http://127.0.0.1/v1beta/properties/${PROPERTY}/dataStreams`, {
    headers: { authorization: "Bearer goalform-sandbox" },
  });
  const [stream] = ((await streams.json()) as { dataStreams: { name: string }[] }).dataStreams;
  const condition = { field: "event_name", comparisonType: "EQUALS", value: "page_view" };
  const rule = { destinationEvent: "order", eventConditions: [condition] };
  await post(`dataStreams/${stream!.name.split("/").at(-1)}/eventCreateRules`, rule);
  expect((await plan()).said).toEqual([
    `sent-twice: An event create rule that is not ours (web stream ${MEASUREMENT_ID}) makes order, which a goal of the file makes as well: it may be counted twice.`,
  ]);
  await close();
});

test("a refusal is said, and the plan is made all the same", async () => {
  const { plan, sandbox, close } = await planning();
  sandbox.setFaults([{ at: "every", match: "eventEditRules", how: { answer: 500 } }]);
  expect((await plan()).said).toEqual([
    expect.stringMatching(/^event-rules-unread: Whether .* is not known: /),
  ]);
  await close();
});
