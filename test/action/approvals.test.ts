/** What is applied on merge is what was approved: whole cases against the GitHub double and the sandbox. */
import { describe, expect, test } from "vitest";
import { parseFault } from "../../src/sandbox/sandbox.ts";
import { HEAD } from "../support/shop.ts";
import type { GitHubDouble } from "./github/double.ts";
import { type Stage, stage } from "./runner.ts";
import { expectWhole } from "./whole-run.ts";

const GOAL = (id: string, path = `/${id}`) => `  ${id}: { type: destination, page: ${path} }\n`;
const FILE = (...goals: string[]) => `${HEAD}goals:\n${goals.join("")}`;
const sha = (letter: string) => letter.repeat(40);
const THANKS = FILE(GOAL("thanks"));

/** A pull request that was planned and merged as one commit. */
async function merged(here: Stage, number = 7, head = sha("a"), commit = sha("c")): Promise<void> {
  here.github.open(number, head);
  expect((await here.plan(number)).exitCode).toBe(0);
  here.github.merge(number, commit);
}

function planComment({ pulls }: GitHubDouble, number = 7) {
  return pulls.get(number)!.comments[0]!;
}

async function expectStopped(
  here: Stage,
  reason: string,
  because: string | RegExp,
  name?: string,
): Promise<void> {
  const ran = await here.push([sha("c")]);
  expect(ran).toMatchObject({ exitCode: 1, outputs: { result: "stopped", "failure-reason": reason } });
  expect(ran.log).toMatch(because);
  expect(ran.log).toContain("Nothing was applied");
  const { containers } = here.sandbox.sandbox.state.tagManager;
  expect(containers[0]!.liveVersionId).toBe("1");
  if (name !== undefined) await expectWhole(here, ran, name);
}

/** What somebody does while the next run marks its comment, before it does anything at Google. */
function onFirstWrite({ github: { asked } }: Stage, happens: () => void): void {
  let isOpen = true;
  asked.push = (one) => {
    if (isOpen && one.method === "PATCH") happens();
    isOpen &&= one.method !== "PATCH";
    return Array.prototype.push.call(asked, one);
  };
}

describe("what a merged pull request approves", () => {
  test.each([
    ["a merge commit", [sha("c"), sha("a")]],
    ["a squash", [sha("c")]],
    ["a rebase of two commits", [sha("c"), sha("d")]],
  ])("is applied after %s", async (_, commits) => {
    const here = await stage(THANKS);
    await merged(here);
    here.github.pulls.get(7)!.commits.push(...commits);
    expect(await here.push(commits)).toMatchObject({ exitCode: 0, outputs: { result: "applied" } });
  });

  test("of two pull requests merged together is applied together", async () => {
    const here = await stage(FILE(GOAL("one")));
    await merged(here, 1, sha("1"), sha("b"));
    here.write(FILE(GOAL("two")));
    await merged(here, 2, sha("2"), sha("c"));
    here.write(FILE(GOAL("one"), GOAL("two")));
    const ran = await here.push([sha("c"), sha("b")]);
    expect(ran).toMatchObject({ exitCode: 0, outputs: { result: "applied", "to-add": "2" } });
    for (const number of [1, 2])
      expect(planComment(here.github, number).body).toContain("Version 2 of GTM-TEST01 is live.");
    await expectWhole(here, ran, "apply-of-two-pull-requests");
  });

  test("is found although the run of its own push was cancelled", async () => {
    const here = await stage(FILE(GOAL("one")));
    await merged(here, 1, sha("1"), sha("b"));
    here.write(FILE(GOAL("two")));
    await merged(here, 2, sha("2"), sha("c"));
    here.write(FILE(GOAL("one"), GOAL("two")));
    expect(await here.push([sha("c")])).toMatchObject({ exitCode: 0, outputs: { result: "applied" } });
  });

  test("is resumed when an apply died half-way, and says how far it came", async () => {
    const here = await stage(THANKS);
    await merged(here);
    here.sandbox.setFaults([parseFault("401@every:create_version")]);
    const died = await here.push([sha("c")]);
    expect(died).toMatchObject({
      exitCode: 1,
      outputs: { result: "failed", "failure-reason": "partial-apply", "to-add": "1" },
    });
    expect(died.outputs["plan-id"]).toMatch(/^[0-9a-f]{12,}$/);
    expect(died.log).toContain("Done: 1 of 4 changes.");
    await expectWhole(here, died, "apply-half-way");
    here.sandbox.clearFaults();
    expect(await here.push([sha("c")])).toMatchObject({ exitCode: 0, outputs: { result: "applied" } });
  });

  test("is nothing any more when it was applied", async () => {
    const here = await stage(THANKS);
    await merged(here);
    await here.push([sha("c")]);
    here.sandbox.edit({
      container: "GTM-TEST01",
      kind: "tag",
      name: "acme-shop - Thanks",
      remove: true,
      publish: true,
    });
    const again = await here.push([sha("c")]);
    expect(again).toMatchObject({ exitCode: 1, outputs: { "failure-reason": "not-approved" } });
    expect(again.log).toContain("Commit ccccccc was already applied, or taken back by a rollback");
    await expectWhole(here, again, "apply-of-a-settled-commit");
  });
});

describe("S17: nothing is applied", () => {
  test("after a push without a pull request", async () => {
    const here = await stage(THANKS);
    await expectStopped(
      here,
      "not-approved",
      /ccccccc was not merged from a pull request whose plan comment approves it/,
      "apply-without-a-review",
    );
  });

  test("when the file asks for more than was planned, and both ways on are said", async () => {
    const here = await stage(THANKS);
    await merged(here);
    here.write(FILE(GOAL("thanks"), GOAL("more")));
    await expectStopped(
      here,
      "plan-changed",
      /3 changes were not in the reviewed plan: create trigger "acme-shop - More" \(new in the goals file\).*Open a pull request.*run the workflow by hand with the command apply, approval plan-id and plan-id [0-9a-f]{12}\./s,
    );
    expect(planComment(here.github).body).toContain("not all of what would be done now was reviewed");
  });

  test("when an old run is run again after newer ones, which its file would take back", async () => {
    const here = await stage(THANKS);
    await merged(here);
    await here.push([sha("c")]);
    here.write(FILE(GOAL("thanks", "/merci")));
    await merged(here, 8, sha("b"), sha("d"));
    expect((await here.push([sha("d")])).outputs["published-version"]).toBe("3");
    here.write(THANKS);
    const ran = await here.push([sha("c")]);
    expect(ran).toMatchObject({ exitCode: 1, outputs: { result: "stopped" } });
    expect(ran.log).toContain("Commit ccccccc is older than ddddddd");
    await expectWhole(here, ran, "apply-of-an-older-commit");
    expect(here.sandbox.sandbox.state.tagManager.containers[0]!.liveVersionId).toBe("3");
  });

  test("when a newer commit changes the goals too, since its own run applies what is approved", async () => {
    const here = await stage(THANKS);
    await merged(here);
    here.write(FILE(GOAL("thanks"), GOAL("more")));
    here.github.push(sha("d"));
    here.write(THANKS);
    const ran = await here.push([sha("c")]);
    expect(ran).toMatchObject({ exitCode: 0, outputs: { result: "no-changes", "to-add": "1" } });
    expect(ran.outputs["summary"]).toBe(
      "Nothing was applied: ddddddd is newer than ccccccc and changes the goals too. Its own run applies what is approved.",
    );
    await expectWhole(here, ran, "apply-overtaken");
    expect(ran.summary).toMatch(/^Nothing was applied: ddddddd .*\n\n### Goals: 1 to add/);
    expect(ran.summary).not.toContain("Nothing but the changes above is done");
    expect(here.sandbox.requests.filter(({ method }) => method !== "GET")).toEqual([]);
  });

  test("when somebody edited after the review, and the difference is shown", async () => {
    const here = await stage(THANKS);
    await merged(here);
    await here.push([sha("c")]);
    here.write(FILE(GOAL("thanks", "/merci")));
    await merged(here, 8, sha("b"), sha("d"));
    const name = "acme-shop - Thanks";
    here.sandbox.edit({ container: "GTM-TEST01", kind: "trigger", name, set: { filter: [] }, publish: true });
    const ran = await here.push([sha("d")]);
    expect(ran).toMatchObject({ exitCode: 1, outputs: { "failure-reason": "plan-changed" } });
    await expectWhole(here, ran, "apply-after-an-edit");
    expect(ran.summary).toContain(
      'update trigger "acme-shop - Thanks" \\(changed in the goals file and edited at Google since the last apply, conditions: \\(nothing\\) → Page Path is "/merci"\\)',
    );
  });

  test("when somebody edits while the apply begins, and that is not called a failure", async () => {
    const here = await stage(THANKS);
    await merged(here);
    await here.push([sha("c")]);
    here.write(FILE(GOAL("thanks", "/merci")));
    await merged(here, 8, sha("b"), sha("d"));
    const [container, kind, name] = ["GTM-TEST01", "trigger", "acme-shop - Thanks"] as const;
    onFirstWrite(here, () =>
      here.sandbox.edit({ container, kind, name, set: { filter: [] }, publish: true }),
    );
    const ran = await here.push([sha("d")]);
    expect(ran).toMatchObject({
      exitCode: 1,
      outputs: { result: "stopped", "failure-reason": "plan-changed" },
    });
    await expectWhole(here, ran, "apply-with-an-edit-meanwhile");
  });

  test("when somebody has done the very same while the apply began: that is written down, and no failure", async () => {
    const here = await stage(THANKS);
    await merged(here);
    await here.push([sha("c")]);
    here.write(FILE(GOAL("thanks", "/merci")));
    await merged(here, 8, sha("b"), sha("d"));
    const condition = (key: string, value: string) => ({ type: "template", key, value });
    const filter = [
      { type: "equals", parameter: [condition("arg0", "{{Page Path}}"), condition("arg1", "/merci")] },
    ];
    const [container, kind, name] = ["GTM-TEST01", "trigger", "acme-shop - Thanks"] as const;
    onFirstWrite(here, () => here.sandbox.edit({ container, kind, name, set: { filter }, publish: true }));
    const ran = await here.push([sha("d")]);
    expect(ran).toMatchObject({ exitCode: 0, outputs: { result: "no-changes" } });
    await expectWhole(here, ran, "apply-of-what-somebody-did-meanwhile");
  });

  test("when a person edited the comment, even to its own words", async () => {
    const here = await stage(THANKS);
    await merged(here);
    const comment = planComment(here.github);
    here.github.edit(comment, comment.body ?? "", "mallory");
    await expectStopped(
      here,
      "not-approved",
      /The plan comment of pull request 7 was edited by mallory/,
      "apply-with-an-edited-comment",
    );
  });

  test("when the comment is somebody else's", async () => {
    const here = await stage(THANKS);
    await merged(here);
    planComment(here.github).user = { login: "mallory", type: "User" };
    await expectStopped(here, "not-approved", /Pull request 7 has no plan comment for "default"/);
  });

  test("when the comment is for an earlier commit", async () => {
    const here = await stage(THANKS);
    await merged(here);
    here.github.pulls.get(7)!.json.head.sha = sha("9");
    await expectStopped(here, "not-approved", /is for an earlier commit than the one that was merged/);
  });

  test("when the pull request was merged into another branch", async () => {
    const here = await stage(THANKS);
    await merged(here);
    here.github.pulls.get(7)!.json.base.ref = "next";
    await expectStopped(here, "not-approved", /was not merged from a pull request/);
  });

  test("when there are two plan comments", async () => {
    const here = await stage(THANKS);
    await merged(here);
    here.github.comment(7, planComment(here.github).body ?? "");
    await expectStopped(here, "not-approved", /has several plan comments/);
  });

  test("when the last plan was withdrawn because the file broke", async () => {
    const here = await stage(THANKS);
    here.github.open(7, sha("a"));
    await here.plan(7);
    here.write("version: 2\n");
    expect(await here.plan(7)).toMatchObject({ exitCode: 1, outputs: { "failure-reason": "invalid-file" } });
    here.github.merge(7, sha("c"));
    here.write(THANKS);
    await expectStopped(here, "not-approved", /its last one was withdrawn/);
  });

  test("at production because of a plan for staging", async () => {
    const targets = HEAD.replace(
      "defaults:",
      `  staging:\n    ga4: { property: "2", measurement_id: G-STAGING1 }\n    gtm: { container: GTM-STAGE1 }\ndefault_target: production\ndefaults:`,
    );
    const here = await stage(`${targets}goals:\n${GOAL("thanks")}`);
    here.github.open(7, sha("a"));
    await here.plan(7, { with: { target: "staging", label: "default" } });
    here.github.merge(7, sha("c"));
    await expectStopped(here, "plan-changed", /4 changes were not in the reviewed plan/);
    const staging = await here.push([sha("c")], { with: { target: "staging", label: "default" } });
    expect(staging).toMatchObject({ exitCode: 0, outputs: { result: "applied" } });
  });

  test("for another label", async () => {
    const here = await stage(THANKS);
    await merged(here);
    const ran = await here.push([sha("c")], { with: { label: "def" } });
    expect(ran).toMatchObject({ exitCode: 1, outputs: { "failure-reason": "not-approved" } });
    expect(ran.log).toContain('Pull request 7 has no plan comment for "def".');
  });
});

describe("approval by plan-id", () => {
  async function planned(here: Stage) {
    return (await here.push([sha("c")], { with: { command: "plan" } })).outputs;
  }
  const apply = (here: Stage, inputs: Record<string, string>) =>
    here.push([sha("c")], { with: { approval: "plan-id", ...inputs } });

  test("applies the plan that a person read, and no other", async () => {
    const here = await stage(THANKS);
    const { "plan-digest": digest } = await planned(here);
    here.write(FILE(GOAL("thanks"), GOAL("more")));
    const other = await apply(here, { "plan-id": digest! });
    expect(other).toMatchObject({ exitCode: 1, outputs: { "failure-reason": "plan-changed" } });
    await expectWhole(here, other, "apply-by-another-plan-id");
    here.write(THANKS);
    const ran = await apply(here, { "plan-id": digest! });
    expect(ran).toMatchObject({ exitCode: 0, outputs: { result: "applied" } });
    await expectWhole(here, ran, "apply-by-plan-id");
    const asked = here.github.asked.filter(({ method }) => method !== "GET");
    expect(asked).toEqual([]);
  });

  test("continues with what is left of it, when its operations are handed over", async () => {
    const here = await stage(THANKS);
    const { "plan-digest": id, "plan-operations": operations } = await planned(here);
    here.sandbox.setFaults([parseFault("401@every:create_version")]);
    await apply(here, { "plan-id": id!, "plan-operations": operations! });
    here.sandbox.clearFaults();
    expect(await apply(here, { "plan-id": id! })).toMatchObject({ exitCode: 1 });
    const forged = { "plan-id": id!, "plan-operations": `${operations} ${"0".repeat(16)}` };
    expect(await apply(here, forged)).toMatchObject({ exitCode: 1 });
    expect(await apply(here, { "plan-id": id!, "plan-operations": operations! })).toMatchObject({
      exitCode: 0,
      outputs: { result: "applied" },
    });
  });

  test("has a settled commit applied again, by a run that began after it was settled and by no earlier one", async () => {
    const here = await stage(THANKS);
    const first = await planned(here);
    expect(
      await here.push([sha("c")], {
        runId: 150,
        with: { approval: "plan-id", "plan-id": first["plan-id"]! },
      }),
    ).toMatchObject({ outputs: { result: "applied" } });
    const name = "acme-shop - Thanks";
    here.sandbox.edit({ container: "GTM-TEST01", kind: "tag", name, remove: true, publish: true });
    const { "plan-id": id } = await planned(here);
    const again = (runId: number) =>
      here.push([sha("c")], { runId, with: { approval: "plan-id", "plan-id": id! } });
    for (const runId of [149, 150]) {
      const ran = await again(runId);
      expect(ran).toMatchObject({ exitCode: 1, outputs: { "failure-reason": "not-approved" } });
      expect(ran.log).toContain("Commit ccccccc was already applied");
    }
    expect(await again(151)).toMatchObject({ exitCode: 0, outputs: { result: "applied" } });
  });

  test.each(["pull-request", "plan-id"])(
    "of one change does not approve another one in its place: approval %s",
    async (approval) => {
      const here = await stage(THANKS);
      await merged(here);
      await here.push([sha("c")]);
      here.write(FILE(GOAL("thanks", "/merci")));
      await merged(here, 8, sha("b"), sha("d"));
      const { outputs } = await here.push([sha("d")], { with: { command: "plan" } });
      expect(outputs["plan-operations"]!.split(" ")).toHaveLength(1);
      here.write(FILE(GOAL("thanks", "/danke")));
      const id = approval === "plan-id" ? outputs["plan-id"]! : "";
      const ran = await here.push([sha("d")], { with: { approval, "plan-id": id } });
      expect(ran).toMatchObject({ exitCode: 1, outputs: { "failure-reason": "plan-changed" } });
      expect(ran.log).toContain("1 change was not in the reviewed plan");
      expect(here.sandbox.sandbox.state.tagManager.containers[0]!.liveVersionId).toBe("2");
    },
  );

  test("without an id approves nothing", async () => {
    const here = await stage(THANKS);
    const ran = await apply(here, {});
    expect(ran).toMatchObject({ exitCode: 1, outputs: { "failure-reason": "not-approved" } });
    await expectWhole(here, ran, "apply-without-a-plan-id");
  });
});

test("approval none applies what the file asks for", async () => {
  const here = await stage(THANKS);
  const ran = await here.push([sha("c")], { with: { approval: "none" } });
  expect(ran).toMatchObject({ exitCode: 0, outputs: { result: "applied", "published-version": "2" } });
});
