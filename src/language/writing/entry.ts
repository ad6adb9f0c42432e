/** A goal or a funnel with comments above it, as lines of a goals file. */
import type { Entry } from "./insert.ts";
import { comment, fieldText, inBraces } from "./yaml-text.ts";
import { type Field, fieldsInOne } from "./yaml-value.ts";

/** @param remarks each begins a comment of its own; whatever is in them stays in the comment */
export function entryOf(id: string, fields: readonly Field[], remarks: readonly string[]): Entry {
  const commentsAt = (column: number) => remarks.flatMap((remark) => comment(remark, column));
  const body = fieldsInOne(fields);
  return {
    id,
    block: ({ key, step }) => [
      ...commentsAt(key),
      `${" ".repeat(key)}${id}:${fields.length === 0 ? " {}" : ""}`,
      ...fields.flatMap((field) => indented(fieldText(field), key + step)),
    ],
    flow: (key) => [
      ...commentsAt(key),
      `${" ".repeat(key)}${inBraces({ [id]: body }).replace(/^\{ | \}$/g, "")}`,
    ],
    json: (key) => `${" ".repeat(key)}${JSON.stringify(id)}: ${JSON.stringify(body)}`,
  };
}

/** A text of several lines keeps its empty ones empty. */
function indented(text: string, column: number): readonly string[] {
  return text.split("\n").map((line) => (line === "" ? "" : " ".repeat(column) + line));
}
