/** Slips that the YAML parser notices late or names by their consequences: what was meant, and where. */
import { isKnownKey } from "./known-keys.ts";
import type { Slip } from "./slip.ts";
import type { SourceText } from "./source-text.ts";
import { quoted, type Value, valueAt } from "./value-at.ts";
import { bracketInside, colonTooMany, valueSlip, wholeEntry, withDots } from "./value-slips.ts";

/** What is behind an error at `offset`; null when the parser's own word for it says enough. */
export function slipAt(source: SourceText, offset: number, parserSays: string): Slip | null {
  const comma = commaAfterBracket(source.text, offset);
  if (comma) return comma;
  const glued = /MULTILINE_IMPLICIT_KEY/.test(parserSays) ? colonWithoutSpace(source.text, offset) : null;
  if (glued) return glued;
  const indexed = indexedKey(source.text, offset);
  if (indexed) return indexed;
  const value = valueAt(source.text, offset);
  const indented =
    value && /IMPLICIT_KEY|Nested mappings/.test(parserSays) ? tooFarIndented(source.text, value) : null;
  if (indented) return indented;
  if (
    /Nested mappings are not allowed|block (?:collections?|mapping).*flow|flow.*block/i.test(parserSays) &&
    value
  )
    return colonTooMany(wholeEntry(source.text, value)) ?? unclosed(source, offset);
  if (
    /Missing , or :|must end with|expected flow|sufficiently indented/i.test(parserSays) ||
    /bracket/.test(parserSays)
  )
    return (value && bracketInside(value, offset)) ?? unclosed(source, offset);
  if (/Unexpected , in flow/.test(parserSays))
    return {
      span: { start: offset, end: offset + 1 },
      message: "There is nothing before this comma.",
      hint: "Delete it.",
    };
  return value ? valueSlip(value, parserSays) : null;
}

/** `{ page: { path: /a } value: 5 }`. */
function commaAfterBracket(text: string, offset: number): Slip | null {
  const [key] = /^[a-z_0-9]+(?=\s*:\s)/.exec(text.slice(offset)) ?? [];
  if (
    key === undefined ||
    !isKnownKey(key) ||
    !/[}\]]\s+$/.test(text.slice(Math.max(0, offset - 200), offset))
  )
    return null;
  return {
    span: { start: offset, end: offset + key.length },
    message: `There is no comma before \`${key}\`.`,
    hint: `Write \`, ${key}\`.`,
  };
}

/** `type:event` above `on: …`. */
function colonWithoutSpace(text: string, offset: number): Slip | null {
  const [all = "", key = "", value = ""] =
    /^([a-z_]+):(\S[^\n]*?)(?=[ \t\r]*(?:\n|$))/.exec(text.slice(offset)) ?? [];
  if (!isKnownKey(key)) return null;
  return {
    span: { start: offset, end: offset + all.length },
    message: "A colon needs a space after it; without one this is a single word.",
    hint: `Write \`${key}: ${value}\`.`,
  };
}

/** `where: { items[0].id: a }`: the bracket of the key opens a list. */
function indexedKey(text: string, offset: number): Slip | null {
  const before = /[\w.[\]]*$/.exec(text.slice(Math.max(0, offset - LONGEST_NAME), offset))?.[0] ?? "";
  const start = offset - before.length;
  const [key] = /^[\w.]+(?:\[\d*\][\w.]*)+(?=\s*:\s)/.exec(text.slice(start, start + LONGEST_NAME)) ?? [];
  if (key === undefined) return null;
  return {
    span: { start, end: start + key.length },
    message: "Inside {…} a name that contains a bracket needs quotes, and dots walk into lists.",
    hint: `Write \`${withDots(key)}\`.`,
  };
}

const LONGEST_NAME = 200;

/** The bracket that stays open up to here: because a comment swallows what closes it, or because that is missing. */
function unclosed(source: SourceText, offset: number): Slip | null {
  const { text } = source;
  const open = openBrackets(text, offset);
  const [first] = open;
  if (first === undefined) return null;
  const comment = /[ \t](#[^\n]*)/.exec(text.slice(first, offset));
  const isNote = comment !== null && /^#+(?:\s|$)/.test(comment[1] ?? "");
  if (comment && isNote && /[}\]]/.test(comment[1] ?? ""))
    return bracketInComment(first + comment.index + 1, comment[1] ?? "");
  if (comment && !isNote) return swallowed(source, first + comment.index + 1);
  const last = open.at(-1) ?? first;
  const close = text[last] === "{" ? "}" : "]";
  return {
    span: { start: last, end: last + 1 },
    message: `This \`${text[last]}\` is not closed.`,
    hint: `Add \`${close}\` where it ends.`,
  };
}

/** Offsets of the brackets that are open at `offset`, outside quotes and comments. Looks back to the start of the entry. */
function openBrackets(text: string, offset: number): readonly number[] {
  const start = Math.max(
    0,
    text.slice(0, offset).search(/\n[^\n]*[{[][^\n]*$(?![\s\S]*\n {0,2}\S[^\n]*[{[])/),
  );
  const open: number[] = [];
  let quote = "";
  for (let index = start; index < offset; index += 1) {
    const sign = text[index] ?? "";
    if (quote !== "") quote = sign === quote ? "" : quote;
    else if (/['"]/.test(sign) && /[\s{[,:]/.test(text[index - 1] ?? " ")) quote = sign;
    else if (sign === "#" && /\s/.test(text[index - 1] ?? " ")) index = endOfLine(text, index);
    else if (sign === "{" || sign === "[") open.push(index);
    else if (sign === "}" || sign === "]") open.pop();
  }
  return open;
}

function endOfLine(text: string, offset: number): number {
  const end = text.indexOf("\n", offset);
  return end < 0 ? text.length : end;
}

function bracketInComment(at: number, comment: string): Slip {
  return {
    span: { start: at, end: at + comment.length },
    message: "`#` after a space begins a comment, so the bracket at the end of this line is not read.",
    hint: "Move the comment after the bracket, or to a line of its own.",
  };
}

function swallowed(source: SourceText, at: number): Slip {
  const value = valueAt(source.text, at);
  const [sign = "#"] = /^#[^\s,}\]]*/.exec(source.text.slice(at)) ?? [];
  const shown = value && value.end > at ? value.text : sign;
  return {
    span: value && value.end > at ? value : { start: at, end: at + sign.length },
    message:
      "`#` after a space begins a comment, so the rest of the line is not read, its brackets included.",
    hint: `Write \`${quoted(shown)}\` in quotes.`,
  };
}

/** `type: destination` and, further indented, `page: /thanks` below it. */
function tooFarIndented(text: string, value: Value): Slip | null {
  if (/:(?:\s|$)/.test(value.text)) return null;
  const [, line = "", gap = "", key = ""] =
    /^([^\n]*\n)( *)([\w-]+):(?:\s|$)/.exec(text.slice(value.end)) ?? [];
  if (key === "" || line.trim() !== "") return null;
  const start = value.end + line.length + gap.length;
  return {
    span: { start, end: start + key.length },
    message: `This line is indented further than the one above, so \`${key}\` is read as part of its value.`,
    hint: "Let keys that belong together begin in the same column.",
  };
}
