/** S5, S6: in a review a text stays a text, and for machines the answer stays one object. */
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { planJson } from "../../src/render/plan-json.ts";
import { type CommandResult, folder } from "../support/in-process.ts";
import { HEAD, openShop, type Shop } from "../support/shop.ts";
import { screenOf } from "../support/tag-manager-screen.ts";
import { GOALS, hostileShop } from "./hostile-container.ts";
import { LOG_COMMANDS, MARKDOWN, TERMINAL } from "./hostile-texts.ts";

const TEXT = [...MARKDOWN, ...TERMINAL, ...LOG_COMMANDS].join(" ");

let shop: Shop;
beforeAll(async () => {
  shop = await hostileShop(TEXT);
});
afterAll(() => shop.close());

function run(...args: string[]): Promise<CommandResult> {
  return folder({ "goals.yaml": GOALS }).goalform([...args, "--endpoint", shop.sandbox.url]);
}

/** Markdown without its code, in which nothing acts. A diff's own lines all begin with a sign, so none can end it. */
function outsideCode(markdown: string): string {
  const withoutDiff = markdown.replace(/^(`{3,})diff\n((?:[-+!] .*\n)*)\1$/gm, (_, ticks, lines) => {
    expect(lines).not.toContain(ticks);
    return "diff";
  });
  return withoutDiff.replace(/(?<![`\\])(`+)(?!`)[^\n]*?(?<!`)\1(?!`)/g, "code");
}

/** The lines that our own Markdown is made of; whatever else stands at a line's beginning came from a text. */
const OUR_LINES =
  /^(|##+ .*|\|.*\||<details( open)?><summary>Every change in Tag Manager and Analytics<\/summary>|<\/details>|diff|> \[!(WARNING|CAUTION)\]|> (\*\*|- |This removes ).*| {0,4}- .*|acme-shop → .*|[a-z\d]+ requests? made .*|Apply (makes|publishes) .*|GTM-TEST01 .*|Not undone: .*|Live now: .*|goals\.yaml is valid.*)$/;

function expectOnlyOurStructure(markdown: string): void {
  const plain = outsideCode(markdown);
  for (const line of plain.split("\n")) expect(line).toMatch(OUR_LINES);
  const texts = plain
    .replace(/<\/?(details|summary|br)( open)?>|<!-- -->/g, "")
    .replace(/^> \[!(WARNING|CAUTION)\]$/gm, "");
  expect(texts).not.toMatch(/[<>](?![^\n]*$)|(?<!^)>|</m);
  expect(plain).not.toMatch(/[@#]\w|\bGH-\d|:\/\/|www\.\w/);
  const ours = texts.replaceAll("**", "").replace(/ \*([^\n]*)\*$/gm, "$1");
  expect(ours).not.toMatch(/(?<![\\])[[\]*_~`$]/);
  for (const row of texts.split("\n").filter((line) => line.startsWith("|")))
    expect(row.match(/(?<!\\)\|/g)).toHaveLength(6);
}

describe("S5: nothing becomes Markdown structure", () => {
  test.each([["plan"], ["plan", "--strict"], ["drift"], ["apply", "--auto-approve"]])(
    "%s %s of a hostile container",
    async (...args) => {
      const { out } = await run(...args, "--format", "markdown");
      expect(out).toContain("everyone");
      expectOnlyOurStructure(out);
    },
  );

  test("the plan and the diagnostics of a hostile goals file", async () => {
    for (const text of MARKDOWN) {
      const name = JSON.stringify(text.replaceAll("\n", " "));
      const { goalform } = folder({
        "goals.yaml": `${HEAD}goals:\n  thanks: { name: ${name}, type: event, on: { click: { text: ${name} } } }\n`,
        "bad.yaml": `${HEAD}goals:\n  thanks: { type: ${name}, ${name}: 1 }\n`,
      });
      expectOnlyOurStructure((await goalform(["plan", "--sandbox", "--format", "markdown"])).out);
      const bad = await goalform(["validate", "-f", "bad.yaml", "--format", "markdown"]);
      expect(bad.exitCode).toBe(1);
      expectOnlyOurStructure(bad.out);
    }
  });
});

describe("S6: for machines there is one object, whatever is in it", () => {
  test.each([
    ["plan"],
    ["plan", "--strict"],
    ["drift"],
    ["apply"],
    ["apply", "--auto-approve"],
    ["apply", "nowhere.json"],
    ["rollback"],
    ["validate", "-f", `nowhere${TERMINAL[0]}`],
  ])("%s %s %s", async (...args) => {
    const where = args[0] === "validate" ? [] : ["--endpoint", shop.sandbox.url];
    const { out } = await folder({ "goals.yaml": GOALS }).goalform([...args, "--format", "json", ...where]);
    const object = JSON.parse(out) as { ok: boolean };
    expect(typeof object.ok).toBe("boolean");
  });

  test("and every character of a name comes back from it", async () => {
    const args = ["plan", "--format", "json", "--endpoint", shop.sandbox.url];
    const { out } = await folder({ "goals.yaml": GOALS }).built(args);
    const { changes } = JSON.parse(out) as { changes: { resources: { fields: { before: unknown }[] }[] }[] };
    const before = changes.flatMap(({ resources }) =>
      resources.flatMap(({ fields }) => fields.map((field) => field.before)),
    );
    expect(before).toContain(`acme-shop - Thanks${TEXT}`);
  });
});

const BUILT_IN = ["constructor", "__proto__", "toString", "hasOwnProperty", "prototype"];

describe("S6: names that every object has are names like others", () => {
  test("as goals, targets, keys and parameters they are planned, applied and done", async () => {
    const [id] = BUILT_IN;
    const file = `${HEAD}goals:
  ${id}: { type: event, on: { data_layer: constructor }, where: { __proto__: a, toString: b }, parameters: { constructor: { data_layer: __proto__ } } }
funnels:
  prototype: { steps: [{ id: prototype, page: { query: { __proto__: x } } }, { goal: ${id} }] }
`.replace("production:", "constructor:");
    const { goalform } = folder({ "goals.yaml": file });
    const applied = await goalform(["apply", "--sandbox", "--auto-approve"]);
    expect(applied).toMatchObject({ exitCode: 0 });
    const { out } = await goalform(["plan", "--sandbox", "--format", "json"]);
    expect(JSON.parse(out)).toMatchObject({ target: { name: "constructor" }, changes: [] });
    expect((await goalform(["plan", "--sandbox", "--target", "__proto__"])).err).toContain(
      "error[unknown-target]",
    );
  });

  test("as parameters that somebody put on our variable they are shown as what they are, and go", async () => {
    const own = await openShop();
    onTestFinished(() => own.close());
    const goals = `${HEAD}goals:\n  a: { type: event, on: { data_layer: x }, where: { plan: pro } }\n`;
    await own.apply(goals);
    const theirs = BUILT_IN.map((key) => ({ type: "template", key, value: "theirs" }));
    await (await screenOf(own)).edit("variables", "acme-shop - data layer plan", (variable) => ({
      ...variable,
      parameter: [...(variable["parameter"] as unknown[]), ...theirs],
    }));
    const { changes } = planJson((await own.plan(goals)).plan);
    const [change] = changes;
    expect(change!.resources[0]!.fields.filter(({ path }) => path.startsWith("parameter."))).toEqual(
      [...BUILT_IN].sort().map((key) => ({ path: `parameter.${key}`, before: "theirs", after: null })),
    );
    expect(({} as Record<string, unknown>)["theirs"]).toBeUndefined();
  });
});
