/** Comments at the end of a goals file. */

import { parseDocument } from "yaml";
import { isJson } from "./yaml-text.ts";

/** Comment lines at the end of a file; the text as it is where it cannot have them, as in JSON. */
export function withComments(text: string, comments: readonly string[]): string {
  if (comments.length === 0 || isJson(text)) return text;
  const eol = text.includes("\r\n") ? "\r\n" : "\n";
  const after = [text.replace(/[\r\n]*$/, ""), "", ...comments, ""].join(eol);
  const content = (of: string) => {
    const document = parseDocument(of, { uniqueKeys: false, logLevel: "silent" });
    return JSON.stringify([document.errors.length, document.toJS()]);
  };
  return content(after) === content(text) ? after : text;
}
