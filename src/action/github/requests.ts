/** Requests to GitHub's APIs: repeated where that is safe, page after page, refusals in words. */
import { gaxios } from "google-auth-library";
import type { Answer } from "./answer.ts";
import { GitHubError } from "./port.ts";
import { LONGEST_WAIT, secondsToWait } from "./rate-limit.ts";
import { refusal } from "./refusal.ts";

export interface GitHubAddress {
  /** `https://api.github.com`, or a server of one's own. */
  readonly api: string;
  readonly graphql: string;
  readonly token: string;
}

/** GraphQL's word for a refusal is in `type`; what broke at GitHub's side has none. */
interface QueryError {
  readonly message?: string;
  readonly type?: string;
}

const DENIALS = ["FORBIDDEN", "INSUFFICIENT_SCOPES", "NOT_FOUND"];

interface Request {
  readonly url: string;
  /** Left out for a question, which changes nothing. */
  readonly method?: "POST" | "PATCH";
  readonly data?: object;
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

  async get(what: string, path: string): Promise<unknown> {
    return (await this.#send(what, { url: this.#address.api + path }, true)).data;
  }

  /** A comment that was perhaps posted is not posted again. */
  async post(what: string, path: string, data: object): Promise<unknown> {
    const url = this.#address.api + path;
    return (await this.#send(what, { url, method: "POST", data }, false)).data;
  }

  async patch(what: string, path: string, data: object): Promise<unknown> {
    const url = this.#address.api + path;
    return (await this.#send(what, { url, method: "PATCH", data }, true)).data;
  }

  /** Items page by page, so that a caller who has found the item does not ask for more. */
  async *pages(what: string, path: string): AsyncGenerator<readonly unknown[]> {
    const separator = path.includes("?") ? "&" : "?";
    for (let page = 1; page <= MOST_PAGES; page++) {
      const url = `${this.#address.api}${path}${separator}per_page=${PAGE}&page=${page}`;
      const { data, headers } = await this.#send(what, { url }, true);
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
    const asked: Request = { url: this.#address.graphql, method: "POST", data: { query, variables } };
    const { data } = await this.#send(what, asked, true);
    const { data: answer, errors } = (data ?? {}) as { data?: unknown; errors?: QueryError[] };
    if (answer && !errors?.length) return answer;
    const [first] = errors ?? [];
    const trouble = DENIALS.includes(first?.type ?? "") ? "denied" : "broken";
    throw new GitHubError(trouble, 200, `${what} failed: ${first?.message ?? "the answer was empty"}`);
  }

  async #send(what: string, request: Request, mayRepeat: boolean): Promise<Answer> {
    for (let tried = 1; ; tried++) {
      const answer = await this.#once(request).catch((error: unknown) => {
        if (mayRepeat && tried < TRIES && !wasRefused(error)) return null;
        const message = `${what} failed: ${connectionTrouble(error)}`;
        throw new GitHubError("unreachable", 0, message, UNREACHABLE);
      });
      if (answer && answer.status < 300) return answer;
      const pause = pauseBefore(answer, mayRepeat, tried);
      if (pause === null) throw refusal(what, answer!);
      await new Promise((done) => setTimeout(done, pause));
    }
  }

  async #once(request: Request): Promise<Answer> {
    const { status, data, headers } = await gaxios.request({
      ...request,
      headers: {
        authorization: `Bearer ${this.#address.token}`,
        accept: "application/vnd.github+json",
        "user-agent": "goalform",
        "x-github-api-version": "2022-11-28",
      },
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

interface Cause {
  readonly name?: string;
  readonly message?: string;
  readonly code?: string;
  readonly cause?: Cause;
}

function causes(error: unknown): Cause[] {
  const all: Cause[] = [];
  for (let one = error as Cause | undefined; one && !all.includes(one); one = one.cause) all.push(one);
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
