import type { tagmanager_v2 } from "googleapis/build/src/apis/tagmanager/v2.js";
import { describe, expect, it } from "vitest";
import { CONTAINER, start, tagManager } from "./google.ts";
import { condition, constant, eventTag, htmlTag, pageview, text } from "./samples.ts";

type Entity = tagmanager_v2.Schema$Entity;

const BROKEN: readonly [string, Entity[]][] = [
  ["a variable that does not exist, in a tag", [{ tag: htmlTag("T", "<b>{{Nothing}}</b>") }]],
  ["… in a condition", [{ trigger: pageview("T", condition("equals", "{{Nothing}}", "1")) }]],
  ["… in a variable", [{ variable: constant("V", "a{{Nothing}}b") }]],
  [
    "a built-in variable that is not enabled",
    [{ trigger: pageview("T", condition("equals", "{{Click URL}}", "1")) }],
  ],
  ["a set-up tag that does not exist", [{ tag: { ...htmlTag("T", "x"), setupTag: [{ tagName: "None" }] } }]],
  [
    "a clean-up tag that does not exist",
    [{ tag: { ...htmlTag("T", "x"), teardownTag: [{ tagName: "None" }] } }],
  ],
  [
    "a trigger group with an unknown trigger",
    [
      {
        trigger: {
          name: "G",
          type: "triggerGroup",
          parameter: [{ type: "list", key: "triggerIds", list: [{ type: "triggerReference", value: "77" }] }],
        },
      },
    ],
  ],
  [
    "a pattern that is no regular expression",
    [{ trigger: pageview("T", condition("matchRegex", "{{Page Path}}", "(?i)a")) }],
  ],
  [
    "variables that refer to each other in a circle",
    [
      { variable: constant("A", "{{B}}") },
      { variable: constant("B", "{{C}}") },
      { variable: constant("C", "{{A}}") },
    ],
  ],
  ["Custom HTML whose script does not parse", [{ tag: htmlTag("T", "<p>a</p><script>push({</script>") }]],
  [
    "Custom JavaScript that does not parse",
    [{ variable: { name: "V", type: "jsm", parameter: [text("javascript", "function() { return 1")] } }],
  ],
  ["a variable that refers to itself", [{ variable: constant("A", "{{A}}") }]],
];

const SOUND: Entity[] = [
  { tag: { ...eventTag("All pages", "2147479553", "2147479572"), blockingTriggerId: ["2147479573"] } },
  {
    tag: {
      ...htmlTag("After", "{{Chain}} {{_event}}"),
      setupTag: [{ tagName: "All pages" }],
      notes: "{{No reference}}",
    },
  },
  {
    tag: htmlTag(
      "Script",
      "<script>f('{{Leaf}}', {{Leaf}});</script><script type='application/json'>{{{</script>",
    ),
  },
  {
    variable: {
      name: "Own",
      type: "jsm",
      parameter: [text("javascript", "function() { return {{Leaf}}; } // end")],
    },
  },
  { trigger: pageview("T", condition("matchRegex", "{{Page Path}}", "^/(?!a)")) },
  { variable: constant("Chain", "{{Leaf}}{{Leaf}}") },
  { variable: { name: "Leaf", type: "v", parameter: [text("name", "a.b")] } },
];

function changes(entities: readonly Entity[]): tagmanager_v2.Schema$ProposedChange {
  return {
    changes: entities.map(({ tag, trigger, variable }, index) => {
      const id = `new_${index}`;
      if (tag) return { changeStatus: "added", tag: { ...tag, tagId: id } };
      if (trigger) return { changeStatus: "added", trigger: { ...trigger, triggerId: id } };
      return { changeStatus: "added", variable: { ...variable!, variableId: id } };
    }),
  };
}

describe("making a version", () => {
  const path = `${CONTAINER}/workspaces/2`;

  it.each(BROKEN)(
    "fails without an HTTP error, and without losing the workspace, for %s",
    async (_, entities) => {
      const { containers } = tagManager(await start()).accounts;
      await containers.workspaces.bulk_update({ path, requestBody: changes(entities) });
      const { status, data } = await containers.workspaces.create_version({ path, requestBody: {} });
      expect([status, data]).toEqual([200, { compilerError: true }]);
      expect((await containers.workspaces.quick_preview({ path })).data).toEqual({ compilerError: true });
      expect((await containers.workspaces.getStatus({ path })).data.workspaceChange).toHaveLength(
        entities.length,
      );
      expect((await containers.version_headers.latest({ parent: CONTAINER })).data.containerVersionId).toBe(
        "1",
      );
    },
  );

  it("succeeds for built-in triggers, chains of variables and texts that only look like references", async () => {
    const { containers } = tagManager(await start()).accounts;
    await containers.workspaces.bulk_update({ path, requestBody: changes(SOUND) });
    const { data: preview } = await containers.workspaces.quick_preview({ path });
    expect(preview.containerVersion).toMatchObject({ containerVersionId: "0", tag: [{}, {}, {}] });
    const { data } = await containers.workspaces.create_version({ path, requestBody: {} });
    expect(data).toMatchObject({ containerVersion: { containerVersionId: "2" } });
  });
});
