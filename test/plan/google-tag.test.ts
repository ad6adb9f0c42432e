/** `google_tag: create`: a Google tag of ours where nobody else has one. */
import { describe, expect, test } from "vitest";
import { planMarkdown } from "../../src/render/plan-markdown.ts";
import { planText } from "../../src/render/plan-text.ts";
import { HEAD, MEASUREMENT_ID, openShop, type Shop } from "../support/shop.ts";
import { type Screen, screenOf } from "../support/tag-manager-screen.ts";

const GOALS = "goals:\n  thanks: { type: destination, page: /thanks }\n";
const WITHOUT = HEAD + GOALS;
const WITH = HEAD.replace(/( {4}gtm: .*\n)/, "$1    google_tag: create\n") + GOALS;
const NAME = "acme-shop - Google tag";
const INITIALIZATION = "2147479573";

const googleTag = (id: string, more = {}) => ({
  name: "Google tag of the agency",
  type: "googtag",
  parameter: [{ type: "template", key: "tagId", value: id }],
  firingTriggerId: [INITIALIZATION],
  ...more,
});

async function inShop(story: (shop: Shop, screen: Screen) => Promise<void>): Promise<void> {
  const shop = await openShop();
  try {
    await story(shop, await screenOf(shop));
  } finally {
    await shop.close();
  }
}

async function namesAndWarnings(shop: Shop, yaml: string) {
  const { plan } = await shop.plan(yaml);
  return {
    tags: plan.changes.flatMap(({ resources }) =>
      resources.filter(({ kind }) => kind === "gtm.tag").map(({ action, name }) => `${action} ${name}`),
    ),
    warnings: plan.warnings.map(({ code }) => code),
  };
}

describe("a container without a Google tag", () => {
  test("is told what it gets, and what it loses, as the Google tag", () =>
    inShop(async (shop) => {
      const wanted = (await shop.plan(WITH)).plan;
      expect(planText(wanted, { color: false })).toContain(
        `+ tag         ${NAME}  loads ${MEASUREMENT_ID} on every page\n`,
      );
      await shop.apply(WITH);
      const { plan } = await shop.plan(WITHOUT);
      expect(planText(plan, { color: false })).toContain(
        `- remove Google tag\n    the goals file no longer needs it\n    - tag         ${NAME}\n`,
      );
      expect(planMarkdown(plan)).toContain(`- Google tag\n-   tag ${NAME}\n`);
    }));

  test("is only warned about while the file does not ask, and the warning says what to write", () =>
    inShop(async (shop) => {
      const { plan } = await shop.plan(WITHOUT);
      expect(plan.warnings).toMatchObject([
        { code: "no-google-tag", message: expect.stringContaining("`google_tag: create`") },
      ]);
    }));

  test("gets one as Tag Manager's screen writes it, once; and loses it when the file asks no more", () =>
    inShop(async (shop) => {
      await shop.apply(WITH);
      const { entities } = (await shop.snapshot()).container.content;
      expect(entities["gtm.tag"].find(({ name }) => name === NAME)).toMatchObject({
        type: "googtag",
        parameter: [{ type: "template", key: "tagId", value: MEASUREMENT_ID }],
        firingTriggerId: [INITIALIZATION],
        tagFiringOption: "oncePerLoad",
        parentFolderId: entities["gtm.folder"][0]?.["folderId"],
        monitoringMetadata: { type: "map" },
        consentSettings: { consentStatus: "notSet" },
        notes: expect.stringContaining("address=gtm.tag/shared:google_tag"),
      });
      expect(await namesAndWarnings(shop, WITH)).toEqual({ tags: [], warnings: [] });
      expect(await namesAndWarnings(shop, WITHOUT)).toEqual({
        tags: [`delete ${NAME}`],
        warnings: expect.anything(),
      });
      await shop.apply(WITHOUT);
      expect(await namesAndWarnings(shop, WITHOUT)).toEqual({ tags: [], warnings: ["no-google-tag"] });
    }));

  test("that has goals already shows the new tag as no goal's change", () =>
    inShop(async (shop) => {
      await shop.apply(WITHOUT);
      const { plan } = await shop.plan(WITH);
      expect(plan.summary).toEqual({ add: 0, change: 0, remove: 0, unchanged: 1 });
      await shop.apply(WITH);
      expect((await shop.plan(WITH)).plan.changes).toEqual([]);
    }));

  test("keeps what people add to ours", () =>
    inShop(async (shop, screen) => {
      await shop.apply(WITH);
      const server = { type: "template", key: "configSettingsVariable", value: "" };
      await screen.edit("tags", NAME, (tag) => ({
        ...tag,
        parameter: [...(tag["parameter"] as object[]), server],
      }));
      expect((await shop.plan(WITH)).plan.changes).toEqual([]);
    }));
});

describe("where somebody else has a Google tag", () => {
  const variable = (value: string) => ({
    name: "GA4 id",
    type: "c",
    parameter: [{ type: "template", key: "value", value }],
  });

  test.each<readonly [string, (screen: Screen) => Promise<void>, string[], string[]]>([
    ["with the same id", (screen) => screen.add("tags", googleTag(MEASUREMENT_ID)), [], []],
    ["with another id", (screen) => screen.add("tags", googleTag("G-OTHER12345")), [`create ${NAME}`], []],
    [
      "that is paused",
      (screen) => screen.add("tags", googleTag(MEASUREMENT_ID, { paused: true })),
      [`create ${NAME}`],
      [],
    ],
    [
      "whose id is a constant, the same",
      async (screen) => {
        await screen.add("variables", variable(MEASUREMENT_ID));
        await screen.add("tags", googleTag("{{GA4 id}}"));
      },
      [],
      [],
    ],
    [
      "whose id is a constant, another",
      async (screen) => {
        await screen.add("variables", variable("G-OTHER12345"));
        await screen.add("tags", googleTag("{{GA4 id}}"));
      },
      [`create ${NAME}`],
      [],
    ],
    [
      "whose id only the page knows",
      async (screen) => {
        await screen.add("variables", {
          name: "GA4 id",
          type: "jsm",
          parameter: [{ type: "template", key: "javascript", value: "function() { return window.id; }" }],
        });
        await screen.add("tags", googleTag("{{GA4 id}}"));
      },
      [],
      ["google-tag-unclear"],
    ],
    [
      "of the kind that was there before 2023",
      (screen) =>
        screen.add("tags", {
          name: "GA4 configuration",
          type: "gaawc",
          parameter: [{ type: "template", key: "measurementId", value: MEASUREMENT_ID }],
          firingTriggerId: ["2147479553"],
        }),
      [],
      [],
    ],
  ])("%s", (_, meanwhile, google, warnings) =>
    inShop(async (shop, screen) => {
      await meanwhile(screen);
      expect(await namesAndWarnings(shop, WITH)).toEqual({
        tags: ["create acme-shop - Thanks", ...google],
        warnings,
      });
      await shop.apply(WITH);
      expect((await shop.plan(WITH)).plan.changes).toEqual([]);
    }),
  );

  test("that came after ours, ours stays and the plan says that there are two", () =>
    inShop(async (shop, screen) => {
      await shop.apply(WITH);
      await screen.add("tags", googleTag(MEASUREMENT_ID));
      expect(await namesAndWarnings(shop, WITH)).toEqual({ tags: [], warnings: ["two-google-tags"] });
      await shop.apply(WITHOUT);
      expect(await namesAndWarnings(shop, WITHOUT)).toEqual({ tags: [], warnings: [] });
      expect(await namesAndWarnings(shop, WITH)).toEqual({ tags: [], warnings: [] });
    }));
});

describe("what the target says about the Google tag", () => {
  const SIGN_UP = "goals:\n  sign_up: { type: event, on: { data_layer: sign_up } }\n";
  const said = (word: string, goals = SIGN_UP) =>
    HEAD.replace(/( {4}gtm: .*\n)/, `$1    google_tag: ${word}\n`) + goals;
  const messages = async (shop: Shop, yaml: string) =>
    (await shop.plan(yaml)).plan.warnings.map(({ message }) => message);

  test("changes what is sent, says so once, and leaves nothing to do", () =>
    inShop(async (shop, screen) => {
      await screen.add("tags", googleTag(MEASUREMENT_ID));
      await shop.apply(said("page"));
      const [warning, ...more] = await messages(shop, HEAD + SIGN_UP);
      expect(warning).toMatch(/^The site's own gtag\('event', 'sign_up'\) counts from now on: /);
      expect(more).toEqual([]);
      await shop.apply(HEAD + SIGN_UP);
      const { plan } = await shop.plan(HEAD + SIGN_UP);
      expect([plan.changes, plan.warnings]).toEqual([[], []]);
      expect((await shop.plan(said("create"))).plan.changes).toEqual([]);
      expect((await shop.plan(said("page"))).plan.changes.length).toBeGreaterThan(0);
    }));

  test.each<readonly [string, (screen: Screen) => Promise<unknown>, Record<string, readonly string[]>]>([
    ["no tag", async () => {}, { container: ["no-google-tag"], page: [], create: [] }],
    [
      "one that is paused",
      (screen) => screen.add("tags", googleTag(MEASUREMENT_ID, { paused: true })),
      { container: ["no-google-tag"], page: [], create: [] },
    ],
    [
      "one that nothing fires",
      (screen) => screen.add("tags", googleTag(MEASUREMENT_ID, { firingTriggerId: [] })),
      { container: ["no-google-tag"], page: [], create: [] },
    ],
    [
      "one",
      (screen) => screen.add("tags", googleTag(MEASUREMENT_ID)),
      { container: [], page: ["google-tag-in-container"], create: [] },
    ],
    [
      "one whose id begins with GT-",
      (screen) => screen.add("tags", googleTag("GT-ABC1234")),
      { container: [], page: [], create: ["google-tag-unclear"] },
    ],
    [
      "two on every page",
      async (screen) => {
        await screen.add("tags", googleTag(MEASUREMENT_ID));
        await screen.add("tags", googleTag(MEASUREMENT_ID, { name: "Google tag of the shop" }));
      },
      { container: ["two-google-tags"], page: ["google-tag-in-container"], create: ["two-google-tags"] },
    ],
    [
      "a script that configures the id",
      (screen) =>
        screen.add("tags", {
          name: "Snippet",
          type: "html",
          parameter: [
            { type: "template", key: "html", value: `<script>gtag("config", "${MEASUREMENT_ID}")</script>` },
          ],
          firingTriggerId: ["2147479553"],
        }),
      { container: ["google-tag-in-script"], page: [], create: ["google-tag-in-script"] },
    ],
  ])("is held against a container with %s", (_, meanwhile, expected) =>
    inShop(async (shop, screen) => {
      await meanwhile(screen);
      for (const [word, codes] of Object.entries(expected))
        expect([word, (await namesAndWarnings(shop, said(word))).warnings]).toEqual([word, codes]);
    }),
  );

  test("is believed of an upgraded container, whose destinations no tag shows, once it is said and applied", () =>
    inShop(async (shop, screen) => {
      const CODE = ["no-google-tag"];
      const warnings = async (yaml: string) => (await namesAndWarnings(shop, yaml)).warnings;
      expect(await warnings(said("container"))).toEqual(CODE);
      await shop.apply(said("container"));
      expect(await warnings(said("container"))).toEqual([]);
      expect(await warnings(HEAD + SIGN_UP)).toEqual(CODE);
      const waiting = "goals:\n  order: { type: event, on: { ga4_event: booked } }\n";
      expect(await warnings(said("container", waiting))).toEqual(["event-not-sent"]);
      await screen.add("tags", googleTag("G-OTHER12345"));
      expect(await warnings(said("container"))).toEqual([]);
      await screen.add("tags", googleTag(MEASUREMENT_ID, { name: "Old Google tag", paused: true }));
      expect(await messages(shop, said("container"))).toEqual([
        `The tag "Old Google tag" for ${MEASUREMENT_ID} never runs (paused), so GA4 may receive nothing. Let it run again in Tag Manager; if the site's pages load it, write \`google_tag: page\` in the target; \`google_tag: create\` makes one.`,
      ]);
    }));

  test("is believed once it is applied, also where the file needs nothing in Tag Manager", () =>
    inShop(async (shop) => {
      const file = said(
        "container",
        "goals:\n  order: { type: event, on: { ga4_event: booked }, allow: [event-not-sent] }\n",
      );
      expect((await namesAndWarnings(shop, file)).warnings).toEqual(["no-google-tag"]);
      await shop.apply(file);
      expect((await namesAndWarnings(shop, file)).warnings).toEqual([]);
    }));

  test("settles each warning: the file that follows its advice has none", () =>
    inShop(async (shop, screen) => {
      await screen.add("tags", googleTag("GT-ABC1234"));
      expect(await messages(shop, said("create"))).toEqual([
        expect.stringContaining("`google_tag: container`"),
      ]);
      expect(await messages(shop, said("container"))).toEqual([]);
    }));
});

test("a file that counts nothing wants no Google tag", () =>
  inShop(async (shop) => {
    await shop.apply(WITH);
    await shop.apply(WITH.replace(GOALS, "goals: {}\n"));
    expect((await shop.snapshot()).container.content.entities["gtm.tag"]).toEqual([]);
  }));
