/** `dataLayer.plan`, `DLV - plan`, `document.cookie`: what a name is in a script or in Tag Manager, before the name itself. */
import type { Look } from "./misreading.ts";
import { sameWith } from "./rewritten.ts";
import type { NameSubject, TextPosition } from "./text-position.ts";

const PREFIXES: Readonly<Record<NameSubject, RegExp>> = {
  event: /^(?:(?:window\.)?dataLayer\.(?:event\.)?|gtag\.|(?:CE|Event|Custom Event|Trigger) - )(?=\S)/i,
  "data-layer key":
    /^(?:(?:window\.)?dataLayer(?:\[\d+\])?\.|window\.|(?:DLV|DL|dataLayer|Data Layer(?: Variable)?) ?- |dlv[._])(?=\S)/i,
  "query name": /^(?:(?:url|query|page|search)?params?\.|query\.|(?:URL|Query) - )(?=\S)/i,
  "cookie name": /^(?:(?:document\.)?cookies?\.|Cookie - |1st Party Cookie - )(?=\S)/i,
};

export const namePrefix: Look = (position) => {
  const prefix = isNameSubject(position.subject)
    ? PREFIXES[position.subject].exec(position.text)?.[0]
    : undefined;
  if (prefix === undefined) return null;
  const name = position.text.slice(prefix.length);
  const entry = position.under === position.text ? name : sameWith(position, name);
  return {
    code: "prefix-in-name",
    message: `\`${prefix.trim()}\` is looked up as part of the name.`,
    hint: /^window\.$/i.test(prefix)
      ? `A variable of a script cannot be read: have the site push it, and write \`${entry}\`.`
      : `Write \`${entry}\`.`,
  };
};

function isNameSubject(subject: TextPosition["subject"]): subject is NameSubject {
  return Object.hasOwn(PREFIXES, subject);
}
