/**
 * Input for the sandbox itself, from a person or a test, that it cannot
 * use. Says what is wrong and what would be right; never one of Google's errors.
 */
export class InvalidInput extends Error {
  override readonly name = "InvalidInput";
  /** Where it is in a file, such as `["containerVersion", "tag", 3]`; empty where that says nothing. */
  readonly path: readonly (string | number)[];

  constructor(message: string, path: readonly (string | number)[] = []) {
    super(message);
    this.path = path;
  }
}
