/** Where imported goals go: an existing file, or the beginning of a new one. */
import { importedFile } from "../../catalogue/imported-file.ts";
import type { GoalSet } from "../../language/goal-set/goal-set.ts";
import { fileDefaults } from "../../language/writing/file-defaults.ts";
import type { FileDefaults } from "../../language/writing/goal.ts";
import { invalidGoals, readGoalsBytes } from "../goals-file.ts";
import { ownerOf } from "../init/init.ts";
import type { Files } from "../ports.ts";
import { Refusal } from "../result/refusal.ts";
import type { ImportOptions, ImportPorts } from "./options.ts";

export interface OutputFile {
  /** What the file is called in messages. */
  readonly file: string;
  /** A valid goals file, without its byte order mark. */
  readonly text: string;
  readonly mark: string;
  readonly goalSet: GoalSet;
  readonly defaults: FileDefaults;
  readonly isNew: boolean;
}

/** The file that people have when they name none. */
export const DEFAULT_FILE = "goals.yaml";

/** The file that goals are added to; null where there is none yet. */
export function existingOutputFile(
  file: string | undefined,
  target: string | undefined,
  { files }: Pick<ImportPorts, "files">,
): OutputFile | null {
  if (file === undefined || !files.exists(file)) return null;
  const bytes = files.readGoals(file);
  const text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
  const mark = text.startsWith("\ufeff") ? "\ufeff" : "";
  const { goalSet, diagnostics } = readGoalsBytes(file, bytes, files);
  if (!goalSet) throw invalidGoals(file, diagnostics);
  const defaults = fileDefaults(file, bytes, target ?? goalSet.defaultTarget ?? undefined);
  return { file, text: text.slice(mark.length), mark, goalSet, defaults, isNew: false };
}

export interface NewFile extends Pick<ImportOptions, "name" | "property" | "measurementId" | "container"> {
  readonly file: string;
  readonly currency: string | null;
  readonly remarks: readonly string[];
}

export function newOutputFile(wanted: NewFile, files: Files): OutputFile {
  const { file, property = null, measurementId = null, container = null, currency, remarks } = wanted;
  const name = wanted.name ?? ownerOf(files);
  const schema = files.schemaFor(file);
  const text = importedFile({ name, schema, currency, remarks, property, measurementId, container });
  const bytes = new TextEncoder().encode(text);
  const { goalSet, diagnostics } = readGoalsBytes(file, bytes, files);
  if (!goalSet) throw invalidGoals(file, diagnostics);
  return { file, text, mark: "", goalSet, defaults: fileDefaults(file, bytes), isNew: true };
}

/** The file that will be written; null for none. An existing file is only added to. */
export function destinationOf({ file, out }: ImportOptions, files: Files): string | null {
  const wanted = out ?? file ?? null;
  const isBase = wanted !== null && file !== undefined && samePath(wanted, file);
  if (wanted === null || isBase || !files.exists(wanted)) return wanted;
  throw new Refusal(
    "file-exists",
    `${wanted} already exists, and was left as it is.`,
    `Add to it with \`-f ${wanted}\`, or name another file with --out.`,
  );
}

function samePath(one: string, other: string): boolean {
  const plain = (path: string) => path.replaceAll("\\", "/").replace(/^(?:\.\/)+/, "");
  return plain(one) === plain(other);
}
