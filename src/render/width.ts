/**
 * Columns of a terminal that a text takes. What joins several characters into one (a zero-width joiner) never gets to a
 * terminal: `visible` shows it as an escape.
 */

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the colours that paint() writes
export const COLOUR = /\u001b\[[\d;]+m/g;

/** A flag, a character with an emoji selector, one with a skin tone; otherwise one character. */
const SIGN = /\p{RI}\p{RI}|\p{Emoji}(?:\ufe0f\u20e3?|\p{EMod})|./gsu;
const WITHOUT_WIDTH = /^[\p{Mn}\p{Me}]$/u;
/** East Asian Wide and Fullwidth (unicode.org/reports/tr11), and what is shown as an emoji by itself. */
const TWICE_AS_WIDE =
  /^(?:[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97c\uac00-\ud7a3\uf900-\ufaff\ufe10-\ufe19\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}]|\p{Emoji_Presentation})$/u;

/** None for colours and combining marks, two for East Asian letters and emoji. */
export function widthOf(text: string): number {
  let width = 0;
  for (const [sign] of text.replace(COLOUR, "").matchAll(SIGN)) width += signWidth(sign);
  return width;
}

function signWidth(sign: string): number {
  if (sign.length > 2 || (sign.length === 2 && sign.endsWith("\ufe0f"))) return 2;
  // Everything up to there takes one column, and is most of what there is.
  if (sign <= "\u02ff") return 1;
  if (WITHOUT_WIDTH.test(sign)) return 0;
  return TWICE_AS_WIDE.test(sign) ? 2 : 1;
}
