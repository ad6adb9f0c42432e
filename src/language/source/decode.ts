/** Bytes → text: the first door, which only lets well-formed UTF-8 of a sensible size in. */
import type { Diagnostic } from "../../diagnostic.ts";
import { SourceText } from "./source-text.ts";

/** 1 MB: a Tag Manager container has room for about 200 kB, so no honest goals file comes near. */
export const MAX_BYTES = 1_000_000;
const MAX_LINES = 50_000;

export type Decoded =
  | { readonly ok: true; readonly source: SourceText }
  | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] };

// What YAML 1.2 calls non-printable, and a lone carriage return, which would hide line breaks from the positions.
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters that are refused.
const FORBIDDEN = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]|\r(?!\n)/g;

export function decode(file: string, bytes: Uint8Array): Decoded {
  if (bytes.length > MAX_BYTES) return refuse(tooLarge(file, bytes.length));
  const text = utf8(bytes);
  if (text === null) return refuse(notUtf8(file, bytes));
  const source = new SourceText(file, text);
  if (source.lines > MAX_LINES) return refuse(tooManyLines(file, source.lines));
  const forbidden = forbiddenCharacters(source);
  return forbidden ? refuse(forbidden) : { ok: true, source };
}

function refuse(...diagnostics: readonly Diagnostic[]): Decoded {
  return { ok: false, diagnostics };
}

/** The text without its byte order mark; null if the bytes are not UTF-8. */
function utf8(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

function tooLarge(file: string, size: number): Diagnostic {
  const megabytes = (size / 1_000_000).toFixed(1);
  return {
    severity: "error",
    code: "file-too-large",
    message: `The file is ${megabytes} MB; a goals file may have 1 MB at most.`,
    place: { file, line: 1, column: 1 },
    hint: "Is this the right file? Forty goals take about 10 kB.",
  };
}

function tooManyLines(file: string, lines: number): Diagnostic {
  return {
    severity: "error",
    code: "file-too-large",
    message: `The file has ${lines} lines; a goals file may have ${MAX_LINES} at most.`,
    place: { file, line: 1, column: 1 },
    hint: "Is this the right file? Forty goals take about 400 lines.",
  };
}

function notUtf8(file: string, bytes: Uint8Array): Diagnostic {
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff))
    return {
      severity: "error",
      code: "not-utf-8",
      message: "The file is saved as UTF-16.",
      place: { file, line: 1, column: 1 },
      hint: "Save it again with the encoding UTF-8.",
    };
  const bad = firstBadByte(bytes);
  const shown = new SourceText(file, new TextDecoder("utf-8").decode(bytes));
  const before = new TextDecoder("utf-8").decode(bytes.subarray(0, bad));
  const hex = (bytes[bad] ?? 0).toString(16).toUpperCase().padStart(2, "0");
  return shown.error(
    "not-utf-8",
    { start: before.length, end: before.length + 1 },
    `The file is not UTF-8 text: byte 0x${hex} does not belong here.`,
    "Save the file again with the encoding UTF-8.",
  );
}

/** Offset of the first byte that is not part of a well-formed UTF-8 character: the longest prefix that decodes. */
function firstBadByte(bytes: Uint8Array): number {
  let good = 0;
  let bad = bytes.length;
  while (good < bad) {
    const middle = (good + bad + 1) >> 1;
    if (decodesSoFar(bytes.subarray(0, middle))) good = middle;
    else bad = middle - 1;
  }
  // The prefix may end within a character that the next byte breaks: that character's first byte is the bad one.
  const broken = [0, 1, 2, 3].find((back) => utf8(bytes.subarray(0, good - back)) !== null) ?? 0;
  return good - broken;
}

/** True when the bytes are UTF-8 that may stop within a character. */
function decodesSoFar(bytes: Uint8Array): boolean {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
}

function forbiddenCharacters(source: SourceText): Diagnostic | null {
  const found = [...source.text.matchAll(FORBIDDEN)];
  const first = found[0];
  if (!first) return null;
  const code = first[0].charCodeAt(0).toString(16).toUpperCase().padStart(4, "0");
  const count = found.length === 1 ? "" : ` (the first of ${found.length})`;
  return source.error(
    "control-character",
    { start: first.index, end: first.index + 1 },
    `The file contains the invisible control character U+${code}${count}, which no text file needs.`,
    first[0] === "\r"
      ? "Save the file with ordinary line ends (LF or CRLF)."
      : "Delete it, or save the file again as plain text.",
  );
}
