import { transformSync } from "esbuild";
import { describe, expect, test } from "vitest";
import {
  type SessionScriptConfig,
  sessionScriptHtml,
  stepTakenHtml,
} from "../../src/compile/session-script/session-script.ts";
import { sessionScriptText } from "../../src/compile/session-script/text.ts";

const CONFIG: SessionScriptConfig = {
  owner: "acme-shop",
  measurementId: "G-TEST123456",
  goals: [
    { event: "goalform.acme-shop.engaged_visit", longerThan: 240 },
    { event: "goalform.acme-shop.deep_reader", moreThanPages: 5 },
    { event: "goalform.acme-shop.guide_read", pageLongerThan: 90, looksAt: ["pathname", "hash"] },
  ],
};

const DATA = `("goalform.acme-shop", "G-TEST123456", [
  {"event":"goalform.acme-shop.engaged_visit","longerThan":240},
  {"event":"goalform.acme-shop.deep_reader","moreThanPages":5},
  {"event":"goalform.acme-shop.guide_read","pageLongerThan":90,"looksAt":["pathname","hash"]}
]);
</script>`;

const html = sessionScriptHtml(CONFIG);
const code = html.slice("<script>\n".length, -"\n</script>".length);

describe("the text of the session script", () => {
  test("is a script element that ends with the configuration as data", () => {
    expect(html.startsWith("<script>\n(function (key, measurementId, goals) {\n")).toBe(true);
    expect(html.endsWith(`})${DATA}`)).toBe(true);
  });

  test("is at most 8,192 bytes without the configuration", () => {
    const configuration = DATA.slice(1, DATA.indexOf(");"));
    expect(Buffer.byteLength(html.replace(configuration, ""))).toBeLessThanOrEqual(8192);
  });

  test("is ES5: nothing in it needs to be rewritten for a browser of 2011", () => {
    const asWritten = transformSync(code, { target: "esnext" }).code;
    expect(transformSync(code, { target: "es5" }).code).toBe(asWritten);
    expect(() => transformSync("const a = 1;", { target: "es5" })).toThrow("not supported");
  });

  test("has only short functions, each with a name or a place that says what it does", () => {
    const lines = code.split("\n");
    const lengths = lines.flatMap((line, index) => {
      const start = /^(\t+)function (\w+)/.exec(line);
      if (!start || line.endsWith("}")) return [];
      const end = lines.findIndex((other, at) => at > index && other === `${start[1]}}`);
      return [[start[2], end - index + 1] as const];
    });
    expect(lengths.length).toBeGreaterThan(15);
    expect(lengths.filter(([, length]) => length > 20)).toEqual([]);
  });

  test("has nothing that Tag Manager or HTML reads as its own", () => {
    expect(code).not.toMatch(/\{\{|\}\}|\\|<\/script|<!--/);
    expect(html.match(/<\/script>/g)).toHaveLength(1);
  });

  test("has no braces that Tag Manager reads as a variable, however many goals there are", () => {
    for (const count of [0, 1, 2, 30]) {
      const goals = Array.from({ length: count }, (_, n) => ({ event: `e${n}`, moreThanPages: n }));
      expect(sessionScriptHtml({ ...CONFIG, goals })).not.toMatch(/\{\{|\}\}/);
    }
  });

  test("is the same for the same configuration", () => {
    expect(sessionScriptHtml(structuredClone(CONFIG))).toBe(html);
  });

  test.each([
    [{ owner: 'a"b' }, 'session script: the owner "a\\"b" must match ^[a-z0-9_-]+$'],
    [{ owner: "" }, 'session script: the owner "" must match ^[a-z0-9_-]+$'],
    [{ measurementId: "UA-1" }, 'session script: the measurement id "UA-1" must match ^G-[A-Z0-9]+$'],
    [{ measurementId: "G-1\n" }, 'session script: the measurement id "G-1\\n" must match ^G-[A-Z0-9]+$'],
    [
      { goals: [{ event: "{{Page URL}}", longerThan: 1 }] },
      'session script: the event "{{Page URL}}" must match ^[A-Za-z0-9_.-]+$',
    ],
    [{ measurementId: "a G-1" }, 'session script: the measurement id "a G-1" must match ^G-[A-Z0-9]+$'],
    [
      { goals: [{ event: "<e", returning: true as const }] },
      'session script: the event "<e" must match ^[A-Za-z0-9_.-]+$',
    ],
    [
      { goals: [{ event: "e<", returning: true as const }] },
      'session script: the event "e<" must match ^[A-Za-z0-9_.-]+$',
    ],
    [
      { goals: [{ event: "e", longerThan: -1 }] },
      "session script: the limit of e must be a number from 0 up, not -1",
    ],
    [
      { goals: [{ event: "e", moreThanPages: Number.NaN }] },
      "session script: the limit of e must be a number from 0 up, not NaN",
    ],
  ])("is refused for %j", (change, message) => {
    expect(() => sessionScriptHtml({ ...CONFIG, ...change })).toThrow(new Error(message));
  });
});

describe("the text of the script with goals on funnels, and of the tag of a step", () => {
  const funnels = sessionScriptHtml({
    ...CONFIG,
    goals: [{ event: "goalform.acme-shop.ordered", funnel: "checkout", steps: 3, within: 600 }],
  });
  const step = stepTakenHtml("acme-shop", "goalform.acme-shop.ordered", 1, "{{acme-shop - moment}}");
  const inner = (text: string) => text.slice("<script>\n".length, -"\n</script>".length);

  test("is at most 2,048 bytes longer, and nothing of it is in the script without funnels", () => {
    const text = sessionScriptText({ hasFunnels: true });
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(8192 + 2048);
    expect(html).not.toMatch(/unnel|step"/);
  });

  test.each([
    ["script", inner(funnels)],
    ["tag", inner(step).replace("{{acme-shop - moment}}", "1")],
  ])("is ES5 without anything that Tag Manager or HTML reads as its own: %s", (_, text) => {
    expect(transformSync(text, { target: "es5" }).code).toBe(transformSync(text, { target: "esnext" }).code);
    expect(text).not.toMatch(/\{\{|\}\}|\\|<\/script|<!--/);
  });

  test.each([
    ["acme", "goalform.a</script>", 0, "{{x}}"],
    ['a"b', "goalform.a.b", 0, "{{x}}"],
    ["acme", "goalform.a.b", -1, "{{x}}"],
    ["acme", "goalform.a.b", 0, "{{x}}, alert()"],
  ])("is refused for %s, %s, %s, %s", (owner, event, number, moment) => {
    expect(() => stepTakenHtml(owner, event, number, moment)).toThrow("session script");
  });
});
