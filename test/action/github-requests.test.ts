/** How GitHub is asked, page after page and again where that is safe, and what its answers mean: a server that says what it is told. */
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { messageOf } from "../../src/action/github/answer.ts";
import { openGitHub } from "../../src/action/github/api.ts";
import type { GitHub, GitHubError, Issue } from "../../src/action/github/port.ts";
import { passTime } from "../support/pass-time.ts";

interface Said {
  readonly status?: number;
  readonly json?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}
/** `cut`: the connection ends without an answer. */
type Answer = Said | "cut";

interface Asked {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage["headers"];
  readonly body: unknown;
}

/** A GitHub that gives these answers one after the other, the last one forever. */
async function says(...answers: Answer[]): Promise<{ github: GitHub; asked: Asked[]; close: () => void }> {
  const asked: Asked[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const text = Buffer.concat(chunks).toString();
    const { method = "", url: path = "", headers } = request;
    asked.push({ method, path, headers, body: text === "" ? null : JSON.parse(text) });
    const answer = answers[Math.min(asked.length, answers.length) - 1]!;
    if (answer === "cut") return void request.socket.destroy();
    const { status = 200, json = {}, headers: more = {} } = answer;
    response.writeHead(status, { "content-type": "application/json", ...more });
    response.end(JSON.stringify(json));
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const close = () => {
    server.close();
    server.closeAllConnections();
  };
  onTestFinished(close);
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const github = openGitHub({ api: url, graphql: `${url}/graphql`, token: "ghs_t" }, "acme/shop");
  return { github, asked, close };
}

const failureOf = (asking: Promise<unknown>) =>
  asking.then(
    () => expect.unreachable("it did not fail"),
    (error: GitHubError) => error,
  );
const refused = (status: number, message: string, headers = {}): Said => ({
  status,
  json: { message },
  headers,
});
const COMMENT = { id: 7, node_id: "IC_7", user: { login: "mara" }, body: "text", html_url: "https://x" };

describe("a request", () => {
  test("says who asks, in which version, and what", async () => {
    const { github, asked } = await says({ json: COMMENT });
    await github.createComment(3, "text");
    expect(asked).toMatchObject([
      { method: "POST", path: "/repos/acme/shop/issues/3/comments", body: { body: "text" } },
    ]);
    expect(asked[0]!.headers).toMatchObject({
      authorization: "Bearer ghs_t",
      accept: "application/vnd.github+json",
      "user-agent": "goalform",
      "x-github-api-version": "2022-11-28",
    });
  });

  const WRITE = (github: GitHub) => github.createComment(3, "text");
  const CHANGE = (github: GitHub) => github.updateComment(3, "text");
  const READ = (github: GitHub) => github.pull(3);
  const QUERY = (github: GitHub) => github.lastEditor({ nodeId: "n" } as never);

  test.each([
    ["reading", READ, 3],
    ["changing", CHANGE, 3],
    ["a question", QUERY, 3],
    ["writing, which may have happened", WRITE, 1],
  ])(
    "that GitHub breaks at is tried three times, unless it might be done twice: %s",
    async (_, ask, times) => {
      passTime();
      for (const answer of [refused(502, "Bad gateway"), "cut"] as const) {
        const { github, asked } = await says(answer);
        const error = await failureOf(ask(github));
        expect(asked).toHaveLength(times);
        expect(error).toMatchObject(
          answer === "cut"
            ? {
                trouble: "unreachable",
                status: 0,
                hint: expect.stringMatching(/^Check the runner's network/),
              }
            : { trouble: "broken", status: 502 },
        );
      }
    },
  );

  test("is answered by the third try", async () => {
    passTime();
    const { github, asked } = await says(refused(500, "No."), "cut", { json: COMMENT });
    expect(await github.updateComment(7, "text")).toMatchObject({ id: 7, author: "mara" });
    expect(asked).toHaveLength(3);
    const pauses = vi.mocked(setTimeout).mock.calls.flatMap(([, pause = 0]) => (pause > 0 ? [pause] : []));
    expect(pauses.filter((pause) => pause <= 1000)).toEqual([500, 1000]);
  });

  test("that was one too many waits as long as GitHub says, up to a minute, also before writing", async () => {
    passTime();
    const once = await says(refused(429, "Too many", { "retry-after": "59" }), { json: COMMENT });
    expect((await once.github.createComment(3, "text")).id).toBe(7);
    expect(once.asked).toHaveLength(2);
    const long = await says(refused(429, "Too many", { "retry-after": "61" }), { json: COMMENT });
    expect(await failureOf(long.github.createComment(3, "text"))).toMatchObject({ trouble: "busy" });
    expect(long.asked).toHaveLength(1);
  });

  test("that is refused is not repeated", async () => {
    const { github, asked } = await says(refused(403, "No."));
    expect(await failureOf(github.pull(3))).toMatchObject({
      trouble: "refused",
      message: "Reading pull request 3 failed (HTTP 403): No.",
    });
    expect(asked).toHaveLength(1);
  });

  test("to a place where nobody listens fails at once, with why", async () => {
    const { github, close } = await says({});
    close();
    const pauses = vi.spyOn(globalThis, "setTimeout");
    const { message, trouble } = await failureOf(github.pull(3));
    expect(pauses.mock.calls.filter(([, pause]) => pause === 500)).toEqual([]);
    pauses.mockRestore();
    expect(trouble).toBe("unreachable");
    expect(message).toMatch(/^Reading pull request 3 failed: .*ECONNREFUSED/);
  });
});

/** Everything that the action asks of GitHub. */
const CALLS: Readonly<Record<keyof GitHub, (github: GitHub) => Promise<unknown>>> = {
  login: (github) => github.login(),
  comments: (github) => github.comments(3),
  createComment: (github) => github.createComment(3, "text"),
  updateComment: (github) => github.updateComment(7, "text"),
  minimise: (github) => github.minimise({ nodeId: "IC_7" } as never),
  lastEditor: (github) => github.lastEditor({ nodeId: "IC_7" } as never),
  pull: (github) => github.pull(3),
  pullsOf: (github) => github.pullsOf("c"),
  changedFiles: (github) => github.changedFiles(3),
  formerPath: (github) => github.formerPath(3, "goals.yaml"),
  reviews: (github) => github.reviews(3),
  mayPush: (github) => github.mayPush({ nodeId: "PRR_1" } as never),
  history: (github) => github.history("c", 20),
  compare: (github) => github.compare("a", "b"),
  parents: (github) => github.parents("c"),
  read: (github) => github.read("goals.yaml", "c"),
  findIssue: (github) => github.findIssue(() => true),
  findClosedIssue: (github) => github.findClosedIssue(() => true),
  createIssue: (github) => github.createIssue({ title: "T", body: "B", labels: [], assignees: [] }),
  updateIssue: (github) => github.updateIssue(5, { title: "T", body: "B" }),
  closeIssue: (github) => github.closeIssue(5, "B"),
};

test("what is asked of GitHub, and what is said when it refuses", async () => {
  const lines: string[] = [];
  for (const [name, call] of Object.entries(CALLS)) {
    const { github, asked } = await says(refused(418, "No."));
    const error = await failureOf(call(github));
    const requests = asked.map(({ method, path, body }) => `${method} ${path} ${JSON.stringify(body)}`);
    lines.push(name, ...requests.map((one) => `  ${one}`), `  ${error}`);
  }
  await expect(`${lines.join("\n")}\n`).toMatchFileSnapshot("outputs/asked-of-github.txt");
});

test("what GitHub does not say about an account that is gone, or of a text that was never there, is empty", async () => {
  const nobody = { user: null, body: undefined };
  const { github } = await says({ json: { ...COMMENT, ...nobody } });
  expect(await github.updateComment(7, "text")).toEqual({
    id: 7,
    nodeId: "IC_7",
    author: "",
    body: "",
    url: "https://x",
  });
  const head = { sha: "a", repo: null };
  const base = { ref: "main", repo: { full_name: "acme/shop" } };
  const json = { number: 3, user: null, head, base, state: "open", merged_at: null, merge_commit_sha: null };
  expect(await (await says({ json })).github.pull(3)).toEqual({
    number: 3,
    author: "",
    head: "a",
    base: "main",
    isFork: true,
    isOpen: true,
    isMerged: false,
    mergeCommit: null,
  });
  const review = { user: null, state: "APPROVED", commit_id: "a", node_id: "PRR_1" };
  expect(await (await says({ json: [review] })).github.reviews(3)).toEqual([
    { nodeId: "PRR_1", author: "", isPerson: false, state: "APPROVED", commit: "a" },
  ]);
  expect(await (await says({ json: { data: { node: null } } })).github.mayPush({} as never)).toBe(false);
});

describe("pages", () => {
  const page = (count: number, link?: string): Said => ({
    json: Array.from({ length: count }, (_, id) => ({ ...COMMENT, id })),
    ...(link === undefined ? {} : { headers: { link } }),
  });
  const count = async (...answers: Said[]) => {
    const { github, asked } = await says(...answers, page(1));
    const all = await github.comments(3);
    expect(asked.map(({ path }) => path)).toEqual(
      asked.map((_, index) => `/repos/acme/shop/issues/3/comments?per_page=100&page=${index + 1}`),
    );
    return [asked.length, all.length];
  };

  test("continue as long as GitHub names a next one, or a full one says nothing", async () => {
    expect(await count(page(99))).toEqual([1, 99]);
    expect(await count(page(100), page(3))).toEqual([2, 103]);
    expect(await count(page(100, '<https://x>; rel="prev"'))).toEqual([1, 100]);
    expect(await count(page(2, '<https://x>; rel="next"'), page(3))).toEqual([2, 5]);
  });

  test("of closed issues are three at most, and of open ones all, up to a hundred", async () => {
    const next = { headers: { link: '<https://x>; rel="next"' }, json: [] };
    const none = (_: Issue) => false;
    const closed = await says(next);
    expect(await closed.github.findClosedIssue(none)).toBeNull();
    expect(closed.asked.map(({ path }) => path)).toEqual(
      [1, 2, 3].map(
        (one) => `/repos/acme/shop/issues?state=closed&sort=updated&direction=desc&per_page=100&page=${one}`,
      ),
    );
    const open = await says(...Array.from({ length: 5 }, () => next), { json: [] });
    expect(await open.github.findIssue(none)).toBeNull();
    expect(open.asked).toHaveLength(6);
    const endless = await says(next);
    expect(await endless.github.findIssue(none)).toBeNull();
    expect(endless.asked).toHaveLength(100);
  });
});

describe("whose token it is", () => {
  const viewer = (login: string): Said => ({ json: { data: { viewer: { login } } } });
  const denied: Said = { json: { data: null, errors: [{ type: "FORBIDDEN", message: "No." }] } };

  test.each<readonly [string, string, readonly Said[]]>([
    ["a person's", "mara", [viewer("mara")]],
    ["the job's, without a bot's suffix", "github-actions[bot]", [viewer("github-actions")]],
    ["a token that GraphQL refuses and REST knows", "mara", [denied, { json: { login: "mara" } }]],
    ["the job's, which neither knows", "github-actions[bot]", [denied, refused(403, "not accessible by it")]],
  ])("%s", async (_, name, answers) => {
    const { github, asked } = await says(...answers);
    expect(await github.login()).toBe(name);
    expect(asked.map(({ path }) => path)).toEqual(["/graphql", "/user"].slice(0, answers.length));
  });

  test("is not guessed when GitHub has trouble", async () => {
    const broken: Said = { json: { errors: [{ message: "Something went wrong." }] } };
    expect(await failureOf((await says(broken)).github.login())).toMatchObject({
      trouble: "broken",
      message: "Asking GitHub whose token this is failed: Something went wrong.",
    });
    const empty = await failureOf((await says({ json: {} })).github.login());
    expect(empty.message).toBe("Asking GitHub whose token this is failed: the answer was empty");
    const later = await says(denied, refused(401, "Bad credentials"));
    expect(await failureOf(later.github.login())).toMatchObject({ trouble: "unknown-token" });
  });

  test("an answer with an error is no answer, whatever else is in it", async () => {
    const half: Said = { json: { data: { viewer: { login: "mara" } }, errors: [{ message: "No." }] } };
    expect(await failureOf((await says(half)).github.login())).toMatchObject({ trouble: "broken" });
  });
});

describe("commits", () => {
  const commit = (sha: string, ...parents: string[]) => ({
    sha,
    parents: parents.map((one) => ({ sha: one })),
  });
  const compared = (more: object = {}): Said => ({
    json: {
      status: "ahead",
      total_commits: 1,
      commits: [commit("b", "a")],
      files: [{ filename: "goals.yaml" }],
      merge_base_commit: commit("a"),
      ...more,
    },
  });

  test("are compared: what is new, the newest first, what differs, and where they parted", async () => {
    const { github, asked } = await says(
      compared({ total_commits: 102, commits: [commit("b", "a"), commit("c", "b")] }),
      compared({ total_commits: 102, commits: [commit("d", "c", "x")], files: [{ filename: "other" }] }),
    );
    expect(await github.compare("a", "feat/x")).toEqual({
      status: "ahead",
      commits: [
        { sha: "d", parents: ["c", "x"] },
        { sha: "c", parents: ["b"] },
        { sha: "b", parents: ["a"] },
      ],
      files: ["goals.yaml"],
      mergeBase: "a",
    });
    expect(asked.map(({ path }) => path)).toEqual([
      "/repos/acme/shop/compare/a...feat%2Fx?per_page=100&page=1",
      "/repos/acme/shop/compare/a...feat%2Fx?per_page=100&page=2",
    ]);
  });

  test("differ in so many files that GitHub may leave some out", async () => {
    const files = (count: number) => Array.from({ length: count }, (_, index) => ({ filename: `f${index}` }));
    const comparing = async (count: number) =>
      (await (await says(compared({ files: files(count) }))).github.compare("a", "b"))!.files?.length ?? null;
    expect(await comparing(299)).toBe(299);
    expect(await comparing(300)).toBeNull();
  });

  test("that share nothing have no common one", async () => {
    const { github } = await says(compared({ merge_base_commit: undefined, files: undefined }));
    expect(await github.compare("a", "b")).toMatchObject({ files: [], mergeBase: null });
  });

  test("are read to the newest, and of very many only the newest thousand", async () => {
    const pagesOf = async (total: number) => {
      const { github, asked } = await says(compared({ total_commits: total }));
      await github.compare("a", "b");
      return asked.map(({ path }) => Number(path.split("&page=")[1]));
    };
    expect(await pagesOf(0)).toEqual([1]);
    expect(await pagesOf(100)).toEqual([1]);
    expect(await pagesOf(201)).toEqual([1, 3, 2]);
    expect(await pagesOf(1101)).toEqual([1, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3]);
  });

  test("that the repository does not know are nothing, and a refusal stays one", async () => {
    for (const status of [404, 422]) {
      const { github } = await says(refused(status, "No commit found"));
      expect(await github.compare("a", "b")).toBeNull();
      expect(await github.parents("a")).toBeNull();
      expect(await github.read("goals.yaml", "a")).toBeNull();
    }
    const { github } = await says(refused(403, "No."));
    for (const asking of [github.compare("a", "b"), github.parents("a"), github.read("goals.yaml", "a")])
      expect(await failureOf(asking)).toMatchObject({ status: 403 });
  });

  test("have parents and a history", async () => {
    const one = await says({ json: commit("b", "a", "x") });
    expect(await one.github.parents("b")).toEqual(["a", "x"]);
    expect(one.asked[0]!.path).toBe("/repos/acme/shop/commits/b");
    const all = await says({ json: [commit("b", "a"), { sha: "a" }] });
    expect(await all.github.history("b", 22)).toEqual([
      { sha: "b", parents: ["a"] },
      { sha: "a", parents: [] },
    ]);
    expect(all.asked[0]!.path).toBe("/repos/acme/shop/commits?sha=b&per_page=22");
    expect(await (await says({ json: {} })).github.history("b", 22)).toEqual([]);
  });

  const file = (more: object = {}): Said => ({
    json: { type: "file", encoding: "base64", content: "Z29hbHM6\n", ...more },
  });

  test("have files and folders; what cannot be read as a file is neither", async () => {
    const { github, asked } = await says(file());
    expect(await github.read("a b/goals.yaml", "c")).toEqual({ is: "file", bytes: Buffer.from("goals:") });
    expect(asked[0]!.path).toBe("/repos/acme/shop/contents/a%20b/goals.yaml?ref=c");
    const folder = await says({ json: [{ name: "goals.yaml", type: "file" }] });
    expect(await folder.github.read("a", "c")).toEqual({
      is: "folder",
      entries: [{ name: "goals.yaml", is: "file" }],
    });
    for (const other of [{ type: "symlink" }, { encoding: "none" }, { content: undefined }])
      expect(await (await says(file(other))).github.read("a", "c")).toEqual({ is: "other" });
  });
});

test("an issue is opened with labels and people, where there are any, and closed as done", async () => {
  const issue = { number: 3, title: "T", user: null, body: null, html_url: "https://x" };
  const { github, asked } = await says({ json: issue });
  expect(await github.createIssue({ title: "T", body: "B", labels: ["a"], assignees: ["mara"] })).toEqual({
    number: 3,
    title: "T",
    author: "",
    body: "",
    url: "https://x",
  });
  await github.createIssue({ title: "T", body: "B", labels: [], assignees: [] });
  await github.closeIssue(3, "Done.");
  expect(asked.map(({ method, body }) => [method, body])).toEqual([
    ["POST", { title: "T", body: "B", labels: ["a"], assignees: ["mara"] }],
    ["POST", { title: "T", body: "B" }],
    ["PATCH", { body: "Done.", state: "closed", state_reason: "completed" }],
  ]);
});

test("what GitHub says for each field is passed on, the first five", () => {
  expect(messageOf({ message: "No." })).toBe("No.");
  expect(messageOf({ message: "No.", errors: [] })).toBe("No.");
  expect(messageOf({ message: "No.", errors: "all" })).toBe("No.");
  expect(
    messageOf({
      message: "No.",
      errors: [
        "too long",
        { message: "not a member" },
        { field: "labels", code: "invalid" },
        { code: "missing" },
      ],
    }),
  ).toBe("No. (too long; not a member; labels: invalid; missing)");
  expect(messageOf({ message: "No.", errors: [null, {}, 7] })).toBe("No.");
  expect(messageOf({ message: "No.", errors: ["1", "2", "3", "4", "5", "6"] })).toBe("No. (1; 2; 3; 4; 5)");
  for (const nothing of [null, undefined, "<html>", {}, { message: 7 }])
    expect(messageOf(nothing)).toBeNull();
});
