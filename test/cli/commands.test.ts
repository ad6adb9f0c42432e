/** The command line: whole outputs and exit codes. The built one, spawned, does what people do first. */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { startSandbox } from "../../src/sandbox/sandbox.ts";
import { folder } from "../support/in-process.ts";
import { passTime } from "../support/pass-time.ts";
import { CONTAINER, HEAD, MEASUREMENT_ID, PROPERTY, SEED } from "../support/shop.ts";

const EXAMPLE = readFileSync("goals.example.yaml", "utf8");
const THANKS = `${HEAD}goals:\n  thanks: { type: destination, page: /thanks }\n`;
const { version } = JSON.parse(readFileSync("package.json", "utf8")) as { version: string };

describe("the loop in the sandbox", () => {
  test("validate, plan, apply, plan again", async () => {
    const { built: goalform } = folder({ "goals.yaml": EXAMPLE });
    const valid = await goalform(["validate"]);
    expect(valid).toEqual({
      exitCode: 0,
      out: "goals.yaml is valid: 10 goals, 1 funnel, 2 targets.\n",
      err: "",
    });

    const changes = await goalform(["plan", "--sandbox", "--detailed-exitcode"]);
    expect(changes.exitCode).toBe(2);
    await expect(changes.out).toMatchFileSnapshot("outputs/plan.txt");

    const applied = await goalform(["apply", "--sandbox", "--auto-approve"]);
    expect(applied.exitCode).toBe(0);
    await expect(applied.out).toMatchFileSnapshot("outputs/apply.txt");
    await expect(applied.err.slice(changes.out.length)).toMatchFileSnapshot("outputs/apply-progress.txt");

    const nothing = await goalform(["plan", "--sandbox", "--detailed-exitcode"]);
    expect(nothing.exitCode).toBe(0);
    await expect(nothing.out).toMatchFileSnapshot("outputs/plan-again.txt");
  });

  test("the sandbox's folder is kept out of git", async () => {
    const here = folder({ "goals.yaml": THANKS });
    await here.goalform(["plan", "--sandbox"]);
    expect(readFileSync(`${here.path}/.goalform/.gitignore`, "utf8")).toBe("*\n");
  });

  test("each target has a container of its own", async () => {
    const { goalform } = folder({ "goals.yaml": EXAMPLE });
    await goalform(["apply", "--sandbox", "--auto-approve", "--target", "staging"]);
    const staging = await goalform(["plan", "--sandbox", "--target", "staging", "--format", "json"]);
    const production = await goalform(["plan", "--sandbox", "--format", "json"]);
    expect(JSON.parse(staging.out)).toMatchObject({ ok: true, target: { name: "staging" }, changes: [] });
    expect(JSON.parse(production.out)).toMatchObject({
      ok: true,
      summary: { add: 10, change: 0, remove: 0 },
    });
  });
});

describe("exit codes and formats", () => {
  test("--version is the package's version", async () => {
    expect(await folder().built(["--version"])).toEqual({ exitCode: 0, out: `${version}\n`, err: "" });
  });

  test("the plan for machines keeps its promise", async () => {
    const { goalform } = folder({ "goals.yaml": THANKS });
    const { out, exitCode } = await goalform(["plan", "--sandbox", "--format", "json"]);
    expect(exitCode).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      ok: true,
      format: "goalform.plan/1",
      target: { name: "production", property: PROPERTY, measurementId: MEASUREMENT_ID, container: CONTAINER },
      summary: { add: 1, change: 0, remove: 0, unchanged: 0 },
      requests: { read: 8, write: 7 },
      digest: expect.stringMatching(/^[0-9a-f]{16}$/),
      changes: [
        {
          goal: "thanks",
          action: "add",
          origin: { file: "goals.yaml", line: 9 },
          resources: expect.arrayContaining([
            expect.objectContaining({ address: "gtm.trigger/thanks", kind: "gtm.trigger", action: "create" }),
            expect.objectContaining({
              address: "ga4.keyEvent/thanks",
              kind: "ga4.keyEvent",
              action: "create",
            }),
          ]),
        },
      ],
    });
  });

  test("an apply that nobody can approve is refused at once", async () => {
    const { goalform } = folder({ "goals.yaml": THANKS });
    expect(await goalform(["apply", "--sandbox"])).toEqual({
      exitCode: 1,
      out: "",
      err: "error[needs-approval]: This needs an approval, but there is no terminal to ask at.\nhelp: Run it in a terminal, or add --auto-approve after a review.\n",
    });
    const machine = await goalform(["apply", "--sandbox", "--format", "json"]);
    expect(machine.exitCode).toBe(1);
    expect(JSON.parse(machine.out)).toMatchObject({ ok: false, error: { code: "needs-approval" } });
  });

  test("a broken file is one object for machines, with every problem in it", async () => {
    const { goalform } = folder({ "goals.yaml": THANKS.replace("destination", "destinatoin") });
    const { out, exitCode } = await goalform(["validate", "--format", "json"]);
    expect(exitCode).toBe(1);
    expect(JSON.parse(out)).toMatchObject({
      ok: false,
      error: { code: "invalid-goals-file" },
      diagnostics: [{ severity: "error", line: 9, file: "goals.yaml" }],
    });
  });

  test("a missing file, an unknown option and an unknown target are messages, not stacks", async () => {
    const { goalform } = folder({ "goals.yaml": THANKS });
    const ends = [
      await goalform(["validate", "-f", "nowhere.yaml"]),
      await goalform(["plan", "--sandbox", "--no-such-option"]),
      await goalform(["plan", "--sandbox", "--target", "prodution"]),
      await goalform(["plan", "--format", "yaml"]),
      await goalform(["nonsense"]),
    ];
    expect(ends.map(({ exitCode }) => exitCode)).toEqual([1, 1, 1, 1, 1]);
    await expect(ends.map(({ err }) => err).join("\n---\n")).toMatchFileSnapshot("outputs/wrong-use.txt");
  });

  test("a mistake in the call is one object for machines as well", async () => {
    const { goalform } = folder({ "goals.yaml": THANKS });
    const { out, exitCode } = await goalform(["plan", "--format", "json", "--no-such-option"]);
    expect(exitCode).toBe(1);
    expect(JSON.parse(out)).toMatchObject({ ok: false, error: { code: "usage" } });
  });
});

describe("an endpoint", () => {
  test("is used for all three APIs, with the token that was given for it", async () => {
    const sandbox = await startSandbox({ seed: SEED });
    try {
      const { goalform } = folder({ "goals.yaml": THANKS });
      const planned = await goalform(["plan"], {
        GOALFORM_ENDPOINT: sandbox.url,
        GOALFORM_ACCESS_TOKEN: "a-token",
      });
      expect(planned.exitCode).toBe(0);
      const applied = await goalform(["apply", "--auto-approve", "--endpoint", sandbox.url]);
      expect(applied.exitCode).toBe(0);
      expect(
        sandbox.requests
          .map(({ method, url }) => `${method} ${url.replace(/\?.*/, "")}`)
          .slice(0, 5)
          .sort(),
      ).toEqual([
        `GET /tagmanager/v2/accounts/6000000001/containers/${containerNumber(sandbox.requests)}/version_headers:latest`,
        `GET /tagmanager/v2/accounts/6000000001/containers/${containerNumber(sandbox.requests)}/versions:live`,
        "GET /tagmanager/v2/accounts/containers:lookup",
        `GET /v1beta/properties/${PROPERTY}/dataStreams`,
        `GET /v1beta/properties/${PROPERTY}/keyEvents`,
      ]);
    } finally {
      await sandbox.close();
    }
  });

  test("that is not on this machine is refused before anything is sent", async () => {
    const { goalform } = folder({ "goals.yaml": THANKS });
    for (const endpoint of [
      "https://tagmanager.example",
      "http://10.0.0.1:80",
      "http://127.0.0.1.nip.io",
      "nonsense",
      "http://u:p@127.0.0.1",
    ]) {
      const { exitCode, err } = await goalform(["plan", "--endpoint", endpoint]);
      expect({ exitCode, code: /^error\[(.*?)\]/.exec(err)?.[1] }).toEqual({ exitCode: 1, code: "endpoint" });
    }
  });

  test("where nothing listens says so", async () => {
    passTime();
    const { goalform } = folder({ "goals.yaml": THANKS });
    const { exitCode, err } = await goalform(["plan", "--endpoint", "http://127.0.0.1:1"]);
    expect(exitCode).toBe(1);
    expect(err).toContain("error[unreachable]");
  });
});

function containerNumber(requests: readonly { readonly url: string }[]): string {
  return requests.map(({ url }) => /containers\/(\d+)\//.exec(url)?.[1]).find(Boolean) ?? "none";
}
