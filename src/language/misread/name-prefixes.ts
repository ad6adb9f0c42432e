/** `dataLayer.plan`, `DLV - plan`, `document.cookie`: what a name is in a script or in Tag Manager, before the name itself. */

import { entryIn } from "../../entry-in.ts";
import type { Misreading, MisreadingDetector } from "./misreading.ts";
import { sameWith } from "./rewritten.ts";
import type { NameSubject, TextPosition } from "./text-position.ts";

const PREFIXES: Readonly<Record<NameSubject | "event", RegExp>> = {
  event: /^(?:(?:window\.)?dataLayer\.(?:event\.)?|gtag\.|(?:CE|Event|Custom Event|Trigger) - )(?=\S)/i,
  "data-layer key":
    /^(?:(?:window\.)?dataLayer(?:\[\d+\])?\.|window\.|(?:DLV|DL|dataLayer|Data Layer(?: Variable)?) ?- |dlv[._])(?=\S)/i,
  "query name": /^(?:(?:url|query|page|search)?params?\.|query\.|(?:URL|Query) - )(?=\S)/i,
  "cookie name": /^(?:(?:document\.)?cookies?\.|Cookie - |1st Party Cookie - )(?=\S)/i,
};

export const namePrefix: MisreadingDetector = (position) => {
  const inScript = keyInScript(position);
  if (inScript !== null) return inScript;
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

/** `ecommerce/value`, `.plan`, `Page Path`: a data-layer key as no site pushes one. */
function keyInScript({ subject, text, under }: TextPosition): Misreading | null {
  if (subject !== "data-layer key") return null;
  const builtIn = entryIn(BUILT_IN, text.split(" ", 1)[0] ?? "");
  if (builtIn !== undefined && /^[A-Z][a-z]+(?: [A-Z][A-Za-z]+)+$/.test(text))
    return {
      code: "prefix-in-name",
      message: `\`${text}\` is a variable of Tag Manager, not a key of the data layer.`,
      hint: builtIn,
    };
  const dotted = text
    .replace(/\s*(?:\/|->)\s*/g, ".")
    .replace(/\.{2,}/g, ".")
    .replace(/^\.|\.$/g, "");
  if (dotted === text || dotted === "" || !/^[\w.-]+$/.test(dotted)) return null;
  return {
    code: "prefix-in-name",
    message: "Only single dots between the names lead into objects; everything else is part of the name.",
    hint: under === text ? `Write \`${dotted}\`.` : `Write \`${under}: ${dotted}\`.`,
  };
}

/** By its first word, what the language has instead. */
const BUILT_IN: Readonly<Record<string, string>> = {
  Page: "Conditions on the address go under `page`: `page: { path: /thanks }`.",
  Click: "What is clicked goes under `on`: `on: { click: { text: Buy } }`.",
  Form: "Which form is submitted goes under `on`: `on: { form: contact-form }`.",
  Video: "Which video is watched goes under `on`: `on: { video: { title: Demo } }`.",
  Scroll: "How far the page is scrolled goes under `on`: `on: { scroll: 50 }`.",
};

function isNameSubject(subject: TextPosition["subject"]): subject is NameSubject {
  return Object.hasOwn(PREFIXES, subject);
}
