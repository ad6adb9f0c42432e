/**
 * Something that a person or a test told the sandbox itself, and that it cannot
 * use. Says what is wrong and what would be right; never one of Google's errors.
 */
export class InvalidInput extends Error {
  override readonly name = "InvalidInput";
}
