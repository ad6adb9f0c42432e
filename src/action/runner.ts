/**
 * The runner's side of a job: its log, annotations, outputs and summary.
 *
 * The runner obeys `::command::` where a line of the log begins and `##[command]` anywhere in
 * it; while commands are stopped, it obeys only the word that was agreed
 * (docs.github.com, "Workflow commands for GitHub Actions").
 */
import { randomUUID } from "node:crypto";
import { appendFileSync } from "node:fs";
import { EOL } from "node:os";
import { type Annotation, annotationCommand, escapedData } from "../render/workflow-command.ts";

export interface Runner {
  /** Text that may contain anything. */
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
      if (secret !== "") command(`::add-mask::${escapedData(secret)}\n`);
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

/** A delimiter that the value cannot contain, since it is created afterwards. */
function outputRecord(name: string, value: string): string {
  const delimiter = `ghadelimiter_${randomUUID()}`;
  return `${name}<<${delimiter}${EOL}${value}${EOL}${delimiter}${EOL}`;
}
