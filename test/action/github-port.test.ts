/** What the action takes from GitHub's answers, call by call. */
import { expect, onTestFinished, test } from "vitest";
import { openGitHub } from "../../src/action/github/api.ts";
import type { GitHub, Issue } from "../../src/action/github/port.ts";
import { BOT, GitHubDouble, REPOSITORY } from "./github/double.ts";

const sha = (letter: string) => letter.repeat(40);

async function opened(): Promise<{ double: GitHubDouble; github: GitHub }> {
  const double = await new GitHubDouble().start();
  onTestFinished(() => {
    double.stop();
    expect(double.wrong).toEqual([]);
  });
  const address = { api: double.url, graphql: `${double.url}/graphql`, token: "t" };
  return { double, github: openGitHub(address, REPOSITORY) };
}

test("a file that a pull request renames counts under both names", async () => {
  const { double, github } = await opened();
  const pull = double.open(7, sha("a"));
  pull.files = [
    { filename: "shop.yaml", status: "renamed", previous_filename: "goals.yaml" },
    { filename: "README.md", status: "modified" },
  ];
  expect(await github.changedFiles(7)).toEqual(["shop.yaml", "goals.yaml", "README.md"]);
});

test("a pull request is open, or closed and merged or not", async () => {
  const { double, github } = await opened();
  double.open(7, sha("a"));
  const open = {
    number: 7,
    author: "mara",
    head: sha("a"),
    base: "main",
    isFork: false,
    isOpen: true,
    isMerged: false,
    mergeCommit: null,
  };
  expect(await github.pull(7)).toEqual(open);
  expect(await github.pullsOf(sha("a"))).toEqual([open]);
  double.merge(7, sha("c"));
  expect(await github.pull(7)).toEqual({ ...open, isOpen: false, isMerged: true, mergeCommit: sha("c") });
});

test("a review is a person's or a bot's, and GitHub says whether its author may push", async () => {
  const { double, github } = await opened();
  double.open(7, sha("a"));
  double.review(7, "owner");
  double.review(7, "member", { authorCanPushToRepository: false });
  double.review(7, "robot", { user: { login: "robot", type: "Bot" }, state: "COMMENTED" });
  const reviews = await github.reviews(7);
  const may = await Promise.all(reviews.map((review) => github.mayPush(review)));
  expect(may).toEqual([true, false, true]);
  expect(reviews.at(-1)).toMatchObject({
    author: "robot",
    isPerson: false,
    state: "COMMENTED",
    commit: sha("a"),
  });
  expect(reviews[0]!.isPerson).toBe(true);
});

test("of more commits than are read, the newest are", async () => {
  const { double, github } = await opened();
  for (let i = 1; i <= 1030; i++) double.push(String(i).padStart(40, "0"));
  const { commits } = (await github.compare("0".repeat(40), "main"))!;
  expect(commits[0]!.sha).toBe("1030".padStart(40, "0"));
  expect(commits.length).toBeGreaterThan(900);
});

test("who edited a comment: nobody, a person, a bot under its whole name, somebody who is gone", async () => {
  const { double, github } = await opened();
  double.open(7, sha("a"));
  const comment = double.comment(7, "text");
  const editor = async () => github.lastEditor((await github.comments(7))[0]!);
  expect(await editor()).toBeNull();
  double.edit(comment, "other", "mallory");
  expect(await editor()).toBe("mallory");
  double.edit(comment, "other", BOT);
  expect(await editor()).toBe(BOT);
  comment.editor = null;
  expect(await editor()).toBe("somebody whose account is gone");
  const [one] = await github.comments(7);
  await expect(github.lastEditor({ ...one!, nodeId: "IC_0" })).rejects.toThrow(
    "Asking who edited the comment failed: there is no such comment",
  );
});

test("a comment is written, changed and read as it is", async () => {
  const { double, github } = await opened();
  double.open(7, sha("a"));
  const written = await github.createComment(7, "first");
  expect(written).toMatchObject({ author: BOT, body: "first", nodeId: `IC_${written.id}` });
  expect(await github.updateComment(written.id, "second")).toEqual({ ...written, body: "second" });
  expect(await github.comments(7)).toEqual([{ ...written, body: "second" }]);
  expect(written.url).toContain("/pull/7");
});

const LINKS = { url: "https://x", html_url: "https://x", diff_url: "https://x", patch_url: "https://x" };

test("an issue is found while it is open, and after it was closed; pull requests are none", async () => {
  const { double, github } = await opened();
  const isOurs = ({ title }: Issue) => title === "Drift";
  expect(await github.findIssue(isOurs)).toBeNull();
  const created = await github.createIssue({ title: "Drift", body: "a", labels: ["ga4"], assignees: [] });
  double.issues.push({ ...double.issues[0]!, number: 99, pull_request: LINKS });
  double.issues.reverse();
  expect(created).toMatchObject({ author: BOT, title: "Drift", body: "a" });
  expect((await github.findIssue(isOurs))?.number).toBe(created.number);
  expect(await github.findClosedIssue(isOurs)).toBeNull();
  await github.updateIssue(created.number, { title: "Drift", body: "b" });
  expect((await github.findIssue(isOurs))?.body).toBe("b");
  await github.closeIssue(created.number, "c");
  expect(await github.findIssue(isOurs)).toBeNull();
  expect(await github.findClosedIssue(isOurs)).toMatchObject({ number: created.number, body: "c" });
  const asked = double.asked.find(({ method, path }) => method === "POST" && path.endsWith("/issues"));
  expect(JSON.parse(asked!.body)).toEqual({ title: "Drift", body: "a", labels: ["ga4"] });
});
