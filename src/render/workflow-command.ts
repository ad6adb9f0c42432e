/**
 * Annotations as commands to GitHub's runner, one line each whatever is in the text (docs.github.com, "Workflow
 * commands for GitHub Actions"; actions/toolkit, core/src/command.ts).
 */

export interface Annotation {
  readonly level: "error" | "warning" | "notice";
  readonly message: string;
  readonly title?: string;
  readonly file?: string;
  readonly line?: number;
  readonly column?: number;
  readonly endColumn?: number;
}

/** The runner cuts what is longer. */
const LONGEST_MESSAGE = 4000;

export function annotationCommand({ level, message, line, column, endColumn, ...texts }: Annotation): string {
  const properties = { title: texts.title, file: texts.file, line, col: column, endColumn };
  const written = Object.entries(properties)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}=${escapedProperty(String(value))}`);
  return `::${level}${written.length > 0 ? ` ${written.join(",")}` : ""}::${escapedData(message.slice(0, LONGEST_MESSAGE))}\n`;
}

export function escapedData(text: string): string {
  return text.replace(/%/g, "%25").replace(/\r/g, "%0D").replace(/\n/g, "%0A");
}

function escapedProperty(text: string): string {
  return escapedData(text).replace(/:/g, "%3A").replace(/,/g, "%2C");
}
