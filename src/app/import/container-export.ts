/** A container export: the GA4 event tags of one measurement id. */
import { resolveTarget } from "../../language/resolve-target.ts";
import { liftContainer } from "../../lift/lift.ts";
import type { LiveState } from "../../lift/live-state.ts";
import { usualMeasurementId } from "../../lift/measurement-ids.ts";
import { NO_LISTS_READ } from "../../resources/snapshot.ts";
import { invalidGoals } from "../goals-file.ts";
import { ownerOf } from "../init/init.ts";
import type { ExportedContainer } from "../ports.ts";
import { Refusal } from "../result/refusal.ts";
import { adopting } from "./adopting.ts";
import type { ImportOptions, ImportPorts } from "./options.ts";
import type { OutputFile } from "./output-file.ts";
import { fileNameOf, refuseOtherThanWeb, type SourceContent } from "./source-content.ts";

/** A container export, and the measurement id whose tags count. */
export interface OpenExport {
  readonly file: string;
  readonly exported: ExportedContainer;
  readonly at: LiveState;
  /** The id that most tags send to. */
  readonly usual: string | null;
  readonly measurementId: string | null;
  readonly owner: string;
}

export async function openExport(
  file: string,
  options: ImportOptions,
  base: OutputFile | null,
  ports: ImportPorts,
): Promise<OpenExport> {
  const exported = await ports.sources.container(file);
  refuseOtherThanWeb([exported.usageContext], file);
  const usual = usualMeasurementId(exported.content);
  return {
    file,
    exported,
    at: { content: exported.content, keyEvents: null, definitions: NO_LISTS_READ },
    usual,
    measurementId: options.measurementId ?? idOfTarget(options, base, ports) ?? usual,
    owner: ownerFor(options, base, ports),
  };
}

export function ownerFor({ name }: ImportOptions, base: OutputFile | null, { files }: ImportPorts): string {
  return base?.goalSet.owner ?? name ?? ownerOf(files);
}

/** The GA4 event tags of an export. */
export function contentOfExport(
  open: OpenExport,
  options: ImportOptions,
  base: OutputFile | null,
): SourceContent {
  const { file, exported, at, usual, measurementId, owner } = open;
  const lift = liftContainer(at, { measurementId: measurementId ?? NOBODYS_ID, owner });
  if (lift.coverage.tags.total === 0) throw nothingIn(file, exported);
  const others = usual === null || usual === measurementId ? [] : [otherId(usual, measurementId)];
  return {
    source: { kind: "export", files: [file], container: exported.publicId, measurementId },
    title: titleOf(open),
    lift: adopting(lift, at.content, owner),
    at,
    ids: idsOf(options, open, base),
    notes: [UNKNOWN_KEY_EVENTS, ...others],
  };
}

/** For a new file. */
export function idsOf(
  options: ImportOptions,
  open: OpenExport | null,
  base: OutputFile | null,
): SourceContent["ids"] {
  const { property, container = open?.exported.publicId ?? undefined } = options;
  const measurementId = options.measurementId ?? open?.measurementId ?? undefined;
  return { name: open?.owner ?? base?.goalSet.owner, property, measurementId, container, currency: null };
}

function titleOf({ file, exported: { publicId } }: OpenExport): string {
  return `${fileNameOf(file)}${publicId === null ? "" : ` (${publicId})`}`;
}

/** No tag sends to it, and no tag is known to send elsewhere. */
export const NOBODYS_ID = "G-UNKNOWN";

const UNKNOWN_KEY_EVENTS =
  "An export does not say which events are key events, so its goals have `key_event: false`: delete that line where a goal is a conversion.";

function otherId(usual: string, measurementId: string | null): string {
  return `Most tags send to ${usual}, not to ${measurementId}: their goals come with --measurement-id ${usual}.`;
}

/** Null where nobody says which target is meant. */
function idOfTarget(
  { target: name }: ImportOptions,
  base: OutputFile | null,
  { env }: ImportPorts,
): string | null {
  if (base === null) return null;
  const { target, diagnostics } = resolveTarget(base.goalSet, name, env);
  if (target === null && name !== undefined) throw invalidGoals(base.file, diagnostics);
  return target?.ga4.measurementId ?? null;
}

function nothingIn(file: string, { content }: ExportedContainer): Refusal {
  const tags = content.entities["gtm.tag"];
  const old = tags.filter(({ type }) => type === "ua").length;
  const others = `${tags.length === 1 ? "its only tag is" : `its ${tags.length} tags are`} of other types${old > 0 ? `, ${old} of Universal Analytics` : ""}`;
  return new Refusal(
    "nothing-to-import",
    `${file} has no ${tags.length === 0 ? "tags" : `GA4 event tags (${others})`}.`,
    "Name another export with --from, or start a file with `goalform init`.",
  );
}
