/**
 * The runner's side of a job: its log, annotations, outputs and summary.
 *
 * The runner obeys `::command::` where a line of the log begins and `##[command]` anywhere in
 * it; while commands are stopped, it obeys nothing but the word that was agreed upon
 * (docs.github.com, "Workflow commands for GitHub Actions").
 */
import { randomUUID } from "node:crypto";
import { appendFileSync } from "node:fs";
import { EOL } from "node:os";

export interface Annotation {
  readonly level: "error" | "warning" | "notice";
  readonly message: string;
  readonly title?: string;
  readonly file?: string;
  readonly line?: number;
  readonly column?: number;
  readonly endColumn?: number;
}

export interface Runner {
  /** Text that may hold anything. */
  log(text: string): void;
  annotate(annotation: Annotation): void;
  setOutput(name: string, value: string): void;
  summary(markdown: string): void;
  /** From now on the log shows *** instead. */
  mask(secret: string): void;
  /** The last word: the runner listens again. False when something could not be written for later steps. */
  end(): boolean;
}

type Environment = Readonly<Record<string, string | undefined>>;

export function openRunner(env: Environment, write: (text: string) => void): Runner {
  let word: string | null = null;
  const stop = () => {
    if (word !== null) return;
    word = randomUUID();
    write(`::stop-commands::${word}\n`);
  };
  const listen = () => {
    if (word !== null) write(`::${word}::\n`);
    word = null;
  };
  let isWritten = true;
  const append = (what: string, file: string | undefined, text: string, isNeeded: boolean) => {
    const why = appendTo(file, text);
    if (why === null) return;
    if (isNeeded) isWritten = false;
    const level = isNeeded ? "error" : "warning";
    command(annotationCommand({ level, title: "goalform", message: `${what} could not be written: ${why}` }));
  };
  const command = (text: string) => {
    listen();
    write(text);
  };
  return {
    log: (text) => {
      stop();
      write(text.endsWith("\n") ? text : `${text}\n`);
    },
    annotate: (annotation) => command(annotationCommand(annotation)),
    setOutput: (name, value) =>
      append(`The output ${name}`, env["GITHUB_OUTPUT"], outputRecord(name, value), true),
    summary: (markdown) => append("The job's summary", env["GITHUB_STEP_SUMMARY"], `${markdown}\n`, false),
    mask: (secret) => {
      if (secret !== "") command(`::add-mask::${escapeData(secret)}\n`);
    },
    end: () => {
      listen();
      return isWritten;
    },
  };
}

/** Why it cannot be written; null when it is, and without the file, which nobody would read. */
function appendTo(file: string | undefined, text: string): string | null {
  try {
    if (file) appendFileSync(file, text);
    return null;
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    return message;
  }
}

/** A delimiter that the value cannot hold, since it is made afterwards. */
function outputRecord(name: string, value: string): string {
  const delimiter = `ghadelimiter_${randomUUID()}`;
  return `${name}<<${delimiter}${EOL}${value}${EOL}${delimiter}${EOL}`;
}

/** The runner cuts what is longer. */
const LONGEST_MESSAGE = 4000;

function annotationCommand({ level, message, line, column, endColumn, ...texts }: Annotation): string {
  const properties = { title: texts.title, file: texts.file, line, col: column, endColumn };
  const written = Object.entries(properties)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}=${escapeProperty(String(value))}`);
  return `::${level}${written.length > 0 ? ` ${written.join(",")}` : ""}::${escapeData(message.slice(0, LONGEST_MESSAGE))}\n`;
}

function escapeData(text: string): string {
  return text.replace(/%/g, "%25").replace(/\r/g, "%0D").replace(/\n/g, "%0A");
}

function escapeProperty(text: string): string {
  return escapeData(text).replace(/:/g, "%3A").replace(/,/g, "%2C");
}
