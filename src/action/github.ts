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
  /** The commit and those before it, newest first. */
  history(commit: string, most: number): Promise<readonly string[]>;
  /** The first open issue that fits. */
  findIssue(fits: (issue: Issue) => boolean): Promise<Issue | null>;
  createIssue(title: string, body: string): Promise<Issue>;
  updateIssue(number: number, change: { readonly title: string; readonly body: string }): Promise<Issue>;
  closeIssue(number: number, body: string): Promise<Issue>;
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
  readonly head: string;
  readonly base: string;
  readonly isOpen: boolean;
  readonly isMerged: boolean;
  readonly mergeCommit: string | null;
}

export interface Issue {
  readonly number: number;
  readonly author: string;
  readonly title: string;
  readonly body: string;
  readonly url: string;
}

/** GitHub refused, or could not be reached. The message is for people. */
export class GitHubError extends Error {
  override readonly name = "GitHubError";
  /** HTTP status; 0 when there was no answer. */
  readonly status: number;
  readonly hint: string | null;

  constructor(status: number, message: string, hint: string | null = null) {
    super(message);
    this.status = status;
    this.hint = hint;
  }
}
