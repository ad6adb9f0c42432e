/** Everything that an editor offers to insert, inserted: the file is valid afterwards, in block style and inside `{ … }`. */
import { expect, test } from "vitest";
import { readGoals } from "../../src/language/read-goals.ts";
import { type Completion, inserted } from "./applied-completion.ts";
import { describeEditor, type Editor } from "./open-editor.ts";

const TOP = `# yaml-language-server: $schema=./schemas/goals.schema.json
version: 1
name: acme-shop
`;
const TARGET =
  'production: { ga4: { property: "123456789", measurement_id: G-TEST123456 }, gtm: { container: GTM-TEST01 } }';
const TARGETS = `defaults: { currency: EUR }\ntargets:\n  ${TARGET}\n`;
const PURCHASE = "purchase: { type: event, on: { ga4_event: purchase }, role: macro }";

/** A goal beside one that it can lead to. */
const inGoal = (block: string, flow: string) => [
  `${TOP}${TARGETS}goals:\n  ${PURCHASE}\n  signup:\n${indented(block, 4)}\n`,
  `${TOP}${TARGETS}goals:\n  ${PURCHASE}\n  signup: { ${flow} }\n`,
];
const inFunnel = (block: string, flow: string) => [
  `${TOP}${TARGETS}goals:\n  ${PURCHASE}\nfunnels:\n  checkout:\n${indented(block, 4)}\n`,
  `${TOP}${TARGETS}goals:\n  ${PURCHASE}\nfunnels:\n  checkout: { ${flow} }\n`,
];
/** What visitors do: the caret is inside `on`. */
const inOn = (block: string, flow: string) =>
  inGoal(`type: event\non:\n${indented(block, 2)}`, `type: event, on: { ${flow} }`);
const inPage = (block: string, flow: string) =>
  inGoal(`type: destination\npage:\n${indented(block, 2)}`, `type: destination, page: { ${flow} }`);

const STEPS = "steps: [{ id: cart, page: /cart }, purchase]";

/** Where the caret is → the file in block style and in flow style. */
const PLACES: Readonly<Record<string, readonly string[]>> = {
  "a file without targets": [`${TOP}goals:\n  ${PURCHASE}\n|\n`],
  "a file": [`${TOP}${TARGETS}|\ngoals:\n  ${PURCHASE}\n`, `${TOP}${TARGETS}goals:\n  ${PURCHASE}\n|\n`],
  targets: [`${TOP}targets:\n  |\n`],
  "a target": [
    `${TOP}targets:\n  production:\n    gtm: { container: GTM-TEST01 }\n    |\n`,
    `${TOP}targets:\n  production: { gtm: { container: GTM-TEST01 },\n            x| }\n`,
  ],
  "a target with ids": [
    `${TOP}targets:\n  production:\n    ga4: { property: "1234567", measurement_id: G-TEST654321 }\n    |\n`,
  ],
  "a property": [
    `${TOP}targets:\n  production:\n    gtm: { container: GTM-TEST01 }\n    ga4:\n      |\n`,
    `${TOP}targets:\n  production:\n    gtm: { container: GTM-TEST01 }\n    ga4: {\n            x| }\n`,
  ],
  goals: [
    `${TOP}${TARGETS}goals:\n  |\n`,
    `${TOP}${TARGETS}goals: {\n            x| }\n`,
    `${TOP}${TARGETS}goals:\n  view: { type: destination, page: /view }\n  |\n`,
  ],
  "a new goal": inGoal("|\npage: /thanks", "\n            x|, page: /thanks"),
  "a destination": inGoal(
    "type: destination\nrole: micro\n|\npage: /thanks",
    "type: destination, role: micro, page: /thanks, \n            x|",
  ),
  "a duration": inGoal("type: duration\n|", "type: duration, \n            x|").concat(
    inGoal(
      "type: duration\nlonger_than: 4m\nrole: micro\n|",
      "type: duration, role: micro, longer_than: 4m, \n            x|",
    ),
  ),
  "a duration of a page": inGoal(
    "type: duration\nlonger_than: 4m\nscope: page\nrole: micro\n|",
    "type: duration, role: micro, longer_than: 4m, scope: page, \n            x|",
  ),
  "pages per session": inGoal("type: pages_per_session\n|", "type: pages_per_session, \n            x|"),
  "an event": inGoal("type: event\n|", "type: event, \n            x|"),
  "an event of the site": inGoal(
    "type: event\non: { data_layer: signed_up }\nrole: micro\n|",
    "type: event, role: micro, on: { data_layer: signed_up }, \n            x|",
  ),
  "what visitors do": inOn("|", "\n            x|"),
  "a goal with ways": inGoal(
    "type: event\nany:\n  - page: /a\n  - page: /b\nrole: micro\n|",
    "type: event, role: micro, any: [{ page: /a }, { page: /b }], \n            x|",
  ),
  "a way": inGoal(
    "type: event\nany:\n  - page: /a\n  - where: { plan: pro }\n    |",
    "type: event, any: [{ page: /a }, { where: { plan: pro },\n            x| }]",
  ),
  "a way that is a page": inGoal(
    "type: event\nany:\n  - on: { data_layer: a }\n  - page: /b\n    |",
    "type: event, any: [{ on: { data_layer: a } }, { page: /b,\n            x| }]",
  ),
  "a way of a visitor": inGoal(
    "type: event\nany:\n  - page: /a\n  - on: { data_layer: signed_up }\n    |",
    "type: event, any: [{ page: /a }, { on: { data_layer: signed_up },\n            x| }]",
  ),
  "after `on`": [`${TOP}${TARGETS}goals:\n  signup:\n    type: event\n    on: |\n`],
  "a page": inPage("|", "\n            x|"),
  "a comparison": inPage("path:\n  |", "path: {\n            x| }"),
  "a comparison with a value": inGoal(
    "type: event\non: { data_layer: signed_up }\nwhere:\n  plan:\n    |",
    "type: event, on: { data_layer: signed_up }, where: { plan: {\n            x| } }",
  ),
  "a comparison without case": inPage("path:\n  contains: a\n  |", "path: { contains: a,\n            x| }"),
  "a click": inOn("click:\n  |", "click: {\n            x| }"),
  "a link": inOn("link:\n  |", "link: {\n            x| }"),
  "a download": inOn("download:\n  |", "download: {\n            x| }"),
  "a form": inOn("form:\n  |", "form: {\n            x| }"),
  "a scroll": inOn("scroll:\n  |", "scroll: {\n            x| }"),
  "something visible": inOn(
    "visible:\n  selector: section.prices\n  |",
    "visible: { selector: section.prices,\n            x| }",
  ),
  "a video": inOn("video:\n  |", "video: {\n            x| }"),
  "a value": inGoal(
    "type: destination\npage: /thanks\nvalue:\n  |",
    "type: destination, page: /thanks, value: {\n            x| }",
  ),
  "a parameter": inGoal(
    "type: destination\npage: /thanks\nparameters:\n  form_position:\n    |",
    "type: destination, page: /thanks, parameters: { form_position: {\n            x| } }",
  ),
  "a column of reports": inGoal(
    "type: destination\npage: /thanks\nparameters:\n  plan:\n    data_layer: plan\n    register:\n      as: metric\n      |",
    "type: destination, page: /thanks, parameters: { plan: { data_layer: plan, register: { as: metric,\n            x| } } }",
  ),
  funnels: [`${TOP}${TARGETS}funnels:\n  |\n`, `${TOP}${TARGETS}funnels: {\n            x| }\n`],
  "a funnel": inFunnel(`${STEPS}\n|`, `${STEPS},\n            x|`),
  "a new funnel": inFunnel("|", "\n            x|"),
  "a page as a step": inFunnel(
    "steps:\n  - purchase\n  - id: cart\n    |",
    "steps: [purchase, { id: cart,\n            x| }]",
  ),
  "a goal as a step": inFunnel(
    "steps:\n  - { id: cart, page: /cart }\n  - goal: purchase\n    |",
    "steps: [{ id: cart, page: /cart }, { goal: purchase,\n            x| }]",
  ),
  audiences: inFunnel(`${STEPS}\naudiences:\n  |`, `${STEPS}, audiences: {\n            x| }`),
  "an audience": inFunnel(
    `${STEPS}\naudiences:\n  completed:\n    |`,
    `${STEPS}, audiences: { completed: {\n            x| } }`,
  ),
  defaults: [
    `${TOP}targets:\n  ${TARGET}\ndefaults:\n  |\n`,
    `${TOP}targets:\n  ${TARGET}\ndefaults: {\n            x| }\n`,
  ],
};

/** The schema offers them to every goal; `validate` says which of them a goal has (`source-not-there`). */
const OF_WHAT_VISITORS_ACT_ON = ["click", "link", "form", "scroll", "video", "visible", "attribute"];

/** What means something only beside another key, or for a goal or a comparison of another kind. */
const NEEDS_MORE: Readonly<Record<string, readonly string[]>> = {
  "a file without targets": ["default_target"],
  "a page": ["trailing_slash"],
  "a page, trailing_slash": ["either", "exact"],
  "a comparison": ["ignore_case", "present"],
  "a comparison without case": ["present"],
  "a comparison with a value": ["ignore_case"],
  "a value": ["default", ...OF_WHAT_VISITORS_ACT_ON],
  "a parameter": ["register", "default", ...OF_WHAT_VISITORS_ACT_ON],
  "a column of reports": ["money"],
  // It names a funnel, which these files do not have.
  "what visitors do": ["funnel"],
  "after `on`": ["{ funnel: checkout }"],
  "an event, on": ["{ funnel: checkout }"],
  "what visitors do, funnel": ["checkout"],
};

/** Places whose keys have values to choose from. */
const WITH_VALUES = [
  "a target",
  "a destination",
  "an event",
  "what visitors do",
  "a page",
  "a video",
  "a funnel",
  "defaults",
];

describeEditor("whatever an editor completes is valid", (editor) => {
  test("values after each key that is offered", async () => {
    const wrong = await Promise.all(
      WITH_VALUES.map(async (name) => {
        const marked = PLACES[name]![0]!;
        const labels = (await offered(editor(), marked))
          .map(({ label }) => label)
          .filter((label) => /^\w+$/.test(label));
        expect(labels.length, name).toBeGreaterThan(1);
        const values = labels.map((label) =>
          wrongOnes(editor(), `${name}, ${label}`, marked.replace("|", `${label}: |`)),
        );
        return (await Promise.all(values)).flat();
      }),
    );
    expect(
      wrong
        .flat()
        .filter((one) => !one.endsWith(NOTHING))
        .join("\n"),
    ).toBe("");
  });

  test("keys, values and goals at their places", async () => {
    const wrong = await Promise.all(
      Object.entries(PLACES).flatMap(([name, texts]) => texts.map((text) => wrongOnes(editor(), name, text))),
    );
    expect(wrong.flat().join("\n")).toBe("");
  });
});

async function wrongOnes(editor: Editor, name: string, marked: string): Promise<string[]> {
  const items = await offered(editor, marked);
  const style = marked.includes("x|") ? "flow" : "block";
  if (items.length === 0) return [`${name} (${style}): ${NOTHING}`];
  const before = new Set(errorsOf(marked.replace(/x?\|/, "")));
  return items
    .filter(({ label }) => !NEEDS_MORE[name]?.includes(label))
    .flatMap((item) => {
      const [error] = errorsOf(inserted(marked, item)).filter((one) => !before.has(one));
      return error === undefined
        ? []
        : [`${name} (${style}): ${item.label} → ${item.textEdit?.newText ?? item.insertText}: ${error}`];
    });
}

const NOTHING = "nothing is offered";

async function offered(editor: Editor, marked: string): Promise<readonly Completion[]> {
  const { items } = (await editor.at("completion", marked)) as { items: readonly Completion[] };
  return items;
}

/** What is still missing is offered, too: it comes with the next completion. */
function errorsOf(text: string): string[] {
  const included = text.includes("include:") ? INCLUDED : [];
  return readGoals("goals.yaml", Buffer.from(text), included)
    .diagnostics.filter(({ severity, code }) => severity === "error" && code !== "missing-key")
    .map(({ message }) => message);
}

const PART = {
  file: "goals/more.yaml",
  bytes: Buffer.from("goals:\n  more: { type: destination, page: /more }\n"),
};
const INCLUDED = [{ pattern: "goals/*.yaml", files: [PART], troubles: [] }];

function indented(text: string, by: number): string {
  return text.replace(/^/gm, " ".repeat(by));
}
