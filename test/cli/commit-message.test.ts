/** What a version is called in CI, where nobody writes a message. */
import { expect, test } from "vitest";
import { commitMessage } from "../../src/machine/commit-message.ts";

const SHA = "97ceddd0123456789abcdef0123456789abcdef0";
const EVENT = { head_commit: { message: "Count calls\n\nSince people call." } };
const files = (content: unknown) => ({
  readText: (path: string) =>
    path === "/event.json" ? JSON.stringify(content) : { cannotBeRead: "it is not there" },
});

test.each<readonly [string, Readonly<Record<string, string>>, string | undefined]>([
  ["GitLab", { CI: "true", CI_COMMIT_SHA: SHA, CI_COMMIT_TITLE: "Count calls" }, "Count calls (97ceddd)"],
  ["Azure", { CI: "1", BUILD_SOURCEVERSION: SHA, BUILD_SOURCEVERSIONMESSAGE: "A\nB" }, "A (97ceddd)"],
  ["GitHub", { CI: "true", GITHUB_SHA: SHA, GITHUB_EVENT_PATH: "/event.json" }, "Count calls (97ceddd)"],
  [
    "GitHub without a description",
    { CI: "true", GITHUB_SHA: SHA, GITHUB_EVENT_PATH: "/no" },
    "commit 97ceddd",
  ],
  ["Bitbucket", { CI: "true", BITBUCKET_COMMIT: SHA }, "commit 97ceddd"],
  ["a terminal", { GITHUB_SHA: SHA }, undefined],
  ["a switched-off CI", { CI: "false", GITHUB_SHA: SHA }, undefined],
  ["a CI without a commit", { CI: "true" }, undefined],
  ["something else", { CI: "true", GITHUB_SHA: "$(rm)" }, undefined],
])("%s", (_, env, message) => {
  expect(commitMessage(env, files(EVENT))).toBe(message);
});

test.each([null, [], { head_commit: null }, { head_commit: { message: 5 } }])("an event like %j", (event) => {
  const env = { CI: "true", GITHUB_SHA: SHA, GITHUB_EVENT_PATH: "/event.json" };
  expect(commitMessage(env, files(event))).toBe("commit 97ceddd");
});
