/** The port to GitHub by its REST API; GraphQL where REST does not tell (docs.github.com/rest, /graphql). */
import type { components } from "@octokit/openapi-types";
import type { Comment, Commit, Comparison, Found, GitHub, Issue, Pull, Review } from "./github.ts";
import { GitHubError } from "./github.ts";
import { type GitHubAddress, GitHubRequests } from "./github-requests.ts";

/** GitHub's own description of what it answers. */
type Schemas = components["schemas"];

/** `repository`: `owner/name`. */
export function openGitHub(address: GitHubAddress, repository: string): GitHub {
  const requests = new GitHubRequests(address);
  const root = `/repos/${repository}`;
  return {
    login: () => login(requests),
    ...commentsOf(requests, root),
    ...pullsOf(requests, root),
    ...historyOf(requests, root),
    ...issuesOf(requests, root),
  };
}

/** What a job's own token is called where GitHub refuses to say. */
const JOB_TOKEN = "github-actions[bot]";

/**
 * Whose token this is. Only a token that is denied both questions for good is taken for a job's own: when
 * GitHub merely has trouble, nobody knows, and whose comments approve must not be guessed.
 */
async function login(requests: GitHubRequests): Promise<string> {
  const what = "Asking GitHub whose token this is";
  const viewer = await unlessDenied(requests.query(what, VIEWER, {}));
  const name = (viewer as { viewer?: { login?: string } } | null)?.viewer?.login;
  // GraphQL leaves a bot's suffix out in some places.
  if (name) return name === "github-actions" ? JOB_TOKEN : name;
  const user = await unlessDenied(requests.send(what, "GET", "/user"));
  return (user as { login?: string } | null)?.login ?? JOB_TOKEN;
}

const VIEWER = "query { viewer { login } }";

async function unlessDenied<T>(answer: Promise<T>): Promise<T | null> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof GitHubError && error.trouble === "denied") return null;
    throw error;
  }
}

type Comments = Pick<GitHub, "comments" | "createComment" | "updateComment" | "minimise" | "lastEditor">;

function commentsOf(requests: GitHubRequests, root: string): Comments {
  return {
    comments: async (pull) =>
      (await requests.all("Reading the comments", `${root}/issues/${pull}/comments`)).map(toComment),
    createComment: async (pull, body) =>
      toComment(
        await requests.send("Writing the comment", "POST", `${root}/issues/${pull}/comments`, { body }),
      ),
    updateComment: async (id, body) =>
      toComment(
        await requests.send("Updating the comment", "PATCH", `${root}/issues/comments/${id}`, { body }),
      ),
    minimise: async ({ nodeId }) => {
      await requests.query("Folding an old comment away", MINIMISE, { id: nodeId });
    },
    lastEditor: async ({ nodeId }) =>
      toEditor(await requests.query("Asking who edited the comment", EDITOR, { id: nodeId })),
  };
}

const MINIMISE =
  "mutation($id: ID!) { minimizeComment(input: { subjectId: $id, classifier: OUTDATED }) { clientMutationId } }";
const EDITOR =
  "query($id: ID!) { node(id: $id) { ... on IssueComment { lastEditedAt editor { login __typename } } } }";

/** Everything that is asked by GraphQL; tests hold it to GitHub's schema. */
export const QUERIES: readonly string[] = [VIEWER, MINIMISE, EDITOR];

/** GraphQL calls a bot by its name alone, REST adds `[bot]`. */
function toEditor(answer: unknown): string | null {
  const { node } = answer as {
    node?: { lastEditedAt?: string | null; editor?: { login?: string; __typename?: string } | null } | null;
  };
  if (!node)
    throw new GitHubError("refused", 200, "Asking who edited the comment failed: there is no such comment");
  if (!node.lastEditedAt) return null;
  const { login: name = "somebody whose account is gone", __typename: type } = node.editor ?? {};
  return type === "Bot" && !name.endsWith("[bot]") ? `${name}[bot]` : name;
}

type Pulls = Pick<GitHub, "pull" | "pullsOf" | "changedFiles" | "reviews">;

function pullsOf(requests: GitHubRequests, root: string): Pulls {
  return {
    pull: async (number) =>
      toPull(await requests.send(`Reading pull request ${number}`, "GET", `${root}/pulls/${number}`)),
    pullsOf: async (commit) =>
      (await requests.all("Looking for the pull request of a commit", `${root}/commits/${commit}/pulls`)).map(
        toPull,
      ),
    changedFiles: async (pull) =>
      (await requests.all("Reading the changed files", `${root}/pulls/${pull}/files`)).flatMap(toPaths),
    reviews: async (pull) =>
      (await requests.all("Reading the reviews", `${root}/pulls/${pull}/reviews`)).map(toReview),
  };
}

type History = Pick<GitHub, "history" | "compare" | "parents" | "read">;

function historyOf(requests: GitHubRequests, root: string): History {
  return {
    history: async (commit, most) => {
      const path = `${root}/commits?sha=${commit}&per_page=${most}`;
      const commits = await requests.send("Reading the history", "GET", path);
      return Array.isArray(commits) ? commits.map(toCommit) : [];
    },
    compare: (base, head) => compare(requests, root, base, head),
    parents: async (commit) => {
      const path = `${root}/commits/${commit}`;
      const found = await unlessMissing(requests.send("Reading a commit", "GET", path));
      return found === null ? null : toCommit(found).parents;
    },
    read: async (path, commit) => {
      const where = path.split("/").map(encodeURIComponent).join("/");
      const url = `${root}/contents/${where}?ref=${commit}`;
      const found = await unlessMissing(requests.send(`Reading ${path} as it was before`, "GET", url));
      return found === null ? null : toFound(found);
    },
  };
}

/** GitHub lists at most 300 files (docs.github.com/rest, "Compare two commits"). */
const MOST_FILES = 300;
/** A thousand commits; nobody waits that long for an apply. */
const MOST_COMPARED = 10;

async function compare(
  requests: GitHubRequests,
  root: string,
  base: string,
  head: string,
): Promise<Comparison | null> {
  const path = `${root}/compare/${encodeURIComponent(base)}...${encodeURIComponent(head)}`;
  const commits: Commit[] = [];
  let first: Schemas["commit-comparison"] | null = null;
  for (let page = 1; page <= MOST_COMPARED; page++) {
    const url = `${path}?per_page=100&page=${page}`;
    const found = await unlessMissing(requests.send("Comparing two commits", "GET", url));
    if (found === null) return null;
    const one = found as Schemas["commit-comparison"];
    first ??= one;
    commits.push(...(one.commits ?? []).map(toCommit));
    if (one.commits.length === 0 || commits.length >= one.total_commits) break;
  }
  const { status, files = [], merge_base_commit: mergeBase } = first!;
  return {
    status,
    commits: commits.reverse(),
    files: files.length < MOST_FILES ? files.flatMap(toPaths) : null,
    mergeBase: mergeBase?.sha ?? null,
  };
}

/** GitHub answers 404 for what is not there, and 422 for a commit that it does not know. */
async function unlessMissing(answer: Promise<unknown>): Promise<unknown> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof GitHubError && [404, 422].includes(error.status)) return null;
    throw error;
  }
}

function toCommit(json: unknown): Commit {
  const { sha, parents } = json as Schemas["commit"];
  return { sha, parents: (parents ?? []).map((parent) => parent.sha) };
}

/** A folder comes as a list; a file larger than 1 MB without its content. */
function toFound(json: unknown): Found {
  if (Array.isArray(json))
    return { is: "folder", entries: json.map(({ name, type }) => ({ name, is: String(type) })) };
  const { type, encoding, content } = json as Partial<Schemas["content-file"]>;
  if (type !== "file" || encoding !== "base64" || content === undefined) return { is: "other" };
  return { is: "file", bytes: Buffer.from(content, "base64") };
}

type Issues = Pick<GitHub, "findIssue" | "findClosedIssue" | "createIssue" | "updateIssue" | "closeIssue">;

/** Of closed issues, a hundred each. */
const PAGES_OF_CLOSED = 3;

function issuesOf(requests: GitHubRequests, root: string): Issues {
  const patch = async (number: number, change: object) =>
    toIssue(await requests.send("Updating the issue", "PATCH", `${root}/issues/${number}`, change));
  const find = async (what: string, query: string, fits: (issue: Issue) => boolean, most: number) => {
    let pages = 0;
    for await (const page of requests.pages(what, `${root}/issues?${query}`)) {
      const found = page.filter(isIssue).map(toIssue).find(fits);
      if (found) return found;
      if (++pages >= most) break;
    }
    return null;
  };
  return {
    findIssue: (fits) => find("Reading the open issues", "state=open", fits, Number.POSITIVE_INFINITY),
    findClosedIssue: (fits) =>
      find("Reading the closed issues", "state=closed&sort=updated&direction=desc", fits, PAGES_OF_CLOSED),
    createIssue: async ({ title, body, labels, assignees }) =>
      toIssue(
        await requests.send("Opening an issue", "POST", `${root}/issues`, {
          title,
          body,
          ...(labels.length > 0 ? { labels } : {}),
          ...(assignees.length > 0 ? { assignees } : {}),
        }),
      ),
    updateIssue: patch,
    closeIssue: (number, body) => patch(number, { body, state: "closed", state_reason: "completed" }),
  };
}

/** GitHub's list of issues holds the pull requests as well. */
function isIssue(item: unknown): boolean {
  return !(item as { pull_request?: unknown }).pull_request;
}

function toComment(json: unknown): Comment {
  const { id, node_id: nodeId, user, body, html_url: url } = json as Schemas["issue-comment"];
  return { id: Number(id), nodeId, author: user?.login ?? "", body: body ?? "", url };
}

function toPull(json: unknown): Pull {
  const { number, head, base, state, ...rest } = json as Schemas["pull-request-simple"];
  return {
    number,
    author: rest.user?.login ?? "",
    head: head.sha,
    base: base.ref,
    isOpen: state === "open",
    isMerged: Boolean(rest.merged_at),
    mergeCommit: rest.merge_commit_sha,
  };
}

const MAY_WRITE = ["OWNER", "MEMBER", "COLLABORATOR"];

function toReview(json: unknown): Review {
  const { user, state, commit_id: commit, author_association: role } = json as Schemas["pull-request-review"];
  return {
    author: user?.login ?? "",
    isPerson: user?.type === "User",
    mayWrite: MAY_WRITE.includes(role),
    state,
    commit,
  };
}

function toPaths(json: unknown): string[] {
  const { filename, previous_filename: former } = json as Schemas["diff-entry"];
  return former === undefined ? [filename] : [filename, former];
}

function toIssue(json: unknown): Issue {
  const { number, title, user, body, html_url: url } = json as Schemas["issue"];
  return { number: Number(number), author: user?.login ?? "", title, body: body ?? "", url };
}
