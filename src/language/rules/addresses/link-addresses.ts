/** Addresses of links that no link of a page has. */
import { entryOf, sameWith } from "../../misread/rewritten.ts";
import { hostIn } from "../../misread/split-address.ts";
import type { TextPosition } from "../../misread/text-position.ts";
import { inYaml } from "../../source/in-yaml.ts";
import { isWhole, type Problem } from "./whole-addresses.ts";

/** Why no link has this address; null when one may. Beginnings that lack their scheme are a warning of their own. */
export function linkUrl(position: TextPosition): Problem | null {
  const { text, op } = position;
  if (!isWhole(op)) return null;
  if (text.startsWith("#"))
    return [
      "url-not-absolute",
      "The address of a link is compared as a whole, with https:// and the host; the page's own comes before the `#`.",
      alone(position, "ends_with", text),
    ];
  if (/^(tel|mailto|sms|whatsapp):$/i.test(text))
    return [
      "url-not-absolute",
      `No link is just \`${text}\`; the number or address follows.`,
      alone(position, "begins_with", text),
    ];
  const described = description(position);
  if (described !== null)
    return ["url-not-absolute", "This is compared with the whole address of the link.", described];
  if (/^([a-z][a-z0-9+.-]*:|\/)/i.test(text) && !/^[^/:]+\.[^/:]+:\d/.test(text)) return null;
  return [
    "url-not-absolute",
    "The address of a link begins with https:// and the host, or with `/` for a path on any host.",
    wholeAddress(position),
  ];
}

/** Why no form is sent there; null when one may be. Tag Manager shows the whole address of a form's `action`. */
export function formAction(position: TextPosition): Problem | null {
  const { text, op } = position;
  if (!isWhole(op) || /^([a-z][a-z0-9+.-]*:|\/)/i.test(text)) return null;
  return [
    "url-not-absolute",
    "The address of a form begins with https:// and the host, or with `/` for a path on any host.",
    wholeAddress(position),
  ];
}

function alone(position: TextPosition, op: string, text: string): string {
  if (position.all.length > 1) return `Write a comparison of its own for it: \`${op}\`.`;
  return `Write \`${entryOf(position, op, text)}\`.`;
}

const KINDS: readonly (readonly [RegExp, string])[] = [
  [/^(?:all|any|every|alle|tous|todos?|tutti|elke)$/i, "selector: a"],
  [/^whatsapp$/i, "url: { begins_with: 'https://wa.me/' }"],
  ...["facebook", "instagram", "linkedin", "pinterest", "tiktok", "twitter", "xing", "youtube"].map(
    (one) => [new RegExp(`^${one}$`, "i"), `url: { contains: ${one}.com }`] as const,
  ),
  [/^(?:tel|phone|telefon|téléphone|teléfono|call)$/i, "url: { begins_with: 'tel:' }"],
  [/^(?:mailto|mail|e-?mail|correo)$/i, "url: { begins_with: 'mailto:' }"],
  [/^(?:outbound|external|extern|externe|externo)$/i, "outbound: true"],
  [/^(?:internal|intern|interne|interno)$/i, "outbound: false"],
];

/** A kind of link, a selector or the text of the link, where its address is expected. */
function description(position: TextPosition): string | null {
  const { text, under, all } = position;
  const entry = KINDS.find(([word]) => word.test(text))?.[1] ?? selectorOrText(text);
  if (entry === null || all.length > 1 || (under !== "link" && under !== "url")) return null;
  return under === "link" ? `Write \`link: { ${entry} }\`.` : `Write \`${entry}\` instead of \`url\`.`;
}

function selectorOrText(text: string): string | null {
  if (
    /^(?:\.[a-z_][\w-]*|a[.[#]\S*)(?:[ >]\S.*)?$/i.test(text) &&
    hostIn(text) === null &&
    !/\.(?:html?|php|aspx?|pdf)$/.test(text)
  )
    return `selector: ${inYaml(text)}`;
  return /^\p{L}+(?: [\p{L}\p{N}'’!?&-]+)+$/u.test(text) ? `text: ${inYaml(text)}` : null;
}

function wholeAddress(position: TextPosition): string {
  const { text } = position;
  const number = phoneNumber(text);
  if (/^\.[a-z0-9]+$/i.test(text)) return alone(position, "ends_with", text);
  if (number !== null) return `Write \`${sameWith(position, `tel:${number}`)}\`, as the link itself has it.`;
  if (/^[^\s@/]+@[^\s@/]+\.[^\s@/]+$/.test(text)) return `Write \`${sameWith(position, `mailto:${text}`)}\`.`;
  const host = hostIn(text);
  if (host === text) return alone(position, "begins_with", `https://${text}/`);
  if (host !== null) return `Write \`${sameWith(position, `https://${text}`)}\`.`;
  return `Write \`${sameWith(position, `/${text.replace(/^(?:\.{0,2}\/)+/, "")}`)}\`, or the whole address.`;
}

/** Digits as a link has them, without the `(0)` that is dialled at home; null when the text is not a phone number. */
export function phoneNumber(text: string): string | null {
  const digits = text.replace(/^(\+\d+[\s.-]*)\(0\)/, "$1").replace(/[\s()/.-]/g, "");
  return /^[+\d][\d\s()/.-]{4,}$|^\([\d\s()/.+-]{5,}$/.test(text) && /^\+?\d{5,15}$/.test(digits)
    ? digits
    : null;
}
