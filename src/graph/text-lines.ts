/** Breaking text into lines without a browser to measure it: widths are estimated from above, for any usual sans-serif. */

const NARROW = /^[iljtfrI.,:;'|!()[\]{}/\\"`]$/;
const WIDE = /^[mwMW@%&—…→]$/;
const CAPITAL = /^[A-Z0-9?#$€_=+<>~^*-]$/;
const LETTER = /^[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}]$/u;

/** In parts of the font's size. */
function glyphWidth(glyph: string): number {
  if (glyph === " ") return 0.36;
  if (NARROW.test(glyph)) return 0.46;
  if (WIDE.test(glyph)) return 1.05;
  if (CAPITAL.test(glyph)) return 0.84;
  if (/^[a-z]$/.test(glyph)) return 0.65;
  return LETTER.test(glyph) ? 0.86 : 1.35;
}

export function textWidth(text: string, size: number, bold: boolean): number {
  let width = 0;
  for (const glyph of glyphs(text)) width += glyphWidth(glyph);
  return width * size * (bold ? 1.1 : 1);
}

/** Made when it is needed: it costs ten milliseconds. */
let segmenter: Intl.Segmenter | undefined;

function segmented(text: string): Intl.Segments {
  segmenter ??= new Intl.Segmenter("en");
  return segmenter.segment(text);
}

/** What people see as one character stays together. */
function glyphs(text: string): string[] {
  return Array.from(segmented(text), ({ segment }) => segment);
}

export interface TextFit {
  readonly width: number;
  readonly size: number;
  readonly bold: boolean;
  readonly atMost: number;
}

/** Lines that fit; between words where that is possible. What does not fit in the last line ends in an ellipsis. */
export function textLines(text: string, fit: TextFit): string[] {
  const lines: string[] = [];
  let rest = text.trim().slice(0, 400);
  while (rest !== "" && lines.length < fit.atMost) {
    const isLast = lines.length === fit.atMost - 1;
    const line = isLast ? endedLine(rest, fit) : firstLine(rest, fit);
    lines.push(line.trimEnd());
    rest = rest.slice(line.length).trimStart();
  }
  return lines;
}

function firstLine(text: string, fit: TextFit): string {
  const fitting = fittingStart(text, fit);
  if (fitting.length === text.length || text[fitting.length] === " ") return fitting;
  // A break far to the left would leave a hole; what has no joint is cut where the line ends.
  const ends = [fitting.lastIndexOf(" "), joint(fitting), fitting.length];
  return fitting.slice(
    0,
    ends.find((end) => end > fitting.length / 3),
  );
}

/** Where an address or an id may be broken: behind its last stroke, hyphen or the like. */
function joint(text: string): number {
  return Math.max(...[..."/_-?&=,"].map((sign) => text.lastIndexOf(sign))) + 1;
}

function endedLine(text: string, fit: TextFit): string {
  if (fits(text, fit)) return text;
  const start = fittingStart(text, { ...fit, width: fit.width - textWidth("…", fit.size, fit.bold) });
  return `${start.trimEnd()}…`;
}

/** Never empty, so that every line gets on. */
function fittingStart(text: string, { width, size, bold }: TextFit): string {
  let start = "";
  let taken = 0;
  for (const glyph of glyphs(text)) {
    taken += textWidth(glyph, size, bold);
    if (start !== "" && taken > width) break;
    start += glyph;
  }
  return start;
}

function fits(text: string, { width, size, bold }: TextFit): boolean {
  return textWidth(text, size, bold) <= width;
}
