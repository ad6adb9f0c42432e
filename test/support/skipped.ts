/** Tests that need something of the machine are skipped where it is missing. In CI they run all the same, and fail. */
export function isSkipped(isThere: boolean): boolean {
  return !isThere && !process.env["CI"];
}
