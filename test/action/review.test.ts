/** The plan's comment, line by line: what is written, what is kept, and what becomes of it. */
import { expect, test } from "vitest";
import type { Comment, GitHub, Pull } from "../../src/action/github/port.ts";
import { type PlanMarker, planMarkerLine, readPlanMarker } from "../../src/action/marker.ts";
import { commentBody, findPlanComments, setStatus, sub, writeReview } from "../../src/action/review.ts";

const OURS = "github-actions[bot]";
const HEAD = "a".repeat(40);
const MARKER: PlanMarker = {
  v: 1,
  id: "shop",
  head: HEAD,
  run: "12.1",
  at: 1000,
  plan: "0123",
  file: "goals.yaml",
  ops: ["0a"],
};
const PULL: Pull = {
  number: 7,
  author: "mara",
  head: HEAD,
  base: "main",
  isFork: false,
  isOpen: true,
  isMerged: false,
  mergeCommit: null,
};

const bodyOf = (changes: Partial<PlanMarker> = {}, content = "the plan") =>
  commentBody({ ...MARKER, ...changes }, () => content, ["What merging does.", sub("Planned")]);

/** A pull request with these comments, the oldest first. */
function github(bodies: readonly string[], { author = OURS, editor = null as string | null } = {}) {
  const comments = bodies.map(
    (body, index): Comment => ({
      id: index + 1,
      nodeId: `n${index + 1}`,
      author,
      body,
      url: `url ${index + 1}`,
    }),
  );
  const port = {
    login: async () => OURS,
    comments: async () => comments,
    createComment: async (_: number, body: string) => ({ ...comments[0]!, id: 99, url: "new", body }),
    updateComment: async (id: number, body: string) => {
      const one = comments.find((comment) => comment.id === id)!;
      Object.assign(one, { body });
      return one;
    },
    minimise: async () => {},
    lastEditor: async () => editor,
  };
  const calls: string[] = [];
  const noted = Object.fromEntries(
    Object.entries(port).map(([name, call]) => [
      name,
      (...given: never[]) => {
        if (/^(create|update|mini)/.test(name)) calls.push(name);
        return (call as (...all: never[]) => unknown)(...given);
      },
    ]),
  ) as unknown as GitHub;
  return { port: noted, comments, calls };
}

const review = (changes: Partial<PlanMarker> = {}, content?: string) => ({
  marker: { ...MARKER, ...changes },
  body: bodyOf(changes, content),
  isWorthAComment: true,
});

test("a comment is its marker, the plan as far as there is room, and below it what is about now", () => {
  let room = 0;
  const body = commentBody(
    MARKER,
    (longest) => {
      room = longest;
      return "the plan\n\n";
    },
    ["one", "two"],
  );
  expect(body).toBe(`${planMarkerLine(MARKER)}\nthe plan\n\n<!-- status -->\n\none\n\ntwo\n`);
  expect(commentBody(MARKER, (longest) => "x".repeat(longest), ["one", "two"])).toHaveLength(60_000);
  expect(room).toBe(60_000 - body.length + "the plan".length);
});

test("ours are those of our login with this label", async () => {
  const { port } = github([bodyOf(), bodyOf({ id: "other" }), "a word", bodyOf({ run: "13.1" })]);
  expect((await findPlanComments(port, 7, "shop")).map(({ comment }) => comment.id)).toEqual([1, 4]);
  expect(await findPlanComments(github([bodyOf()], { author: "mallory" }).port, 7, "shop")).toEqual([]);
});

test("the first one is made where it is worth one", async () => {
  const none = github([]);
  expect(await writeReview(none.port, PULL, review())).toBe("new");
  expect(await writeReview(none.port, PULL, { ...review(), isWorthAComment: false })).toBeNull();
  expect(none.calls).toEqual(["createComment"]);
});

test("there is one: it is brought up to date, and left alone where nothing has changed", async () => {
  const there = github([bodyOf()]);
  expect(await writeReview(there.port, PULL, review())).toBe("url 1");
  expect(there.calls).toEqual([]);
  there.comments[0] = { ...there.comments[0]!, body: `${bodyOf().replaceAll("\n", "\r\n")}\r\n` };
  await writeReview(there.port, PULL, review());
  expect(there.calls).toEqual([]);
  expect(await writeReview(there.port, PULL, { ...review({}, "other"), isWorthAComment: false })).toBe(
    "url 1",
  );
  expect(there.calls).toEqual(["updateComment"]);
  expect(there.comments[0]!.body).toContain("other");
});

test.each<readonly [string, Partial<PlanMarker>, Partial<PlanMarker>, boolean]>([
  ["began later", { at: 1001 }, {}, false],
  ["began at the same time, with a higher number", { run: "13.1" }, { run: "12.2" }, false],
  ["began at the same time, another time", { run: "12.2" }, { run: "12.1" }, false],
  ["is this very run", {}, {}, true],
  ["began earlier", { at: 999, run: "13.1" }, {}, true],
  ["was for another commit", { at: 1001, head: "b".repeat(40) }, {}, true],
])("what is there is kept when its run %s", async (_, there, ours, isWritten) => {
  const { port, calls } = github([bodyOf(there)]);
  expect(await writeReview(port, PULL, review(ours, "other"))).toBe("url 1");
  expect(calls).toEqual(isWritten ? ["updateComment"] : []);
});

test("a time to come that somebody wrote into it by hand counts for nothing", async () => {
  const later = bodyOf({ at: 9999 });
  const edited = github([later], { editor: "mallory" });
  await writeReview(edited.port, PULL, review({}, "other"));
  expect(edited.calls).toEqual(["updateComment"]);
  const own = github([later], { editor: OURS });
  await writeReview(own.port, PULL, review({}, "other"));
  expect(own.calls).toEqual([]);
});

test("a pull request that was closed, or has another head by now, keeps its comment", async () => {
  for (const change of [{ isOpen: false }, { head: "b".repeat(40) }]) {
    const { port, calls } = github([bodyOf()]);
    expect(await writeReview(port, { ...PULL, ...change }, review({}, "other"))).toBe("url 1");
    expect(await writeReview(github([]).port, { ...PULL, ...change }, review())).toBeNull();
    expect(calls).toEqual([]);
  }
});

test("of several the newest is kept; the others approve nothing any more, and are folded away", async () => {
  const { port, comments, calls } = github([bodyOf(), bodyOf(), bodyOf()]);
  expect(await writeReview(port, PULL, review({}, "other"))).toBe("url 3");
  expect(comments.map(({ body }) => readPlanMarker(body) !== null)).toEqual([false, false, true]);
  expect(comments[0]!.body).toContain("This plan is out of date");
  expect(calls).toEqual(["updateComment", "minimise", "updateComment", "minimise", "updateComment"]);
});

test("two goals files under one label would approve for each other", async () => {
  const there = github([bodyOf({ file: "blog.yaml" })]);
  await expect(writeReview(there.port, PULL, review())).rejects.toMatchObject({
    code: "usage",
    message: "Two goals files use the label shop: blog.yaml and goals.yaml.",
  });
  const older = github([bodyOf({ file: "blog.yaml", head: "b".repeat(40) })]);
  expect(await writeReview(older.port, PULL, review())).toBe("url 1");
  const { file: _, ...nameless } = MARKER;
  const unnamed = github([commentBody(nameless, () => "x", [])]);
  expect(await writeReview(unnamed.port, PULL, review())).toBe("url 1");
});

async function afterStatus(body: string, change: Partial<PlanMarker> = {}, marker = MARKER): Promise<string> {
  const { port, comments } = github([body]);
  await setStatus(port, { comment: comments[0]!, marker }, "Applied", change);
  return comments[0]!.body;
}

test("what became of a plan replaces what was about to be, and the plan stays", async () => {
  const first = planMarkerLine(MARKER);
  expect(await afterStatus(bodyOf())).toBe(
    `${first}\nthe plan\n\n<!-- status -->\n\nWhat merging does.\n\n<sub>Applied</sub>\n`,
  );
  const applied = { ops: [], applied: "c".repeat(40) };
  expect(await afterStatus(bodyOf(), applied)).toBe(
    `${planMarkerLine({ ...MARKER, ...applied })}\nthe plan\n\n<!-- status -->\n\n<sub>Applied</sub>\n`,
  );
  expect(await afterStatus(bodyOf(), {}, { ...MARKER, applied: "c" })).not.toContain("What merging does.");
  // As an earlier version of the action wrote it, and as somebody left it.
  expect(await afterStatus(`${first}\nthe plan\n\n<sub>Planned</sub>`)).toBe(
    `${first}\nthe plan\n\n<!-- status -->\n\n<sub>Applied</sub>\n`,
  );
  for (const line of ["<sub>a plan", "a plan</sub>"])
    expect(await afterStatus(`${first}\nthe plan\n${line}`)).toBe(
      `${first}\nthe plan\n${line}\n\n<!-- status -->\n\n<sub>Applied</sub>\n`,
    );
  const odd = commentBody(MARKER, () => "the plan", ["<sub>one", "two</sub>", sub("Planned")]);
  expect(await afterStatus(odd)).toBe(
    `${first}\nthe plan\n\n<!-- status -->\n\n<sub>one\n\ntwo</sub>\n\n<sub>Applied</sub>\n`,
  );
  expect(await afterStatus(`${first}\r\nthe plan`)).toBe(
    `${first}\nthe plan\n\n<!-- status -->\n\n<sub>Applied</sub>\n`,
  );
});

test("of two requests that GitHub refuses, the same one is reported however long each takes", async () => {
  const slow = () => new Promise<never>((_, reject) => setImmediate(() => reject(new Error("of the login"))));
  const fast = () => Promise.reject(new Error("of the comments"));
  const port = { ...github([]).port, login: slow, comments: fast };
  await expect(findPlanComments(port, 7, "shop")).rejects.toThrow("of the login");
});
