/** Why GitHub refused, and what helps: GitHub has one status for many reasons. */
import { afterEach, expect, test, vi } from "vitest";
import { secondsToWait } from "../../src/action/github/rate-limit.ts";
import { refusal } from "../../src/action/github/refusal.ts";

afterEach(() => void vi.useRealTimers());

const answer = (status: number, message?: string, headers: Readonly<Record<string, string>> = {}) => ({
  status,
  data: message === undefined ? "<html>" : { message },
  headers: new Headers(headers),
});

test.each([
  [403, "Resource not accessible by integration", "denied", /^Give the job the permissions/],
  [404, "Not Found", "denied", /^The token may not see it/],
  [403, "Resource protected by organization SAML enforcement.", "denied", /^Authorize the token/],
  [403, "the organization has an IP allow list enabled", "denied", /^The organization's IP allow list/],
  [403, "Repository was archived so is read-only.", "refused", /archived/],
  [403, "Unable to create comment because issue is locked.", "refused", /^Unlock the conversation/],
  [403, "No.", "refused", /^null$/],
  [410, "Issues are disabled for this repo", "refused", /^Switch issues on/],
  [422, "Validation Failed", "refused", /^null$/],
  [401, "Bad credentials", "unknown-token", /^The github-token is wrong or expired/],
  [500, "Server Error", "broken", /githubstatus/],
  [502, "Bad gateway", "broken", /githubstatus/],
  [429, "Too many", "busy", /run the job again in 1 minute\.$/],
])("%i, %s", (status, message, trouble, hint) => {
  const error = refusal("Reading the comments", answer(status, message));
  expect(error).toMatchObject({
    trouble,
    status,
    message: `Reading the comments failed (HTTP ${status}): ${message}`,
  });
  expect(String(error.hint)).toMatch(hint);
});

test("an answer that is not GitHub's is said to be unreadable", () => {
  expect(refusal("Reading", answer(400)).message).toBe(
    "Reading failed (HTTP 400): the answer was not readable",
  );
});

test("GitHub says how long it takes no more requests", () => {
  vi.useFakeTimers({ now: 1_000_000_000_000 });
  const none = { "x-ratelimit-remaining": "0" };
  const until = (seconds: number) => ({ ...none, "x-ratelimit-reset": String(1_000_000_000 + seconds) });
  expect(secondsToWait(answer(429, "x", { "retry-after": "7" }))).toBe(7);
  expect(secondsToWait(answer(403, "x", until(90)))).toBe(90);
  expect(secondsToWait(answer(403, "x", until(0.5)))).toBe(1);
  expect(secondsToWait(answer(403, "x", until(-5)))).toBe(1);
  expect(secondsToWait(answer(403, "x", { ...none, "x-ratelimit-reset": "soon" }))).toBe(61);
  expect(secondsToWait(answer(429, "x"))).toBe(60);
  expect(secondsToWait(answer(403, "You have exceeded a secondary rate limit"))).toBe(60);
  expect(secondsToWait(answer(403, "x", { "x-ratelimit-remaining": "1" }))).toBeNull();
  expect(secondsToWait(answer(500, "rate limit", { "retry-after": "7" }))).toBeNull();
  expect(refusal("Reading", answer(403, "x", until(125))).hint).toContain("again in 3 minutes.");
});
