/** S10: the sandbox is for programs of this machine, and its files stay where they belong. */
import { mkdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { describe, expect, onTestFinished, test } from "vitest";
import { folder } from "../support/cli.ts";
import { HEAD, openShop } from "../support/shop.ts";

const GOALS = `${HEAD}goals:\n  thanks: { type: destination, page: /thanks }\n`;

/** The status of an answer; `fetch` would not send some of these headers. */
function ask(url: string, headers: Readonly<Record<string, string>>): Promise<number> {
  return new Promise((done, failed) => {
    request(url, { headers }, (answer) => done(answer.resume().statusCode ?? 0))
      .on("error", failed)
      .end();
  });
}

describe("S10: a web page", () => {
  test.each([
    ["the control path", "/sandbox/state", { origin: "https://evil.example" }, 403],
    ["the control path, without an origin", "/sandbox/state", { "sec-fetch-site": "cross-site" }, 403],
    ["the control path under a name of its own", "/sandbox/state", { host: "evil.example" }, 421],
    ["Google's paths under a name of its own", "/v1beta/accountSummaries", { host: "evil.example" }, 421],
    ["Google's paths without a token", "/v1beta/accountSummaries", {}, 401],
  ])("does not get %s", async (_, path, headers, status) => {
    const shop = await openShop();
    onTestFinished(() => shop.close());
    expect(await ask(shop.sandbox.url + path, headers)).toBe(status);
  });
});

describe("S10: the files of the sandbox", () => {
  test("can be read by their user alone, and hold no token", async () => {
    const here = folder({ "goals.yaml": GOALS });
    await here.goalform(["apply", "--sandbox", "--auto-approve"], { GOALFORM_ACCESS_TOKEN: "ya29.secret" });
    const state = `${here.path}/.goalform/sandbox.json`;
    expect(statSync(state).mode & 0o077).toBe(0);
    expect(readFileSync(state, "utf8")).not.toMatch(/ya29|goalform-sandbox:/);
  });

  test("are not written through links that a checkout brings along", async () => {
    const elsewhere = folder({ precious: "precious\n" });
    const one = folder({ "goals.yaml": GOALS });
    mkdirSync(`${one.path}/.goalform`);
    symlinkSync(`${elsewhere.path}/precious`, `${one.path}/.goalform/.gitignore`);
    writeFileSync(`${elsewhere.path}/state`, "precious\n");
    symlinkSync(`${elsewhere.path}/state`, `${one.path}/.goalform/sandbox.json`);
    await one.goalform(["apply", "--sandbox", "--auto-approve"]);

    const other = folder({ "goals.yaml": GOALS });
    symlinkSync(elsewhere.path, `${other.path}/.goalform`);
    expect(await other.goalform(["plan", "--sandbox"])).toMatchObject({ exitCode: 1 });
    expect(readFileSync(`${elsewhere.path}/precious`, "utf8")).toBe("precious\n");
    expect(readFileSync(`${elsewhere.path}/state`, "utf8")).toBe("precious\n");
    expect(statSync(`${elsewhere.path}/.gitignore`, { throwIfNoEntry: false })).toBeUndefined();
  });
});
