/** The real command line, killed in the middle, and two of them at once. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { type RunningSandbox, startSandbox } from "../../src/sandbox/sandbox.ts";
import type { Folder } from "../support/cli.ts";
import { folder } from "../support/in-process.ts";
import { CONTAINER, HEAD, MEASUREMENT_ID, PROPERTY } from "../support/shop.ts";

const GOALS = `${HEAD}goals:
  thanks: { type: destination, page: /thanks }
  call: { type: event, on: { link: { url: { begins_with: "tel:" } } } }
`;

async function open(): Promise<RunningSandbox> {
  return startSandbox({
    seed: {
      properties: [{ property: PROPERTY, measurementId: MEASUREMENT_ID }],
      containers: [{ publicId: CONTAINER }],
    },
  });
}

/** What a finished run leaves: names of objects, key events and workspaces. */
function left({ sandbox }: RunningSandbox): unknown {
  const [container] = sandbox.state.tagManager.containers;
  const live = container!.versions.find(({ id }) => id === container!.liveVersionId);
  return {
    entities: Object.entries(live!.content.entities)
      .flatMap(([kind, list]) => list.map(({ fields }) => `${kind} ${String(fields["name"])}`))
      .sort(),
    workspaces: container!.workspaces.filter(({ submitted }) => !submitted).map(({ name }) => name),
    keyEvents: Object.values(sandbox.state.analytics.properties)
      .flatMap(({ keyEvents }) => keyEvents.map(({ eventName }) => eventName))
      .sort(),
  };
}

/** The request never gets its answer; as soon as it has arrived, the process is killed. */
async function killAt(request: number, here: Folder, sandbox: RunningSandbox): Promise<void> {
  sandbox.setFaults([{ at: request, how: { hang: Number.POSITIVE_INFINITY } }]);
  const before = sandbox.requests.length;
  const run = here.start(["apply", "--auto-approve", "--endpoint", sandbox.url]);
  while (sandbox.requests.length < before + request) await new Promise((done) => setTimeout(done, 5));
  run.kill();
  await run.ended;
  sandbox.clearFaults();
}

test("killed at any request, the next apply finishes the work", async () => {
  const calm = await open();
  await folder({ "goals.yaml": GOALS }).goalform(["apply", "--auto-approve", "--endpoint", calm.url]);
  const end = left(calm);
  const requests = calm.requests.length;
  await calm.close();
  expect(requests).toBe(12);

  for (let request = 6; request <= requests; request++) {
    const sandbox = await open();
    const here = folder({ "goals.yaml": GOALS });
    await killAt(request, here, sandbox);
    const { exitCode } = await here.goalform(["apply", "--auto-approve", "--endpoint", sandbox.url]);
    expect({ request, exitCode, left: left(sandbox) }).toEqual({ request, exitCode: 0, left: end });
    await sandbox.close();
  }
});

test("two at once: no goal is lost, nothing is doubled, and whoever stops says why", async () => {
  const sandbox = await open();
  const here = folder({ "goals.yaml": GOALS });
  const other = folder({
    "goals.yaml": GOALS.replace("name: acme-shop", "name: acme-blog")
      .replaceAll("thanks", "read")
      .replaceAll("call", "mail"),
  });
  const args = ["apply", "--auto-approve", "--endpoint", sandbox.url];
  const ends = await Promise.all([here.built(args), here.built(args), other.built(args)]);
  for (const { exitCode, err } of ends) expect(exitCode === 0 || /error\[[a-z-]+\]: /.test(err)).toBe(true);
  expect(ends.some(({ exitCode }) => exitCode === 0)).toBe(true);

  // Whoever came too late may have left a version that is not live: the other file does not publish it, its own does.
  const refused: Folder[] = [];
  for (const folderOf of [here, other]) {
    const { exitCode, err } = await folderOf.goalform(args);
    if (exitCode === 0) continue;
    expect(err).toContain("error[unpublished-version]: ");
    refused.push(folderOf);
  }
  expect(refused.length).toBeLessThanOrEqual(1);
  for (const folderOf of refused) expect(await folderOf.goalform(args)).toMatchObject({ exitCode: 0 });
  // Or it has opened a workspace for nothing; the next change uses it up.
  for (const folderOf of [here, other]) {
    folderOf.write(
      "goals.yaml",
      readFileSync(`${folderOf.path}/goals.yaml`, "utf8").replace("page: /", "page: /new/"),
    );
    expect(await folderOf.goalform(args)).toMatchObject({ exitCode: 0 });
  }
  const { entities, workspaces } = left(sandbox) as { entities: string[]; workspaces: string[] };
  expect(workspaces).toEqual(["Default Workspace"]);
  expect(entities).toEqual(
    [
      "folder goalform - acme-blog",
      "folder goalform - acme-shop",
      ...["tag", "trigger"].flatMap((kind) =>
        ["acme-blog - Mail", "acme-blog - Read", "acme-shop - Call", "acme-shop - Thanks"].map(
          (name) => `${kind} ${name}`,
        ),
      ),
    ].sort(),
  );
  await sandbox.close();
});
