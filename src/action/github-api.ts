/** The port to GitHub by its REST API; GraphQL where REST does not tell (docs.github.com/rest, /graphql). */
import type { components } from "@octokit/openapi-types";
import type { Comment, GitHub, Issue, Pull } from "./github.ts";
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
    ...issuesOf(requests, root),
  };
}

/** What a job's own token is called where nobody tells. */
const JOB_TOKEN = "github-actions[bot]";

/** A token may see neither; then it is a job's. */
async function login(requests: GitHubRequests): Promise<string> {
  try {
    const answer = await requests.query(
      "Asking GitHub whose token this is",
      "query { viewer { login } }",
      {},
    );
    const { viewer } = answer as { viewer?: { login?: string } };
    // GraphQL leaves a bot's suffix out in some places.
    if (viewer?.login) return viewer.login === "github-actions" ? JOB_TOKEN : viewer.login;
  } catch (error) {
    if (!(error instanceof GitHubError) || error.status === 0) throw error;
  }
  try {
    const user = await requests.send("Asking GitHub whose token this is", "GET", "/user");
    return (user as { login?: string }).login ?? JOB_TOKEN;
  } catch (error) {
    if (error instanceof GitHubError && [401, 403, 404].includes(error.status)) return JOB_TOKEN;
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

/** GraphQL calls a bot by its name alone, REST adds `[bot]`. */
function toEditor(answer: unknown): string | null {
  const { node } = answer as {
    node?: { lastEditedAt?: string | null; editor?: { login?: string; __typename?: string } | null } | null;
  };
  if (!node) throw new GitHubError(200, "Asking who edited the comment failed: there is no such comment");
  if (!node.lastEditedAt) return null;
  const { login: name = "somebody whose account is gone", __typename: type } = node.editor ?? {};
  return type === "Bot" && !name.endsWith("[bot]") ? `${name}[bot]` : name;
}

type Pulls = Pick<GitHub, "pull" | "pullsOf" | "changedFiles" | "history">;

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
    history: async (commit, most) => {
      const path = `${root}/commits?sha=${commit}&per_page=${most}`;
      const commits = await requests.send("Reading the history", "GET", path);
      return Array.isArray(commits) ? commits.map(({ sha }: { sha: string }) => sha) : [];
    },
  };
}

type Issues = Pick<GitHub, "findIssue" | "createIssue" | "updateIssue" | "closeIssue">;

function issuesOf(requests: GitHubRequests, root: string): Issues {
  const patch = async (number: number, change: object) =>
    toIssue(await requests.send("Updating the issue", "PATCH", `${root}/issues/${number}`, change));
  return {
    findIssue: async (fits) => {
      for await (const page of requests.pages("Reading the open issues", `${root}/issues?state=open`)) {
        const found = page.filter(isIssue).map(toIssue).find(fits);
        if (found) return found;
      }
      return null;
    },
    createIssue: async (title, body) =>
      toIssue(await requests.send("Opening an issue", "POST", `${root}/issues`, { title, body })),
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
    head: head.sha,
    base: base.ref,
    isOpen: state === "open",
    isMerged: Boolean(rest.merged_at),
    mergeCommit: rest.merge_commit_sha,
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
