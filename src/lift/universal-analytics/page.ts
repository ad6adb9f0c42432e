/** How Universal Analytics compared a page → conditions on the page. */
import type { PageConditions, TextMatcher } from "../../language/goal-set/conditions.ts";
import type { DifferenceCode } from "../differences.ts";
import { NOWHERE } from "../matchers.ts";
import { ANY_PAGE } from "../page.ts";
import type { ReasonCode } from "../reasons.ts";
import { addressPatternOf } from "./address-pattern.ts";
import type { UaMatch } from "./goal-list.ts";

export type UaPage =
  | { readonly page: PageConditions; readonly differs: readonly DifferenceCode[] }
  | { readonly reason: ReasonCode };

/** It compared the path with the query, e.g. `/thanks?order=1`. */
export function pageOf(match: UaMatch): UaPage {
  if (match.url === "") return { reason: "ua-nothing-found" };
  if (match.matchType !== "REGEX") return fromText(match);
  const [flag = ""] = /^\(\?i\)/.exec(match.url) ?? [];
  const isCaseSensitive = match.isCaseSensitive && flag === "";
  return fromPattern({ ...match, url: match.url.slice(flag.length), isCaseSensitive });
}

function fromPattern({ url, isCaseSensitive }: UaMatch): UaPage {
  const matches = (pattern: string): PageConditions => ({
    ...ANY_PAGE,
    url: [matcher("matches", pattern, !isCaseSensitive)],
  });
  if (beginsWithHost(url.replace(/^\^/, "").replaceAll("\\", "")))
    return { page: matches(url.replace(/^\^/, "^https?://")), differs: ["ua-host"] };
  const begun = /^\^((?:\\?\/)(?:[\w/~-]|\\[./])*)$/.exec(url)?.[1];
  if (begun !== undefined) {
    const path = begun.replaceAll("\\", "");
    return { page: { ...ANY_PAGE, path: [matcher("begins_with", path, !isCaseSensitive)] }, differs: [] };
  }
  const pattern = addressPatternOf(url);
  return pattern === null ? { reason: "ua-pattern" } : { page: matches(pattern), differs: [] };
}

function fromText({ url, matchType, isCaseSensitive }: UaMatch): UaPage {
  if (url.includes("#")) return { reason: "ua-fragment" };
  const [, scheme = "", host = "", rest = ""] = /^(https?:\/\/)?([^/?]*)(.*)$/s.exec(url) ?? [];
  if (host !== "" && !beginsWithHost(url.slice(scheme.length))) return { reason: "ua-nothing-found" };
  const [, path = "", query] = /^([^?]*)(?:\?(.*))?$/s.exec(rest) ?? [];
  const op = matchType === "EXACT" ? "equals" : "begins_with";
  const differs: DifferenceCode[] = host === "" ? [] : ["ua-host"];
  const onHost = host === "" ? [] : [matcher("equals", host.toLowerCase(), false)];
  const compared = (of: TextMatcher["op"]) =>
    path === "" ? [] : [matcher(of, decoded(path), !isCaseSensitive)];
  if (query === undefined) {
    const any: readonly DifferenceCode[] = op === "equals" ? ["ua-any-query"] : [];
    return { page: { ...ANY_PAGE, host: onHost, path: compared(op) }, differs: [...differs, ...any] };
  }
  const parts = op === "equals" ? queryOf(query, isCaseSensitive) : null;
  if (parts !== null) {
    const page = { ...ANY_PAGE, host: onHost, path: compared("equals"), query: parts };
    return { page, differs: [...differs, "ua-more-query"] };
  }
  const pattern = `^https?://${host === "" ? "[^/?#]+" : literal(host)}${literal(rest)}${op === "equals" ? "$" : ""}`;
  return { page: { ...ANY_PAGE, url: [matcher("matches", pattern, !isCaseSensitive)] }, differs };
}

/** `step=done&lang=de`; null for what names a parameter twice, or without a value. */
function queryOf(query: string, isCaseSensitive: boolean): PageConditions["query"] | null {
  const parts = query.split("&").map((part) => part.split(/=(.*)/s) as [string, string?]);
  const names = parts.map(([name]) => name);
  if (new Set(names).size < names.length || parts.some(([name, value]) => name === "" || !value)) return null;
  return parts.map(([name, value = ""]) => ({
    name: decoded(name),
    is: [matcher("equals", decoded(value.replaceAll("+", " ")), !isCaseSensitive)],
  }));
}

/** `www.shop.example/thanks`: a filter of the view put the host in front of the path. */
function beginsWithHost(text: string): boolean {
  return (
    /^(?:[a-z0-9-]+\.)+[a-z]{2,}(?::\d+)?(?:\/|$)/i.test(text) &&
    !/^[^/]*\.(?:html?|php|aspx?|jsp)(?:\/|$)/i.test(text)
  );
}

function matcher(op: TextMatcher["op"], value: string, ignoreCase: boolean): TextMatcher {
  return { op, values: [value], not: false, ignoreCase, at: NOWHERE };
}

function literal(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}

function decoded(text: string): string {
  try {
    return decodeURI(text);
  } catch {
    return text;
  }
}
