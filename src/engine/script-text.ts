import { replaceReferences } from "./template.ts";

/** How references in a script are written out, depending on where they are. */
export interface ScriptSubstitution {
  /** In value position: a whole expression. */
  readonly asValue: (variableName: string) => string;
  /** Inside a string, a template literal or a regular expression: part of the text. */
  readonly asText: (variableName: string) => string;
}

const COMMENT = String.raw`\/\/[^\n]*|\/\*[\s\S]*?\*\/`;
const STRING = String.raw`"(?:\\[\s\S]|[^"\\])*"|'(?:\\[\s\S]|[^'\\])*'|${"`"}(?:\\[\s\S]|[^${"`"}\\])*${"`"}`;
const REGEX = String.raw`\/(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n[*])(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n[])*\/[a-z]*`;
const REFERENCE = String.raw`\{\{.+?\}\}`;
const SPACE = String.raw`\s+`;
const WORD = String.raw`[\w$]+`;

/** After these a slash starts a regular expression; after a value it divides. */
const BEFORE_REGEX = /(?:^|[(,=:[!&|?{};+\-*%~^<>]|\b(?:return|typeof|case|in|of|void|delete))$/;

/** Replaces the references of a script. Comments lose theirs, because no value may end a comment early. */
export function substituteInScript(script: string, { asValue, asText }: ScriptSubstitution): string {
  let codeBefore = "";
  return script.replace(tokens(), (token, ...groups) => {
    const { comment, string, regex, space } = groups.at(-1) as Record<string, string | undefined>;
    if (comment !== undefined) return replaceReferences(token, () => "");
    if (space !== undefined) return token;
    const mayBeRegex = BEFORE_REGEX.test(codeBefore);
    codeBefore = (codeBefore + token).slice(-12);
    if (string !== undefined || (regex !== undefined && mayBeRegex)) return replaceReferences(token, asText);
    return replaceReferences(token, asValue);
  });
}

/** Text that can be inside any kind of script string without ending it. */
export function escapeInString(text: string): string {
  return JSON.stringify(text)
    .slice(1, -1)
    .replace(/['`$/<>\u2028\u2029]/g, toUnicodeEscape);
}

function tokens(): RegExp {
  const named = `(?<comment>${COMMENT})|(?<string>${STRING})|(?<regex>${REGEX})|(?<space>${SPACE})`;
  return new RegExp(`${named}|${REFERENCE}|${WORD}|[\\s\\S]`, "g");
}

function toUnicodeEscape(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}
