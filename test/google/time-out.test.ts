/** The one clock that no test replaces: how long Google's client waits for an answer. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { openGoogle } from "../../src/google/google.ts";

/** The address of a server that takes every request and answers none. */
async function silence(): Promise<string> {
  const server = createServer(() => {});
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

test("a request that is never answered ends, is uncertain, and is sent again only where it cannot do its work twice", async () => {
  let now = 0;
  const wait = async (milliseconds: number) => {
    now += milliseconds;
  };
  const port = openGoogle(
    { property: "1", container: { account: "1", container: "2" } },
    { to: "endpoint", root: await silence(), accessToken: null },
    "write",
    () => {},
    { timeout: 100, budget: 5000, now: () => now, wait, random: () => 0 },
  );
  const unanswered = { code: "unreachable", status: 0, isUncertain: true };
  await expect(port.readLatest()).rejects.toMatchObject(unanswered);
  expect([port.requests, port.lostAnswers]).toEqual([3, 0]);

  const workspace = { path: "accounts/1/containers/2/workspaces/3", name: "", description: "", isNew: true };
  await expect(port.changeEntities(workspace, [])).rejects.toMatchObject(unanswered);
  expect([port.requests, port.lostAnswers]).toEqual([4, 1]);
});
