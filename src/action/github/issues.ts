/** Issues, in which drift is reported. */
import type { components } from "@octokit/openapi-types";
import type { GitHub, Issue } from "./port.ts";
import type { GitHubRequests } from "./requests.ts";

/** GitHub's own description of what it answers. */
type Schemas = components["schemas"];

type Issues = Pick<GitHub, "findIssue" | "findClosedIssue" | "createIssue" | "updateIssue" | "closeIssue">;

/** Of closed issues, a hundred each. */
const PAGES_OF_CLOSED = 3;

export function issuesOf(requests: GitHubRequests, root: string): Issues {
  const patch = async (number: number, change: object) =>
    toIssue(await requests.patch("Updating the issue", `${root}/issues/${number}`, change));
  const find = async (what: string, query: string, fits: (issue: Issue) => boolean, most: number) => {
    let pages = 0;
    for await (const page of requests.pages(what, `${root}/issues?${query}`)) {
      const issue = page.filter(isIssue).map(toIssue).find(fits);
      if (issue) return issue;
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
        await requests.post("Opening an issue", `${root}/issues`, {
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

/** GitHub's list of issues also contains the pull requests. */
function isIssue(item: unknown): boolean {
  return !(item as { pull_request?: unknown }).pull_request;
}

function toIssue(json: unknown): Issue {
  const { number, title, user, body, html_url: url } = json as Schemas["issue"];
  return { number: Number(number), author: user?.login ?? "", title, body: body ?? "", url };
}
