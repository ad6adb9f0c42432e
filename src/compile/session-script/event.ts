/** The data-layer event that the session script pushes for a goal. */
export function sessionEvent(owner: string, goalId: string): string {
  return `goalform.${owner}.${goalId}`;
}
