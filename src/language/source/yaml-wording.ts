/** What the YAML parser cannot read, said for people who do not know the YAML specification. */
import { type Document, visit, type YAMLParseError } from "yaml";
import type { Diagnostic } from "../../diagnostic.ts";
import { slipAt } from "./flow-slips.ts";
import type { Slip } from "./slip.ts";
import type { SourceText, Span } from "./source-text.ts";

type Wording = readonly [message: string, hint?: string];

const QUOTE_IT = "Put the whole value in single quotes: '…'.";

const BY_CODE: Readonly<Partial<Record<YAMLParseError["code"], Wording>>> = {
  TAB_AS_INDENT: [
    "This line is indented with a tab; YAML allows only spaces there.",
    "Replace the tab with two spaces.",
  ],
  BAD_INDENT: [
    "The indentation does not fit: keys that belong together must begin in the same column.",
    "Compare the spaces at the start of this line with those of the lines above; in brackets, look for one that is not closed.",
  ],
  BAD_DQ_ESCAPE: [
    "In double quotes a backslash has a special meaning, and this combination means nothing.",
    "Use single quotes for regular expressions: '\\d+'.",
  ],
  BLOCK_AS_IMPLICIT_KEY: [
    "There is a second colon where only a value can be.",
    "Put a value that contains `: ` in quotes, or start a new, further indented line after the first colon.",
  ],
  MULTILINE_IMPLICIT_KEY: [
    "A key with a colon is expected here.",
    "Write `key: value` with a space after the colon, and check the indentation.",
  ],
  BLOCK_IN_FLOW: [
    "Inside {…} and […] everything must be written in brackets.",
    "Use either brackets or indented lines for one thing, not both.",
  ],
  BAD_ALIAS: ["A value cannot begin with * (YAML reads it as a reference).", QUOTE_IT],
  ALIAS_PROPS: [
    "A reference (*name) cannot have properties; references are not allowed here at all.",
    "Write the value out.",
  ],
  MULTIPLE_ANCHORS: ["Anchors (&name) are not allowed here.", "Delete the & and the word after it."],
  MULTIPLE_TAGS: ["Tags (!name) are not allowed here.", "Delete the ! and the word after it."],
  BAD_PROP_ORDER: ["Anchors (&name) and tags (!name) are not allowed here.", "Delete them."],
  KEY_OVER_1024_CHARS: [
    "A key is longer than 1024 characters.",
    "Look for a missing line break or a quote that is not closed.",
  ],
};

/** What was meant where the parser gave up; null if it is not clear. */
export function slipBehind(source: SourceText, { pos, code, message }: YAMLParseError): Slip | null {
  return slipAt(source, pos[0], `${code} ${message}`);
}

/** The diagnostic for a parser error. */
export function inPeoplesWords(
  source: SourceText,
  document: Document.Parsed,
  error: YAMLParseError,
  slip: Slip | null,
): Diagnostic {
  const [message, hint] = wordingOf(error);
  const [start, end] = error.pos;
  if (slip) return source.error("yaml-syntax", slip.span, slip.message, slip.hint);
  const opened = /Missing closing/.test(error.message) ? openingQuote(document, start) : null;
  const indent = /^ */.exec(source.text.slice(start))?.[0].length ?? 0;
  const here = { start: start + indent, end: Math.max(end, start + indent + 1) };
  return source.error("yaml-syntax", opened ?? here, message, hint);
}

/** The parser notices a missing quote where the text ends; people look for it where it begins. */
function openingQuote(document: Document.Parsed, end: number): Span | null {
  let found: Span | null = null;
  visit(document, {
    Scalar: (_, node) => {
      const [from = 0, to = 0] = node.range ?? [];
      if (node.type?.startsWith("QUOTE_") && from < end && end <= to) found = { start: from, end: from + 1 };
    },
  });
  return found;
}

function wordingOf(error: YAMLParseError): Wording {
  if (/^Flow (map|sequence) in block/.test(error.message))
    return ["A bracket is opened but not closed before this line.", "Add the closing bracket."];
  return BY_CODE[error.code] ?? byMessage(error.message);
}

function byMessage(message: string): Wording {
  if (/Missing closing/.test(message))
    return ["A quote is opened but never closed.", "Add the closing quote."];
  if (/cannot start with/.test(message))
    return [`A value cannot begin with ${message.at(-1)} (YAML reserves it).`, QUOTE_IT];
  if (/Implicit map keys need/.test(message))
    return [
      "This line has no colon: `key: value` is expected.",
      "Add the colon and the value, or indent the line if it continues the one above.",
    ];
  if (/scalar at node end|block scalar header|not a yaml token/i.test(message))
    return ["There is text after the end of the value.", QUOTE_IT];
  if (/flow-(map|seq)-end/.test(message))
    return ["A closing bracket has no opening one.", "Delete it, or put the whole value in single quotes."];
  if (/must end with|expected flow/i.test(message))
    return ["A bracket is opened but never closed.", "Add the closing bracket."];
  return [
    "This is not readable as YAML.",
    "Check the quotes, brackets, colons and indentation of this line and the one above.",
  ];
}
