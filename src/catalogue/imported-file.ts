/** The beginning of a goals file whose goals are imported: everything but the goals. */
import { comment, fieldText } from "../language/writing/yaml-text.ts";
import { type StartOptions, targetLines } from "./start-file.ts";

export interface ImportedFileOptions extends Omit<StartOptions, "currency"> {
  /** Of values without one; null where no goal has such a value. */
  readonly currency: string | null;
  /** What people have to know before they use the file: a paragraph each. */
  readonly remarks: readonly string[];
}

export function importedFile({ name, currency, schema, remarks, ...ids }: ImportedFileOptions): string {
  const lines = [
    `# yaml-language-server: $schema=${schema}`,
    ...remarks.flatMap((remark) => ["#", ...comment(remark, 0)]),
    "",
    "version: 1",
    `${fieldText(["name", name])} # marks everything at Google that comes from this file; do not change it later`,
    "",
    ...targetLines(ids),
    ...(currency === null
      ? []
      : [
          "",
          "defaults:",
          `  ${fieldText(["currency", currency])} # of values that do not say otherwise: check it`,
        ]),
  ];
  return `${lines.join("\n")}\n`;
}
