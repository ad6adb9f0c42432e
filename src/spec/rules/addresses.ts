/** Comparisons with parts of an address that could never be true. */
import type { Diagnostic } from "../../diagnostic.ts";
import type { Subject, Written, WrittenComparison } from "../meaning/written.ts";
import { child, entriesOf, type LocatedScalar } from "../source/located.ts";
import type { SourceText } from "../source/source-text.ts";
import { looksLikePattern, patternHint } from "./mistaken-patterns.ts";
import { beginsWith, requiresSign } from "./required-signs.ts";
import type { Rule } from "./rule.ts";

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
    ...file.comparisons.flatMap((one) => checkComparison(file.source, one)),
    ...queryNames(file),
  ],
};

type Problem = readonly [code: string, message: string, hint: string];
type Check = (text: string, op: string) => Problem | null;

const CHECKS: Readonly<Partial<Record<Subject, Check>>> = { path, url, host, fragment, "link url": linkUrl };

function checkComparison(
  source: SourceText,
  { subject, matcher, nodes }: WrittenComparison,
): readonly Diagnostic[] {
  const check = CHECKS[subject];
  if (!check) return [];
  return nodes.flatMap((node: LocatedScalar) => {
    const problem = node.text.trim() === "" ? null : check(node.text, matcher.op);
    return problem ? [source.error(problem[0], node, problem[1], problem[2])] : [];
  });
}

function isWhole(op: string): boolean {
  return op === "equals" || op === "one_of";
}

function path(text: string, op: string): Problem | null {
  if (op === "matches") return pathPattern(text);
  const isStart = isWhole(op) || op === "begins_with";
  const pattern = isStart && looksLikePattern(text) ? patternHint(text, op) : null;
  if (isStart && /^[a-z]+:\/\//i.test(text))
    return [
      "path-without-slash",
      "This is a whole address; a path begins with `/`.",
      `Write \`page: { url: … }\` for whole addresses, or only the path.`,
    ];
  if (/[?#]/.test(text))
    return [
      "path-with-query",
      "A path ends before `?` and `#`, so this can never be true.",
      pattern ?? "Use `query: { name: value }` for what follows `?`, and `fragment` for what follows `#`.",
    ];
  if (isStart && !text.startsWith("/"))
    return [
      "path-without-slash",
      "A path begins with `/`, so this can never be true.",
      pattern ?? `Write \`/${text.slice(0, 60)}\`; for whole addresses use \`url\`.`,
    ];
  return null;
}

function pathPattern(pattern: string): Problem | null {
  if (requiresSign(pattern, "?") || requiresSign(pattern, "#"))
    return [
      "path-with-query",
      "A path ends before `?` and `#`, so this pattern can never match.",
      "Use `query: { name: value }` for what follows `?`, and `fragment` for what follows `#`.",
    ];
  if (!beginsWith(pattern, /[A-Za-z0-9_-]/)) return null;
  return [
    "path-without-slash",
    "A path begins with `/`, so this pattern can never match.",
    `Write \`^/${pattern.slice(1, 61)}\`, or leave the \`^\` out.`,
  ];
}

function url(text: string, op: string): Problem | null {
  if (op === "matches" && beginsWith(text, /\//))
    return [
      "url-not-absolute",
      "`url` is the whole address and begins with https://, so this pattern can never match.",
      "Use `path` for the part from the first slash on.",
    ];
  if (op === "matches" ? requiresSign(text, "#") : text.includes("#"))
    return [
      "url-with-fragment",
      "Tag Manager's Page URL ends before `#`, so this can never be true.",
      "Compare what follows the `#` with `fragment:`, and leave it out here.",
    ];
  if (isWhole(op) && !/^https?:\/\/[^/\s]/i.test(text))
    return [
      "url-not-absolute",
      "`url` is the whole address, with https:// and the host.",
      "Write `https://www.acme.example/thanks`; for the path alone use `path`.",
    ];
  if (isWhole(op) && !/^https?:\/\/[^/\s]+\//i.test(text))
    return [
      "url-not-absolute",
      "The address of a page has at least a `/` after the host.",
      `Write \`${text.slice(0, 80)}/\`.`,
    ];
  if (op === "begins_with" && text.startsWith("/"))
    return [
      "url-not-absolute",
      "`url` is the whole address and begins with https://, not with `/`.",
      "Use `path` for the part from the first slash on.",
    ];
  return null;
}

function linkUrl(text: string, op: string): Problem | null {
  if (isWhole(op) && text.startsWith("#"))
    return [
      "url-not-absolute",
      "The address of a link is compared as a whole, with https:// and the host; the page's own comes before the `#`.",
      `Write \`url: { ends_with: "${text.slice(0, 60)}" }\`.`,
    ];
  if (isWhole(op) && /^(tel|mailto|sms|whatsapp):$/i.test(text))
    return [
      "url-not-absolute",
      `No link is just \`${text}\`; the number or address follows.`,
      `Write \`url: { begins_with: "${text}" }\`.`,
    ];
  if (isWhole(op) && !/^([a-z][a-z0-9+.-]*:|\/)/i.test(text))
    return [
      "url-not-absolute",
      "The address of a link begins with https:// and the host, or with `/` for a path on any host.",
      `Write the whole address, or \`/${text.slice(0, 60)}\`, or use \`contains\`.`,
    ];
  return null;
}

function host(text: string, op: string): Problem | null {
  if (op === "matches") return null;
  if (/^[a-z]+:\/\//i.test(text))
    return [
      "invalid-host",
      "A host has no `https://` before it.",
      "Write `www.acme.example`; for whole addresses use `url`.",
    ];
  if (text.includes("/"))
    return ["invalid-host", "A host ends before the first `/`.", "Put the path under `path`."];
  if (/[?#@\s]/.test(text))
    return [
      "invalid-host",
      "A host has only letters, digits, dots and hyphens.",
      "Example: `www.acme.example`.",
    ];
  if (text.includes(":"))
    return ["invalid-host", "A host is compared without the port.", "Delete the colon and what follows."];
  return null;
}

function fragment(text: string, op: string): Problem | null {
  const isStart = isWhole(op) || op === "begins_with";
  if (!isStart || !text.startsWith("#")) return null;
  return ["fragment-with-hash", "The fragment is what follows the `#`.", "Write it without the `#`."];
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
        `\`${key.slice(0, 60)}\` is no name of a query parameter.`,
        "Write the name alone: for ?step=done it is `query: { step: done }`.",
      ),
    );
}
