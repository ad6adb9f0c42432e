/** A goal that gets another event or id in the file, and goals that share an event. */
import { describe, expect, test } from "vitest";
import { readGoals } from "../../src/language/read-goals.ts";
import { memoryGoogle } from "../support/memory-google.ts";
import { applyGoals, planned } from "../support/memory-shop.ts";
import { openScene } from "../support/scene.ts";
import { HEAD } from "../support/shop.ts";

const file = (goals: string) => `${HEAD}goals:\n${goals}`;
const CALL = "  call: { name: Call, type: destination, page: /call }\n";
const THANKS = "  thanks: { type: destination, page: /thanks, value: 5 }\n";

async function warnings(before: string, after: string): Promise<string[]> {
  const { shop } = await openScene();
  await shop.apply(file(before));
  const { plan } = await shop.plan(file(after));
  return plan.warnings.filter(({ code }) => code.includes("renamed")).map(({ message }) => message);
}

test("another event is told with what it costs", async () => {
  const [message, ...rest] = await warnings(THANKS, THANKS.replace("{", "{ event: thank_you,"));
  expect(rest).toEqual([]);
  expect(message).toContain("Thanks sends thank_you instead of thanks");
  expect(message).toContain("`event: thanks`");
});

test("of an event that other goals of the file send, it is said who sends it from now on", async () => {
  const swapped =
    CALL.replace("{", "{ event: thanks, via: ga4,") + THANKS.replace("{", "{ event: thank_you,");
  const [about] = (await warnings(CALL + THANKS, swapped)).filter((one) => one.includes("instead of thanks"));
  expect(about).toContain("gets only what Call sends.");
  expect(about).not.toContain("no more");
});

test("another id with `was` alone changes the event too, and with the event nothing", async () => {
  const renamed = THANKS.replace("thanks: {", "thank_you: { was: thanks,");
  expect(await warnings(THANKS, renamed)).toEqual([
    expect.stringContaining("sends thank_you instead of thanks"),
  ]);
  expect(await warnings(THANKS, renamed.replace("{", "{ event: thanks,"))).toEqual([]);
});

test("another id without `was` is told what to write, and that helps", async () => {
  const renamed = THANKS.replace("thanks:", "thank_you:");
  const [message] = await warnings(THANKS, renamed);
  expect(message).toContain("write `was: thanks` and `event: thanks` at thank_you");
  const advised = renamed.replace("{", "{ was: thanks, event: thanks,");
  expect(await warnings(THANKS, advised)).toEqual([]);
  expect(await warnings(THANKS, CALL)).toEqual([]);
});

test("of two goals that share an event one can go, and the key event stays", async () => {
  const { shop, view } = await openScene();
  const lead = (form: string) =>
    `  ${form}: { type: event, event: generate_lead, on: { form: ${form} }, parameters: { form: ${form} } }\n`;
  await shop.apply(file(lead("contact") + lead("quote")));
  const changes = await view.changes(file(lead("quote")));
  expect(changes).toContain("delete | gtm.tag | acme-shop - Contact | removed");
  expect(changes.filter((one) => one.includes("keyEvent"))).toEqual([]);
  await shop.apply(file(lead("quote")));
  expect((await shop.snapshot()).property.keyEvents.map(({ eventName }) => eventName)).toContain(
    "generate_lead",
  );
  expect(await view.changes(file(lead("quote")))).toEqual([]);
});

function codes(goals: string, defaults: string): string[] {
  const text = `${HEAD.replace("{ currency: EUR }", `{ currency: EUR, counting: ${defaults} }`)}goals:\n${goals}`;
  return readGoals("goals.yaml", new TextEncoder().encode(text)).diagnostics.map(
    ({ severity, code }) => `${severity} ${code}`,
  );
}

test.each([
  ["{ form: contact }", "{ form: quote }", []],
  ["{ link: { url: { begins_with: /a/ } } }", "{ link: { url: { begins_with: /b/ } } }", []],
  ["{ data_layer: contact }", "{ data_layer: quote }", []],
  ["{ form: contact }", "{ form: { action: /send } }", ["warning duplicate-event"]],
  ["{ form: contact }", "{ click: { selector: button } }", ["warning duplicate-event"]],
  ["{ scroll: 50 }, page: /guide", "{ scroll: 90 }, page: /guide", ["warning duplicate-event"]],
])("%s and %s of one event, counted each time: %j", (one, other, expected) => {
  const goal = (id: string, on: string) => `  ${id}: { type: event, event: generate_lead, on: ${on} }\n`;
  expect(codes(goal("a", one) + goal("b", other), "once_per_event")).toEqual(expected);
  expect(codes(goal("a", one) + goal("b", other), "once_per_session")).toEqual([]);
  const allowed = goal("b", other).replace("{", "{ allow: [duplicate-event],");
  if (expected.length > 0) expect(codes(goal("a", one) + allowed, "once_per_event")).toEqual([]);
  const worth = goal("b", other).replace("{", "{ value: 3,");
  expect(codes(goal("a", one) + worth, "once_per_session")).toEqual(["error conflicting-key-event"]);
});

test.each([
  ["Kontakt-Formular", "kontakt_formular"],
  ["Größe gewählt", "groesse_gewaehlt"],
  ["Newsletter Sign-up (footer)", "newsletter_sign_up_footer"],
])("the name %j is an error that can be allowed, and %s is advised", async (event, advised) => {
  const goal = (name: string, more = "") =>
    `  lead: { ${more}type: event, event: "${name}", on: { data_layer: lead } }\n`;
  expect(codes(goal(event), "once_per_session")).toEqual(["error unusual-event-name"]);
  expect(codes(goal(advised), "once_per_session")).toEqual([]);
  const allowed = goal(event, "allow: [unusual-event-name], key_event: false, ");
  expect(codes(allowed, "once_per_session")).toEqual([]);
  const { shop, view } = await openScene();
  await shop.apply(file(allowed));
  expect(await view.changes(file(allowed))).toEqual([]);
  expect((await view.changes(file(CALL))).filter((one) => one.includes("gtm.tag"))).toEqual([
    "create | gtm.tag | acme-shop - Call | new",
    "delete | gtm.tag | acme-shop - Lead | removed",
  ]);
});

test.each(["1st_lead", " lead", "{{lead}}", "x".repeat(41)])("the name %j stays an error", (event) => {
  const goal = `  lead: { allow: [unusual-event-name], type: event, event: "${event}", on: { data_layer: lead } }\n`;
  expect(codes(goal, "once_per_session").filter((one) => one.startsWith("error invalid"))).toHaveLength(1);
});

describe("a goal that goes while another comes that counts the same", () => {
  const goal = (id: string, more = "", page = "/thanks") =>
    `  ${id}: { type: destination, page: ${page}${more} }\n`;

  async function hints(before: string, after: string): Promise<string[]> {
    const google = memoryGoogle();
    await applyGoals(google, `${HEAD}goals:\n${before}`);
    const { warnings } = await planned(google, `${HEAD}goals:\n${after}`);
    return warnings.filter(({ code }) => code === "renamed-goal").map(({ message }) => message);
  }

  test("may have been renamed; when it sends the same event, only `was` is missing", async () => {
    const what = (words: string) =>
      `thanks is removed and merci is added, and both count the same. If the goal was renamed, write ${words} at merci: then its objects are kept, and its reports continue.`;
    expect(await hints(goal("thanks"), goal("merci"))).toEqual([what("`was: thanks` and `event: thanks`")]);
    expect(await hints(goal("thanks"), goal("merci", ", event: thanks"))).toEqual([what("`was: thanks`")]);
  });

  test("whatever it is worth", async () => {
    expect(await hints(goal("thanks", ", value: 5"), goal("merci", ", value: 8"))).toHaveLength(1);
  });

  test.each([
    ["another page", goal("thanks"), goal("merci", "", "/merci")],
    ["two that come", goal("thanks"), goal("merci") + goal("danke")],
    ["two that go", goal("thanks") + goal("danke"), goal("merci")],
    ["one that says so", goal("thanks"), goal("merci", ", was: thanks")],
    ["one that is switched off", goal("thanks"), goal("thanks", ", enabled: false") + goal("merci")],
  ])("not with %s", async (_, before, after) => {
    expect(await hints(before, after)).toEqual([]);
  });
});
