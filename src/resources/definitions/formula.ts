/**
 * The formula of a calculated metric: metrics and numbers, with + - * / and parentheses
 * (developers.google.com/analytics/devguides/config/admin/v1/rest/v1alpha/properties.calculatedMetrics).
 *
 * Google names a custom metric `customEvent:<parameter>`, and one of Analytics' own by its name in the Data API.
 */
import { entryIn } from "../../entry-in.ts";
import { isMetricOfAnalytics } from "./analytics-metrics.ts";

export type Formula =
  | { readonly is: "number"; readonly text: string }
  | { readonly is: "metric"; readonly name: string; readonly at: number }
  | { readonly is: "negative"; readonly of: Formula }
  | { readonly is: Operator; readonly left: Formula; readonly right: Formula };

type Operator = "+" | "-" | "*" | "/";

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

/** With a space around each operator, and no parentheses that change nothing. */
export function formulaText(formula: Formula, nameOf: (name: string) => string = (name) => name): string {
  return written(formula, nameOf, 0);
}

/** The metrics that it names, each once, in the order of the text. */
export function metricsIn(formula: Formula): readonly { readonly name: string; readonly at: number }[] {
  const all = namesIn(formula);
  return all.filter(({ name }, index) => all.findIndex((one) => one.name === name) === index);
}

const CUSTOM = "customEvent:";

/** As Google spells a custom metric of events. */
export function customMetricName(parameter: string): string {
  return CUSTOM + parameter;
}

/** The parameter of a custom metric, or null for any other. */
export function parameterOfMetric(name: string): string | null {
  return name.startsWith(CUSTOM) ? name.slice(CUSTOM.length) : null;
}

/**
 * A formula as Google has it, in the words of the goals file: custom metrics by their parameter, except where Analytics
 * has a metric of that name itself. A text that is not a formula stays as it is.
 */
export function formulaInWords(text: string): string {
  const formula = parseFormula(text);
  return formula.is === "problem" ? text : formulaText(formula, metricInWords);
}

function metricInWords(name: string): string {
  const parameter = parameterOfMetric(name);
  return parameter === null || isMetricOfAnalytics(parameter) ? name : parameter;
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

const STRENGTH: Readonly<Record<Operator, number>> = { "+": 1, "-": 1, "*": 2, "/": 2 };

/** @param around how strongly what is around it binds: weaker ones need parentheses */
function written(formula: Formula, nameOf: (name: string) => string, around: number): string {
  if (formula.is === "number") return formula.text;
  if (formula.is === "metric") return nameOf(formula.name);
  if (formula.is === "negative") return `-${written(formula.of, nameOf, 3)}`;
  const { is, left, right } = formula;
  const strength = STRENGTH[is];
  // a - (b + c) and a / (b * c) are others than a - b + c and a / b * c.
  const tight = is === "-" || is === "/" ? strength + 1 : strength;
  const text = `${written(left, nameOf, strength)} ${is} ${written(right, nameOf, tight)}`;
  return strength < around ? `(${text})` : text;
}

function namesIn(formula: Formula): { readonly name: string; readonly at: number }[] {
  if (formula.is === "number") return [];
  if (formula.is === "metric") return [{ name: formula.name, at: formula.at }];
  if (formula.is === "negative") return namesIn(formula.of);
  return [...namesIn(formula.left), ...namesIn(formula.right)];
}
