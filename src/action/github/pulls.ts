/** Pull requests, what they change and who reviewed them. */
import type { components } from "@octokit/openapi-types";
import { toPaths } from "./history.ts";
import type { GitHub, Pull, Review } from "./port.ts";
import type { GitHubRequests } from "./requests.ts";

/** GitHub's own description of what it answers. */
type Schemas = components["schemas"];

type Pulls = Pick<GitHub, "pull" | "pullsOf" | "changedFiles" | "reviews">;

export function pullsOf(requests: GitHubRequests, root: string): Pulls {
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
