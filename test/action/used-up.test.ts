/**
 * Approvals that are left over, and the ways of merging after which they count: whole cases against GitHub's double and the
 * sandbox. Each case of the first table leaves an approval that nobody meant for what is due then.
 */
import { describe, expect, test } from "vitest";
import { parseFault } from "../../src/sandbox/sandbox.ts";
import { folder } from "../support/in-process.ts";
import { passTime } from "../support/pass-time.ts";
import { HEAD } from "../support/shop.ts";
import { type Past, type Ran, type Stage, stage } from "./runner.ts";
import { expectWhole } from "./whole-run.ts";

const GOAL = (id: string, page = `/${id}`) => `  ${id}: { type: destination, page: ${page} }\n`;
const EVENT = (id: string) => `  ${id}: { type: event, on: { ga4_event: ${id} } }\n`;
const FILE = (...goals: string[]) => `${HEAD}goals:\n${goals.join("")}`;
const sha = (letter: string) => letter.repeat(40);
const BASE = FILE(GOAL("base"));
const THANKS = FILE(GOAL("base"), GOAL("thanks"));
const COMMENT = "PATCH /repos/acme/shop/issues/comments/";

/** What many cases begin with happens once; each of them has a copy of what it has come to. */
function once(goals: string, happens: () => Promise<Stage>): () => Promise<Stage> {
  let past: Past | null = null;
  return async () => {
    if (past) return stage(goals, undefined, past);
    const here = await happens();
    past = here.past();
    return here;
  };
}

/** `base` is reviewed, merged and applied: version 2 is live. */
const begun = once(BASE, async () => {
  const here = await stage(BASE);
  await merged(here, 1, BASE, "1");
  expect((await here.push([sha("1")])).outputs["result"]).toBe("applied");
  return here;
});

/** Then `thanks` is planned in pull request 2. */
const planned = once(THANKS, async () => {
  const here = await begun();
  here.write(THANKS);
  here.github.open(2, sha("b"));
  await here.plan(2);
  return here;
});

/** Planned and merged; its own run has not started. */
async function merged(here: Stage, number: number, goals: string, commit: string): Promise<void> {
  here.write(goals);
  here.github.open(number, sha(String.fromCharCode(96 + number)));
  expect((await here.plan(number)).exitCode).toBe(0);
  here.github.merge(number, sha(commit));
}

async function applied(here: Stage, number: number, goals: string, commit: string): Promise<void> {
  await merged(here, number, goals, commit);
  expect((await here.push([sha(commit)])).outputs["result"]).toBe("applied");
}

/** Every update of a comment fails from now on; 502 is tried three times. */
function commentsBreak({ github }: Stage, status = 403): void {
  github.refusals.set(COMMENT, {
    status,
    message: status === 502 ? "Bad gateway" : "The conversation is locked",
  });
}

function rollback(here: Stage, commit: string): Promise<Ran> {
  return here.run({ event: "workflow_dispatch", sha: sha(commit), with: { command: "rollback" } });
}

function deleteTag({ sandbox }: Stage, name: string): void {
  sandbox.edit({
    container: "GTM-TEST01",
    kind: "tag",
    name: `acme-shop - ${name}`,
    remove: true,
    publish: true,
  });
}

function liveTags({ sandbox }: Stage): string[] {
  const [container] = sandbox.sandbox.state.tagManager.containers;
  const live = container!.versions.find(({ id }) => id === container!.liveVersionId);
  return live!.content.entities.tag.map(({ fields }) => String(fields["name"]).replace("acme-shop - ", ""));
}

function keyEvents({ sandbox }: Stage): string[] {
  const [property] = sandbox.sandbox.state.analytics.properties;
  return property!.keyEvents.map(({ eventName }) => eventName);
}

const LEFT_OVER: Readonly<Record<string, (here: Stage) => Promise<Ran>>> = {
  "the comment's update failed, and a rollback took back what it approved": async (here) => {
    await merged(here, 2, THANKS, "2");
    passTime();
    commentsBreak(here, 502);
    expect((await here.push([sha("2")])).outputs["result"]).toBe("applied");
    expect((await rollback(here, "2")).exitCode).toBe(0);
    here.github.push(sha("3"));
    return here.push([sha("3")]);
  },
  "the same, and the next push is another reviewed pull request": async (here) => {
    await merged(here, 2, THANKS, "2");
    commentsBreak(here);
    await here.push([sha("2")]);
    await rollback(here, "2");
    here.github.refusals.clear();
    await merged(here, 3, FILE(GOAL("base"), GOAL("thanks"), GOAL("more")), "3");
    return here.push([sha("3")]);
  },
  "it was applied by hand with a plan id, and its tag was deleted at Google": async (here) => {
    await merged(here, 2, THANKS, "2");
    commentsBreak(here);
    const { outputs } = await here.push([sha("2")], { with: { command: "plan" } });
    const byHand = { command: "apply", approval: "plan-id", "plan-id": outputs["plan-id"]! };
    const ran = await here.run({ event: "workflow_dispatch", sha: sha("2"), with: byHand });
    expect(ran.outputs["result"]).toBe("applied");
    deleteTag(here, "Thanks");
    here.github.push(sha("3"));
    return here.push([sha("3")]);
  },
  "another pull request's comment was used, and the tag was deleted at Google": async (here) => {
    here.write(THANKS);
    here.github.open(2, sha("b"));
    await here.plan(2);
    await applied(here, 3, THANKS, "3");
    here.github.merge(2, sha("4"));
    const ran = await here.push([sha("4")]);
    expect(ran.outputs["result"]).toBe("no-changes");
    await expectWhole(here, ran, "apply-with-nothing-left");
    deleteTag(here, "Thanks");
    here.github.push(sha("5"));
    return here.push([sha("5")]);
  },
  "nothing was left to do when it was merged, and the comment's update failed": async (here) => {
    await applied(here, 2, THANKS, "2");
    here.write(FILE(GOAL("base"), GOAL("thanks", "/merci")));
    here.github.open(3, sha("c"));
    await here.plan(3);
    await here.push([sha("9")], { with: { approval: "none" } });
    commentsBreak(here);
    here.github.merge(3, sha("3"));
    expect((await here.push([sha("3")])).outputs["result"]).toBe("no-changes");
    deleteTag(here, "Thanks");
    here.github.push(sha("4"));
    return here.push([sha("4")]);
  },
  "a job that was cancelled is run again after a pull request removed the goal": async (here) => {
    await merged(here, 2, THANKS, "2");
    await merged(here, 3, BASE, "3");
    expect((await here.push([sha("3")])).outputs["result"]).toBe("no-changes");
    here.write(THANKS);
    return here.push([sha("2")]);
  },
  "a direct push brings back what a later pull request removed": async (here) => {
    await merged(here, 2, THANKS, "2");
    commentsBreak(here);
    await here.push([sha("2")]);
    await merged(here, 3, BASE, "3");
    expect((await here.push([sha("3")])).outputs["result"]).toBe("applied");
    here.write(THANKS);
    here.github.push(sha("4"));
    return here.push([sha("4")]);
  },
  "the branch is set back to before a removal": async (here) => {
    await applied(here, 2, THANKS, "2");
    await applied(here, 3, BASE, "3");
    here.github.history.shift();
    here.write(THANKS);
    return here.push([sha("2")]);
  },
  "the branch is rewritten": async (here) => {
    await applied(here, 2, THANKS, "2");
    await applied(here, 3, BASE, "3");
    here.github.history.shift();
    here.write(THANKS);
    here.github.push(sha("5"));
    return here.push([sha("5")]);
  },
  "the branch is set back before the merge's own run, which is then run again": async (here) => {
    await merged(here, 2, THANKS, "2");
    here.github.history.shift();
    const ran = await here.push([sha("2")]);
    await expectWhole(here, ran, "apply-of-a-commit-that-is-gone");
    return ran;
  },
  "a later pull request took it back, both runs were cancelled, and a direct push brings it back": async (
    here,
  ) => {
    await merged(here, 2, THANKS, "2");
    await merged(here, 3, BASE, "3");
    here.write(THANKS);
    here.github.push(sha("4"));
    const ran = await here.push([sha("4")]);
    expect(ran.log).toContain("Pull request 3, merged later, took back what pull request 2 approves.");
    return ran;
  },
  "a rollback was started from an old tag": async (here) => {
    await merged(here, 2, THANKS, "2");
    commentsBreak(here);
    await here.push([sha("2")]);
    const old = { sha: sha("1"), ref: "refs/tags/v1", with: { command: "rollback" } };
    expect((await here.run({ event: "workflow_dispatch", ...old })).exitCode).toBe(0);
    here.github.push(sha("3"));
    return here.push([sha("3")]);
  },
  "a rollback from a terminal, after somebody else's version": async (here) => {
    await merged(here, 2, THANKS, "2");
    commentsBreak(here);
    await here.push([sha("2")]);
    deleteTag(here, "Thanks");
    const terminal = folder();
    terminal.write("goals.yaml", THANKS);
    const back = ["rollback", "--to", "2", "--allow-others", "--auto-approve"];
    expect((await terminal.goalform(back, { GOALFORM_ENDPOINT: here.sandbox.url })).exitCode).toBe(0);
    here.github.push(sha("3"));
    return here.push([sha("3")]);
  },
  "a gated job is run again after a rollback": async (here) => {
    await merged(here, 2, THANKS, "2");
    const { outputs } = await here.push([sha("2")], { with: { command: "plan" } });
    const gated = {
      approval: "plan-id",
      "plan-id": outputs["plan-digest"]!,
      "plan-operations": outputs["plan-operations"]!,
    };
    expect((await here.push([sha("2")], { runId: 150, with: gated })).outputs["result"]).toBe("applied");
    await here.run({ event: "workflow_dispatch", sha: sha("2"), runId: 160, with: { command: "rollback" } });
    return here.push([sha("2")], { runId: 150, with: gated });
  },
};

describe("an approval that is left over applies nothing", () => {
  test.each(Object.entries(LEFT_OVER))("%s", async (name, happens) => {
    const here = await begun();
    const ran = await happens(here);
    if (name === "the branch is rewritten") await expectWhole(here, ran, "apply-of-a-rewritten-branch");
    expect(liveTags(here)).not.toContain("Thanks");
    expect(liveTags(here)).toContain("Base");
    expect(keyEvents(here).length).toBeGreaterThan(0);
    expect(["stopped", "no-changes", "applied"]).toContain(ran.outputs["result"]);
    if (ran.outputs["result"] === "applied") expect(liveTags(here)).toContain("More");
  });

  test("where nothing was ever published: a key event that a later pull request removed, pushed again", async () => {
    const here = await stage(FILE(EVENT("login")));
    await applied(here, 1, FILE(EVENT("login")), "1");
    await applied(here, 2, FILE(EVENT("login"), EVENT("sign_up")), "2");
    commentsBreak(here);
    here.write(`removed: [sign_up]\n${FILE(EVENT("login"))}`);
    const removal = await here.push([sha("3")], { with: { approval: "none" } });
    expect(removal.outputs["result"]).toBe("applied");
    here.write(FILE(EVENT("login"), EVENT("sign_up")));
    here.github.push(sha("4"));
    expect((await here.push([sha("4")])).outputs["result"]).toBe("stopped");
    expect(keyEvents(here)).not.toContain("sign_up");
  });

  test("where nothing was ever published and the comment cannot be marked as used: nothing is applied", async () => {
    const here = await stage(FILE(EVENT("login")));
    await merged(here, 1, FILE(EVENT("login")), "1");
    commentsBreak(here);
    const ran = await here.push([sha("1")]);
    expect(ran).toMatchObject({ exitCode: 1, outputs: { result: "stopped", "failure-reason": "github" } });
    expect(keyEvents(here)).not.toContain("login");
    await expectWhole(here, ran, "apply-with-an-unmarked-comment");
  });

  test("where a version of ours is live, a comment that cannot be marked as used stops nothing", async () => {
    const here = await begun();
    await merged(here, 2, FILE(GOAL("base"), EVENT("login")), "2");
    commentsBreak(here);
    expect((await here.push([sha("2")])).outputs["result"]).toBe("applied");
    expect(keyEvents(here)).toContain("login");
  });

  test("where nothing was ever published, but this plan publishes: the version says what is used up", async () => {
    const here = await stage(BASE);
    await merged(here, 1, BASE, "1");
    commentsBreak(here);
    expect((await here.push([sha("1")])).outputs["result"]).toBe("applied");
    expect(liveTags(here)).toContain("Base");
  });

  test("a comment whose update failed is brought up to date by the next run", async () => {
    const here = await begun();
    await merged(here, 2, THANKS, "2");
    commentsBreak(here);
    const ran = await here.push([sha("2")]);
    expect(ran.log).toContain("the next run tries again");
    await expectWhole(here, ran, "apply-with-a-locked-comment");
    here.github.refusals.clear();
    await applied(here, 3, FILE(GOAL("base"), GOAL("thanks"), GOAL("more")), "3");
    const { body } = here.github.pulls.get(2)!.comments[0]!;
    expect(body).toContain(`"applied":"${sha("3")}"`);
    expect(body).toContain("<sub>Settled by an earlier run; this comment was updated in [run 17]");
  });

  test("versions that were applied from a terminal since say up to which commit approvals are used up", async () => {
    const here = await begun();
    const terminal = folder();
    for (const page of ["/one", "/two"]) {
      terminal.write("goals.yaml", FILE(GOAL("base", page)));
      const { exitCode } = await terminal.goalform(["apply", "--auto-approve"], {
        GOALFORM_ENDPOINT: here.sandbox.url,
      });
      expect(exitCode).toBe(0);
    }
    const [container] = here.sandbox.sandbox.state.tagManager.containers;
    const live = container!.versions.find(({ id }) => id === container!.liveVersionId);
    expect(live).toMatchObject({ id: "4" });
    expect(live!.description).toContain(`goalform owner=acme-shop settled=${sha("1")} run=`);
  });

  test("the version that is live after a rollback says which commit is settled", async () => {
    const here = await begun();
    await applied(here, 2, THANKS, "2");
    await rollback(here, "2");
    const [container] = here.sandbox.sandbox.state.tagManager.containers;
    const live = container!.versions.find(({ id }) => id === container!.liveVersionId);
    expect(live!.description).toContain(`goalform owner=acme-shop settled=${sha("2")} run=`);
  });
});

describe("after a commit was settled that the branch does not have", () => {
  test.each([
    ["because it was rewritten", false],
    ["and that the repository does not know", true],
  ])("%s, only a plan that a person read is applied", async (_, isGone) => {
    const here = await begun();
    await applied(here, 2, BASE.replace("/base", "/other"), "2");
    here.github.history.shift();
    if (isGone) here.github.commits.delete(sha("2"));
    here.write(THANKS);
    here.github.push(sha("3"));
    const stopped = await here.push([sha("3")]);
    expect(stopped.outputs).toMatchObject({ result: "stopped", "failure-reason": "not-approved" });
    const id = stopped.outputs["plan-id"]!;
    const byHand = { command: "apply", approval: "plan-id", "plan-id": id };
    const ran = await here.run({ event: "workflow_dispatch", sha: sha("3"), with: byHand });
    expect(ran.outputs["result"]).toBe("applied");
  });
});

const RIGHT_WAYS: Readonly<Record<string, (here: Stage) => Promise<Ran>>> = {
  "a merge commit": async (here) => {
    here.github.merge(2, sha("2"), "merge");
    return here.push([sha("2"), sha("b")]);
  },
  "a squash": async (here) => {
    here.github.merge(2, sha("2"));
    return here.push([sha("2")]);
  },
  "a rebase of two commits": async (here) => {
    here.github.push(sha("8"));
    here.github.pulls.get(2)!.commits.push(sha("8"));
    here.github.merge(2, sha("2"));
    return here.push([sha("2"), sha("8")]);
  },
  "a merge queue": async (here) => {
    expect((await here.run({ event: "merge_group", sha: sha("2") })).outputs["result"]).toBe("checked");
    here.github.merge(2, sha("2"), "merge");
    return here.push([sha("2")], { actor: "github-merge-queue[bot]" });
  },
  "pull_request closed": async (here) => {
    here.github.merge(2, sha("2"));
    return here.closed(2);
  },
  "two pull requests in one push": async (here) => {
    await merged(here, 3, FILE(GOAL("base"), GOAL("thanks"), GOAL("more")), "3");
    here.github.merge(2, sha("2"));
    return here.push([sha("2"), sha("3")]);
  },
  "30 commits and a cancelled run later": async (here) => {
    here.github.merge(2, sha("2"));
    for (let i = 0; i < 30; i++) here.github.push(String(i).padStart(40, "e"));
    return here.push([here.github.history[0]!]);
  },
  "a newer commit that changes more files than GitHub lists, and no goals": async (here) => {
    here.github.merge(2, sha("2"));
    const others = Array.from({ length: 300 }, (_, i) => [`src/${i}.ts`, "export {};\n"] as const);
    here.github.push(sha("3"), [], { ...here.github.files(), ...Object.fromEntries(others) });
    return here.push([sha("2")]);
  },
  "an apply that died half-way": async (here) => {
    here.github.merge(2, sha("2"));
    here.sandbox.setFaults([parseFault("401@every:create_version")]);
    expect((await here.push([sha("2")])).outputs["failure-reason"]).toBe("partial-apply");
    here.sandbox.clearFaults();
    return here.push([sha("2")]);
  },
  "an apply that died before it published": async (here) => {
    here.github.merge(2, sha("2"));
    here.sandbox.setFaults([parseFault("401@every:publish")]);
    expect((await here.push([sha("2")])).exitCode).toBe(1);
    here.sandbox.clearFaults();
    return here.push([sha("2")]);
  },
  "a gate": async (here) => {
    here.github.merge(2, sha("2"));
    const { outputs } = await here.push([sha("2")], { with: { command: "plan" } });
    return here.push([sha("2")], { with: { approval: "plan-id", "plan-id": outputs["plan-digest"]! } });
  },
  "an approving review, where one is required": async (here) => {
    here.github.merge(2, sha("2"));
    const required = { with: { "require-approval": "true" } };
    const [pull] = [here.github.pulls.get(2)!];
    here.github.review(2, "mara");
    here.github.review(2, "noor", { commit_id: sha("9") });
    here.github.review(2, "eve", { author_association: "NONE", authorCanPushToRepository: false });
    here.github.review(2, "member who can only read", { authorCanPushToRepository: false });
    here.github.review(2, "kim");
    here.github.review(2, "kim", { state: "CHANGES_REQUESTED" });
    pull.reviews.push({ ...pull.reviews[0]!, user: { login: "helper[bot]", type: "Bot" } });
    const stopped = await here.push([sha("2")], required);
    expect(stopped.log).toContain("Pull request 2 was merged without an approving review of bbbbbbb");
    await expectWhole(here, stopped, "apply-without-an-approving-review");
    here.github.review(2, "kim", { state: "APPROVED" });
    return here.push([sha("2")], required);
  },
  "an upload for a preview first": async (here) => {
    here.github.merge(2, sha("2"));
    expect((await here.push([sha("2")], { with: { publish: "false" } })).outputs["result"]).toBe("applied");
    return here.push([sha("2")]);
  },
};

describe("what was reviewed is applied after", () => {
  test.each(Object.entries(RIGHT_WAYS))("%s", async (_, happens) => {
    const here = await planned();
    const ran = await happens(here);
    expect(ran).toMatchObject({ exitCode: 0, outputs: { result: "applied" } });
    expect(liveTags(here)).toContain("Thanks");
  });
});
