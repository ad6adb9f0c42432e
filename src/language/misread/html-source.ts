/** Text as the source of a page writes it: `Rock &amp; Roll`, `<b>Buy</b>`. Browsers show and compare the characters. */

import { entryIn } from "../../entry-in.ts";
import type { MisreadingDetector } from "./misreading.ts";
import { sameWith } from "./rewritten.ts";
import { isEvent, isName, isProse } from "./text-position.ts";

export const htmlSource: MisreadingDetector = (position) => {
  const { text } = position;
  const entity = ENTITY.exec(text)?.[0];
  const element = isProse(position) ? ELEMENT.exec(text)?.[0] : undefined;
  if (isName(position) || isEvent(position) || (entity === undefined && element === undefined)) return null;
  const shown = text.replace(TAGS, "").replace(ENTITIES, (one) => characterOf(one) ?? one);
  return {
    code: "looks-like-html",
    message: `\`${(entity ?? element ?? "").slice(0, 40)}\` is how the page's source writes it; what the browser shows is compared.`,
    hint:
      shown === text || shown.trim() === ""
        ? "Write the text as the page shows it."
        : `Write \`${sameWith(position, shown)}\`.`,
  };
};

const NAMED: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
  nbsp: "\u00a0",
  shy: "\u00ad",
  euro: "€",
  copy: "©",
  raquo: "»",
  laquo: "«",
  rarr: "→",
  hellip: "…",
  ndash: "–",
  mdash: "—",
  szlig: "ß",
  ntilde: "ñ",
  ccedil: "ç",
};
const MARKS: Readonly<Record<string, string>> = {
  uml: "\u0308",
  acute: "\u0301",
  grave: "\u0300",
  circ: "\u0302",
};
const ONE = `&(?:${Object.keys(NAMED).join("|")}|[aeiouAEIOU](?:${Object.keys(MARKS).join("|")})|#\\d{2,5}|#x[0-9a-f]{2,5});`;
const ENTITY = new RegExp(ONE);
const ENTITIES = new RegExp(ONE, "g");
const ELEMENT = /<\/?(?:a|b|br|button|div|em|i|img|p|span|strong|svg|u)\b[^<>]*>/i;
const TAGS = new RegExp(ELEMENT, "gi");

function characterOf(entity: string): string | null {
  const name = entity.slice(1, -1);
  if (name.startsWith("#x")) return String.fromCodePoint(Number.parseInt(name.slice(2), 16));
  if (name.startsWith("#")) return String.fromCodePoint(Number(name.slice(1)));
  const mark = entryIn(MARKS, name.slice(1));
  return entryIn(NAMED, name) ?? (mark === undefined ? null : (name[0]! + mark).normalize("NFC"));
}
