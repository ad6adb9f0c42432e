/** What happened, in one word for programs, and what to do about it, for people. */
import type { WayOut } from "../diagnostic.ts";
import { type Failure, NO_CREDENTIALS, QUOTA_REASONS, UNREADABLE } from "./failure.ts";

export function explanation({ status, reason, message }: Failure): { code: string; hint: WayOut | null } {
  if (reason === NO_CREDENTIALS) {
    return {
      code: "no-credentials",
      hint: "Sign in to Google (README, Signing in), or try the command with --sandbox.",
    };
  }
  if (reason === UNREADABLE) return { code: "google-trouble", hint: SOMETHING_BETWEEN };
  if (status === 0)
    return {
      code: "unreachable",
      hint: { say: "Check the network, a proxy, or the --endpoint, then", run: "again" },
    };
  if (status === 401)
    return {
      code: "unauthenticated",
      hint: "The credentials are missing, wrong or expired: sign in again (README, Signing in to Google).",
    };
  if (status === 403) return forbidden(reason, message);
  if (status === 404)
    return {
      code: "not-found",
      hint: "Check the ids in targets, and that these credentials may see them: Google gives the same answer for both.",
    };
  if (status === 409)
    return { code: "already-exists", hint: "Plan again: something there is newer than this plan." };
  if (status === 429) return { code: "quota", hint: quotaAdvice(message) };
  if (status === 501) return { code: "not-implemented", hint: null };
  if (status >= 500)
    return { code: "google-trouble", hint: { say: "Trouble at Google.", run: "again", when: "in a while" } };
  return { code: "refused", hint: null };
}

function quotaAdvice(message: string): WayOut {
  if (isAboutACap(message)) return "Remove some of them in Analytics that nobody uses, then plan again.";
  if (/per day/i.test(message))
    return { say: "Google's quota for today is used up.", run: "again", when: "tomorrow" };
  if (isAboutHourlyTokens(message))
    return {
      say: "The property's quota of reports is used up for this hour; everybody who reports on it shares it.",
      run: "again",
      when: "in an hour",
    };
  if (/concurrent/i.test(message))
    return {
      say: "Too many reports of this property are being made at once.",
      run: "again",
      when: "in a minute",
    };
  return {
    say: "Google's quota is used up (Tag Manager: 25 requests in 100 seconds). Wait two minutes and",
    run: "again",
  };
}

function forbidden(reason: string, message: string): { code: string; hint: WayOut } {
  if (QUOTA_REASONS.includes(reason))
    return { code: "quota", hint: { say: "Google's quota is used up. Wait two minutes and", run: "again" } };
  // Its reason is that of a disabled API.
  if (/quota project/i.test(message)) {
    return {
      code: "quota-project",
      hint: "Run: gcloud auth application-default set-quota-project YOUR_PROJECT",
    };
  }
  if (reason === "ACCESS_TOKEN_SCOPE_INSUFFICIENT" || reason === "insufficientPermissions") {
    return {
      code: "scope",
      hint: "The credentials lack a scope; `goalform doctor` says which. Sign in again with the scopes of the README: they are fixed at sign-in.",
    };
  }
  if (reason === "SERVICE_DISABLED" || reason === "accessNotConfigured") {
    return {
      code: "api-disabled",
      hint: "Enable the API in the Google Cloud project of these credentials: Tag Manager API, Google Analytics Admin API and, for reports, Google Analytics Data API.",
    };
  }
  // As the Data API says it; it only reads.
  if (/about Property ID/i.test(message))
    return {
      code: "forbidden",
      hint: "Give these credentials access to the GA4 property: Viewer is enough for reports.",
    };
  return {
    code: "forbidden",
    hint: "Give these credentials access: Editor on the GA4 property, Publish on the container.",
  };
}

const SOMETHING_BETWEEN: WayOut = {
  say: "A proxy or a sign-in page of the network may have answered instead of Google, or the answer was cut off. Check the network and the proxy settings, then",
  run: "again",
};

/** developers.google.com/analytics/devguides/reporting/data/v1/quotas: waiting for it would take up to an hour. */
export function isAboutHourlyTokens(message: string): boolean {
  return /tokens\b.*\bper hour/i.test(message);
}

/**
 * 429 also means "no room for another key event"; only
 * the text says which, and waiting would not help.
 */
export function isAboutACap(message: string): boolean {
  return (
    /maximum|limit of|exceed(ed|s) the/i.test(message) &&
    !/per (minute|hour|day)|quota exceeded/i.test(message)
  );
}
