import { entryIn } from "../entry-in.ts";
import { escapeInString, substituteInScript } from "./script-text.ts";
import { type Lookup, replaceReferences } from "./template.ts";

const SCRIPT_ELEMENT = /(<script\b[^>]*>)([\s\S]*?)(<\/script\s*>)/gi;
const MARKUP: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/**
 * The text of a Custom HTML tag with its references filled in: as literals in scripts, as escaped text elsewhere.
 * It is for reading, not for running: where Google's tag hands a script the live value (an element, say),
 * this shows its text.
 */
export function substituteInHtml(html: string, lookup: Lookup): string {
  const pieces: string[] = [];
  let end = 0;
  for (const match of html.matchAll(SCRIPT_ELEMENT)) {
    pieces.push(fillMarkup(html.slice(end, match.index), lookup));
    pieces.push(fillMarkup(match[1]!, lookup), fillScript(match[2]!, lookup), match[3]!);
    end = match.index + match[0].length;
  }
  return [...pieces, fillMarkup(html.slice(end), lookup)].join("");
}

function fillMarkup(markup: string, lookup: Lookup): string {
  return replaceReferences(markup, (name) =>
    String(lookup(name)).replace(/[&<>"']/g, (character) => entryIn(MARKUP, character)!),
  );
}

function fillScript(script: string, lookup: Lookup): string {
  return substituteInScript(script, {
    asValue: (name) => literal(lookup(name)),
    asText: (name) => escapeInString(String(lookup(name))),
  });
}

function literal(value: unknown): string {
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  return value === undefined || value === null ? "null" : `"${escapeInString(String(value))}"`;
}
