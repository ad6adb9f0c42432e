/**
 * What the text of a session script says about each goal.
 *
 * Every goal is one object of the list at the end of the script, and names the data-layer event that the
 * script pushes for it: `goalform.<owner>.<goal id>`. An older script, or one that somebody edited, is read in the same way.
 */
import type { Address } from "./resource.ts";

/** The one tag that all goals about whole sessions share. */
export const SESSION_SCRIPT_ADDRESS: Address = "gtm.tag/shared:session";

export interface SessionScriptParts {
  /** Goal id → its object in the script, without white space. */
  readonly goals: ReadonlyMap<string, string>;
  /** The script without its goals: the same for all of them. */
  readonly code: string;
}

export function sessionScriptParts(owner: string, html: string): SessionScriptParts {
  const goals = new Map<string, string>();
  const object = new RegExp(`\\{[^{}]*"goalform\\.${owner}\\.([A-Za-z0-9_-]+)"[^{}]*\\}`, "g");
  const code = html.replace(object, (text: string, id: string) => {
    goals.set(id, text.replace(/\s+/g, ""));
    return GOAL;
  });
  return { goals, code: code.replace(LIST, GOAL) };
}

/** Stands for the goals, however many there are. No script contains it. */
const GOAL = "\u0000";
// biome-ignore lint/suspicious/noControlCharactersInRegex: the character that stands for a goal is one
const LIST = /\u0000(?:\s*,\s*\u0000)*/g;
