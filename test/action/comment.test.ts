/** The plan's comment in a pull request: found, kept up to date, never by an older run, and never anybody else's. */
import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parseFault } from "../../src/sandbox/sandbox.ts";
import { HEAD } from "../support/shop.ts";
import { TRIAL, type Tree } from "./github/double.ts";
import { type Stage, stage } from "./runner.ts";
import { expectWhole } from "./whole-run.ts";

const THANKS = `${HEAD}goals:\n  thanks: { type: destination, page: /thanks }\n`;
const sha = (letter: string) => letter.repeat(40);

async function opened(goals = THANKS): Promise<Stage> {
  const here = await stage(goals);
  here.github.open(7, sha("a"));
  return here;
}

function bodies({ github }: Stage): string[] {
  return github.pulls.get(7)!.comments.map(({ body }) => body ?? "");
}

function writes({ github }: Stage): string[] {
  return github.asked
    .filter(({ method, path }) => method !== "GET" && path !== "/graphql")
    .map(({ method, path }) => `${method} ${path}`);
}

describe("the comment is found", () => {
  test("among 130, behind look-alikes of other people and other labels", async () => {
    const here = await opened();
    await here.plan(7);
    const [ours] = here.github.pulls.get(7)!.comments.splice(0);
    for (let i = 0; i < 127; i++)
      here.github.comment(7, `Comment ${i}`, i % 2 ? "mara" : "github-actions[bot]");
    here.github.comment(7, ours!.body ?? "", "mallory");
    here.github.comment(7, (ours!.body ?? "").replace('"id":"default"', '"id":"non-default"'));
    here.github.pulls.get(7)!.comments.push(ours!);
    here.write(THANKS.replace("/thanks", "/merci"));
    await here.plan(7);
    expect(bodies(here)).toHaveLength(130);
    expect(bodies(here).filter((body) => body.includes("/merci"))).toEqual([ours!.body]);
    expect(writes(here).at(-1)).toBe(`PATCH /repos/acme/shop/issues/comments/${ours!.id}`);
  });

  test("where two targets have one each", async () => {
    const here = await opened();
    await here.plan(7, { with: { label: "prod" } });
    await here.plan(7, { with: { label: "non-prod" } });
    await here.plan(7, { with: { label: "prod" } });
    expect(bodies(here).map((body) => /"id":"([^"]+)"/.exec(body)![1])).toEqual(["prod", "non\\u002dprod"]);
  });

  test("twice: the newest is kept, the other folded away and without its marker", async () => {
    const here = await opened();
    await here.plan(7);
    here.github.comment(7, bodies(here)[0]!);
    await here.plan(7);
    const [first, second] = here.github.pulls.get(7)!.comments;
    expect(first).toMatchObject({
      isMinimized: true,
      body: "This plan is out of date. There is a newer one below.\n",
    });
    expect(second!.body).toContain("### Goals: 1 to add");
    await here.plan(7);
    expect(bodies(here)).toHaveLength(2);
  });
});

test("the comment is found although the token may not ask whose it is", async () => {
  const here = await opened();
  for (const refused of ["POST /graphql", "GET /user"]) here.github.refusals.set(refused, 403);
  await here.plan(7);
  await here.plan(7);
  expect(bodies(here)).toHaveLength(1);
});

describe("the comment is not written", () => {
  test("by a slow run for an earlier commit", async () => {
    const here = await opened();
    here.github.pulls.get(7)!.json.head.sha = sha("b");
    await here.plan(7);
    const before = bodies(here);
    const { pullPayload } = await import("./runner.ts");
    const late = await here.plan(7, { payload: pullPayload(7, sha("a")) });
    expect(late.exitCode).toBe(0);
    expect(bodies(here)).toEqual(before);
  });

  test("by a run that began earlier, for the same commit", async () => {
    const here = await opened();
    await here.plan(7);
    const [comment] = here.github.pulls.get(7)!.comments;
    const later = comment!.body!.replace(/"at":\d+/, '"at":9999999999');
    comment!.body = later;
    here.write(THANKS.replace("/thanks", "/merci"));
    await here.plan(7);
    expect(bodies(here)).toEqual([later]);
  });

  test("unless it began at the same moment: then the one with the higher number is the later one", async () => {
    const here = await opened();
    const now = Date.parse("2026-03-02T09:00:00Z");
    await here.plan(7, { now, runId: 200 });
    const first = bodies(here);
    here.write(THANKS.replace("/thanks", "/merci"));
    await here.plan(7, { now, runId: 199 });
    expect(bodies(here)).toEqual(first);
    await here.plan(7, { now, runId: 201 });
    expect(bodies(here).join()).toContain("/merci");
  });

  test("in a pull request that was merged meanwhile", async () => {
    const here = await opened();
    const payload = {
      pull_request: { number: 7, head: { sha: sha("a"), repo: { full_name: "acme/shop" } } },
    };
    here.github.merge(7, sha("c"));
    await here.plan(7, { payload });
    expect(bodies(here)).toEqual([]);
  });

  test("with another branch than the one that GitHub names, where the event names none", async () => {
    const here = await opened();
    const head = { sha: sha("a"), repo: { full_name: "acme/shop" } };
    await here.plan(7, { payload: { pull_request: { number: 7, head } } });
    expect(bodies(here)[0]).toContain('"into":"main"');
  });

  test("with comment: false", async () => {
    const here = await opened();
    const ran = await here.plan(7, { with: { comment: "false", approval: "plan-id" } });
    expect(writes(here)).toEqual([]);
    await expectWhole(here, ran, "plan-without-a-comment-by-plan-id");
    const approving = await here.plan(7, { with: { comment: "false" } });
    expect(approving.log).toContain("::notice title=goalform::Without a comment, merging approves nothing");
    await expectWhole(here, approving, "plan-without-a-comment");
  });

  test("while there is nothing to change, with comment: changes-only", async () => {
    const here = await opened();
    await here.push([sha("c")], { with: { approval: "none" } });
    await here.plan(7, { with: { comment: "changes-only" } });
    expect(bodies(here)).toEqual([]);
    await here.plan(7);
    expect(bodies(here)[0]).toContain("### No changes: 1 goal or funnel as in the file");
  });

  test("when the pull request does not touch goals, and Google is not asked either", async () => {
    const here = await opened();
    here.github.open(8, sha("b"), ["README.md", "src/index.ts"]);
    const ran = await here.plan(8);
    expect(ran).toMatchObject({
      exitCode: 0,
      outputs: {
        result: "no-changes",
        summary: "This pull request does not touch goals.yaml, so there is nothing to plan.",
      },
    });
    expect(here.sandbox.requests).toEqual([]);
    expect(writes(here)).toEqual([]);
  });
});

describe("the pull request touches the goals file", () => {
  test("also when the input names it from the disk's root", async () => {
    const here = await opened();
    const ran = await here.plan(7, { with: { file: join(here.workspace, "goals.yaml") } });
    expect(ran.outputs).toMatchObject({ result: "planned", "to-add": "1" });
  });

  test("also when the repository is checked out into a folder, and its problems stand on its paths", async () => {
    const here = await opened();
    mkdirSync(join(here.workspace, "site/.git"), { recursive: true });
    here.write(THANKS, "site/goals.yaml");
    const ran = await here.plan(7, { with: { file: "site/goals.yaml" } });
    expect(ran.outputs).toMatchObject({ result: "planned", "to-add": "1" });
    here.write(THANKS.replace("page:", "pgae:"), "site/goals.yaml");
    const broken = await here.plan(7, { with: { file: "site/goals.yaml" } });
    expect(broken.log).toContain("::error title=unknown-key,file=goals.yaml,line=9,");
  });

  test.each([
    ["goals/shop.yaml", "planned"],
    ["goals/eu/shop.yaml", "no-changes"],
    ["goals/.hidden.yaml", "no-changes"],
    ["docker-compose.yml", "no-changes"],
    ["shop.yaml", "no-changes"],
  ])("also by an included file, and by no other YAML: %s is %s", async (file, result) => {
    const here = await opened(`include: [goals/*.yaml]\n${THANKS}`);
    mkdirSync(join(here.workspace, "goals"));
    here.write("goals:\n  more: { type: destination, page: /more }\n", "goals/shop.yaml");
    here.github.open(8, sha("b"), [file]);
    expect((await here.plan(8)).outputs).toMatchObject({ result });
    expect(here.github.pulls.get(8)!.comments).toHaveLength(result === "planned" ? 1 : 0);
  });
});

describe("GitHub takes no more requests", () => {
  const tooMany = (headers: Record<string, string>, once = false) => ({
    status: 403,
    message: "You have exceeded a secondary rate limit",
    headers,
    once,
  });

  test("for a moment: the comment is written after it", async () => {
    const here = await opened();
    here.github.refusals.set(
      "POST /repos/acme/shop/issues/7/comments",
      tooMany({ "retry-after": "1" }, true),
    );
    expect(await here.plan(7)).toMatchObject({ exitCode: 0 });
    expect(bodies(here)).toHaveLength(1);
  });

  test.each([
    ["for long", { "retry-after": "600" }],
    ["for an hour", { "x-ratelimit-remaining": "0", "x-ratelimit-reset": String(Date.now() / 1000 + 599) }],
  ])("%s: the job says when to run it again, and nothing of permissions", async (_, headers) => {
    const here = await opened();
    here.github.refusals.set("GET /repos/acme/shop/issues/7/comments", tooMany(headers));
    const ran = await here.plan(7);
    expect(ran).toMatchObject({ exitCode: 1, outputs: { "failure-reason": "github", "to-add": "1" } });
    expect(ran.log).toContain("run the job again in 10 minutes.");
    expect(ran.log).not.toContain("permissions");
  });
});

describe("the comment is updated", () => {
  test("when the plan becomes empty, and then approves nothing", async () => {
    const here = await opened();
    await here.plan(7);
    await here.push([sha("c")], { with: { approval: "none" } });
    await here.plan(7, { with: { comment: "changes-only" } });
    expect(bodies(here)).toHaveLength(1);
    expect(bodies(here)[0]).toMatch(/"ops":\[\]\} -->\n### No changes/);
  });

  test("when Google cannot be asked: an earlier plan is withdrawn", async () => {
    const here = await opened();
    await here.plan(7);
    here.sandbox.setFaults([parseFault("401@every")]);
    const ran = await here.plan(7);
    expect(ran).toMatchObject({ exitCode: 1, outputs: { result: "failed", "failure-reason": "auth" } });
    expect(bodies(here)[0]).toContain('"plan":null,"ops":[]');
    expect(bodies(here)[0]).toContain("An earlier plan in this comment, if there was one, is withdrawn.");
    await expectWhole(here, ran, "plan-withdrawn");
  });
});

describe("pr-number", () => {
  const byHand = { event: "workflow_dispatch", with: { command: "plan", "pr-number": "7" } };
  const main = { ...byHand, sha: sha("1") };

  /** Main is checked out, with other goals than the pull request's trial merge. */
  async function beside(files: Tree = { "goals.yaml": THANKS }): Promise<Stage> {
    const here = await opened(`${HEAD}goals:\n  other: { type: destination, page: /other }\n`);
    const { json } = here.github.pulls.get(7)!;
    json.merge_commit_sha = TRIAL;
    here.github.commits.set(TRIAL, { parents: [here.github.history[0]!, json.head.sha], files });
    return here;
  }

  test("says which pull request is meant, where the event does not", async () => {
    const here = await opened();
    expect(await here.run({ ...byHand, sha: sha("a") })).toMatchObject({ exitCode: 0 });
    expect(bodies(here)[0]).toContain(`"head":"${sha("a")}"`);
  });

  test("plans the trial merge as GitHub has it, with nothing of it checked out, and merging approves that", async () => {
    const here = await beside();
    rmSync(join(here.workspace, "goals.yaml"));
    const ran = await here.run(main);
    expect(ran).toMatchObject({ exitCode: 0, outputs: { result: "planned", "to-add": "1" } });
    expect(bodies(here)).toHaveLength(1);
    expect(bodies(here)[0]).toContain("thanks");
    expect(bodies(here)[0]).toContain(`"head":"${sha("a")}"`);
    here.github.merge(7, sha("c"));
    here.write(THANKS);
    expect((await here.push([sha("c")])).outputs["result"]).toBe("applied");
  });

  test("reads what the file includes from there, too, and reports what is wrong with it", async () => {
    const files = { "goals.yaml": `include: [more/**/*.yaml, gone.yaml]\n${THANKS}` };
    const more = "goals:\n  more: { type: destination, pgae: /more }\n";
    const here = await beside({ ...files, "more/eu/a.yaml": more, "more/b.yaml": { link: "/etc/passwd" } });
    const ran = await here.run(main);
    expect(ran).toMatchObject({ exitCode: 1, outputs: { "failure-reason": "invalid-file" } });
    expect(ran.log).toContain("file=more/eu/a.yaml,line=2,");
    expect(ran.log).toContain("`more/b.yaml` is a symbolic link");
    expect(ran.log).toContain("gone.yaml");
    expect(bodies(here)[0]).toContain('"plan":null');
  });

  test.each<readonly [string, (here: Stage) => void, string]>([
    [
      "a fork",
      ({ github }) => {
        github.pulls.get(7)!.from = "mallory/shop";
      },
      "Pull request 7 comes from a fork",
    ],
    ["a closed one", ({ github }) => github.merge(7, sha("c")), "Pull request 7 is closed"],
    [
      "one with conflicts",
      ({ github }) => {
        github.pulls.get(7)!.json.merge_commit_sha = null;
      },
      "GitHub has no trial merge of pull request 7 into main",
    ],
    [
      "one that was pushed to since its trial merge",
      ({ github }) => {
        github.pulls.get(7)!.json.head.sha = sha("b");
      },
      "GitHub has no trial merge of pull request 7 into main",
    ],
    [
      "one whose goals file is a link",
      ({ github }) =>
        void github.commits.set(TRIAL, {
          parents: github.commits.get(TRIAL)!.parents,
          files: { "goals.yaml": { link: "/etc/passwd" } },
        }),
      "Pull request 7 has no ordinary file at goals.yaml.",
    ],
  ])("does not plan %s", async (what, happens, because) => {
    const here = await beside();
    happens(here);
    const ran = await here.run(main);
    expect(ran).toMatchObject({ exitCode: 1, outputs: { result: "failed" } });
    expect(ran.log).toContain(because);
    expect(here.sandbox.requests).toEqual([]);
    await expectWhole(here, ran, `plan-by-number-of-${what.replaceAll(" ", "-")}`);
  });
});

describe("a comment that cannot be written", () => {
  test("is an error where it is what approves, and the summary has the plan", async () => {
    const here = await opened();
    here.github.refusals.set("POST /repos/acme/shop/issues/7/comments", 403);
    const ran = await here.plan(7);
    expect(ran).toMatchObject({
      exitCode: 1,
      outputs: { result: "stopped", "failure-reason": "github", "to-add": "1" },
    });
    expect(ran.log).toContain("`pull-requests: write`");
    expect(ran.summary).toContain("### Goals: 1 to add");
    await expectWhole(here, ran, "plan-with-a-refused-comment");
  });

  test("is a notice where it approves nothing", async () => {
    const here = await opened();
    here.github.refusals.set("POST /repos/acme/shop/issues/7/comments", 403);
    const ran = await here.plan(7, { with: { approval: "plan-id" } });
    expect(ran).toMatchObject({ exitCode: 0, outputs: { result: "planned" } });
    expect(ran.log).toContain("::notice title=goalform::The plan is in the job's summary only.");
    await expectWhole(here, ran, "plan-in-the-summary-only");
  });
});

test("guards make the plan red before the merge, and inputs let them pass in sight", async () => {
  const here = await opened(
    `${HEAD}goals:\n  one: { type: destination, page: /1 }\n  two: { type: destination, page: /2 }\n  three: { type: destination, page: /3 }\n`,
  );
  await here.push([sha("c")], { with: { approval: "none" } });
  here.write(`${HEAD}goals:\n  one: { type: destination, page: /1 }\n`);
  const guarded = await here.plan(7);
  expect(guarded).toMatchObject({
    exitCode: 1,
    outputs: { result: "stopped", "failure-reason": "too-many-removals" },
  });
  expect(bodies(here)[0]).toContain(
    "If it is meant, set `max-removals` in the workflow to as many, in the same pull request.",
  );
  await expectWhole(here, guarded, "plan-of-many-removals");
  const more = await here.plan(7, { with: { "max-removals": "1" } });
  expect(more).toMatchObject({ exitCode: 1, outputs: { "failure-reason": "too-many-removals" } });
  await expectWhole(here, more, "plan-of-more-removals-than-allowed");
  const allowed = await here.plan(7, { with: { "max-removals": "2" } });
  expect(allowed).toMatchObject({ exitCode: 0, outputs: { "to-remove": "2" } });
  expect(bodies(here)[0]).toContain(
    "> **Warning:** The workflow lets this pass. 2 of 3 goals and funnels would be removed",
  );
  await expectWhole(here, allowed, "plan-of-allowed-removals");
  here.github.merge(7, sha("d"));
  const blocked = await here.push([sha("d")]);
  expect(blocked.outputs).toMatchObject({ result: "stopped", "failure-reason": "too-many-removals" });
  await expectWhole(here, blocked, "apply-of-many-removals");
  const ran = await here.push([sha("d")], { with: { "max-removals": "2" } });
  expect(ran).toMatchObject({ exitCode: 0 });
  await expectWhole(here, ran, "apply-of-allowed-removals");
});

test("a goal that is protected makes the plan and every apply red, until an input lets it pass", async () => {
  const goals = (...lines: string[]) => `${HEAD}goals:\n${lines.join("")}`;
  const one = "  one: { type: destination, page: /1, protected: true }\n";
  const two = "  two: { type: destination, page: /2 }\n";
  const here = await opened(goals(one, two));
  await here.push([sha("c")], { with: { approval: "none" } });
  here.write(goals(two));
  const guarded = await here.plan(7);
  expect(guarded).toMatchObject({ exitCode: 1, outputs: { "failure-reason": "blocked" } });
  await expectWhole(here, guarded, "plan-of-a-protected-goal");
  here.github.merge(7, sha("d"));
  const id = guarded.outputs["plan-id"]!;
  for (const approval of ["pull-request", "plan-id", "none"]) {
    const ran = await here.push([sha("d")], { with: { approval, "plan-id": id } });
    expect(ran).toMatchObject({ exitCode: 1, outputs: { result: "stopped", "failure-reason": "blocked" } });
    if (approval === "plan-id") await expectWhole(here, ran, "apply-of-a-protected-goal");
  }
  const ran = await here.push([sha("d")], { with: { allow: "protected" } });
  expect(ran.outputs["result"]).toBe("applied");
  await expectWhole(here, ran, "apply-of-an-allowed-removal");
});
