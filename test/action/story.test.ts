/** Changes of the goals from a pull request to the site and back: the committed bundle, a GitHub double and the sandbox. */
import { expect, test } from "vitest";
import { HEAD } from "../support/shop.ts";
import { stage } from "./runner.ts";

const THANKS = `${HEAD}goals:\n  thanks: { name: Thank-you page, type: destination, page: /thanks, value: 5 }\n`;
const sha = (letter: string) => letter.repeat(40);

// A dozen processes, one after the other.
test("planned, mended, merged, applied; edited at Google, found, undone by hand; rolled back", async () => {
  const here = await stage(THANKS.replace("value: 5", "vlaue: 5"), "bundle");
  const { github, sandbox } = here;
  const pull = github.open(7, sha("a"));
  const comment = () => pull.comments.map(({ body }) => body).join("\n=====\n");

  const broken = await here.plan(7);
  expect(broken).toMatchObject({
    exitCode: 1,
    outputs: { result: "failed", "failure-reason": "invalid-file" },
  });
  expect(broken.log).toContain(
    "::error title=unknown-key,file=goals.yaml,line=9,col=69,endColumn=74::There is no key `vlaue` in a goal.%0ADid you mean `value`?\n",
  );
  expect(comment()).toContain('"plan":null,"ops":[]} -->\n### goals.yaml has 1 error.');

  here.write(THANKS);
  pull.json.head.sha = sha("b");
  const planned = await here.plan(7);
  expect(planned).toMatchObject({
    exitCode: 0,
    outputs: {
      "has-changes": "true",
      "to-add": "1",
      "to-remove": "0",
      summary: "Plan: 1 to add, 0 to change, 0 to remove, 0 unchanged.",
      result: "planned",
      "failure-reason": "",
      "comment-url": "https://github.com/acme/shop/pull/7#issuecomment-1000",
    },
  });
  expect(pull.comments).toHaveLength(1);
  expect(comment()).toMatch(new RegExp(`^<!-- goals:plan \\{"v":1,"id":"default","head":"${sha("b")}"`));
  expect(comment()).toContain("### Goals: 1 to add, 0 to change, 0 to remove, 0 unchanged");
  expect(planned.summary).toContain("### Goals: 1 to add, 0 to change, 0 to remove, 0 unchanged");

  github.merge(7, sha("c"));
  const applied = await here.push([sha("c")]);
  expect(applied).toMatchObject({
    exitCode: 0,
    outputs: {
      result: "applied",
      "published-version": "2",
      "previous-version": "1",
      summary: "Applied: 1 added, 0 changed, 0 removed. Version 2 of GTM-TEST01 is live.",
    },
  });
  expect(comment()).toContain(`"ops":[],"applied":"${sha("c")}"} -->`);
  expect(comment()).toContain(
    "Version 2 of GTM-TEST01 is live. ([run 14](https://github.com/acme/shop/actions/runs/102))</sub>",
  );
  expect(await here.push([sha("c")])).toMatchObject({ exitCode: 0, outputs: { result: "no-changes" } });

  const clean = await here.run({ event: "schedule" });
  expect(clean).toMatchObject({ exitCode: 0, outputs: { result: "no-changes", "has-changes": "false" } });
  expect(github.issues).toEqual([]);

  sandbox.edit({
    container: "GTM-TEST01",
    kind: "trigger",
    name: "acme-shop - Thank-you page",
    set: { filter: [] },
    publish: true,
    versionName: "Sale",
  });
  const drifted = await here.run({ event: "schedule" });
  expect(drifted).toMatchObject({ exitCode: 0, outputs: { "has-changes": "true", result: "planned" } });
  expect(github.issues).toHaveLength(1);
  await expect(github.issues[0]!.body).toMatchFileSnapshot("outputs/drift-issue.md");
  await here.run({ event: "schedule" });
  expect(github.issues).toHaveLength(1);

  const byHand = { command: "apply", approval: "plan-id" };
  const unread = await here.run({
    event: "workflow_dispatch",
    with: { ...byHand, "plan-id": "0".repeat(12) },
  });
  expect(unread).toMatchObject({
    exitCode: 1,
    outputs: { result: "stopped", "failure-reason": "plan-changed" },
  });
  const undone = await here.run({
    event: "workflow_dispatch",
    with: { ...byHand, "plan-id": drifted.outputs["plan-id"]! },
  });
  expect(undone).toMatchObject({ exitCode: 0, outputs: { result: "applied", "published-version": "4" } });
  await here.run({ event: "schedule" });
  expect(github.issues).toMatchObject([{ state: "closed" }]);

  const back = await here.run({
    event: "workflow_dispatch",
    with: { command: "rollback", "to-version": "3" },
  });
  expect(back).toMatchObject({
    exitCode: 0,
    outputs: { result: "applied", "published-version": "3", "previous-version": "4" },
  });
  expect(github.issues).toMatchObject([{ state: "open" }, { state: "closed" }]);
  expect(github.issues[0]!.body).toContain("There is a newer one, 4: somebody went back on purpose");
});
