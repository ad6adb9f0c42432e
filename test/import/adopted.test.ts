/** From a container that people made to a goals file and back to silence: import, plan, apply, plan, without `adopt`, plan. */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { expect, test } from "vitest";
import { startSandbox } from "../../src/sandbox/sandbox.ts";
import { containerExport } from "../support/containers.ts";
import { folder } from "../support/in-process.ts";

const OURS = "test/fixtures/containers";
const MORE = process.env["GOALFORM_CONTAINERS"];
const FILES = [OURS, ...(MORE === undefined ? [] : [MORE])].flatMap((path) =>
  readdirSync(path)
    .filter((file) => file.endsWith(".json") && !file.includes(".truth."))
    .map((file) => `${path}/${file}`),
);

interface Entity {
  readonly name: string;
  readonly type: string;
}

test.each(FILES)("%s", async (file) => {
  const exported = containerExport(file);
  const publicId = "GTM-IMPORTED";
  const here = folder({ "export.json": JSON.stringify(exported) });
  const run = async (...args: string[]) => {
    const { out } = await here.goalform([...args, "--format", "json"]);
    return JSON.parse(out);
  };
  const ids = ["--property", "123456789", "--container", publicId];
  const imported = await run("import", "--from", "export.json", "--out", "goals.yaml", ...ids);
  if (!imported.ok) return expect(imported.error.code).toMatch(/nothing-to-import|not-a-web/);
  const measurementId = imported.source.measurementId ?? "G-TEST123456";
  const sandbox = await startSandbox({
    seed: {
      properties: [{ property: "123456789", measurementId }],
      containers: [{ publicId, export: exported }],
    },
  });
  const at = ["--endpoint", sandbox.url];
  const tagsNow = async () => {
    const response = await fetch(
      `${sandbox.url}/tagmanager/v2/accounts/containers:lookup?tagId=${publicId}`,
      {
        headers: { authorization: "Bearer t" },
      },
    );
    const { path } = (await response.json()) as { path: string };
    const live = await fetch(`${sandbox.url}/tagmanager/v2/${path}/versions:live`, {
      headers: { authorization: "Bearer t" },
    });
    return ((await live.json()) as { tag: Entity[] }).tag.map(({ name, type }) => `${type} ${name}`);
  };
  const before = await tagsNow();
  const plan = await run("plan", ...at);
  expect(plan.blockers).toEqual([]);
  expect(plan.changes.filter(({ action }: { action: string }) => action !== "adopt")).toEqual([]);
  expect(plan.changes).toHaveLength(imported.goals.length);
  expect(await run("apply", "--auto-approve", ...at)).toMatchObject({ ok: true });
  expect(await tagsNow()).toEqual(before);
  expect((await run("plan", ...at)).changes).toEqual([]);
  const text = readFileSync(`${here.path}/goals.yaml`, "utf8");
  writeFileSync(`${here.path}/goals.yaml`, text.replace(/^ +adopt: .*\n/gm, ""));
  expect(text.match(/^ +adopt: /gm) ?? []).toHaveLength(imported.goals.length);
  expect((await run("plan", ...at)).changes).toEqual([]);
  const { out } = await here.goalform(["import", "-f", "goals.yaml", ...at, "--format", "json"]);
  expect(
    JSON.parse(out).goals.filter(({ from }: { from: { kind: string }[] }) => from[0]!.kind === "gtm.tag"),
  ).toEqual([]);
  await sandbox.close();
});
