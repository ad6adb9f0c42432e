/** What a run leaves behind: annotations on lines, the log, outputs, and the check of a file in words. */
import { readFileSync } from "node:fs";
import { dirname } from "node:path";
import { describe, expect, test } from "vitest";
import { parseFault } from "../../src/sandbox/sandbox.ts";
import { HEAD } from "../support/shop.ts";
import { type Ran, stage } from "./runner.ts";
import { expectWhole } from "./whole-run.ts";

const THANKS = `${HEAD}goals:\n  thanks: { type: destination, page: /thanks }\n`;
const ANY_QUERY = (id: string) =>
  `  ${id}: { type: destination, page: { path: /${id}, query: { q: "*" } } }\n`;
const warned = (count: number) =>
  `${HEAD}goals:\n${Array.from({ length: count }, (_, index) => ANY_QUERY(`goal_${index}`)).join("")}`;
const sha = (letter: string) => letter.repeat(40);
const NONE = { with: { approval: "none" } };

/** Lines of the log that GitHub shows beside the code. */
const annotations = ({ log }: Ran, level: string) =>
  log.split("\n").filter((line) => line.startsWith(`::${level} `));

describe("a file that is valid", () => {
  test("is reported with what is in it", async () => {
    const here = await stage(THANKS);
    const one = await here.run({ event: "merge_group" });
    expect(one.outputs).toMatchObject({ result: "checked", summary: "goals.yaml is valid: 1 goal." });
    expect(one.summary).toBe("### goals.yaml is valid: 1 goal.\n");
    expect(one.log.match(/goals\.yaml is valid/g)).toHaveLength(1);
    expect(one.log).not.toMatch(/^::(error|warning|notice) /m);
    expect(one.log).not.toContain("\n\n");
    const funnels = `${THANKS}  call: { type: destination, page: /call }\nfunnels:\n  order: { steps: [thanks, call] }\n`;
    here.write(funnels);
    const both = await here.run({ event: "merge_group" });
    expect(both.outputs["summary"]).toBe("goals.yaml is valid: 2 goals, 1 funnel.");
    await expectWhole(here, both, "check");
  });

  test("with a warning shows it in the log, on its line, and in the summary", async () => {
    const ran = await (await stage(warned(1))).run({ event: "merge_group" });
    expect(ran).toMatchObject({ exitCode: 0, outputs: { result: "checked", "failure-reason": "" } });
    expect(ran.log).toContain("warning[not-a-wildcard]: ");
    expect(annotations(ran, "warning")).toHaveLength(1);
    expect(annotations(ran, "warning")[0]).toMatch(
      /^::warning title=not-a-wildcard,file=goals\.yaml,line=9,col=\d+,endColumn=\d+::/,
    );
    expect(ran.summary).toContain("not-a-wildcard");
  });

  test.each([
    [9, 9, null],
    [10, 10, "1 more warning, see the summary."],
    [12, 10, "3 more warnings, see the summary."],
  ])("with %i warnings has %i annotations", async (count, shown, last) => {
    const here = await stage(warned(count));
    const ran = await here.run({ event: "merge_group" });
    const found = annotations(ran, "warning");
    expect(found).toHaveLength(shown);
    expect(found.filter((line) => line.includes(" more "))).toEqual(
      last === null ? [] : [`::warning title=goalform::${last}`],
    );
    if (count === 12) await expectWhole(here, ran, "check-12-warnings");
  });
});

describe("a plan", () => {
  test("in the log has colour, unless the workflow does not want it, and ends with its summary once", async () => {
    const here = await stage(warned(1));
    const ran = await here.push([sha("c")], { with: { command: "plan" }, env: { NO_COLOR: "" } });
    expect(ran.log).toContain("\u001b[");
    const plain = await here.push([sha("c")], { with: { command: "plan" } });
    expect(plain.log).not.toContain("\u001b[");
    expect(plain.log.split(plain.outputs["summary"]!)).toHaveLength(2);
    expect(plain.outputs).toMatchObject({ result: "planned", "to-add": "1", "has-changes": "true" });
    expect(annotations(plain, "warning")).toHaveLength(1);
    expect(plain.summary).toContain("Nothing but the changes above is done");
    await expectWhole(here, plain, "plan-outside-a-pull-request");
  });

  test("is saved for later jobs in the runner's temporary folder, or in the workspace where there is none", async () => {
    const here = await stage(THANKS);
    const ran = await here.push([sha("c")], { runId: 5, with: { command: "plan", label: "shop" } });
    expect(ran.outputs["plan-file"]).toMatch(/goalform-run-.*\/goalform-plan-shop-5\.1\.json$/);
    const without = await here.push([sha("c")], { with: { command: "plan" }, env: { RUNNER_TEMP: "" } });
    const file = without.outputs["plan-file"]!;
    expect(dirname(file)).toBe(here.workspace);
    expect(JSON.parse(readFileSync(file, "utf8"))).toMatchObject({ digest: without.outputs["plan-digest"] });
  });

  test("of nothing has no changes, and no pull request is needed for it", async () => {
    const here = await stage(warned(1));
    await here.push([sha("c")], NONE);
    const ran = await here.push([sha("c")], { with: { command: "plan" } });
    expect(ran.outputs).toMatchObject({ result: "no-changes", "has-changes": "false", unchanged: "1" });
    expect(ran.summary).toContain("### No changes: 1 goal or funnel as in the file");
    await expectWhole(here, ran, "plan-of-nothing");
    const again = await here.push([sha("c")], NONE);
    await expectWhole(here, again, "apply-of-nothing");
    expect(again).toMatchObject({ exitCode: 0, outputs: { result: "no-changes" } });
  });
});

test("a plan in a pull request names its comment; one without goals in it has no changes", async () => {
  const here = await stage(THANKS);
  here.github.open(7, sha("a"));
  const ran = await here.plan(7);
  expect(ran.outputs["comment-url"]).toContain("/pull/7#issuecomment-");
  await expectWhole(here, ran, "plan");
  here.github.open(8, sha("b"), ["README.md"]);
  const untouched = await here.plan(8);
  expect(untouched.outputs).toMatchObject({ result: "no-changes", "has-changes": "false" });
  await expectWhole(here, untouched, "plan-without-goals");
});

test("what cannot be planned outside of a pull request is said in the job alone", async () => {
  const here = await stage("version: 9\n");
  const ran = await here.push([sha("c")], { with: { command: "plan", "pr-number": "" } });
  expect(ran).toMatchObject({ exitCode: 1, outputs: { result: "failed", "failure-reason": "invalid-file" } });
  expect(here.github.asked).toEqual([]);
  await expectWhole(here, ran, "plan-of-an-invalid-file");
});

test("drift is in the log too, goal by goal", async () => {
  const here = await stage(THANKS);
  const ran = await here.run({ event: "schedule" });
  expect(ran.outputs).toMatchObject({ result: "planned", "has-changes": "true", "failure-reason": "" });
  expect(ran.outputs["issue-url"]).toContain("/issues/");
  expect(ran.log).toContain("+ add    Thanks  goals.yaml:9");
  expect(ran.log.split(ran.outputs["summary"]!)).toHaveLength(2);
  await expectWhole(here, ran, "drift");
  await here.push([sha("c")], NONE);
  const none = await here.run({ event: "schedule" });
  expect(none.outputs).toMatchObject({ result: "no-changes", "has-changes": "false" });
  expect(none.summary).toMatch(/^### No changes: 1 goal or funnel as in the file/);
  expect(here.github.issues).toMatchObject([{ state: "closed" }]);
  await expectWhole(here, none, "drift-gone");
});

test("the file's warnings are in the report of each run, whatever it came to", async () => {
  const here = await stage(warned(1));
  const ended = async (result: string, ran: Ran) => {
    expect(ran.outputs["result"]).toBe(result);
    expect(annotations(ran, "warning")).toHaveLength(1);
  };
  await ended("stopped", await here.push([sha("b")]));
  await ended("planned", await here.run({ event: "schedule" }));
  here.write(warned(2));
  here.github.push(sha("c"));
  here.write(warned(1));
  await ended("no-changes", await here.push([sha("b")]));
  here.sandbox.setFaults([parseFault("401@every:create_version")]);
  await ended("failed", await here.push([sha("c")], NONE));
  here.sandbox.clearFaults();
  await ended("applied", await here.push([sha("c")], NONE));
  await ended("no-changes", await here.push([sha("c")], NONE));
});

test("without a token for GitHub, what needs it says which input to leave out", async () => {
  const here = await stage(THANKS);
  const ran = await here.push([sha("c")], { with: { "github-token": "" } });
  expect(ran).toMatchObject({ exitCode: 1, outputs: { result: "stopped", "failure-reason": "github" } });
  expect(ran.log).toContain(
    "There is no token for GitHub.%0ALeave the input github-token out: its default is the job's own token.",
  );
  await expectWhole(here, ran, "apply-without-a-token");
});

test("a first apply says which version went live in place of which", async () => {
  const here = await stage(THANKS);
  const ran = await here.push([sha("c")], NONE);
  expect(ran.outputs).toMatchObject({
    result: "applied",
    "published-version": "2",
    "previous-version": "1",
    summary: "Applied: 1 added, 0 changed, 0 removed. Version 2 of GTM-TEST01 is live.",
  });
  expect(ran.outputs).not.toHaveProperty("comment-url");
  expect(ran.summary).toMatch(/^### Applied: 1 added/);
  expect(ran.summary).not.toContain("Nothing but the changes above is done");
  await expectWhole(here, ran, "apply-without-approval");
  here.write(`${THANKS}  more: { type: destination, page: /more }\n`);
  const preview = await here.push([sha("d")], { with: { approval: "none", publish: "false" } });
  expect(preview.outputs).toMatchObject({ result: "applied", "previous-version": "2" });
  expect(preview.outputs).not.toHaveProperty("published-version");
  expect(preview.outputs["summary"]).toMatch(/Version 3 of GTM-TEST01 is ready for preview and not live\.$/);
  await expectWhole(here, preview, "apply-for-a-preview");
});
