/** S11: each command asks for the least, and does with it. */
import { describe, expect, onTestFinished, test } from "vitest";
import { scopesFor } from "../../src/google/connection.ts";
import { folder } from "../support/in-process.ts";
import { HEAD, openShop } from "../support/shop.ts";
import { fakeGoogle } from "./fake-google.ts";

const GOALS = `${HEAD}goals:\n  thanks: { type: destination, page: /thanks }\n`;
const ROOT = "https://www.googleapis.com/auth/";

const READ = ["tagmanager.readonly", "analytics.readonly"];
const PREPARE = ["tagmanager.edit.containers", "tagmanager.edit.containerversions", "analytics.edit"];
const WRITE = [
  "tagmanager.edit.containers",
  "tagmanager.edit.containerversions",
  "tagmanager.publish",
  "analytics.edit",
];
/** To write into a version's description up to which commit approvals are used up, where a workflow has said so before. */
const DESCRIBE = "tagmanager.edit.containerversions";
const ROLLBACK = ["tagmanager.edit.containers", DESCRIBE, "tagmanager.publish", "analytics.readonly"];

const COMMANDS: readonly (readonly [args: readonly string[], scopes: readonly string[]])[] = [
  [["plan"], READ],
  [["drift"], READ],
  [["apply", "--auto-approve"], WRITE],
  [["apply", "--auto-approve", "--no-publish"], PREPARE],
  [["rollback", "--auto-approve"], ROLLBACK],
];

describe("S11: scopes", () => {
  test("are these, and no more", () => {
    expect(scopesFor("read")).toEqual(READ.map((scope) => ROOT + scope));
    expect(scopesFor("prepare")).toEqual(PREPARE.map((scope) => ROOT + scope));
    expect(scopesFor("write")).toEqual(WRITE.map((scope) => ROOT + scope));
    expect(scopesFor("rollback")).toEqual(ROLLBACK.map((scope) => ROOT + scope));
  });

  test.each(COMMANDS)("%s asks a service account's key for its own", async (args, scopes) => {
    const google = await fakeGoogle(GOALS, () => ({
      status: 401,
      body: '{"error":{"code":401,"message":"no"}}',
    }));
    await google.folder.goalform(args, google.env);
    const bodies = google.asked.filter(({ url }) => url === "/token").map(({ body }) => body);
    const [, claims] = new URLSearchParams(bodies[0]).get("assertion")!.split(".");
    const { scope } = JSON.parse(Buffer.from(claims!, "base64url").toString()) as { scope: string };
    expect(scope.split(" ")).toEqual(scopes.map((one) => ROOT + one));
  });

  test.each(COMMANDS)("%s needs no more", async (args, scopes) => {
    expect(await runWith(args, scopes)).toMatchObject({ code: null });
  });

  test.each(
    COMMANDS.flatMap(([args, scopes]) =>
      scopes
        .filter((without) => args[0] !== "rollback" || without !== DESCRIBE)
        .map((without) => ({ args, scopes, without })),
    ),
  )("$args without $without is refused, and says what is missing", async ({ args, scopes, without }) => {
    const left = scopes.filter((scope) => scope !== without);
    expect(await runWith(args, left)).toMatchObject({ code: "scope" });
  });
});

/** The code of the refusal, or null when all went well. */
async function runWith(
  args: readonly string[],
  scopes: readonly string[],
): Promise<{ code: string | null; err: string }> {
  const shop = await openShop();
  onTestFinished(() => shop.close());
  const here = folder({ "goals.yaml": GOALS });
  const run = (command: readonly string[], token: string) =>
    here.goalform([...command, "--endpoint", shop.sandbox.url], { GOALFORM_ACCESS_TOKEN: token });
  if (args[0] === "rollback") {
    await run(["apply", "--auto-approve"], "anything");
    here.write("goals.yaml", GOALS.replace("/thanks", "/merci"));
    await run(["apply", "--auto-approve"], "anything");
  }
  const { err, exitCode } = await run(args, `goalform-sandbox:${scopes.join(",")}`);
  return { code: exitCode !== 1 ? null : (/^error\[(.*?)\]/m.exec(err)?.[1] ?? "none"), err };
}
