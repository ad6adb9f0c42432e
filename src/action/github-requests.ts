/** Requests to GitHub's APIs: repeated where that is safe, page after page, refusals in words. */
import { gaxios } from "google-auth-library";
import { counted } from "../render/counted.ts";
import { GitHubError } from "./github.ts";

export interface GitHubAddress {
  /** `https://api.github.com`, or a server of one's own. */
  readonly api: string;
  readonly graphql: string;
  readonly token: string;
}

type Method = "GET" | "POST" | "PATCH";

interface Answer {
  readonly status: number;
  readonly data: unknown;
  readonly headers: Headers;
}

const TRIES = 3;
/** Milliseconds. */
const LONGEST_SILENCE = 30_000;
const PAGE = 100;
/** Of comments, files or issues; beyond it something is wrong. */
const MOST_PAGES = 100;

/**
 * Google's own HTTP client, because it is in the bundle already and keeps to the proxy that the runner's
 * environment names.
 */
export class GitHubRequests {
  readonly #address: GitHubAddress;

  constructor(address: GitHubAddress) {
    this.#address = address;
  }

  async send(what: string, method: Method, path: string, body?: unknown): Promise<unknown> {
    return (await this.#send(what, method, this.#address.api + path, body)).data;
  }

  /** Items page by page, so that whoever has found what they looked for asks for no more. */
  async *pages(what: string, path: string): AsyncGenerator<readonly unknown[]> {
    const separator = path.includes("?") ? "&" : "?";
    for (let page = 1; page <= MOST_PAGES; page++) {
      const url = `${this.#address.api}${path}${separator}per_page=${PAGE}&page=${page}`;
      const { data, headers } = await this.#send(what, "GET", url);
      const items: readonly unknown[] = Array.isArray(data) ? data : [];
      yield items;
      if (!hasNext(headers, items.length)) return;
    }
  }

  async all(what: string, path: string): Promise<unknown[]> {
    const items: unknown[] = [];
    for await (const page of this.pages(what, path)) items.push(...page);
    return items;
  }

  /** GraphQL answers errors with 200. */
  async query(what: string, query: string, variables: Readonly<Record<string, unknown>>): Promise<unknown> {
    const { data } = await this.#send(what, "POST", this.#address.graphql, { query, variables }, true);
    const { data: found, errors } = (data ?? {}) as { data?: unknown; errors?: { message?: string }[] };
    if (found && !errors?.length) return found;
    throw new GitHubError(200, `${what} failed: ${errors?.[0]?.message ?? "the answer was empty"}`);
  }

  async #send(what: string, method: Method, url: string, body?: unknown, isQuery = false): Promise<Answer> {
    // A comment that was perhaps posted is not posted again.
    const mayRepeat = method !== "POST" || isQuery;
    for (let tried = 1; ; tried++) {
      const answer = await this.#once(method, url, body).catch((error: unknown) => {
        if (mayRepeat && tried < TRIES && !wasRefused(error)) return null;
        throw new GitHubError(0, `${what} failed: ${connectionTrouble(error)}`, UNREACHABLE);
      });
      if (answer && answer.status < 300) return answer;
      const pause = pauseBefore(answer, mayRepeat, tried);
      if (pause === null) throw refusal(what, answer!);
      await new Promise((done) => setTimeout(done, pause));
    }
  }

  async #once(method: Method, url: string, body: unknown): Promise<Answer> {
    const { status, data, headers } = await gaxios.request({
      url,
      method,
      headers: {
        authorization: `Bearer ${this.#address.token}`,
        accept: "application/vnd.github+json",
        "user-agent": "goalform",
        "x-github-api-version": "2022-11-28",
      },
      ...(body === undefined ? {} : { data: body }),
      responseType: "json",
      validateStatus: () => true,
      retry: false,
      timeout: LONGEST_SILENCE,
    });
    return { status, data, headers };
  }
}

const UNREACHABLE = "Check the runner's network and proxy, then run the job again.";

function hasNext(headers: Headers, items: number): boolean {
  const link = headers.get("link");
  return link === null ? items === PAGE : /rel="next"/.test(link);
}

/** Milliseconds to wait before the next try; null when there is none. */
function pauseBefore(answer: Answer | null, mayRepeat: boolean, tried: number): number | null {
  if (tried >= TRIES) return null;
  const backOff = 500 * 2 ** (tried - 1);
  if (answer === null) return backOff;
  const wait = secondsToWait(answer);
  // Too many requests: refused before anything was done.
  if (wait !== null) return wait <= LONGEST_WAIT ? wait * 1000 : null;
  return mayRepeat && answer.status >= 500 ? backOff : null;
}

/** Seconds; longer, and the job had better be run again. */
const LONGEST_WAIT = 60;

/**
 * Seconds until GitHub answers again; null when it refused for another reason than too many requests
 * (docs.github.com/rest, "Rate limits for the REST API").
 */
function secondsToWait({ status, data, headers }: Answer): number | null {
  if (status !== 403 && status !== 429) return null;
  const wait = Number(headers.get("retry-after") ?? "");
  if (wait > 0) return wait;
  if (headers.get("x-ratelimit-remaining") === "0") {
    const reset = Number(headers.get("x-ratelimit-reset") ?? "") - Date.now() / 1000;
    return Number.isFinite(reset) ? Math.max(1, Math.ceil(reset)) : LONGEST_WAIT + 1;
  }
  const isTooMuch = status === 429 || /rate limit/i.test(saidBy(data) ?? "");
  return isTooMuch ? LONGEST_WAIT : null;
}

function saidBy(data: unknown): string | null {
  const { message } = (data ?? {}) as { message?: unknown };
  return typeof message === "string" ? message : null;
}

function refusal(what: string, answer: Answer): GitHubError {
  const { status, data } = answer;
  const said = saidBy(data) ?? "the answer was not readable";
  return new GitHubError(status, `${what} failed (HTTP ${status}): ${said}`, hintFor(answer));
}

function hintFor(answer: Answer): string | null {
  const { status } = answer;
  const wait = secondsToWait(answer);
  if (wait !== null)
    return `GitHub takes no more requests of this token for now: run the job again in ${counted(Math.ceil(wait / 60), "minute")}.`;
  if (status >= 500) return "Trouble at GitHub (githubstatus.com): run the job again in a while.";
  if (status === 410) return "Switch issues on in the repository's settings: the drift is told there.";
  if (status === 401)
    return "The github-token is wrong or expired; leave the input out to use the job's own.";
  if (status === 403 || status === 404)
    return "Give the job the permissions of docs/github.md: `pull-requests: write` for plan and apply, `issues: write` for drift.";
  return null;
}

interface Cause {
  readonly name?: string;
  readonly message?: string;
  readonly code?: string;
  readonly cause?: Cause;
}

function causes(error: unknown): Cause[] {
  const all: Cause[] = [];
  for (let one = error as Cause | undefined; one && all.length < 5; one = one.cause) all.push(one);
  return all;
}

function wasRefused(error: unknown): boolean {
  return causes(error).some(({ code }) => code === "ECONNREFUSED" || code === "ENOTFOUND");
}

/** Node hides the interesting part in the last cause. */
function connectionTrouble(error: unknown): string {
  const isTimeout = causes(error).some(({ name = "" }) => ["AbortError", "TimeoutError"].includes(name));
  if (isTimeout) return `there was no answer within ${LONGEST_SILENCE / 1000} seconds`;
  return causes(error).findLast(({ message }) => message)?.message ?? String(error);
}
