/** Why a page could not be opened, in words. */

/** Whether there was no answer at all. */
export function isNetworkProblem(problem: string | null): boolean {
  return problem !== null && !problem.startsWith(ANSWERED);
}

const ANSWERED = "the site answered ";

export function statusWords(status: number): string {
  return `${ANSWERED}${status}`;
}

/** The page stays when what it would become is not loaded. */
export function navigationWords({ message }: Error): string | null {
  const reason = /net::ERR_\w+/.exec(message)?.[0];
  if (reason === "net::ERR_ABORTED") return "it was not loaded";
  return reason ?? message.split("\n")[0] ?? "it was not loaded";
}
