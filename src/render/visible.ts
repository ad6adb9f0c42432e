/**
 * Text from files and from Google, made safe to print: whatever would move the
 * cursor, colour, hide or reorder text is shown as an escape instead of acting.
 */
const ACTING = /[\p{Cc}\p{Zl}\p{Zp}\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/gu;

export function visible(text: string): string {
  return text.replace(ACTING, (character) => {
    if (character === "\n") return "\\n";
    if (character === "\t") return "\\t";
    if (character === "\r") return "\\r";
    return `\\u{${character.codePointAt(0)!.toString(16)}}`;
  });
}
