/**
 * Addresses as the browser spells them.
 *
 * Tag Manager's Page Path, Page URL and Click URL stay percent-encoded, while
 * people write `/danke-schön`. Text from the file is turned into what the browser
 * shows. The two hexadecimal digits may be upper or lower case in a link, and some
 * characters are encoded in one part of an address and not in another: such text
 * becomes a pattern that finds every spelling. Plain ASCII text stays plain.
 */

/** Encoded by browsers in every part of an address, like everything outside ASCII (url.spec.whatwg.org). */
const ENCODED = /[\s"<>]/;
/** Encoded in paths or in queries, but not in both. */
const SOMETIMES_ENCODED = /[`{}^|']/;
const SPECIAL_IN_PATTERNS = /[.*+?^${}()|[\]\\]/;
const HEX_SEQUENCE = /^%[0-9A-Fa-f]{2}/;

/** The plain text, when one spelling is enough; null when only a pattern finds every spelling. */
export function plainSpelling(text: string): string | null {
  const spellings = units(text).map((unit) => {
    if (SOMETIMES_ENCODED.test(unit) || unit === "%") return null;
    const spelling = isEncoded(unit) ? encoded(unit) : unit;
    return HEX_SEQUENCE.test(spelling) && /[A-Fa-f]/.test(spelling) ? null : spelling;
  });
  return spellings.includes(null) ? null : spellings.join("");
}

/** A pattern that finds the text in every spelling. Inside a case-insensitive pattern both cases of a letter are listed. */
export function patternFor(text: string, ignoreCase: boolean): string {
  return units(text)
    .map((unit) => unitPattern(unit, ignoreCase))
    .join("");
}

function unitPattern(unit: string, ignoreCase: boolean): string {
  // A percent sign that begins no escape: sites should write `%25`, and browsers leave it as it is.
  if (unit === "%") return "%(?:25)?";
  if (SOMETIMES_ENCODED.test(unit)) return `(?:${escaped(unit)}|${encodedPattern(unit, ignoreCase)})`;
  return isEncoded(unit) || HEX_SEQUENCE.test(unit) ? encodedPattern(unit, ignoreCase) : escaped(unit);
}

/**
 * One character of a query parameter's value, as the address may spell it: a form writes `+` for a space and `%7E` for
 * a tilde, scripts write `%20` and `~`; only letters, digits and `-._` are never encoded (url.spec.whatwg.org).
 */
export function queryCharacter(character: string, ignoreCase: boolean): string {
  if (/[A-Za-z0-9\-._]/.test(character)) return escaped(character);
  if (character === " ") return "(?:\\+|%20)";
  if (isOutsideAscii(character)) return encodedPattern(character, ignoreCase);
  const hex = character.charCodeAt(0).toString(16).padStart(2, "0").toUpperCase();
  const spelled = `%${ignoreCase ? hex : hex.replace(/[A-F]/g, eitherCase)}`;
  return ALWAYS_ENCODED_IN_VALUES.test(character) ? spelled : `(?:${escaped(character)}|${spelled})`;
}

/** They would end the value, or mean something else. */
const ALWAYS_ENCODED_IN_VALUES = /[&#+%]/;

/** For text that is not percent-encoded at all, such as a query parameter's value. */
export function literalPattern(text: string): string {
  return [...text].map(escaped).join("");
}

/**
 * The author's own pattern with the characters that browsers encode spelled out.
 * Character classes that contain such characters become groups of alternatives;
 * negated ones stay as they are, since one encoded character is several bytes.
 */
export function encodePattern(pattern: string, ignoreCase: boolean): string {
  return pattern.replace(/\\[\s\S]|\[(?:\\[\s\S]|[^\]\\])*\]|[\s\S]/gu, (token) => {
    if (token.startsWith("[")) return encodeClass(token, ignoreCase);
    return isEncoded(token) ? `(?:${encodedPattern(token, ignoreCase)})` : token;
  });
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
  const alternatives = outside.map((character) => unitPattern(character, ignoreCase));
  return `(?:${[...(ascii ? [`[${ascii}]`] : []), ...new Set(alternatives)].join("|")})`;
}

function charactersBetween(from: string, to: string): string[] {
  const first = from.codePointAt(0)!;
  const count = Math.min(to.codePointAt(0)! - first + 1, LONGEST_RANGE);
  return Array.from({ length: Math.max(count, 0) }, (_, i) => String.fromCodePoint(first + i));
}

/** Characters; an escape such as `%C3` is one. */
function units(text: string): string[] {
  return text.match(/%[0-9A-Fa-f]{2}|[\s\S]/gu) ?? [];
}

/** One character that is never in an address as it is. */
function isEncoded(unit: string): boolean {
  return [...unit].length === 1 && (ENCODED.test(unit) || isOutsideAscii(unit));
}

function isOutsideAscii(text: string): boolean {
  return /[\u0080-\u{10ffff}]/u.test(text);
}

/** Like encodeURIComponent, which leaves the apostrophe alone; half a surrogate pair becomes the replacement character. */
function encoded(character: string): string {
  const whole = /^[\ud800-\udfff]$/.test(character) ? "\ufffd" : character;
  return whole === "'" ? "%27" : encodeURIComponent(whole);
}

function encodedPattern(unit: string, ignoreCase: boolean): string {
  const cases = ignoreCase ? [unit.toLowerCase(), unit.toUpperCase()] : [unit];
  const spellings = cases.map((one) => {
    const spelled = HEX_SEQUENCE.test(one) ? one : [...one].map(encoded).join("");
    return ignoreCase ? spelled.toUpperCase() : spelled.replace(/[A-Fa-f]/g, eitherCase);
  });
  const distinct = [...new Set(spellings)];
  return distinct.length === 1 ? distinct[0]! : `(?:${distinct.join("|")})`;
}

function eitherCase(digit: string): string {
  return `[${digit.toUpperCase()}${digit.toLowerCase()}]`;
}

function escaped(character: string): string {
  return SPECIAL_IN_PATTERNS.test(character) ? `\\${character}` : character;
}
