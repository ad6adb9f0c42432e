/**
 * Addresses as the browser spells them.
 *
 * Tag Manager's Page Path, Page URL and Click URL stay percent-encoded
 *, while people write `/danke-schön`. Text from the file is
 * turned into what the browser shows. The two hexadecimal digits may be upper
 * or lower case in a link, so text that holds letters among them becomes a
 * pattern; plain ASCII text stays plain.
 */

/** Characters that browsers encode in paths and queries, besides everything outside ASCII. */
const ENCODED_ASCII = /[\s"<>`{}]/;
const SPECIAL_IN_PATTERNS = /[.*+?^${}()|[\]\\]/;
const HEX_SEQUENCE = /^%[0-9A-Fa-f]{2}/;

/** The plain text, when one spelling is enough; null when only a pattern finds every spelling. */
export function plainSpelling(text: string): string | null {
  let plain = "";
  for (const unit of units(text)) {
    const spelling = isEncoded(unit) ? encoded(unit) : unit;
    if (spelling.length > 1 && /[A-Fa-f]/.test(spelling.replaceAll("%", ""))) return null;
    plain += spelling;
  }
  return plain;
}

/** A pattern that finds the text in every spelling. Inside a case-insensitive pattern both cases of a letter are listed. */
export function patternFor(text: string, ignoreCase: boolean): string {
  return units(text)
    .map((unit) =>
      isEncoded(unit) || HEX_SEQUENCE.test(unit) ? encodedPattern(unit, ignoreCase) : escaped(unit),
    )
    .join("");
}

/** For text that is not percent-encoded at all, such as a query parameter's value. */
export function literalPattern(text: string): string {
  return [...text].map(escaped).join("");
}

/**
 * The author's own pattern with the characters that browsers encode spelled out.
 * Character classes that hold such characters become groups of alternatives;
 * negated ones stay as they are, since one encoded character is several bytes.
 */
export function encodePattern(pattern: string, ignoreCase: boolean): string {
  return pattern.replace(/\\.|\[(?:\\.|[^\]\\])*\]|[\s\S]/gu, (token) => {
    if (token.startsWith("[")) return encodeClass(token, ignoreCase);
    return token.length === 1 || token.codePointAt(0)! > 0xffff ? encodeOne(token, ignoreCase) : token;
  });
}

function encodeOne(character: string, ignoreCase: boolean): string {
  return isOutsideAscii(character) ? `(?:${encodedPattern(character, ignoreCase)})` : character;
}

/** Longest list of alternatives that a range such as `[а-я]` may become. */
const LONGEST_RANGE = 128;

function encodeClass(characterClass: string, ignoreCase: boolean): string {
  const inside = characterClass.slice(1, -1);
  if (!isOutsideAscii(inside) || inside.startsWith("^")) return characterClass;
  const outside: string[] = [];
  const ascii = inside.replace(/([^\\])-([^\]])|[\s\S]/gu, (token, from?: string, to?: string) => {
    const range = from && to ? charactersBetween(from, to) : [token];
    if (!range.some(isOutsideAscii)) return token;
    outside.push(...range);
    return "";
  });
  const alternatives = outside.map((character) => encodedPattern(character, ignoreCase));
  return `(?:${[...(ascii ? [`[${ascii}]`] : []), ...new Set(alternatives)].join("|")})`;
}

function charactersBetween(from: string, to: string): string[] {
  const first = from.codePointAt(0)!;
  const count = Math.min(to.codePointAt(0)! - first + 1, LONGEST_RANGE);
  return Array.from({ length: Math.max(count, 0) }, (_, i) => String.fromCodePoint(first + i));
}

/** Characters, with `%C3` and the like kept together. */
function units(text: string): string[] {
  return text.match(/%[0-9A-Fa-f]{2}|[\s\S]/gu) ?? [];
}

function isEncoded(unit: string): boolean {
  return unit.length <= 2 && (ENCODED_ASCII.test(unit) || isOutsideAscii(unit));
}

function isOutsideAscii(text: string): boolean {
  return /[\u0080-\u{10ffff}]/u.test(text);
}

function encoded(character: string): string {
  return encodeURIComponent(character);
}

function encodedPattern(unit: string, ignoreCase: boolean): string {
  const cases = ignoreCase ? new Set([unit.toLowerCase(), unit.toUpperCase()]) : new Set([unit]);
  const spellings = [...cases].map((one) => {
    const spelled = HEX_SEQUENCE.test(one) ? one : encoded(one);
    return ignoreCase
      ? spelled
      : spelled.replace(/[A-Fa-f]/g, (digit) => `[${digit.toUpperCase()}${digit.toLowerCase()}]`);
  });
  const distinct = [...new Set(spellings.map((one) => (ignoreCase ? one.toUpperCase() : one)))];
  return distinct.length === 1 ? distinct[0]! : `(?:${distinct.join("|")})`;
}

function escaped(character: string): string {
  return SPECIAL_IN_PATTERNS.test(character) ? `\\${character}` : character;
}
