/** Amounts, lengths of time and lists as people write them → as they are written here. */
import { inYaml } from "../source/in-yaml.ts";
import { itemsOf, type Located } from "../source/located.ts";

/** `4 minutes`, `00:04:00`, `PT4M`, `1.5 h` → `4m` …; null if it is not a length of time. */
export function durationFrom(written: string): string | null {
  const text = written
    .trim()
    .toLowerCase()
    .replace(/^(?:>=?|more than|longer than|over|at least)\s*/, "");
  const clock = /^(?:(\d{1,3}):)?(\d{1,2}):(\d{2})$/.exec(text);
  if (clock) return inUnits(Number(clock[1] ?? 0) * 3600 + Number(clock[2]) * 60 + Number(clock[3]));
  const parts = [
    ...text.replace(/^pt/, "").matchAll(/(\d+(?:[.,]\d+)?)\s*([a-zµ]*)\.?\s*(?:and|und|et|,)?\s*/g),
  ];
  if (parts.length === 0 || parts.map(([all]) => all).join("") !== text.replace(/^pt/, "")) return null;
  let seconds = 0;
  let last = 0;
  for (const [, amount = "", unit = ""] of parts) {
    const size = unit === "" && last > 1 ? last / 60 : UNITS.get(unit);
    if (size === undefined) return null;
    seconds += Number(amount.replace(",", ".")) * size;
    last = size;
  }
  return Number.isInteger(seconds) && seconds > 0 ? inUnits(seconds) : null;
}

const UNITS: ReadonlyMap<string, number> = new Map(
  Object.entries({
    1: "s sec secs second seconds sek sekunde sekunden seconde secondes segundos",
    "0.001": "ms msec millisecond milliseconds millisekunden",
    60: "m min mins minute minutes minuten minuto minutos mn",
    3600: "h hr hrs hour hours std stunde stunden heure heures hora horas",
    86400: "d day days tag tage",
  }).flatMap(([seconds, words]) => words.split(" ").map((word) => [word, Number(seconds)] as const)),
);

function inUnits(seconds: number): string {
  const [hours, minutes, rest] = [
    Math.floor(seconds / 3600),
    Math.floor((seconds % 3600) / 60),
    seconds % 60,
  ];
  return `${hours > 0 ? `${hours}h` : ""}${minutes > 0 ? `${minutes}m` : ""}${rest > 0 ? `${rest}s` : ""}`;
}

/** `12,50` and `1.234,50` as people write amounts; `1,000` is a thousand. */
export function decimal(written: string): string | null {
  if (/^\d{1,3}(?:,\d{3})+$/.test(written)) return written.replaceAll(",", "");
  if (/^\d{1,3}(?:,\d{3})+\.\d+$/.test(written)) return written.replaceAll(",", "");
  if (/^\d{1,3}(?:\.\d{3})*,\d{1,2}$/.test(written) || /^\d+,\d{1,2}$/.test(written))
    return written.replaceAll(".", "").replace(",", ".");
  return null;
}

export interface Amount {
  readonly number: string;
  readonly currency: string | null;
}

const SIGNS: ReadonlyMap<string, string> = new Map([
  ["€", "EUR"],
  ["$", "USD"],
  ["£", "GBP"],
  ["¥", "JPY"],
  ["euro", "EUR"],
  ["euros", "EUR"],
  ["dollar", "USD"],
  ["dollars", "USD"],
]);

/** The code of a currency that is written as its symbol or name; null for any other text. */
export function currencyFrom(written: string): string | null {
  return SIGNS.get(written.trim().toLowerCase()) ?? null;
}

/** `5 EUR`, `€ 12,50`, `1_000`, `"5"`; null if it is not an amount. */
export function amountFrom(written: string): Amount | null {
  const [, before = "", digits = "", after = ""] =
    /^([A-Z]{3}|[€$£¥])?\s*(\d[\d.,_' ]*?)\s*([A-Z]{3}|[€$£¥]|euros?|dollars?)?$/i.exec(written.trim()) ?? [];
  if (digits === "") return null;
  const plain = digits.replace(/[_' ]/g, "");
  const number = /^\d+(?:\.\d+)?$/.test(plain) ? plain : decimal(plain);
  const sign = before || after;
  if (number === null) return null;
  return { number, currency: sign === "" ? null : (currencyFrom(sign) ?? sign.toUpperCase()) };
}

/** `["#a", "#b"]` where one CSS selector is expected; `[data-x]` without quotes is an attribute's selector. */
export function selectorAdvice(key: string, node: Located | undefined): string | null {
  const texts = itemsOf(node).map((item) => (item.kind === "scalar" ? item.text : ""));
  const [only = ""] = texts;
  if (texts.length === 1 && /^[a-z][\w-]*(?:[~|^$*]?=.+)?$/i.test(only))
    return `For the attribute write \`${key}: ${inYaml(`[${only}]`)}\`.`;
  if (texts.length === 0 || texts.some((one) => one === "")) return null;
  return `Write \`${key}: ${inYaml(texts.join(", "))}\`.`;
}
