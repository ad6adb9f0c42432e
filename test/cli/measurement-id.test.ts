/** A target without `measurement_id`: that of the property's only web stream, which Analytics is asked for. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { measurementIdAt } from "../../src/app/measurement-id.ts";
import { compileGoals } from "../../src/library/compile-goals.ts";
import { readGoals } from "../../src/library/read-goals.ts";
import { folder } from "../support/in-process.ts";

const file = (ga4: string, more = "") => `version: 1
name: acme-shop
targets:
  production: { ga4: ${ga4}, gtm: { container: GTM-TEST01 }, google_tag: create }
${more}goals:
  thanks: { type: destination, page: /thanks }
  asked: { type: destination, page: /asked, via: ga4 }
`;
const WITHOUT = file('{ property: "123456789" }');
const WITH = file('{ property: "123456789", measurement_id: G-TEST123456 }');
const OTHERS = `  a: { ga4: { property: "123456789", measurement_id: G-AAAAAAAAAA }, gtm: { container: GTM-TEST0A } }
  b: { ga4: { property: "123456789", measurement_id: G-BBBBBBBBBB }, gtm: { container: GTM-TEST0B } }
`;
const SANDBOX = ["--sandbox", "--format", "json"];

test("is planned and applied with the id of the stream, and writing that id changes nothing", async () => {
  const here = folder({ "goals.yaml": WITHOUT });
  const plan = await here.goalform(["plan", ...SANDBOX]);
  expect(JSON.parse(plan.out)).toMatchObject({ target: { measurementId: "G-TEST123456" } });
  expect((await here.goalform(["apply", "--auto-approve", ...SANDBOX])).exitCode).toBe(0);
  expect((await here.goalform(["drift", ...SANDBOX])).exitCode).toBe(0);
  here.write("goals.yaml", WITH);
  expect((await here.goalform(["plan", "--detailed-exitcode", ...SANDBOX])).exitCode).toBe(0);
});

test("is an error that lists the streams where the property has several", async () => {
  const here = folder({ "goals.yaml": file('{ property: "123456789" }', OTHERS) });
  const { exitCode, out } = await here.goalform(["plan", "--target", "production", ...SANDBOX]);
  expect(exitCode).toBe(1);
  const { error } = JSON.parse(out) as { error: { code: string; message: string; hint: string } };
  expect(error.code).toBe("several-web-streams");
  expect(error.message).toMatch(/has 2 web streams.*: G-AAAAAAAAAA .*, G-BBBBBBBBBB /);
  expect(error.hint).toContain("measurement_id: G-");
});

describe("nobody asks Analytics", () => {
  test.each([
    ["validate", ["validate", "--format", "json"], 0],
    ["explain", ["explain", "thanks", "--page", "/thanks"], 0],
    ["export", ["export", "--out", "container.json"], 1],
    ["verify --served", ["verify", "--served"], 1],
  ])("for %s", async (_, args, exitCode) => {
    const told = await folder({ "goals.yaml": WITHOUT }).goalform(args);
    expect([told.exitCode, told.err]).toEqual([exitCode, expect.anything()]);
    if (exitCode === 1)
      expect(told.err).toContain("the file does not say the measurement id of `production`");
  });

  test("for compileGoals", () => {
    const { goals } = readGoals(WITHOUT);
    const { resources, diagnostics } = compileGoals({ goals: goals! });
    expect([resources, diagnostics.map(({ code }) => code)]).toEqual([null, ["no-measurement-id"]]);
  });
});

test("import asks for it too, and writes it", async () => {
  const here = folder({ "goals.yaml": WITHOUT });
  await here.goalform(["apply", "--auto-approve", ...SANDBOX]);
  const args = [
    "import",
    "--property",
    "123456789",
    "--container",
    "GTM-TEST01",
    "--name",
    "acme-shop",
    "--sandbox",
  ];
  const { exitCode, err } = await here.goalform([...args, "--out", "imported.yaml"]);
  expect([exitCode, err]).toEqual([0, expect.anything()]);
  expect(readFileSync(join(here.path, "imported.yaml"), "utf8")).toContain("measurement_id: G-TEST123456");
});

test("a property without a web stream has none", () => {
  const target = {
    name: "production",
    ga4: { property: "1", measurementId: null },
    gtm: { publicId: "GTM-1" },
  };
  const place = { ...target, annotates: true, googleTag: { lives: "page" as const } };
  expect(() => measurementIdAt(place, { property: "1", webStreams: [] })).toThrow("has no web stream");
});
