/** What is reviewed is what is applied: saved plans, previews, drift, and the way back. */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { type FolderInProcess, folder } from "../support/in-process.ts";
import { HEAD } from "../support/shop.ts";

const THANKS = `${HEAD}goals:\n  thanks: { type: destination, page: /thanks, value: 5 }\n`;
const TWO = `${THANKS}  call: { type: event, on: { link: { url: { begins_with: "tel:" } } } }\n`;

async function applied(goals: string): Promise<FolderInProcess> {
  const here = folder({ "goals.yaml": goals });
  const { exitCode, err } = await here.goalform(["apply", "--sandbox", "--auto-approve"]);
  expect({ exitCode, err: exitCode === 0 ? "" : err }).toEqual({ exitCode: 0, err: "" });
  return here;
}

function code(out: string): string {
  return (JSON.parse(out) as { error: { code: string } }).error.code;
}

describe("a saved plan", () => {
  test("is carried out without asking anybody", async () => {
    const here = folder({ "goals.yaml": THANKS });
    await here.built(["plan", "--sandbox", "--out", "plan.json"]);
    const { exitCode, out } = await here.built(["apply", "plan.json", "--sandbox"]);
    expect({ exitCode, out }).toEqual({
      exitCode: 0,
      out: "Applied: 1 added, 0 changed, 0 removed.\nWritten in Analytics: 1 key event.\nLive now: version 2 of GTM-TEST01, and property 123456789.\nTo publish version 1 again: goalform rollback.\n12 requests in all.\n",
    });
  });

  test("is what `plan --format json` shows", async () => {
    const here = folder({ "goals.yaml": THANKS });
    const { out } = await here.goalform(["plan", "--sandbox", "--format", "json", "--out", "plan.json"]);
    expect({ ok: true, ...JSON.parse(readFileSync(`${here.path}/plan.json`, "utf8")) }).toEqual(
      JSON.parse(out),
    );
  });

  test("does not approve what was written into the file afterwards, and says what that is", async () => {
    const here = folder({ "goals.yaml": THANKS });
    await here.goalform(["plan", "--sandbox", "--out", "plan.json"]);
    here.write("goals.yaml", TWO);
    const { exitCode, err } = await here.goalform(["apply", "plan.json", "--sandbox"]);
    expect(exitCode).toBe(1);
    expect(err).toContain(
      'error[plan-changed]: What would be done now was not reviewed: create built-in variable "Click URL"',
    );
  });

  test("that is done already passes, and does nothing", async () => {
    const here = folder({ "goals.yaml": THANKS });
    await here.goalform(["plan", "--sandbox", "--out", "plan.json"]);
    await here.goalform(["apply", "plan.json", "--sandbox"]);
    const again = await here.goalform(["apply", "plan.json", "--sandbox", "--format", "json"]);
    expect(JSON.parse(again.out)).toMatchObject({ ok: true, applied: null });
  });

  test("for another target approves nothing", async () => {
    const here = folder({
      "goals.yaml": THANKS.replace(
        "defaults:",
        `  staging:\n    ga4: { property: "2", measurement_id: G-OTHER1 }\n    gtm: { container: GTM-OTHER1 }\ndefault_target: production\ndefaults:`,
      ),
    });
    await here.goalform(["plan", "--sandbox", "--target", "staging", "--out", "plan.json"]);
    const { out } = await here.goalform(["apply", "plan.json", "--sandbox", "--format", "json"]);
    expect(code(out)).toBe("plan-for-another-target");
  });

  test.each([
    ["no JSON", "{"],
    ["something else", '{"a": 1}'],
    ["half of a plan", '{"format": "goalform.plan/1", "digest": "x", "changes": [{}], "target": {}}'],
  ])("that is %s is refused", async (_, text) => {
    const here = folder({ "goals.yaml": THANKS, "plan.json": text });
    const { exitCode, out } = await here.goalform(["apply", "plan.json", "--sandbox", "--format", "json"]);
    expect({ exitCode, code: code(out) }).toEqual({ exitCode: 1, code: "unusable-plan" });
  });
});

test("a version for a preview goes live with the next apply, without being made again", async () => {
  const here = await applied(THANKS);
  here.write("goals.yaml", TWO.replace("/thanks", "/merci"));
  const preview = await here.goalform([
    "apply",
    "--sandbox",
    "--auto-approve",
    "--no-publish",
    "--format",
    "json",
  ]);
  expect(JSON.parse(preview.out)).toMatchObject({ ok: true, applied: { live: false, version: { id: "3" } } });
  const live = await here.goalform(["apply", "--sandbox", "--auto-approve", "--format", "json"]);
  expect(JSON.parse(live.out)).toMatchObject({ ok: true, applied: { live: true, version: { id: "3" } } });
});

test("a key event stays as long as its tag is live, also when its removal waits for a preview", async () => {
  const here = await applied(TWO);
  here.write("goals.yaml", THANKS);
  await here.goalform(["apply", "--sandbox", "--auto-approve", "--no-publish"]);
  const { out } = await here.goalform(["plan", "--sandbox"]);
  expect(out).toContain("- key event   call");
});

test("drift ends with 2 when live differs, and with 0 when it does not", async () => {
  const here = await applied(THANKS);
  const same = await here.goalform(["drift", "--sandbox", "--format", "json"]);
  here.write("goals.yaml", THANKS.replace("/thanks", "/merci"));
  const differs = await here.built(["drift", "--sandbox", "--format", "json"]);
  expect(
    [same, differs].map(({ exitCode, out }) => [exitCode, (JSON.parse(out) as { drift: boolean }).drift]),
  ).toEqual([
    [0, false],
    [2, true],
  ]);
});

describe("rollback", () => {
  test("publishes the version before, says what it changes and what it does not undo", async () => {
    const here = await applied(THANKS);
    here.write("goals.yaml", TWO);
    await here.goalform(["apply", "--sandbox", "--auto-approve"]);
    const back = await here.built(["rollback", "--sandbox", "--auto-approve"]);
    expect(back).toEqual({
      exitCode: 0,
      out: "Live now: version 2 of GTM-TEST01. A plan shows how the goals file differs.\n",
      err: `GTM-TEST01 goes back from version 3 ("goalform acme-shop") to version 2 ("goalform acme-shop"):
  - trigger acme-shop - Call
  - tag acme-shop - Call

Not undone: Analytics. All custom dimensions, custom metrics, calculated metrics, key events, event create rules and audiences stay as they are. These stay key events although their tags go: call.
This leaves an annotation on the day's reports in Analytics (to leave none: \`annotate: false\` in the target).
Leaving an annotation on the reports …
`,
    });
    const plan = await here.goalform(["plan", "--sandbox", "--format", "json"]);
    expect(JSON.parse(plan.out)).toMatchObject({
      summary: { add: 1, change: 0, remove: 0, unchanged: 1 },
      blockers: [],
    });
    const forth = await here.goalform(["apply", "--sandbox", "--auto-approve"]);
    expect(forth.exitCode).toBe(0);
  });

  test("goes back once: a second time says so, and takes the version that it is told", async () => {
    const here = await applied(THANKS);
    here.write("goals.yaml", TWO);
    await here.goalform(["apply", "--sandbox", "--auto-approve"]);
    const back = ["rollback", "--sandbox", "--auto-approve", "--format", "json"];
    expect(JSON.parse((await here.goalform(back)).out)).toMatchObject({ to: { id: "2" } });
    expect(JSON.parse((await here.goalform(back)).out)).toMatchObject({
      ok: false,
      error: {
        code: "rolled-back-already",
        message:
          "Version 2 is already live again: the newest version, 3, is not. Going back once more would publish version 1.",
        hint: "--to must name it if you want that: 1.",
      },
    });
    const further = await here.goalform([...back, "--to", "1"]);
    expect(JSON.parse(further.out)).toMatchObject({ rolled_back: true, from: { id: "2" }, to: { id: "1" } });
  });

  test("goes back from what was applied after a rollback without being told", async () => {
    const here = await applied(THANKS);
    here.write("goals.yaml", TWO);
    const apply = ["apply", "--sandbox", "--auto-approve"];
    const back = ["rollback", "--sandbox", "--auto-approve", "--format", "json"];
    await here.goalform(apply);
    await here.goalform(back);
    await here.goalform(apply);
    const again = JSON.parse((await here.goalform(back)).out) as unknown;
    expect(again).toMatchObject({ from: { id: "4" }, to: { id: "2" } });
  });

  test("says which of our rules stay, which count twice then, and which no plan will look for", async () => {
    const here = await applied(THANKS);
    here.write("goals.yaml", THANKS.replace("type: destination,", "type: destination, via: ga4,"));
    await here.goalform(["apply", "--sandbox", "--auto-approve"]);
    const back = await here.goalform(["rollback", "--sandbox", "--auto-approve", "--format", "json"]);
    expect(JSON.parse(back.out)).toMatchObject({
      key_events_left: [],
      definitions_left: [
        {
          kind: "ga4.eventCreateRule",
          name: "thanks",
          stream: "G-TEST123456",
          counts_twice: "thanks",
          forgotten: true,
        },
      ],
    });
    expect(back.err).toContain("Of this file: event create rule thanks in G-TEST123456.");
    expect(back.err).toContain("Counted twice from then on: thanks.");
    expect(back.err).toContain("That version does not remember: event create rule thanks");
  });

  test("takes any version, and names those that there are", async () => {
    const here = await applied(THANKS);
    const none = await here.goalform([
      "rollback",
      "--sandbox",
      "--auto-approve",
      "--to",
      "9",
      "--format",
      "json",
    ]);
    expect(JSON.parse(none.out)).toMatchObject({
      ok: false,
      error: { code: "no-such-version", hint: "The container has these versions: 1, 2." },
    });
    const live = await here.goalform([
      "rollback",
      "--sandbox",
      "--auto-approve",
      "--to",
      "2",
      "--format",
      "json",
    ]);
    expect(code(live.out)).toBe("already-live");
    const first = await here.goalform([
      "rollback",
      "--sandbox",
      "--auto-approve",
      "--to",
      "1",
      "--format",
      "json",
    ]);
    expect(JSON.parse(first.out)).toMatchObject({ ok: true, rolled_back: true, to: { id: "1" } });
  });

  test("asks first", async () => {
    const here = await applied(THANKS);
    const { exitCode, out } = await here.goalform(["rollback", "--sandbox", "--format", "json"]);
    expect({ exitCode, code: code(out) }).toEqual({ exitCode: 1, code: "needs-approval" });
  });
});
