/** Whatever is in the names and notes of a container, the file has it as data, and its comments stay comments. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { readJsonFile } from "../../src/machine/json-file.ts";
import { anyText } from "../support/any-text.ts";
import { importedFrom, importing, validFile } from "../support/importing.ts";
import { runs } from "../support/runs.ts";

interface Tag {
  readonly name: string;
  readonly notes: string;
  readonly paused: boolean;
  readonly parameter: string;
}

function containerOf(tags: readonly Tag[]) {
  const text = (key: string, value: string) => ({ type: "TEMPLATE", key, value });
  return {
    exportFormatVersion: 2,
    containerVersion: {
      accountId: "1",
      containerId: "2",
      container: { publicId: "GTM-HOSTILE", usageContext: ["WEB"] },
      trigger: [
        {
          triggerId: "9",
          name: "sent",
          type: "CUSTOM_EVENT",
          customEventFilter: [
            { type: "EQUALS", parameter: [text("arg0", "{{_event}}"), text("arg1", "form_sent")] },
          ],
        },
      ],
      tag: tags.map(({ name, notes, paused, parameter }, index) => ({
        tagId: String(index + 1),
        name: `${name}${index}`,
        notes,
        paused,
        type: "gaawe",
        parameter: [
          text("eventName", `event_${index}`),
          text("measurementIdOverride", "G-HOSTILE01"),
          {
            type: "LIST",
            key: "eventSettingsTable",
            list: [{ type: "MAP", map: [text("parameter", "label"), text("parameterValue", parameter)] }],
          },
        ],
        firingTriggerId: ["9"],
      })),
    },
  };
}

/** What would end a comment or a text, hide or reorder it, or mean something in YAML, Markdown or a terminal. */
const PIECES = [
  "\n",
  "\n::error::x",
  "##[command]",
  "##vso[task.x]",
  "\r\n",
  "\u0085",
  "\u2028",
  "\u001b[2J",
  "\u202e",
  "\u2066",
  "\u200b",
  "\ufeff",
  "\u{e0041}",
  "\ud800",
  "\u0000",
  "\t",
  " #",
  "#",
  ": ",
  "- ",
  "'",
  '"',
  "\\",
  "{{",
  "}}",
  "${HOME}",
  "&a",
  "*a",
  "!!js",
  "|",
  ">-",
  "%",
  "@",
  "`",
  "---",
  "...",
  "  ",
  "goals:\n  evil: { type: destination, page: /evil }",
  "null",
  "true",
  "0x1F",
  "1e3",
  "=",
  "<<",
  "__proto__",
  "constructor",
  "ü",
  "👩‍👩‍👧",
];
const hostile = fc
  .array(fc.oneof(fc.constantFrom(...PIECES), anyText(4)), { maxLength: 6 })
  .map((parts) => parts.join(""));
const tags = fc.array(
  fc.record({
    name: hostile.filter((name) => name.length > 0),
    notes: hostile,
    paused: fc.boolean(),
    parameter: hostile,
  }),
  { minLength: 1, maxLength: 4 },
);

/** As GitHub's runner and Azure Pipelines read a log. */
const COMMAND = /^\s*::|##\w{0,20}\[/;
const UNSEEN =
  /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]/u;

test("names, notes and values of any kind are data in a valid file", async () => {
  await fc.assert(
    fc.asyncProperty(tags, async (drawn) => {
      const exported = containerOf(drawn);
      const imported = await importedFrom(exported);
      const { goals } = validFile(imported);
      const live = drawn.flatMap(({ paused }, index) => (paused ? [] : [`event_${index}`]));
      expect(goals.map(({ event }) => event)).toEqual(live);
      for (const { event, name, description, parameters } of goals) {
        const index = Number(event.slice("event_".length));
        const { notes, parameter } = drawn[index]!;
        expect([`${drawn[index]!.name}${index}`, `Event ${index}`]).toContain(name);
        expect([null, notes.split(/\r?\n/).join("\n").trim()]).toContain(description);
        for (const { from } of parameters) expect(from).toEqual({ constant: parameter });
      }
      expect(
        imported.text
          .split("\n")
          .filter((line) => UNSEEN.test(line.replaceAll("\t", " ")) || COMMAND.test(line)),
      ).toEqual([]);
      expect(Object.keys(parse(imported.text))).toEqual([
        "version",
        "name",
        "targets",
        ...(live.length > 0 ? ["goals"] : []),
      ]);
      const again = await importing({
        sources: { "export.json": exported },
        files: { "goals.yaml": imported.text },
        options: { file: "goals.yaml" },
      });
      expect(again.disk.get("goals.yaml")).toBe(imported.text);
    }),
    { numRuns: runs(15) },
  );
}, 60_000);

test("a tag with curly brackets in its name is adopted by that name", async () => {
  const tag = { name: "GA4 {{lead}} }", notes: "", paused: false, parameter: "x" };
  const { goals } = validFile(await importedFrom(containerOf([tag])));
  expect(goals.map(({ adopts }) => adopts?.tag)).toEqual(["GA4 {{lead}} }0"]);
});

test.skipIf(process.platform === "win32")("a device is no file: it might never end", () => {
  const meant = { code: "import-source", help: "Name another." };
  expect(() => readJsonFile("/dev/zero", meant)).toThrow("zero: it is not a file.");
});
