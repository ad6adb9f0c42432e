/** A request whose answer was given up is still on its way, and arrives when its work has been done again already. */
import { expect, onTestFinished, test } from "vitest";
import { parseFault } from "../../src/sandbox/sandbox.ts";
import { content } from "../support/faults.ts";
import { scaled } from "../support/processor-time.ts";
import { HEAD, openShop, type Shop } from "../support/shop.ts";

const GOALS = `${HEAD}goals:
  thanks: { type: destination, page: /thanks, via: ga4 }
  deep: { type: pages_per_session, more_than: 5, via: ga4 }
  call: { type: event, on: { link: { url: { begins_with: "tel:" } } }, parameters: { plan: { data_layer: plan, register: dimension } } }
`;

/** Milliseconds: when a request counts as unanswered, and when it arrives. */
const UNANSWERED = scaled(100);
const ON_ITS_WAY = Math.round(1.3 * UNANSWERED);

async function shopWithout(request: string | null): Promise<Shop> {
  const shop = await openShop();
  onTestFinished(() => shop.close());
  if (request) shop.sandbox.setFaults([parseFault(`delay-${ON_ITS_WAY}ms@1:${request}`)]);
  return shop;
}

/** Fifteen seconds of waiting take as long as a request may. */
const WAY = { timeout: UNANSWERED, second: UNANSWERED / 15 };

test.each([
  "CreateEventCreateRule",
  "CreateAudience",
  "CreateCustomDimension",
  "CreateKeyEvent",
  "CreateWorkspace",
  "BulkUpdateWorkspace",
  "CreateContainerVersion",
  "PublishContainerVersion",
])(
  "%s arrives late: what was applied is there once, and the property and container are clean",
  async (request) => {
    const calm = await shopWithout(null);
    await calm.apply(GOALS);
    const shop = await shopWithout(request);
    await shop.apply(GOALS, {}, WAY);
    await new Promise((done) => setTimeout(done, ON_ITS_WAY));
    expect(await content(shop)).toEqual(await content(calm));
    expect((await shop.plan(GOALS)).plan.changes).toEqual([]);
  },
);
