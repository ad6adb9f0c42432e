/** What a drift issue says about who edited what, with which version. */
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { ALL_PAGES } from "../support/foreign-tags.ts";
import { HEAD } from "../support/shop.ts";
import { type Stage, stage } from "./runner.ts";
import { expectWhole } from "./whole-run.ts";

const GOALS = `${HEAD}goals:
  thanks: { type: destination, page: /thanks, value: 5 }
  call: { type: event, on: { link: { url: { begins_with: "tel:" } } } }
`;

async function wasApplied(): Promise<Stage> {
  const here = await stage(GOALS);
  const ran = await here.push(["c".repeat(40)], { with: { approval: "none" } });
  expect(ran.outputs["published-version"]).toBe("2");
  return here;
}

function edit({ sandbox }: Stage, name: string, versionName: string): void {
  sandbox.edit({
    container: "GTM-TEST01",
    kind: "trigger",
    name,
    set: { filter: [] },
    publish: true,
    versionName,
  });
}

async function issueAfter(here: Stage, name?: string): Promise<string> {
  const ran = await here.run({ event: "schedule" });
  if (name !== undefined) await expectWhole(here, ran, name);
  return here.github.issues[0]?.body ?? "";
}

test("each edit is told with the version that brought it", async () => {
  const here = await wasApplied();
  edit(here, "acme-shop - Thanks", "Sale");
  here.sandbox.edit({
    container: "GTM-TEST01",
    kind: "trigger",
    name: "Chat",
    add: { type: "pageview" },
    publish: true,
  });
  edit(here, "acme-shop - Call", "New numbers");
  const issue = await issueAfter(here, "drift-of-edits");
  expect(issue).toContain(
    'trigger `acme-shop - Thanks` (Thanks, `goals.yaml:9`): edited at Google since the last apply, by version 3 ("Sale")\n',
  );
  expect(issue).toContain(
    '`acme-shop - Call` (Call, `goals.yaml:10`): edited at Google since the last apply, by version 5 ("New numbers")\n',
  );
  expect(issue).toContain('Live in GTM-TEST01: version 5 ("New numbers").');
});

test("an edit in Analytics and a goal that was not applied are told apart from edits in Tag Manager", async () => {
  const here = await wasApplied();
  here.sandbox.edit({ property: "123456789", keyEvent: "thanks", set: { countingMethod: "ONCE_PER_EVENT" } });
  here.write(`${GOALS}  more: { type: destination, page: /more }\n`);
  const issue = await issueAfter(here, "drift-in-analytics");
  expect(issue).toContain(
    "**Edited in Analytics, or not applied yet:** 1 difference; Analytics does not say which.",
  );
  expect(issue).toContain("**Not applied yet:** 3 changes of the goals file.");
  expect(issue).not.toContain("Edited at Google since the last apply");
});

test("a goal that counts nothing has an issue although nothing differs, and none when it counts again", async () => {
  const here = await wasApplied();
  const block = (ids: string[]) =>
    here.sandbox.edit({
      container: "GTM-TEST01",
      kind: "tag",
      name: "acme-shop - Thanks",
      set: { blockingTriggerId: ids },
      publish: true,
    });
  block([ALL_PAGES]);
  const ran = await here.run({ event: "schedule" });
  await expectWhole(here, ran, "drift-of-a-goal-that-counts-nothing");
  expect(here.github.issues).toMatchObject([
    { state: "open", title: "Goals of acme-shop (production) count nothing" },
  ]);
  expect(here.github.issues[0]?.body).toContain("Thanks counts nothing: the tag");
  here.github.issues[0]!.state = "closed";
  await here.run({ event: "schedule" });
  expect(here.github.issues.map(({ state }) => state)).toEqual(["closed"]);
  here.github.issues[0]!.state = "open";
  block([]);
  await here.run({ event: "schedule" });
  expect(here.github.issues.map(({ state }) => state)).toEqual(["closed"]);
});

test("an error is no drift: the issue stays as it is", async () => {
  const here = await wasApplied();
  edit(here, "acme-shop - Thanks", "Sale");
  const before = await issueAfter(here);
  const ran = await here.run({ event: "schedule", env: { GOALFORM_ENDPOINT: "http://192.0.2.1" } });
  expect(ran).toMatchObject({ exitCode: 1, outputs: { result: "failed" } });
  expect(here.github.issues).toMatchObject([{ body: before, state: "open" }]);
});

test("differences that no issue reports are a failure, and the summary has them all the same", async () => {
  const here = await wasApplied();
  edit(here, "acme-shop - Thanks", "Sale");
  here.github.refusals.set("POST /repos/acme/shop/issues", 403);
  const ran = await here.run({ event: "schedule" });
  expect(ran).toMatchObject({ exitCode: 1, outputs: { result: "failed", "failure-reason": "github" } });
  expect(ran.log).toContain("Opening an issue failed (HTTP 403)");
  expect(ran.summary).toContain("acme-shop - Thanks");
  await expectWhole(here, ran, "drift-without-an-issue");
});

test("a rollback is done although no issue can say what differs then", async () => {
  const here = await wasApplied();
  here.github.refusals.set("POST /repos/acme/shop/issues", 403);
  const ran = await here.run({ event: "workflow_dispatch", with: { command: "rollback" } });
  expect(ran).toMatchObject({ exitCode: 0, outputs: { result: "applied", "published-version": "1" } });
  await expectWhole(here, ran, "rollback-without-an-issue");
});

test("the issue of another label, and one that somebody else wrote, are left alone", async () => {
  const here = await wasApplied();
  edit(here, "acme-shop - Thanks", "Sale");
  await here.run({ event: "schedule", with: { label: "other" } });
  const theirs = {
    ...here.github.issues[0]!,
    number: 1,
    body: (here.github.issues[0]!.body ?? "").replace("other", "default"),
  };
  here.github.issues.push({ ...theirs, user: { login: "mallory", type: "User" } });
  await here.run({ event: "schedule" });
  expect(
    here.github.issues.map(({ number, state }) => ({ number: number === 1 ? 1 : "ours", state })),
  ).toEqual([
    { number: "ours", state: "open" },
    { number: "ours", state: "open" },
    { number: 1, state: "open" },
  ]);
});

test("what people copy from it into the file is as it was, bars and all", async () => {
  const here = await stage(
    GOALS.replace("page: /thanks", 'page: { path: { matches: "^/(en|de)/thanks$" } }'),
  );
  await here.push(["c".repeat(40)], { with: { approval: "none" } });
  edit(here, "acme-shop - Thanks", "Sale");
  const issue = await issueAfter(here);
  expect(issue).toContain("  - `now counts on every page; the file says path matches ^/(en|de)/thanks$`\n");
  expect(issue).toContain(
    "| now counts on every page; the file says path matches ^/\\(en\\|de\\)/thanks\\$ |",
  );
});

test("after a rollback there is nothing to undo: the file can be applied, or changed", async () => {
  const here = await wasApplied();
  const ran = await here.run({ event: "workflow_dispatch", with: { command: "rollback" } });
  const { log } = ran;
  await expectWhole(here, ran, "rollback");
  expect(log).toMatch(/GTM-TEST01 goes back from version 2 \("goalform acme-shop: .*"\) to version 1/);
  expect(log).toContain("These stay key events although their tags go: call, thanks.");
  const [issue] = here.github.issues;
  expect(issue!.body).toContain("- **Accept** what is live: change `goals.yaml` so that it says the same");
  expect(issue!.body).toContain("- **Apply** the file as it is: run the workflow by hand");
});

const arg = (number: number, value: string) => ({ type: "template", key: `arg${number}`, value });

/** The patch that an issue offers, as people copy it. */
const patchIn = (issue: string) => /^```+diff\n(--- a\/.*?\n)```+$/ms.exec(issue)?.[1] ?? null;

/** What git makes of it in a checkout with these files. */
function applied(patch: string, files: Readonly<Record<string, string>>): (file: string) => string {
  const folder = mkdtempSync(join(tmpdir(), "goalform-git-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  }
  execFileSync("git", ["apply", "-"], { cwd: folder, input: patch });
  return (file) => readFileSync(join(folder, file), "utf8");
}

test("the patch that it offers is one that git applies, and the plan of what comes out is empty", async () => {
  const files = {
    "goals.yaml": `${HEAD}include: [goals/*.yaml]\ngoals:\n  thanks: { type: destination, page: /thanks } # ours\n`,
    "goals/calls of all.yaml":
      "goals:\n  # The phone.\n  call: { type: event, on: { link: { url: { begins_with: 'tel:' } } } }",
  };
  const here = await stage(files["goals.yaml"]);
  mkdirSync(join(here.workspace, "goals"));
  here.write(files["goals/calls of all.yaml"], "goals/calls of all.yaml");
  await here.push(["c".repeat(40)], { with: { approval: "none" } });
  edit(here, "acme-shop - Thanks", "Sale");
  const mail = { type: "startsWith", parameter: [arg(0, "{{Click URL}}"), arg(1, "mailto:")] };
  const at = { container: "GTM-TEST01", kind: "trigger", name: "acme-shop - Call" } as const;
  here.sandbox.edit({ ...at, set: { filter: [mail] }, publish: true });
  const issue = await issueAfter(here);
  expect(issue).toContain("save the patch below as `drift.patch`, run `git apply drift.patch`");
  const after = applied(patchIn(issue)!, files);
  expect(after("goals.yaml")).toBe(
    files["goals.yaml"].replace("page: /thanks", "page: { path: { begins_with: / } }"),
  );
  expect(after("goals/calls of all.yaml")).toBe(
    files["goals/calls of all.yaml"].replace("begins_with: 'tel:'", 'begins_with: "mailto:"'),
  );
  for (const file of Object.keys(files)) here.write(after(file), file);
  const ran = await here.run({ event: "schedule" });
  expect(ran.outputs["result"]).toBe("no-changes");
  expect(here.github.issues[0]?.state).toBe("closed");
});

test("what the language cannot say is not in the patch, but in the issue, with the reason", async () => {
  const here = await wasApplied();
  here.sandbox.edit({
    container: "GTM-TEST01",
    kind: "tag",
    name: "acme-shop - Thanks",
    remove: true,
    publish: true,
  });
  const issue = await issueAfter(here);
  expect(patchIn(issue)).toBeNull();
  expect(issue).toContain(
    "Not Thanks (`goals.yaml:9`): what counts it was deleted at Google; `goalform drift --accept thanks`",
  );
});
