/**
 * The mark in an object's `notes` that says whose it is.
 *
 * Two lines of ours, one for people and one for the tool; whatever else people
 * wrote into the notes stays where it is. The digest covers the owned fields as
 * last applied, which distinguishes an edit in Tag Manager's user interface from a
 * change in the file.
 */
import type { Entity } from "./entities/row.ts";
import { type Memory, memories } from "./memory.ts";
import type { Address } from "./resource.ts";

export interface Mark {
  readonly owner: string;
  readonly address: Address;
  readonly digest: string;
  readonly remembers: readonly Memory[];
  /** The event that a tag sent when it was last applied; null where no event is sent, and in marks of older versions. */
  readonly event?: string | null;
}

const FOR_PEOPLE = /^Managed by goalform \(.*\)\. .*$/;
const FOR_THE_TOOL =
  /^goalform owner=([a-z0-9_-]+) address=(gtm\.[A-Za-z]+\/\S+) digest=([0-9a-f]{16})(?: event=(\S+))?(?: remembers=([a-z_,]+))?$/;

/** The first mark found, or null for an object that carries none. */
export function readMark(notes: string | null | undefined): Mark | null {
  for (const line of lines(notes)) {
    const found = FOR_THE_TOOL.exec(line);
    if (found)
      return {
        owner: found[1]!,
        address: found[2]! as Address,
        digest: found[3]!,
        event: found[4] === undefined ? null : decoded(found[4]),
        remembers: memories(found[5]),
      };
  }
  return null;
}

/** Made by goalform, for whichever goals file. */
export function isMarked({ notes }: Entity): boolean {
  return readMark(notes) !== null;
}

/** Names of events may contain spaces, and somebody may have edited the notes. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** The notes with our two lines replaced or put in front, and everything else kept. */
export function writeMark(notes: string | null | undefined, mark: Mark): string {
  const ours = [
    `Managed by goalform (${mark.owner}). Change it in the goals file: edits made here show up as drift and are undone.`,
    `goalform owner=${mark.owner} address=${mark.address} digest=${mark.digest}${mark.event ? ` event=${encodeURIComponent(mark.event)}` : ""}${mark.remembers.length === 0 ? "" : ` remembers=${mark.remembers.join(",")}`}`,
  ];
  return [...ours, ...notesOfPeople(notes)].join("\n");
}

/** What people wrote themselves. */
export function notesOfPeople(notes: string | null | undefined): string[] {
  return lines(notes).filter((line) => !FOR_PEOPLE.test(line) && !FOR_THE_TOOL.test(line));
}

function lines(notes: string | null | undefined): string[] {
  return typeof notes === "string" ? notes.split(/\r?\n/) : [];
}
