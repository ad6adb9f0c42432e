/**
 * What nobody outside Google has recorded about rules, registered parameters and audiences is a switch of
 * the sandbox. Under every setting the same goals end in the same property, and the plan after it is empty.
 */
import { expect, test } from "vitest";
import { parseFault, type Switches } from "../../src/sandbox/sandbox.ts";
import { HEAD, openShop } from "../support/shop.ts";

const SETTINGS: readonly Partial<Switches>[] = [
  { resourceLimitStatus: 400 },
  { eventCreateRuleLimitPer: "property" },
  { conditionValueMaximum: 100 },
  { ruleOfItsOwnEvent: "accept" },
  { archivedAgain: 400 },
  { archivedAgain: 200 },
  { duplicateDisplayNames: "refuse" },
  { displayNameLetters: "latin" },
  { unchangedPatch: "refuse" },
  { camelCaseMasks: "refuse" },
];

const GOALS = `${HEAD}goals:
  thanks: { type: destination, page: /thanks, via: ga4, parameters: { place: footer } }
  deep: { type: pages_per_session, more_than: 5, via: ga4 }
  signup:
    type: destination
    page: /welcome
    parameters: { coupon: { query: coupon, register: { as: dimension, name: Coupon } } }
funnels:
  checkout:
    audiences: [completed, abandoned]
    steps: [{ id: cart, page: /cart }, signup]
`;
const CHANGED = GOALS.replace("/thanks", "/merci")
  .replace("more_than: 5", "more_than: 6")
  .replace("name: Coupon", "name: Voucher");
const FEWER = `${HEAD}goals:\n  welcome: { type: destination, page: /welcome }\n`;

test.for(SETTINGS)(
  "new, changed and removed goals that Analytics counts end alike under %j",
  async (switches) => {
    expect(await story(switches)).toEqual(await undisturbed());
  },
);

let played: Promise<unknown[]> | undefined;

/** The story without any switch, played once. */
function undisturbed(): Promise<unknown[]> {
  played ??= story({});
  return played;
}

/** What people see in the property after each apply; the first answer to an archiving is lost each time. */
async function story(switches: Partial<Switches>): Promise<unknown[]> {
  const shop = await openShop({ switches });
  try {
    const ends: unknown[] = [];
    for (const goals of [GOALS, CHANGED, FEWER]) {
      shop.sandbox.setFaults([parseFault("close-after@1:.archive")]);
      await shop.apply(goals);
      shop.sandbox.clearFaults();
      expect({ switches, changes: (await shop.plan(goals)).plan.changes }).toEqual({ switches, changes: [] });
      const [property] = shop.sandbox.sandbox.state.analytics.properties;
      const { dataStreams, customDimensions, audiences } = property!;
      const rules = dataStreams.flatMap(({ eventCreateRules }) => eventCreateRules);
      const shown = [rules, customDimensions, audiences].map((stored) =>
        stored
          .filter(({ archiveTime }) => archiveTime === undefined)
          .map(({ fields }) => JSON.stringify(fields))
          .sort(),
      );
      ends.push(shown);
    }
    expect(ends.map((end) => (end as string[][]).map(({ length }) => length))).toEqual([
      [1, 1, 5],
      [1, 1, 5],
      [0, 0, 2],
    ]);
    expect(shop.sandbox.requests.filter(({ fault }) => fault !== undefined)).toHaveLength(2);
    return ends;
  } finally {
    await shop.close();
  }
}
