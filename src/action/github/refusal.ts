/** Why GitHub refused, and what helps. */
import { counted } from "../../render/words.ts";
import { type Answer, messageOf } from "./answer.ts";
import { GitHubError } from "./port.ts";
import { secondsToWait } from "./rate-limit.ts";

export function refusal(what: string, answer: Answer): GitHubError {
  const { status, data } = answer;
  const said = messageOf(data) ?? "the answer was not readable";
  const { trouble, hint } = whyRefused(answer, said);
  return new GitHubError(trouble, status, `${what} failed (HTTP ${status}): ${said}`, hint);
}

type Why = Pick<GitHubError, "trouble" | "hint">;

function whyRefused(answer: Answer, said: string): Why {
  const { status } = answer;
  const wait = secondsToWait(answer);
  if (wait !== null)
    return {
      trouble: "busy",
      hint: `GitHub accepts no more requests with this token for now: run the job again in ${counted(Math.ceil(wait / 60), "minute")}.`,
    };
  if (status >= 500)
    return { trouble: "broken", hint: "GitHub has problems (githubstatus.com): run the job again later." };
  if (status === 401)
    return {
      trouble: "unknown-token",
      hint: "The github-token is wrong or expired; leave the input out to use the job's own.",
    };
  const known = WHY_DENIED.find(({ status: one, says }) => one === status && says.test(said));
  return known ?? { trouble: "refused", hint: null };
}

const ANYTHING = /(?:)/;

/** GitHub has one status for many reasons, and distinguishes them only in words. */
const WHY_DENIED: readonly (Why & { readonly status: number; readonly says: RegExp })[] = [
  {
    status: 403,
    says: /not accessible by/i,
    trouble: "denied",
    hint: "Give the job the permissions of docs/github.md: `contents: read` always, `pull-requests: write` for plan and apply, `issues: write` for drift.",
  },
  {
    status: 404,
    says: ANYTHING,
    trouble: "denied",
    hint: "The token may not see it, or it does not exist: give the job the permissions of docs/github.md (`contents: read` always, `pull-requests: write` for plan and apply, `issues: write` for drift).",
  },
  {
    status: 403,
    says: /SAML/i,
    trouble: "denied",
    hint: "Authorize the token for the organization's single sign-on, or leave the input github-token out.",
  },
  {
    status: 403,
    says: /IP allow list/i,
    trouble: "denied",
    hint: "The organization's IP allow list does not contain this runner's address: add it, or use a runner whose address is on the list.",
  },
  {
    status: 403,
    says: /archived/i,
    trouble: "refused",
    hint: "The repository is archived, so nothing can be written there.",
  },
  {
    status: 403,
    says: /locked/i,
    trouble: "refused",
    hint: "Unlock the conversation of the pull request or issue, then run the job again.",
  },
  {
    status: 410,
    says: ANYTHING,
    trouble: "refused",
    hint: "Switch issues on in the repository's settings: that is where drift is reported.",
  },
];
