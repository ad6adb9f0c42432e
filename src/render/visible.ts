/**
 * Text from files and from Google, made safe to print: whatever would move the
 * cursor, colour, hide or reorder text is shown as an escape instead of acting.
 * So is what the runners of GitHub and Azure Pipelines take for a command: `::` where
 * a line of the log begins, `##[` anywhere in it (actions/runner, ActionCommand.cs).
 */
import { entryIn } from "../entry-in.ts";

const ACTING =
  /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]/gu;

const LOG_COMMAND = /(?<=^\s*):(?=:)|#(?=#\w{0,20}\[)/g;

const SHORT: Readonly<Record<string, string>> = { "\n": "\\n", "\t": "\\t", "\r": "\\r" };

export function visible(text: string): string {
  return text.replace(ACTING, escaped).replace(LOG_COMMAND, escaped);
}

function escaped(character: string): string {
  return entryIn(SHORT, character) ?? `\\u{${character.codePointAt(0)!.toString(16)}}`;
}

/** Lines of a text for a terminal, each made safe. */
export function visibleLines(lines: readonly string[]): string {
  return `${lines.map(visible).join("\n")}\n`;
}
