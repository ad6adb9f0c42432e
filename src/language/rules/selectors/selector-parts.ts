/** What a selector is made of, by css-what, against what browsers take. css-what reads more than they do. */
import { isTraversal, type PseudoSelector, parse, type Selector } from "css-what";
import { entryIn } from "../../../entry-in.ts";
import { nearest } from "../../schema/nearest.ts";
import {
  fitsForm,
  insteadOf,
  KNOWN_PSEUDO_CLASSES,
  NEVER_MATCHING,
  PLAIN_PSEUDO_CLASSES,
  PSEUDO_FUNCTIONS,
  type PseudoArgument,
  splitCount,
  TEXT_PSEUDO_CLASSES,
} from "./pseudo-classes.ts";
import type { SelectorProblem } from "./selector-problem.ts";
import { textHint } from "./selector-text.ts";

/** Where the selectors are. */
interface SelectorContext {
  /** The whole text, for advice. */
  readonly written: string;
  /** The key under `on`. */
  readonly kind: string;
  /** They may begin with `>`. */
  readonly isRelative?: true;
  readonly isInHas?: true;
}

/** Null when browsers take it. `kind`: the key under `on`, for the advice. */
export function partsProblem(written: string, kind: string): SelectorProblem | null {
  return textProblem(written, { written, kind });
}

function textProblem(text: string, around: SelectorContext): SelectorProblem | null {
  try {
    return firstProblem(parse(text), (one) => selectorProblem(one, around));
  } catch {
    return UNREADABLE;
  }
}

const UNREADABLE: SelectorProblem = {
  why: "it does not have the form of a selector",
  hint: "Try it in the browser's console: `document.querySelector('…')` must not throw.",
};

function firstProblem<T>(
  items: readonly T[],
  check: (item: T, index: number) => SelectorProblem | null,
): SelectorProblem | null {
  for (const [index, item] of items.entries()) {
    const problem = check(item, index);
    if (problem) return problem;
  }
  return null;
}

function selectorProblem(tokens: readonly Selector[], around: SelectorContext): SelectorProblem | null {
  const [first] = tokens;
  const last = tokens.at(-1);
  const isOpen =
    (first && isTraversal(first) && !around.isRelative) || (last !== undefined && isTraversal(last));
  if (isOpen)
    return {
      why: "`>`, `+` and `~` need an element on both sides, and one is missing",
      hint: "Name the elements on both sides: `.menu > a`.",
    };
  return (
    firstProblem(tokens, (token, index) => tokenProblem(token, tokens[index - 1], around)) ??
    insideEmpty(tokens)
  );
}

/** Elements of a page that have no elements of that page in them (HTML Living Standard, *void elements*, and frames). */
const FRAMES: ReadonlySet<string> = new Set(["iframe", "frame"]);
const EMPTY: ReadonlySet<string> = new Set([
  ...FRAMES,
  ..."area base br col embed hr img input link meta source track wbr".split(" "),
]);

/** `iframe .buy`: what a frame shows is another document, and nothing of it is ever found. */
function insideEmpty(tokens: readonly Selector[]): SelectorProblem | null {
  let name: string | null = null;
  for (const token of tokens) {
    const goesInside = token.type === "descendant" || token.type === "child";
    if (goesInside && name !== null && EMPTY.has(name)) return nothingIn(name);
    if (token.type === "tag") name = token.name.toLowerCase();
    else if (isTraversal(token)) name = null;
  }
  return null;
}

function nothingIn(name: string): SelectorProblem {
  return FRAMES.has(name)
    ? {
        why: `what an \`${name}\` shows is another document, in which nothing is ever found`,
        hint: "Let the page in the frame report the success to this page, which pushes a data-layer event.",
      }
    : {
        why: `\`${name}\` has no elements in it`,
        hint: `Name the \`${name}\` itself, or what is around it.`,
      };
}

function tokenProblem(
  token: Selector,
  before: Selector | undefined,
  around: SelectorContext,
): SelectorProblem | null {
  if (token.type === "column-combinator")
    return { why: "browsers do not know `||`", hint: "Name a class or an attribute of the cells." };
  if ((token.type === "tag" || token.type === "universal") && before !== undefined && !isTraversal(before)) {
    const name = token.type === "tag" ? token.name : "*";
    return {
      why: `the element \`${name.slice(0, 60)}\` comes after a condition on it`,
      hint: "The name of the element comes first, `button.buy`; a space means an element inside another.",
    };
  }
  if ("namespace" in token && token.namespace) return prefixProblem(token.namespace);
  return token.type === "pseudo" ? pseudoProblem(token, around) : null;
}

/** No prefix is declared where Tag Manager asks the browser. */
function prefixProblem(prefix: string): SelectorProblem | null {
  if (prefix === "*") return null;
  return {
    why: `\`${prefix.slice(0, 60)}|\` is the prefix of a namespace, and a page declares none`,
    hint: "Write the name alone: it is found in every namespace.",
  };
}

function pseudoProblem(token: PseudoSelector, around: SelectorContext): SelectorProblem | null {
  const { name, data } = token;
  if (TEXT_PSEUDO_CLASSES.has(name)) return textHint(name, around.written, around.kind);
  const never = entryIn(NEVER_MATCHING, name);
  if (never !== undefined)
    return { why: `\`:${name}\` is never true: ${never}`, hint: "Name the element in another way." };
  const argument = entryIn(PSEUDO_FUNCTIONS, name);
  if (argument === undefined) return plainProblem(token);
  if (data === null)
    return { why: `\`:${name}\` needs something in parentheses`, hint: `Write ${EXAMPLES[argument](name)}.` };
  if (name === "has" && around.isInHas)
    return { why: "`:has` is inside another `:has`", hint: "Write one of the two without `:has`." };
  return argumentProblem(name, argument, data, around);
}

function plainProblem({ name, data }: PseudoSelector): SelectorProblem | null {
  if (PLAIN_PSEUDO_CLASSES.has(name)) {
    if (data === null) return null;
    return { why: `\`:${name}\` takes nothing in parentheses`, hint: `Write \`:${name}\` without them.` };
  }
  const instead = insteadOf(name);
  const near = nearest(name, KNOWN_PSEUDO_CLASSES);
  const hint =
    instead !== null ? `In CSS, ${instead}.` : near !== null ? `Did you mean \`:${near}\`?` : UNREADABLE.hint;
  return { why: `no browser knows \`:${name.slice(0, 60)}\``, hint };
}

const EXAMPLES: Readonly<Record<PseudoArgument, (name: string) => string>> = {
  selectors: (name) => `a selector there: \`:${name}(.disabled)\``,
  "forgiving selectors": (name) => `selectors there: \`:${name}(a, button)\``,
  "relative selectors": (name) => `a selector there: \`:${name}(> img)\``,
  count: (name) => `a count there: \`:${name}(2)\`, \`:${name}(odd)\` or \`:${name}(3n + 1)\``,
  "count of selectors": (name) => `a count there: \`:${name}(2)\`, \`:${name}(odd)\` or \`:${name}(3n + 1)\``,
  name: (name) => `one word there, without quotes: \`:${name}(${entryIn(WORDS, name) ?? "open"})\``,
};

const WORDS: Readonly<Record<string, string>> = { dir: "rtl", lang: "de" };

function argumentProblem(
  name: string,
  argument: PseudoArgument,
  data: string | readonly (readonly Selector[])[],
  around: SelectorContext,
): SelectorProblem | null {
  if (typeof data !== "string") return listProblem(name, argument, data, around);
  const count = argument === "count of selectors" ? splitCount(data) : null;
  if (argument === "count of selectors" ? count === null : !fitsForm(argument, data))
    return {
      why: `\`${data.trim().slice(0, 60)}\` is not allowed in \`:${name}(…)\``,
      hint: `Write ${EXAMPLES[argument](name)}.`,
    };
  return count?.selectors ? textProblem(count.selectors, around) : null;
}

function listProblem(
  name: string,
  argument: PseudoArgument,
  lists: readonly (readonly Selector[])[],
  { written, kind, isInHas }: SelectorContext,
): SelectorProblem | null {
  const inner: SelectorContext = {
    written,
    kind,
    ...(argument === "relative selectors" ? { isRelative: true } : {}),
    ...(isInHas || name === "has" ? { isInHas: true } : {}),
  };
  // What one browser alone knows may be in a forgiving list, next to something that all know.
  const isForgiven = (one: readonly Selector[]) =>
    argument === "forgiving selectors" &&
    one.some((token) => token.type === "pseudo" && isOfOneBrowser(token));
  const counted = lists.filter((one) => !isForgiven(one));
  return firstProblem(counted.length === 0 ? lists : counted, (one) => selectorProblem(one, inner));
}

function isOfOneBrowser({ name }: PseudoSelector): boolean {
  return /^-[a-z]+-/.test(name);
}
