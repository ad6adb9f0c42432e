/** Comments of a pull request. */
import type { components } from "@octokit/openapi-types";
import { type Comment, type GitHub, GitHubError } from "./port.ts";
import type { GitHubRequests } from "./requests.ts";

/** GitHub's own description of what it answers. */
type Schemas = components["schemas"];

type Comments = Pick<GitHub, "comments" | "createComment" | "updateComment" | "minimise" | "lastEditor">;

export function commentsOf(requests: GitHubRequests, root: string): Comments {
  return {
    comments: async (pull) =>
      (await requests.all("Reading the comments", `${root}/issues/${pull}/comments`)).map(toComment),
    createComment: async (pull, body) =>
      toComment(await requests.post("Writing the comment", `${root}/issues/${pull}/comments`, { body })),
    updateComment: async (id, body) =>
      toComment(await requests.patch("Updating the comment", `${root}/issues/comments/${id}`, { body })),
    minimise: async ({ nodeId }) => {
      await requests.query("Folding an old comment away", MINIMISE, { id: nodeId });
    },
    lastEditor: async ({ nodeId }) =>
      toEditor(await requests.query("Asking who edited the comment", EDITOR, { id: nodeId })),
  };
}

export const MINIMISE =
  "mutation($id: ID!) { minimizeComment(input: { subjectId: $id, classifier: OUTDATED }) { clientMutationId } }";
export const EDITOR =
  "query($id: ID!) { node(id: $id) { ... on IssueComment { lastEditedAt editor { login __typename } } } }";

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

function toComment(json: unknown): Comment {
  const { id, node_id: nodeId, user, body, html_url: url } = json as Schemas["issue-comment"];
  return { id: Number(id), nodeId, author: user?.login ?? "", body: body ?? "", url };
}
