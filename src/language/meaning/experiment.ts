/** One entry of `experiments:` → one experiment. */
import type { Experiment, Variant } from "../goal-set/experiment.ts";
import { child, entriesOf, type LocatedEntry, numberOf, textOf } from "../source/located.ts";
import { readValues } from "./conditions.ts";
import { readPage } from "./page.ts";
import { titleOf } from "./title.ts";
import type { Defaults, Notes, WrittenExperiment } from "./written.ts";

export function readExperiment(
  notes: Notes,
  entry: LocatedEntry,
  { trailingSlash }: Defaults,
): WrittenExperiment | null {
  const { key: id, keySpan, value: node } = entry;
  if (node.kind !== "map") return null;
  const entries = entriesOf(child(node, "variants"));
  const parts = entries.map(({ value }) => numberOf(child(value, "share")) ?? 1);
  const whole = parts.reduce((sum, part) => sum + part, 0);
  const experiment: Experiment = {
    id,
    name: textOf(child(node, "name")) ?? titleOf(id),
    description: textOf(child(node, "description")) ?? null,
    goal: textOf(child(node, "goal")) ?? "",
    variants: entries.map(({ key, value }, index): Variant => {
      const page = child(value, "page");
      const where = { where: readValues(notes, child(value, "where"), "data layer") };
      return {
        name: key,
        share: parts[index]! / whole,
        seen: page ? { page: readPage(notes, page, trailingSlash) } : where,
      };
    }),
    from: textOf(child(node, "from")) ?? "",
    to: textOf(child(node, "to")) ?? null,
    at: notes.source.place(keySpan),
  };
  return { experiment, node, keySpan };
}
