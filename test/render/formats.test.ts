/** Formats that other programs read: each is held to its own rules, also where the goals file is hostile. */
import { Window } from "happy-dom";
import { describe, expect, test } from "vitest";
import { formatsOf } from "../../src/render/formats.ts";
import { folder } from "../support/in-process.ts";
import { HEAD } from "../support/shop.ts";
import { sarifProblems } from "./sarif-rules.ts";

const REPORTS = ["sarif", "gitlab", "github", "junit"] as const;
const GOAL = "goals:\n  thanks: { type: destination, page: /thanks }\n";

/** Everything that one of the formats could act on, as keys, values and a goal's id. */
const HOSTILE = [
  `"a::error::pwned": { type: destination, page: /x }`,
  `"b\\n::warning::pwned": { type: destination, page: /x }`,
  `c: { type: destination, "pa%0A::ge,title=x:y": /x, page: /x }`,
  `d: { type: destination, page: /x, "]]></failure><x/>": 1 }`,
  `e: { type: destination, page: /x, "{0} [click](http://evil.example) \\\\": 1 }`,
  `f: { type: destination, page: /x, "\\u0007\\u202e\\ufffe ##[error]": 1 }`,
  `g: { type: destination, page: /x, "<script>&amp;\\"'": 1 }`,
];
const FILES: Readonly<Record<string, string>> = {
  valid: `${HEAD}${GOAL}`,
  "with a warning": `${HEAD}goals:\n  lead: { type: event, on: { data_layer: lead } }\n`,
  "with mistakes": `${HEAD}goals:\n  thanks: { typ: destination }\n  x: { type: nonsense }\n`,
  "that is no YAML": "goals: [",
  hostile: `${HEAD}goals:\n${HOSTILE.map((line) => `  ${line}\n`).join("")}`,
};

/** What `validate` writes to standard output. */
async function validated(yaml: string, format: string, name = "goals.yaml"): Promise<string> {
  const { goalform } = folder({ [name]: yaml });
  return (await goalform(["validate", "-f", name, "--format", format])).out;
}

/** Problems as JSON has them: every other format has as many. */
async function diagnosticsOf(
  yaml: string,
): Promise<readonly { code: string; line: number; severity: string }[]> {
  return JSON.parse(await validated(yaml, "json")).diagnostics;
}

interface SarifResult {
  readonly ruleId: string;
  readonly level: string;
  readonly locations: readonly [
    { readonly physicalLocation: { readonly region?: { readonly startLine: number } } },
  ];
}

describe.each(Object.entries(FILES))("a file %s", (_, yaml) => {
  test("in SARIF 2.1.0 has every problem with its rule and its place", async () => {
    const log = JSON.parse(await validated(yaml, "sarif"));
    expect(sarifProblems(log)).toEqual([]);
    const [run] = log.runs;
    expect(run.invocations).toEqual([{ executionSuccessful: true }]);
    const found = (run.results as SarifResult[]).map(({ ruleId, level, locations: [where] }) => ({
      code: ruleId,
      severity: level,
      line: where.physicalLocation.region?.startLine,
    }));
    const known = (await diagnosticsOf(yaml)).map(({ code, severity, line }) => ({ code, severity, line }));
    expect(found).toEqual(known);
  });

  test("as a code quality report has every problem once", async () => {
    const issues = JSON.parse(await validated(yaml, "gitlab"));
    const known = (await diagnosticsOf(yaml)).map(({ code, line, severity }) => ({
      check_name: code,
      severity: severity === "error" ? "major" : "minor",
      location: { path: "goals.yaml", lines: { begin: line } },
    }));
    expect(issues).toMatchObject(known);
    expect(issues).toHaveLength(known.length);
    for (const { fingerprint, description } of issues) {
      expect(fingerprint).toMatch(/^[0-9a-f]{64}$/);
      expect(description).toMatch(/\w/);
    }
    expect(new Set(issues.map(({ fingerprint }: { fingerprint: string }) => fingerprint)).size).toBe(
      issues.length,
    );
  });

  test("as annotations is one command a problem, whatever it contains", async () => {
    const lines = (await validated(yaml, "github")).split("\n").filter((line) => line !== "");
    const known = (await diagnosticsOf(yaml)).map(({ code, line, severity }) => ({
      code,
      line: String(line),
      severity,
    }));
    // As the runner takes a command apart (actions/runner, ActionCommand.cs).
    const found = lines.map((line) => {
      const [, severity, properties = ""] = /^::(error|warning)(?: ([^:]*))?::/.exec(line) ?? [];
      const map = new Map(properties.split(",").map((one) => one.split("=", 2) as [string, string]));
      return { code: map.get("title"), line: map.get("line"), severity };
    });
    expect(found).toEqual(known);
  });

  test("as JUnit's XML is read by a parser, and fails where the file does", async () => {
    const xml = await validated(yaml, "junit");
    const document = new new Window().DOMParser().parseFromString(xml, "application/xml");
    expect(document.querySelector("parsererror")).toBeNull();
    // XML 1.0, production 2: what may be in a document.
    expect(xml).toMatch(/^[\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]*$/u);
    const diagnostics = await diagnosticsOf(yaml);
    const cases = [...document.querySelectorAll("testcase")];
    expect(cases).toHaveLength(Math.max(1, diagnostics.length));
    const failures = [...document.querySelectorAll("failure")].map((one) => one.getAttribute("type"));
    expect(failures).toEqual(
      diagnostics.filter(({ severity }) => severity === "error").map(({ code }) => code),
    );
    const suite = document.querySelector("testsuite")!;
    expect(suite.getAttribute("tests")).toBe(String(cases.length));
    expect(suite.getAttribute("failures")).toBe(String(failures.length));
    expect([...document.querySelectorAll("*")].map(({ tagName }) => tagName)).not.toContain("x");
  });
});

test.each(REPORTS)("%s: exit code 1 for mistakes, 0 for warnings", async (format) => {
  const { goalform } = folder({
    "bad.yaml": FILES["with mistakes"]!,
    "warned.yaml": FILES["with a warning"]!,
  });
  const ends = ["bad.yaml", "warned.yaml"].map(async (file) =>
    goalform(["validate", "-f", file, "--format", format]),
  );
  expect((await Promise.all(ends)).map(({ exitCode }) => exitCode)).toEqual([1, 0]);
});

test("the name of a file is a reference in SARIF and a path in GitLab", async () => {
  const name = "a b,c:ü%#?.yaml";
  const mistake = FILES["with mistakes"]!;
  const log = JSON.parse(await validated(mistake, "sarif", name));
  expect(sarifProblems(log)).toEqual([]);
  expect(log.runs[0].results[0].locations[0].physicalLocation.artifactLocation.uri).toBe(
    "a%20b%2Cc%3A%C3%BC%25%23%3F.yaml",
  );
  expect(JSON.parse(await validated(mistake, "gitlab", `./${name}`))[0].location.path).toBe(name);
  expect(await validated(mistake, "github", name)).toContain(",file=a b%2Cc%3Aü%25#?.yaml,");
});

test("the same mistake further down has the same fingerprint, twice the same has two", async () => {
  const prints = async (yaml: string) =>
    JSON.parse(await validated(yaml, "gitlab")).map(
      ({ fingerprint }: { fingerprint: string }) => fingerprint,
    );
  const goal = (id: string) => `  ${id}: { type: destination, page: /${id}, colour: 1 }\n`;
  const once = await prints(`${HEAD}goals:\n${goal("a")}`);
  expect(await prints(`${HEAD}\n\n\ngoals:\n${goal("a")}`)).toEqual(once);
  const twice = await prints(`${HEAD}goals:\n${goal("a")}${goal("b")}`);
  expect(twice[0]).toEqual(once[0]);
  expect(new Set(twice).size).toBe(2);
});

describe("what differs at Google", () => {
  test.each(["plan", "drift"])("%s is a finding for each goal, at its line", async (command) => {
    const { goalform } = folder({ "goals.yaml": `${HEAD}${GOAL}` });
    const log = JSON.parse((await goalform([command, "--sandbox", "--format", "sarif"])).out);
    expect(sarifProblems(log)).toEqual([]);
    expect(log.runs[0].results[0]).toMatchObject({
      ruleId: `${command}-add`,
      locations: [{ physicalLocation: { region: { startLine: 9 } } }],
    });
    const { out } = await goalform([command, "--sandbox", "--format", "github"]);
    expect(out).toMatch(new RegExp(`^::(notice|warning) title=${command}-add,file=goals.yaml,line=9,`));
    const targets = JSON.parse(
      (await goalform([command, "--sandbox", "--all-targets", "--format", "gitlab"])).out,
    );
    expect(targets[0]).toMatchObject({ check_name: `${command}-add`, description: /^production: / });
  });

  test("a command that could not do its work says so as a notification, not as a finding", async () => {
    const { goalform } = folder({ "goals.yaml": `${HEAD}${GOAL}` });
    const { out, err, exitCode } = await goalform(["plan", "--endpoint", "ftp://x", "--format", "sarif"]);
    const log = JSON.parse(out);
    expect({ exitCode, problems: sarifProblems(log) }).toEqual({ exitCode: 1, problems: [] });
    expect(log.runs[0]).toMatchObject({
      results: [],
      invocations: [
        { executionSuccessful: false, toolExecutionNotifications: [{ descriptor: { id: "endpoint" } }] },
      ],
    });
    expect(err).toContain("error[endpoint]");
  });
});

test("commands offer the formats that can show what they come to", () => {
  const usual = ["text", "json", "markdown"];
  expect(formatsOf(["validated"])).toEqual([...usual, ...REPORTS]);
  expect(formatsOf(["plan", "targets"])).toEqual([...usual, "sarif", "gitlab", "github"]);
  expect(formatsOf(["applied", "targets"])).toEqual(usual);
  expect(formatsOf(["graph"])).toEqual(usual);
});
