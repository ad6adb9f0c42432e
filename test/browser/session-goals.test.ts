/** Every kind of goal that the session script finds, under every way in which a page can are about consent. */
import type { Page } from "playwright-core";
import { expect } from "vitest";
import { counted, visit } from "../support/visit.ts";
import { describeInChromium, test } from "./chromium.ts";
import { CONSENT_GENERATIONS, consentModeDouble } from "./shop.ts";
import { recordIn, SESSION, type Visitor } from "./visitor.ts";

/** Every kind of goal that needs the script. */
const FILE = `goals:
  long: { type: duration, longer_than: 1m }
  pages: { type: pages_per_session, more_than: 1 }
  returning: { type: event, on: { returning_visit: true } }
  reader: { type: duration, longer_than: 30s, scope: page, spa: true, page: / }
`;
const GOALS = ["long", "pages", "reader", "returning"];

const script = visit(FILE, "/").fired.find(({ type }) => type === "html")!;
const goals = { html: String(script.parameters["html"]) };

/** What Analytics gets from the compiled container when the script's events reach it. */
function countedFrom({ pushed }: Visitor): string[] {
  const site = visit(FILE, "/");
  for (const event of pushed) site.push({ event });
  return counted(site).sort();
}

interface Way {
  readonly is: string;
  /** The page's default before Tag Manager's first event; left out: none. */
  readonly initially?: boolean;
  /** Right after Tag Manager's first event, before GA4 can answer. */
  readonly sameTask?: string;
  /** At the end of every page, when GA4 has answered. */
  readonly after?: string;
  /** What the page or its banner does 450 ms after every page view. */
  readonly afterwards?: string;
}

const WAYS: readonly Way[] = [
  { is: "the page says nothing" },
  { is: "granted by default", initially: true },
  { is: "denied by default, then granted", initially: false, afterwards: "consentUpdate(true)" },
  {
    is: "denied by a default right after the container snippet, then granted",
    sameTask: "consentDefault(false)",
    afterwards: "consentUpdate(true)",
  },
  {
    is: "denied by a default that comes late, then granted",
    after: "consentDefault(false)",
    afterwards: "consentUpdate(true)",
  },
  { is: "granted by a default that comes late", initially: false, afterwards: "entriesGrant()" },
];

/** Google tells nobody of such a default, so the script has to look again. */
const LATER_DEFAULT =
  "window.entriesGrant = () => { google_tag_data.ics.entries.analytics_storage.default = true }";

describeInChromium("each goal of the session script counts once", () => {
  const cases = CONSENT_GENERATIONS.flatMap((generation) => WAYS.map((way) => [way, generation] as const));

  test.for(cases.map(([way, generation]) => ({ way, generation })))(
    "$way.is, in a gtm.js of $generation",
    async ({ way, generation }, { visit: arrive }) => {
      const { initially } = way;
      const visitor = await arrive({
        goals,
        before: [
          consentModeDouble({ generation, ...(initially === undefined ? {} : { initially }) }),
          LATER_DEFAULT,
          `window.inTheSameTask = () => { ${way.sameTask ?? ""} }`,
        ],
        after: way.after ? [way.after] : [],
      });
      await visitor.ga4Says(SESSION, 2);
      const viewed = async (page: Page) => {
        await visitor.waits(450);
        if (way.afterwards) await page.evaluate(way.afterwards);
        await visitor.waits(1_500);
      };
      const page = await visitor.opens("/");
      await viewed(page);
      await page.reload();
      await viewed(page);
      expect(await recordIn(page)).toMatchObject({ id: SESSION, pages: 2 });
      await visitor.waits(60_000);
      await page.reload();
      await viewed(page);
      expect(countedFrom(visitor)).toEqual(GOALS);
      expect((await recordIn(page))?.pages).toBe(3);
    },
  );

  test("without Consent Mode", async ({ visit: arrive }) => {
    const visitor = await arrive({ goals });
    await visitor.ga4Says(SESSION, 2);
    const page = await visitor.opens("/");
    await page.reload();
    await visitor.waits(62_000);
    expect(countedFrom(visitor)).toEqual(GOALS);
  });
});
