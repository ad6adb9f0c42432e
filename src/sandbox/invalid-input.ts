/**
 * Something that a person or a test told the sandbox itself, and that it cannot
 * use. Says what is wrong and what would be right; never one of Google's errors.
 */
export class InvalidInput extends Error {
  override readonly name = "InvalidInput";
  /** Where in a file it stands, such as `["containerVersion", "tag", 3]`; empty where that says nothing. */
  readonly path: readonly (string | number)[];

  constructor(message: string, path: readonly (string | number)[] = []) {
    super(message);
    this.path = path;
  }
}
