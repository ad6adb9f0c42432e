/** The real command line, killed in the middle, and two of them at once. */
import { expect, test } from "vitest";
import { type RunningSandbox, startSandbox } from "../../src/sandbox/sandbox.ts";
import type { Folder } from "../support/cli.ts";
import { folder } from "../support/in-process.ts";
import { HEAD, SEED } from "../support/shop.ts";

const GOALS = `${HEAD}goals:
  thanks: { type: destination, page: /thanks }
  call: { type: event, on: { link: { url: { begins_with: "tel:" } } } }
`;

async function open(): Promise<RunningSandbox> {
  return startSandbox({ seed: SEED });
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
  let hasEnded = false;
  const ended = run.ended.then((how) => {
    hasEnded = true;
    return how;
  });
  while (!hasEnded && sandbox.requests.length < before + request)
    await new Promise((done) => setTimeout(done, 5));
  run.kill();
  expect(await ended).toMatchObject({ exitCode: null });
  sandbox.clearFaults();
}

test("killed at any request, the next apply finishes the work", async () => {
  const calm = await open();
  await folder({ "goals.yaml": GOALS }).goalform(["apply", "--auto-approve", "--endpoint", calm.url]);
  const end = left(calm);
  const requests = calm.requests.length;
  await calm.close();
  expect(requests).toBe(17);

  // The last two leave an annotation, when everything is done.
  for (let request = 9; request < requests; request++) {
    const sandbox = await open();
    const here = folder({ "goals.yaml": GOALS });
    await killAt(request, here, sandbox);
    const { exitCode } = await here.goalform(["apply", "--auto-approve", "--endpoint", sandbox.url]);
    expect({ request, exitCode, left: left(sandbox) }).toEqual({ request, exitCode: 0, left: end });
    await sandbox.close();
  }
});

test("two of one file and one of another at once: all end with 0, no goal is lost, nothing is doubled or left behind", async () => {
  const sandbox = await open();
  const here = folder({ "goals.yaml": GOALS });
  const other = folder({
    "goals.yaml": GOALS.replace("name: acme-shop", "name: acme-blog")
      .replaceAll("thanks", "read")
      .replaceAll("call", "mail"),
  });
  const args = ["apply", "--auto-approve", "--endpoint", sandbox.url];
  const ends = await Promise.all([here.built(args), here.built(args), other.built(args)]);
  for (const { exitCode, err } of ends)
    expect({ exitCode, err: exitCode === 0 ? "" : err }).toEqual({ exitCode: 0, err: "" });
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
