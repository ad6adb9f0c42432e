/** Why a run happens, and what may be done because of it. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { type Command, type Inputs, readInputs } from "../../src/action/inputs.ts";
import {
  commandFor,
  readTriggeringEvent,
  type TriggeringEvent,
  withoutSecrets,
} from "../../src/action/triggering-event.ts";

const NOW = 1_767_225_600_999;

function eventOf(
  event: string,
  payload?: unknown,
  env: Readonly<Record<string, string>> = {},
): TriggeringEvent {
  const folder = mkdtempSync(join(tmpdir(), "goalform-event-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const path = join(folder, "event.json");
  if (payload !== undefined) writeFileSync(path, JSON.stringify(payload));
  return readTriggeringEvent(
    {
      GITHUB_EVENT_NAME: event,
      GITHUB_REPOSITORY: "acme/shop",
      GITHUB_SHA: "trial",
      GITHUB_REF: "refs/heads/main",
      GITHUB_ACTOR: "mara",
      ...(payload === undefined ? {} : { GITHUB_EVENT_PATH: path }),
      ...env,
    },
    NOW,
  );
}

const PULL = {
  number: 7,
  head: { sha: "head", repo: { full_name: "acme/shop" } },
  base: { sha: "base", ref: "release" },
};
const MERGED = { ...PULL, merged: true, merge_commit_sha: "merged" };

test("a pull request: what is checked out is the trial merge", () => {
  expect(
    eventOf("pull_request", { action: "opened", pull_request: PULL }, { GITHUB_REF: "refs/pull/7/merge" }),
  ).toEqual({
    event: "pull_request",
    repository: "acme/shop",
    isPrivate: false,
    sha: "trial",
    subject: null,
    branch: null,
    actor: "mara",
    pull: { number: 7, head: "head", isFork: false, base: "base", into: "release", merged: null },
    pushed: [],
    run: {
      id: "0.1",
      number: "",
      url: "https://github.com/acme/shop/actions/runs/0",
      startedAt: 1_767_225_600,
    },
  });
});

test("one that was merged is about the commit on its base branch", () => {
  const { sha, branch, pull } = eventOf("pull_request", { action: "closed", pull_request: MERGED });
  expect([sha, branch, pull?.merged]).toEqual(["merged", "release", { commit: "merged", branch: "release" }]);
});

test.each([
  ["opened", MERGED],
  ["closed", PULL],
  ["closed", { ...MERGED, merge_commit_sha: null }],
  ["closed", { ...MERGED, base: { sha: "base" } }],
])("otherwise it was not merged: %s %j", (action, pull_request) => {
  const { sha, branch, pull } = eventOf("pull_request", { action, pull_request });
  expect([sha, branch, pull?.merged]).toEqual(["trial", "main", null]);
});

test("a fork is another repository, or one that is gone", () => {
  const from = (repo: object | null) =>
    eventOf("pull_request", { pull_request: { ...PULL, head: { sha: "head", repo } } });
  expect(from({ full_name: "mallory/shop" }).pull?.isFork).toBe(true);
  expect(from(null).pull?.isFork).toBe(true);
  expect(withoutSecrets(from(null))).toBe(
    "This pull request comes from a fork, so live settings were not read.",
  );
});

test("what describes no pull request is none", () => {
  expect(eventOf("pull_request", { pull_request: { number: 7 } }).pull).toBeNull();
  expect(eventOf("pull_request", { pull_request: { head: { sha: "x" } } }).pull).toBeNull();
  expect(eventOf("push", { pull_request: PULL }).pull).toBeNull();
  expect(eventOf("pull_request").pull).toBeNull();
});

test("an event that nobody can read is a mistake in the workflow, and no bug", () => {
  expect(() => readTriggeringEvent({ GITHUB_EVENT_PATH: "nowhere.json" }, NOW)).toThrow(
    expect.objectContaining({
      code: "usage",
      message: expect.stringMatching(/^The event's description cannot be read: ENOENT/),
    }),
  );
});

test("a push: its commits, the newest first, each once", () => {
  const commits = [{ id: "a" }, {}, { id: "b" }, { id: "trial" }];
  expect(eventOf("push", { commits }).pushed).toEqual(["trial", "b", "a"]);
  expect(eventOf("push", {}).pushed).toEqual(["trial"]);
  expect(eventOf("schedule", { commits }).pushed).toEqual([]);
  expect(eventOf("push", {}, { GITHUB_REF: "refs/tags/v1" }).branch).toBeNull();
  expect(eventOf("push", {}, { GITHUB_REF: "refs/heads/a/b" }).branch).toBe("a/b");
});

test("a run has its number, its attempt and its address", () => {
  const env = {
    GITHUB_RUN_ID: "12",
    GITHUB_RUN_ATTEMPT: "3",
    GITHUB_RUN_NUMBER: "9",
    GITHUB_SERVER_URL: "https://git.acme.example",
  };
  expect(eventOf("push", {}, env).run).toEqual({
    id: "12.3",
    number: "9",
    url: "https://git.acme.example/acme/shop/actions/runs/12",
    startedAt: 1_767_225_600,
  });
});

test.each<readonly [string, Command | "", object, Readonly<Record<string, string>>, Command]>([
  ["pull_request", "", { pull_request: PULL }, {}, "plan"],
  ["pull_request", "", { action: "closed", pull_request: MERGED }, {}, "apply"],
  ["pull_request", "", { pull_request: { ...PULL, head: { sha: "head" } } }, {}, "check"],
  ["pull_request", "apply", { pull_request: { ...PULL, head: { sha: "head" } } }, {}, "check"],
  ["pull_request", "", { pull_request: PULL }, { GITHUB_ACTOR: "dependabot[bot]" }, "check"],
  ["push", "", {}, { GITHUB_ACTOR: "dependabot[bot]" }, "apply"],
  ["merge_group", "", {}, {}, "check"],
  ["schedule", "", {}, {}, "drift"],
  ["schedule", "plan", {}, {}, "plan"],
  ["workflow_dispatch", "rollback", {}, {}, "rollback"],
  ["pull_request_target", "check", {}, {}, "check"],
])("%s with the command %j: what is done", (event, command, payload, env, expected) => {
  const inputs: Inputs = readInputs({ INPUT_COMMAND: command });
  expect(commandFor(inputs, eventOf(event, payload, env))).toBe(expected);
});

test.each([
  ["workflow_dispatch", "usage", "The event workflow_dispatch does not say what to do."],
  ["", "usage", "The event of this run does not say what to do."],
  ["discussion", "unsafe-event", "The action does not run on discussion: strangers can cause that event"],
  ["fork", "unsafe-event", "The action does not run on fork:"],
  ["gollum", "unsafe-event", "The action does not run on gollum:"],
  ["discussion_comment", "unsafe-event", "The action does not run on discussion_comment:"],
])("%s without a command is refused", (event, code, message) => {
  expect(() => commandFor(readInputs({}), eventOf(event))).toThrow(
    expect.objectContaining({ code, message: expect.stringContaining(message), ways: [expect.any(String)] }),
  );
});

test.each([
  ["push", { head_commit: { message: "Count calls" } }, "Count calls"],
  ["push", { head_commit: null }, null],
  [
    "pull_request",
    { pull_request: { number: 7, title: "Count calls", head: { sha: "h" } } },
    "Count calls (#7)",
  ],
  ["schedule", {}, null],
])("what a %s is about: %j", (name, payload, subject) => {
  expect(eventOf(name, payload).subject).toBe(subject);
});
