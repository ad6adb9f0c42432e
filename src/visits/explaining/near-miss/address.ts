/** Near misses about addresses: the slash at the end, `www.`, the query, another part. */
import type { JudgedQuestion } from "../condition-words.ts";
import { isMetWith, type MomentContext, textOf } from "./condition.ts";

export function trailingSlash(asked: JudgedQuestion, moment: MomentContext): string | null {
  const text = textOf(asked);
  const { fact } = asked.asked;
  const isAddress = fact.is === "page" || (fact.is === "element" && /url$/.test(fact.what));
  if (text === null || !isAddress) return null;
  // It applies only to comparisons of a whole path.
  const isWhole = ["equals", "endsWith"].includes(asked.asked.type);
  const word =
    fact.is === "page" && fact.part === "path" && isWhole ? "; `trailing_slash: either` takes both" : "";
  if (text.endsWith("/") && text !== "/" && isMetWith(asked, text.slice(0, -1), moment))
    return `only the trailing slash differs: the page has one${word}`;
  if (!text.endsWith("/") && isMetWith(asked, `${text}/`, moment))
    return `only the trailing slash differs: the page has none${word}`;
  return null;
}

export function withoutWww(asked: JudgedQuestion, moment: MomentContext): string | null {
  const text = textOf(asked);
  if (text === null || asked.asked.fact.is === "event") return null;
  const other = /^https?:\/\//.test(text)
    ? text.replace(/^(https?:\/\/)(www\.)?/, (_, scheme: string, www?: string) =>
        www ? scheme : `${scheme}www.`,
      )
    : text.startsWith("www.")
      ? text.slice(4)
      : `www.${text}`;
  return isMetWith(asked, other, moment) ? "only `www.` differs" : null;
}

/** `path: /thanks?step=done`: the path has no query. */
export function withQuery(asked: JudgedQuestion, moment: MomentContext): string | null {
  const { fact, value } = asked.asked;
  if (fact.is !== "page" || fact.part !== "path") return null;
  const { pathname, search, hash } = new URL(moment.url);
  if (search !== "" && isMetWith(asked, pathname + search, moment))
    return "the path is compared without the query: compare that under `query:`";
  if (hash !== "" && isMetWith(asked, pathname + search + hash, moment))
    return "the path is compared without what follows #: compare that under `fragment:`";
  // In a pattern, a question mark is not the beginning of a query.
  return value.includes("?") && asked.asked.type !== "matchRegex"
    ? "a path never contains a question mark: compare the query under `query:`"
    : null;
}

/** The value that a path is asked for is in the query, or the other way round. */
export function valueInQuery(asked: JudgedQuestion, moment: MomentContext): string | null {
  const { fact } = asked.asked;
  if (fact.is !== "page" || fact.part === "host") return null;
  const url = new URL(moment.url);
  const query = [...url.searchParams].find(([, value]) => value !== "" && isMetWith(asked, value, moment));
  if (query) return `?${query[0]}= has this value: compare it under \`query:\``;
  const fragment = url.hash.slice(1);
  return fact.part !== "fragment" && fragment !== "" && isMetWith(asked, fragment, moment)
    ? "what follows # is this: compare it under `fragment:`"
    : null;
}

export function otherPart(asked: JudgedQuestion, moment: MomentContext): string | null {
  const { fact } = asked.asked;
  const url = new URL(moment.url);
  if (fact.is === "page" && fact.part === "path" && isMetWith(asked, moment.url.split("#")[0], moment))
    return "the whole address is this: compare it under `url:`";
  if (fact.is === "page" && fact.part === "url" && isMetWith(asked, url.pathname, moment))
    return "the path is this: compare it under `path:`";
  if (fact.is !== "query") return null;
  const other = [...url.searchParams].find(
    ([name, value]) => name !== fact.name && isMetWith(asked, value, moment),
  );
  return other ? `?${other[0]}= has this value` : null;
}
