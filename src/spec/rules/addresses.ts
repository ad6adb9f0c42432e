/** Comparisons with parts of an address that could never be true. */
import type { Diagnostic } from "../../diagnostic.ts";
import type { Written } from "../meaning/written.ts";
import { misreadingOf } from "../misread/misreadings.ts";
import { sameWith } from "../misread/rewritten.ts";
import { hostIn, partsInYaml, splitAddress } from "../misread/split-address.ts";
import { type TextPosition, textPositions } from "../misread/text-position.ts";
import { child, entriesOf } from "../source/located.ts";
import { linkUrl } from "./link-addresses.ts";
import { beginsWith, requiresSign } from "./required-signs.ts";
import type { Rule } from "./rule.ts";
import { isWhole, type Problem, url } from "./whole-addresses.ts";

export const addresses: Rule = {
  codes: [
    "path-without-slash",
    "path-with-query",
    "url-not-absolute",
    "url-with-fragment",
    "invalid-host",
    "fragment-with-hash",
    "invalid-query-name",
  ],
  check: (file) => [
    ...textPositions(file).flatMap((position) => {
      const problem = addressProblem(position);
      return problem ? [file.source.error(problem[0], position.span, problem[1], problem[2])] : [];
    }),
    ...queryNames(file),
  ],
};

type Check = (position: TextPosition) => Problem | null;

const CHECKS: Readonly<Record<string, Check>> = { path, url, host, fragment, "link url": linkUrl };

/** Why a comparison can never be true, with what was meant instead; null when it can. */
export function addressProblem(position: TextPosition): Problem | null {
  const problem = position.text.trim() === "" ? null : (CHECKS[position.subject]?.(position) ?? null);
  if (problem === null) return null;
  // The host comes first: what else is wrong with it is told then.
  const misread =
    position.subject === "host" && position.text.includes("://") ? null : misreadingOf(position);
  return misread ? [problem[0], problem[1], misread.hint] : problem;
}

function path(position: TextPosition): Problem | null {
  const { text, op } = position;
  if (op === "matches") return pathPattern(position);
  const isStart = isWhole(op) || op === "begins_with";
  if (isStart && /^[a-z]+:\/\//i.test(text))
    return [
      "path-without-slash",
      "This is a whole address; a path begins with `/`.",
      inParts(position) ?? "Write `page: { url: … }` for whole addresses, or only the path.",
    ];
  if (/[?#]/.test(text))
    return [
      "path-with-query",
      "A path ends before `?` and `#`, so this can never be true.",
      inParts(position) ??
        "Use `query: { name: value }` for what follows `?`, and `fragment` for what follows `#`.",
    ];
  if (isStart && !text.startsWith("/"))
    return [
      "path-without-slash",
      "A path begins with `/`, so this can never be true.",
      (hostIn(text) === null ? null : inParts(position)) ??
        `Write \`${sameWith(position, `/${text.slice(0, 60)}`)}\`; for whole addresses use \`url\`.`,
    ];
  return null;
}

/** The address taken apart; null where a list would have to be. */
function inParts(position: TextPosition): string | null {
  if (position.all.length > 1 || position.not) return null;
  const parts = splitAddress(position.text);
  const written = partsInYaml(parts, position.op);
  if (written === null) return null;
  if (position.under === "page") return `Write \`page: { ${written} }\`.`;
  return parts.path === "" && !written.includes("path:")
    ? `Write \`${written}\` instead of \`path\`.`
    : `Write \`${written}\`.`;
}

function pathPattern({ text }: TextPosition): Problem | null {
  if (requiresSign(text, "?") || requiresSign(text, "#"))
    return [
      "path-with-query",
      "A path ends before `?` and `#`, so this pattern can never match.",
      "Use `query: { name: value }` for what follows `?`, and `fragment` for what follows `#`.",
    ];
  if (!beginsWith(text, /[A-Za-z0-9_-]/)) return null;
  return [
    "path-without-slash",
    "A path begins with `/`, so this pattern can never match.",
    `Write \`'^/${text.slice(1).replaceAll("'", "''")}'\`, or leave the \`^\` out.`,
  ];
}

function host(position: TextPosition): Problem | null {
  const { text, op } = position;
  if (op === "matches") return null;
  const { host: found } = splitAddress(text);
  if (/^[a-z]+:\/\//i.test(text))
    return [
      "invalid-host",
      "A host has no `https://` before it.",
      found === null
        ? "Write `www.acme.example`; for whole addresses use `url`."
        : `Write \`${sameWith(position, found)}\`; what follows it goes under \`path\`.`,
    ];
  if (text.includes("/"))
    return [
      "invalid-host",
      "A host ends before the first `/`.",
      (position.all.length > 1 || position.not || position.op !== "equals" ? null : hostAndPath(position)) ??
        "Put the path under `path`.",
    ];
  if (/[?#@\s]/.test(text))
    return [
      "invalid-host",
      "A host has only letters, digits, dots and hyphens.",
      "Example: `www.acme.example`.",
    ];
  if (text.includes(":"))
    return [
      "invalid-host",
      "A host is compared without the port.",
      `Write \`${sameWith(position, text.replace(/:.*$/, ""))}\`.`,
    ];
  return null;
}

function hostAndPath(position: TextPosition): string | null {
  const [, name = "", path = ""] = /^([^/]+)(\/.*)$/.exec(position.text) ?? [];
  if (name === "" || path === "") return null;
  if (path === "/") return `Write \`${sameWith(position, name)}\`.`;
  return `Write \`${sameWith(position, name)}\`, and \`path: ${path}\` beside it.`;
}

function fragment(position: TextPosition): Problem | null {
  const { text, op } = position;
  const isStart = isWhole(op) || op === "begins_with";
  if (!isStart || !text.startsWith("#")) return null;
  return [
    "fragment-with-hash",
    "The fragment is what follows the `#`.",
    text.length > 1 ? `Write \`${sameWith(position, text.slice(1))}\`.` : "Write what follows it.",
  ];
}

function queryNames({ source, goals, funnels }: Written): readonly Diagnostic[] {
  const pages = [
    ...goals.map(({ node }) => child(node, "page")),
    ...funnels.flatMap(({ steps }) => steps.map((step) => child(step, "page"))),
  ];
  const entries = pages.flatMap((node) => entriesOf(child(node, "query")));
  return entries
    .filter(({ key }) => /[?&=#]/.test(key) || key.trim() === "")
    .map(({ key, keySpan }) =>
      source.error(
        "invalid-query-name",
        keySpan,
        `\`${key.slice(0, 60)}\` is not a name of a query parameter.`,
        "Write the name alone: for ?step=done it is `query: { step: done }`.",
      ),
    );
}
