/**
 * Regular expressions that mean the same in JavaScript (Tag Manager) and RE2 (Analytics).
 *
 * The common language is small: literals, `.`, classes, groups, alternatives, `^ $ \b`, counts up to 1000.
 * Source for RE2: github.com/google/re2/wiki/Syntax. `\s` is allowed although JavaScript's also takes the
 * no-break space: addresses contain neither.
 */
import { portable, type RegexProblem } from "./regex-problem.ts";
import { MOST_REPETITIONS, repetitionProblem, syntaxProblem } from "./regex-structure.ts";

type Check = (pattern: string, index: number) => RegexProblem | null;

/** The first thing in the pattern that the two engines do not agree on; null when there is none. */
export function regexProblem(pattern: string): RegexProblem | null {
  if (pattern.length > MAX_LENGTH)
    return portable(
      0,
      pattern.length,
      `it is longer than ${MAX_LENGTH} characters`,
      "Use several comparisons.",
    );
  return scan(pattern) ?? syntaxProblem(pattern) ?? repetitionProblem(pattern);
}

/** Far beyond any pattern that a reviewer could read. */
const MAX_LENGTH = 1000;

function scan(pattern: string): RegexProblem | null {
  let inClass = false;
  for (let index = 0; index < pattern.length; index += 1) {
    const found = inClass ? classProblem(pattern, index) : outsideProblem(pattern, index);
    if (found) return found;
    const character = pattern[index];
    if (character === "\\") index += 1;
    else if (character === "[") inClass = true;
    else if (character === "]") inClass = false;
  }
  return null;
}

const outsideProblem: Check = (pattern, index) => {
  const character = pattern[index] ?? "";
  if (character === "\\") return escapeProblem(pattern, index, false);
  if (character === "(") return groupProblem(pattern, index);
  if (character === "{") return countProblem(pattern, index);
  if (character === "[") return classStartProblem(pattern, index);
  return surrogateProblem(pattern, index, false);
};

const classProblem: Check = (pattern, index) => {
  const character = pattern[index] ?? "";
  if (character === "\\") return escapeProblem(pattern, index, true) ?? classRangeProblem(pattern, index);
  if (character === "[" && pattern[index + 1] === ":")
    return portable(
      index,
      2,
      "classes like [:alpha:] are unknown to JavaScript",
      "Write the characters out: `a-zA-Z`.",
    );
  if (
    character === "-" &&
    /^\\[dswDSW]/.test(pattern.slice(index + 1, index + 3)) &&
    pattern[index - 1] !== "["
  )
    return portable(
      index,
      3,
      "a range cannot end in a class such as \\d",
      "Put the `-` at the end of the brackets.",
    );
  return surrogateProblem(pattern, index, true);
};

const classStartProblem: Check = (pattern, index) => {
  const start = /^\[\^?\]/.exec(pattern.slice(index, index + 3))?.[0];
  return start
    ? portable(
        index,
        start.length,
        "JavaScript and RE2 do not agree on brackets that begin with ]",
        "Write `\\]` for a bracket inside brackets.",
      )
    : null;
};

const classRangeProblem: Check = (pattern, index) =>
  /^\\[dswDSW]--/.test(pattern.slice(index, index + 4))
    ? portable(
        index,
        4,
        "a range cannot begin with a class such as \\d",
        "Put the `-` at the end of the brackets.",
      )
    : null;

const GROUPS: readonly (readonly [RegExp, string, string])[] = [
  [/^\(\?:/, "", ""],
  [/^\(\?[=!]/, "RE2 has no look-ahead", "Use several comparisons instead, such as `not: { contains: … }`."],
  [
    /^\(\?<[=!]/,
    "RE2 has no look-behind",
    "Use several comparisons instead, such as `not: { contains: … }`.",
  ],
  [/^\(\?P?</, "named groups are written differently in JavaScript and RE2", "Use a plain group: `(…)`."],
  [
    /^\(\?[a-zA-Z-]/,
    "JavaScript has no flags inside the pattern",
    "Leave it out; to ignore case, add `ignore_case: true` next to `matches`.",
  ],
  [/^\(\?/, "JavaScript and RE2 do not share this kind of group", "Use a plain group: `(…)`."],
];

const groupProblem: Check = (pattern, index) => {
  const start = pattern.slice(index, index + 4);
  const kind = GROUPS.find(([form]) => form.test(start));
  if (!kind || kind[1] === "") return null;
  return portable(index, (kind[0].exec(start)?.[0] ?? "(").length, kind[1], kind[2]);
};

const ESCAPES: readonly (readonly [RegExp, string, string])[] = [
  [/^\\[1-9]/, "RE2 has no back-references", "Write the repeated part out."],
  [/^\\k/, "RE2 has no back-references", "Write the repeated part out."],
  [/^\\[pP]/, "JavaScript needs a flag for \\p that Tag Manager does not set", "Write the characters out."],
  [/^\\u/, "RE2 does not know \\u", "Write the character itself."],
  [/^\\x\{/, "JavaScript does not know \\x{…}", "Write the character itself."],
  [/^\\x(?![0-9A-Fa-f]{2})/, "\\x needs two hexadecimal digits", "Example: `\\x2F`."],
  [/^\\c/, "RE2 does not know \\c", "Leave it out: addresses contain no control characters."],
  [/^\\0/, "JavaScript and RE2 read \\0 differently", "Leave it out: addresses contain no such characters."],
  [/^\\[dDsSwWnrtfvx]/, "", ""],
  [/^\\A/, "JavaScript does not know \\A", "Write `^` for the beginning."],
  [/^\\[zZ]/, "JavaScript does not know \\z", "Write `$` for the end."],
  [
    /^\\[a-zA-Z]/,
    "JavaScript and RE2 do not share this escape",
    "Write the character without the backslash.",
  ],
  [
    /^\\[^ -~]/u,
    "RE2 knows no escapes of characters outside ASCII",
    "Write the character without the backslash.",
  ],
];

function escapeProblem(pattern: string, index: number, inClass: boolean): RegexProblem | null {
  const start = pattern.slice(index, index + 6);
  if (start === "\\")
    return {
      index,
      length: 1,
      why: "the backslash at the end has nothing to escape",
      hint: "Write `\\\\` for a backslash.",
      code: "regex-syntax",
    };
  if (/^\\[bB]/.test(start))
    return inClass
      ? portable(index, 2, "inside brackets \\b means something else", "Move it out of the brackets.")
      : null;
  const kind = ESCAPES.find(([form]) => form.test(start));
  return kind && kind[1] !== "" ? portable(index, 2, kind[1], kind[2]) : null;
}

const countProblem: Check = (pattern, index) => {
  const count = /^\{(\d{1,9})(?:(,)(\d{1,9})?)?\}/.exec(pattern.slice(index, index + 24));
  if (!count)
    return portable(
      index,
      1,
      "a { that begins no count is read differently",
      "Write `\\{` for the character; a count is `{2}`, `{2,}` or `{0,5}`.",
    );
  const most = Math.max(Number(count[1]), Number(count[3] ?? 0));
  if (most <= MOST_REPETITIONS) return null;
  return portable(index, count[0].length, `RE2 repeats at most ${MOST_REPETITIONS} times`, "Use `*` or `+`.");
};

function surrogateProblem(pattern: string, index: number, inClass: boolean): RegexProblem | null {
  const code = pattern.charCodeAt(index);
  if (code < 0xd800 || code > 0xdfff) return null;
  const isPair = code < 0xdc00 && /^[\ud800-\udbff][\udc00-\udfff]/.test(pattern.slice(index, index + 2));
  const isTail = code >= 0xdc00 && index > 0 && /[\ud800-\udbff]/.test(pattern[index - 1] ?? "");
  if (!isPair && !isTail) return portable(index, 1, "half a character is not text", "Delete it.");
  const isRepeated = isPair && /[*+?{]/.test(pattern[index + 2] ?? "");
  return inClass || isRepeated
    ? portable(
        index,
        2,
        "JavaScript takes this character for two",
        "Put it into a group of alternatives: `(…|…)`.",
      )
    : null;
}
