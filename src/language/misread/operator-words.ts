/** Comparisons in the words of people and of Tag Manager's screens: English, German, French and Spanish. */

export type WordOperator =
  | "equals"
  | "begins_with"
  | "ends_with"
  | "contains"
  | "matches"
  | "more_than"
  | "at_least"
  | "less_than"
  | "at_most"
  | "not";

export const NUMBER_OPERATORS: ReadonlySet<string> = new Set([
  "more_than",
  "at_least",
  "less_than",
  "at_most",
]);

type Words = readonly (readonly [WordOperator, string])[];

/** Words that say nothing else, before a text or a number. */
const CERTAIN: Words = [
  ["not", "(?:is )?not|isn't|except|anything but|nicht|außer|pas|sauf|excepto"],
  ["equals", "equals|is equal to|equal to|is exactly|ist gleich|est égal à|es igual a|igual a"],
  [
    "begins_with",
    "begins[ _]with|starts[ _]with|beginnt mit|commence par|débute par|comienza (?:con|por)|empieza (?:con|por)",
  ],
  ["ends_with", "ends[ _]with|endet (?:mit|auf)|se termine par|finit par|termina (?:con|en|por)"],
  ["contains", "contains|includes|enthält|beinhaltet|contient|contiene|incluye"],
  ["matches", "matches(?: regex)?"],
  [
    "more_than",
    "(?:is )?(?:greater|more|higher|bigger|larger) than|mehr als|größer als|plus de|supérieur à|más de|mayor (?:que|de)",
  ],
  ["at_least", "at least|mindestens|au moins|al menos|por lo menos"],
  [
    "less_than",
    "(?:is )?(?:less|fewer|lower|smaller) than|weniger als|kleiner als|moins de|inférieur à|menos de|menor (?:que|de)",
  ],
  ["at_most", "at most|höchstens|au plus|como máximo"],
];

/** Age groups and price classes are called so too: an operator only where the key says that it is an amount. */
const OF_AMOUNTS: Words = [
  ["more_than", "over|above|über"],
  ["at_least", "from|min(?:imum)?\\.?|ab|dès"],
  ["less_than", "under|below|unter"],
  ["at_most", "up to|max(?:imum)?\\.?|bis(?: zu)?|jusqu'à|hasta"],
];

const AFTER_NUMBER: readonly (readonly [WordOperator, RegExp])[] = [
  ["at_least", /^(\d[\d.,]*)\s*(?:\+|(?:or|oder|und|and|et|ou|y|o) (?:more|mehr|plus|más)|or above)$/i],
  ["at_most", /^(\d[\d.,]*)\s*(?:(?:or|oder|ou|o) (?:less|weniger|moins|menos)|or below)$/i],
];

export interface Worded {
  readonly op: WordOperator;
  /** The words, as they are written in the text. */
  readonly written: string;
  readonly rest: string;
}

/** Most texts are not like this, and the patterns of the words are large. */
const POSSIBLY_WORDS = /^[a-zü].*[^\w-]/i;

/** Letters of all scripts, as far as ranges show: a pattern with `\p{L}` takes a hundred times as long to make. */
const WORD_ENDS = "(?![\\w\\u00b5\\u00c0-\\u1fff\\u2c00-\\u2dff\\u3040-\\ud7ff-])";

function before(text: string, words: Words): Worded | null {
  if (!POSSIBLY_WORDS.test(text)) return null;
  const lower = text.toLowerCase();
  if (!anyOf(words).test(lower)) return null;
  for (const [op, alternatives] of words) {
    const length = new RegExp(`^(?:${alternatives})${WORD_ENDS}`).exec(lower)?.[0].length ?? 0;
    const rest = /^:?\s*(\S.*)$/.exec(text.slice(length))?.[1];
    if (length > 0 && rest !== undefined) return { op, written: text.slice(0, length), rest };
  }
  return null;
}

/** All of them in one pattern, since most texts begin with none. */
function anyOf(words: Words): RegExp {
  const known = patterns.get(words);
  if (known) return known;
  const pattern = new RegExp(`^(?:${words.map(([, alternatives]) => alternatives).join("|")})${WORD_ENDS}`);
  patterns.set(words, pattern);
  return pattern;
}

const patterns = new Map<Words, RegExp>();

/** Names of variables in Tag Manager and Analytics, which people write before the comparison. */
const VARIABLE =
  /^(?:page[ _]?(?:path|url|hostname|location)|(?:click|form)[ _]?(?:url|text|id|classes)|event)\s+(?=\S)/i;

export function wordsBefore(text: string): Worded | null {
  const found = before(text, CERTAIN);
  return found !== null || !VARIABLE.test(text) ? found : before(text.replace(VARIABLE, ""), CERTAIN);
}

/** `over 100`, `100+`, `100 or more`, for amounts alone. */
export function wordsOfAmount(text: string): Worded | null {
  for (const [op, pattern] of AFTER_NUMBER) {
    const rest = pattern.exec(text)?.[1];
    if (rest !== undefined) return { op, written: text.slice(rest.length).trim(), rest };
  }
  return before(text, OF_AMOUNTS);
}

const AMOUNT =
  /(?:^|_)(?:total|subtotal|value|amount|price|revenue|sum|quantity|qty|cost|costs|tax|shipping|discount|margin|profit|betrag|preis|summe|wert|anzahl|menge|umsatz|montant|prix|precio|importe|cantidad|valor)$/;

/** Whether a data-layer key is called as amounts are: `order.total`, `cartValue`. */
export function isAmountKey(key: string): boolean {
  const last = key.split(".").at(-1) ?? "";
  return AMOUNT.test(last.replace(/([a-z0-9])([A-Z])/g, "$1_$2").toLowerCase());
}
