/**
 * Lines that fit a terminal. What does not fit continues below, in lists further in
 * than its line began, so that the characters at the beginnings of lines stay in their
 * column.
 */

import { entryIn } from "../entry-in.ts";
import { COLOUR, widthOf } from "./width.ts";

const HANGING = 4;

/** Within a list, or an entry of one: `+ add …`, `warning: …`. A sentence by itself is none. */
const OF_A_LIST = /^(?: |[-+~=] |[a-z]+(?:\[[a-z-]+\])?: )/;

/** A line of a file and the marker below it, which stay below each other: `12 |   page: /thanks`. */
const OF_A_SOURCE = /^ *\d* \| /;

/** @param columns How many characters fit; null leaves every line as it is. */
export function wrapped(text: string, columns: number | null): string {
  if (columns === null) return text;
  return text
    .split("\n")
    .map((line) => wrappedLine(line, columns))
    .join("\n");
}

function wrappedLine(line: string, columns: number): string {
  if (widthOf(line) <= columns || OF_A_SOURCE.test(line.replace(COLOUR, ""))) return line;
  const [indent = ""] = /^ */.exec(line)!;
  const hanging = indent + (OF_A_LIST.test(line.replace(COLOUR, "")) ? " ".repeat(HANGING) : "");
  const lines: string[] = [];
  let current = indent;
  for (const [, space = "", word = ""] of line.slice(indent.length).matchAll(/( *)([^ ]+)/g)) {
    const isEmpty = current.trim() === "";
    if (isEmpty || widthOf(current + space + word) <= columns) {
      current += isEmpty ? word : space + word;
      continue;
    }
    lines.push(current);
    current = hanging + word;
  }
  return [...lines, current].join("\n");
}

/** Characters of ours that some terminals cannot show, spelled in ASCII. Names of people's goals stay as they are. */
const PLAIN: Readonly<Record<string, string>> = {
  "→": "->",
  "…": "...",
  "–": "-",
  "×": "x",
  "≥": ">=",
  "≤": "<=",
  "·": "-",
  "▁": "_",
  "▂": ".",
  "▃": ",",
  "▄": "-",
  "▅": "~",
  "▆": "+",
  "▇": "*",
  "█": "#",
  "▉": "#",
  "▊": "=",
  "▋": "=",
  "▌": "=",
  "▍": "-",
  "▎": "-",
  "▏": " ",
};

export function plainSigns(text: string): string {
  return text.replace(/[→…–×≥≤·▁-▏]/g, (sign) => entryIn(PLAIN, sign)!);
}
