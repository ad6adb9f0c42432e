/** A goal entry → lines of YAML that a marketer can read. Every value is written by the YAML library. */
import type { Entry } from "../language/writing/insert.ts";
import { comment, fieldText, type Indentation, inBraces } from "../language/writing/yaml-text.ts";
import type { GoalEntry, Line } from "./goal-entry.ts";
import type { Value } from "./way-kinds.ts";

/** As it is inserted into a file. */
export function entryText(entry: GoalEntry): Entry {
  return {
    id: entry.id,
    block: (indent) => blockLines(entry, indent),
    flow: (key) => flowLines(entry, key),
    json: (key) => jsonLine(entry, key),
  };
}

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
function flowLines(entry: GoalEntry, key: number): readonly string[] {
  const text = inBraces({ [entry.id]: bodyOf(entry) }).replace(/^\{ | \}$/g, "");
  return [...commentLines(entry, key), `${" ".repeat(key)}${text}`];
}

/** The same in JSON. */
function jsonLine(entry: GoalEntry, key: number): string {
  return `${" ".repeat(key)}${JSON.stringify(entry.id)}: ${JSON.stringify(bodyOf(entry))}`;
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
