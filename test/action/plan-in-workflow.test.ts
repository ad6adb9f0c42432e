/** A plan, and a failure, in the words of a workflow. */
import { describe, expect, test } from "vitest";
import { failureOf } from "../../src/action/failure.ts";
import { failureMarkdown } from "../../src/action/failure-markdown.ts";
import { GitHubError } from "../../src/action/github/port.ts";
import { type Inputs, readInputs } from "../../src/action/inputs.ts";
import type { Job } from "../../src/action/job.ts";
import {
  asInWorkflow,
  blockerText,
  overridesOf,
  planId,
  refuseUnknownTarget,
  summaryOf,
} from "../../src/action/live.ts";
import { whatHappened } from "../../src/action/progress.ts";
import { nextStepTexts, stopMarkdown, unapprovedText } from "../../src/action/unapproved.ts";
import { workflowWords } from "../../src/action/workflow-words.ts";
import { Refusal } from "../../src/app/result/refusal.ts";
import { GoogleError } from "../../src/apply/google-port.ts";
import type { GoalSet } from "../../src/language/goal-set/goal-set.ts";
import { type Plan, resourceChanges } from "../../src/plan/plan.ts";
import { memoryGoogle } from "../support/memory-google.ts";
import { applyGoals, planned } from "../support/memory-shop.ts";
import { HEAD } from "../support/shop.ts";

const goals = (...ids: readonly string[]) =>
  `${HEAD}goals:${ids.length === 0 ? " {}" : ""}\n${ids.map((id) => `  ${id}: { type: destination, page: /${id} }\n`).join("")}`;

async function planFrom(before: string, after: string): Promise<Plan> {
  const google = memoryGoogle();
  await applyGoals(google, before);
  return planned(google, after);
}

const inputs = (given: Readonly<Record<string, string>> = {}): Inputs =>
  readInputs(
    Object.fromEntries(Object.entries(given).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value])),
  );

describe("guards", () => {
  test("are let pass by inputs, in sight", async () => {
    const plan = await planFrom(goals("a", "b", "c"), goals("a"));
    expect(plan.blockers.map(({ code }) => code)).toEqual(["many-removals"]);
    expect(asInWorkflow(plan, inputs())).toEqual(plan);
    const passed = asInWorkflow(plan, inputs({ "max-removals": "2" }));
    expect(passed.blockers).toEqual([]);
    expect(passed.warnings[0]).toEqual({
      code: "many-removals",
      message: `The workflow lets this pass. ${plan.blockers[0]!.message}`,
    });
    expect(passed.warnings.slice(1)).toEqual(plan.warnings);
  });

  test("of the workflow itself count from one more than it allows", async () => {
    const plan = await planFrom(goals("a", "b", "c"), goals("a"));
    const [blocker, ...rest] = asInWorkflow(plan, inputs({ "max-removals": "1" })).blockers;
    expect(rest).toEqual([]);
    expect(blocker).toMatchObject({
      code: "many-removals",
      message: "2 goals and funnels would be removed, and the workflow allows 1.",
    });
    expect(blockerText(blocker!).hint).toBe(
      "Check that this is the right file and target. Or: If it is meant, set `max-removals: 2` in the workflow, in the same pull request.",
    );
  });

  test("have an input each", () => {
    expect([...overridesOf(inputs())]).toEqual([]);
    expect([...overridesOf(inputs({ allow: "unpublished,protected,other-property,others" }))]).toEqual([
      "allow-unpublished",
      "allow-protected",
      "allow-other-property",
    ]);
    expect([...overridesOf(inputs({ "max-removals": "0" }))]).toEqual(["allow-removals"]);
  });
});

test("a target that the file does not have is the workflow's mistake", () => {
  const targets = [{ name: "production" }, { name: "staging" }];
  const ask = (given: Readonly<Record<string, string>>, defaultTarget: string | null = "production") =>
    refuseUnknownTarget({ targets, defaultTarget } as unknown as GoalSet, { inputs: inputs(given) } as Job);
  expect(() => ask({})).not.toThrow();
  expect(() => ask({ target: "staging" })).not.toThrow();
  expect(() => ask({ target: "staging" }, null)).not.toThrow();
  expect(() => ask({ target: "prod" })).toThrow(
    'The input target is wrong: goals.yaml has no target "prod". It has production, staging.',
  );
  expect(() => ask({}, null)).toThrow(
    "The input target is missing: goals.yaml has several targets (production, staging) and no default_target.",
  );
});

test("a plan's numbers and its id", async () => {
  const plan = await planFrom(goals("a", "b"), goals("a", "c", "d"));
  expect(summaryOf(plan)).toBe("Plan: 2 to add, 0 to change, 1 to remove, 1 unchanged.");
  expect(planId(plan)).toBe(plan.digest.slice(0, 12));
  expect(whatHappened(plan, null, true)).toBe(
    "Applied: 2 added, 0 changed, 1 removed. Nothing in Tag Manager had to change.",
  );
  expect(whatHappened(plan, "7", true)).toMatch(/ Version 7 of GTM-TEST01 is live\.$/);
  expect(whatHappened(plan, "7", false)).toMatch(/ is ready for preview and not live\.$/);
});

describe("what nobody approved", () => {
  const job = (given: Readonly<Record<string, string>> = {}) =>
    ({ inputs: inputs(given), trigger: { sha: "c".repeat(40) } }) as unknown as Job;

  test("is named: three changes, and how many more", async () => {
    const plan = await planFrom(goals(), goals("a", "b"));
    const missing = resourceChanges(plan);
    const { message } = unapprovedText(plan, missing, job(), true, ["A note."]);
    expect(message).toMatch(
      /^Nothing was applied\. \d+ changes were not in the reviewed plan: create [^;]+; create [^;]+; create [^;]+; and \d+ more\. A note\.$/,
    );
    const one = missing.filter(({ kind }) => kind === "gtm.trigger").slice(0, 1);
    expect(unapprovedText(plan, one, job(), true, []).message).toBe(
      'Nothing was applied. 1 change was not in the reviewed plan: create trigger "acme-shop - A" (new in the goals file).',
    );
  });

  test("of a change says what changes", async () => {
    const plan = await planFrom(goals("a"), goals("a").replace("/a", "/b"));
    expect(unapprovedText(plan, resourceChanges(plan), job(), true, []).message).toContain("/a");
  });

  test("is different where nobody reviewed anything", async () => {
    const plan = await planFrom(goals(), goals("a"));
    const text = (given: Readonly<Record<string, string>>) =>
      unapprovedText(plan, resourceChanges(plan), job(given), false, []).message;
    expect(text({})).toBe(
      "Nothing was applied: nobody reviewed this plan. ccccccc was not merged from a pull request whose plan comment approves it.",
    );
    expect(text({ approval: "plan-id" })).toBe(
      "Nothing was applied: nobody reviewed this plan. The input plan-id is empty.",
    );
    const id = planId(plan);
    expect(nextStepTexts(plan, job())).toMatch(new RegExp(`^Open a pull request .* plan-id ${id}\\.$`));
    expect(nextStepTexts(plan, job({ approval: "plan-id" }))).toMatch(
      /^Plan again and have the new plan approved\./,
    );
  });

  test("is all that the summary shows", async () => {
    const plan = await planFrom(goals(), goals("a", "b"));
    const missing = resourceChanges(plan).filter(({ name }) => name === "acme-shop - A");
    const text = stopMarkdown(plan, missing, { message: "No.", hint: "Do it." });
    expect(text).toMatch(/^> \[!CAUTION\]\n> No\.\n\nDo it\.\n\n\*\*Not in a reviewed plan:\*\*/);
    expect(text).toContain("acme-shop - A");
    expect(text).not.toContain("acme-shop - B");
  });

  test("is cut to what a summary can have", async () => {
    const plan = await planFrom(goals(), goals("a"));
    const missing = resourceChanges(plan);
    const many = { ...plan, changes: Array.from({ length: 2000 }, () => plan.changes[0]!) };
    const failure = { message: "m".repeat(5000), hint: "h".repeat(5000) };
    const [message, hint, , fold] = stopMarkdown(many, missing, failure).split("\n\n");
    expect(message).toBe(`> [!CAUTION]\n> ${"m".repeat(3999)}…`);
    expect(hint).toBe(`${"h".repeat(1999)}…`);
    expect(fold).toContain("<summary>");
    const text = stopMarkdown(many, missing, failure);
    expect(text).toContain("the plan below");
    expect(text.length).toBeLessThan(106_500);
    expect(text.length).toBeGreaterThan(105_500);
  });
});

/** Every code with a reason of its own or a hint of its own, and one without. */
const CODES = [
  "invalid-goals-file",
  "no-goals-file",
  "usage",
  "unsafe-event",
  "not-approved",
  "plan-changed",
  "plan-for-another-target",
  "changed-meanwhile",
  "overtaken",
  "not-compiled",
  "already-exists",
  "many-removals",
  "access-token",
  "no-credentials",
  "unauthenticated",
  "scope",
  "forbidden",
  "api-disabled",
  "quota-project",
  "unreachable",
  "something-else",
];

test("the reasons and the hints of all failures", async () => {
  const lines = CODES.map((code) => {
    const { reason, hint } = failureOf(new Refusal(code, "No.", "Do it."));
    return `${code}: ${reason}\n  ${hint}\n`;
  });
  await expect(lines.join("")).toMatchFileSnapshot("outputs/failures.txt");
});

test("the ways out, in the words of a workflow", () => {
  const overrides = [
    "allow-removals",
    "allow-unpublished",
    "allow-protected",
    "allow-other-property",
    "allow-others",
  ] as const;
  expect(overrides.map((override) => workflowWords({ say: "Or", override }))).toEqual([
    "Or set `max-removals` in the workflow to as many, in the same pull request.",
    "Or set `allow: unpublished` in the workflow.",
    "Or set `allow: protected` in the workflow, in the same pull request.",
    "Or set `allow: other-property` in the workflow.",
    "Or set `allow: others` in the workflow.",
  ]);
  expect(workflowWords({ option: "to", say: "must name it." })).toBe("The input `to-version` must name it.");
  expect(workflowWords({ rollBackTo: "7" })).toBe("Run rollback again, with 7 as the input `to-version`.");
  expect(workflowWords({ say: "Wait, then", runAgain: true } as never)).toBe("Wait, then run the job again.");
});

describe("a failure", () => {
  test.each([
    ["forbidden", "auth", /^Add the service account's e-mail address/],
    ["unauthenticated", "auth", /^The access token is wrong or older than an hour/],
    ["scope", "auth", /^The access token lacks a scope/],
    ["unreachable", "api", /^Check the runner's network/],
    ["already-exists", "remote-changed", /^Plan again\.$/],
    ["quota", "api", /^Plan again\.$/],
  ])("of Google's with the code %s has the reason %s", (code, reason, hint) => {
    const failure = failureOf(new GoogleError(code, 403, "Google says no.", "Plan again."));
    expect(failure).toMatchObject({ reason, message: "Google says no." });
    expect(failure.hint).toMatch(hint);
  });

  test("of GitHub's is GitHub's, and a bug is no failure", () => {
    expect(failureOf(new GitHubError("broken", 502, "Trouble.", "Wait."))).toEqual({
      reason: "github",
      message: "Trouble.",
      hint: "Wait.",
    });
    expect(() => failureOf(new TypeError("a bug"))).toThrow("a bug");
  });

  test("with many problems has room for a comment, and says how many more there are", () => {
    const problem = { severity: "error", code: "unknown-key", message: "x".repeat(300) } as const;
    const diagnostics = Array.from({ length: 400 }, () => problem);
    const about = { is: "problems", file: "goals.yaml", diagnostics } as const;
    const error = new Refusal("invalid-goals-file", "m".repeat(3000), "h".repeat(3000), { about });
    const text = failureMarkdown(error, 20_000);
    expect(text.length).toBeLessThanOrEqual(20_000);
    const shown = text.match(/unknown-key/g)!.length;
    expect(shown).toBe(42);
    expect(text.split("\n")[0]).toHaveLength("### ".length + 2000);
    expect(text).toContain(`\n${"h".repeat(1999)}…\n`);
    expect(text).toContain(`- and ${400 - shown} more problems, in the job's log`);
  });

  test("in a comment has its message, what helps, and that nothing was sent where the file is at fault", () => {
    const usage = failureMarkdown(new Refusal("usage", "No.", "Do it."), 20_000);
    expect(usage).toBe("### No.\n\nDo it.");
    const file = failureMarkdown(new Refusal("no-goals-file", "No.", "Do it."), 20_000);
    expect(file).toMatch(/^### No\.\n\nCheck the input `file`/);
    expect(file).toMatch(/\n\nNothing was read from Google or sent to it\.$/);
  });
});
