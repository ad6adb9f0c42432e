/** CONTRIBUTING.md lists words to avoid; nothing that people read contains them. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";

/** The first column of the table in CONTRIBUTING.md → where a text contains it. Right uses are left out: "sign up", "stands for". */
const AVOIDED: Readonly<Record<string, RegExp>> = {
  "anew, afresh": /\b(?:anew|afresh)\b/,
  "hold, holds, held": /(?<!-)\b(?:holds?|held|holding)\b(?! up\b)/,
  "stand, stands, stood": /\b(?:stands?|stood)\b(?! for\b)/,
  sign: /(?<!-|\b(?:percent|dollar|equals|plus|minus|hash) )\bsigns?\b(?![- ](?:up|in|on|out)s?\b)/,
  mend: /\bmend(?:s|ed|ing)?\b/,
  "tell, told": /\b(?:tells?|told|telling)\b(?!-)/,
  "is no": /(?<!\bthere[\s*]+)\b(?:is|are|was|were) no\b(?! (?:longer|more)\b)/,
  "nobody is there": /\b(?:no|some)body is there\b/,
  "beside, besides": /\bbesides?\b/,
  "behind it": /\bbehind (?:it|them|that|this|which)\b/,
  whoever: /\b(?:whoever|whosoever|whomever)\b/,
  thereby: /\b(?:thereby|whereby|therein|thereof|hereby|hitherto|henceforth|lest)\b/,
  "of somebody else": /\bof (?:somebody|someone|anybody) else\b/,
  "as people expect": /\bas (?:people|one) expects?\b/,
  "so that … so that": /\bso that\b[^.;:]*\bso that\b/,
  // "What the file says of it" is in the notes of objects at Google, which are recognized by their text.
  "say of, speak of": /\b(?:says?|said|saying|speaks?) of\b(?! (?:it|what)\b)/,
  "go on, goes on": /\bgoes on\b|\bgo on\b(?! a\b)/,
  "in the place of": /\bin the place of\b/,
  "is there already": /\b(?:is|are) there already\b/,
  "letter by letter, thing by thing": /\b(?:letter by letter|thing by thing)\b/,
  "for ever": /\bfor ever\b/,
  stumble: /\bstumbl(?:e|es|ed|ing)\b/,
  "nobody knows, nobody can say": /\bnobody (?:knows|can say)\b/,
  "bring up to date": /\b(?:brings?|bringing|brought)\b(?: [\w-]+){0,3} up to date\b/,
  "otherwise than": /\botherwise than\b/,
  "what is more": /\bwhat is more\b/,
  "so many": /\b(?:at most|of|for|up to) so many\b|\bso many (?:times|milliseconds|characters|percent)\b/,
  "of no business": /\bnone of (?:\S+ ){1,3}business\b/,
  "becomes of": /\b(?:becom(?:es?|ing)|became) of\b/,
  "is nothing that": /(?<!\bthere[\s*]+)\b(?:is|are) nothing (?:that|to)\b/,
  // Not in a formula, which may be wrong.
  "5 %": /\d %(?! margin)/,
};

interface Found {
  readonly file: string;
  readonly line: number;
  /** The word, and the rest of the line: what the list of exceptions contains, since files move and lines change. */
  readonly text: string;
}

function avoidedIn(file: string, text: string): readonly Found[] {
  return Object.entries(AVOIDED).flatMap(([word, pattern]) =>
    [...text.matchAll(new RegExp(pattern, "gi"))].map(({ index }) => ({
      file,
      line: text.slice(0, index).split("\n").length,
      text: `"${word}" in: ${text.slice(index).split("\n")[0]!.trim().replace(/\s+/g, " ")}`,
    })),
  );
}

/** What is still to be cleaned, a line each: the file in which it was found, a colon, and `text`. Clean it, and delete its line. */
const LIST = "test/words-still-to-clean.txt";
const TO_CLEAN = new Set(
  existsSync(LIST)
    ? readFileSync(LIST, "utf8")
        .split("\n")
        .map((line) => line.slice(line.indexOf(": ") + 2))
    : [],
);

/** Names are not words: code between backticks, the addresses of links. Lines stay where they are. */
function withoutNames(text: string): string {
  return text.replace(/`[^`\n]+`|\]\([^)\s]*\)/g, (name) => name.replace(/[^\n]/g, "·"));
}

const IMPORT = /^(?:import|export)\b[^;"`]* from "[^"\n]*"|^import "[^"\n]*"/gm;
/** What a template may have between `${` and `}`: templates too, which have none themselves. */
const INSERTED = /\$\{((?:[^{}`]|\{[^{}]*\}|`(?:\\.|\$\{[^{}`]*\}|[^`\\$])*`)*)\}/.source;
/** A comment, a text, a template, or a regular expression, which may contain quotes. */
const PIECE = new RegExp(
  [
    /\/\*[\s\S]*?\*\//.source,
    /\/\/[^\n]*/.source,
    /"(?:\\.|[^"\\\n])*"/.source,
    /'(?:\\.|[^'\\\n])*'/.source,
    `\`(?:\\\\[\\s\\S]|${INSERTED}|[^\`\\\\])*\``,
    /(?<=[(,=:[!&|?]\s*)\/(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n[])+\//.source,
  ].join("|"),
  "g",
);

/** The comments and texts of a source. Everything else becomes spaces. */
function commentsAndTexts(source: string): string {
  const pieces: string[] = [];
  let end = 0;
  const text = source.replace(IMPORT, spaces);
  for (const { 0: piece, index } of text.matchAll(PIECE)) {
    pieces.push(spaces(text.slice(end, index)), textOf(piece));
    end = index + piece.length;
  }
  return pieces.join("");
}

function textOf(piece: string): string {
  if (piece.startsWith("`")) {
    const inserted = new RegExp(INSERTED, "g");
    // Never nothing: between two backticks it would make the words after it a name.
    const text = piece.slice(1, -1).replaceAll(inserted, (_, code: string) => commentsAndTexts(code) || " ");
    return text.replaceAll("\\`", "`");
  }
  return /^\/[^*/]/.test(piece) ? spaces(piece) : piece;
}

function spaces(code: string): string {
  return code.replace(/[^\n]/g, " ");
}

function filesIn(folder: string, ending: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(ending))
    .map((file) => `${folder}/${file}`)
    .sort();
}

const PAGES = ["README.md", "CONTRIBUTING.md", "CHANGELOG.md", "action.yml", "goals.example.yaml"];
const READ = [...PAGES, ...filesIn("docs", ".md"), ...filesIn("schemas", ".json"), ...filesIn("src", ".ts")];

function avoidedInFile(file: string): readonly Found[] {
  const text = readFileSync(file, "utf8");
  const prose = file === "CONTRIBUTING.md" ? text.slice(0, text.indexOf("| do not write |")) : text;
  return avoidedIn(file, withoutNames(file.endsWith(".ts") ? commentsAndTexts(prose) : prose));
}

describe("words", () => {
  test("that CONTRIBUTING.md lists are those that this test looks for", () => {
    const table = readFileSync("CONTRIBUTING.md", "utf8").split("| do not write |")[1] ?? "";
    expect([...table.matchAll(/^\| `([^`]+)` \|/gm)].map(([, word]) => word)).toEqual(Object.keys(AVOIDED));
  });

  test("are found in texts and comments, not in names, and not where they are right", () => {
    const source = [
      'import { sign } from "./sign.ts";',
      'const held = sign(/^"tell/, told); // Written anew.',
      'const text = "Behind it stands a sign, whoever is no friend.";',
      "/* `tell`, stands for, sign up, a percent sign, there is no */",
      "const message = `\\`told\\` is no ${told ? `sign of ${held}` : held}.`;",
    ].join("\n");
    const found = avoidedIn("x.ts", withoutNames(commentsAndTexts(source)));
    expect(found.map(({ line, text }) => `${line} ${text}`)).toEqual([
      '2 "anew, afresh" in: anew.',
      '3 "stand, stands, stood" in: stands a sign, whoever is no friend."',
      '3 "sign" in: sign, whoever is no friend."',
      '5 "sign" in: sign of .',
      '3 "is no" in: is no friend."',
      '5 "is no" in: is no sign of .',
      '3 "behind it" in: Behind it stands a sign, whoever is no friend."',
      '3 "whoever" in: whoever is no friend."',
    ]);
  });

  test("are not in anything that people read", () => {
    const found = READ.flatMap(avoidedInFile).filter(({ text }) => !TO_CLEAN.has(text));
    expect(found.map(({ file, line, text }) => `${file}:${line}: ${text}`)).toEqual([]);
  });
});
