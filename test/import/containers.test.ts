/** Files imported from container exports: valid, the same the second time, and nothing is lost without a word. */
import { expect, test } from "vitest";
import { CONTAINER_FILES, containerExport, isForPages } from "../support/containers.ts";
import { importing, validFile } from "../support/importing.ts";
import { isSkipped } from "../support/skipped.ts";

const FILES = CONTAINER_FILES.filter(isForPages);
const OTHERS = FILES.filter((file) => file.includes("/shared/"));

test.each(FILES.filter((file) => !OTHERS.includes(file)))("%s", (file) => importedTwice(file));
test.skipIf(isSkipped(OTHERS.length > 0)).each(OTHERS)("%s", (file) => importedTwice(file));

async function importedTwice(file: string): Promise<void> {
  const sources = { "export.json": containerExport(file) };
  const first = await importing({ sources, options: { out: "goals.yaml" } }).catch(refusal);
  if ("code" in first) return expect(first.code).toBe("nothing-to-import");
  const { imported, disk } = first;
  const text = disk.get("goals.yaml")!;
  expect(validFile({ text }).goals.map(({ id }) => id)).toEqual(imported.goals.map(({ id }) => id));
  expect(imported.leftOut.filter(({ code }) => code === "file-defaults")).toEqual([]);
  const tags = imported.leftOut.filter(({ kind }) => kind === "gtm.tag");
  expect(imported.goals.length + imported.forwards.length + tags.length).toBe(imported.coverage.tags.total);
  for (const { name, reason } of imported.leftOut) {
    expect(inOneLine(text)).toContain(inOneLine(`tag "${name}": ${reason}`));
  }
  const again = await importing({ sources, files: { "goals.yaml": text }, options: { file: "goals.yaml" } });
  expect(again.disk.get("goals.yaml")).toBe(text);
  expect(again.imported).toMatchObject({
    goals: [],
    known: imported.goals.length + imported.forwards.length,
    base: "goals.yaml",
  });
}

function refusal(error: unknown): { readonly code: string } {
  return error as { readonly code: string };
}

/** Comments are wrapped. */
function inOneLine(text: string): string {
  return text.replace(/\n# {5,}/g, " ").replace(/\s+/g, " ");
}
