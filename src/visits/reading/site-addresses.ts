/** `site:` of a tests file, and the addresses that begin with a slash. */

import type { Located } from "../../language/source/located.ts";
import { parsedUrl } from "../../parsed-url.ts";
import type { Notes } from "./notes.ts";
import type { Complete } from "./read-step.ts";

/**
 * Addresses that begin with a slash are those of the site.
 * @param usual the site for a file that does not name one
 */
export function completingWith(site: Located | undefined, usual: string | null, notes: Notes): Complete {
  const base = notes.text(site, "site") ?? (site === undefined ? (usual ?? undefined) : undefined);
  const isRight = base !== undefined && /^https?:\/\//.test(base) && parsedUrl(base) !== null;
  if (base !== undefined && !isRight)
    notes.error(
      "wrong-value",
      site!,
      `\`${base}\` is not the address of a site.`,
      "Write it with its scheme: `https://www.acme.example`.",
    );
  let isReported = false;
  return (text, node) => {
    const whole = /^[a-z][a-z\d+.-]*:\/\//i.test(text) ? parsedUrl(text) : null;
    if (whole !== null) return whole.href;
    if (!/^[/?#]/.test(text)) return notAnAddress(text, node, notes);
    const completed = isRight ? parsedUrl(text, base) : null;
    if (completed !== null) return completed.href;
    if (base !== undefined || isReported) return "https://unknown.invalid/";
    isReported = true;
    return notes.error(
      "missing-key",
      node,
      `\`${text}\` is a part of an address, and the file does not say which \`site\` it belongs to.`,
      "Write `site: https://www.acme.example` at the top of the file.",
    );
  };
}

/** Completed with the site, it would be a page that nobody means, which no goal counts: `not_on` would always pass. */
function notAnAddress(text: string, node: Located, notes: Notes): undefined {
  const hasHost = /^[\w-]+(?:\.[\w-]+)+(?:[:/?#]|$)/.test(text);
  return notes.error(
    "wrong-value",
    node,
    `\`${text}\` is not the address of a page.`,
    hasHost
      ? `Write it with its scheme: \`https://${text}\`.`
      : "Begin it with a slash, as in `/thank-you`, or with `https://`.",
  );
}
