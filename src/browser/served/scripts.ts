/**
 * Scripts as they are served. Google compiles them: names inside become short, quotes and numbers are written in other
 * ways, white space goes. What is left as it was: the texts, the properties that are read, the variables.
 */
import type { Json } from "../../resources/json.ts";

const TOKEN =
  /"((?:[^"\\\n]|\\[\s\S])*)"|'((?:[^'\\\n]|\\[\s\S])*)'|\{\{([^{}]+)\}\}|\.\s*([A-Za-z_$][\w$]*)|\/\/[^\n]*|\/\*[\s\S]*?\*\//g;

/** Two scripts that do the same have the same of this, however they were compiled. */
export function sameScript(script: string): Json {
  const texts = new Set<string>();
  const properties = new Set<string>();
  const variables = new Set<string>();
  for (const [, double, single, variable, property] of script.matchAll(TOKEN)) {
    const text = double ?? single;
    if (text !== undefined && text !== "") texts.add(unescaped(text));
    if (property !== undefined) properties.add(property);
    if (variable !== undefined) variables.add(`{{${variable.trim()}}}`);
  }
  return { texts: [...texts].sort(), properties: [...properties].sort(), variables: [...variables].sort() };
}

/** Escapes such as `\x3d`, which Google writes for characters that a page could act on. */
function unescaped(text: string): string {
  return text.replace(/\\(?:x([0-9a-f]{2})|u([0-9a-f]{4})|([\s\S]))/gi, (_, hex, long, plain: string) => {
    const code = hex ?? long;
    if (code !== undefined) return String.fromCharCode(Number.parseInt(code, 16));
    return { n: "\n", t: "\t", r: "\r" }[plain] ?? plain;
  });
}

/**
 * A literal of JavaScript as the data that it is: objects (their keys with or without quotes), lists, texts, numbers in
 * every spelling, `!0` for true. Undefined for anything else; nothing is run.
 *
 * @param start where it begins
 */
export function literalAt(script: string, start: number): Json | undefined {
  const reader = new LiteralReader(script, start);
  return reader.value(0);
}

const DEEPEST = 8;

class LiteralReader {
  readonly #text: string;
  #at: number;

  constructor(text: string, at: number) {
    this.#text = text;
    this.#at = at;
  }

  value(depth: number): Json | undefined {
    if (depth > DEEPEST) return undefined;
    const text = this.#take(/"((?:[^"\\\n]|\\[\s\S])*)"|'((?:[^'\\\n]|\\[\s\S])*)'/y);
    if (text !== null) return unescaped(text[1] ?? text[2] ?? "");
    const number = this.#take(/-?(?:0x[\da-f]+|(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?)/iy);
    if (number !== null) return Number(number[0]);
    const word = this.#take(/!0|!1|true\b|false\b|null\b/y);
    if (word !== null) return word[0] === "null" ? null : word[0] === "!0" || word[0] === "true";
    if (this.#take(/\[/y) !== null) return this.#list(depth);
    return this.#take(/\{/y) === null ? undefined : this.#object(depth);
  }

  #list(depth: number): Json | undefined {
    const list: Json[] = [];
    while (this.#take(/\]/y) === null) {
      const value = this.value(depth + 1);
      if (value === undefined) return undefined;
      list.push(value);
      if (this.#take(/,|(?=\])/y) === null) return undefined;
    }
    return list;
  }

  #object(depth: number): Json | undefined {
    const entries: (readonly [string, Json])[] = [];
    while (this.#take(/\}/y) === null) {
      const key = this.#take(/"((?:[^"\\\n]|\\[\s\S])*)"|'((?:[^'\\\n]|\\[\s\S])*)'|([A-Za-z_$][\w$]*)/y);
      if (key === null || this.#take(/:/y) === null) return undefined;
      const value = this.value(depth + 1);
      if (value === undefined) return undefined;
      entries.push([unescaped(key[1] ?? key[2] ?? key[3] ?? ""), value]);
      if (this.#take(/,|(?=\})/y) === null) return undefined;
    }
    return Object.fromEntries(entries);
  }

  /** What comes next, white space aside; null where it is something else. */
  #take(pattern: RegExp): RegExpExecArray | null {
    const space = /\s*/y;
    space.lastIndex = this.#at;
    space.exec(this.#text);
    pattern.lastIndex = Math.max(this.#at, space.lastIndex);
    const found = pattern.exec(this.#text);
    if (found !== null) this.#at = pattern.lastIndex;
    return found;
  }
}
