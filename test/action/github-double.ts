/**
 * A GitHub of the tests' own: the answers that the action asks for, shaped as GitHub's published description
 * of its API says (@octokit/openapi-types), with pull requests, comments and issues that tests write and read.
 */
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { components } from "@octokit/openapi-types";

type Schemas = components["schemas"];
type User = Pick<Schemas["simple-user"], "login" | "type">;
type CommentJson = Pick<
  Schemas["issue-comment"],
  "id" | "node_id" | "body" | "html_url" | "created_at" | "updated_at"
> & { user: User };
type PullJson = Pick<
  Schemas["pull-request-simple"],
  "number" | "state" | "title" | "merged_at" | "merge_commit_sha" | "html_url"
> & {
  head: Pick<Schemas["pull-request-simple"]["head"], "ref" | "sha">;
  base: Pick<Schemas["pull-request-simple"]["base"], "ref">;
};
type IssueJson = Pick<Schemas["issue"], "number" | "title" | "body" | "state" | "html_url"> & {
  user: User;
  pull_request?: object;
};
type FileJson = Pick<Schemas["diff-entry"], "filename" | "status"> & { previous_filename?: string };

/** What GraphQL knows beside. */
interface Edited {
  lastEditedAt: string | null;
  editor: { login: string; __typename: "User" | "Bot" } | null;
  isMinimized: boolean;
}

export interface PullOnGitHub {
  json: PullJson;
  files: FileJson[];
  comments: (CommentJson & Edited)[];
  /** Commits that GitHub associates with it. */
  commits: string[];
}

export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly body: string;
}

export interface Refused {
  readonly status: number;
  readonly message?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** The next such request is answered. */
  readonly once?: boolean;
}

export const REPOSITORY = "acme/shop";
export const BOT = "github-actions[bot]";
const ROOT = `/repos/${REPOSITORY}`;

export class GitHubDouble {
  readonly pulls = new Map<number, PullOnGitHub>();
  readonly issues: IssueJson[] = [];
  readonly asked: Asked[] = [];
  /** The main branch, newest first. */
  history: string[] = [];
  /** Requests that begin so are answered with this status: "POST /repos/acme/shop/issues". */
  readonly refusals = new Map<string, number | Refused>();
  url = "";
  #server: Server | null = null;
  #ids = 1000;

  async start(): Promise<this> {
    this.#server = createServer((request, response) => {
      readBody(request).then((body) => {
        const { method = "GET", url = "/" } = request;
        this.asked.push({ method, path: url, body });
        const { status, json, headers = {} } = this.#answer(method, url, body);
        response.writeHead(status, { "content-type": "application/json; charset=utf-8", ...headers });
        response.end(JSON.stringify(json));
      });
    });
    await new Promise<void>((done) => this.#server!.listen(0, "127.0.0.1", done));
    this.url = `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
    return this;
  }

  stop(): void {
    this.#server?.closeAllConnections();
    this.#server?.close();
  }

  open(number: number, head: string, files: readonly string[] = ["goals.yaml"]): PullOnGitHub {
    const pull: PullOnGitHub = {
      json: {
        number,
        state: "open",
        title: `Pull request ${number}`,
        merged_at: null,
        merge_commit_sha: null,
        html_url: `https://github.com/${REPOSITORY}/pull/${number}`,
        head: { ref: `branch-${number}`, sha: head },
        base: { ref: "main" },
      },
      files: files.map((filename) => ({ filename, status: "modified" })),
      comments: [],
      commits: [head],
    };
    this.pulls.set(number, pull);
    return pull;
  }

  /** By a merge commit, a squash or a rebase: what lands on main is associated with the pull request. */
  merge(number: number, commit: string): void {
    const pull = this.pulls.get(number)!;
    pull.json = {
      ...pull.json,
      state: "closed",
      merged_at: "2026-03-01T10:00:00Z",
      merge_commit_sha: commit,
    };
    pull.commits.push(commit);
    this.history.unshift(commit);
  }

  comment(number: number, body: string, login = BOT): CommentJson & Edited {
    const id = this.#ids++;
    const comment = {
      id,
      node_id: `IC_${id}`,
      body,
      html_url: `https://github.com/${REPOSITORY}/pull/${number}#issuecomment-${id}`,
      created_at: "2026-03-01T09:00:00Z",
      updated_at: "2026-03-01T09:00:00Z",
      user: { login, type: login.endsWith("[bot]") ? "Bot" : "User" },
      lastEditedAt: null,
      editor: null,
      isMinimized: false,
    };
    this.pulls.get(number)!.comments.push(comment);
    return comment;
  }

  /** By hand, as people with write access may. */
  edit(comment: CommentJson & Edited, body: string, login: string): void {
    Object.assign(comment, edited(body, login));
  }

  #answer(method: string, url: string, body: string): Answer {
    const { pathname, searchParams } = new URL(url, "http://github");
    for (const [begin, refused] of this.refusals)
      if (`${method} ${pathname}`.startsWith(begin)) return this.#refuse(begin, refused);
    if (pathname === "/graphql") return { status: 200, json: this.#query(body) };
    const json = body === "" ? {} : (JSON.parse(body) as Record<string, string>);
    const found = this.#found(`${method} ${pathname.replace(ROOT, "")}`, json, searchParams);
    if (found === undefined) return { status: 404, json: { message: "Not Found" } };
    return Array.isArray(found)
      ? page(found, searchParams, url)
      : { status: method === "POST" ? 201 : 200, json: found };
  }

  #refuse(begin: string, refused: number | Refused): Answer {
    const one = typeof refused === "number" ? { status: refused } : refused;
    if (one.once) this.refusals.delete(begin);
    const { status, message = "Resource not accessible by integration", headers = {} } = one;
    return { status, json: { message }, headers };
  }

  #found(route: string, json: Record<string, string>, query: URLSearchParams): object | undefined {
    const [, id = ""] = /\/(?:issues\/comments|issues|pulls|commits)\/([^/]+)(?:\/.*)?$/.exec(route) ?? [];
    const pull = this.pulls.get(Number(id));
    switch (id === "" ? route : route.replace(`/${id}`, "/:id")) {
      case "GET /issues/:id/comments":
        return pull?.comments.map(restComment);
      case "POST /issues/:id/comments":
        return pull && restComment(this.comment(Number(id), json["body"]!));
      case "PATCH /issues/comments/:id":
        return this.#patchComment(Number(id), json["body"]!);
      case "GET /pulls/:id":
        return pull?.json;
      case "GET /pulls/:id/files":
        return pull?.files;
      case "GET /commits/:id/pulls":
        return [...this.pulls.values()].filter(({ commits }) => commits.includes(id)).map((one) => one.json);
      case "GET /commits":
        return this.history
          .slice(Math.max(0, this.history.indexOf(query.get("sha")!)))
          .map((sha): Pick<Schemas["commit"], "sha"> => ({ sha }));
      case "GET /issues":
        return this.issues.filter(({ state }) => state === query.get("state"));
      case "POST /issues":
        return this.#openIssue(json["title"]!, json["body"]!);
      case "PATCH /issues/:id":
        return Object.assign(this.issues.find(({ number }) => number === Number(id))!, json);
      default:
        return undefined;
    }
  }

  #patchComment(id: number, body: string): object | undefined {
    const comment = this.#comments().find((one) => one.id === id);
    if (!comment) return undefined;
    Object.assign(comment, edited(body, BOT));
    return restComment(comment);
  }

  #comments(): (CommentJson & Edited)[] {
    return [...this.pulls.values()].flatMap(({ comments }) => comments);
  }

  #openIssue(title: string, body: string, login = BOT): IssueJson {
    const number = this.#ids++;
    const html_url = `https://github.com/${REPOSITORY}/issues/${number}`;
    const issue = { number, title, body, state: "open", html_url, user: { login, type: "Bot" } };
    this.issues.unshift(issue);
    return issue;
  }

  #query(body: string): object {
    const { query, variables } = JSON.parse(body) as { query: string; variables: { id?: string } };
    const comment = this.#comments().find(({ node_id: id }) => id === variables.id);
    if (query.includes("viewer")) return { data: { viewer: { login: BOT } } };
    if (!comment) return { data: { node: null } };
    if (query.includes("minimizeComment")) {
      comment.isMinimized = true;
      return { data: { minimizeComment: { clientMutationId: null } } };
    }
    const { lastEditedAt, editor } = comment;
    return { data: { node: { lastEditedAt, editor } } };
  }
}

interface Answer {
  readonly status: number;
  readonly json: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

function edited(body: string, login: string): Pick<CommentJson & Edited, "body" | "lastEditedAt" | "editor"> {
  const isBot = login.endsWith("[bot]");
  const editor = {
    login: login.replace("[bot]", ""),
    __typename: isBot ? ("Bot" as const) : ("User" as const),
  };
  return { body, lastEditedAt: "2026-03-01T09:30:00Z", editor };
}

function restComment({
  lastEditedAt: _,
  editor: __,
  isMinimized: ___,
  ...json
}: CommentJson & Edited): CommentJson {
  return json;
}

/** As GitHub pages: 30 by default, 100 at most, and a Link header as long as there are more. */
function page(items: readonly unknown[], query: URLSearchParams, url: string): Answer {
  const size = Math.min(100, Number(query.get("per_page") ?? 30));
  const number = Number(query.get("page") ?? 1);
  const json = items.slice((number - 1) * size, number * size);
  const link = number * size < items.length ? { link: `<http://github${url}>; rel="next"` } : {};
  return { status: 200, json, headers: link };
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
}
