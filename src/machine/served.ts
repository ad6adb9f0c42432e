/** What Google serves to visitors: fetched as a visitor's browser would, or read from a saved file. */
import { open } from "node:fs/promises";
import { resolve } from "node:path";
import type { Fetching } from "../app/verify-served.ts";
import { entryIn } from "../entry-in.ts";

/** A container has 200 kB when it is compiled (tag-manager.md 2.2), Google's code around it some 500 kB. */
const MOST_BYTES = 20_000_000;
const MOST_MILLISECONDS = 30_000;

type Read = string | { readonly cannotBeRead: string };

/** @param cwd the folder that names of files are relative to */
export function servedIn(cwd: string): Fetching["served"] {
  return (what) => (/^https?:\/\//i.test(what) ? fetched(what) : saved(resolve(cwd, what)));
}

async function fetched(address: string): Promise<Read> {
  try {
    const response = await fetch(address, {
      credentials: "omit",
      signal: AbortSignal.timeout(MOST_MILLISECONDS),
    });
    if (!response.ok) return { cannotBeRead: statusWords(response.status) };
    return await textWithin(response);
  } catch (error) {
    return { cannotBeRead: networkWords(error as Error) };
  }
}

/** Google's answer for an id that it does not know, or whose container was never published. */
function statusWords(status: number): string {
  if (status === 404) return "the answer was 404: there is no published container or tag with this id";
  return `the answer was ${status}`;
}

/** Node names the reason in the cause: `getaddrinfo ENOTFOUND …`, `self-signed certificate`. */
function networkWords({ message, cause, name }: Error): string {
  if (name === "TimeoutError") return `there was no answer within ${MOST_MILLISECONDS / 1000} seconds`;
  return cause instanceof Error && cause.message !== "" ? cause.message : message;
}

async function textWithin({ body }: Response): Promise<Read> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body ?? []) {
    size += chunk.length;
    if (size > MOST_BYTES) return TOO_LARGE;
    chunks.push(chunk);
  }
  return new TextDecoder().decode(Buffer.concat(chunks));
}

async function saved(path: string): Promise<Read> {
  try {
    const file = await open(path);
    try {
      const status = await file.stat();
      if (status.isDirectory()) return { cannotBeRead: "it is a folder" };
      if (!status.isFile()) return { cannotBeRead: "it is not a file" };
      if (status.size > MOST_BYTES) return TOO_LARGE;
      return new TextDecoder().decode(await file.readFile());
    } finally {
      await file.close();
    }
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    return { cannotBeRead: entryIn(WHY, code ?? "") ?? message };
  }
}

const TOO_LARGE: Read = { cannotBeRead: `it is larger than ${MOST_BYTES / 1_000_000} MB` };

const WHY: Readonly<Record<string, string>> = {
  ENOENT: "there is no such file",
  ENOTDIR: "there is no such file",
  EACCES: "its permissions do not allow reading it",
};
