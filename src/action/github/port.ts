/** The port to GitHub: what the action needs to know and to say there. Implemented by `github-api.ts`. */

export interface GitHub {
  /** Whose token this is: `github-actions[bot]`, as comments call their author. */
  login(): Promise<string>;
  /** All of them, oldest first. */
  comments(pull: number): Promise<readonly Comment[]>;
  createComment(pull: number, body: string): Promise<Comment>;
  updateComment(id: number, body: string): Promise<Comment>;
  /** Folds an outdated comment away. */
  minimise(comment: Comment): Promise<void>;
  /** Who edited the comment last; null when nobody did. */
  lastEditor(comment: Comment): Promise<string | null>;
  pull(number: number): Promise<Pull>;
  /** Pull requests that a commit belongs to. */
  pullsOf(commit: string): Promise<readonly Pull[]>;
  /** Paths that a pull request changes, former ones included. */
  changedFiles(pull: number): Promise<readonly string[]>;
  /** The path that a file had before the pull request renamed it; null when it did not. */
  formerPath(pull: number, path: string): Promise<string | null>;
  /** People's reviews of a pull request, oldest first. */
  reviews(pull: number): Promise<readonly Review[]>;
  /** Whether the reviewer has write access to this repository now. */
  mayPush(review: Review): Promise<boolean>;
  /** The commit and those before it, newest first. */
  history(commit: string, most: number): Promise<readonly Commit[]>;
  /** How `head` (a commit or a branch) relates to `base`; null when the repository does not know one of them. */
  compare(base: string, head: string): Promise<Comparison | null>;
  /** The commit's parents, the branch's own line first; null when the repository does not know the commit. */
  parents(commit: string): Promise<readonly string[] | null>;
  /** What is at that path in that commit; null when nothing is. */
  read(path: string, commit: string): Promise<RepositoryContent | null>;
  /** The first open issue that fits. */
  findIssue(fits: (issue: Issue) => boolean): Promise<Issue | null>;
  /** The closed issue that fits and was closed last, as far as it is among the latest few hundred. */
  findClosedIssue(fits: (issue: Issue) => boolean): Promise<Issue | null>;
  createIssue(issue: NewIssue): Promise<Issue>;
  updateIssue(number: number, change: { readonly title: string; readonly body: string }): Promise<Issue>;
  closeIssue(number: number, body: string): Promise<Issue>;
}

export interface Commit {
  readonly sha: string;
  /** The branch's own line first. */
  readonly parents: readonly string[];
}

export interface Comparison {
  /** `behind`: everything in head is in base already. `diverged`: each has commits that the other does not have. */
  readonly status: "ahead" | "behind" | "identical" | "diverged";
  /** What is in head and not in base, newest first. */
  readonly commits: readonly Commit[];
  /** Paths that differ, former ones included; null when there are more than GitHub lists. */
  readonly files: readonly string[] | null;
  /** The last commit that both have. */
  readonly mergeBase: string | null;
}

/** What is at a path of the repository, in GitHub's own words. */
export type RepositoryContent =
  | { readonly is: "file"; readonly bytes: Uint8Array }
  | { readonly is: "folder"; readonly entries: readonly { readonly name: string; readonly is: string }[] }
  /** A symbolic link, a submodule, or a file that is too large to be read. */
  | { readonly is: "other" };

export interface Review {
  /** For GraphQL, which knows what its author may do. */
  readonly nodeId: string;
  readonly author: string;
  readonly isPerson: boolean;
  readonly state: string;
  /** The head that was reviewed. */
  readonly commit: string | null;
}

export interface NewIssue {
  readonly title: string;
  readonly body: string;
  readonly labels: readonly string[];
  readonly assignees: readonly string[];
}

export interface Comment {
  readonly id: number;
  /** For GraphQL, which knows who edited it. */
  readonly nodeId: string;
  readonly author: string;
  readonly body: string;
  readonly url: string;
}

export interface Pull {
  readonly number: number;
  readonly author: string;
  readonly head: string;
  readonly base: string;
  /** Its branch is in another repository, perhaps one that is gone. */
  readonly isFork: boolean;
  readonly isOpen: boolean;
  readonly isMerged: boolean;
  /** While it is open, GitHub's trial merge, if there is one. */
  readonly mergeCommit: string | null;
}

export interface Issue {
  readonly number: number;
  readonly author: string;
  readonly title: string;
  readonly body: string;
  readonly url: string;
}

/** Why GitHub gave no answer, as far as what to do depends on it. `denied`: this token may not, and never will. */
export type GitHubTrouble = "unreachable" | "busy" | "broken" | "denied" | "unknown-token" | "refused";

/** GitHub refused, or could not be reached. The message is for people. */
export class GitHubError extends Error {
  override readonly name = "GitHubError";
  readonly trouble: GitHubTrouble;
  /** HTTP status; 0 when there was no answer. */
  readonly status: number;
  readonly hint: string | null;

  constructor(trouble: GitHubTrouble, status: number, message: string, hint: string | null = null) {
    super(message);
    this.trouble = trouble;
    this.status = status;
    this.hint = hint;
  }
}
