/** A text → the formula that it is, or where and why it is not one. */
import { entryIn } from "../../entry-in.ts";

export type Formula =
  | { readonly is: "number"; readonly text: string }
  | { readonly is: "metric"; readonly name: string; readonly at: number }
  | { readonly is: "negative"; readonly of: Formula }
  | { readonly is: Operator; readonly left: Formula; readonly right: Formula };

export type Operator = "+" | "-" | "*" | "/";

/** Where and why a text is not a formula. */
export interface FormulaProblem {
  readonly is: "problem";
  /** In characters from the start of the text. */
  readonly index: number;
  readonly length: number;
  readonly message: string;
  readonly hint: string;
}

/** Parentheses within parentheses, and characters: far beyond what anybody reads. */
const DEEPEST = 20;

const LONGEST = 1000;

export function parseFormula(text: string): Formula | FormulaProblem {
  try {
    return new Parser(text).whole();
  } catch (error) {
    if (error instanceof Mistake) return error.problem;
    throw error;
  }
}

class Mistake extends Error {
  readonly problem: FormulaProblem;

  constructor(at: number, length: number, message: string, hint: string) {
    super(message);
    this.problem = { is: "problem", index: at, length, message, hint };
  }
}

interface Token {
  readonly is: "number" | "name" | "end" | Operator | "(" | ")";
  readonly text: string;
  readonly at: number;
}

const TOKEN = /\s*(?:([A-Za-z_]\w*(?::\w+)?)|(\d+(?:\.\d+)?)(?![\w.])|([-+*/()]))/y;

class Parser {
  readonly #tokens: readonly Token[];
  #next = 0;
  #depth = 0;

  constructor(text: string) {
    this.#tokens = tokensOf(text);
  }

  whole(): Formula {
    const formula = this.#sum();
    const { is, at, text } = this.#peek;
    if (is === "end") return formula;
    if (is === ")") throw new Mistake(at, 1, "This parenthesis closes none.", "Delete it, or add the `(`.");
    throw new Mistake(
      at,
      text.length,
      `An operator is missing before \`${text}\`.`,
      "Write `+`, `-`, `*` or `/` between the two.",
    );
  }

  get #peek(): Token {
    return this.#tokens[this.#next]!;
  }

  #take(): Token {
    const token = this.#peek;
    this.#next += 1;
    return token;
  }

  #sum(): Formula {
    let left = this.#product();
    while (this.#peek.is === "+" || this.#peek.is === "-") {
      const { is } = this.#take() as { is: Operator };
      left = { is, left, right: this.#product() };
    }
    return left;
  }

  #product(): Formula {
    let left = this.#factor();
    while (this.#peek.is === "*" || this.#peek.is === "/") {
      const { is } = this.#take() as { is: Operator };
      const { at, text } = this.#peek;
      const right = this.#factor();
      if (is === "/" && right.is === "number" && Number(right.text) === 0)
        throw new Mistake(at, text.length, "This divides by zero.", "Divide by something else.");
      left = { is, left, right };
    }
    return left;
  }

  #factor(): Formula {
    const { is, text, at } = this.#take();
    if (is === "number") return { is, text: numberText(text, at) };
    if (is === "name") return this.#named(text, at);
    if (is === "-" || is === "(") return this.#inner(is, at);
    const end = is === "end";
    throw new Mistake(
      at,
      Math.max(1, text.length),
      end && this.#next === 1
        ? "The formula is empty."
        : `A metric or a number is missing ${end ? "at the end" : `before \`${text}\``}.`,
      "Example: `margin / purchaseRevenue`.",
    );
  }

  #inner(is: "-" | "(", at: number): Formula {
    this.#depth += 1;
    if (this.#depth > DEEPEST)
      throw new Mistake(
        at,
        1,
        `More than ${DEEPEST} parentheses or minuses are inside each other.`,
        "Simplify the formula.",
      );
    const formula: Formula = is === "-" ? { is: "negative", of: this.#factor() } : this.#sum();
    this.#depth -= 1;
    if (is === "(" && this.#take().is !== ")")
      throw new Mistake(at, 1, "This parenthesis is not closed.", "Add the `)`.");
    return formula;
  }

  #named(name: string, at: number): Formula {
    if (this.#peek.is !== "(") return { is: "metric", name, at };
    throw new Mistake(
      at,
      name.length,
      `\`${name}(…)\` looks like a function; a formula has none.`,
      "A formula has `+`, `-`, `*`, `/` and parentheses.",
    );
  }
}

function tokensOf(text: string): Token[] {
  if (text.length > LONGEST)
    throw new Mistake(LONGEST, 1, `The formula has more than ${LONGEST} characters.`, "Shorten it.");
  const tokens: Token[] = [];
  const end = text.trimEnd().length;
  for (let at = 0; at < end; ) {
    TOKEN.lastIndex = at;
    const found = TOKEN.exec(text);
    if (!found) throw unreadable(text, at + (text.slice(at).length - text.slice(at).trimStart().length));
    const [whole, name, number, sign] = found;
    const said = (name ?? number ?? sign)!;
    const is = name !== undefined ? "name" : number !== undefined ? "number" : (sign as Operator | "(" | ")");
    tokens.push({ is, text: said, at: at + whole.length - said.length });
    at += whole.length;
  }
  return [...tokens, { is: "end", text: "", at: end }];
}

function unreadable(text: string, at: number): Mistake {
  const [number] = /^\.?\d[\w.]*/.exec(text.slice(at)) ?? [];
  if (number !== undefined)
    return new Mistake(
      at,
      number.length,
      `\`${number}\` is not a number.`,
      "Write numbers as in `2` or `0.25`.",
    );
  const [sign] = [...text.slice(at)];
  const hint =
    entryIn(SIGNS, sign!) ?? "A formula has names of metrics, numbers, `+`, `-`, `*`, `/` and parentheses.";
  return new Mistake(at, sign!.length, `\`${sign}\` cannot be in a formula.`, hint);
}

/** What other tools and people write. */
const SIGNS: Readonly<Record<string, string>> = {
  "{": "Write names of metrics without braces: `margin / purchaseRevenue`.",
  "%": "Write `* 100` for a percentage.",
  ",": "Write a point in numbers: `0.25`.",
  "×": "Write `*`.",
  "·": "Write `*`.",
  "÷": "Write `/`.",
  ":": "Write `/` to divide.",
  "−": "Write `-`, as on a keyboard.",
  "–": "Write `-`, as on a keyboard.",
  "^": "Write a power as a product: `seats * seats`.",
};

/** Google takes whole numbers of 64 bits, and others of double precision. */
function numberText(text: string, at: number): string {
  const [whole = "", fraction = ""] = text.split(".");
  if (fraction === "" && BigInt(whole) > 2n ** 63n - 1n)
    throw new Mistake(at, text.length, "This number is too large.", "Whole numbers have at most 64 bits.");
  const digits = fraction.replace(/0+$/, "");
  const short = whole.replace(/^0+(?=\d)/, "");
  return digits === "" ? short : `${short}.${digits}`;
}
