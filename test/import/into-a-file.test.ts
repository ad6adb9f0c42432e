/** Goals that are added to a file which somebody else wrote: its defaults, ids, names and goals that are switched off. */
import { expect, test } from "vitest";
import { containerExport } from "../support/containers.ts";
import { importing, validFile } from "../support/importing.ts";
import { HEAD } from "../support/shop.ts";

const FITNESS = containerExport("test/fixtures/containers/nordwik-fitness.json");
const ID = "G-MADE120001";

async function into(file: string) {
  const { imported, disk } = await importing({
    sources: { "export.json": FITNESS },
    files: { "goals.yaml": file },
    options: { file: "goals.yaml", measurementId: ID },
  });
  const text = disk.get("goals.yaml")!;
  return { imported, text, goals: validFile({ text }).goals };
}

test("defaults that send more are no obstacle; defaults that count otherwise are", async () => {
  const sending = HEAD.replace(
    "{ currency: EUR }",
    "{ currency: EUR, consent: [analytics_storage], parameters: { lang: de } }",
  );
  const { imported, text, goals } = await into(`${sending}goals: {}\n`);
  expect(imported.goals).toHaveLength(11);
  expect(text).toContain("consent: []");
  expect(goals.find(({ id }) => id === "trial_booked")?.consent).toEqual([]);
  const counting = HEAD.replace("{ currency: EUR }", "{ host: www.nordwik.example }");
  const other = await into(`${counting}goals: {}\n`);
  expect(other.imported.leftOut.filter(({ code }) => code === "file-defaults").length).toBeGreaterThan(0);
  for (const { instead, code } of other.imported.leftOut)
    if (code === "file-defaults") expect(instead).toMatch(/new file/);
});

test("ids and names that are taken are replaced, and what is switched off stays off", async () => {
  const { imported, goals } = await into(`${HEAD}goals:
  pt_booked: { type: destination, page: /pt }
  mine: { name: "ga4 – FREEZE", type: destination, page: /freeze }
  voucher_used: { type: event, on: { data_layer: something }, enabled: false }
removed: [friend_invited]
`);
  const byTag = new Map(imported.goals.map(({ id, from }) => [from[0]!.name, id]));
  expect(byTag.get("GA4 – personal training")).toBe("pt_booked_2");
  expect(goals.find(({ id }) => id === "pt_booked_2")?.event).toBe("pt_booked");
  expect(goals.find(({ id }) => id === byTag.get("GA4 – freeze"))?.name).toBe("Membership frozen");
  expect(byTag.has("GA4 – voucher")).toBe(false);
  expect(byTag.has("GA4 – friend")).toBe(false);
  expect(imported.known).toBe(2);
});

test("a goal is known by what it counts, whatever it is called and worth", async () => {
  const { imported } = await into(`${HEAD}goals:
  trial: { name: Trial, event: trial_booked, type: event, on: { data_layer: trial_booked }, value: 20, role: macro }
`);
  expect(imported.goals.map(({ id }) => id)).not.toContain("trial_booked");
  expect(imported).toMatchObject({ known: 1, base: "goals.yaml" });
});

test.each([
  ["in braces", `${HEAD}goals: { a: { type: destination, page: /a } }\n`],
  [
    "in JSON",
    JSON.stringify(
      JSON.parse(
        `{"version":1,"name":"a","targets":{"p":{"ga4":{"property":"123456789","measurement_id":"${ID}"},"gtm":{"container":"GTM-TEST01"}}},"goals":{"a":{"type":"destination","page":"/a"}}}`,
      ),
    ),
  ],
  [
    "with Windows line ends",
    `${HEAD}goals:\n  a: { type: destination, page: /a }\n`.replaceAll("\n", "\r\n"),
  ],
  ["with a byte order mark", `\ufeff${HEAD}goals:\n  a: { type: destination, page: /a }\n`],
  [
    "that ends in a text with blank lines",
    `${HEAD}goals:\n  a:\n    type: destination\n    page: /a\n    description: |+\n      kept\n\n`,
  ],
])("a file %s", async (_, file) => {
  const { imported, text, goals } = await into(file);
  expect(imported.goals).toHaveLength(11);
  expect(goals).toHaveLength(12);
  const lines = text.split("\n");
  const kept = file
    .replace(/[}\s]+$/, "")
    .split("\n")
    .slice(0, -1);
  expect(lines.filter((line) => kept.includes(line)).slice(0, kept.length)).toEqual(kept);
  expect((await into(text)).text).toBe(text);
});

test("a file that has no place for goals is left alone, and the goals are shown", async () => {
  const braces = `{ version: 1, name: a, targets: { p: { ga4: { property: "123456789", measurement_id: ${ID} }, gtm: { container: GTM-TEST01 } } } }\n`;
  const refused = await into(braces).catch((error: unknown) => error);
  expect(refused).toMatchObject({ code: "cannot-insert", about: { is: "goal by hand" } });
});
