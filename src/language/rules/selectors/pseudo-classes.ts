/**
 * The pseudo-classes of CSS and what is in their parentheses (w3.org/TR/selectors-4,
 * html.spec.whatwg.org/multipage/semantics-other.html#pseudo-classes). A browser refuses a whole selector for one
 * that it does not know.
 */
import { entryIn } from "../../../entry-in.ts";

/** They take no parentheses. */
const PLAIN_NAMES =
  "active any-link autofill checked default defined disabled empty enabled first-child first-of-type focus " +
  "focus-visible focus-within fullscreen hover in-range indeterminate invalid last-child last-of-type link modal " +
  "only-child only-of-type open optional out-of-range picture-in-picture placeholder-shown popover-open read-only " +
  "read-write required root scope target user-invalid user-valid valid " +
  // Compatibility Standard (compat.spec.whatwg.org): every browser has these.
  "-webkit-any-link -webkit-autofill -webkit-full-screen";

export const PLAIN_PSEUDO_CLASSES: ReadonlySet<string> = new Set(PLAIN_NAMES.split(" "));

/** What a pseudo-class takes in its parentheses. */
export type PseudoArgument =
  /** A selector list, in which one wrong selector makes all of it wrong. */
  | "selectors"
  /** A selector list, out of which browsers leave what they do not know. */
  | "forgiving selectors"
  /** Selectors that may begin with `>`, `+` or `~`. */
  | "relative selectors"
  | "count"
  | "count of selectors"
  | "name";

export const PSEUDO_FUNCTIONS: Readonly<Record<string, PseudoArgument>> = {
  not: "selectors",
  is: "forgiving selectors",
  where: "forgiving selectors",
  has: "relative selectors",
  "nth-child": "count of selectors",
  "nth-last-child": "count of selectors",
  "nth-of-type": "count",
  "nth-last-of-type": "count",
  dir: "name",
  state: "name",
  // A list of languages, or one in quotes, Chrome does not take.
  lang: "name",
};

export const KNOWN_PSEUDO_CLASSES: readonly string[] = [
  ...PLAIN_PSEUDO_CLASSES,
  ...Object.keys(PSEUDO_FUNCTIONS),
];

/** Browsers take these, and no element that a page shows ever matches them. */
export const NEVER_MATCHING: Readonly<Record<string, string>> = {
  visited: "browsers do not say which links were visited",
  host: "it matches nothing outside a shadow root",
  "host-context": "it matches nothing outside a shadow root",
  current: "it belongs to the captions of videos",
  past: "it belongs to the captions of videos",
  future: "it belongs to the captions of videos",
};

/** `2n+1`, `even`, `-n + 3`. */
const COUNT = String.raw`(?:[Ee][Vv][Ee][Nn]|[Oo][Dd][Dd]|[+-]?\d+|[+-]?\d*[Nn](?:\s*[+-]\s*\d+)?)`;
const NAME = String.raw`-?(?:[A-Za-z_\u0080-\u{10ffff}]|-)(?:[\w\u0080-\u{10ffff}-])*`;

const FORMS: Readonly<Partial<Record<PseudoArgument, RegExp>>> = {
  count: new RegExp(`^\\s*${COUNT}\\s*$`),
  name: new RegExp(`^\\s*${NAME}\\s*$`, "u"),
};

export function fitsForm(argument: PseudoArgument, text: string): boolean {
  return FORMS[argument]?.test(text) ?? true;
}

/** `2n+1 of .x` → the count and the selectors after it; null when it does not have that form. Chrome refuses `OF`. */
export function splitCount(text: string): { readonly selectors: string | null } | null {
  const found = new RegExp(`^\\s*${COUNT}(?:\\s+of\\s+(\\S[\\s\\S]*))?\\s*$`).exec(text);
  return found && { selectors: found[1] ?? null };
}

/** Names that look like pseudo-classes and belong to jQuery or to test tools, with what CSS has instead. */
const INSTEAD: Readonly<Record<string, string>> = {
  animated: "CSS cannot ask for it: take a class that the animated element has",
  button: "write `:is(button, [type=button])`",
  checkbox: "write `[type=checkbox]`",
  eq: "write `:nth-child(1)` for the first, `:nth-child(2)` for the second",
  even: "write `:nth-child(odd)`: CSS begins to count at 1",
  file: "write `[type=file]`",
  first: "write `:first-child` or `:first-of-type`",
  gt: "write `:nth-child(n + 3)` for the third and those after it",
  header: "write `:is(h1, h2, h3, h4, h5, h6)`",
  hidden: "CSS cannot ask for it: only what is shown can be clicked anyway",
  image: "write `[type=image]`",
  input: "write `:is(input, select, textarea, button)`",
  last: "write `:last-child` or `:last-of-type`",
  lt: "write `:nth-child(-n + 2)` for the first two",
  nth: "write `:nth-child(2)` for the second",
  "nth-match": "write `:nth-child(2)` for the second",
  odd: "write `:nth-child(even)`: CSS begins to count at 1",
  parent: "write `:not(:empty)`",
  password: "write `[type=password]`",
  radio: "write `[type=radio]`",
  reset: "write `[type=reset]`",
  selected: "write `:checked`",
  submit: "write `[type=submit]`",
  visible: "leave it out: only what is shown can be clicked",
  matches: "write `:is(…)`",
  any: "write `:is(…)`",
  "-webkit-any": "write `:is(…)`",
  "-moz-any": "write `:is(…)`",
};

export function insteadOf(name: string): string | null {
  return entryIn(INSTEAD, name) ?? null;
}

/** They look for a text, as no selector can. */
export const TEXT_PSEUDO_CLASSES: ReadonlySet<string> = new Set([
  "contains",
  "icontains",
  "has-text",
  "text",
  "text-is",
  "-abp-contains",
]);
