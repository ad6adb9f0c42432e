/** Texts outside ASCII that may be part of a host, which browsers spell in punycode, or of what follows it, which they do not. */

import { hostInText, unspeltInHost, wholeHost } from "../../../countable/pattern/host-spelling.ts";
import type { Diagnostic } from "../../../diagnostic.ts";
import type { Subject, Written, WrittenComparison } from "../../meaning/written.ts";
import type { LocatedScalar } from "../../source/located.ts";
import type { SourceText } from "../../source/source-text.ts";
import type { Rule } from "../rule.ts";

export const unclearHosts: Rule = {
  codes: ["unclear-host"],
  check: ({ source, comparisons }: Written) =>
    comparisons.flatMap((one) => one.nodes.flatMap((node) => check(source, one, node))),
};

const WHOLE_ADDRESSES: ReadonlySet<Subject> = new Set(["url", "link url", "form action"]);

function check(
  source: SourceText,
  { subject, matcher: { op, not } }: WrittenComparison,
  node: LocatedScalar,
): readonly Diagnostic[] {
  const { text } = node;
  if (subject === "host" && (op === "equals" || op === "one_of") && !not && isBareName(text))
    return [
      source.warning(
        "unclear-host",
        node,
        `\`${text}\` is compared with the whole host, and hosts of sites contain dots.`,
        `Write the whole host, such as \`www.${text}.example\`.`,
      ),
    ];
  if (isAscii(text)) return [];
  const problem =
    subject === "host"
      ? ofHost(op, text)
      : WHOLE_ADDRESSES.has(subject)
        ? ofAddress(subject, op, text)
        : null;
  return problem ? [source.warning("unclear-host", node, problem.message, problem.hint)] : [];
}

function isBareName(text: string): boolean {
  return /^[a-z0-9-]+$/i.test(text) && text.toLowerCase() !== "localhost";
}

interface Problem {
  readonly message: string;
  readonly hint: string;
}

function ofHost(op: string, text: string): Problem | null {
  if (op === "matches") {
    const part = unspeltInHost(text);
    return part === null ? null : neverInHost(part);
  }
  return op === "begins_with" || op === "contains" ? openLabel(text) : null;
}

function neverInHost(part: string): Problem {
  return {
    message: `Browsers show hosts in ASCII (\`${EXAMPLE}\` is \`${wholeHost(EXAMPLE)}\`), so \`${part.slice(0, 60)}\` matches no part of a host.`,
    hint: "Name the hosts one by one: `host: [müller.example, …]`, or `(müller|mueller)` in a pattern.",
  };
}

const EXAMPLE = "müller.example";

function ofAddress(subject: Subject, op: string, text: string): Problem | null {
  if (op === "begins_with") {
    const authority = /^(?:[a-z][a-z0-9+.-]*:)?\/\/([^/?#]*)$/i.exec(text)?.[1];
    return authority === undefined ? null : openLabel(authority);
  }
  if (op !== "contains" && op !== "ends_with") return null;
  const found = hostInText(text);
  if (found === null || found.isCertain || isAscii(found.host) || !found.host.includes(".")) return null;
  const { host } = found;
  const forHost =
    subject === "url"
      ? `\`host: { ends_with: ${host.slice(0, 60)} }\``
      : `\`begins_with: //${host.slice(0, 60)}/\``;
  return {
    message: `\`${host.slice(0, 60)}\` may be part of the host (browsers show \`${wholeHost(host).slice(0, 80)}\`) or of what follows it (they show \`${encodeURI(host).slice(0, 80)}\`); both are looked for.`,
    hint: `Write ${forHost} for the host, or begin with \`/\` for the path.`,
  };
}

/** The last label of a text that may continue: browsers encode a label as a whole. */
function openLabel(text: string): Problem | null {
  const label = text.split(".").at(-1) ?? "";
  if (isAscii(label)) return null;
  return {
    message: `Browsers encode each part of a host as a whole, so \`${label.slice(0, 60)}\` is found only where it is everything between two dots.`,
    hint: "Write the whole part with the dot after it, or the whole host.",
  };
}

function isAscii(text: string): boolean {
  return !/[\u0080-\u{10ffff}]/u.test(text);
}
