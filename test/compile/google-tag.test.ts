/** The tag that loads Google's own script, where the file asks for it. */

import { expect, test } from "vitest";
import { compile } from "../../src/compile/compile.ts";
import { GOOGLE_TAG_ADDRESS } from "../../src/resources/compiled.ts";
import type { JsonObject } from "../../src/resources/json.ts";
import { goalSet, HEAD, MEASUREMENT_ID } from "../support/shop.ts";

function compiled(lives: string | null, goals: string) {
  const head = lives === null ? HEAD : HEAD.replace(/( {4}gtm: .*\n)/, `$1    google_tag: ${lives}\n`);
  const read = goalSet(head + goals);
  return compile(read, MEASUREMENT_ID, read.targets[0]!.googleTag);
}

const TWO = `goals:
  a: { type: destination, page: /a }
  b: { type: event, on: { ga4_event: purchase } }
funnels:
  f: { steps: [{ id: c, page: /c }, a] }
`;

test("is one tag for all that is counted, as Tag Manager's screen writes it", () => {
  const { resources } = compiled("create", TWO);
  const tags = resources.filter(({ body }) => (body as JsonObject)["type"] === "googtag");
  expect(tags).toEqual([
    {
      kind: "gtm.tag",
      address: GOOGLE_TAG_ADDRESS,
      name: "acme-shop - Google tag",
      body: {
        name: "acme-shop - Google tag",
        type: "googtag",
        parameter: [{ type: "template", key: "tagId", value: MEASUREMENT_ID }],
        // "Initialization - All Pages", in every container.
        firingTriggerId: ["2147479573"],
        tagFiringOption: "oncePerLoad",
        parentFolderId: "goalform-ref:gtm.folder/shared:folder",
        monitoringMetadata: { type: "map" },
        consentSettings: { consentStatus: "notSet" },
      },
      at: { file: "goals.yaml", line: 7, column: 5, length: 10, source: "    google_tag: create" },
      users: ["goal:a", "goal:b", "funnel:f"],
    },
  ]);
});

test("lives in the folder of the file, also where nothing else does", () => {
  const { resources } = compiled("create", "goals:\n  b: { type: event, on: { ga4_event: purchase } }\n");
  expect(resources.map(({ address, users }) => [address, users])).toEqual([
    ["gtm.folder/shared:folder", ["goal:b"]],
    [GOOGLE_TAG_ADDRESS, ["goal:b"]],
    ["ga4.keyEvent/purchase", ["goal:b"]],
  ]);
});

test("is not there for a file that counts nothing", () => {
  expect(compiled("create", "goals: {}\n").resources).toEqual([]);
});

test.each([
  [null, "container"],
  ["container", "container, as said"],
  ["page", "page"],
  ["create", "create"],
] as const)("is made only on request: %s", (lives, said) => {
  const { googleTag, resources } = compiled(lives, TWO);
  expect(googleTag).toBe(said);
  expect(resources.filter(({ body }) => (body as JsonObject)["type"] === "googtag")).toHaveLength(
    lives === "create" ? 1 : 0,
  );
});
