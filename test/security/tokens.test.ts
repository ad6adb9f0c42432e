/** S7: no token, key or assertion in any output, whatever goes wrong and however much is logged. */
import { describe, expect, onTestFinished, test } from "vitest";
import type { Fault } from "../../src/sandbox/sandbox.ts";
import { type CommandResult, folder } from "../support/in-process.ts";
import { HEAD, openShop } from "../support/shop.ts";
import { fakeGoogle, KEY_PIECES, MINTED } from "./fake-google.ts";

const GOALS = `${HEAD}goals:\n  thanks: { type: destination, page: /thanks }\n`;
const TOKEN = "ya29.a0-given-to-goalform";

/** What people set to see more of what a Node program does. Each prints what it has to, whether the other one is set or not. */
const LOUD: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "as usual": {},
  "DEBUG=* GOOGLE_SDK_NODE_LOGGING=*": { DEBUG: "*", GOOGLE_SDK_NODE_LOGGING: "*" },
};

/** With these nothing is asked of anybody, so what would be answered makes no difference. */
const REFUSED = ["http,fetch", "*", "net"];

/** On the one request that is not repeated for minutes when its answer is lost. */
const FAILURES: readonly (readonly [name: string, faults: readonly Fault[]])[] = [
  ["all is well", []],
  ["401", [{ at: 1, how: { answer: 401 } }]],
  ["403", [{ at: 1, how: { answer: 403 } }]],
  ["a page of HTML", [{ at: "every", match: "CreateKeyEvent", how: { answer: 502 } }]],
  ["a closed connection", [{ at: "every", match: "CreateKeyEvent", how: { close: "before" } }]],
];

function expectNoSecret({ out, err }: CommandResult, secrets: readonly string[]): void {
  for (const secret of secrets) expect(`${out}${err}`).not.toContain(secret);
}

describe("S7: GOALFORM_ACCESS_TOKEN is printed nowhere", () => {
  test.each(Object.keys(LOUD).flatMap((loud) => FAILURES.map(([name, faults]) => ({ loud, name, faults }))))(
    "$loud, $name",
    async ({ loud, faults }) => {
      const shop = await openShop();
      onTestFinished(() => shop.close());
      shop.sandbox.setFaults(faults.filter(({ how }) => !("answer" in how && how.answer === 403)));
      const forbidden = faults.some(({ how }) => "answer" in how && how.answer === 403);
      const token = forbidden ? `goalform-sandbox:${TOKEN}` : TOKEN;
      const { goalform, built } = folder({ "goals.yaml": GOALS });
      const args = ["apply", "--auto-approve", "--endpoint", shop.sandbox.url];
      // What is loud is read when a process starts.
      const ended = await (loud === "as usual" ? goalform : built)(args, {
        ...LOUD[loud],
        GOALFORM_ACCESS_TOKEN: token,
      });
      expectNoSecret(ended, [TOKEN]);
      if (loud === "as usual") expect(ended.exitCode).toBe(faults.length === 0 ? 0 : 1);
    },
  );

  test.each(REFUSED)("NODE_DEBUG=%s is refused before anything is asked", async (loud) => {
    const shop = await openShop();
    onTestFinished(() => shop.close());
    const { built } = folder({ "goals.yaml": GOALS });
    const ended = await built(["apply", "--auto-approve", "--endpoint", shop.sandbox.url], {
      NODE_DEBUG: loud,
      GOALFORM_ACCESS_TOKEN: TOKEN,
    });
    expect(ended.err).toContain("error[node-debug]");
    expect(shop.sandbox.requests).toEqual([]);
    expectNoSecret(ended, [TOKEN]);
  });

  test("not even by a bug that carries the request with it", async () => {
    const here = folder({
      "goals.yaml": GOALS,
      "bug.cjs": `setTimeout(() => {
        const config = { headers: { authorization: "Bearer " + process.env.GOALFORM_ACCESS_TOKEN } };
        throw Object.assign(new Error("boom"), { config, cause: Object.assign(new Error("inner"), { config }) });
      }, 100);`,
    });
    const shop = await openShop();
    onTestFinished(() => shop.close());
    shop.sandbox.setFaults([{ at: "every", how: { hang: 2000 } }]);
    const ended = await here.built(["plan", "--endpoint", shop.sandbox.url], {
      GOALFORM_ACCESS_TOKEN: TOKEN,
      NODE_OPTIONS: `--require ${here.path}/bug.cjs`,
    });
    expect(ended).toMatchObject({ exitCode: 1, err: expect.stringContaining("This is a bug in goalform") });
    expect(ended.err).toContain("boom");
    expectNoSecret(ended, [TOKEN]);
  });

  test("not even when it cannot be a header", async () => {
    for (const token of ["line\nbreak-of-a-token", "smile-\u{1f600}-of-a-token", " space-of-a-token"]) {
      const shop = await openShop();
      onTestFinished(() => shop.close());
      const ended = await folder({ "goals.yaml": GOALS }).goalform(["plan", "--endpoint", shop.sandbox.url], {
        GOALFORM_ACCESS_TOKEN: token,
      });
      expectNoSecret(ended, ["of-a-token"]);
    }
  });
});

const refuses = (status: number, body: string, type = "application/json") => ({
  status,
  body,
  headers: { "content-type": type },
});

const ANSWERS = [
  ["401", refuses(401, '{"error":{"code":401,"message":"no"}}'), undefined],
  ["403", refuses(403, '{"error":{"code":403,"message":"no"}}'), undefined],
  ["404 as HTML", refuses(404, "<html>no</html>", "text/html"), undefined],
  ["the token is refused", {}, refuses(400, '{"error":"invalid_grant","error_description":"no"}')],
  ["the token endpoint is forbidden", {}, refuses(403, "<html>no</html>", "text/html")],
] as const;

describe("S7: neither a service account's key, nor its assertion, nor the token that it gets", () => {
  test.each(
    Object.keys(LOUD).flatMap((loud) =>
      ANSWERS.map(([name, answer, token]) => ({ loud, name, answer, token })),
    ),
  )("$loud, $name", async ({ loud, answer, token }) => {
    const google = await fakeGoogle(GOALS, () => answer, token);
    const ended = await google.folder.goalform(["plan"], { ...google.env, ...LOUD[loud] });
    expect(ended.exitCode).toBe(1);
    const assertions = google.asked
      .map(({ body }) => new URLSearchParams(body).get("assertion"))
      .filter(Boolean);
    if (loud === "as usual") expect(assertions).not.toEqual([]);
    expectNoSecret(ended, [MINTED, ...KEY_PIECES, ...(assertions as string[])]);
  });

  test("NODE_DEBUG=* is refused before anything is asked", async () => {
    const google = await fakeGoogle(GOALS, () => ({}));
    const ended = await google.folder.goalform(["plan"], { ...google.env, NODE_DEBUG: "*" });
    expect(ended.err).toContain("error[node-debug]");
    expect(google.asked).toEqual([]);
    expectNoSecret(ended, [MINTED, ...KEY_PIECES]);
  });
});
