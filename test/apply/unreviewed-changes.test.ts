/** The last look before publishing: what of others stops it, what does not, and how it is said. */
import { expect, test } from "vitest";
import type { CreatedVersion, GooglePort } from "../../src/apply/google-port.ts";
import { refuseConcurrentChanges } from "../../src/apply/unreviewed-changes.ts";
import type { WorkingPlan } from "../../src/apply/working-plan.ts";
import type { EntityKind, JsonObject } from "../../src/resources/resource.ts";
import type { ContainerContent } from "../../src/resources/snapshot.ts";
import { memoryGoogle } from "../support/memory-google.ts";
import { applyAt, OPTIONS, workAt, written } from "../support/port.ts";
import { HEAD } from "../support/shop.ts";

const GOALS = `${HEAD}goals:\n  thanks: { type: destination, page: /thanks }\n`;
const BLOGS_TRIGGER = {
  triggerId: "91",
  name: "acme-blog - Read",
  type: "pageview",
  notes: "goalform owner=acme-blog address=gtm.trigger/read digest=0123456789abcdef",
};
const PEOPLES_TRIGGER = { triggerId: "92", name: "Summer sale", type: "pageview" };

interface Case {
  /** Of the version that is created: the one after the latest is 2. */
  readonly id?: string;
  /** What is in that version, and what is live by now, besides what the plan saw. */
  readonly inVersion?: readonly JsonObject[];
  readonly live?: readonly JsonObject[];
  readonly allowUnpublished?: boolean;
  /** Something other than what the file asks for. */
  readonly edit?: (content: ContainerContent) => ContainerContent;
  readonly latest?: string | null;
  readonly goals?: string;
  /** Of what is live. */
  readonly liveEdit?: (content: ContainerContent) => ContainerContent;
}

function withTriggers(content: ContainerContent, more: readonly JsonObject[]): ContainerContent {
  const kind: EntityKind = "gtm.trigger";
  return { ...content, entities: { ...content.entities, [kind]: [...content.entities[kind], ...more] } };
}

/** How the last look ends, and whether what is live was read for it. */
async function look({
  id = "2",
  inVersion = [],
  live = [],
  allowUnpublished = false,
  edit = (content) => content,
  latest = "1",
  goals = GOALS,
  liveEdit = (content) => content,
}: Case): Promise<{ error: unknown; reads: number }> {
  const google = memoryGoogle();
  await applyAt(google, goals);
  const planned = await workAt(google, goals);
  const { container } = planned.snapshot;
  const work: WorkingPlan = {
    ...planned,
    snapshot: {
      ...planned.snapshot,
      container: { ...container, latest: latest === null ? null : { id: latest, name: "" } },
    },
  };
  const content = edit(withTriggers(container.content, inVersion));
  const version: CreatedVersion = { id, name: "", path: "", url: "", description: "", content };
  const port = written<GooglePort>({
    ...google,
    readLive: async () => liveEdit(withTriggers(container.content, live)),
  });
  const error = await refuseConcurrentChanges(version, work, port, { ...OPTIONS, allowUnpublished }).then(
    () => null,
    (reason: unknown) => reason,
  );
  return { error, reads: port.calls.length };
}

test("the version after the latest, with nothing of others in it, needs no look", async () => {
  expect(await look({})).toEqual({ error: null, reads: 0 });
  expect(await look({ id: "1", latest: null })).toEqual({ error: null, reads: 0 });
});

test("after a version in between, what is live is read", async () => {
  expect(await look({ id: "3" })).toEqual({ error: null, reads: 1 });
});

test.each(["2", "3"])(
  "what people have not published is not published with ours (version %s)",
  async (id) => {
    const { error } = await look({ id, inVersion: [PEOPLES_TRIGGER] });
    expect(error).toMatchObject({
      code: "changed-meanwhile",
      message: `Somebody else changed the container while this was applied: trigger "Summer sale". Version ${id} was created and is not published.`,
      hint: "Look at that version in Tag Manager, publish or delete it, then plan again.",
    });
  },
);

test("five names are enough, with commas", async () => {
  const many = Array.from({ length: 7 }, (_, index) => ({
    ...PEOPLES_TRIGGER,
    triggerId: `${index + 50}`,
    name: `T${index}`,
  }));
  const { error } = await look({ inVersion: many });
  expect(String(error)).toContain(
    'trigger "T0", trigger "T1", trigger "T2", trigger "T3", trigger "T4". Version',
  );
});

test("what they have put live meanwhile may stay", async () => {
  const { error } = await look({ id: "3", inVersion: [PEOPLES_TRIGGER], live: [PEOPLES_TRIGGER] });
  expect(error).toBeNull();
});

test("what another run has not published is waited for", async () => {
  const { error } = await look({ id: "3", inVersion: [BLOGS_TRIGGER] });
  expect(error).toMatchObject({
    code: "overtaken",
    message: "Version 3 contains unpublished work of another run: acme-blog.",
  });
});

test("where a reviewer lets it pass, it goes live with ours", async () => {
  for (const one of [PEOPLES_TRIGGER, BLOGS_TRIGGER])
    for (const id of ["2", "3"])
      expect((await look({ id, inVersion: [one], allowUnpublished: true })).error).toBeNull();
});

const pausedTags = ({ entities, ...content }: ContainerContent): ContainerContent => ({
  ...content,
  entities: { ...entities, "gtm.tag": entities["gtm.tag"].map((tag) => ({ ...tag, paused: true })) },
});

test("what differs from the file in our own version is not published", async () => {
  const { error, reads } = await look({ edit: pausedTags });
  expect(reads).toBe(0);
  expect(error).toMatchObject({
    code: "changed-meanwhile",
    message:
      'Somebody else worked in our workspace while this was applied: tag "acme-shop - Thanks". Version 2 was created and is not published.',
    hint: "Run apply again: it plans from what is there now.",
  });
});

test("of much that differs five are named", async () => {
  const many = Array.from({ length: 7 }, (_, i) => `  t${i}: { type: destination, page: /t${i} }\n`);
  const { error } = await look({ edit: pausedTags, goals: `${HEAD}goals:\n${many.join("")}` });
  const names = [0, 1, 2, 3, 4].map((i) => `tag "acme-shop - T${i}"`).join(", ");
  expect(String(error)).toContain(`while this was applied: ${names}. Version 2`);
});

test("what somebody has put live on ours meanwhile is not taken back", async () => {
  const { error } = await look({ id: "3", liveEdit: pausedTags });
  expect(error).toMatchObject({
    code: "changed-meanwhile",
    message:
      'Somebody else changed the container while this was applied: "acme-shop - Thanks". Version 3 was created and is not published.',
  });
});

test("what they have put live on ours, and our version has as well, may stay", async () => {
  const withPriority = ({ entities, ...content }: ContainerContent): ContainerContent => ({
    ...content,
    entities: {
      ...entities,
      "gtm.tag": entities["gtm.tag"].map((tag) => ({ ...tag, priority: { type: "integer", value: "7" } })),
    },
  });
  expect((await look({ id: "3", edit: withPriority, liveEdit: withPriority })).error).toBeNull();
});
