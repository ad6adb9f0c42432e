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
      const commits = await requests.send("Reading the history", "GET", path);
      return Array.isArray(commits) ? commits.map(toCommit) : [];
    },
    compare: (base, head) => compare(requests, root, base, head),
    parents: async (commit) => {
      const path = `${root}/commits/${commit}`;
      const answer = await unlessMissing(requests.send("Reading a commit", "GET", path));
      return answer === null ? null : toCommit(answer).parents;
    },
    read: async (path, commit) => {
      const where = path.split("/").map(encodeURIComponent).join("/");
      const url = `${root}/contents/${where}?ref=${commit}`;
      const answer = await unlessMissing(requests.send(`Reading ${path} as it was before`, "GET", url));
      return answer === null ? null : toContent(answer);
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
    const answer = await unlessMissing(requests.send("Comparing two commits", "GET", url));
    if (answer === null) return null;
    const one = answer as Schemas["commit-comparison"];
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
