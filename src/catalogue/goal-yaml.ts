/** A goal entry → lines of YAML that a marketer can read. Every value is written by the YAML library. */
import { Document, isCollection, visit } from "yaml";
import type { GoalEntry, Line } from "./goal-entry.ts";
import type { Field, Value } from "./way-kinds.ts";

export interface Indentation {
  /** Spaces before the goal's id. */
  readonly key: number;
  /** How many more before what belongs to it. */
  readonly step: number;
}

/** Longest line of a comment, its indentation included. */
const WIDTH = 100;

/** Comments, the id, and a line for each key. */
export function blockLines(entry: GoalEntry, { key, step }: Indentation): readonly string[] {
  const outer = " ".repeat(key);
  const inner = " ".repeat(key + step);
  return [
    ...commentLines(entry, key),
    `${outer}${entry.id}:`,
    ...entry.lines.map((line) => `${inner}${blockLine(line)}`),
  ];
}

/** The same inside braces, where a goal is a single line. */
export function flowLines(entry: GoalEntry, key: number): readonly string[] {
  const text = inBraces({ [entry.id]: bodyOf(entry) }).replace(/^\{ | \}$/g, "");
  return [...commentLines(entry, key), `${" ".repeat(key)}${text}`];
}

/** The same in JSON. */
export function jsonLine(entry: GoalEntry, key: number): string {
  return `${" ".repeat(key)}${JSON.stringify(entry.id)}: ${JSON.stringify(bodyOf(entry))}`;
}

/** A list entry or any other value on one line. */
export function inBraces(value: Value): string {
  const document = new Document(value);
  if (isCollection(document.contents)) document.contents.flow = true;
  return written(document);
}

/** `key: value` on one line, as it is written in a block. */
export function fieldText([key, value]: Field): string {
  return written(new Document({ [key]: value }));
}

/** Comment lines for a text: as many as it takes. */
export function comment(text: string, indent: number): readonly string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    if (line !== "" && indent + 2 + line.length + 1 + word.length > WIDTH) {
      lines.push(line);
      line = word;
    } else line = line === "" ? word : `${line} ${word}`;
  }
  return [...lines, line].map((one) => `${" ".repeat(indent)}# ${one}`);
}

function bodyOf({ lines }: GoalEntry): Value {
  return Object.fromEntries(lines.filter(({ off }) => !off).map(({ field }) => field));
}

function commentLines({ counts, site, snippet }: GoalEntry, indent: number): readonly string[] {
  const code = snippet === null ? [] : [`${" ".repeat(indent)}#   ${snippet}`];
  return [...comment(counts, indent), ...comment(site, indent), ...code];
}

function blockLine({ field, why, off }: Line): string {
  const text = fieldText(field);
  return `${off ? "# " : ""}${text}${why === undefined ? "" : ` # ${why}`}`;
}

/** Whatever is inside the outermost mapping is written in braces. */
function written(document: Document): string {
  visit(document, {
    Collection: (_, node, path) => {
      if (path.length > 1) node.flow = true;
    },
  });
  return document.toString({ lineWidth: 0 }).trimEnd();
}
