/** A pull request next to drift: it shows what it changes itself, and its merge leaves the rest alone. */
import { mkdirSync, unlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { HEAD } from "../support/shop.ts";
import { changed } from "./github/events.ts";
import { pullPayload, type Stage, stage } from "./runner.ts";
import { expectWhole } from "./whole-run.ts";

const GOAL = (id: string, page = `/${id}`) => `  ${id}: { type: destination, page: ${page} }\n`;
const FILE = (...goals: string[]) => `${HEAD}goals:\n${goals.join("")}`;
const sha = (letter: string) => letter.repeat(40);
const TWO = FILE(GOAL("one"), GOAL("two"));

/** `one` and `two` are applied, and somebody edits `one` at Google. */
async function drifted(): Promise<Stage> {
  const here = await stage(TWO);
  here.github.open(1, sha("a"));
  await here.plan(1);
  here.github.merge(1, sha("1"));
  expect((await here.push([sha("1")])).outputs["result"]).toBe("applied");
  edit(here, "One", "/edited");
  return here;
}

function edit({ sandbox }: Stage, name: string, path: string): void {
  const filter = [
    {
      type: "EQUALS",
      parameter: [
        { type: "TEMPLATE", key: "arg0", value: "{{Page Path}}" },
        { type: "TEMPLATE", key: "arg1", value: path },
      ],
    },
  ];
  const set = {
    filter: filter.map(({ parameter }) => ({
      type: "equals",
      parameter: parameter.map((one) => ({ ...one, type: "template" })),
    })),
  };
  sandbox.edit({ container: "GTM-TEST01", kind: "trigger", name: `acme-shop - ${name}`, set, publish: true });
}

function trigger({ sandbox }: Stage, name: string): string {
  const [container] = sandbox.sandbox.state.tagManager.containers;
  const live = container!.versions.find(({ id }) => id === container!.liveVersionId);
  const found = live!.content.entities.trigger.find(({ fields }) => fields["name"] === `acme-shop - ${name}`);
  return JSON.stringify(found?.fields["filter"] ?? null);
}

function comment(here: Stage): string {
  return here.github.pulls.get(2)!.comments[0]!.body ?? "";
}

async function merged(here: Stage, goals: string, files = ["goals.yaml"], name?: string) {
  here.write(goals);
  here.github.open(2, sha("b"), files);
  const planned = await here.plan(2);
  if (name !== undefined) await expectWhole(here, planned, `plan-${name}`);
  here.github.merge(2, sha("2"));
  const pushed = await here.push([sha("2")]);
  if (name !== undefined) await expectWhole(here, pushed, `apply-${name}`);
  return { planned, pushed };
}

describe("a pull request next to drift", () => {
  test("shows the drift apart, approves its own change alone, and its merge leaves the edit as it is", async () => {
    const here = await drifted();
    const goals = FILE(GOAL("one"), GOAL("two", "/zwei"));
    const { planned, pushed } = await merged(here, goals, ["goals.yaml"], "next-to-drift");
    expect(planned.outputs).toMatchObject({ "to-change": "1", result: "planned" });
    const [own, before] = comment(here).split("#### Already different before this pull request: 1 change");
    expect(own).toContain("/zwei");
    expect(own).not.toContain("/edited");
    expect(before).toContain("/edited");
    expect(planned.log).toContain("1 difference was there before this pull request");
    expect(pushed).toMatchObject({ exitCode: 0, outputs: { result: "applied" } });
    expect(pushed.log).toContain(
      "1 difference at Google was there before and was not approved, so it is left as it is",
    );
    expect(trigger(here, "One")).toContain("/edited");
    expect(trigger(here, "Two")).toContain("/zwei");
  });

  test("changes the same object: then the edit is what it shows before, and what it overwrites", async () => {
    const here = await drifted();
    const { pushed } = await merged(here, FILE(GOAL("one", "/eins"), GOAL("two")));
    expect(comment(here)).not.toContain("Different before this pull request");
    expect(comment(here)).toMatch(/\/edited.*→.*\/eins/);
    expect(pushed.outputs["result"]).toBe("applied");
    expect(trigger(here, "One")).toContain("/eins");
  });

  test("takes the edit over: nothing is left to do", async () => {
    const here = await drifted();
    const goals = FILE(GOAL("one", "/edited"), GOAL("two"));
    const { planned, pushed } = await merged(here, goals, ["goals.yaml"], "takes-an-edit-over");
    expect(planned.outputs["has-changes"]).toBe("false");
    expect(pushed.outputs["result"]).toBe("no-changes");
    expect(trigger(here, "One")).toContain("/edited");
  });

  test("has nothing to do with goals: no plan, no comment, and nothing is published by its merge", async () => {
    const here = await drifted();
    const { planned, pushed } = await merged(here, TWO, ["docker-compose.yml"], "touches-no-goals");
    expect(planned.outputs["result"]).toBe("no-changes");
    expect(here.github.pulls.get(2)!.comments).toEqual([]);
    expect(pushed).toMatchObject({ exitCode: 0, outputs: { result: "no-changes", "has-changes": "false" } });
    expect(trigger(here, "One")).toContain("/edited");
  });

  test("needs what somebody deleted: that comes along, in sight", async () => {
    const here = await drifted();
    here.sandbox.edit({
      container: "GTM-TEST01",
      kind: "tag",
      name: "acme-shop - Two",
      remove: true,
      publish: true,
    });
    here.sandbox.edit({
      container: "GTM-TEST01",
      kind: "trigger",
      name: "acme-shop - Two",
      remove: true,
      publish: true,
    });
    const { pushed } = await merged(
      here,
      FILE(GOAL("one"), GOAL("two").replace("page:", "event: zwei, page:")),
    );
    expect(comment(here).split("#### Different before")[0]).toContain("+   trigger");
    expect(pushed.outputs["result"]).toBe("applied");
    expect(trigger(here, "Two")).toContain("/two");
    expect(trigger(here, "One")).toContain("/edited");
  });

  test("an edit after the review, at something else, is left alone too; at the same object it stops the apply", async () => {
    const here = await stage(TWO);
    here.github.open(1, sha("a"));
    await here.plan(1);
    here.github.merge(1, sha("1"));
    await here.push([sha("1")]);
    here.write(FILE(GOAL("one"), GOAL("two", "/zwei")));
    here.github.open(2, sha("b"));
    await here.plan(2);
    edit(here, "One", "/edited");
    here.github.merge(2, sha("2"));
    expect((await here.push([sha("2")])).outputs["result"]).toBe("applied");
    expect(trigger(here, "One")).toContain("/edited");
    here.write(FILE(GOAL("one"), GOAL("two", "/deux")));
    here.github.open(3, sha("c"));
    await here.plan(3);
    edit(here, "Two", "/edited-too");
    here.github.merge(3, sha("3"));
    expect(await here.push([sha("3")])).toMatchObject({ exitCode: 1, outputs: { result: "stopped" } });
    expect(trigger(here, "Two")).toContain("/edited-too");
  });
});

test("a pull request that was planned for another branch does not leave out what that branch brings along", async () => {
  const here = await drifted();
  const other = FILE(GOAL("one"), GOAL("two"), GOAL("unseen"));
  const own = FILE(GOAL("one"), GOAL("two"), GOAL("unseen"), GOAL("three"));
  here.write(own);
  const { json } = here.github.open(2, sha("b"));
  json.base = { ref: "release", sha: sha("e") };
  here.github.commits.set(sha("e"), { parents: [sha("1")], files: { "goals.yaml": other } });
  here.github.commits.set(sha("b"), { parents: [sha("e")], files: { "goals.yaml": own } });
  here.github.commits.set(sha("9"), { parents: [sha("e"), sha("b")], files: { "goals.yaml": own } });
  const payload = changed(pullPayload(2, sha("b")), {
    pull_request: { base: { ref: "release", sha: sha("e") } },
  });
  await here.plan(2, { sha: sha("9"), payload });
  json.base = { ref: "main", sha: sha("1") };
  here.github.merge(2, sha("2"), "merge");
  const pushed = await here.push([sha("2")]);
  expect(pushed).toMatchObject({ exitCode: 1, outputs: { result: "stopped" } });
  expect(pushed.log).toContain('create tag "acme-shop - Unseen"');
});

test.each([
  ["property", '"2"', '"123456789"'],
  ["measurement_id", "G-STAGING1", "G-TEST123456"],
  ["container", "GTM-STAGE1", "GTM-TEST01"],
])(
  "a pull request that moves the target, by its %s: all that is due there is its own",
  async (key, from, to) => {
    const here = await stage(FILE(GOAL("one")).replace(`${key}: ${to}`, `${key}: ${from}`));
    here.github.push(sha("0"));
    here.write(FILE(GOAL("one")));
    here.github.open(2, sha("b"));
    expect((await here.plan(2)).outputs).toMatchObject({ "to-add": "1", result: "planned" });
    expect(comment(here)).not.toContain("Different before this pull request");
    here.github.merge(2, sha("2"));
    expect((await here.push([sha("2")])).outputs["result"]).toBe("applied");
    expect(trigger(here, "One")).toContain("/one");
  },
);

test("a pull request that renames the goals file next to drift: the drift is not its own", async () => {
  const here = await drifted();
  unlinkSync(join(here.workspace, "goals.yaml"));
  mkdirSync(join(here.workspace, "conf"));
  here.write(FILE(GOAL("one"), GOAL("two"), GOAL("three")), "conf/goals.yaml");
  const renamed = {
    filename: "conf/goals.yaml",
    status: "renamed" as const,
    previous_filename: "goals.yaml",
  };
  here.github.open(2, sha("b")).files = [renamed];
  const inputs = { with: { file: "conf/goals.yaml" } };
  expect((await here.plan(2, inputs)).outputs).toMatchObject({ "to-add": "1", "to-change": "0" });
  expect(comment(here)).toContain("#### Already different before this pull request: 1 change");
  here.github.merge(2, sha("2"));
  expect((await here.push([sha("2")], inputs)).outputs["result"]).toBe("applied");
  expect(trigger(here, "One")).toContain("/edited");
  expect(trigger(here, "Three")).toContain("/three");
});

test("a token that may not read contents does not make every goal a new one without a word", async () => {
  const here = await drifted();
  for (const what of ["contents", "commits", "compare"])
    here.github.refusals.set(`GET /repos/acme/shop/${what}`, { status: 404, message: "Not Found" });
  here.write(FILE(GOAL("one"), GOAL("two"), GOAL("three")));
  here.github.open(2, sha("b"));
  const ran = await here.plan(2);
  expect(comment(here)).toContain("> **Note:** The goals file before this pull request cannot be read");
  await expectWhole(here, ran, "plan-without-what-was-before");
});
