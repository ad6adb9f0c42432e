/** Which version says up to which commit everything is settled, and where that is written. */
import { expect, test } from "vitest";
import { settle, settledCommits } from "../../src/apply/settled-commits.ts";
import { type AppliedCommit, commitNote, withSettled } from "../../src/plan/applied-commit.ts";
import { type ContainerSnapshot, EMPTY_CONTENT } from "../../src/resources/snapshot.ts";

const OWNER = "acme-shop";
const OURS = `goalform ${OWNER}`;
const [A, B, C] = ["a", "b", "c"].map(
  (digit, index): AppliedCommit => ({ commit: digit.repeat(40), run: index + 1 }),
);

interface Version {
  readonly id: string;
  readonly name: string;
  readonly description: string;
}

const made = (id: string, by: AppliedCommit, name = OURS): Version => ({
  id,
  name,
  description: commitNote(by),
});
const settledAt = (version: Version, by: AppliedCommit): Version => ({
  ...version,
  description: withSettled(OWNER, version.description, by),
});

/** A container with these versions, the newest last; `live` is the id of the one that is. */
function container(versions: readonly Version[], live: string | null) {
  const asked: string[] = [];
  const written = new Map<string, string>();
  const one = (id: string) => versions.find((version) => version.id === id)!;
  const snapshot = {
    live: live === null ? null : one(live),
    latest: versions.at(-1) ?? null,
    content: EMPTY_CONTENT,
  } as unknown as ContainerSnapshot;
  return {
    snapshot,
    asked,
    written,
    listVersions: async () => {
      asked.push("list");
      return versions;
    },
    readVersion: async (id: string) => {
      asked.push(id);
      return { ...one(id), path: "", url: "", content: EMPTY_CONTENT };
    },
    describeVersion: async (id: string, change: (description: string) => string) =>
      void written.set(id, change(one(id).description)),
  };
}

async function read(versions: readonly Version[], live: string | null) {
  const google = container(versions, live);
  const commits = await settledCommits(OWNER, google.snapshot, google);
  return { commits, asked: google.asked };
}

test("usually the live version says it, and nothing is asked", async () => {
  expect(await read([made("1", A!), made("2", B!)], "2")).toEqual({ commits: [B], asked: [] });
  expect(await read([], null)).toEqual({ commits: [], asked: [] });
});

test("after a rollback a newer version counts only where it says that it was live", async () => {
  expect(await read([made("1", A!), made("2", B!)], "1")).toEqual({ commits: [A], asked: ["list", "2"] });
  const was = settledAt(made("2", B!), B!);
  expect(await read([made("1", A!), was], "1")).toEqual({ commits: [A, B], asked: ["list", "2"] });
});

test("where a colleague's version is live, our newest one before it counts", async () => {
  const theirs = { id: "10", name: "Summer sale", description: "" };
  expect(await read([made("2", A!), made("9", B!), theirs], "10")).toEqual({
    commits: [B],
    asked: ["list", "9"],
  });
  const named = made("11", C!, "goalform acme-blog");
  expect(await read([made("9", B!), named], "11")).toEqual({ commits: [B], asked: ["list", "9"] });
  // What is live was read already, also when it is ours and says nothing.
  const bare = { id: "10", name: OURS, description: "" };
  expect(await read([made("9", B!), bare], "10")).toEqual({ commits: [B], asked: ["list", "9"] });
});

test("where nothing is live, only a version that says so counts", async () => {
  expect(await read([made("1", A!)], null)).toEqual({ commits: [], asked: ["list", "1"] });
  expect((await read([settledAt(made("1", A!), A!)], null)).commits).toEqual([A]);
});

test("five versions are read at most", async () => {
  const versions = Array.from({ length: 8 }, (_, index) => ({
    id: `${index + 2}`,
    name: OURS,
    description: "",
  }));
  const { asked } = await read([made("1", A!), ...versions], "1");
  expect(asked).toEqual(["list", "9", "8", "7", "6", "5"]);
});

async function written(versions: readonly Version[], live: string | null, by: AppliedCommit) {
  const google = container(versions, live);
  const isWritten = await settle(OWNER, google.snapshot, by, google);
  return { isWritten, written: Object.fromEntries(google.written), asked: google.asked };
}

test("it is written in the live version when that is ours, once", async () => {
  const version = made("2", B!);
  expect(await written([version], "2", C!)).toEqual({
    isWritten: true,
    written: { 2: settledAt(version, C!).description },
    asked: [],
  });
  const settled = settledAt(version, B!);
  expect(await written([settled], "2", B!)).toEqual({ isWritten: true, written: {}, asked: [] });
  const laterRun = { ...B!, run: 99 };
  expect((await written([settled], "2", laterRun)).written).toEqual({
    2: settledAt(version, laterRun).description,
  });
  // Its own note alone does not say that it was live.
  expect((await written([version], "2", B!)).written).toEqual({ 2: settledAt(version, B!).description });
});

test("also in a live version of ours that says nothing yet", async () => {
  const bare = { id: "2", name: OURS, description: "" };
  expect((await written([made("1", A!), bare], "2", B!)).written).toEqual({
    2: settledAt(bare, B!).description,
  });
});

test("where another version is live, it is written in our newest one before it", async () => {
  const theirs = { id: "10", name: "Summer sale", description: "" };
  const versions = [
    made("2", A!),
    { ...theirs, id: "8" },
    made("9", B!),
    { ...theirs, id: "9.5" },
    theirs,
    made("11", B!),
  ];
  expect(await written(versions, "10", C!)).toEqual({
    isWritten: true,
    written: { 9: settledAt(made("9", B!), C!).description },
    asked: ["list"],
  });
});

test("where there is no version of ours, it is written nowhere", async () => {
  const theirs = { id: "1", name: "Summer sale", description: "" };
  expect(await written([theirs], "1", C!)).toEqual({ isWritten: false, written: {}, asked: ["list"] });
  expect(await written([], null, C!)).toEqual({ isWritten: false, written: {}, asked: [] });
});
