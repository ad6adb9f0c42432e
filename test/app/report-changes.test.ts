/** The marks on a report's time line: container versions, and annotations of goalform and of other people. */
import { expect, test } from "vitest";
import type { MadeVersion } from "../../src/app/ports.ts";
import { changesIn } from "../../src/app/report-changes.ts";
import { GoogleError } from "../../src/apply/google-port.ts";
import type { Questions } from "../../src/figures/question.ts";
import type { ExistingAnnotation } from "../../src/resources/annotation.ts";

const QUESTIONS = {
  history: { from: "2026-10-01", to: "2026-11-20" },
  period: { from: "2026-11-01", to: "2026-11-20" },
} as Questions;
const VERSION: MadeVersion = {
  id: "12",
  name: "goalform acme-shop: Count calls",
  createdAt: Date.parse("2026-11-03T23:30:00Z"),
  container: "GTM-TEST01",
};
const OURS: ExistingAnnotation = {
  date: "2026-11-06",
  title: "Goals: 1 added (GTM-TEST01 v12)",
  description: "goalform acme-shop: added Call",
};

function marks(
  versions: readonly MadeVersion[],
  annotations: readonly ExistingAnnotation[] | Error,
  annotates = true,
) {
  const open = {
    versionsSince: async () => versions,
    annotations: async () => {
      if (annotations instanceof Error) throw annotations;
      return annotations;
    },
  };
  return changesIn(QUESTIONS, "Europe/Berlin", open, annotates, () => {});
}

test("a version and the annotation of its apply are one mark, on the day on which it went live", async () => {
  expect(await marks([VERSION], [OURS])).toEqual([
    {
      date: "2026-11-06",
      label: "Container version 12",
      name: "goalform acme-shop: Count calls; added Call",
      version: "12",
    },
  ]);
});

test.each<[string, Partial<ExistingAnnotation>]>([
  ["of another container", { title: "Goals: 1 added (GTM-TEST02 v12)" }],
  ["of another version", { title: "Goals: 1 added (GTM-TEST01 v1)" }],
  ["of a rollback", { title: "Goals: back to GTM-TEST01 v12" }],
  ["that somebody wrote like ours", { description: "See (GTM-TEST01 v12)" }],
])("an annotation %s is a mark of its own", async (_, other) => {
  const annotation = { ...OURS, ...other };
  expect(await marks([VERSION], [annotation])).toEqual([
    { date: "2026-11-04", label: "Container version 12", name: VERSION.name, version: "12" },
    {
      date: "2026-11-06",
      label: "Annotation",
      name: `${annotation.title}: ${annotation.description}`,
      version: null,
    },
  ]);
});

test("versions of one day are in their order", async () => {
  const versions = ["10", "9", "8"].map((id) => ({ ...VERSION, id }));
  expect((await marks(versions, [])).map(({ version }) => version)).toEqual(["8", "9", "10"]);
});

test("other people's are shown too, within the time of the report, in the order of days, the newest fifty", async () => {
  const days = Array.from({ length: 60 }, (_, index) => ({
    date: `2026-${index < 30 ? "10" : "11"}-${String(1 + (index % 30)).padStart(2, "0")}`,
    title: `Campaign ${index}`,
    description: "",
  }));
  const shown = await marks([], [...days].reverse());
  expect(shown).toHaveLength(50);
  expect([shown[0]!.date, shown.at(-1)]).toEqual([
    "2026-10-01",
    { date: "2026-11-20", label: "Annotation", name: "Campaign 49", version: null },
  ]);
});

test("a report needs neither, and a target without annotations asks for none", async () => {
  expect(await marks([VERSION], new GoogleError("not-found", 404, "No.", null))).toHaveLength(1);
  expect(await marks([VERSION], new Error("must not be asked"), false)).toHaveLength(1);
  await expect(marks([], new GoogleError("interrupted", 0, "Stop.", null))).rejects.toThrow("Stop.");
});
