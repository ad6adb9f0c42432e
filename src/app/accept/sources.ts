/** The goals file and what it includes, as texts that can be changed. */

import { openGoals, type ReadResult } from "../../language/read-goals.ts";
import type { Files } from "../ports.ts";

export interface Sources {
  readonly file: string;
  readonly include: ReturnType<Files["included"]>;
  /** By the names of the files, the goals file first. */
  readonly texts: ReadonlyMap<string, string>;
}

export function readSources(file: string, files: Pick<Files, "readGoals" | "included">): Sources {
  const bytes = files.readGoals(file);
  const { include } = openGoals(file, bytes);
  const answers = files.included(include, file, bytes.length);
  const all = [{ file, bytes }, ...answers.flatMap((one) => one.files)];
  return { file, include: answers, texts: new Map(all.map((one) => [one.file, textOf(one.bytes)])) };
}

function textOf(bytes: Uint8Array): string {
  return new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
}

export function readTexts({ file, include }: Sources, texts: ReadonlyMap<string, string>): ReadResult {
  const bytesOf = (name: string) => new TextEncoder().encode(texts.get(name));
  const answers = include.map((answer) => ({
    ...answer,
    files: answer.files.map((one) => ({ ...one, bytes: bytesOf(one.file) })),
  }));
  return openGoals(file, bytesOf(file)).read(answers);
}
