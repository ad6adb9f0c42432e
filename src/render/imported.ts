/** What `goalform import` found, and what it left out. */
import type { Imported, NotImported } from "../app/result/imported.ts";
import type { JsonObject } from "../resources/resource.ts";
import { markdownText } from "./markdown.ts";
import { visibleLines } from "./visible.ts";
import { counted, listed, shellWord } from "./words.ts";

/** The file itself where it goes nowhere else, else what it contains. */
export function importedText(imported: Imported): string {
  return imported.out === null ? imported.text : importSummary(imported);
}

/** For people, about the file. */
export function importSummary(imported: Imported): string {
  const { notes, leftOut } = imported;
  return visibleLines([
    headline(imported),
    ...coverageLine(imported),
    ...(leftOut.length === 0 ? [] : ["", `Left out: ${leftOut.length}`, ...leftOutTable(leftOut)]),
    ...notes.flatMap((note) => ["", note]),
    "",
    nextLine(imported),
  ]);
}

export function importedJson({
  source,
  goals,
  funnels,
  forwards,
  metrics,
  leftOut,
  coverage,
}: Imported): JsonObject {
  const part = ({ id, fidelity, from }: Imported["goals"][number]) => ({ id, fidelity, from: [...from] });
  return {
    format: "goalform.import/1",
    source: { ...source } as unknown as JsonObject,
    goals: goals.map(part),
    ...(funnels.length === 0 ? {} : { funnels: funnels.map(part) }),
    ...(forwards.length === 0
      ? {}
      : { forwards: forwards.map((one) => ({ ...part(one), events: [...one.events] })) }),
    ...(metrics.length === 0 ? {} : { metrics: metrics.map(part) }),
    leftOut: leftOut.map(({ kind, name, code, reason, instead }) => ({
      kind,
      name,
      code,
      reason: instead === null ? reason : `${reason}. ${instead}`,
    })),
    coverage: { ...coverage } as unknown as JsonObject,
  } as unknown as JsonObject;
}

export function importedMarkdown(imported: Imported): string {
  const { leftOut, notes } = imported;
  const rows = partsOf(imported).map(({ name, fidelity, from }) => {
    const origin = from.map((one) => one.name).join(", ");
    return `| ${markdownText(name)} | ${fidelity} | ${markdownText(origin)} |`;
  });
  const left = leftOut.map(({ name, code, reason, instead }) => {
    return `| ${markdownText(name)} | ${code} | ${markdownText(instead === null ? reason : `${reason}. ${instead}`)} |`;
  });
  return [
    `## ${markdownText(headline(imported))}`,
    ...coverageLine(imported).flatMap((line) => ["", markdownText(line)]),
    ...(rows.length === 0 ? [] : ["", "| goal | says | from |", "|---|---|---|", ...rows]),
    ...(left.length === 0 ? [] : ["", "| left out | code | reason |", "|---|---|---|", ...left]),
    ...notes.flatMap((note) => ["", markdownText(note)]),
    "",
  ].join("\n");
}

function partsOf({ goals, funnels, forwards, metrics }: Imported): Imported["goals"] {
  return [...goals, ...funnels, ...forwards, ...metrics];
}

function headline(imported: Imported): string {
  const { goals, funnels, forwards, metrics, known, base, out } = imported;
  const parts = [
    counted(goals.length, "goal"),
    ...(funnels.length === 0 ? [] : [counted(funnels.length, "funnel")]),
    ...(forwards.length === 0 ? [] : [counted(forwards.length, "forward")]),
    ...(metrics.length === 0 ? [] : [counted(metrics.length, "calculated metric")]),
  ];
  const nothing = partsOf(imported).length === 0;
  const where = out ?? base;
  const has =
    known === 0 ? "" : `${base ?? "The file"} already has ${known === 1 ? "1 other" : `${known} others`}.`;
  if (nothing && known > 0) return `Nothing new: ${base ?? "the file"} already has all ${known}.`;
  const verb = out === null ? "Found" : base === null ? "Imported" : "Added";
  return `${verb} ${listed(parts)}${where === null ? "" : base === null ? ` into ${where}` : ` to ${where}`}${fidelities(partsOf(imported))}.${has === "" ? "" : ` ${has}`}`;
}

const SAYS = {
  same: ["says", "say", "the same"],
  more: ["leaves", "leave", "out some of what is sent"],
  narrower: ["counts", "count", "a little more or less"],
} as const;

function fidelities(parts: Imported["goals"]): string {
  const each = (Object.keys(SAYS) as (keyof typeof SAYS)[]).flatMap((one) => {
    const number = parts.filter(({ fidelity }) => fidelity === one).length;
    const [singular, plural, what] = SAYS[one];
    return number === 0 ? [] : [`${number} ${number === 1 ? singular : plural} ${what}`];
  });
  return each.length === 0 ? "" : `: ${each.join(", ")}`;
}

function coverageLine({ coverage: { tags, keyEvents, rules } }: Imported): readonly string[] {
  const of = (share: typeof tags, one: string) =>
    share.total === 0 ? [] : [`${share.lifted} of ${counted(share.total, one)}`];
  const all = [
    ...of(tags, "GA4 event tag"),
    ...of(keyEvents, "key event"),
    ...of(rules, "event create rule"),
  ];
  return all.length === 0 ? [] : [`The language can say ${all.join(", ")}.`];
}

/** By the first reason of each, the most frequent one first. */
function leftOutTable(leftOut: readonly NotImported[]): readonly string[] {
  const codes = [...new Set(leftOut.map(({ code }) => code))];
  return codes
    .map((code) => leftOut.filter((one) => one.code === code))
    .sort((a, b) => b.length - a.length)
    .flatMap((group) => [
      `  ${group.length} × ${group[0]!.code}`,
      ...group.flatMap(({ name, reason, instead }) => [
        `    "${name}": ${reason}`,
        ...(instead === null ? [] : [`      ${instead}`]),
      ]),
    ]);
}

function nextLine(imported: Imported): string {
  const { out, base } = imported;
  if (out === null) return "Nothing was written: name a new file with --out, or add to one with -f.";
  if (base !== null && partsOf(imported).length === 0) return `${out} was left as it is.`;
  const f = out === "goals.yaml" ? "" : ` -f ${shellWord(out)}`;
  return `Next: goalform validate${f}, goalform plan${f}.`;
}
