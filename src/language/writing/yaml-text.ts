/** Values of a goals file → YAML that people read, written by the YAML library. */
import { Document, isCollection, isMap, isSeq, visit } from "yaml";
import type { Field, YamlValue } from "./yaml-value.ts";

export interface Indentation {
  /** Spaces before the id of a goal or a funnel. */
  readonly key: number;
  /** How many more before what belongs to it. */
  readonly step: number;
}

/** Longest line of a comment, its indentation included. */
const WIDTH = 100;

/** A list entry or any other value on one line. */
export function inBraces(value: YamlValue): string {
  const document = new Document(value);
  if (isCollection(document.contents)) document.contents.flow = true;
  return written(document);
}

/** `key: value` as it is written in a block: on one line, unless it is a text of several lines or a list of mappings. */
export function fieldText([key, value]: Field): string {
  return written(new Document({ [key]: value }));
}

/**
 * Comment lines for a text: as many as it takes. Nothing in the text can end a line of them, or hide anything.
 *
 * @param further spaces between the `#` and the text
 */
export function comment(text: string, indent: number, further = 1): readonly string[] {
  const lines: string[] = [];
  let line = "";
  const start = `${" ".repeat(indent)}#${" ".repeat(further)}`;
  for (const word of safe(text).split(" ")) {
    if (line !== "" && start.length + line.length + 1 + word.length > WIDTH) {
      lines.push(line);
      line = word;
    } else line = line === "" ? word : `${line} ${word}`;
  }
  return [...lines, line].map((one) => start + one);
}

function safe(text: string): string {
  return text.replace(/\p{Cc}/gu, escaped).replace(UNSEEN, escaped);
}

/** Whatever is inside the outermost mapping is written in braces, and a list of mappings line by line. */
function written(document: Document): string {
  visit(document, {
    Collection: (_, node, path) => {
      const isOnItsOwn = path.length === 3 && isSeq(node) && node.items.some(isMap);
      if (path.length > 1 && !isOnItsOwn) node.flow = true;
    },
    Scalar: (_, node) => {
      if (typeof node.value !== "string") return;
      if (node.value.search(UNSEEN) >= 0 || LOG_LINE.test(node.value)) node.type = "QUOTE_DOUBLE";
    },
  });
  const text = document.toString({ lineWidth: 0, doubleQuotedMinMultiLineLength: MOST_LINES });
  return text.replace(UNSEEN, escaped).trimEnd();
}

/** A text in quotes stays on its line. */
const MOST_LINES = Number.MAX_SAFE_INTEGER;

/**
 * What would hide or reorder the text of a file for its reviewers, and what log runners take for a command anywhere in a
 * line (`##[`). Only texts in double quotes may have it, as escapes.
 */
const UNSEEN =
  /[\p{Zl}\p{Zp}\p{Cs}\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]|#(?=#\w{0,20}\[)/gu;

/** What they take for one at the beginning of a line: in quotes, a text has no lines. */
const LOG_LINE = /^\s*::/m;

function escaped(character: string): string {
  const code = character.codePointAt(0)!.toString(16);
  return code.length > 4 ? `\\U${code.padStart(8, "0")}` : `\\u${code.padStart(4, "0")}`;
}

/** A goals file may be JSON, which is YAML: what is written into it stays JSON. */
export function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
