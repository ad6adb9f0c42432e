/** What an editor makes of a completion: the text of the file with what was chosen in it. */

export interface Completion {
  readonly label: string;
  readonly insertText?: string;
  readonly textEdit?: {
    readonly newText: string;
    readonly range: { readonly start: Position; readonly end: Position };
  };
}

interface Position {
  readonly line: number;
  readonly character: number;
}

/** The caret is at `|`; further lines begin where the line of the caret does, as editors do it. */
export function inserted(marked: string, { insertText = "", textEdit }: Completion): string {
  const caret = marked.indexOf("|");
  const text = marked.replace("|", "");
  const [start, end] = textEdit
    ? [offsetOf(text, textEdit.range.start), offsetOf(text, textEdit.range.end)]
    : [caret, caret];
  const indentation = /[ ]*/.exec(text.slice(text.lastIndexOf("\n", start - 1) + 1))![0];
  const chosen = withoutStops(textEdit?.newText ?? insertText).replaceAll("\n", `\n${indentation}`);
  return text.slice(0, start) + chosen + text.slice(end);
}

function offsetOf(text: string, { line, character }: Position): number {
  const before = text.split("\n").slice(0, line);
  return before.join("\n").length + (line > 0 ? 1 : 0) + character;
}

/** A snippet as it is before anybody types: `${1:text}` is its text, `${1|a,b|}` the first of them. */
function withoutStops(snippet: string): string {
  return snippet
    .replace(/\$\{\d+\|((?:[^,|])*)[^|]*\|\}/g, "$1")
    .replace(/\$\{\d+:((?:\\.|[^}])*)\}/g, "$1")
    .replace(/\$\{?\d+\}?/g, "")
    .replace(/\\([\\$}])/g, "$1");
}
