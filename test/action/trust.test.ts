/** What is believed of what others can write or break: comments, answers, files, tokens and inputs. */
import { chmodSync, mkdirSync, readFileSync, symlinkSync, unlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { buildSchema, parse, validate } from "graphql";
import { describe, expect, test } from "vitest";
import { QUERIES } from "../../src/action/github/api.ts";
import { passTime } from "../support/pass-time.ts";
import { HEAD } from "../support/shop.ts";
import { pullPayload, stage } from "./runner.ts";
import { expectWhole } from "./whole-run.ts";

const THANKS = `${HEAD}goals:\n  thanks: { type: destination, page: /thanks }\n`;
const sha = (letter: string) => letter.repeat(40);

test("every query is one that GitHub's schema allows", () => {
  const file = "node_modules/@octokit/graphql-schema/schema.graphql";
  const schema = buildSchema(readFileSync(file, "utf8"), { assumeValidSDL: true, assumeValid: true });
  expect(QUERIES).toHaveLength(4);
  for (const query of QUERIES) expect(validate(schema, parse(query))).toEqual([]);
});

test("a comment that somebody froze with a date to come is written again", async () => {
  const here = await stage(THANKS);
  const pull = here.github.open(7, sha("a"));
  await here.plan(7);
  const [comment] = pull.comments;
  const forged = comment!.body!.replace(/"at":\d+/, '"at":99999999999').replace("/thanks", "/forged");
  here.github.edit(comment!, forged, "mallory");
  await here.plan(7);
  expect(comment!.body).not.toContain("forged");
  expect(comment!.body).not.toContain("99999999999");
});

describe("whose token it is", () => {
  const trouble = { status: 502, message: "Bad gateway" };

  test("is not guessed while GitHub has trouble: nobody else's comment approves", async () => {
    const here = await stage(THANKS);
    here.github.open(7, sha("a"));
    await here.plan(7);
    here.github.merge(7, sha("c"));
    here.github.login = "deploy-app[bot]";
    here.github.refusals.set("POST /graphql", trouble);
    here.github.refusals.set("GET /user", 403);
    passTime();
    const ran = await here.push([sha("c")]);
    expect(ran).toMatchObject({ exitCode: 1, outputs: { result: "stopped", "failure-reason": "github" } });
    expect(here.sandbox.requests.filter(({ method }) => method !== "GET")).toEqual([]);
  });

  test("is an App's: its own comments approve, and those of github-actions do not", async () => {
    const here = await stage(THANKS);
    here.github.login = "deploy-app[bot]";
    here.github.open(7, sha("a"));
    await here.plan(7);
    const [ours] = here.github.pulls.get(7)!.comments;
    here.github.comment(7, ours!.body!, "github-actions[bot]");
    here.github.merge(7, sha("c"));
    expect((await here.push([sha("c")])).outputs["result"]).toBe("applied");
  });
});

describe("a symbolic link is not followed, and nothing of where it leads is printed", () => {
  const fork = { event: "pull_request", payload: pullPayload(7, sha("a"), "mallory/shop") };

  test.each([
    ["as the goals file", "goals.yaml", "goals.yaml"],
    ["as a folder on the way to it", "conf", "conf/goals.yaml"],
  ])("%s", async (_, link, file) => {
    const here = await stage(THANKS);
    const elsewhere = join(here.workspace, "..", `secret-${process.pid}`);
    mkdirSync(elsewhere, { recursive: true });
    writeFileSync(join(elsewhere, "goals.yaml"), "root:x:0:0 TOP-SECRET\n");
    if (link === "goals.yaml") unlinkSync(join(here.workspace, link));
    symlinkSync(link === "conf" ? elsewhere : join(elsewhere, "goals.yaml"), join(here.workspace, link));
    const ran = await here.run({ ...fork, with: { file } });
    expect(ran).toMatchObject({ exitCode: 1, outputs: { result: "failed" } });
    expect(ran.log).toContain(`${link} is a symbolic link, and links are not followed.`);
    if (link === "conf") await expectWhole(here, ran, "check-behind-a-link");
    expect(ran.log + ran.summary).not.toContain("TOP-SECRET");
  });

  test("nor is a file outside the workspace read", async () => {
    const here = await stage(THANKS);
    const ran = await here.run({ ...fork, with: { file: "/etc/passwd" } });
    expect(ran.log).toContain("The input file is wrong");
    await expectWhole(here, ran, "check-outside-the-workspace");
    expect(ran.log).not.toContain("root:");
  });
});

test.each([
  ["goals.yaml/more.yaml", "invalid-file", "goals.yaml/more.yaml"],
  [`${"x".repeat(300)}.yaml`, "invalid-file", "xxx"],
  ["../goals.yaml", "usage", "The input file is wrong: ../goals.yaml is not in the workspace."],
  ["..", "usage", "The input file is wrong: .. is not in the workspace."],
])(
  "a path that leads to no file is a mistake in the workflow, and no bug: %s",
  async (file, reason, said) => {
    const here = await stage(THANKS);
    here.github.open(7, sha("a"));
    for (const ran of [
      await here.run({ event: "merge_group", with: { file } }),
      await here.plan(7, { with: { file } }),
    ]) {
      expect(ran).toMatchObject({ exitCode: 1, outputs: { result: "failed", "failure-reason": reason } });
      expect(ran.log).toContain(said);
    }
  },
);

test("a file whose name begins with two dots is in the workspace", async () => {
  const here = await stage(THANKS);
  here.write(THANKS, "..goals.yaml");
  const ran = await here.run({ event: "merge_group", with: { file: "..goals.yaml" } });
  expect(ran.outputs["summary"]).toBe("..goals.yaml is valid: 1 goal.");
});

test("a workspace that is named with a slash at its end is the same one", async () => {
  const here = await stage(THANKS);
  mkdirSync(join(here.workspace, "site/.git"), { recursive: true });
  here.write(THANKS.replace("page:", "pgae:"), "site/goals.yaml");
  const env = { GITHUB_WORKSPACE: `${here.workspace}/` };
  const ran = await here.run({ event: "merge_group", with: { file: "site/goals.yaml" }, env });
  expect(ran.log).toContain("::error title=unknown-key,file=goals.yaml,line=9,");
});

describe("tokens", () => {
  test.each(["github-token", "access-token"])(
    "%s with a line break is refused, and printed nowhere",
    async (name) => {
      const here = await stage(THANKS);
      const ran = await here.run({ event: "schedule", with: { [name]: "Bearer ghs_abcdef\nsecond-line" } });
      expect(ran).toMatchObject({ exitCode: 1, outputs: { "failure-reason": "usage" } });
      expect(ran.log).toContain(`The input ${name} is wrong`);
      const told = ran.log.replace(/^::add-mask::.*$/gm, "") + ran.summary;
      expect(told).not.toMatch(/ghs_abcdef|second-line/);
      expect(ran.log).toContain("::add-mask::Bearer ghs_abcdef\n");
      expect(ran.log).toContain("::add-mask::second-line\n");
    },
  );
});

test("Node's own log of requests would show the token: nothing is asked of GitHub with it", async () => {
  const here = await stage(THANKS);
  here.github.open(7, sha("a"));
  const ran = await here.plan(7, { env: { NODE_DEBUG: "http" } });
  expect(ran).toMatchObject({ exitCode: 1, outputs: { result: "failed" } });
  expect(ran.log).toContain("NODE_DEBUG makes Node print every request with its token");
  expect(here.github.asked).toEqual([]);
});

test("what is said about a link is about the file that it is, and of a path about the input that names it", async () => {
  const here = await stage(THANKS);
  symlinkSync("/etc", join(here.workspace, "recordings"));
  const tests = "version: 1\ntests:\n  - { name: a, recording: recordings/passwd, counts: thanks }\n";
  here.write(tests, "goals.test.yaml");
  const linked = await here.run({ event: "merge_group" });
  expect(linked.log).toContain("recordings is a symbolic link, and links are not followed.");
  expect(linked.log).toContain("Put the file itself there.");
  expect(linked.log).not.toContain("input `file`");
  for (const name of ["gtm-js", "gtag-js"]) {
    const outside = await here.run({ event: "schedule", with: { command: "verify", [name]: "/etc/passwd" } });
    expect(outside.log).toContain(`The input ${name} is wrong: /etc/passwd is not in the workspace.`);
    const missing = await here.run({ event: "schedule", with: { command: "verify", [name]: "none.js" } });
    expect(missing.log).toContain("name it with the input `gtm-js` or the input `gtag-js`.");
  }
});

describe("what is said about a failure is what happened", () => {
  test.each([
    [
      { status: 403, message: "Repository was archived so is read-only." },
      "The repository is archived",
      true,
    ],
    [
      { status: 403, message: "Unable to create comment because issue is locked." },
      "Unlock the conversation",
      true,
    ],
    [
      { status: 403, message: "Resource protected by organization SAML enforcement." },
      "single sign-on",
      true,
    ],
    [{ status: 403, message: "Resource not accessible by integration" }, "`pull-requests: write`", false],
    [
      {
        status: 422,
        message: "Validation Failed",
        errors: [{ resource: "IssueComment", field: "body", code: "too_long" }],
      },
      "Validation Failed (body: too_long)",
      true,
    ],
  ])("%o", async (refused, said, isNotOfPermissions) => {
    const here = await stage(THANKS);
    here.github.open(7, sha("a"));
    here.github.refusals.set("POST /repos/acme/shop/issues/7/comments", refused);
    const ran = await here.plan(7);
    expect(ran.log).toContain(said);
    if (isNotOfPermissions) expect(ran.log).not.toContain("permissions of docs/github.md");
  });

  test("a target that the file does not have is a wrong input, not a wrong file", async () => {
    const here = await stage(THANKS);
    const ran = await here.run({ event: "schedule", with: { target: "prod" } });
    expect(ran).toMatchObject({ exitCode: 1, outputs: { "failure-reason": "usage" } });
    expect(ran.log).toContain(
      'The input target is wrong: goals.yaml has no target "prod". It has production.',
    );
    await expectWhole(here, ran, "wrong-target");
  });

  test("a target that nobody chose is a missing input, and one that no file can have is named as what it is", async () => {
    const targets = `${HEAD.replace("defaults:", '  staging:\n    ga4: { property: "2", measurement_id: G-STAGING1 }\n    gtm: { container: GTM-STAGE1 }\ndefaults:')}`;
    const here = await stage(THANKS.replace(HEAD, targets));
    for (const command of ["drift", "rollback"]) {
      const ran = await here.run({ event: "workflow_dispatch", with: { command } });
      expect(ran).toMatchObject({ exitCode: 1, outputs: { "failure-reason": "usage" } });
      expect(ran.log).toContain(
        "The input target is missing: goals.yaml has several targets (production, staging)",
      );
      expect(ran.log).not.toContain("--target");
      await expectWhole(here, ran, `${command}-without-a-target`);
    }
    const odd = await here.run({ event: "schedule", with: { target: "\u001b[31mx" } });
    expect(odd.log).toContain("The input target is wrong: a target's name contains");
  });

  test("a summary that cannot be written is a warning, and no bug", async () => {
    const here = await stage(THANKS);
    const folder = join(here.workspace, "summary");
    mkdirSync(folder);
    chmodSync(folder, 0o500);
    const ran = await here.run({ event: "merge_group", env: { GITHUB_STEP_SUMMARY: folder } });
    expect(ran).toMatchObject({ exitCode: 0, outputs: { result: "checked" } });
    expect(ran.log).toContain("::warning title=goalform::The job's summary could not be written: ");
    expect(ran.log).not.toContain("bug in goalform");
  });

  test("after an apply nothing says any more what apply will do, in the log, the summary and the comment", async () => {
    const here = await stage(THANKS);
    const pull = here.github.open(7, sha("a"));
    await here.plan(7);
    expect(pull.comments[0]!.body).toContain("Apply makes 1 change in Analytics");
    here.github.merge(7, sha("c"));
    const ran = await here.push([sha("c")]);
    await expectWhole(here, ran, "apply");
    for (const text of [ran.log, ran.summary, pull.comments[0]!.body!])
      expect(text).not.toMatch(/apply will make|Apply (makes|publishes)/);
  });

  test("a plan that was refused and then applied by hand is not called refused forever", async () => {
    const here = await stage(THANKS);
    const pull = here.github.open(7, sha("a"));
    await here.plan(7);
    here.github.merge(7, sha("c"));
    here.write(THANKS.replace("/thanks", "/merci"));
    const stopped = await here.push([sha("c")]);
    expect(pull.comments[0]!.body).toContain("Not applied in");
    await expectWhole(here, stopped, "apply-of-another-file");
    const byHand = { command: "apply", approval: "plan-id", "plan-id": stopped.outputs["plan-id"]! };
    const ran = await here.run({ event: "workflow_dispatch", sha: sha("c"), with: byHand });
    await expectWhole(here, ran, "apply-by-hand");
    expect(pull.comments[0]!.body).not.toContain("Not applied in");
    expect(pull.comments[0]!.body).toContain("Applied: 1 added");
  });
});

test("two goals files under one label are refused", async () => {
  const here = await stage(THANKS);
  mkdirSync(join(here.workspace, "eu"));
  here.write(THANKS, "eu/goals.yaml");
  here.github.open(7, sha("a"), ["goals.yaml", "eu/goals.yaml"]);
  expect((await here.plan(7)).exitCode).toBe(0);
  const ran = await here.plan(7, { with: { file: "eu/goals.yaml" } });
  expect(ran).toMatchObject({ exitCode: 1, outputs: { "failure-reason": "usage" } });
  expect(ran.log).toContain("Two goals files use the label default: goals.yaml and eu/goals.yaml.");
  await expectWhole(here, ran, "plan-under-a-shared-label");
});

test("a drift issue has labels and assignees, and one that a person closed is opened again only when the drift changes", async () => {
  const here = await stage(THANKS);
  const wanted = { with: { "issue-labels": "goals, needs a look", "issue-assignees": "mara" } };
  const daily = () => here.run({ event: "schedule", ...wanted });
  await daily();
  const [issue] = here.github.issues;
  expect(issue).toMatchObject({ labels: ["goals", "needs a look"], assignees: ["mara"] });
  issue!.state = "closed";
  const ran = await daily();
  expect(ran.log).toContain("A person closed the issue about these very differences");
  await expectWhole(here, ran, "drift-that-a-person-has-seen");
  expect(here.github.issues).toHaveLength(1);
  here.write(THANKS.replace("/thanks", "/merci"));
  await daily();
  expect(here.github.issues).toHaveLength(2);
});
