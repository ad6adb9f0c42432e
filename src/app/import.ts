/** `import`: the goals that are at Google already, as a goals file. */

import { withComments } from "../language/writing/end-comments.ts";
import { comment } from "../language/writing/yaml-text.ts";
import { reasonInWords, workaround } from "../lift/fidelity-words.ts";
import type { LeftOut } from "../lift/lifted.ts";
import { forwardLabel } from "../resources/entity-name.ts";
import { added } from "./import/addition.ts";
import { candidatesOf } from "./import/candidates.ts";
import { existingGoals } from "./import/existing-goals.ts";
import { withMetrics } from "./import/metrics.ts";
import { notesOn } from "./import/notes.ts";
import type { ImportOptions, ImportPorts } from "./import/options.ts";
import {
  DEFAULT_FILE,
  destinationOf,
  existingOutputFile,
  newOutputFile,
  type OutputFile,
} from "./import/output-file.ts";
import { leftOutLines } from "./import/remarks.ts";
import type { SourceContent } from "./import/source-content.ts";
import { contentOfSource } from "./import/sources.ts";
import { checkIds } from "./init/init.ts";
import type { Imported, NotImported } from "./result/imported.ts";
import { Refusal } from "./result/refusal.ts";

export type { ImportOptions, ImportPorts };

/** Writes the file that the options name, if they name one, and nothing else. */
export async function importGoals(options: ImportOptions, ports: ImportPorts): Promise<Imported> {
  checkIds(options);
  checkCurrency(options);
  const out = destinationOf(options, ports.files);
  const base = existingOutputFile(baseOf(options), options.target, ports);
  if (base !== null) refuseForNewFile(options, base);
  const found = await contentOfSource(options, base, ports);
  const notes = notesOn(found);
  const place = base ?? placeFor(found, out, notes, ports);
  const candidates = candidatesOf(found.lift, existingGoals(place.goalSet, found.at), place);
  const { forwards, goals, funnels, ...addition } = added(candidates, place, ports.files);
  const reports = withMetrics({ file: place.file, text: addition.text }, found.lift, found.at, ports.files);
  const { metrics } = reports;
  const leftOut = [...found.lift.leftOut, ...addition.leftOut, ...reports.leftOut].map(notImported);
  const isAdded = place.isNew || forwards.length + goals.length + funnels.length + metrics.length > 0;
  const text = place.mark + (isAdded ? withLeftOut(reports.text, leftOut) : place.text);
  if (out !== null) write(out, text, place, ports);
  return {
    is: "imported",
    source: found.source,
    text,
    base: place.isNew ? null : place.file,
    out,
    goals: goals.map(({ goal: { id, name }, ...one }) => ({ id, name, ...one, fidelity: one.fidelity.is })),
    funnels: funnels.map(({ funnel: { id, name }, ...one }) => {
      return { id, name, ...one, fidelity: one.fidelity.is };
    }),
    forwards: forwards.map(({ forward: { id, events }, ...one }) => {
      return { id, name: forwardLabel(id), events, ...one, fidelity: one.fidelity.is };
    }),
    metrics,
    known: candidates.known + reports.known,
    leftOut,
    coverage: found.lift.coverage,
    notes,
  };
}

function checkCurrency({ currency }: ImportOptions): void {
  if (currency === undefined || /^[a-z]{3}$/i.test(currency)) return;
  const message = `--currency "${currency}" is not the code of a currency.`;
  throw new Refusal("invalid-option", message, "Use the three letters of ISO 4217: EUR, USD, GBP.");
}

/** What a file says already is not said once more. */
function refuseForNewFile(
  { name, property, container, measurementId, from = [] }: ImportOptions,
  { file }: OutputFile,
): void {
  const ofTarget = from.length === 0 ? { "measurement-id": measurementId } : {};
  const all = { name, property, container, ...ofTarget };
  const [given] = Object.entries(all).filter(([, value]) => value !== undefined);
  if (given === undefined) return;
  throw new Refusal(
    "invalid-option",
    `--${given[0]} is for a new file, but ${file} says that itself.`,
    "Leave the option out, or write a new file: without -f, with --out.",
  );
}

/** What is live is that of a target, so it needs the file that has the target. */
function baseOf({ file, from = [], container }: ImportOptions): string | undefined {
  return file ?? (from.length === 0 && container === undefined ? DEFAULT_FILE : undefined);
}

function placeFor(
  { ids, title }: SourceContent,
  out: string | null,
  notes: readonly string[],
  ports: ImportPorts,
) {
  const remarks = [
    `Imported by goalform from ${title}. Review what each goal counts, its name and its role.`,
    ...notes,
  ];
  return newOutputFile({ ...ids, file: out ?? DEFAULT_FILE, remarks }, ports.files);
}

function notImported({ reasons, ...origin }: LeftOut): NotImported {
  const ways = [...new Set(reasons.flatMap((reason) => workaround(reason) ?? []))];
  return {
    ...origin,
    code: reasons[0]?.code ?? "unknown",
    reason: reasons.map(reasonInWords).join("; "),
    instead: ways.length === 0 ? null : ways.join(" "),
  };
}

/** What an earlier import has listed is not listed again. */
function withLeftOut(text: string, leftOut: readonly NotImported[]): string {
  const fresh = leftOut.filter(
    (one) =>
      !linesOf([one])
        .slice(2)
        .every((line) => text.includes(line)),
  );
  return fresh.length === 0 ? text : withComments(text, linesOf(fresh));
}

function linesOf(leftOut: readonly NotImported[]): readonly string[] {
  return leftOutLines(leftOut).flatMap(({ text, level }) => comment(text, 0, 1 + 2 * level));
}

function write(out: string, text: string, place: OutputFile, { files }: ImportPorts): void {
  if (!files.exists(out)) files.createGoals(out, text, false);
  else if (text !== place.mark + place.text) files.replaceGoals(out, text);
}
