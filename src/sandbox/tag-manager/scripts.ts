/** Script that people wrote into tags and variables, which the compiler parses and never runs. */
import { Script } from "node:vm";

/** The scripts of a Custom HTML tag. */
export function inlineScripts(html: string): string[] {
  const elements = [...html.matchAll(/<script\b([^>]*)>([\s\S]*?)<\/script\s*>/gi)];
  return elements
    .filter(([, attributes = ""]) => isClassicScript(attributes))
    .map(([, , source = ""]) => source);
}

/** Not a module, nor data in a script element. */
function isClassicScript(attributes: string): boolean {
  const type = /\btype\s*=\s*["']?([^"'\s>]*)/i.exec(attributes)?.[1] ?? "";
  return type === "" || /^(text|application)\/(java|ecma)script$/i.test(type);
}

/** A `{{Variable}}` becomes a value in code and text inside a string; a plain word is good in both places. */
export function isScript(source: string): boolean {
  try {
    new Script(source.replace(/\{\{[^{}]+\}\}/g, "variable"));
    return true;
  } catch {
    return false;
  }
}
