/** Tests of goals in the check, in a pull request's plan, and in its comment. */
import { describe, expect, test } from "vitest";
import { HEAD } from "../support/shop.ts";
import { stage } from "./runner.ts";

const GOALS = `${HEAD}goals:
  thanks: { type: destination, page: /thanks }
  contact: { type: event, event: generate_lead, on: { form: contact } }
`;
const tests = (more: string) => `version: 1\nsite: https://www.acme.example\ntests:\n${more}`;
const PASSES = tests(
  "  - { name: Thank-you page, goal: thanks, counts_on: /thanks, not_on: [/, /thanks/] }\n",
);
const FAILS = tests("  - { name: Thank-you page, goal: thanks, counts_on: /thanks/ }\n");
const sha = "a".repeat(40);

async function withTests(text: string, changed = ["goals.yaml"]) {
  const here = await stage(GOALS);
  here.write(text, "goals.test.yaml");
  here.github.open(7, sha, changed);
  const comment = () =>
    here.github.pulls
      .get(7)!
      .comments.map(({ body }) => body ?? "")
      .join();
  return { here, comment };
}

describe("check", () => {
  test("passes with its tests", async () => {
    const { here } = await withTests(PASSES);
    const { exitCode, summary, outputs } = await here.run({ event: "push", with: { command: "check" } });
    expect(exitCode).toBe(0);
    expect(outputs["summary"]).toBe("goals.yaml is valid: 2 goals. 1 test of goals passed.");
    expect(summary).toContain("### 1 test of goals passed");
    expect(summary).toContain("Without a test: contact.");
  });

  test("fails with a failing test, which is shown on its line", async () => {
    const { here } = await withTests(FAILS);
    const { exitCode, log, outputs, summary } = await here.run({ event: "push", with: { command: "check" } });
    expect(exitCode).toBe(1);
    expect(outputs).toMatchObject({ result: "failed", "failure-reason": "tests-failed" });
    expect(log).toMatch(/::error title=test-failed,file=goals.test.yaml,line=4,/);
    expect(log).toContain("only the trailing slash differs");
    expect(summary).toContain("**✗ Thank-you page** (`goals.test.yaml:4`)");
  });

  test("a broken tests file is an invalid file", async () => {
    const { here } = await withTests(tests("  - { name: a, goal: thanx, counts_on: /a }\n"));
    const { exitCode, log, outputs } = await here.run({ event: "push", with: { command: "check" } });
    expect(exitCode).toBe(1);
    expect(outputs["failure-reason"]).toBe("invalid-file");
    expect(log).toMatch(/::error title=unknown-goal,file=goals.test.yaml,line=4,/);
  });

  test("a recording behind a link is not read", async () => {
    const { here } = await withTests(tests("  - { name: a, recording: ../secret.json, counts: thanks }\n"));
    const { exitCode, log } = await here.run({ event: "push", with: { command: "check" } });
    expect(exitCode).toBe(1);
    expect(log).not.toContain("passed");
  });
});

describe("plan", () => {
  test("says for each goal how many visits test it", async () => {
    const { here, comment } = await withTests(PASSES);
    const { exitCode } = await here.plan(7);
    expect(exitCode).toBe(0);
    expect(comment()).toMatch(
      /\*\*add\*\* \| [^|]*thanks[^|]*\| page viewed: \/thanks<br>tested by 3 visits \|/i,
    );
    expect(comment()).toMatch(/form submitted: id is contact<br>no test \|/);
    expect(comment()).toContain("### 1 test of goals passed");
  });

  test("fails with a failing test, and the comment says why", async () => {
    const { here, comment } = await withTests(FAILS);
    const { exitCode, outputs } = await here.plan(7);
    expect(exitCode).toBe(1);
    expect(outputs).toMatchObject({ result: "stopped", "failure-reason": "tests-failed" });
    expect(comment()).toContain("only the trailing slash differs: the page has one");
    expect(comment()).toContain("tested by 1 visit");
  });

  test("is made for a pull request that changes tests alone", async () => {
    const { here } = await withTests(FAILS, ["goals.test.yaml"]);
    expect((await here.plan(7)).outputs["failure-reason"]).toBe("tests-failed");
    const { here: other } = await withTests(FAILS, ["README.md"]);
    expect((await other.plan(7)).exitCode).toBe(0);
  });

  test("with a broken tests file does not say that Google was not read", async () => {
    const { here, comment } = await withTests("version: 1\ntests: 5\n", ["goals.test.yaml"]);
    expect((await here.plan(7)).outputs["failure-reason"]).toBe("invalid-file");
    expect(comment()).toContain("goals.test.yaml has 1 error.");
    expect(comment()).not.toContain("Nothing was read from Google");
  });

  test("without tests says nothing of them", async () => {
    const here = await stage(GOALS);
    here.github.open(7, sha);
    await here.plan(7);
    expect(
      here.github.pulls
        .get(7)!
        .comments.map(({ body }) => body ?? "")
        .join(),
    ).not.toContain("test");
  });
});
