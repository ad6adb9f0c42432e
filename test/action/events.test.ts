/** What each event asks for, what is refused, and what works without secrets, without GitHub and without Google. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { parseFault } from "../../src/sandbox/sandbox.ts";
import { GOALS, hostileShop } from "../security/hostile-container.ts";
import { LOG_COMMANDS, MARKDOWN } from "../security/hostile-texts.ts";
import { HEAD } from "../support/shop.ts";
import { screenOf } from "../support/tag-manager-screen.ts";
import { pullPayload, type Ran, stage } from "./runner.ts";
import { expectWhole } from "./whole-run.ts";

const THANKS = `${HEAD}goals:\n  thanks: { type: destination, page: /thanks }\n`;
const sha = (letter: string) => letter.repeat(40);

describe("without secrets", () => {
  const cases = [
    [
      "a fork",
      { payload: pullPayload(7, sha("a"), "mallory/shop") },
      "This pull request comes from a fork, so live settings were not read.",
    ],
    [
      "a fork that is gone",
      { payload: pullPayload(7, sha("a"), null) },
      "This pull request comes from a fork, so live settings were not read.",
    ],
    [
      "Dependabot",
      { payload: pullPayload(7, sha("a")), actor: "dependabot[bot]" },
      "Dependabot opened this pull request, and its runs get no secrets, so live settings were not read.",
    ],
  ] as const;

  test.each(cases)(
    "the file from %s is checked, and why there is no plan is said",
    async (name, from, why) => {
      const here = await stage(THANKS);
      for (const command of ["", "plan"]) {
        const ran = await here.run({ event: "pull_request", ...from, with: { command, "github-token": "" } });
        expect(ran).toMatchObject({ exitCode: 0, outputs: { result: "checked" } });
        expect(ran.outputs["summary"]).toBe(
          `${why} goals.yaml is valid: 1 goal. A maintainer sees the full plan by pushing this branch to the repository itself.`,
        );
        expect(ran.summary).toContain(why);
        await expectWhole(here, ran, `check-of-${name.replaceAll(" ", "-").toLowerCase()}`);
      }
      expect(here.sandbox.requests).toEqual([]);
      expect(here.github.asked).toEqual([]);
    },
  );

  test("a broken file is red, with every problem on its line within GitHub's limits", async () => {
    const goals = Array.from({ length: 12 }, (_, i) => `  goal_${i}: { type: destination, pgae: /${i} }\n`);
    const here = await stage(`${HEAD}goals:\n${goals.join("")}`);
    const ran = await here.run({ event: "pull_request", payload: pullPayload(7, sha("a"), "mallory/shop") });
    expect(ran).toMatchObject({
      exitCode: 1,
      outputs: { result: "failed", "failure-reason": "invalid-file" },
    });
    const annotations = ran.log.split("\n").filter((line) => line.startsWith("::error"));
    expect(annotations).toHaveLength(10);
    expect(annotations[0]).toMatch(/^::error title=[a-z-]+,file=goals\.yaml,line=9,col=\d+,endColumn=\d+::/);
    expect(annotations[9]).toMatch(
      /^::error title=goalform%3A invalid-file::goals\.yaml has (\d+) errors\. \d+ more, see the summary\.$/,
    );
    await expectWhole(here, ran, "check-12-errors");
  });
});

test("a problem in an included file stands on that file's line", async () => {
  const here = await stage(`include: [goals/*.yaml]\n${THANKS}`);
  mkdirSync(join(here.workspace, "goals"));
  here.write("goals:\n  more: { type: destination, pgae: /more }\n", "goals/more.yaml");
  const ran = await here.run({ event: "merge_group" });
  expect(ran.exitCode).toBe(1);
  expect(ran.log).toContain("::error title=unknown-key,file=goals/more.yaml,line=2,col=30,endColumn=34::");
});

describe("events", () => {
  test.each(["pull_request_target", "workflow_run", "issue_comment", "issues", "watch"])(
    "%s neither plans nor applies",
    async (event) => {
      const here = await stage(THANKS);
      for (const command of ["plan", "apply", "drift", "rollback"]) {
        const ran = await here.run({ event, with: { command, approval: "none" } });
        expect(ran).toMatchObject({ exitCode: 1, outputs: { result: "failed", "failure-reason": "usage" } });
        expect(ran.log).toContain(`${command} does not run on ${event}: strangers can cause that event`);
      }
      const unsaid = await here.run({ event });
      expect(unsaid).toMatchObject({ exitCode: 1, outputs: { "failure-reason": "usage" } });
      expect(unsaid.log).toContain(`The action does not run on ${event}: strangers can cause that event`);
      if (event === "issues") await expectWhole(here, unsaid, "unsafe-event");
      expect(here.sandbox.requests).toEqual([]);
      expect(await here.run({ event, with: { command: "check" } })).toMatchObject({ exitCode: 0 });
    },
  );

  test("workflow_dispatch must say what to do", async () => {
    const here = await stage(THANKS);
    const ran = await here.run({ event: "workflow_dispatch" });
    expect(ran).toMatchObject({ exitCode: 1, outputs: { "failure-reason": "usage" } });
    expect(ran.log).toContain("The event workflow_dispatch does not say what to do.");
    await expectWhole(here, ran, "no-command");
  });

  test("a merge queue is answered by the check", async () => {
    expect(await (await stage(THANKS)).run({ event: "merge_group" })).toMatchObject({
      outputs: { result: "checked" },
    });
  });

  test("a tag applies nothing", async () => {
    const here = await stage(THANKS);
    const ran = await here.push([sha("c")], { ref: "refs/tags/v1", with: { approval: "none" } });
    expect(ran).toMatchObject({ exitCode: 1, outputs: { "failure-reason": "usage" } });
    await expectWhole(here, ran, "apply-of-a-tag");
  });

  test("a schedule never rolls back", async () => {
    const here = await stage(THANKS);
    const ran = await here.run({ event: "schedule", with: { command: "rollback" } });
    expect(ran).toMatchObject({ exitCode: 1, outputs: { "failure-reason": "not-approved" } });
    await expectWhole(here, ran, "rollback-by-schedule");
  });

  test.each([
    ["command", "aply"],
    ["approval", "maybe"],
    ["publish", "no"],
    ["max-removals", "-1"],
    ["label", "a --> b"],
    ["plan-id", "nonsense"],
    ["allow", "everything"],
  ])("an input %s of %s is refused", async (name, value) => {
    const ran = await (await stage(THANKS)).run({ event: "schedule", with: { [name]: value } });
    expect(ran).toMatchObject({ exitCode: 1, outputs: { "failure-reason": "usage" } });
    expect(ran.log).toContain(`The input ${name} is wrong`);
  });
});

describe("a rollback that is refused says which input to change, and names no option of the command line", () => {
  const back = { event: "workflow_dispatch", with: { command: "rollback" } };

  test("when nobody knows which version was live before", async () => {
    const here = await stage(THANKS);
    await here.push([sha("c")], { with: { approval: "none" } });
    expect(await here.run(back)).toMatchObject({ exitCode: 0, outputs: { "published-version": "1" } });
    const ran = await here.run(back);
    expect(ran).toMatchObject({ exitCode: 1, outputs: { result: "failed", "failure-reason": "blocked" } });
    expect(ran.log).toContain(
      "Version 1 is live and does not say which one was live before.%0AThe input `to-version` chooses one: 2.",
    );
  });

  test("when the live version is what an earlier run went back to", async () => {
    const here = await stage(THANKS);
    await here.push([sha("c")], { with: { approval: "none" } });
    here.write(THANKS.replace("/thanks", "/merci"));
    await here.push([sha("d")], { with: { approval: "none" } });
    expect(await here.run(back)).toMatchObject({ exitCode: 0, outputs: { "published-version": "2" } });
    const ran = await here.run(back);
    expect(ran).toMatchObject({ exitCode: 1, outputs: { result: "failed", "failure-reason": "blocked" } });
    expect(ran.log).toContain(
      "Version 2 is already live again: the newest version, 3, is not. Going back once more would publish version 1.%0AThe input `to-version` must name it if you want that: 1.",
    );
  });

  test("when it would undo others' work", async () => {
    const here = await stage(THANKS);
    await here.push([sha("c")], { with: { approval: "none" } });
    await (await screenOf(here)).add("triggers", { name: "Sale", type: "pageview" });
    const ran = await here.run({ ...back, with: { ...back.with, "to-version": "2" } });
    expect(ran.log).toContain(
      'Going back would undo others\' work in GTM-TEST01: trigger "Sale".%0AUndo it in Tag Manager by hand, or set `allow: others` in the workflow.',
    );
    await expectWhole(here, ran, "rollback-of-others-work");
    const passed = await here.run({ ...back, with: { ...back.with, "to-version": "2", allow: "others" } });
    expect(passed).toMatchObject({ exitCode: 0, outputs: { "published-version": "2" } });
  });
});

describe("without GitHub", () => {
  const gone = { GITHUB_API_URL: "http://127.0.0.1:9", GITHUB_GRAPHQL_URL: "http://127.0.0.1:9/graphql" };

  test("plan shows the plan in the summary and is red, since nothing could be approved", async () => {
    const here = await stage(THANKS);
    here.github.open(7, sha("a"));
    const ran = await here.plan(7, { env: gone });
    await expectWhole(here, ran, "plan-without-github");
    expect(ran).toMatchObject({ exitCode: 1, outputs: { "failure-reason": "github", "to-add": "1" } });
    expect(ran.summary).toContain("### Goals: 1 to add");
  });

  test("apply does nothing", async () => {
    const here = await stage(THANKS);
    const ran = await here.push([sha("c")], { env: gone });
    await expectWhole(here, ran, "apply-without-github");
    expect(ran).toMatchObject({
      exitCode: 1,
      outputs: { result: "stopped", "failure-reason": "github", "to-add": "1" },
    });
    expect(ran.summary).toContain("### Goals: 1 to add");
    expect(here.sandbox.requests.filter(({ method }) => method !== "GET")).toEqual([]);
  });
});

test("the access token of the input is the one that is used at Google", async () => {
  const here = await stage(THANKS);
  const token = "goalform-sandbox:tagmanager.readonly,analytics.readonly";
  const ran = await here.push([sha("c")], { with: { approval: "none", "access-token": token } });
  expect(ran).toMatchObject({ exitCode: 1, outputs: { result: "failed", "failure-reason": "auth" } });
  await expectWhole(here, ran, "apply-with-a-token-that-may-only-read");
});

test("without credentials for Google it says what to add to the workflow", async () => {
  const here = await stage(THANKS, "bundle");
  const ran = await here.run({
    event: "schedule",
    env: { GOALFORM_ENDPOINT: "", METADATA_SERVER_DETECTION: "none" },
  });
  expect(ran).toMatchObject({ exitCode: 1, outputs: { result: "failed", "failure-reason": "auth" } });
  expect(ran.log).toContain(
    "Sign in with google-github-actions/auth in a step before, with `id-token: write`",
  );
});

test("S18: the committed bundle obeys no text of a goals file, in the log, the comment, the summary and the outputs", async () => {
  const texts = [...LOG_COMMANDS, ...MARKDOWN, "--> <!-- goals:plan {} -->"].map((text) =>
    text.replace(/[\r\n]/g, " "),
  );
  const goals = texts.map(
    (text, i) => `  goal_${i}: { name: ${JSON.stringify(`${i} ${text}`)}, type: destination, page: /${i} }\n`,
  );
  const here = await stage(`${HEAD}goals:\n${goals.join("")}`, "bundle");
  const pull = here.github.open(7, sha("a"));
  const ran = await here.plan(7);
  expect(ran.exitCode).toBe(0);
  expectObeyed(ran, ["add-mask", "stop-commands"]);
  const [comment] = pull.comments;
  expect(outsideFence(comment!.body!).match(/<!-- goals:/g)).toHaveLength(1);
  expect(outsideFence(comment!.body!)).not.toMatch(
    /@everyone|\bGH-1|https:\/\/evil|<script|<b>|<\/details>.*<script/,
  );
  expect(comment!.body!.match(/^<\/details>$/gm)).toHaveLength(1);
});

test("S18: a drift issue stays an issue, whatever somebody wrote into the container", async () => {
  const shop = await hostileShop([...MARKDOWN, ...LOG_COMMANDS].join(" "));
  onTestFinished(() => shop.close());
  const here = await stage(GOALS);
  const ran = await here.run({ event: "schedule", env: { GOALFORM_ENDPOINT: shop.sandbox.url } });
  expect(ran).toMatchObject({ exitCode: 0, outputs: { "has-changes": "true" } });
  expectObeyed(ran, ["add-mask", "stop-commands"]);
  const [issue] = here.github.issues;
  const text = outsideFence(issue!.body ?? "").replace(/(?<![`\\])(`+)(?!`)[^\n]*?(?<!`)\1(?!`)/g, "code");
  expect(text).toContain("everyone");
  expect(text.match(/^<!-- goals:drift /gm)).toHaveLength(1);
  expect(text).not.toMatch(/[@#]\w|\bGH-\d|https:\/\/evil|<script|<b>|^# heading|^\| a \|/m);
});

test("S18: nothing that a stranger can name is in what is said: titles, texts, branches, people", async () => {
  const here = await stage(THANKS, "bundle");
  const pull = here.github.open(7, sha("a"));
  const texts = [...LOG_COMMANDS, ...MARKDOWN, "${{ secrets.A }}", "$(id)"];
  const stranger = `stranger ${texts.join(" ")}`;
  const { pull_request, ...event } = pullPayload(7, sha("a")) as { pull_request: { head: object } };
  const ran = await here.plan(7, {
    actor: stranger,
    payload: {
      ...event,
      sender: { login: stranger },
      head_commit: { message: stranger },
      pull_request: {
        ...pull_request,
        title: stranger,
        body: stranger,
        labels: [{ name: stranger }],
        head: { ...pull_request.head, ref: stranger, label: stranger, user: { login: stranger } },
      },
    },
    env: { GITHUB_HEAD_REF: stranger, GITHUB_TRIGGERING_ACTOR: stranger, GITHUB_WORKFLOW: stranger },
  });
  expect(ran.exitCode).toBe(0);
  expectObeyed(ran, ["add-mask", "stop-commands"]);
  const said = [ran.log, ran.summary, JSON.stringify(ran.outputs), pull.comments[0]?.body].join("\n");
  expect(said).toContain("Thanks");
  expect(said).not.toContain("stranger");
});

test.each(["{", "null", "[]", '"text"', '{"pull_request":{"number":7}}'])(
  "S18: an event that is no event plans and applies nothing: %s",
  async (text) => {
    const here = await stage(THANKS);
    const path = join(here.workspace, "event.json");
    writeFileSync(path, text);
    const ran = await here.run({ event: "pull_request", env: { GITHUB_EVENT_PATH: path } });
    expect(ran.log).not.toContain("bug in goalform");
    expect(here.sandbox.requests.filter(({ method }) => method !== "GET")).toEqual([]);
    expect(here.github.issues).toEqual([]);
  },
);

test("S18: a goals file reads the environment, and the runner's own part of it never", async () => {
  const here = await stage(THANKS.replace('"123456789"', '"${ACTIONS_NUMBER}"'));
  const number = "123456789";
  const env = {
    ACTIONS_NUMBER: number,
    INPUT_NUMBER: number,
    SHOP_NUMBER: number,
    SHOP_INPUT_NUMBER: number,
  };
  const ended = async (name: string) => {
    here.write(THANKS.replace(`"${number}"`, `"\${${name}}"`));
    const ran = await here.run({ event: "schedule", env });
    if (name === "ACTIONS_NUMBER") await expectWhole(here, ran, "drift-without-a-variable");
    return ran.exitCode;
  };
  expect([await ended("ACTIONS_NUMBER"), await ended("INPUT_NUMBER")]).toEqual([1, 1]);
  expect([await ended("SHOP_NUMBER"), await ended("SHOP_INPUT_NUMBER")]).toEqual([0, 0]);
});

test("S7, S18: tokens stand nowhere but in the line that masks them", async () => {
  const here = await stage(THANKS, "bundle");
  const pull = here.github.open(7, sha("a"));
  const tokens = { "access-token": "ya29.of-google", "github-token": "ghs_of-github" };
  here.sandbox.setFaults([parseFault("401@3")]);
  for (const ran of [await here.plan(7, { with: tokens }), await here.plan(7, { with: tokens })]) {
    const told = [ran.log.replace(/^::add-mask::.*$/gm, ""), ran.summary, JSON.stringify(ran.outputs)].join(
      "\n",
    );
    expect(told).not.toMatch(/of-google|of-github/);
    expect(ran.log).toContain("::add-mask::ya29.of-google\n");
  }
  expect(JSON.stringify(pull.comments)).not.toMatch(/of-google|of-github/);
});

/** Commands that the runner would carry out, outside of what is stopped. */
function expectObeyed({ log }: Ran, allowed: readonly string[]): void {
  const outside = log.replace(/^::stop-commands::(\S+)\n[\s\S]*?^::\1::$/gm, "::stop-commands::");
  const commands = outside
    .split("\n")
    .flatMap((line) => /^\s*::([\w-]+)|##\[([\w-]+)/.exec(line)?.slice(1).find(Boolean) ?? []);
  expect(commands.filter((command) => !allowed.includes(command))).toEqual([]);
}

function outsideFence(markdown: string): string {
  return markdown.replace(/^(`{3,})diff\n[\s\S]*?^\1$/gm, "");
}
