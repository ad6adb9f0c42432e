/** Text with `{{Variable}}` references, the way Google stores nearly every value of a container. */

export type Lookup = (variableName: string) => unknown;

const REFERENCE = /\{\{(.+?)\}\}/gs;
const LONE_REFERENCE = /^\{\{((?:(?!\}\}).)+)\}\}$/s;

/** The names of all variables that a text refers to, in order. */
export function referencesIn(text: string): string[] {
  return Array.from(text.matchAll(REFERENCE), (match) => match[1]!);
}

/**
 * The value of a text. A text that is one single reference keeps the variable's own type (a number, an element);
 * any other becomes text, in which undefined and null leave nothing.
 */
export function resolveTemplate(text: string, lookup: Lookup): unknown {
  const lone = LONE_REFERENCE.exec(text);
  if (lone) return lookup(lone[1]!);
  return replaceReferences(text, (name) => String(lookup(name) ?? ""));
}

export function replaceReferences(text: string, replacement: (variableName: string) => string): string {
  return text.replace(REFERENCE, (_reference, name: string) => replacement(name));
}
