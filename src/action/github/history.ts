/** Commits: what came before, how two compare, what a file was. */
import type { components } from "@octokit/openapi-types";
import { type Commit, type Comparison, type GitHub, GitHubError, type RepositoryContent } from "./port.ts";
import type { GitHubRequests } from "./requests.ts";

/** GitHub's own description of what it answers. */
type Schemas = components["schemas"];

type History = Pick<GitHub, "history" | "compare" | "parents" | "read">;

export function historyOf(requests: GitHubRequests, root: string): History {
  return {
    history: async (commit, most) => {
      const path = `${root}/commits?sha=${commit}&per_page=${most}`;
      const commits = await requests.get("Reading the history", path);
      return Array.isArray(commits) ? commits.map(toCommit) : [];
    },
    compare: (base, head) => compare(requests, root, base, head),
    parents: async (commit) => {
      const path = `${root}/commits/${commit}`;
      const answer = await unlessMissing(requests.get("Reading a commit", path));
      return answer === null ? null : toCommit(answer).parents;
    },
    read: async (path, commit) => {
      const where = path.split("/").map(encodeURIComponent).join("/");
      const url = `${root}/contents/${where}?ref=${commit}`;
      const answer = await unlessMissing(requests.get(`Reading ${path} as it was before`, url));
      return answer === null ? null : toContent(answer);
    },
  };
}

/** GitHub lists at most 300 files (docs.github.com/rest, "Compare two commits"). */
const MOST_FILES = 300;
const COMMITS_A_PAGE = 100;
/** The newest thousand commits: a repository may go months without a change of its goals. */
const MOST_PAGES = 10;

async function compare(
  requests: GitHubRequests,
  root: string,
  base: string,
  head: string,
): Promise<Comparison | null> {
  const path = `${root}/compare/${encodeURIComponent(base)}...${encodeURIComponent(head)}`;
  const read = async (page: number) => {
    const url = `${path}?per_page=${COMMITS_A_PAGE}&page=${page}`;
    const answer = await unlessMissing(requests.get("Comparing two commits", url));
    return answer as Schemas["commit-comparison"] | null;
  };
  const first = await read(1);
  if (first === null) return null;
  const { status, files = [], merge_base_commit: mergeBase } = first;
  const commits: Commit[] = [];
  const last = Math.ceil(first.total_commits / COMMITS_A_PAGE);
  // GitHub lists the oldest first.
  for (let page = last; page > Math.max(0, last - MOST_PAGES); page--) {
    const one = page === 1 ? first : await read(page);
    commits.push(...(one?.commits ?? []).map(toCommit).reverse());
  }
  return {
    status,
    commits,
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
function toContent(json: unknown): RepositoryContent {
  if (Array.isArray(json))
    return { is: "folder", entries: json.map(({ name, type }) => ({ name, is: String(type) })) };
  const { type, encoding, content } = json as Partial<Schemas["content-file"]>;
  if (type !== "file" || encoding !== "base64" || content === undefined) return { is: "other" };
  return { is: "file", bytes: Buffer.from(content, "base64") };
}

/** The former path of a renamed file is a change too. */
export function toPaths(json: unknown): string[] {
  const { filename, previous_filename: former } = json as Schemas["diff-entry"];
  return former === undefined ? [filename] : [filename, former];
}
