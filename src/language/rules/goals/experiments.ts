/** Experiments: their days, and whether it is clear who saw which variant. */
import type { Diagnostic } from "../../../diagnostic.ts";
import type { WrittenExperiment } from "../../meaning/written.ts";
import { child, entriesOf, type LocatedEntry, textOf } from "../../source/located.ts";
import type { SourceText } from "../../source/source-text.ts";
import type { Rule } from "../rule.ts";

const MOST_VARIANTS = 10;

export const experiments: Rule = {
  codes: ["experiment-dates", "experiment-variants"],
  check: ({ source, experiments }): readonly Diagnostic[] =>
    experiments.flatMap((one) => [
      ...datesOf(source, one),
      ...countOf(source, one),
      ...variantsOf(source, one),
    ]),
};

function datesOf(source: SourceText, { experiment: { from, to }, node, keySpan }: WrittenExperiment) {
  const at = (key: "from" | "to") => child(node, key) ?? keySpan;
  const unreal = (["from", "to"] as const).filter((key) => !isDate(key === "from" ? from : (to ?? from)));
  if (unreal[0])
    return [
      source.error(
        "experiment-dates",
        at(unreal[0]),
        `There is no day \`${textOf(child(node, unreal[0]))}\`.`,
        "Write year, month and day: `2026-11-02`.",
      ),
    ];
  return to === null || from <= to
    ? []
    : [
        source.error(
          "experiment-dates",
          at("to"),
          `The experiment would end on ${to}, before it begins on ${from}.`,
          "Correct one of the two days, or delete `to` while the experiment runs.",
        ),
      ];
}

function isDate(text: string): boolean {
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

function countOf(source: SourceText, { experiment: { variants }, node, keySpan }: WrittenExperiment) {
  const span = child(node, "variants") ?? keySpan;
  if (variants.length < 2)
    return [
      source.error(
        "experiment-variants",
        span,
        "An experiment compares at least two variants.",
        "Add the page or the value of the other variant.",
      ),
    ];
  return variants.length <= MOST_VARIANTS
    ? []
    : [
        source.error(
          "experiment-variants",
          span,
          `The experiment has ${variants.length} variants; a report compares up to ${MOST_VARIANTS}.`,
          "With that many, chance alone makes one look better. Try fewer at a time.",
        ),
      ];
}

function variantsOf(source: SourceText, { experiment, node }: WrittenExperiment): readonly Diagnostic[] {
  const entries = entriesOf(child(node, "variants"));
  const first = new Map<string, string>();
  return entries.flatMap((entry, index) => {
    const unclear = unclearVariant(source, entry);
    if (unclear) return [unclear];
    const seen = comparable(experiment.variants[index]!.seen);
    const other = first.get(seen);
    if (other === undefined) first.set(seen, entry.key);
    return other === undefined
      ? []
      : [
          source.error(
            "experiment-variants",
            entry.value,
            `\`${entry.key.slice(0, 60)}\` has the same condition as \`${other.slice(0, 60)}\`, so it is not clear who saw which.`,
            "Use a page or a value that only this variant has.",
          ),
        ];
  });
}

function unclearVariant(source: SourceText, { key, value }: LocatedEntry): Diagnostic | null {
  const page = child(value, "page");
  const where = child(value, "where");
  if (page && where)
    return source.error(
      "experiment-variants",
      where,
      `\`${key.slice(0, 60)}\` has both \`page\` and \`where\`.`,
      "Keep the one by which the variant is known.",
    );
  return page || where
    ? null
    : source.error(
        "experiment-variants",
        value,
        `Nothing says who saw \`${key.slice(0, 60)}\`.`,
        "Add the page that only this variant has (`page: /pricing-b`), or a value of its events (`where: { ab_variant: b }`).",
      );
}

/** Without places. */
function comparable(seen: WrittenExperiment["experiment"]["variants"][number]["seen"]): string {
  return JSON.stringify(seen, (key, value) => (key === "at" ? undefined : value));
}
