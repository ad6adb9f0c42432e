/** What the library throws where the file is not to blame. */

/**
 * Google refused or could not be reached, or an option cannot be used. The message is for people and contains no
 * credentials; `cause` is the error that led to it. A bug of goalform is never one of these.
 */
export class GoalformError extends Error {
  override readonly name: string = "GoalformError";
  /** Stable, such as `no-credentials`, `unauthenticated`, `not-found`, `quota`, `unreachable`, `interrupted`, `endpoint`. */
  readonly code: string;
  /** What to do, for people; null if there is nothing to add. */
  readonly hint: string | null;
  /** The HTTP status of Google's response; null if there was none. */
  readonly status: number | null;

  /** @internal */
  constructor(
    code: string,
    message: string,
    hint: string | null,
    { status = null, cause }: { status?: number | null; cause?: unknown } = {},
  ) {
    super(message, { cause });
    this.code = code;
    this.hint = hint;
    this.status = status;
  }
}
