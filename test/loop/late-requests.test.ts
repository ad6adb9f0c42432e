/** A request whose answer was given up is still on its way, and arrives when its work has been done again already. */
import { expect, onTestFinished, test } from "vitest";
import { content } from "../support/faults.ts";
import { HEAD, openShop, type Shop, type Way } from "../support/shop.ts";
import { slowLine } from "../support/the-line.ts";

const GOALS = `${HEAD}goals:
  thanks: { type: destination, page: /thanks, via: ga4 }
  deep: { type: pages_per_session, more_than: 5, via: ga4 }
  call: { type: event, on: { link: { url: { begins_with: "tel:" } } }, parameters: { plan: { data_layer: plan, register: dimension } } }
`;

async function open(): Promise<Shop> {
  const shop = await openShop();
  onTestFinished(() => shop.close());
  return shop;
}

/** The request arrives just before apply looks once more. */
function late(request: RegExp): Way {
  const { fetch, arrive } = slowLine(request);
  return { fetch, meanwhile: async (milliseconds) => (milliseconds < 15_000 ? undefined : arrive()) };
}

test.each([
  ["an event create rule", /^POST .*eventCreateRules$/],
  ["an audience", /^POST .*audiences$/],
  ["a custom dimension", /^POST .*customDimensions$/],
  ["a key event", /^POST .*keyEvents$/],
  ["a workspace", /^POST .*workspaces$/],
  ["the changes", /^POST .*bulk_update$/],
  ["a version", /^POST .*create_version$/],
  ["its publishing", /^POST .*publish$/],
])(
  "the request for %s arrives late: what was applied is there once, and said so, and the property and container are clean",
  async (_, request) => {
    const calm = await open();
    const expected = await calm.apply(GOALS);
    const shop = await open();
    const applied = await shop.apply(GOALS, {}, late(request));
    expect(await content(shop)).toEqual(await content(calm));
    expect((await shop.plan(GOALS)).plan.changes).toEqual([]);
    expect({ ...applied.version, isLive: applied.isLive }).toMatchObject({
      id: (await shop.snapshot()).container.live!.id,
      name: expected.version!.name,
      isLive: true,
    });
  },
);
