/**
 * What is nearly right about a condition that was not true. Each hint is proved: the condition is judged once more with
 * the one difference taken away, and is true then.
 */

import { verdictWith } from "../../engine/conditions.ts";
import { isPageElement, type PageElement } from "../../engine/page-element.ts";
import { entryIn } from "../../entry-in.ts";
import { nearest } from "../../language/schema/nearest.ts";
import { readingsOfPattern } from "../../lift/pattern/texts.ts";
import { decoded, isMissing, type JudgedQuestion, quoted, tagOf } from "./condition-words.ts";

/** What else is known of the moment. */
export interface MomentContext {
  /** The address bar. */
  readonly url: string;
  /** Every data-layer key that has been pushed so far, with dots. */
  readonly keys: ReadonlySet<string>;
  /** Those that are pushed later on the same page. */
  readonly laterKeys: ReadonlySet<string>;
  /** What the step clicked or sent, if it did. */
  readonly element: PageElement | null;
}

type HintFinder = (asked: JudgedQuestion, around: MomentContext) => string | null;

export function nearMiss(asked: JudgedQuestion, around: MomentContext): string | null {
  if (isMissing(asked)) return missingKey(asked, around);
  if (asked.judged.verdict === "met") return null;
  // What must not be so is not nearly so.
  if (asked.asked.negate) return null;
  for (const find of HINT_FINDERS) {
    const hint = find(asked, around);
    if (hint !== null) return hint;
  }
  return null;
}

const HINT_FINDERS: readonly HintFinder[] = [
  onlyTheCase,
  trailingSlash,
  withoutWww,
  otherSpelling,
  withQuery,
  valueInQuery,
  otherPart,
  decimalComma,
  space,
  nearTheClick,
  oneLetter,
];

function holdsWith(
  { judged }: JudgedQuestion,
  left: unknown,
  { url }: MomentContext,
  inAnyCase?: true,
): boolean {
  return verdictWith(judged, left, url, inAnyCase) === "met";
}

function textOf({ judged: { left } }: JudgedQuestion): string | null {
  return typeof left === "string" && left !== "" ? left : typeof left === "number" ? String(left) : null;
}

function missingKey(
  { asked: { fact } }: JudgedQuestion,
  { keys, laterKeys, url }: MomentContext,
): string | null {
  if (fact.is === "data layer") {
    if (laterKeys.has(fact.key)) return "the page pushes it later";
    const near = nearest(fact.key, keys);
    return near !== null && near !== fact.key ? `the page pushes ${near}` : null;
  }
  if (fact.is !== "query") return null;
  const near = nearest(fact.name, new URL(url).searchParams.keys());
  return near !== null && near !== fact.name ? `the address has ?${near}=` : null;
}

function onlyTheCase(asked: JudgedQuestion, around: MomentContext): string | null {
  const text = textOf(asked);
  const { type, value } = asked.asked;
  if (text === null) return null;
  const byPattern = type === "matchRegex" && holdsWith(asked, text, around, true);
  const byText = type !== "matchRegex" && lowered(asked, text.toLowerCase(), value.toLowerCase(), around);
  if (!byPattern && !byText) return null;
  return asked.asked.fact.is === "event"
    ? "only the case differs"
    : "only the case differs: `ignore_case: true` takes both";
}

function lowered({ judged }: JudgedQuestion, left: string, right: string, { url }: MomentContext): boolean {
  return verdictWith({ ...judged, right }, left, url) === "met";
}

function trailingSlash(asked: JudgedQuestion, around: MomentContext): string | null {
  const text = textOf(asked);
  const { fact } = asked.asked;
  const isAddress = fact.is === "page" || (fact.is === "element" && /url$/.test(fact.what));
  if (text === null || !isAddress) return null;
  // It goes with comparisons of a whole path and with none other.
  const isWhole = ["equals", "endsWith"].includes(asked.asked.type);
  const word =
    fact.is === "page" && fact.part === "path" && isWhole ? "; `trailing_slash: either` takes both" : "";
  if (text.endsWith("/") && text !== "/" && holdsWith(asked, text.slice(0, -1), around))
    return `only the slash at the end differs: the page has one${word}`;
  if (!text.endsWith("/") && holdsWith(asked, `${text}/`, around))
    return `only the slash at the end differs: the page has none${word}`;
  return null;
}

function withoutWww(asked: JudgedQuestion, around: MomentContext): string | null {
  const text = textOf(asked);
  if (text === null || asked.asked.fact.is === "event") return null;
  const other = /^https?:\/\//.test(text)
    ? text.replace(/^(https?:\/\/)(www\.)?/, (_, scheme: string, www?: string) =>
        www ? scheme : `${scheme}www.`,
      )
    : text.startsWith("www.")
      ? text.slice(4)
      : `www.${text}`;
  return holdsWith(asked, other, around) ? "only `www.` differs" : null;
}

/** `%C3%B6` and `ö`, in both directions. */
function otherSpelling(asked: JudgedQuestion, around: MomentContext): string | null {
  const text = textOf(asked);
  if (text === null) return null;
  const spellings = [
    decoded(text),
    encodeURI(decoded(text)),
    text.replace(/%[0-9a-f]{2}/gi, upper),
    plusAsSpace(text),
  ];
  const found = spellings.find((one) => one !== text && holdsWith(asked, one, around));
  return found === undefined ? null : `the same in another spelling: ${quoted(found)}`;
}

function upper(text: string): string {
  return text.toUpperCase();
}

function plusAsSpace(text: string): string {
  return text.replaceAll("+", " ");
}

/** `path: /thanks?step=done`: the path has no query. */
function withQuery(asked: JudgedQuestion, around: MomentContext): string | null {
  const { fact, value } = asked.asked;
  if (fact.is !== "page" || fact.part !== "path") return null;
  const { pathname, search, hash } = new URL(around.url);
  if (search !== "" && holdsWith(asked, pathname + search, around))
    return "the path is compared without the query: compare that under `query:`";
  if (hash !== "" && holdsWith(asked, pathname + search + hash, around))
    return "the path is compared without what follows #: compare that under `fragment:`";
  // In a pattern, a question mark is not the beginning of a query.
  return value.includes("?") && asked.asked.type !== "matchRegex"
    ? "a path never contains a question mark: compare the query under `query:`"
    : null;
}

/** The value that a path is asked for is in the query, or the other way round. */
function valueInQuery(asked: JudgedQuestion, around: MomentContext): string | null {
  const { fact } = asked.asked;
  if (fact.is !== "page" || fact.part === "host") return null;
  const url = new URL(around.url);
  const query = [...url.searchParams].find(([, value]) => value !== "" && holdsWith(asked, value, around));
  if (query) return `?${query[0]}= has this value: compare it under \`query:\``;
  const fragment = url.hash.slice(1);
  return fact.part !== "fragment" && fragment !== "" && holdsWith(asked, fragment, around)
    ? "what follows # is this: compare it under `fragment:`"
    : null;
}

function otherPart(asked: JudgedQuestion, around: MomentContext): string | null {
  const { fact } = asked.asked;
  const url = new URL(around.url);
  if (fact.is === "page" && fact.part === "path" && holdsWith(asked, around.url.split("#")[0], around))
    return "the whole address is this: compare it under `url:`";
  if (fact.is === "page" && fact.part === "url" && holdsWith(asked, url.pathname, around))
    return "the path is this: compare it under `path:`";
  if (fact.is !== "query") return null;
  const other = [...url.searchParams].find(
    ([name, value]) => name !== fact.name && holdsWith(asked, value, around),
  );
  return other ? `?${other[0]}= has this value` : null;
}

/** `12,50` is a text; Tag Manager knows numbers with a point. */
function decimalComma(asked: JudgedQuestion, around: MomentContext): string | null {
  const text = textOf(asked);
  if (text === null || !/^[+-]?[\d.]*,\d+$/.test(text)) return null;
  const number = text.replaceAll(".", "").replace(",", ".");
  return holdsWith(asked, number, around) ? `a number has a point: push ${number}` : null;
}

function space(asked: JudgedQuestion, around: MomentContext): string | null {
  const text = textOf(asked);
  if (text === null) return null;
  const trimmed = text.replace(/\s+/g, " ").trim();
  return trimmed !== text && holdsWith(asked, trimmed, around) ? "only spaces differ" : null;
}

/** The click was on a child of the element that is meant, or on something around it. */
function nearTheClick(asked: JudgedQuestion, around: MomentContext): string | null {
  const { left } = asked.judged;
  if (!isPageElement(left)) return attributeOfAncestor(asked, around);
  for (let one = left.parentElement; one; one = one.parentElement)
    if (holdsWith(asked, one, around)) return `it was on a child of ${tagOf(one)}, which this finds`;
  const inside = left as PageElement & { contains?(selector: string): boolean };
  return contains(inside, asked.asked.value) ? "this finds an element inside it" : null;
}

/** An id or a class that Tag Manager reads of the innermost element alone. */
function attributeOfAncestor(asked: JudgedQuestion, around: MomentContext): string | null {
  const { fact } = asked.asked;
  const name = fact.is === "element" ? entryIn(ATTRIBUTES, fact.what) : undefined;
  if (name === undefined) return null;
  for (let one = around.element?.parentElement ?? null; one; one = one.parentElement)
    if (holdsWith(asked, one.getAttribute(name) ?? "", around))
      return `it was on a child of ${tagOf(one)}, which has this ${name}`;
  return null;
}

const ATTRIBUTES: Readonly<Record<string, string>> = { "click id": "id", "click classes": "class" };

function contains(element: { contains?(selector: string): boolean }, selector: string): boolean {
  try {
    return element.contains?.(selector) ?? false;
  } catch {
    return false;
  }
}

/** `sign-up` for `sign_up`, `regstration` for `registration`. */
function oneLetter(asked: JudgedQuestion): string | null {
  const text = textOf(asked);
  if (text === null || text.length < 4) return null;
  const values = textsOf(asked);
  const isNear = (near: (value: string) => boolean) => values.find(near);
  const dashed = isNear((value) => text.replaceAll("-", "_") === value.replaceAll("-", "_"));
  const found = dashed ?? isNear((value) => distance(text, value) === 1);
  if (found === undefined) return null;
  const which = values.length === 1 ? "" : ` from ${quoted(found)}`;
  return dashed === undefined ? `one letter differs${which}` : `only - and _ differ${which}`;
}

/** What the condition asks for, where it asks for whole texts. */
function textsOf({ asked: { type, value } }: JudgedQuestion): readonly string[] {
  if (type === "equals") return [value];
  const [reading] = type === "matchRegex" ? readingsOfPattern(value) : [];
  return reading?.op === "one_of" || reading?.op === "equals" ? reading.values : [];
}

function distance(a: string, b: string): number {
  if (Math.abs(a.length - b.length) > 1) return 2;
  let at = 0;
  while (at < a.length && a[at] === b[at]) at += 1;
  const [restA, restB] = [a.slice(at), b.slice(at)];
  const isOne =
    restA.slice(1) === restB.slice(1) ||
    restA === restB.slice(1) ||
    restA.slice(1) === restB ||
    (restA.slice(2) === restB.slice(2) && restA[0] === restB[1] && restA[1] === restB[0]);
  return isOne ? 1 : 2;
}
