/** `removed`, and what a plan says about goals and key events that go. */
import { describe, expect, test } from "vitest";
import { planJson } from "../../src/render/plan-json.ts";
import { planMarkdown } from "../../src/render/plan-markdown.ts";
import { planText } from "../../src/render/plan-text.ts";
import { openScene, type Scene } from "../support/scene.ts";
import { HEAD, PROPERTY } from "../support/shop.ts";

const THANKS = "  thanks: { name: Thanks, type: destination, page: /thanks }\n";
const file = (goals: string, removed = "") => `${HEAD}goals:\n${goals}${removed}`;

function keyEvents({ shop }: Scene, ...names: string[]): void {
  for (const keyEvent of names)
    shop.sandbox.edit({ property: PROPERTY, keyEvent, add: { countingMethod: "ONCE_PER_EVENT" } });
}

describe("key events under `removed`", () => {
  test("that were never goals are no goals that go: neither counted nor guarded", async () => {
    const scene = await openScene();
    keyEvents(scene, "a", "b", "c", "d", "e", "f");
    await scene.shop.apply(file(THANKS));
    const { plan } = await scene.shop.plan(file(THANKS, "removed: [a, b, c, d, e, f]\n"));
    expect(plan.blockers).toEqual([]);
    expect(plan.summary).toEqual({ add: 0, change: 0, remove: 0, unchanged: 1 });
    const text = planText(plan, { color: false });
    expect(text).toContain("- remove Key event a\n    named under `removed` in the goals file\n");
    expect(text).toContain("Besides goals and funnels: 6 key events to remove.");
    expect(text + planMarkdown(plan)).not.toContain("no longer in the goals file");
    expect(planJson(plan)["changes"]).toContainEqual(expect.objectContaining({ goal: null, key_event: "a" }));
  });

  test("go also when somebody's tag sends the event", async () => {
    const scene = await openScene();
    keyEvents(scene, "old_goal");
    await scene.screen.add("tags", {
      name: "Theirs",
      type: "gaawe",
      firingTriggerId: ["2147479553"],
      parameter: [
        { type: "template", key: "eventName", value: "old_goal" },
        { type: "template", key: "measurementIdOverride", value: "G-TEST123456" },
      ],
    });
    expect(await scene.view.changes(file(THANKS, "removed: [old_goal]\n"))).toContain(
      "delete | ga4.keyEvent | old_goal | permitted",
    );
  });

  test("that belong to a goal of ours that goes are that goal's, and not guarded", async () => {
    const scene = await openScene();
    await scene.shop.apply(
      file(
        `${THANKS}  call: { name: Call, type: destination, page: /call }\n  buy: { name: Buy, type: destination, page: /buy }\n`,
      ),
    );
    const { plan } = await scene.shop.plan(file(THANKS, "removed: [call, buy]\n"));
    expect(plan.changes.map(({ subject }) => subject.name)).toEqual(["Call", "Buy"]);
    expect(plan.summary.remove).toBe(2);
    expect(plan.blockers).toEqual([]);
    const { blockers } = (await scene.shop.plan(file(THANKS))).plan;
    expect(blockers.map(({ code }) => code)).toEqual(["many-removals"]);
  });

  test("that do not exist are told, with what there is", async () => {
    const scene = await openScene();
    keyEvents(scene, "old_goal");
    await scene.shop.apply(file(THANKS));
    const { plan } = await scene.shop.plan(file(THANKS, "removed: [old_gaol]\n"));
    expect(plan.changes).toEqual([]);
    expect(plan.warnings).toContainEqual({
      code: "nothing-to-remove",
      message:
        "`removed` names old_gaol, which is not a key event of property 123456789: check the spelling, or delete it from the file if it is gone already. Key events that no goal uses: old_goal.",
    });
  });
});

describe("a goal that goes says what it counted", () => {
  const GOALS: readonly (readonly [goal: string, words: string])[] = [
    ["type: destination, page: /thanks, value: 5", "page viewed: /thanks; worth 5 EUR"],
    [
      "type: destination, page: { path: { begins_with: /a/ }, query: { step: done } }, spa: true",
      "page viewed: path begins with /a/ and ?step is done, or page shown without a reload: path begins with /a/ and ?step is done",
    ],
    ["type: duration, longer_than: 4m", "session longer than 4m"],
    ["type: duration, longer_than: 90s, scope: page, page: /guide", "longer than 1m 30s on /guide"],
    ["type: pages_per_session, more_than: 5", "more than 5 pages in one session"],
    ["type: event, on: { returning_visit: true }", "visit of somebody who came before"],
    [
      "type: event, on: { data_layer: sign }, where: { plan: paid, seats: { at_least: 2 } }",
      "the site pushes sign to the data layer where plan is paid and seats is at least 2",
    ],
    ["type: event, on: { link: { url: { begins_with: 'tel:' } } }", "link clicked: address begins with tel:"],
    ["type: event, on: { click: { selector: button.big } }", "click: button.big, button.big *"],
    ["type: event, on: { form: contact }", "form sent: id is contact"],
    ["type: event, on: { scroll: 50 }", "scrolled to 50 % of the page"],
    ["type: destination, page: { path: { equals: /thanks, ignore_case: true } }", "?"],
    ["type: destination, page: { path: { contains: a, not: true }, host: shop.example }", "?"],
    ["type: destination, page: { url: { matches: '^https://[^/]+/x$', ignore_case: true } }", "?"],
    ["type: destination, page: { path: /app, fragment: done }, spa: true", "?"],
    ["type: destination, page: /thanks, via: ga4, value: 2.5, currency: USD", "?"],
    ["type: destination, page: { path: { begins_with: /a, ignore_case: true } }, via: ga4", "?"],
    ["type: pages_per_session, more_than: 3, via: ga4", "?"],
    ["type: duration, longer_than: 1h1m1s", "?"],
    ["type: duration, longer_than: 3600s", "?"],
    ["type: duration, longer_than: 59s, scope: page", "?"],
    ["type: duration, longer_than: 90s, scope: page, page: { path: { begins_with: /a/ }, query: { b: c } }", "?"],
    ["type: event, on: { data_layer: pushed }", "?"],
    ["type: event, on: { data_layer: free }, where: { plan: { not: free } }", "?"],
    ["type: event, on: { click: { text: Buy, page: /x } }", "?"],
    ["type: event, on: { click: true }", "?"],
    ["type: event, on: { link: { outbound: true } }", "?"],
    ["type: event, on: { download: [pdf] }", "?"],
    ["type: event, on: { form: true }", "?"],
    ["type: event, on: { scroll: 50 }, page: /long", "?"],
    ["type: event, on: { visible: .late }", "?"],
    ["type: event, on: { visible: { id: late } }, page: /long", "?"],
    ["type: event, on: { video: { progress: 50, url: { contains: /demo } } }", "?"],
    ["type: event, on: { video: { start: true } }", "?"],
    ["type: event, on: { ga4_event: received }, where: { plan: pro }", "?"],
    ["type: event, on: { ga4_event: received }", "GA4 already receives the event x"],
  ];

  test("whatever it was", async () => {
    const scene = await openScene();
    const kept = "  kept: { name: Kept, type: pages_per_session, more_than: 9 }\n";
    const ids = GOALS.map((_, index) => `x${index}`);
    const all = GOALS.map(([goal], index) => `  ${ids[index]}: { ${goal} }\n`).join("");
    await scene.shop.apply(file(kept + all));
    const { plan } = await scene.shop.plan(file(kept));
    const words = new Map(plan.changes.map(({ subject, counts }) => [subject.id, counts]));
    const said = ids.slice(0, -1).map((id) => words.get(id));
    expect(said).toEqual(GOALS.slice(0, -1).map(([, expected]) => expected));
    const text = planText(plan, { color: false });
    expect(text).toContain("    session longer than 4m\n    no longer in the goals file\n");
    expect(planMarkdown(plan)).toContain("session longer than 4m");
  });
});

test("a value, a currency and a counting that change stand in the comment's table, in the words of the file", async () => {
  const scene = await openScene();
  const goal = (more: string) =>
    file(`  thanks: { name: Thanks, type: destination, page: /thanks, ${more} }\n`);
  await scene.shop.apply(goal("value: 5, currency: EUR"));
  const { plan } = await scene.shop.plan(goal("value: 8, currency: USD, counting: once_per_event"));
  const [row] = planMarkdown(plan).match(/^\| \*\*change\*\*.*$/m)!;
  expect(row).toContain("counting: once per session → once per event");
  expect(row).toContain("value: 5 → 8");
  expect(row).toContain("currency: EUR → USD");
  expect(row).toContain("set as the goals file says");
  const none = planMarkdown((await scene.shop.plan(goal("counting: once_per_session"))).plan);
  expect(none).toContain("value: 5 EUR → (nothing)".replace("(", "\\(").replace(")", "\\)"));
});

test("conditions are said in the words of the file, also where one comparison replaces another", async () => {
  const scene = await openScene();
  const goal = (path: string) =>
    file(`  thanks: { name: Thanks, type: destination, page: { path: ${path} } }\n`);
  await scene.shop.apply(goal("{ begins_with: /thanks }"));
  const text = planText((await scene.shop.plan(goal("{ ends_with: /danke }"))).plan, { color: false });
  expect(text).toContain('{{Page Path}} begins with "/thanks" → {{Page Path}} ends with "/danke"');
  expect(text).not.toMatch(/startsWith|endsWith|starts with/);
});

test("what a message names as code is code in a comment", async () => {
  const { shop } = await openScene();
  const markdown = planMarkdown((await shop.plan(file(THANKS))).plan);
  expect(markdown).toContain("`google_tag: create`");
  expect(markdown).not.toContain("\\`");
});
