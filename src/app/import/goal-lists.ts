/** Lists of Universal Analytics goals; an export shows what sent their events. */
import type { UaGoal } from "../../lift/universal-analytics/goal-list.ts";
import { liftUaGoals } from "../../lift/universal-analytics/lift-goals.ts";
import { Refusal } from "../result/refusal.ts";
import { idsOf, NOBODYS_ID, type OpenExport, ownerFor } from "./container-export.ts";
import type { ImportOptions, ImportPorts } from "./options.ts";
import type { OutputFile } from "./output-file.ts";
import { fileNameOf, type SourceContent } from "./source-content.ts";

export function contentOfLists(
  lists: readonly { readonly file: string; readonly goals: readonly UaGoal[] }[],
  open: OpenExport | null,
  options: ImportOptions,
  base: OutputFile | null,
  ports: ImportPorts,
): SourceContent {
  const goals = lists.flatMap((list) => list.goals);
  if (goals.length === 0) throw noGoalsIn(lists.map(({ file }) => file));
  const currency = options.currency?.toUpperCase() ?? base?.defaults.currency ?? "EUR";
  const owner = ownerFor(options, base, ports);
  const target = { measurementId: open?.measurementId ?? NOBODYS_ID, owner };
  const lift = liftUaGoals({ goals, currency, at: open?.at ?? null }, target);
  const isWorth = lift.goals.some(({ goal }) => goal.value !== null);
  const files = [...lists.map(({ file }) => file), ...(open === null ? [] : [open.file])];
  return {
    source: {
      kind: "universal-analytics",
      files,
      container: open?.exported.publicId ?? null,
      measurementId: open?.measurementId ?? options.measurementId ?? null,
    },
    title: files.map(fileNameOf).join(" and "),
    lift,
    at: open?.at ?? null,
    ids: { ...idsOf(options, open, base), name: owner, currency: isWorth ? currency : null },
    notes: [
      ...(isWorth && !options.currency && !base?.defaults.currency ? [unknownCurrency(currency)] : []),
      COUNTED_ALREADY,
    ],
  };
}

function noGoalsIn(files: readonly string[]): Refusal {
  return new Refusal(
    "nothing-to-import",
    `${files.join(" and ")} ${files.length === 1 ? "has" : "have"} no goals.`,
    "Name another list with --from, or start a file with `goalform init`.",
  );
}

const COUNTED_ALREADY =
  "Somebody may have moved some of these goals to Analytics before: compare them with the key events of the property before you apply the file.";

function unknownCurrency(currency: string): string {
  return `Universal Analytics does not say the currency of values: the file says ${currency}. Import with --currency if it is another one.`;
}
