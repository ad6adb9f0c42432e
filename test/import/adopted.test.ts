/** From a container that people made to a goals file and back to silence: import, plan, apply, plan, without `adopt`, plan. */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { expect, test } from "vitest";
import { startSandbox } from "../../src/sandbox/sandbox.ts";
import { containerExport } from "../support/containers.ts";
import { folder } from "../support/in-process.ts";

const OURS = "test/fixtures/containers";
/** A folder with more of them, where there are some. */
const MORE = process.env["GOALFORM_CONTAINERS"];
const FILES = [OURS, ...(MORE === undefined ? [] : [MORE])].flatMap((path) =>
  readdirSync(path)
    .filter((file) => file.endsWith(".json") && !file.includes(".truth."))
    .map((file) => `${path}/${file}`),
);

interface Entity {
  readonly name: string;
  readonly notes?: string;
}

type Live = Readonly<Partial<Record<(typeof KINDS)[number], readonly Entity[]>>>;

const KINDS = ["tag", "trigger", "variable", "folder"] as const;

/** What has no mark is the same to the letter; what has one has its name, and nothing is there that was not. */
function expectOnlyMarksAdded(before: Live, after: Live): void {
  for (const kind of KINDS) {
    const [was, is] = [sorted(before[kind] ?? []), sorted(after[kind] ?? [])];
    expect(is.map(({ name }) => name)).toEqual(was.map(({ name }) => name));
    for (const [index, one] of is.entries())
      if (!one.notes?.includes("goalform owner=")) expect(one).toEqual(was[index]);
  }
}

function sorted(entities: readonly Entity[]): readonly Entity[] {
  return entities
    .map((one) =>
      Object.fromEntries(Object.entries(one).filter(([key]) => key !== "path" && key !== "tagManagerUrl")),
    )
    .map((one) => one as unknown as Entity)
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
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
  const live = async (): Promise<Live> => {
    const asked = { headers: { authorization: "Bearer t" } };
    const root = `${sandbox.url}/tagmanager/v2`;
    const lookup = await fetch(`${root}/accounts/containers:lookup?tagId=${publicId}`, asked);
    const { path } = (await lookup.json()) as { path: string };
    return (await (await fetch(`${root}/${path}/versions:live`, asked)).json()) as Live;
  };
  const before = await live();
  const plan = await run("plan", ...at);
  expect(plan.blockers).toEqual([]);
  expect(plan.changes.filter(({ action }: { action: string }) => action !== "adopt")).toEqual([]);
  expect(plan.changes).toHaveLength(imported.goals.length + (imported.forwards?.length ?? 0));
  expect(await run("apply", "--auto-approve", ...at)).toMatchObject({ ok: true });
  expectOnlyMarksAdded(before, await live());
  expect((await run("plan", ...at)).changes).toEqual([]);
  const text = readFileSync(`${here.path}/goals.yaml`, "utf8");
  writeFileSync(`${here.path}/goals.yaml`, text.replace(/^ +adopt: .*\n/gm, ""));
  expect(text.match(/^ +adopt: /gm) ?? []).toHaveLength(plan.changes.length);
  expect((await run("plan", ...at)).changes).toEqual([]);
  const { out } = await here.goalform(["import", "-f", "goals.yaml", ...at, "--format", "json"]);
  expect(
    JSON.parse(out).goals.filter(({ from }: { from: { kind: string }[] }) => from[0]!.kind === "gtm.tag"),
  ).toEqual([]);
  await sandbox.close();
});
