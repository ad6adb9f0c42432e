/**
 * What can be lifted of containers that others made, as figures: what a step of the language is worth shows here.
 * `vitest -u` writes the goldens again.
 */
import { expect, test } from "vitest";
import { destinationOf } from "../../src/container/destination.ts";
import { parameterText, possibleTexts } from "../../src/container/possible-texts.ts";
import { CONTAINER_FILES, containerExport, isForPages } from "../support/containers.ts";
import { contentOf } from "../support/exported.ts";
import { isSkipped } from "../support/skipped.ts";
import { coverageText } from "./coverage-text.ts";
import { liftOf, MADE } from "./made-containers.ts";

test("of the containers of our own making", async () => {
  const text = coverageText(MADE.map((made) => ({ name: made.name, lift: liftOf(made) })));
  await expect(text).toMatchFileSnapshot("coverage.txt");
});

const OTHERS = CONTAINER_FILES.filter((file) => file.includes("/shared/") && isForPages(file));

test.skipIf(isSkipped(OTHERS.length > 0))(
  "of the exports of others (needs ../shared/containers)",
  async () => {
    const lifts = OTHERS.map((file) => {
      const exported = containerExport(file);
      return {
        name: file.replace(/^.*\/(\d+).*$/, "export $1"),
        lift: liftOf({ exported, measurementId: usualId(exported) }),
      };
    });
    await expect(coverageText(lifts.filter(({ lift }) => lift.coverage.tags.total > 0))).toMatchFileSnapshot(
      "coverage-of-others.txt",
    );
  },
);

/** The id that most GA4 event tags send to, as far as the container tells; else none, and no tag sends elsewhere. */
function usualId(exported: unknown): string {
  const content = contentOf(exported);
  const tags = content.entities["gtm.tag"].filter(({ type }) => type === "gaawe");
  const ids = tags.flatMap((tag) => {
    const { known } = possibleTexts(parameterText(tag, "measurementIdOverride") ?? "", {
      content,
      event: "",
    });
    return known.filter((id) => destinationOf(tag, id, content) === "ours");
  });
  const count = (id: string) => ids.filter((one) => one === id).length;
  return [...new Set(ids)].sort((a, b) => count(b) - count(a))[0] ?? "G-UNKNOWN";
}
