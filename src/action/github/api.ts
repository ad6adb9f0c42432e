/** The port to GitHub by its REST API; GraphQL where REST does not say (docs.github.com/rest, /graphql). */
import { commentsOf, EDITOR, MINIMISE } from "./comments.ts";
import { historyOf } from "./history.ts";
import { issuesOf } from "./issues.ts";
import { type GitHub, GitHubError } from "./port.ts";
import { MAY_PUSH, pullsOf } from "./pulls.ts";
import { type GitHubAddress, GitHubRequests } from "./requests.ts";

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
 * GitHub merely has problems, this is not known, and whose comments approve must not be guessed.
 */
async function login(requests: GitHubRequests): Promise<string> {
  const what = "Asking GitHub whose token this is";
  const viewer = await unlessDenied(requests.query(what, VIEWER, {}));
  const name = (viewer as { viewer?: { login?: string } } | null)?.viewer?.login;
  // GraphQL leaves a bot's suffix out in some places.
  if (name) return name === "github-actions" ? JOB_TOKEN : name;
  const user = await unlessDenied(requests.get(what, "/user"));
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

/** Everything that is asked by GraphQL; tests check it against GitHub's schema. */
export const QUERIES: readonly string[] = [VIEWER, MINIMISE, EDITOR, MAY_PUSH];
