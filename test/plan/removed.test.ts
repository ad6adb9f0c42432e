/** `removed`, and what a plan says about goals and key events that go. */
import { describe, expect, test } from "vitest";
import { planJson } from "../../src/render/plan-json.ts";
import { planMarkdown } from "../../src/render/plan-markdown.ts";
import { planText } from "../../src/render/plan-text.ts";
import type { EntityKind, JsonObject } from "../../src/resources/resource.ts";
import { condition, template } from "../support/by-hand.ts";
import { memoryGoogle } from "../support/memory-google.ts";
import { applyGoals, planned } from "../support/memory-shop.ts";
import { openScene, type Scene } from "../support/scene.ts";
import { HEAD, PROPERTY } from "../support/shop.ts";

const THANKS = "  thanks: { name: Thanks, type: destination, page: /thanks }\n";
const file = (goals: string, removed = "") => `${HEAD}goals:${goals === "" ? " {}" : ""}\n${goals}${removed}`;

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
    expect(text).toContain("In addition to goals and funnels: 6 key events to remove.");
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
        "`removed` names old_gaol, which is not a key event of property 123456789: check the spelling, or delete it from the file if it is already gone. Key events that no goal uses: old_goal.",
    });
  });

  test("and what there is does not contain what goes in the same plan", async () => {
    const scene = await openScene();
    keyEvents(scene, "old_goal");
    await scene.shop.apply(file(`${THANKS}  call: { name: Call, type: destination, page: /call }\n`));
    const { plan } = await scene.shop.plan(file(THANKS, "removed: [old_gaol, call]\n"));
    const [warning] = plan.warnings.filter(({ code }) => code === "nothing-to-remove");
    expect(warning?.message).toMatch(/Key events that no goal uses: old_goal\.$/);
  });
});

/** What people did something to. */
const EDITED = `  late: { type: event, on: { visible: '#a' } }
  tab: { type: event, on: { click: { text: x } } }
${THANKS}  call: { type: event, on: { data_layer: call } }
  dice: { type: destination, page: /dice, value: 3 }
  none: { type: destination, page: /none }
`;

describe("a goal that goes says what it counted", () => {
  const GOALS: readonly (readonly [goal: string, words: string])[] = [
    ["type: destination, page: /thanks, value: 5", "page viewed: /thanks; worth 5 EUR"],
    ["type: destination, page: { path: { one_of: [/a, /b.html] } }", "page viewed: /a or /b.html"],
    [
      "type: destination, page: { path: { begins_with: /a/ }, query: { step: done } }, spa: true",
      "page viewed: path begins with /a/ and query parameter step is done, with or without a reload",
    ],
    ["type: duration, longer_than: 4m", "session longer than 4m"],
    [
      "type: duration, longer_than: 90s, scope: page, page: /guide",
      "longer than 1m 30s on /guide, measured from when the document loads",
    ],
    [
      "type: duration, longer_than: 90s, scope: page, page: /guide, spa: true",
      "longer than 1m 30s on /guide, measured from each page view, with or without a reload, while the tab is visible and analytics_storage is granted",
    ],
    ["type: pages_per_session, more_than: 5", "more than 5 pages in one session"],
    ["type: event, on: { returning_visit: true }", "a returning visitor begins a visit"],
    [
      "type: event, on: { data_layer: sign }, where: { plan: paid, seats: { at_least: 2 } }",
      "the site pushes sign to the data layer where plan is paid and seats is at least 2",
    ],
    ["type: event, on: { link: { url: { begins_with: 'tel:' } } }", "link clicked: address begins with tel:"],
    ["type: event, on: { click: { selector: button.big } }", "click: button.big"],
    ["type: event, on: { form: contact }", "form submitted: id is contact"],
    [
      "type: event, on: { scroll: 50 }",
      "scrolled down to 50% of the page (counts on load if the window already shows that much)",
    ],
    [
      "type: destination, page: { path: { equals: /thanks, ignore_case: true } }",
      "page viewed: /thanks (any case)",
    ],
    ["type: destination, page: { path: { ends_with: a.b } }", "page viewed: path ends with a.b"],
    [
      "type: destination, page: { path: { contains: a, not: true }, host: shop.example }",
      "page viewed: host is shop.example and path does not contain a",
    ],
    [
      "type: destination, page: { url: { matches: '^https://[^/]+/x$', ignore_case: true } }",
      "page viewed: address matches ^https://[^/]+/x$ (any case)",
    ],
    [
      "type: destination, page: { path: /app, fragment: done }, spa: true",
      "page viewed: path is /app and fragment is done, with or without a reload",
    ],
    [
      "type: destination, page: /thanks, via: ga4, value: 2.5, currency: USD",
      "page viewed: /thanks, counted by a rule in Analytics; worth 2.5 USD",
    ],
    [
      "type: destination, page: { path: { begins_with: /a, ignore_case: true } }, via: ga4",
      "page viewed: path begins with /a (any case), counted by a rule in Analytics",
    ],
    [
      "type: pages_per_session, more_than: 3, via: ga4",
      "more than 3 pages in one session, counted by an audience in Analytics",
    ],
    ["type: duration, longer_than: 1h1m1s", "session longer than 1h 1m 1s"],
    ["type: duration, longer_than: 3600s", "session longer than 1h"],
    [
      "type: duration, longer_than: 59s, scope: page",
      "longer than 59s on any one page, measured from when the document loads",
    ],
    [
      "type: duration, longer_than: 90s, scope: page, page: { path: { begins_with: /a/ }, query: { b: c } }",
      "longer than 1m 30s on one page whose path begins with /a/ and query parameter b is c, measured from when the document loads",
    ],
    ["type: event, on: { data_layer: pushed }", "the site pushes pushed to the data layer"],
    [
      "type: event, on: { data_layer: free }, where: { plan: { not: free } }",
      "the site pushes free to the data layer where plan is set but is not free",
    ],
    ["type: event, on: { click: { text: Buy } }, page: /x", "click: text is Buy, on /x"],
    [
      "type: event, on: { scroll: { pixels: 800 } }",
      "scrolled down to 800 pixels (counts on load if the window already shows that much)",
    ],
    ["type: event, on: { link: { outbound: true } }", "any link to another site clicked"],
    ["type: event, on: { download: [pdf] }", "file downloaded: .pdf"],
    [
      "type: event, on: { form: { action: { contains: /contact }, classes: wide } }",
      "form submitted: action contains /contact and element has the class wide",
    ],
    [
      "type: event, on: { scroll: 50 }, page: /long",
      "scrolled down to 50% of the page (counts on load if the window already shows that much), on /long",
    ],
    ["type: event, on: { visible: .late }", "at least 50% of .late on screen, once per page load"],
    [
      "type: event, on: { visible: '#late' }, page: /long",
      "at least 50% of #late on screen, once per page load, on /long",
    ],
    [
      "type: event, on: { video: { progress: 50, url: { contains: /demo } } }",
      "YouTube video watched to 50%: address contains /demo",
    ],
    ["type: event, on: { video: start }", "any YouTube video started"],
    [
      "type: event, on: { ga4_event: received }, where: { plan: pro }",
      "GA4 already receives the event received where plan is pro",
    ],
    ["type: event, on: { link: { outbound: false } }", "any link within the site clicked"],
    ["type: event, on: { video: complete }", "any YouTube video watched to the end"],
    ["type: event, on: { link: { text: Call } }", "link clicked: text is Call"],
    [
      "type: event, on: { link: { url: { one_of: ['https://a.b/c', 'https://a.b/d'] } } }",
      "link clicked: address is https://a.b/c or https://a.b/d",
    ],
    ["type: event, on: { form: { id: { not: contact } } }", "form submitted: id is not contact"],
    [
      "type: event, on: { video: { progress: 25, title: { begins_with: Demo } } }",
      "YouTube video watched to 25%: title begins with Demo",
    ],
    [
      "type: destination, page: { path: { one_of: [/a, /b], not: true }, host: x.example }",
      "page viewed: host is x.example and path is neither /a nor /b",
    ],
    [
      "type: destination, page: { path: { one_of: [/a, /b], ignore_case: true } }",
      "page viewed: /a or /b (any case)",
    ],
    ["type: destination, page: { path: { matches: '^(/a|/b)$' } }", "page viewed: path matches ^(/a|/b)$"],
    [
      "type: destination, page: { path: { matches: '^/a$|^(?:/b|/c)$' } }",
      "page viewed: path matches ^/a$|^(?:/b|/c)$",
    ],
    [
      "type: destination, page: { path: { matches: '^(?:/a|/b.*)$' } }",
      "page viewed: path matches ^(?:/a|/b.*)$",
    ],
    [
      "type: destination, page: { path: { matches: '^(?:/a|/b)$|^/c' } }",
      "page viewed: path matches ^(?:/a|/b)$|^/c",
    ],
    [
      "type: destination, page: { path: { not: /a }, host: x.example }",
      "page viewed: host is x.example and path is not /a",
    ],
    ["type: destination, page: { path: { contains: '20' } }", "page viewed: path contains 20"],
    [
      "type: destination, page: { path: { ends_with: '2+0', not: true }, host: x.example }",
      "page viewed: host is x.example and path does not end with 2+0",
    ],
    [
      "type: event, on: { data_layer: one }, where: { plan: { one_of: [a, b] }, 'a.b': { less_than: 2 } }",
      "the site pushes one to the data layer where plan is a or b and a.b is less than 2",
    ],
    [
      "type: destination, page: { path: { not: /a } }, via: ga4",
      "page viewed: path is not /a, counted by a rule in Analytics",
    ],
    [
      "type: event, on: { visible: .late }, page: { path: { begins_with: /a }, host: b.example }",
      "at least 50% of .late on screen, once per page load, on pages whose host is b.example and path begins with /a",
    ],
  ];

  test("the last about sessions takes the whole script along", async () => {
    const { shop } = await openScene();
    await shop.apply(file("  deep: { type: pages_per_session, more_than: 5, value: 3 }\n"));
    const { plan } = await shop.plan(file(THANKS));
    expect(plan.changes.map(({ subject, counts }) => [subject.id, counts])).toEqual([
      ["thanks", "page viewed: /thanks"],
      ["deep", "more than 5 pages in one session; worth 3 EUR"],
    ]);
  });

  test("a key event alone says that Analytics has the event", async () => {
    const { shop } = await openScene();
    const goal = "  paid: { type: event, on: { ga4_event: paid }, value: 3 }\n";
    await shop.apply(file(THANKS + goal));
    const { plan } = await shop.plan(file(THANKS, "removed: [paid]\n"));
    expect(plan.changes.map(({ subject, counts }) => [subject.is, subject.id, counts])).toEqual([
      ["key event", "paid", null],
    ]);
  });

  test("a funnel says its steps, by the names that they had", async () => {
    const { shop } = await openScene();
    const funnel = (steps: string) => `funnels:\n  buying: { steps: [${steps}] }\n`;
    await shop.apply(
      file(THANKS, funnel("{ id: cart, page: /cart }, { id: paid, on: { data_layer: paid } }, thanks")),
    );
    const { plan } = await shop.plan(file(THANKS));
    expect(plan.changes.map(({ subject, counts }) => [subject.is, subject.id, counts])).toEqual([
      [
        "funnel",
        "buying",
        "funnel with the steps Cart (page viewed: /cart), Paid (the site pushes paid to the data layer)",
      ],
    ]);
  });

  test("as people left it at Google", async () => {
    const google = memoryGoogle();
    await applyGoals(
      google,
      file(EDITED, "funnels:\n  buying: { steps: [{ id: cart, page: /cart }, thanks] }\n"),
    );
    const edit = (kind: EntityKind, name: string, change: JsonObject) =>
      google.editEntities(kind, (one) =>
        one["name"] === `acme-shop - ${name}` ? { ...one, ...change } : one,
      );
    const byId = [template("selectorType", "ID"), template("elementId", "late")];
    const dice = [condition("equals", "Random Number", "6")];
    edit("gtm.trigger", "Late", { parameter: byId });
    edit("gtm.trigger", "Tab", { filter: [] });
    edit("gtm.trigger", "Thanks", { type: "domReady" });
    edit("gtm.tag", "Call", { paused: true });
    edit("gtm.trigger", "Dice", { filter: dice });
    edit("gtm.tag", "None", { tagId: "0", notes: "" });
    edit("gtm.trigger", "Buying - Cart", { filter: dice });
    const { changes } = await planned(google, file(""));
    const gone = changes.filter(({ subject }) => subject.is === "goal" || subject.is === "funnel");
    const unsaid =
      "what the goals file has no words for: it has a condition on something that the language has no word for (Random Number)";
    expect(gone.map(({ subject, counts }) => [subject.id, counts])).toEqual([
      ["late", "at least 50% of #late on screen, once per page load"],
      ["tab", "any click"],
      ["thanks", "page viewed: /thanks"],
      ["call", "nothing: it is paused"],
      ["dice", unsaid],
      ["none", null],
      ["buying", unsaid],
    ]);
  });

  test("whatever it was", async () => {
    const scene = await openScene();
    const kept = "  kept: { name: Kept, type: pages_per_session, more_than: 9 }\n";
    const ids = GOALS.map((_, index) => `x${index}`);
    // A property can have 30 key events.
    const plain = (goal: string) => (/value|ga4_event/.test(goal) ? "" : ", key_event: false");
    const all = GOALS.map(([goal], index) => `  ${ids[index]}: { ${goal}${plain(goal)} }\n`).join("");
    await scene.shop.apply(file(kept + all));
    const { plan } = await scene.shop.plan(file(kept));
    const words = new Map(plan.changes.map(({ subject, counts }) => [subject.id, counts]));
    expect(ids.map((id) => words.get(id))).toEqual(GOALS.map(([, expected]) => expected));
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
  expect(row).toContain("counts once per session → every time");
  expect(row).toContain("worth 5 EUR → 8 USD");
  expect(row).toContain("set as the goals file says");
  const none = planMarkdown((await scene.shop.plan(goal("counting: once_per_session"))).plan);
  expect(none).toContain("worth 5 EUR → nothing");
});

test("conditions are said in the words of the file, also where one comparison replaces another", async () => {
  const scene = await openScene();
  const goal = (path: string) =>
    file(`  thanks: { name: Thanks, type: destination, page: { path: ${path} } }\n`);
  await scene.shop.apply(goal("{ begins_with: /thanks }"));
  const text = planText((await scene.shop.plan(goal("{ ends_with: /danke }"))).plan, { color: false });
  expect(text).toContain('Page Path begins with "/thanks" → Page Path ends with "/danke"');
  expect(text).not.toMatch(/startsWith|endsWith|starts with/);
});

test("what a message names as code is code in a comment", async () => {
  const { shop } = await openScene();
  const markdown = planMarkdown((await shop.plan(file(THANKS))).plan);
  expect(markdown).toContain("`google_tag: create`");
  expect(markdown).not.toContain("\\`");
});
