import { spawn } from "node:child_process";
import { describe, expect, it, onTestFinished } from "vitest";
import { EXECUTABLE, folder } from "../support/cli.ts";
import { send } from "./google.ts";

/** `goalform sandbox` as a process of its own, ended with the test; resolves when it serves. */
async function serve(args: readonly string[]): Promise<{ url: string; log: () => string }> {
  const child = spawn(process.execPath, [EXECUTABLE, "sandbox", ...args], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  onTestFinished(() => void child.kill());
  let log = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    log += text;
  });
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout.setEncoding("utf8").once("data", (text: string) => resolve(text.trim()));
    child.on("close", () => reject(new Error(log)));
  });
  return { url, log: () => log };
}

describe("goalform sandbox", () => {
  it("serves with the faults, switches, quota and clock that it was given", async () => {
    const served = await serve([
      ...["--fault", "503@1:keyEvents", "--fault", "close-after@2:keyEvents"],
      ...["--switch", "retryAfter=7", "--switch", "newContainerIsPublished=false"],
      ...["--quota", "2/60", "--clock", "2026-03-01T09:00:00Z"],
    ]);
    const keyEvents = "v1beta/properties/123456789/keyEvents";
    expect((await send(served, "GET", keyEvents)).status).toBe(503);
    await expect(send(served, "GET", keyEvents)).rejects.toThrow("fetch failed");
    expect((await send(served, "GET", keyEvents)).body).toMatchObject({
      keyEvents: [{ createTime: "2026-03-01T09:00:00.000Z" }],
    });
    const live = "tagmanager/v2/accounts/6000000001/containers/180000001/versions:live";
    expect((await send(served, "GET", live)).status).toBe(404);
    expect((await send(served, "GET", live)).status).toBe(404);
    const { status, headers } = await fetch(`${served.url}/${live}`, {
      headers: { authorization: "Bearer any" },
    });
    expect([status, headers.get("retry-after")]).toEqual([429, "7"]);
    expect(served.log().split("\n").slice(1)).toEqual([
      `503 GET /${keyEvents} (fault 503@1:keyEvents)`,
      `--- GET /${keyEvents} (fault close-after@2:keyEvents)`,
      `200 GET /${keyEvents}`,
      `404 GET /${live}`,
      `404 GET /${live}`,
      `429 GET /${live}`,
      "",
    ]);
  });

  it("explains faults in its help", async () => {
    const { out } = await folder().goalform(["sandbox", "--help"]);
    expect(out).toContain("For example: 429@3, 500@1:keyEvents, close-after@every:create_version");
  });

  it.each([
    [
      ["--fault", "429@first"],
      'error[sandbox-options]: "first" in "429@first" is not valid: write the number of a request (1 is the next one) or "every".\n',
    ],
    [
      ["--switch", "bulkUpdateAtomc=false"],
      'error[unknown-switch]: The sandbox has no switch named "bulkUpdateAtomc".\nhelp: Did you mean `bulkUpdateAtomic`?\n',
    ],
    [
      ["--switch", "staleFingerprint=410"],
      'error[sandbox-options]: The switch staleFingerprint cannot be set to "410", only to 400 or 409 or 412.\n',
    ],
    [
      ["--switch", "bulkUpdateRefuses=folder,goal"],
      'error[sandbox-options]: The switch bulkUpdateRefuses cannot be set to "folder,goal", only to some of tag,trigger,variable,folder.\n',
    ],
    [
      ["--quota", "15"],
      'error[sandbox-quota]: "15" is not a quota.\nhelp: Write requests/seconds, such as 15/60, or --quota alone for Google\'s 25/100.\n',
    ],
    [
      ["--clock", "yesterday"],
      'error[sandbox-clock]: "yesterday" is not a time.\nhelp: Write it like 2026-03-01T09:00:00Z.\n',
    ],
  ])("refuses %j with a message", async (args, err) => {
    expect(await folder().goalform(["sandbox", ...args])).toEqual({ exitCode: 1, out: "", err });
  });

  it("refuses a state file that is none, and a port that is taken, with a message", async () => {
    const { goalform } = folder({ "state.json": "{}" });
    expect((await goalform(["sandbox", "--state", "state.json"])).err).toMatch(
      /^error\[sandbox-options\]: The sandbox cannot start from .*state\.json: its format is undefined/,
    );
    const { url } = await serve([]);
    expect((await goalform(["sandbox", "--port", new URL(url).port])).err).toBe(
      "error[port-taken]: Something else listens at this port.\nhelp: Leave --port out for a free one.\n",
    );
  });
});
