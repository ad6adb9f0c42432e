import { parsedUrl } from "../parsed-url.ts";

/** HTTP reports success, but the answer is not one that Google would give. */

/** As far as gaxios gives it. */
export interface Answer {
  readonly data: unknown;
  readonly status?: number;
  readonly headers?: object;
  readonly config?: { readonly url?: string | URL };
}

/** It is not known whether Google did the work: a proxy may have answered for it, or the answer was cut off. */
export class UnreadableAnswer extends Error {
  override readonly name = "UnreadableAnswer";
  readonly status: number;

  constructor(answer: Answer, problem: string) {
    super(`${whoAnswered(answer)} sent no answer of Google's: ${problem}.`);
    this.status = answer.status ?? 200;
  }
}

/** Only headers and a page's title are shown: the rest of a page could repeat the request, token included. */
export function whoAnswered({ data, headers, config }: Answer): string {
  const url = String(config?.url);
  const host = parsedUrl(url)?.host ?? "The server";
  const said = [
    header(headers, "content-type")?.split(";")[0],
    named("server", header(headers, "server")),
    named("via", header(headers, "via")),
    titleOf(data),
  ].filter((part) => part);
  return said.length === 0 ? host : `${host} (${said.join(", ")})`;
}

function header(headers: object | undefined, name: string): string | null {
  return (headers as Partial<Headers> | undefined)?.get?.(name) ?? null;
}

function named(name: string, value: string | null): string | null {
  return value ? `${name} ${value.slice(0, LONGEST)}` : null;
}

function titleOf(data: unknown): string | null {
  const title = typeof data === "string" ? /<title[^>]*>([^<]{1,200})/i.exec(data)?.[1]?.trim() : undefined;
  return title ? `"${title.replace(/\s+/g, " ").slice(0, LONGEST)}"` : null;
}

const LONGEST = 80;
