/** Text → YAML syntax tree, refusing what would cost too much before any of it is built. */
import { Composer, type Document, Lexer, type ParsedNode, Parser } from "yaml";
import type { Diagnostic } from "../../diagnostic.ts";
import { SourceText, type Span } from "./source-text.ts";
import { inPeoplesWords, slipBehind } from "./yaml-wording.ts";

/** Deeper than any goal can be; keeps the recursion of the parser and of everything after it bounded. */
export const MAX_DEPTH = 40;
/** A full megabyte of goals has about this many tokens; more is a file made to keep a machine busy. */
const MAX_TOKENS = 250_000;

type Token = Parameters<Composer["next"]>[0];

export interface YamlReading {
  /** Null if the text is not a single YAML document. */
  readonly contents: ParsedNode | null;
  /** Values that are not YAML, in a file that is otherwise read; null if the parser has only guessed what follows a mistake. */
  readonly unread: readonly Span[] | null;
  readonly diagnostics: readonly Diagnostic[];
}

export function readYaml(source: SourceText): YamlReading {
  const { tokens, stop } = tokenize(source);
  const diagnostics = [...(stop ? [stop] : []), ...directives(source, tokens)];
  if (stop) return { contents: null, unread: null, diagnostics };
  const several = severalDocuments(source, tokens);
  if (several) return { contents: null, unread: null, diagnostics: [...diagnostics, several] };
  const document = compose(tokens);
  if (!document) return { contents: null, unread: null, diagnostics };
  const found = syntaxErrors(source, source, document);
  if (found.errors.length === 0) return { contents: document.contents, unread: [], diagnostics };
  const rest = withoutValues(source, document, found);
  return { ...rest, diagnostics: [...diagnostics, ...rest.diagnostics] };
}

/** What the parser says about a text; `ofValues` are the errors about values, which are `unread`. */
interface SyntaxErrors {
  readonly errors: readonly Diagnostic[];
  readonly ofValues: readonly Diagnostic[];
  readonly unread: readonly Span[];
}

/** A line may have several such values, and the parser sees the next one only without the one before. */
const ROUNDS = 10;

/**
 * The document with these values replaced by words of the same length, so that what else is wrong can be
 * said at once, and what the parser says only because of them is not.
 */
function withoutValues(source: SourceText, first: Document.Parsed, found: SyntaxErrors): YamlReading {
  const ofValues: Diagnostic[] = [];
  const unread: Span[] = [];
  let { text } = source;
  let document = first;
  let left = found;
  for (let round = 0; left.unread.length > 0 && round < ROUNDS; round += 1) {
    const shorter = left.unread.reduce(
      (whole, { start, end }) => whole.slice(0, start) + "x".repeat(end - start) + whole.slice(end),
      text,
    );
    const { tokens, stop } = tokenize(source, shorter);
    const next = stop ? null : compose(tokens);
    if (!next || next.errors.length >= document.errors.length) break;
    ofValues.push(...left.ofValues);
    unread.push(...left.unread);
    [text, document] = [shorter, next];
    left = syntaxErrors(source, new SourceText(source.file, text), document);
  }
  const isWhole = left.errors.length === 0;
  return {
    contents: document.contents,
    unread: isWhole ? unread : null,
    diagnostics: [...ofValues, ...left.errors],
  };
}

function tokenize(source: SourceText, text = source.text): { tokens: Token[]; stop: Diagnostic | null } {
  const parser = new Parser();
  const tokens: Token[] = [];
  const guard = new Guard(source);
  let offset = 0;
  for (const lexeme of new Lexer().lex(text)) {
    const stop = guard.check(lexeme, offset, parser.stack.length);
    if (stop) return { tokens, stop };
    offset += isMarker(lexeme) ? 0 : lexeme.length;
    for (const token of parser.next(lexeme)) tokens.push(token);
  }
  for (const token of parser.end()) tokens.push(token);
  return { tokens, stop: null };
}

/** The lexer puts marks of its own between the pieces of text. */
function isMarker(lexeme: string): boolean {
  return lexeme === "\u0002" || lexeme === "\u0018" || lexeme === "\u001f";
}

/** Watches the pieces of text as they go by. */
class Guard {
  readonly #source: SourceText;
  #count = 0;

  constructor(source: SourceText) {
    this.#source = source;
  }

  check(lexeme: string, offset: number, depth: number): Diagnostic | null {
    this.#count += 1;
    const span = { start: offset, end: offset + lexeme.length };
    if (depth > MAX_DEPTH * 2) return tooDeep(this.#source, span);
    if (this.#count <= MAX_TOKENS) return null;
    return this.#source.error(
      "file-too-large",
      span,
      "The file is far larger than a goals file needs to be; reading stopped here.",
      "Is this the right file? Look for a passage that repeats itself.",
    );
  }
}

export function tooDeep(source: SourceText, span: Span): Diagnostic {
  return source.error(
    "too-deep",
    span,
    `This is nested deeper than ${MAX_DEPTH} levels; nothing in a goals file is.`,
    "Look for brackets that are not closed, or for a line that is indented too far.",
  );
}

function directives(source: SourceText, tokens: readonly Token[]): Diagnostic[] {
  return tokens
    .filter((token) => token.type === "directive")
    .slice(0, 1)
    .map((token) =>
      source.error(
        "yaml-directive",
        { start: token.offset, end: token.offset + token.source.length },
        "Lines that begin with % are instructions to the YAML reader; they are not allowed here.",
        "Delete the line.",
      ),
    );
}

function severalDocuments(source: SourceText, tokens: readonly Token[]): Diagnostic | null {
  const documents = tokens.filter((token) => token.type === "document");
  const second = documents[1];
  if (!second) return null;
  return source.error(
    "several-documents",
    { start: second.offset, end: second.offset + 3 },
    `The file contains ${documents.length} documents, separated by lines with ---; only one is allowed.`,
    "Delete the --- lines, or put the documents into files of their own.",
  );
}

function compose(tokens: readonly Token[]): Document.Parsed | null {
  const composer = new Composer({
    uniqueKeys: false,
    prettyErrors: false,
    logLevel: "silent",
    version: "1.2",
  });
  for (const document of composer.compose(withoutDirectives(tokens))) return document;
  return null;
}

/** Directives are refused already; left in, `%YAML 1.1` would turn the key `on` into `true`. */
function* withoutDirectives(tokens: readonly Token[]): Generator<Token> {
  for (const token of tokens) if (token.type !== "directive") yield token;
}

/**
 * One sentence per line: a slip of the pen makes the parser report several errors.
 * @param read the text that was parsed; the places are the same in `source`
 */
function syntaxErrors(source: SourceText, read: SourceText, document: Document.Parsed): SyntaxErrors {
  const seen = new Set<number>();
  const errors: Diagnostic[] = [];
  const ofValues: Diagnostic[] = [];
  const unread: Span[] = [];
  for (const error of withoutAftermath(document.errors)) {
    const slip = slipBehind(read, error);
    const found = inPeoplesWords(source, document, error, slip);
    const line = found.place?.line ?? 0;
    if (seen.has(line) || errors.length >= 100) continue;
    seen.add(line);
    errors.push(found);
    if (!slip?.isValue) continue;
    unread.push(slip.span);
    ofValues.push(found);
  }
  return { errors, ofValues, unread };
}

/** A line without its colon swallows the next key, whose own colon then looks like one too many. */
function withoutAftermath(errors: Document.Parsed["errors"]): Document.Parsed["errors"] {
  let until = Number.NEGATIVE_INFINITY;
  return errors.filter(({ code, pos: [start, end] }) => {
    const isSwallowing = code === "MULTILINE_IMPLICIT_KEY";
    const isAftermath = (isSwallowing || code === "BLOCK_AS_IMPLICIT_KEY") && start - until < 10;
    if (isSwallowing) until = end;
    return !isAftermath;
  });
}
