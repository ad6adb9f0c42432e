/** What a plan says about the container's Google tags, word for word: who has which, and what to write. */
import { describe, expect, test } from "vitest";
import type { JsonObject } from "../../src/resources/resource.ts";
import { memoryGoogle } from "../support/memory-google.ts";
import { applyGoals, planned } from "../support/memory-shop.ts";
import { HEAD, MEASUREMENT_ID } from "../support/shop.ts";

const ALL_PAGES = "2147479553";
const GOALS = "goals:\n  thanks: { type: destination, page: /thanks }\n";
const said = (word: string | null) =>
  (word === null ? HEAD : HEAD.replace(/( {4}gtm: .*\n)/, `$1    google_tag: ${word}\n`)) + GOALS;

const tag = (name: string, id: string, more: JsonObject = {}): JsonObject => ({
  name,
  type: "googtag",
  parameter: [{ type: "template", key: "tagId", value: id }],
  firingTriggerId: [ALL_PAGES],
  ...more,
});
const script = (name: string): JsonObject => ({
  name,
  type: "html",
  parameter: [
    { type: "template", key: "html", value: `<script>gtag("config", "${MEASUREMENT_ID}")</script>` },
  ],
  firingTriggerId: [ALL_PAGES],
});
const [A, B, C] = ["A", "B", "C"].map((name) => tag(name, MEASUREMENT_ID)) as [
  JsonObject,
  JsonObject,
  JsonObject,
];
const unclear = (name: string) => tag(name, "{{Which}}");

async function told(word: string | null, ...tags: JsonObject[]): Promise<string[]> {
  const google = memoryGoogle();
  for (const one of tags) google.plant("gtm.tag", one);
  return (await planned(google, said(word))).warnings.map(({ code, message }) => `${code}: ${message}`);
}

describe("without any", () => {
  const NONE = "no-google-tag: GTM-TEST01 has no Google tag for G-TEST123456, so GA4 may receive nothing.";
  const ELSE = "if the site's pages load it, `google_tag: page`; otherwise `google_tag: create` makes one.";

  test("a file that says nothing hears of all three words", async () => {
    const message = `${NONE} If it is a destination of the container, which no tag shows, write \`google_tag: container\` in the target; ${ELSE}`;
    expect(await told(null)).toEqual([message]);
    expect(
      await told(null, tag("Other", "G-OTHER12345"), tag("Paused", "G-OTHER12345", { paused: true })),
    ).toEqual([message]);
  });

  test("a file that says `container` hears that it may be right", async () => {
    expect(await told("container")).toEqual([
      `${NONE} \`google_tag: container\` is right if it is a destination of the container, which no tag shows; ${ELSE}`,
    ]);
  });

  test("a file that says `page` or `create` hears nothing", async () => {
    expect(await told("page")).toEqual([]);
    expect(await told("create")).toEqual([]);
  });

  test("a container of ours is believed once the file says so, until a tag for the id stops", async () => {
    const google = memoryGoogle();
    await applyGoals(google, said("container"));
    const codes = async (word: string | null) =>
      (await planned(google, said(word))).warnings.map(({ code }) => code);
    expect(await codes("container")).toEqual([]);
    expect(await codes(null)).toEqual(["no-google-tag"]);
    google.plant("gtm.tag", tag("Older", "G-OTHER12345", { type: "gaawc" }));
    expect(await codes("container")).toEqual([]);
    google.plant("gtm.tag", tag("Paused", MEASUREMENT_ID, { paused: true }));
    expect(await codes("container")).toEqual(["no-google-tag"]);
  });

  test("but one that never runs, that one is to run again", async () => {
    const rest =
      "if the site's pages load it, write `google_tag: page` in the target; `google_tag: create` makes one.";
    const [P, N] = [
      { ...A, paused: true },
      { ...B, firingTriggerId: [] },
    ];
    expect(await told(null, P)).toEqual([
      `no-google-tag: The tag "A" for G-TEST123456 never runs (paused), so GA4 may receive nothing. Let it run again in Tag Manager; ${rest}`,
    ]);
    expect(await told("container", N, P)).toEqual([
      `no-google-tag: The tags "A" and "B" for G-TEST123456 never run (paused or without a trigger), so GA4 may receive nothing. Let one of them run again in Tag Manager; ${rest}`,
    ]);
    expect(await told("create", P)).toEqual([]);
  });
});

describe("with one", () => {
  test("that is for the id, all is well; `page` contradicts it", async () => {
    expect(await told(null, A)).toEqual([]);
    expect(await told("container", A)).toEqual([]);
    expect(await told("create", A)).toEqual([]);
    const contradicts = (which: string) =>
      `google-tag-in-container: The target says \`google_tag: page\`, but ${which} ${MEASUREMENT_ID}. If the pages do not configure the id themselves, write \`google_tag: container\`: goals on the site's own gtag events count nothing otherwise. If they do, remove the tag in Tag Manager: page views may be counted twice.`;
    expect(await told("page", A)).toEqual([contradicts('the tag "A" in the container loads')]);
    expect(await told("page", B, A)).toEqual([contradicts('the tags "A" and "B" in the container load')]);
    expect(await told("page", unclear("U"))).toEqual([]);
  });

  test("whose id the container does not show, none is made", async () => {
    const rest = "If so, write `google_tag: container` in the target; otherwise write the id into that tag.";
    expect(await told("create", unclear("U"))).toEqual([
      `google-tag-unclear: No Google tag is made for G-TEST123456: the tag "U" takes its id from something that the container does not show, and may load it already. ${rest}`,
    ]);
    expect(await told("create", unclear("V"), unclear("U"))).toEqual([
      `google-tag-unclear: No Google tag is made for G-TEST123456: the tags "U" and "V" take their ids from something that the container does not show, and one may load it already. ${rest}`,
    ]);
    expect(await told(null, unclear("U"))).toEqual([]);
  });

  test("that is a script, as in a page", async () => {
    const rest =
      "by script, as a page does, so Analytics receives the site's own gtag events. Write `google_tag: page` in the target: goals on such events are counted twice otherwise.";
    for (const word of [null, "create", "container"])
      expect(await told(word, script("S"))).toEqual([
        `google-tag-in-script: The tag "S" configures G-TEST123456 ${rest}`,
      ]);
    expect(await told(null, script("T"), script("S"))).toEqual([
      `google-tag-in-script: The tags "S" and "T" configure G-TEST123456 ${rest}`,
    ]);
    expect(await told("page", script("S"))).toEqual([]);
    expect(await told("page", { ...script("S"), paused: true })).toEqual([]);
  });
});

describe("with several", () => {
  const load = (which: string) =>
    `two-google-tags: ${which} load G-TEST123456 on every page: page views may be counted twice. Remove all but one in Tag Manager.`;

  test("on every page, all but one are to go", async () => {
    expect(await told(null, B, A)).toEqual([load('The tags "A" and "B"')]);
    expect(await told("create", C, B, A)).toEqual([load('The tags "A", "B" and "C"')]);
    for (const id of ["2147479572", "2147479573"])
      expect(await told(null, { ...B, firingTriggerId: ["9", id] }, A)).toEqual([
        load('The tags "A" and "B"'),
      ]);
  });

  test.each<readonly [string, JsonObject]>([
    ["on some pages only", { firingTriggerId: ["9"] }],
    ["without a trigger", { firingTriggerId: [] }],
    ["with an exception", { blockingTriggerId: ["9"] }],
  ])("of which one fires %s, nothing is said", async (_, more) => {
    expect(await told(null, { ...B, ...more }, A)).toEqual([]);
  });

  test("of which one is ours, the file decides", async () => {
    const google = memoryGoogle();
    await applyGoals(google, said("create"));
    const messages = async () =>
      (await planned(google, said("create"))).warnings.map(({ code, message }) => `${code}: ${message}`);
    const rest = (them: string) =>
      `as well as ours: page views may be counted twice. Remove ${them} in Tag Manager, or write \`google_tag: container\` in the target, and ours goes.`;
    expect(await messages()).toEqual([]);
    google.plant("gtm.tag", A);
    expect(await messages()).toEqual([`two-google-tags: The tag "A" loads G-TEST123456 ${rest("it")}`]);
    google.plant("gtm.tag", { ...B, firingTriggerId: ["9"] });
    expect(await messages()).toEqual([
      `two-google-tags: The tags "B" and "A" load G-TEST123456 ${rest("them")}`,
    ]);
  });
});

test("events of the site that goalform sends from now on are named, one or several", async () => {
  const events = (word: string | null, ...names: string[]) =>
    said(word).replace(
      GOALS,
      `goals:\n${names.map((name) => `  ${name}: { type: event, on: { data_layer: ${name} } }\n`).join("")}`,
    );
  const now = async (...names: string[]) => {
    const google = memoryGoogle();
    google.plant("gtm.tag", A);
    await applyGoals(google, events("page", ...names));
    return (await planned(google, events(null, ...names))).warnings;
  };
  const message = (which: string) =>
    `The site's own ${which} from now on: a Google tag that Tag Manager loads does not receive such events, so goalform sends them. If the site's pages configure the id themselves, write \`google_tag: page\` in the target: they are counted twice otherwise.`;
  expect(await now("lead")).toEqual([
    { code: "gtag-events-count-now", message: message("gtag('event', 'lead') counts") },
  ]);
  expect(await now("lead", "book", "call")).toEqual([
    {
      code: "gtag-events-count-now",
      message: message("gtag('event', 'lead'), gtag('event', 'book') and gtag('event', 'call') count"),
    },
  ]);
});
