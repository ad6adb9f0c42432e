/**
 * A GitHub of the tests' own, with pull requests, commits, comments and issues that tests write and read. Every request and
 * every answer is held to GitHub's own description of its REST API.
 */
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { components } from "@octokit/openapi-types";
import { QUERIES } from "../../../src/action/github/api.ts";
import { type Described, described, whole, wrongWithAnswer, wrongWithRequest } from "./description.ts";

type Schemas = components["schemas"];
type CommentJson = Pick<
  Schemas["issue-comment"],
  "id" | "node_id" | "body" | "html_url" | "created_at" | "updated_at"
> & { user: { login: string; type: string } };
interface PullJson {
  number: number;
  state: "open" | "closed";
  title: string;
  merged_at: string | null;
  merge_commit_sha: string | null;
  html_url: string;
  user: { login: string; type: string };
  head: { ref: string; sha: string };
  base: { ref: string; sha: string };
}
type IssueJson = Pick<Schemas["issue"], "number" | "title" | "body" | "state" | "html_url"> & {
  user: { login: string; type: string };
  labels: string[];
  assignees: string[];
  updated_at: string;
  pull_request?: object;
};
type FileJson = Pick<Schemas["diff-entry"], "filename" | "status"> & { previous_filename?: string };

/** What GraphQL knows beside. */
interface Edited {
  lastEditedAt: string | null;
  editor: { login: string; __typename: "User" | "Bot" } | null;
  isMinimized: boolean;
}

interface ReviewJson {
  node_id: string;
  user: { login: string; type: string };
  state: string;
  commit_id: string;
  author_association: string;
  /** What GraphQL knows beside. */
  authorCanPushToRepository: boolean;
}

export interface PullOnGitHub {
  json: PullJson;
  /** The repository of its branch. */
  from: string;
  files: FileJson[];
  comments: (CommentJson & Edited)[];
  reviews: ReviewJson[];
  /** Commits that GitHub associates with it. */
  commits: string[];
}

/** Paths and texts; a link's text is where it leads. */
export type Tree = Readonly<Record<string, string | { readonly link: string }>>;

interface CommitOnGitHub {
  readonly parents: readonly string[];
  readonly files: Tree;
}

export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly body: string;
}

export interface Refused {
  readonly status: number;
  readonly message?: string;
  readonly errors?: readonly object[];
  readonly headers?: Readonly<Record<string, string>>;
  /** The next such request is answered. */
  readonly once?: boolean;
}

export const REPOSITORY = "acme/shop";
export const BOT = "github-actions[bot]";
/** What is checked out for a pull request: GitHub's trial merge. */
export const TRIAL = "f".repeat(40);
/** Where main began, without a goals file. */
export const FIRST = "0".repeat(40);
const ROOT = `/repos/${REPOSITORY}`;

export class GitHubDouble {
  readonly pulls = new Map<number, PullOnGitHub>();
  readonly issues: IssueJson[] = [];
  readonly asked: Asked[] = [];
  readonly commits = new Map<string, CommitOnGitHub>();
  /** The main branch, newest first. */
  history: string[] = [];
  /** Requests that begin so are answered with this status: "POST /repos/acme/shop/issues". */
  readonly refusals = new Map<string, number | Refused>();
  /** Requests and answers that GitHub's description does not allow. */
  readonly wrong: string[] = [];
  /** Whose token it is. */
  login = BOT;
  /** The files of a commit that a test does not describe: what is in the workspace. */
  files: () => Tree = () => ({});
  url = "";
  constructor() {
    this.push(FIRST, [], {});
  }

  #server: Server | null = null;
  #ids = 1000;

  async start(): Promise<this> {
    this.#server = createServer((request, response) => {
      readBody(request).then((body) => {
        const { method = "GET", url = "/" } = request;
        this.asked.push({ method, path: url, body });
        const { status, json, headers = {} } = this.#tryAnswer(method, url, body);
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

  /** All that it remembers, for another one to go on with. */
  get memory() {
    const { pulls, issues, asked, commits, history } = this;
    return structuredClone({ pulls, issues, asked, commits, history, ids: this.#ids });
  }

  set memory({ pulls, issues, asked, commits, history, ids }) {
    for (const [number, pull] of structuredClone(pulls)) this.pulls.set(number, pull);
    for (const [sha, commit] of commits) this.commits.set(sha, commit);
    this.issues.push(...structuredClone(issues));
    this.asked.push(...asked);
    this.history = [...history];
    this.#ids = ids;
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
        user: { login: "mara", type: "User" },
        head: { ref: `branch-${number}`, sha: head },
        base: { ref: "main", sha: this.history[0]! },
      },
      from: REPOSITORY,
      files: files.map((filename) => ({ filename, status: "modified" })),
      comments: [],
      reviews: [],
      commits: [head],
    };
    this.pulls.set(number, pull);
    this.commits.set(head, { parents: this.history.slice(0, 1), files: this.files() });
    return pull;
  }

  /** One more commit on main. */
  push(commit: string, parents: readonly string[] = [], files = this.files()): void {
    this.commits.set(commit, { parents: [...this.history.slice(0, 1), ...parents], files });
    this.history.unshift(commit);
  }

  /** By a merge commit, a squash or a rebase: what lands on main is associated with the pull request. */
  merge(number: number, commit: string, how: "merge" | "squash" = "squash"): void {
    const pull = this.pulls.get(number)!;
    pull.json = {
      ...pull.json,
      state: "closed",
      merged_at: "2026-03-01T10:00:00Z",
      merge_commit_sha: commit,
    };
    pull.commits.push(commit);
    this.push(commit, how === "merge" ? [pull.json.head.sha] : []);
  }

  review(number: number, author: string, changes: Partial<ReviewJson> = {}): void {
    const pull = this.pulls.get(number)!;
    const given = {
      node_id: `PRR_${this.#ids++}`,
      state: "APPROVED",
      commit_id: pull.json.head.sha,
      author_association: "MEMBER",
      authorCanPushToRepository: true,
    };
    pull.reviews.push({ user: { login: author, type: "User" }, ...given, ...changes });
  }

  comment(number: number, body: string, login = this.login): CommentJson & Edited {
    const id = this.#ids++;
    const comment = {
      id,
      node_id: `IC_${id}`,
      body,
      html_url: `https://github.com/${REPOSITORY}/pull/${number}#issuecomment-${id}`,
      created_at: "2026-03-01T09:00:00Z",
      updated_at: "2026-03-01T09:00:00Z",
      user: userNamed(login),
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

  /** A mistake of the double's own must not leave the action waiting. */
  #tryAnswer(method: string, url: string, body: string): Answer {
    try {
      return this.#answer(method, url, body);
    } catch (error) {
      this.wrong.push(`${method} ${url}: ${(error as Error).stack}`);
      return { status: 400, json: { message: String(error) } };
    }
  }

  #answer(method: string, url: string, body: string): Answer {
    const { pathname, searchParams } = new URL(url, "http://github");
    for (const [begin, refused] of this.refusals)
      if (`${method} ${pathname}`.startsWith(begin)) return this.#refuse(begin, refused);
    if (pathname === "/graphql") return { status: 200, json: this.#query(body) };
    const operation = described(method, pathname);
    const json = body === "" ? {} : (JSON.parse(body) as Record<string, string>);
    if (operation === null) {
      this.wrong.push(`GitHub has no ${method} ${pathname}`);
      return { status: 404, json: { message: "Not Found" } };
    }
    this.wrong.push(...wrongWithRequest(operation, searchParams, json));
    return this.#described(operation, `${method} ${pathname.replace(ROOT, "")}`, json, searchParams, url);
  }

  #described(
    operation: Described,
    route: string,
    json: Record<string, string>,
    query: URLSearchParams,
    url: string,
  ): Answer {
    const found = this.#found(route, json, query);
    if (found === undefined) return { status: 404, json: { message: "Not Found" } };
    const isFolder = route.startsWith("GET /contents/");
    const answer: Answer =
      Array.isArray(found) && !isFolder
        ? page(found, query, url)
        : { status: route.startsWith("POST") ? 201 : 200, json: found };
    this.wrong.push(...wrongWithAnswer(operation, answer.status, answer.json));
    return answer;
  }

  #refuse(begin: string, refused: number | Refused): Answer {
    const one = typeof refused === "number" ? { status: refused } : refused;
    if (one.once) this.refusals.delete(begin);
    const { status, message = "Resource not accessible by integration", errors, headers = {} } = one;
    return { status, json: { message, ...(errors ? { errors } : {}) }, headers };
  }

  #found(route: string, json: Record<string, string>, query: URLSearchParams): object | undefined {
    const content = /^GET \/contents\/(.+)$/.exec(route)?.[1];
    if (content !== undefined) return this.#content(decodeURIComponent(content), query.get("ref")!);
    const [, base, head] = /^GET \/compare\/(.+)\.\.\.(.+)$/.exec(route) ?? [];
    if (base !== undefined) return this.#compare(decodeURIComponent(base), decodeURIComponent(head!), query);
    const [, id = ""] = /\/(?:issues\/comments|issues|pulls|commits)\/([^/]+)(?:\/.*)?$/.exec(route) ?? [];
    const pull = this.pulls.get(Number(id));
    switch (id === "" ? route : route.replace(`/${id}`, "/:id")) {
      case "GET /user":
        return whole("public-user", userNamed(this.login));
      case "GET /issues/:id/comments":
        return pull?.comments.map(restComment);
      case "POST /issues/:id/comments":
        return pull && restComment(this.comment(Number(id), json["body"]!));
      case "PATCH /issues/comments/:id":
        return this.#patchComment(Number(id), json["body"]!);
      case "GET /pulls/:id":
        return pull && restPull(pull, "pull-request");
      case "GET /pulls/:id/files":
        return pull?.files.map((file) => whole("diff-entry", { sha: "0".repeat(40), ...file }));
      case "GET /pulls/:id/reviews":
        return pull?.reviews.map(restReview);
      case "GET /commits/:id/pulls":
        return [...this.pulls.values()]
          .filter(({ commits }) => commits.includes(id))
          .map((one) => restPull(one, "pull-request-simple"));
      case "GET /commits/:id":
        return this.#commit(id);
      case "GET /commits":
        return this.history
          .slice(Math.max(0, this.history.indexOf(query.get("sha")!)))
          .map((sha) => restCommit(sha, this.commits.get(sha)?.parents ?? []));
      case "GET /issues":
        return this.issues.filter(({ state }) => state === query.get("state")).map(restIssue);
      case "POST /issues":
        return restIssue(this.#openIssue(json));
      case "PATCH /issues/:id":
        return this.#patchIssue(Number(id), json);
      default:
        return undefined;
    }
  }

  /** A trial merge has main and the head of the newest pull request as its parents. */
  #commit(sha: string): object | undefined {
    const known = this.commits.get(sha);
    if (known) return restCommit(sha, known.parents);
    const newest = [...this.pulls.values()].filter(({ json }) => json.state === "open").at(-1);
    if (sha !== TRIAL || !newest || this.history.length === 0) return undefined;
    return restCommit(sha, [this.history[0]!, newest.json.head.sha]);
  }

  #content(path: string, ref: string): object | undefined {
    const files = this.commits.get(ref)?.files ?? {};
    const file = files[path];
    const common = { path, name: path.split("/").at(-1)!, sha: "0".repeat(40) };
    if (typeof file === "object")
      return whole("content-symlink", { ...common, type: "symlink", target: file.link });
    if (file !== undefined) {
      const content = Buffer.from(file).toString("base64").replace(/.{60}/g, "$&\n");
      return whole("content-file", { ...common, type: "file", encoding: "base64", content });
    }
    const prefix = path === "" ? "" : `${path}/`;
    const below = Object.keys(files).filter((one) => one.startsWith(prefix));
    const names = [...new Set(below.map((one) => one.slice(prefix.length).split("/")[0]!))];
    if (names.length === 0) return undefined;
    const type = (name: string) => {
      if (!below.includes(prefix + name)) return "dir";
      return typeof files[prefix + name] === "object" ? "symlink" : "file";
    };
    return names.map((name) => contentEntry({ ...common, path: prefix + name, name, type: type(name) }));
  }

  #compare(base: string, head: string, query: URLSearchParams): object | undefined {
    const [from, to] = [base, head].map((one) => (one === "main" ? this.history[0]! : one)) as [
      string,
      string,
    ];
    if (!this.commits.has(from) || !this.commits.has(to)) return undefined;
    const [before, after] = [this.#ancestors(from), this.#ancestors(to)];
    const ahead = after.filter((sha) => !before.includes(sha));
    const behind = before.filter((sha) => !after.includes(sha));
    const common = before.find((sha) => after.includes(sha));
    if (common === undefined) return undefined;
    const number = Number(query.get("page") ?? 1);
    const size = Number(query.get("per_page") ?? 30);
    const status =
      ahead.length > 0
        ? behind.length > 0
          ? "diverged"
          : "ahead"
        : behind.length > 0
          ? "behind"
          : "identical";
    return whole("commit-comparison", {
      base_commit: this.#commit(from),
      merge_base_commit: this.#commit(common),
      status,
      ahead_by: ahead.length,
      behind_by: behind.length,
      total_commits: ahead.length,
      commits: [...ahead]
        .reverse()
        .slice((number - 1) * size, number * size)
        .map((sha) => this.#commit(sha)),
      files: this.#changed(common, to).map((filename) =>
        whole("diff-entry", { filename, status: "modified", sha: "0".repeat(40) }),
      ),
    });
  }

  #changed(from: string, to: string): string[] {
    const [before, after] = [this.commits.get(from)!.files, this.commits.get(to)!.files];
    const all = [...new Set([...Object.keys(before), ...Object.keys(after)])];
    return all.filter((path) => JSON.stringify(before[path]) !== JSON.stringify(after[path]));
  }

  /** Nearest first, itself included. */
  #ancestors(sha: string): string[] {
    const found = new Set<string>();
    for (const open = [sha]; open.length > 0; ) {
      const one = open.shift()!;
      if (found.has(one)) continue;
      found.add(one);
      open.push(...(this.commits.get(one)?.parents ?? []));
    }
    return [...found];
  }

  #patchComment(id: number, body: string): object | undefined {
    const comment = this.#comments().find((one) => one.id === id);
    if (!comment) return undefined;
    Object.assign(comment, edited(body, this.login));
    return restComment(comment);
  }

  #comments(): (CommentJson & Edited)[] {
    return [...this.pulls.values()].flatMap(({ comments }) => comments);
  }

  #openIssue(json: Record<string, unknown>): IssueJson {
    const number = this.#ids++;
    const { title, body, labels = [], assignees = [] } = json as Partial<IssueJson>;
    const issue: IssueJson = {
      number,
      title: title!,
      body: body!,
      state: "open",
      html_url: `https://github.com/${REPOSITORY}/issues/${number}`,
      user: userNamed(this.login),
      labels,
      assignees,
      updated_at: "2026-03-01T09:00:00Z",
    };
    this.issues.unshift(issue);
    return issue;
  }

  #patchIssue(number: number, json: object): object {
    const { state_reason: _, ...change } = json as { state_reason?: string };
    return restIssue(Object.assign(this.issues.find((issue) => issue.number === number)!, change));
  }

  #query(body: string): object {
    const { query, variables } = JSON.parse(body) as { query: string; variables: { id?: string } };
    if (!QUERIES.includes(query)) this.wrong.push(`a query that nobody has checked: ${query}`);
    const comment = this.#comments().find(({ node_id: id }) => id === variables.id);
    if (query.includes("viewer")) return { data: { viewer: { login: this.login } } };
    const review = [...this.pulls.values()]
      .flatMap(({ reviews }) => reviews)
      .find(({ node_id: id }) => id === variables.id);
    if (review) return { data: { node: { authorCanPushToRepository: review.authorCanPushToRepository } } };
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

function userNamed(login: string): { login: string; type: string } {
  return { login, type: login.endsWith("[bot]") ? "Bot" : "User" };
}

function edited(body: string, login: string): Pick<CommentJson & Edited, "body" | "lastEditedAt" | "editor"> {
  const isBot = login.endsWith("[bot]");
  const editor = {
    login: login.replace("[bot]", ""),
    __typename: isBot ? ("Bot" as const) : ("User" as const),
  };
  return { body, lastEditedAt: "2026-03-01T09:30:00Z", editor };
}

function restUser(user: { login: string; type: string }): object {
  return whole("simple-user", user);
}

function restComment({ user, lastEditedAt: _, editor: __, isMinimized: ___, ...json }: CommentJson & Edited) {
  return whole("issue-comment", { ...json, user: restUser(user) });
}

function restReview({ user, authorCanPushToRepository: _, ...json }: ReviewJson): object {
  return whole("pull-request-review", { ...json, user: restUser(user) });
}

function restPull({ json, from }: PullOnGitHub, schema: "pull-request" | "pull-request-simple"): object {
  const { user, head, base, ...rest } = json;
  return whole(schema, {
    ...rest,
    user: restUser(user),
    head: { ...head, repo: { full_name: from } },
    base: { ...base, repo: { full_name: REPOSITORY } },
    merged: json.merged_at !== null,
  });
}

function restCommit(sha: string, parents: readonly string[]): object {
  return whole("commit", {
    sha,
    parents: parents.map((one) => ({ sha: one, url: "https://api.github.com/" })),
  });
}

function restIssue({ user, labels, assignees, ...json }: IssueJson): object {
  return whole("issue", {
    ...json,
    user: restUser(user),
    labels: labels.map((name) => ({ name })),
    assignees: assignees.map((login) => restUser({ login, type: "User" })),
  });
}

/** A folder's entry is a file's without its content. */
function contentEntry(entry: object): object {
  const { content: _, encoding: __, ...made } = whole<Record<string, unknown>>("content-file", entry);
  return made;
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
