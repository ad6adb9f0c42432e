/**
 * A container that people made, from the pull request that imports it to the one that deletes the `adopt:` lines; and an edit of
 * an adopted tag in Tag Manager, with the patch that takes it over.
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { startSandbox } from "../../src/sandbox/sandbox.ts";
import { containerExport } from "../support/containers.ts";
import { importing } from "../support/importing.ts";
import { CONTAINER, PROPERTY } from "../support/shop.ts";
import { GitHubDouble } from "./github/double.ts";
import { type Past, stage } from "./runner.ts";
import { expectWhole } from "./whole-run.ts";

const EXPORT = containerExport("test/fixtures/containers/pickleford-daughters.json");
const MEASUREMENT_ID = "G-MADE110001";

/** Before anybody thought of goalform. */
async function madeByHand(): Promise<Past> {
  const sandbox = await startSandbox({
    seed: {
      properties: [{ property: PROPERTY, measurementId: MEASUREMENT_ID }],
      containers: [{ publicId: CONTAINER, export: EXPORT }],
    },
  });
  const google = structuredClone(sandbox.sandbox.state);
  await sandbox.close();
  return { github: new GitHubDouble().memory, google, now: Date.parse("2026-03-01T09:00:00Z"), runs: 100 };
}

async function importedFile(): Promise<string> {
  const options = {
    out: "goals.yaml",
    name: "daughters",
    property: PROPERTY,
    container: CONTAINER,
    measurementId: MEASUREMENT_ID,
  };
  const { disk } = await importing({ sources: { "export.json": EXPORT }, options });
  return disk.get("goals.yaml")!;
}

const sha = (letter: string) => letter.repeat(40);

test("imported, adopted, freed of its adopt lines; then edited in Tag Manager, and taken over", async () => {
  const adopting = await importedFile();
  const here = await stage(adopting, undefined, await madeByHand());
  const { github, sandbox } = here;
  github.open(7, sha("a"));
  const planned = await here.plan(7);
  await expectWhole(here, planned, "adoption-planned");
  expect(planned.outputs).toMatchObject({ result: "planned", "to-add": "0", "to-remove": "0" });

  github.merge(7, sha("b"));
  const applied = await here.push([sha("b")]);
  expect(applied.outputs).toMatchObject({ result: "applied", "published-version": "2" });

  const freed = adopting.replace(/^ +adopt: .*\n/gm, "");
  expect(freed.length).toBeLessThan(adopting.length);
  here.write(freed);
  github.open(8, sha("c"));
  const again = await here.plan(8);
  expect(again.outputs).toMatchObject({ "has-changes": "false", "to-change": "0" });
  github.merge(8, sha("d"));
  expect((await here.push([sha("d")])).outputs["result"]).toBe("no-changes");
  expect((await here.run({ event: "schedule" })).outputs["result"]).toBe("no-changes");
  expect(github.issues).toEqual([]);

  const arg = (key: string, value: string) => ({ type: "template", key, value });
  const equals = (left: string, right: string) => ({
    type: "equals",
    parameter: [arg("arg0", left), arg("arg1", right)],
  });
  const at = { container: CONTAINER, kind: "trigger", publish: true } as const;
  sandbox.edit({ ...at, name: "cf7", set: { customEventFilter: [equals("{{_event}}", "form_sent")] } });
  // Which others use too.
  sandbox.edit({ ...at, name: "Thank you page", set: { filter: [equals("{{Page Path}}", "/danke")] } });
  const drifted = await here.run({ event: "schedule" });
  expect(drifted.outputs).toMatchObject({ result: "planned", "has-changes": "true" });
  const issue = github.issues[0]!.body ?? "";
  expect(issue).toContain("form\\_sent");
  const patched = afterPatch(/^```+diff\n(--- a\/.*?\n)```+$/ms.exec(issue)![1]!, freed);
  expect(patched).toBe(
    freed.replace("cf7_submitted", "form_sent").replaceAll("page: /order-complete", "page: /danke"),
  );
  here.write(patched);
  github.open(9, sha("e"));
  const accepting = await here.plan(9);
  expect(accepting.summary).toContain("its mark is updated");
  expect(accepting.summary).not.toContain("/order-complete");
  github.merge(9, sha("f"));
  expect((await here.push([sha("f")])).outputs["result"]).toBe("applied");
  expect((await here.run({ event: "schedule" })).outputs["result"]).toBe("no-changes");
  expect(github.issues).toMatchObject([{ state: "closed" }]);
});

/** What git makes of it. */
function afterPatch(patch: string, goals: string): string {
  const folder = mkdtempSync(join(tmpdir(), "goalform-git-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  writeFileSync(join(folder, "goals.yaml"), goals);
  execFileSync("git", ["apply", "-"], { cwd: folder, input: patch });
  return readFileSync(join(folder, "goals.yaml"), "utf8");
}
