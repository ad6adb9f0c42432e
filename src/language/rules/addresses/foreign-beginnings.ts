/** Hosts where no host can be, or without what comes before them: in paths, and at the start of whole addresses. */
import type { Diagnostic } from "../../../diagnostic.ts";
import type { Written } from "../../meaning/written.ts";
import { misreadingOf } from "../../misread/misreadings.ts";
import { entryOf, sameWith } from "../../misread/rewritten.ts";
import { hostIn } from "../../misread/split-address.ts";
import { type TextPosition, textPositions } from "../../misread/text-position.ts";
import type { SourceText } from "../../source/source-text.ts";
import type { Rule } from "../rule.ts";
import { addressProblem } from "./addresses.ts";
import { phoneNumber } from "./link-addresses.ts";
import { inParts, patternInParts } from "./path-advice.ts";

export const foreignBeginnings: Rule = {
  codes: ["host-in-path-pattern", "address-without-scheme", "http-instead-of-https"],
  check: (file: Written) =>
    textPositions(file).flatMap((position) => [
      ...hostInPath(file.source, position),
      ...withoutScheme(file.source, position),
      ...withoutEncryption(file.source, position),
    ]),
};

/** Names with dots and a slash after them, where the pattern or one of its alternatives begins. */
const HOST = /(?:^|\|)\^?((?:[a-z0-9-]+\.)+(?:com|net|org|info|biz|shop|example|[a-z]{2}))\//i;
/** In plain text a scheme or `www.` has to be there: `v1.de/` may be a folder. */
const PLAIN_HOST = /(?:https?:\/\/|^)((?:www\.|(?<=:\/\/))(?:[a-z0-9-]+\.)+[a-z]{2,})(?:\/|$)/i;

function hostInPath(source: SourceText, position: TextPosition): readonly Diagnostic[] {
  const { subject, op, text, span } = position;
  if (subject !== "path" || op === "equals" || op === "one_of" || op === "begins_with") return [];
  // Patterns that begin so, and whole addresses, are errors already.
  if (addressProblem(position) !== null) return [];
  const host =
    op === "matches" ? HOST.exec(text.replaceAll("\\", ""))?.[1] : (PLAIN_HOST.exec(text)?.[1] ?? undefined);
  if (host === undefined) return [];
  return [
    source.warning(
      "host-in-path-pattern",
      span,
      `A path begins after the host, so no path contains \`${host}\`.`,
      (op === "matches" ? patternInParts(text)?.hint : inParts(position)) ??
        `Write \`host: ${host}\` next to \`path\`, and delete it from the ${op === "matches" ? "pattern" : "text"}.`,
    ),
  ];
}

const PAGE_SCHEMES = ["https://", "http://"];
const LINK_SCHEMES = [
  ...PAGE_SCHEMES,
  ..."tel mailto sms whatsapp callto skype fax viber tg ftp javascript".split(" ").map((one) => `${one}:`),
];

function withoutScheme(source: SourceText, position: TextPosition): readonly Diagnostic[] {
  const { subject, op, text, span } = position;
  const schemes =
    subject === "url" || subject === "form action"
      ? PAGE_SCHEMES
      : subject === "link url"
        ? LINK_SCHEMES
        : null;
  if (schemes === null || op !== "begins_with" || text.trim() === "") return [];
  if (text.startsWith("/") && !/^\/\/[\w-]+\./.test(text)) return [];
  if (misreadingOf(position) !== null || addressProblem(position) !== null) return [];
  const small = text.toLowerCase();
  const isStart = schemes.some((one) => one.startsWith(small) || small.startsWith(one));
  if (isStart || (subject === "link url" && /^[a-z][a-z0-9+-]*:/i.test(text))) return [];
  return [
    source.warning(
      "address-without-scheme",
      span,
      `The whole address begins with its scheme, such as https://, so none begins with \`${text.slice(0, 60)}\`.`,
      schemeHint(position),
    ),
  ];
}

/** Sites on one's own machine have no certificate. */
const LOCAL =
  /^http:\/\/(?:localhost|\d+(?:\.\d+){3}|\[|[^/:]+:\d|[^/]+\.(?:local|localhost|test|internal)(?![^/]))/i;

function withoutEncryption(source: SourceText, position: TextPosition): readonly Diagnostic[] {
  const { subject, op, text, span, not } = position;
  const isStart = op === "equals" || op === "one_of" || op === "begins_with";
  if (subject !== "url" || !isStart || not || !/^http:\/\/./i.test(text) || LOCAL.test(text)) return [];
  return [
    source.warning(
      "http-instead-of-https",
      span,
      "Nearly every site is shown under https://, and the two are compared as different addresses.",
      `Write \`${sameWith(position, text.replace(/^http:/i, "https:"))}\`.`,
    ),
  ];
}

function schemeHint(position: TextPosition): string {
  const { subject, text } = position;
  const isNumber = subject === "link url" && /^\+?\d[\d ]*$/.test(text);
  if (isNumber)
    return `Write \`${sameWith(position, `tel:${phoneNumber(text) ?? text.replaceAll(" ", "")}`)}\`.`;
  if (text.startsWith("//")) return `Write \`${sameWith(position, `https:${text}`)}\`.`;
  if (hostIn(text) !== null || /^www\./i.test(text))
    return `Write \`${sameWith(position, `https://${text}`)}\`.`;
  return `Write \`${entryOf(position, "contains", text)}\`.`;
}
