/** The workflows that people paste are YAML, use the action as it is, and give each job no more than it needs. */
import { existsSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { COMMANDS, readInputs } from "../../src/action/inputs.ts";
import { scopesFor } from "../../src/google/connection.ts";

const DOC = readFileSync("docs/github.md", "utf8");
const ACTION = parse(readFileSync("action.yml", "utf8")) as {
  runs: { using: string; main: string };
  inputs: Record<string, { description?: string; default?: string }>;
  outputs: Record<string, { description?: string }>;
};

interface Step {
  id?: string;
  uses?: string;
  run?: string;
  with?: Record<string, string>;
}
interface Job {
  permissions: Record<string, string>;
  needs?: string | string[];
  if?: string;
  environment?: string;
  steps: Step[];
  outputs?: Record<string, string>;
}
interface Workflow {
  name: string;
  on: Record<string, unknown>;
  permissions: object;
  jobs: Record<string, Job>;
}

const WORKFLOWS = [...DOC.matchAll(/^```yaml\n(# \.github\/workflows\/[\s\S]*?)^```$/gm)].map(
  ([, text]) => parse(text!) as Workflow,
);
const JOBS = WORKFLOWS.flatMap((workflow) =>
  Object.entries(workflow.jobs).map(([name, job]) => ({ name: `${workflow.name}: ${name}`, job })),
);

function goalsStep({ steps }: Job): Step {
  return steps.find(({ uses }) => uses?.startsWith("acme/goalform@"))!;
}

test("there are six workflows", () => {
  expect(WORKFLOWS.map(({ name }) => name)).toEqual([
    "Goals",
    "Plan goals again",
    "Goals drift",
    "Goals by hand",
    "Goals apply",
    "Goals, for every repository",
  ]);
});

test("the check to require waits for both jobs that may be skipped, and runs nothing of theirs", () => {
  const { needs, if: condition, permissions } = WORKFLOWS[0]!.jobs["goals"]!;
  expect({ needs, permissions }).toEqual({ needs: ["check", "plan"], permissions: {} });
  expect(condition).toMatch(/^always\(\)/);
});

test("every action is pinned to a commit, with its version behind it", () => {
  const files = [DOC, readFileSync(".github/workflows/ci.yml", "utf8")].join("\n");
  const uses = [...files.matchAll(/^ *(?:- )?uses: (\S+@.*)$/gm)].map(([, text]) => text!);
  expect(uses.length).toBeGreaterThan(20);
  for (const one of uses) expect(one).toMatch(/^[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+/);
});

/** The reusable workflow is told by its caller what to do, and the job to require does nothing itself. */
const OWN_JOBS = JOBS.filter(
  ({ name }) => !["Goals: goals", "Goals, for every repository: goals"].includes(name),
);

describe.each(OWN_JOBS)("$name", ({ job }) => {
  test("gives the action only inputs that it has, and commands that there are", () => {
    const { with: inputs = {} } = goalsStep(job);
    for (const name of Object.keys(inputs)) expect(Object.keys(ACTION.inputs)).toContain(name);
    const { command = "" } = inputs;
    if (!command.startsWith("${{")) expect(COMMANDS).toContain(command);
  });

  test("asks for no more permissions and scopes than its command needs", () => {
    const { command = "" } = goalsStep(job).with ?? {};
    const signIn = job.steps.find(({ uses }) => uses?.startsWith("google-github-actions/auth@"));
    const scopes = (signIn?.with?.["access_token_scopes"] ?? "").split(/,\s*/).filter(Boolean).sort();
    const writes = ["apply", "${{ inputs.command }}"].includes(command);
    expect(job.permissions).toMatchObject({ contents: "read" });
    if (command === "check" || command === "verify")
      return expect({ scopes, permissions: job.permissions }).toEqual({
        scopes: [],
        permissions: { contents: "read" },
      });
    expect(scopes).toEqual(scopesFor(writes ? "write" : "read").sort());
    expect(signIn!.with!["service_account"]).toBe(`\${{ vars.GOALS_${writes ? "WRITER" : "READER"} }}`);
    expect(job.environment).toBe(writes ? "analytics-production" : undefined);
  });

  test("reads only outputs that there are, and never puts a text into a script", () => {
    const texts = JSON.stringify(job);
    for (const [, output] of texts.matchAll(/steps\.goals\.outputs\.([\w-]+)/g))
      expect(Object.keys(ACTION.outputs)).toContain(output);
    expect(job.steps.every(({ run }) => run === undefined)).toBe(true);
  });
});

describe("action.yml", () => {
  test("runs the committed bundle on Node 24", () => {
    expect(ACTION.runs).toEqual({ using: "node24", main: "dist/action/index.mjs" });
    expect(existsSync(ACTION.runs.main)).toBe(true);
  });

  test("has the inputs and outputs that the sources read and set, each with a description", () => {
    const sources = readFileSync("src/action/inputs.ts", "utf8");
    const read = [...sources.matchAll(/text\("([a-z-]+)"\)/g)].map(([, name]) => name!);
    expect([...new Set(read)].sort()).toEqual(Object.keys(ACTION.inputs).sort());
    const results = readFileSync("src/action/job-result.ts", "utf8");
    const [, names = ""] = /type OutputName =([^;]*);/.exec(results) ?? [];
    const set = [...names.matchAll(/"([a-z-]+)"/g)].map(([, name]) => name!);
    expect(set.sort()).toEqual(Object.keys(ACTION.outputs).sort());
    for (const { description = "" } of [...Object.values(ACTION.inputs), ...Object.values(ACTION.outputs)])
      expect(description).not.toBe("");
  });

  test("has defaults that mean what leaving the input out means", () => {
    const defaults = Object.entries(ACTION.inputs)
      .filter(([name]) => name !== "github-token")
      .map(([name, { default: value = "" }]) => [`INPUT_${name.toUpperCase()}`, value]);
    expect(readInputs(Object.fromEntries(defaults))).toEqual(readInputs({}));
  });
});

test("messages that the page explains are messages that the action prints", () => {
  const sources = [
    "failure",
    "unapproved",
    "approvals",
    "live",
    "triggering-event",
    "github/refusal",
    "plan",
    "apply",
    "commit-position",
    "no-links",
    "review",
  ]
    .map((name) => readFileSync(`src/action/${name}.ts`, "utf8"))
    .concat(readFileSync("src/google/advice.ts", "utf8"), readFileSync("src/plan/guards.ts", "utf8"))
    .join("");
  for (const text of [
    "The access token lacks a scope.",
    "Add the service account's e-mail address in Analytics under Property access management",
    "Nothing was applied: nobody reviewed this plan.",
    "not in the reviewed plan",
    "was edited by",
    "and the workflow allows",
    "does not run on",
    "The access token is wrong or older than an hour",
    "Check the ids in targets, and that these credentials may see them",
    "Enable the API in the Google Cloud project of these credentials",
    "GitHub accepts no more requests with this token for now",
    "Switch issues on in the repository's settings",
    "was already applied, or taken back by a rollback",
    "and changes the goals too.",
    "is a symbolic link, and links are not followed.",
    "Two goals files use the label",
    "does not say what to do.",
    "so there is nothing to plan.",
    "goals and funnels would be removed",
    "The latest version of",
  ]) {
    expect(DOC).toContain(text);
    expect(sources).toContain(text);
  }
});
