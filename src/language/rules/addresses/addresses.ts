/** Comparisons with parts of an address that could never be true. */
import type { Diagnostic } from "../../../diagnostic.ts";
import { entryIn } from "../../../entry-in.ts";
import type { Written } from "../../meaning/written.ts";
import { misreadingOf } from "../../misread/misreadings.ts";
import { entryOf, sameWith } from "../../misread/rewritten.ts";
import { splitAddress } from "../../misread/split-address.ts";
import { type TextPosition, textPositions } from "../../misread/text-position.ts";
import { anyAddress } from "../../misread/words-for-any.ts";
import { inYaml } from "../../source/in-yaml.ts";
import { child, entriesOf } from "../../source/located.ts";
import type { Rule } from "../rule.ts";
import { formAction, linkUrl } from "./link-addresses.ts";
import { anyQuery, inParts, isAddressWithHost, optionalSlash, patternInParts } from "./path-advice.ts";
import { beginsWith, requiresCharacter } from "./required-characters.ts";
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

const CHECKS: Readonly<Record<string, Check>> = {
  path,
  url,
  host,
  fragment,
  "link url": linkUrl,
  "form action": formAction,
};

/** Why a comparison can never be true, with what was meant instead; null when it can. */
export function addressProblem(position: TextPosition): Problem | null {
  // A variable or an invisible character is an error of its own.
  if (/\{\{|\}\}|[\p{Cf}\p{Cc}]/u.test(position.text)) return null;
  const problem =
    position.text.trim() === "" ? null : (entryIn(CHECKS, position.subject)?.(position) ?? null);
  if (problem === null) return null;
  const hint = betterHint(position);
  return hint === null ? problem : [problem[0], problem[1], hint];
}

/** What was meant, where the text says more about that than the rule that it breaks. */
function betterHint(position: TextPosition): string | null {
  const { subject, text } = position;
  // The host comes first: what else is wrong with it is reported then.
  if (subject === "host" && text.includes("://")) return null;
  if (subject === "path" && position.op === "matches" && patternInParts(text)) return null;
  if (subject === "path" && /^\\[\w\\.-]+$/.test(text)) return null;
  const ofPath = subject === "path" ? (optionalSlash(position) ?? anyQuery(position)) : null;
  return ofPath ?? anyAddress(position) ?? misreadingOf(position)?.hint ?? null;
}

function path(position: TextPosition): Problem | null {
  const { text, op } = position;
  if (op === "matches") return pathPattern(position);
  const isStart = isWhole(op) || op === "begins_with";
  if (isStart && /^(?:[a-z]+:)?\/\/./i.test(text) && isAddressWithHost(text))
    return [
      "path-without-slash",
      "This is a whole address; a path begins with the `/` after the host.",
      inParts(position) ?? "Write only the path, or `page: { url: … }` for whole addresses.",
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
      (isAddressWithHost(text) ? inParts(position) : null) ??
        `Write \`${sameWith(position, withSlash(text.slice(0, 60).replace(/^(?:\.{1,2}\/)+/, "")))}\`; for whole addresses use \`url\`.`,
    ];
  return null;
}

/** Windows' slashes become the web's. */
function withSlash(text: string): string {
  return `/${text.startsWith("\\") ? text.replaceAll("\\", "/").replace(/^\/+/, "") : text}`;
}

function pathPattern({ text }: TextPosition): Problem | null {
  const withHost = patternInParts(text);
  if (withHost && (text.startsWith("^") || /^https?:/.test(text)))
    return [
      "path-without-slash",
      `A path begins with \`/\`, after the host, so this pattern can never match.`,
      withHost.hint,
    ];
  if (requiresCharacter(text, "?") || requiresCharacter(text, "#"))
    return [
      "path-with-query",
      "A path ends before `?` and `#`, so this pattern can never match.",
      patternWithQuery(text) ??
        "Use `query: { name: value }` for what follows `?`, and `fragment` for what follows `#`.",
    ];
  if (!beginsWith(text, /[A-Za-z0-9_-]/)) return null;
  return [
    "path-without-slash",
    "A path begins with `/`, so this pattern can never match.",
    `Write \`'^/${text.slice(1).replaceAll("'", "''")}'\`, or leave the \`^\` out.`,
  ];
}

/** `/danke\?step=done`: the parameter has a place of its own. */
function patternWithQuery(pattern: string): string | null {
  const [, path = "", name, value] = /^(\^?[^?#|]*?)\\\?([\w-]+)=([\w.~-]+)\$?$/.exec(pattern) ?? [];
  if (path === "" || name === undefined || value === undefined) return null;
  const conditions = `query: { ${inYaml(name)}: ${inYaml(value)} }`;
  return `Write \`${entryOf({ under: "path" }, "matches", `${path}$`)}, ${conditions}\` instead of \`path\`.`;
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
  if (/[?#@,;\s]|\\(?![.dDsSwW])/.test(text))
    return [
      "invalid-host",
      "A host has only letters, digits, dots and hyphens.",
      "Example: `www.acme.example`.",
    ];
  return dotAtTheEdge(position) ?? withPort(position);
}

function dotAtTheEdge(position: TextPosition): Problem | null {
  const { text, op } = position;
  if (text.startsWith(".") && (isWhole(op) || op === "begins_with"))
    return [
      "invalid-host",
      "No host begins with a dot.",
      `Write \`${entryOf(position, "ends_with", text)}\`.`,
    ];
  if (!text.endsWith(".") || !(isWhole(op) || op === "ends_with")) return null;
  return [
    "invalid-host",
    "Browsers show a host without the dot at its end.",
    `Write \`${sameWith(position, text.replace(/\.+$/, ""))}\`.`,
  ];
}

function withPort(position: TextPosition): Problem | null {
  const { text } = position;
  if (!text.includes(":")) return null;
  return [
    "invalid-host",
    "A host is compared without the port.",
    `Write \`${sameWith(position, text.replace(/:.*$/, ""))}\`.`,
  ];
}

function hostAndPath(position: TextPosition): string | null {
  const [, name = "", path = ""] = /^([^/]+)(\/.*)$/.exec(position.text) ?? [];
  if (name === "" || path === "") return null;
  if (path === "/") return `Write \`${sameWith(position, name)}\`.`;
  return `Write \`${sameWith(position, name)}\`, and \`path: ${path}\` next to it.`;
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
