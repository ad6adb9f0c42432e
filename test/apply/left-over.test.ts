/** A run that died has left a version that is not live: the next one publishes it, or starts from it. */
import { expect, test } from "vitest";
import { apply } from "../../src/apply/apply.ts";
import type { CreatedVersion, GooglePort } from "../../src/apply/google-port.ts";
import type { ContainerContent } from "../../src/resources/snapshot.ts";
import { memoryGoogle } from "../support/memory-google.ts";
import { applyAt, OPTIONS, refusal, workAt, written } from "../support/port.ts";
import { HEAD } from "../support/shop.ts";

const GOALS = `${HEAD}goals:\n  thanks: { type: destination, page: /thanks }\n`;
const MORE = `${GOALS}  welcome: { type: destination, page: /welcome }\n`;

/** Where `before` is live, and what `left` became of it is in version 9. */
async function googleWith(
  before: string,
  left: string,
  edit: (content: ContainerContent) => ContainerContent = (content) => content,
) {
  const [google, other] = [memoryGoogle(), memoryGoogle()];
  for (const one of [google, other]) await applyAt(one, before);
  await applyAt(other, left);
  const content = edit((await other.read()).container.content);
  const header = { id: "9", name: OPTIONS.title, description: OPTIONS.notes };
  const version: CreatedVersion = { ...header, path: "version 9", url: "", content };
  return written<GooglePort>({
    ...google,
    read: async (lists) => {
      const { container, ...rest } = await google.read(lists);
      const unpublished = { ...header, createdAt: null, content };
      return { ...rest, container: { ...container, latest: header, unpublished } };
    },
    readLatest: async () => version,
  });
}

const pausedTags = ({ entities, ...content }: ContainerContent): ContainerContent => ({
  ...content,
  entities: { ...entities, "gtm.tag": entities["gtm.tag"].map((tag) => ({ ...tag, paused: true })) },
});

test("a version that is just what is wanted is published, and what goes with it in Analytics goes", async () => {
  const port = await googleWith(MORE, GOALS);
  const told: string[] = [];
  const work = await workAt(port, GOALS);
  port.calls.length = 0;
  const applied = await apply(
    work,
    () => Promise.reject(new Error("nothing is left")),
    port,
    (doing) => told.push(doing),
    OPTIONS,
  );
  expect(port.calls).toEqual([
    ["readLatest"],
    ["deleteKeyEvent", "welcome"],
    ["publish", expect.objectContaining({ id: "9" })],
    ["listWorkspaces"],
  ]);
  expect(told.at(-1)).toBe("Publishing version 9");
  expect(applied).toMatchObject({ version: { id: "9" }, isLive: true });
});

const workspace = (name: string) => ({ path: `at ${name}`, name, description: "", isNew: false });

test("and so does the workspace that Google left in place of that run's, unless something is in it", async () => {
  for (const [changed, expected] of [
    [
      [],
      [
        ["changedIn", workspace(OPTIONS.title)],
        ["deleteWorkspace", workspace(OPTIONS.title)],
      ],
    ],
    [[{ name: "Summer sale" }], [["changedIn", workspace(OPTIONS.title)]]],
  ] as const) {
    const google = await googleWith(MORE, GOALS);
    const port = written<GooglePort>({
      ...google,
      listWorkspaces: async () => [workspace("Default Workspace"), workspace(OPTIONS.title)],
      changedIn: async () => changed,
    });
    await applyAt(port, GOALS);
    const after = port.calls.map(([name]) => name).indexOf("listWorkspaces");
    expect(port.calls.slice(after + 1)).toEqual(expected);
  }
});

test("a list of workspaces that cannot be read does not make a finished apply fail", async () => {
  const google = await googleWith(MORE, GOALS);
  const port = written<GooglePort>({ ...google, listWorkspaces: () => Promise.reject(refusal(500)) });
  expect(await applyAt(port, GOALS)).toMatchObject({ version: { id: "9" }, isLive: true });
});

test("what others have in it goes live with it only where a reviewer lets it", async () => {
  const sale = { triggerId: "92", name: "Summer sale", type: "pageview" };
  const withSale = ({ entities, ...content }: ContainerContent): ContainerContent => ({
    ...content,
    entities: { ...entities, "gtm.trigger": [...entities["gtm.trigger"], sale] },
  });
  const allowed = await googleWith(MORE, GOALS, withSale);
  const { version } = await applyAt(allowed, GOALS, { allowUnpublished: true });
  expect(version?.id).toBe("9");
  const port = await googleWith(MORE, GOALS, withSale);
  // The double's workspaces start from what is live, so this cannot end well.
  await applyAt(port, GOALS).catch(() => null);
  expect(port.calls.map(([name]) => name)).toContain("openWorkspace");
});

test("a version in which something else is missing is worked on", async () => {
  const port = await googleWith(GOALS, GOALS);
  await applyAt(port, MORE);
  expect(port.calls.map(([name]) => name)).toContain("openWorkspace");
});

test("what somebody edited in it is overwritten, unless that is not allowed", async () => {
  const port = await googleWith(GOALS, GOALS, pausedTags);
  await applyAt(port, MORE);
  await expect(
    applyAt(await googleWith(GOALS, GOALS, pausedTags), MORE, { strict: true }),
  ).rejects.toMatchObject({
    code: "edited-at-google",
    message: expect.stringContaining('Somebody edited what is not live yet: tag "acme-shop - Thanks".'),
  });
});
