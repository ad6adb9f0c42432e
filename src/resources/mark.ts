/**
 * The mark in an object's `notes` that says whose it is.
 *
 * Two lines of ours, one for people and one for the tool; whatever else people
 * wrote into the notes stays where it is. The digest covers the owned fields as
 * last applied, which distinguishes an edit in Tag Manager's user interface from a
 * change in the file.
 */
import type { Adopted } from "./adopted.ts";
import type { Entity } from "./body.ts";
import { type Memory, memories } from "./memory.ts";
import type { Address } from "./resource.ts";

export interface Mark {
  readonly owner: string;
  readonly address: Address;
  readonly digest: string;
  readonly remembers: readonly Memory[];
  /** The event that a tag sent when it was last applied; null where no event is sent, and in marks of older versions. */
  readonly event?: string | null;
  /** Only in marks of what somebody else had made. */
  readonly adopted?: Adopted;
}

const FOR_PEOPLE = /^Managed by goalform \(.*\)\. .*$/;
const FOR_THE_TOOL =
  /^goalform owner=([a-z0-9_-]+) address=(gtm\.[A-Za-z]+\/\S+) digest=([0-9a-f]{16})(?: event=(\S+))?(?: adopted=([0-9a-f]{16})\.([0-9a-f]{16})(?:\.(\S+))?)?(?: remembers=([a-z_,]+))?$/;

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
        remembers: memories(found[8]),
        ...(found[5] === undefined ? {} : { adopted: adopted(found[5], found[6]!, found[7]) }),
      };
  }
  return null;
}

function adopted(said: string, seen: string, rows: string | undefined): Adopted {
  return { said, seen, rows: (rows?.split(",") ?? []).map(decoded) };
}

/** Made by goalform, for whichever goals file, and so nobody's work. What it has adopted may be. */
export function isMadeByGoalform({ notes }: Entity): boolean {
  const mark = readMark(notes);
  return mark !== null && mark.adopted === undefined;
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
  const { owner, address, digest, event, remembers, adopted: taken } = mark;
  const how = taken
    ? "Change what the goals file says of it there: edits of that show up as drift and are undone. Everything else stays as it is here."
    : "Change it in the goals file: edits made here show up as drift and are undone.";
  const words = [
    `goalform owner=${owner} address=${address} digest=${digest}`,
    ...(event ? [`event=${encodeURIComponent(event)}`] : []),
    ...(taken ? [`adopted=${inOneWord(taken)}`] : []),
    ...(remembers.length === 0 ? [] : [`remembers=${remembers.join(",")}`]),
  ];
  const ours = [`Managed by goalform (${owner}). ${how}`, words.join(" ")];
  return [...ours, ...notesOfPeople(notes)].join("\n");
}

function inOneWord({ said, seen, rows }: Adopted): string {
  return [said, seen, ...(rows.length === 0 ? [] : [rows.map(encodeURIComponent).join(",")])].join(".");
}

/** What people wrote themselves. */
export function notesOfPeople(notes: string | null | undefined): string[] {
  return lines(notes).filter((line) => !FOR_PEOPLE.test(line) && !FOR_THE_TOOL.test(line));
}

function lines(notes: string | null | undefined): string[] {
  return typeof notes === "string" ? notes.split(/\r?\n/) : [];
}
