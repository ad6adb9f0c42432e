/** Keys that are not keys: a comma in a number or a list, a colon without its space. */
import type { Diagnostic } from "../../diagnostic.ts";
import { inYaml } from "../source/in-yaml.ts";
import { entriesOf, type Located, type LocatedEntry, type LocatedScalar } from "../source/located.ts";
import type { SourceText } from "../source/source-text.ts";
import { amountFrom, decimal, durationFrom } from "./value-spellings.ts";

/** The key in `page:/thanks`, `page = /thanks` or `begins_with /a`; null when there is none. */
export function slippedKey(key: string): string | null {
  return /^([a-z_0-9]+)(?::|\s*=\s*|\s+)(?=\S)/.exec(key)?.[1] ?? null;
}

export function keySlip(source: SourceText, holder: Located | undefined, key: string): Diagnostic | null {
  const entries = entriesOf(holder);
  const index = entries.findIndex((one) => one.key === key);
  const [before, entry] = [entries[index - 1], entries[index]];
  if (!entry || !isEmpty(entry)) return null;
  return withoutColon(source, entry) ?? (before ? afterComma(source, before, entry) : null);
}

function isEmpty({ value }: LocatedEntry): boolean {
  return value.kind === "scalar" && value.value === null && value.start === value.end;
}

function withoutColon(source: SourceText, { key, keySpan }: LocatedEntry): Diagnostic | null {
  const [, name, sign = "", value = ""] = /^([a-z_0-9]+)(:|\s*=\s*|\s+)(\S.*)$/s.exec(key) ?? [];
  if (name === undefined || (sign.trim() === "" && !/_/.test(name))) return null;
  const message =
    sign === ":"
      ? "A colon needs a space after it; without one this is a single word."
      : "A key and its value are separated by a colon and a space.";
  return source.error("unknown-key", keySpan, message, `Write \`${name}: ${value}\`.`);
}

/** Inside `{…}` a comma ends the value. */
function afterComma(source: SourceText, before: LocatedEntry, entry: LocatedEntry): Diagnostic | null {
  const { value } = before;
  if (value.kind !== "scalar" || value.value === null || value.style !== "plain") return null;
  const span = { start: value.start, end: entry.keySpan.end };
  const written = source.text.slice(span.start, span.end);
  if (!/^[^{}[\]\n]*,\s*$/.test(source.text.slice(value.start, entry.keySpan.start))) return null;
  const amount = before.key === "value" ? amountFrom(written) : null;
  const number = amount?.number ?? decimal(written);
  const currency = amount?.currency ? `, and \`currency: ${amount.currency}\` next to it` : "";
  const message = `Inside {…} a comma ends the value, so \`${written.slice(0, 60)}\` is read as two things.`;
  const duration = DURATIONS.has(before.key) ? durationFrom(written) : null;
  const hint =
    duration !== null
      ? `Write \`${before.key}: ${duration}\`.`
      : number === null
        ? severalHint(before.key, value, entry.key)
        : `Write \`${before.key}: ${number}\`${currency}.`;
  return source.error("unknown-key", span, message, hint);
}

/** `value` where `50` is the unknown key of `{ value: 12,50 }`; null for other keys. */
export function numberCutBefore(holder: Located | undefined, key: string): string | null {
  const entries = entriesOf(holder);
  const index = entries.findIndex((one) => one.key === key);
  const [before, entry] = [entries[index - 1], entries[index]];
  if (!before || !entry || !/^\d/.test(key) || !isEmpty(entry)) return null;
  return before.key === "value" || DURATIONS.has(before.key) ? before.key : null;
}

const DURATIONS: ReadonlySet<string> = new Set(["longer_than", "time", "within"]);

const LISTS: ReadonlySet<string> = new Set([
  "leads_to",
  "consent",
  "allow",
  "download",
  "extensions",
  "one_of",
  "equals",
  "page",
  "data_layer",
]);

function severalHint(key: string, first: LocatedScalar, second: string): string {
  const all = inYaml([first.text, second]);
  if (LISTS.has(key)) return `Write \`${key}: ${all}\`.`;
  return `Write \`${key}: '${`${first.text}, ${second}`.replaceAll("'", "''")}'\` in quotes.`;
}
