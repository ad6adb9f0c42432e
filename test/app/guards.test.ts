/** What stops a plan, and what is said then: guards, edits at Google, and changes that nobody reviewed. */
import { describe, expect, test } from "vitest";
import { atEachTarget, combinedResult, orRefusal, refuseOneTarget } from "../../src/app/all-targets.ts";
import { beforeAnyChange, nothingToDo, placesOf } from "../../src/app/apply.ts";
import { refuseStopped } from "../../src/app/carry-out.ts";
import {
  approvedBy,
  refuseBlocked,
  refuseEdited,
  refuseOtherTarget,
  refuseUnreviewed,
  withOverrides,
} from "../../src/app/guards.ts";
import type { Planned } from "../../src/app/result/at-target.ts";
import { asRefusal, Refusal } from "../../src/app/result/refusal.ts";
import type { OpenTarget } from "../../src/app/target.ts";
import { GoogleError } from "../../src/apply/google-port.ts";
import type { GoalSet } from "../../src/language/goal-set/goal-set.ts";
import { type Blocker, type Plan, resourceChanges } from "../../src/plan/plan.ts";
import { memoryGoogle } from "../support/memory-google.ts";
import { applyGoals, planned } from "../support/memory-shop.ts";
import { HEAD } from "../support/shop.ts";

const goals = (...ids: string[]) =>
  `${HEAD}goals:${ids.length === 0 ? " {}" : ""}\n${ids.map((id) => `  ${id}: { type: destination, page: /${id} }\n`).join("")}`;

async function planFrom(before: string, after: string): Promise<Plan> {
  const google = memoryGoogle();
  await applyGoals(google, before);
  return planned(google, after);
}

const aboutOf = (plan: Plan): Planned => ({ is: "plan", plan, live: null });

function refusal(doing: () => unknown): Refusal {
  try {
    doing();
  } catch (error) {
    expect(error).toBeInstanceOf(Refusal);
    return error as Refusal;
  }
  return expect.unreachable("it is not refused");
}

const wordsOf = ({ code, message, ways }: Refusal) => [code, message, ...ways];

describe("guards", () => {
  const blocker = (code: string, override: Blocker["override"]): Blocker => ({
    code,
    message: `${code}!`,
    waysOut: ["Look."],
    override,
  });

  test("that are let pass stay to be seen as warnings before the others; no option lets pass a conflict", async () => {
    const plan = await planFrom(goals(), goals("a"));
    const blockers = [
      blocker("many-removals", "allow-removals"),
      blocker("name-taken", null),
      blocker("protected", "allow-protected"),
    ];
    const blocked = { ...plan, blockers, warnings: [{ code: "w", message: "W." }] };
    const passed = withOverrides(blocked, new Set(["allow-removals"]));
    expect(passed.blockers.map(({ code }) => code)).toEqual(["name-taken", "protected"]);
    expect(passed.warnings).toEqual([
      { code: "many-removals", message: "Let pass with --allow-removals: many-removals!" },
      { code: "w", message: "W." },
    ]);
    expect(withOverrides(blocked, new Set()).blockers).toEqual(blockers);
    const about = aboutOf(passed);
    expect(refusal(() => refuseBlocked(passed.blockers, about))).toMatchObject({
      code: "name-taken",
      message: "name-taken!",
      ways: ["Look."],
      about,
    });
    expect(() => refuseBlocked(plan.blockers, about)).not.toThrow();
  });
});

describe("with --strict", () => {
  async function editedPlan(...ids: string[]): Promise<Plan> {
    const plan = await planFrom(goals("a", ...ids), goals("a", ...ids).replaceAll("page: /", "page: /x"));
    const as = (reason: string) => ({
      ...plan,
      changes: plan.changes.map((change) => ({
        ...change,
        resources: change.resources.map((one) => ({ ...one, reason })),
      })),
    });
    return as("edited") as Plan;
  }

  test("what somebody edited at Google is not overwritten, and is named", async () => {
    const plan = await editedPlan();
    const { message, code, about } = refusal(() => refuseEdited(plan, aboutOf(plan)));
    expect([code, about]).toEqual(["edited-at-google", aboutOf(plan)]);
    expect(message).toBe('Somebody edited at Google since the last apply: trigger "acme-shop - A".');
    expect(() => refuseStopped(aboutOf(plan), { file: "goals.yaml" })).not.toThrow();
    expect(refusal(() => refuseStopped(aboutOf(plan), { file: "goals.yaml", strict: true })).code).toBe(
      "edited-at-google",
    );
  });

  test("a change of the file is no edit", async () => {
    const plan = await planFrom(goals("a"), goals("a").replace("/a", "/b"));
    expect(() => refuseEdited(plan, aboutOf(plan))).not.toThrow();
  });

  test("all edits are named, and what to do", async () => {
    const plan = await editedPlan("b");
    expect(wordsOf(refusal(() => refuseEdited(plan, aboutOf(plan))))).toEqual([
      "edited-at-google",
      'Somebody edited at Google since the last apply: trigger "acme-shop - A", trigger "acme-shop - B".',
      "Take the edit over into the goals file, or repeat without --strict to undo it.",
    ]);
  });
});

describe("a reviewed plan", () => {
  test("approves itself, and less than itself", async () => {
    const plan = await planFrom(goals(), goals("a", "b"));
    const less = await planFrom(goals(), goals("a"));
    expect(approvedBy(plan)).toEqual({
      target: plan.target,
      digest: plan.digest,
      approved: resourceChanges(plan),
    });
    expect(() => refuseUnreviewed(approvedBy(plan), plan, aboutOf(plan))).not.toThrow();
    expect(() => refuseUnreviewed(approvedBy(plan), less, aboutOf(less))).not.toThrow();
  });

  test("does not approve more, and says what would be done now and what was reviewed instead", async () => {
    const reviewed = await planFrom(goals(), goals("a"));
    const now = await planFrom(goals(), goals("a", "b"));
    const more = refusal(() => refuseUnreviewed(approvedBy(reviewed), now, aboutOf(now)));
    expect(more).toMatchObject({ code: "plan-changed", about: { plan: now } });
    expect(more.message).toMatch(/^What would be done now was not reviewed: create .*"acme-shop - B"/);
    expect(more.message).not.toContain('"acme-shop - A"');
    expect(more.message).not.toContain("not to be done now");
    const other = await planFrom(goals(), goals("b"));
    expect(wordsOf(refusal(() => refuseUnreviewed(approvedBy(reviewed), other, aboutOf(other))))).toEqual([
      "plan-changed",
      'What would be done now was not reviewed: create trigger "acme-shop - B", create tag "acme-shop - B", create key event "b". Reviewed, and not to be done now: create "acme-shop - A", create "acme-shop - A", create "a".',
      "Plan again, review, and apply the new plan.",
    ]);
  });

  test("is for one property, one web stream and one container", async () => {
    const plan = await planFrom(goals(), goals("a"));
    const saved = approvedBy(plan);
    expect(() => refuseOtherTarget(saved, plan)).not.toThrow();
    for (const other of [{ property: "2" }, { measurementId: "G-OTHER1" }, { container: "GTM-OTHER1" }]) {
      const target = { ...plan.target, ...other };
      expect(wordsOf(refusal(() => refuseOtherTarget(saved, { ...plan, target })))).toEqual([
        "plan-for-another-target",
        `The saved plan is for property 123456789 (G-TEST123456) and GTM-TEST01, not for ${target.property} (${target.measurementId}) and ${target.container}.`,
        "Choose the target that was reviewed with --target, or plan again.",
      ]);
    }
  });

  test("of nothing is applied by doing nothing, published unless somebody asked for a preview", async () => {
    const plan = await planFrom(goals("a"), goals("a"));
    const file = "goals.yaml";
    expect(nothingToDo(plan, { file })).toEqual({
      is: "applied",
      plan,
      done: null,
      publish: true,
      namesTarget: false,
    });
    expect(nothingToDo(plan, { file, publish: false }).publish).toBe(false);
    expect(placesOf(plan)).toBe("GTM-TEST01 and property 123456789");
  });
});

describe("what Google refuses", () => {
  const google = (code: string) => new GoogleError(code, 403, "Google says no.", "Ask.");

  test("is a refusal with Google's own word and way out; a bug is none", async () => {
    const error = google("forbidden");
    const refused = asRefusal(error);
    expect(refused).toMatchObject({ code: "forbidden", message: "Google says no.", ways: ["Ask."] });
    expect(refused.cause).toBe(error);
    expect(asRefusal(refused)).toBe(refused);
    expect(() => asRefusal(new TypeError("a bug"))).toThrow("a bug");
    await expect(orRefusal(() => Promise.reject(new TypeError("a bug")))).rejects.toThrow("a bug");
    expect(await orRefusal(async () => 7)).toBe(7);
  });

  test("while nothing was written yet, an interruption says so, and nothing else does", () => {
    expect(() => beforeAnyChange(google("interrupted"))).toThrow("Google says no. Nothing was changed.");
    expect(() => beforeAnyChange(google("forbidden"))).toThrow(/^Google says no\.$/);
    expect(() => beforeAnyChange(new TypeError("a bug"))).toThrow(/^a bug$/);
  });
});

describe("all targets", () => {
  const set = { targets: [{ name: "one" }, { name: "two" }, { name: "three" }] } as unknown as GoalSet;

  test("each have an ending, and one that failed fails them all, by name", async () => {
    const found = await atEachTarget(
      set,
      (name) => ({ target: { name } }) as OpenTarget,
      async ({ target }) => {
        if (target.name === "two") throw new Refusal("usage", "No.");
        return target.name;
      },
    );
    expect(found.map(({ target }) => target)).toEqual(["one", "two", "three"]);
    expect(found.map(({ result }) => (result instanceof Refusal ? result.message : result))).toEqual([
      "one",
      "No.",
      "three",
    ]);
    const plan = aboutOf(await planFrom(goals(), goals("a")));
    const targets = found.map(({ target, result }) => ({
      target,
      result: result instanceof Refusal ? result : plan,
    }));
    expect(refusal(() => combinedResult("plan", targets))).toMatchObject({
      code: "targets-failed",
      message: "1 of 3 targets failed: two.",
      about: { is: "targets", command: "plan", targets },
    });
    const both = targets.map((one) => ({ ...one, result: new Refusal("usage", "No.") }));
    expect(wordsOf(refusal(() => combinedResult("plan", both)))).toEqual([
      "targets-failed",
      "3 of 3 targets failed: one, two, three.",
      "The reasons are above, target by target.",
    ]);
    const good = targets.filter(({ target }) => target !== "two");
    expect(combinedResult("drift", good)).toEqual({ is: "targets", command: "drift", targets: good });
  });

  test("exclude one", () => {
    const file = "goals.yaml";
    expect(refusal(() => refuseOneTarget({ file, allTargets: true, target: "one" }))).toMatchObject({
      code: "contradiction",
      message: "--all-targets and --target exclude each other.",
    });
    expect(() => refuseOneTarget({ file, allTargets: true })).not.toThrow();
    expect(() => refuseOneTarget({ file, target: "one" })).not.toThrow();
  });
});
