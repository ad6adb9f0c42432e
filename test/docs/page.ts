/** The pages of docs/rules, taken apart. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

export const FOLDER = join(import.meta.dirname, "../../docs/rules");

export interface Page {
  readonly code: string;
  /** As the page's second line says it. */
  readonly kind: Kind;
  readonly group: string;
  /** The sentence below the title. */
  readonly says: string;
  /** By heading: what stands below it. */
  readonly sections: ReadonlyMap<string, string>;
}

export const KINDS = ["Error", "Warning", "Stops a plan", "Warning of a plan"] as const;
export type Kind = (typeof KINDS)[number];

/** The headings of a page, in order. */
export const HEADINGS: Readonly<Record<Kind, readonly string[]>> = {
  Error: ["Why", "Wrong", "Right", "What to do"],
  Warning: ["Why", "Wrong", "Right", "What to do", "If this is intended"],
  "Stops a plan": ["Why", "At Google", "The file", "What to do"],
  "Warning of a plan": ["Why", "At Google", "The file", "What to do"],
};

export function readPages(): readonly Page[] {
  return readdirSync(FOLDER)
    .filter((file) => file !== "README.md")
    .sort()
    .map((file) => pageOf(file, readFileSync(join(FOLDER, file), "utf8")));
}

function pageOf(file: string, text: string): Page {
  const [start = "", ...rest] = text.split(/^## /m);
  const [, title, kind, group, says] = /^# (.+)\n\n\*\*(.+)\*\* · (.+)\n\n([\s\S]+?)\n*$/.exec(start) ?? [];
  if (title !== file.replace(/\.md$/, "") || says === undefined || group === undefined)
    throw new Error(
      `docs/rules/${file} must begin with "# ${file.replace(/\.md$/, "")}", "**Error** · Group" and a sentence`,
    );
  const sections = rest.map((section): [string, string] => {
    const end = section.indexOf("\n");
    return [section.slice(0, end), section.slice(end).trim()];
  });
  return { code: title, kind: kind as Kind, group, says, sections: new Map(sections) };
}

/** The fenced example below a heading; null when there is none. `yaml file` is a whole file, `text` no file at all. */
export function exampleOf(
  page: Page,
  heading: string,
): { readonly info: string; readonly text: string } | null {
  const fence = /^```(.*)\n([\s\S]*?)^```$/m.exec(page.sections.get(heading) ?? "");
  return fence ? { info: fence[1] ?? "", text: fence[2] ?? "" } : null;
}
