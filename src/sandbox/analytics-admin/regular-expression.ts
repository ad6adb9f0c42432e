/** Whether it can be read at all. Google's own reading (RE2) knows less than this one, no look-around for instance. */
export function isExpression(text: string): boolean {
  try {
    new RegExp(text);
    return true;
  } catch {
    return false;
  }
}
