/** Pull requests, what they change and who reviewed them. */
import type { components } from "@octokit/openapi-types";
import { toPaths } from "./history.ts";
import type { GitHub, Pull, Review } from "./port.ts";
import type { GitHubRequests } from "./requests.ts";

/** GitHub's own description of what it answers. */
type Schemas = components["schemas"];

type Pulls = Pick<GitHub, "pull" | "pullsOf" | "changedFiles" | "formerPath" | "reviews" | "mayPush">;

export function pullsOf(requests: GitHubRequests, root: string): Pulls {
  const changed = (pull: number) => requests.all("Reading the changed files", `${root}/pulls/${pull}/files`);
  return {
    pull: async (number) =>
      toPull(await requests.get(`Reading pull request ${number}`, `${root}/pulls/${number}`)),
    pullsOf: async (commit) =>
      (await requests.all("Looking for the pull request of a commit", `${root}/commits/${commit}/pulls`)).map(
        toPull,
      ),
    changedFiles: async (pull) => (await changed(pull)).flatMap(toPaths),
    formerPath: async (pull, path) =>
      ((await changed(pull)) as Schemas["diff-entry"][]).find(({ filename }) => filename === path)
        ?.previous_filename ?? null,
    reviews: async (pull) =>
      (await requests.all("Reading the reviews", `${root}/pulls/${pull}/reviews`)).map(toReview),
    mayPush: async ({ nodeId }) => {
      const answer = await requests.query("Asking whether a reviewer may push", MAY_PUSH, { id: nodeId });
      return (
        (answer as { node?: { authorCanPushToRepository?: boolean } | null }).node
          ?.authorCanPushToRepository === true
      );
    },
  };
}

/** A member of the organization, and even a collaborator, may be one who can only read. */
export const MAY_PUSH =
  "query($id: ID!) { node(id: $id) { ... on PullRequestReview { authorCanPushToRepository } } }";

function toPull(json: unknown): Pull {
  const { number, head, base, state, ...rest } = json as Schemas["pull-request-simple"];
  return {
    number,
    author: rest.user?.login ?? "",
    head: head.sha,
    base: base.ref,
    isFork: head.repo?.full_name !== base.repo.full_name,
    isOpen: state === "open",
    isMerged: Boolean(rest.merged_at),
    mergeCommit: rest.merge_commit_sha,
  };
}

function toReview(json: unknown): Review {
  const { user, state, commit_id: commit, node_id: nodeId } = json as Schemas["pull-request-review"];
  return { nodeId, author: user?.login ?? "", isPerson: user?.type === "User", state, commit };
}
