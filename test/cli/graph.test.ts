/** `goalform graph`, spawned: what goes to standard output, what into a file. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { shopReport } from "../figures/shop-report.ts";
import { folder } from "../support/in-process.ts";

const EXAMPLE = { "goals.yaml": readFileSync("goals.example.yaml", "utf8") };

const golden = (ending: string) =>
  readFileSync(join(import.meta.dirname, `../graph/outputs/example.${ending}`), "utf8");

test("without options it shows a tree", async () => {
  expect(await folder(EXAMPLE).built(["graph"])).toEqual({ exitCode: 0, out: golden("txt"), err: "" });
});

test("markdown holds Mermaid's picture, also alone", async () => {
  const { goalform } = folder(EXAMPLE);
  expect((await goalform(["graph", "--format", "markdown"])).out).toBe(golden("md"));
  const { out } = await goalform(["graph", "--as", "mermaid"]);
  expect(golden("md")).toContain(`\`\`\`mermaid\n${out}\`\`\`\n`);
  expect((await goalform(["graph", "--as", "mermaid", "--format", "markdown"])).out).toBe(
    `\`\`\`mermaid\n${out}\`\`\`\n`,
  );
});

test("a picture goes to standard output, or into a file whose ending says which", async () => {
  const here = folder(EXAMPLE);
  expect((await here.goalform(["graph", "--as", "svg"])).out).toBe(golden("svg"));
  const saved = await here.built(["graph", "--out", "goals.html"]);
  expect(saved).toEqual({ exitCode: 0, out: "", err: "Written to goals.html.\n" });
  expect(readFileSync(join(here.path, "goals.html"), "utf8")).toBe(golden("html"));
});

test.each(["json", "md", "txt"])("a file that ends with .%s gets what the ending says", async (ending) => {
  const here = folder(EXAMPLE);
  expect((await here.goalform(["graph", "--out", `goals.${ending}`])).exitCode).toBe(0);
  const saved = readFileSync(join(here.path, `goals.${ending}`), "utf8");
  if (ending === "json") expect(JSON.parse(saved)).toEqual({ ok: true, ...JSON.parse(golden("json")) });
  else expect(saved).toBe(golden(ending));
});

test("no picture is promised that cannot be drawn", async () => {
  const here = folder(EXAMPLE);
  const { exitCode, err } = await here.goalform(["graph", "--out", "goals.png"]);
  expect(exitCode).toBe(1);
  expect(err).toContain("error[invalid-option]: The graph cannot be written as .png.");
  expect(err).toContain("help: Let the file end with .svg, .html, .mmd, .md, .json or .txt");
  expect(existsSync(join(here.path, "goals.png"))).toBe(false);
});

test("for machines it is one object, with the picture when there is one", async () => {
  const { goalform } = folder(EXAMPLE);
  const plain = JSON.parse((await goalform(["graph", "--format", "json"])).out) as object;
  expect(plain).toEqual({ ok: true, ...JSON.parse(golden("json")) });
  const drawn = await goalform(["graph", "--format", "json", "--as", "svg"]);
  expect(JSON.parse(drawn.out)).toEqual({ ...plain, picture: { as: "svg", text: golden("svg") } });
  const saved = await goalform(["graph", "--format", "json", "--out", "goals.svg"]);
  expect(JSON.parse(saved.out)).toEqual({ ...plain, out: "goals.svg" });
});

test("a file with a mistake is not drawn, and a place that cannot be written is named", async () => {
  const broken = await folder({ "goals.yaml": "version: 1\n" }).goalform(["graph"]);
  expect(broken).toMatchObject({ exitCode: 1, out: "" });
  const { exitCode, err } = await folder(EXAMPLE).goalform(["graph", "--out", "no/such/folder.svg"]);
  expect(exitCode).toBe(1);
  expect(err).toContain("error[cannot-save]: There is no folder for no/such/folder.svg.");
});

test("a target shows what it measures, and its environment variables need not be set", async () => {
  const goals = `version: 1
name: acme-shop
targets:
  production: { ga4: { property: "1", measurement_id: G-TEST123456 }, gtm: { container: GTM-TEST01 } }
  staging: { ga4: { property: "\${NOWHERE}", measurement_id: G-TEST654321 }, gtm: { container: GTM-TEST02 }, except: [call] }
default_target: production
goals:
  call: { type: event, on: { link: { url: { begins_with: "tel:" } } } }
  thanks: { type: destination, page: /thanks, leads_to: call }
`;
  const { goalform } = folder({ "goals.yaml": goals });
  const nodes = async (...args: string[]) => {
    const { out } = await goalform(["graph", "--format", "json", ...args]);
    return (JSON.parse(out) as { goals: readonly { goal: string }[] }).goals.map(({ goal }) => goal);
  };
  expect(await nodes()).toEqual(["call", "thanks"]);
  expect(await nodes("--target", "staging")).toEqual(["thanks"]);
  const { exitCode, err } = await goalform(["graph", "--target", "stagin"]);
  expect(exitCode).toBe(1);
  expect(err).toContain("error[unknown-target]: The file has no target `stagin`.");
});

test("figures of a report are drawn onto every picture, and are data for machines", async () => {
  const report = JSON.stringify({ ok: true, ...shopReport() });
  const { goalform } = folder({ ...EXAMPLE, "report.json": report });
  const tree = await goalform(["graph", "--with", "report.json"]);
  expect(tree.out).toContain("728, 4.9% of sessions");
  expect(tree.out).toContain("Payment chosen (602, 39.9%)");
  for (const as of ["svg", "html", "mermaid"])
    expect((await goalform(["graph", "--with", "report.json", "--as", as])).out).toContain("728, 4.9");
  const { figures, goals } = JSON.parse(
    (await goalform(["graph", "--with", "report.json", "--format", "json"])).out,
  ) as { figures: { goals: object[] }; goals: { goal: string; value: string | null }[] };
  expect(figures.goals).toContainEqual(
    expect.objectContaining({ goal: "newsletter_signup", keyEvents: 728 }),
  );
  expect(goals.find(({ goal }) => goal === "newsletter_signup")!.value).toBe("5 EUR");
});

test.each([
  ['{"format": "goalform.plan/1"}', "is not a report"],
  ['{"format": "goalform.report/1", "goals": [null], "funnels": [], "period": {}}', "is not a report"],
  ["{", "is not valid JSON"],
])("a file with %j is refused", async (text, message) => {
  const { goalform } = folder({ ...EXAMPLE, "report.json": text });
  const { exitCode, err } = await goalform(["graph", "--with", "report.json"]);
  expect([exitCode, err]).toEqual([1, expect.stringContaining(message)]);
});
