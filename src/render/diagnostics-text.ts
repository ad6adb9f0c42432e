/** Diagnostics for a terminal: what, where with the source line and a marker below it, and what to do. */
import type { Diagnostic, Place, Severity } from "../diagnostic.ts";
import { paint as painted, type Style } from "./color.ts";
import { visible } from "./visible.ts";
import { widthOf } from "./width.ts";
import { counted } from "./words.ts";

export interface TextOptions {
  readonly color?: boolean;
  /** False where nobody is at a command line who could ask for an explanation. */
  readonly isExplained?: boolean;
}

/**
 * All diagnostics in the order given, and a line that counts them; the empty text when there are none.
 * Nothing that comes from a file reaches the terminal raw: control and direction characters are shown
 * as visible escapes.
 */
export function diagnosticsText(
  diagnostics: readonly Diagnostic[],
  { color = false, isExplained = true }: TextOptions,
): string {
  if (diagnostics.length === 0) return "";
  const paint: Paint = (style, text) => painted(color, style, text);
  const blocks = diagnostics.map((diagnostic) => block(diagnostic, paint));
  const explained = isExplained ? `${explanationLine(diagnostics[0]!)}\n` : "";
  return `${[...blocks, countLine(diagnostics, paint)].join("\n\n")}\n${explained}`;
}

/** One code as an example: that the others can be explained as well is then plain. */
function explanationLine({ code }: Diagnostic): string {
  return `More about a code in brackets: goalform explain ${visible(code)}`;
}

type Paint = (style: Style, text: string) => string;

function block(diagnostic: Diagnostic, paint: Paint): string {
  const { severity, code, message, place, hint } = diagnostic;
  const head = `${paint(severity, `${severity}[${visible(code)}]`)}${paint("bold", `: ${visible(message)}`)}`;
  const where = place ? placeLines(place, severity, paint) : [];
  const help = hint === undefined ? [] : [`${paint("help", "help")}: ${visible(hint)}`];
  return [head, ...where, ...help].join("\n");
}

function placeLines(place: Place, severity: Severity, paint: Paint): readonly string[] {
  const arrow = `  ${paint("frame", "-->")} ${visible(place.file)}:${place.line}:${place.column}`;
  if (place.source === undefined) return [arrow];
  const number = String(place.line);
  const gutter = " ".repeat(number.length);
  const { text, before, marked } = window(place.source, place.column, place.length ?? 1);
  const marker = " ".repeat(before) + paint(severity, "^".repeat(Math.max(1, marked)));
  const bar = paint("frame", "|");
  return [
    arrow,
    `${gutter} ${bar}`,
    `${paint("frame", number)} ${bar} ${text}`,
    `${gutter} ${bar} ${marker}`,
  ];
}

/** Longest piece of a source line that is shown, in characters. */
const WINDOW = 100;
const LEAD = 40;

interface Window {
  readonly text: string;
  /** Columns of the terminal before the marker, and under it. */
  readonly before: number;
  readonly marked: number;
}

/** The part of a line around the marker, ready to print, and where the marker goes. */
function window(source: string, column: number, length: number): Window {
  // Cut by 16-bit units first: a line of a megabyte must not be taken apart for each message.
  const characters = Array.from(source.length > 20_000 ? nearby(source, column) : source);
  const offset = source.length > 20_000 ? Math.max(0, column - 1 - 10_000) : 0;
  const start = column - 1 - offset;
  const isLong = characters.length > WINDOW;
  const from = isLong ? Math.max(0, Math.min(start - LEAD, characters.length - WINDOW)) : 0;
  const to = isLong ? Math.min(characters.length, from + WINDOW) : characters.length;
  const piece = (a: number, b: number) =>
    characters
      .slice(Math.max(from, a), Math.min(to, b))
      .map((character, i) => inSource(character, characters, Math.max(from, a) + i))
      .join("");
  const left = from + offset > 0 ? "…" : "";
  const right = to < characters.length || offset + 20_000 < source.length ? "…" : "";
  const lead = piece(from, start);
  const marked = piece(start, start + length);
  return {
    text: `${left}${lead}${marked}${piece(start + length, to)}${right}`.trimEnd(),
    before: widthOf(left + lead),
    marked: widthOf(marked),
  };
}

function nearby(source: string, column: number): string {
  const from = Math.max(0, column - 1 - 10_000);
  return source.slice(from, from + 20_000);
}

/**
 * One character as it is printed: a tab as two spaces, so that the marker stays below its place.
 * What follows matters where two characters may begin a command to a log's reader.
 */
function inSource(character: string, line: readonly string[], at: number): string {
  if (character !== "#" || line[at + 1] !== "#") return character === "\t" ? "  " : visible(character);
  const isHarmless = visible(line.slice(at, at + 30).join("")).startsWith("#");
  return isHarmless ? character : "\\u{23}";
}

function countLine(diagnostics: readonly Diagnostic[], paint: Paint): string {
  const errors = diagnostics.filter((one) => one.severity === "error").length;
  const warnings = diagnostics.length - errors;
  const parts = [
    ...(errors > 0 ? [paint("error", counted(errors, "error"))] : []),
    ...(warnings > 0 ? [paint("warning", counted(warnings, "warning"))] : []),
  ];
  return parts.join(", ");
}
