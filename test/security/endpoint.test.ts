/** S8, S9: `--endpoint` is this machine and nothing else, and real credentials stay away from it. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, onTestFinished, test } from "vitest";
import { endpointProblem } from "../../src/google/connection.ts";
import { folder } from "../support/cli.ts";
import { folder as inProcess } from "../support/in-process.ts";
import { HEAD, openShop } from "../support/shop.ts";
import { fakeGoogle } from "./fake-google.ts";
import { listening } from "./listener.ts";

const GOALS = `${HEAD}goals:\n  thanks: { type: destination, page: /thanks }\n`;
const TOKEN = "ya29.a0-given-for-the-endpoint";

const ELSEWHERE = [
  "https://tagmanager.example",
  "http://10.0.0.1",
  "http://0.0.0.0:80",
  "http://127.0.0.1.nip.io",
  "http://localhost.example",
  "http://localhost@evil.example",
  "http://evil.example\\@127.0.0.1",
  "http://127.0.0.1@evil.example",
  "http://user:word@127.0.0.1",
  "http://user@localhost",
  "http://[::ffff:10.0.0.1]",
  "http://[fe80::1]",
  "http://169.254.169.254",
  "http://127.0.0.1?x=1",
  "http://127.0.0.1#x",
  "file:///etc/passwd",
  "ftp://127.0.0.1",
  "unix:/var/run/docker.sock",
  "127.0.0.1:80",
  "",
];

describe("S8: an endpoint is on this machine", () => {
  test.each(ELSEWHERE)("%j is none", (endpoint) => {
    expect(endpointProblem(endpoint)).toMatchObject({ code: "endpoint" });
  });

  test.each([
    "http://127.0.0.1:1",
    "http://127.1.2.3",
    "http://localhost:80",
    "http://[::1]:80",
    "http://0x7f.1",
  ])("%s is one", (endpoint) => expect(endpointProblem(endpoint)).toBeNull());

  test("the environment is held to the same, and the command ends before it does anything", async () => {
    const { goalform } = inProcess({ "goals.yaml": GOALS });
    for (const args of [["plan"], ["apply", "--auto-approve"], ["drift"], ["rollback", "--auto-approve"]]) {
      const ended = await goalform(args, {
        GOALFORM_ENDPOINT: "http://10.0.0.1",
        GOALFORM_ACCESS_TOKEN: TOKEN,
      });
      expect(ended).toMatchObject({ exitCode: 1, err: expect.stringContaining("error[endpoint]") });
    }
  });

  test.each([301, 302, 303, 307, 308])(
    "a redirect (%i) takes neither the token nor the request anywhere",
    async (status) => {
      const seen: (string | undefined)[] = [];
      const other = await listening((_, { headers }) => {
        seen.push(headers.authorization);
        return {};
      });
      const root = await listening((url) => ({ status, headers: { location: other + url } }));
      const { goalform, built } = inProcess({ "goals.yaml": GOALS });
      const ended = await (status === 307 ? built : goalform)(
        ["apply", "--auto-approve", "--endpoint", root],
        {
          GOALFORM_ACCESS_TOKEN: TOKEN,
        },
      );
      expect(seen).toEqual([]);
      expect(ended.exitCode).toBe(1);
    },
  );

  test("a proxy of the environment is not asked", async () => {
    const seen: (string | undefined)[] = [];
    const proxy = await listening((url) => {
      seen.push(url);
      return {};
    });
    const shop = await openShop();
    onTestFinished(() => shop.close());
    const port = new URL(shop.sandbox.url).port;
    const ends = ["127.0.0.1", "localhost", "127.0.0.2", "[::1]"].map((host) =>
      folder({ "goals.yaml": GOALS }).goalform(["plan", "--endpoint", `http://${host}:${port}`], {
        GOALFORM_ACCESS_TOKEN: TOKEN,
        HTTP_PROXY: proxy,
        HTTPS_PROXY: proxy,
        http_proxy: proxy,
        https_proxy: proxy,
      }),
    );
    for (const { exitCode, err } of await Promise.all(ends))
      expect(exitCode === 0 || /ECONNREFUSED|EADDRNOTAVAIL|EHOSTUNREACH/.test(err)).toBe(true);
    expect(seen).toEqual([]);
  });
});

describe("S9: real credentials are for Google alone", () => {
  test("with --endpoint a service account's key is not used: nobody is asked for a token, none is sent", async () => {
    const google = await fakeGoogle(GOALS, () => ({ status: 401 }));
    const seen: (string | undefined)[] = [];
    const root = await listening((_, { headers }) => {
      seen.push(headers.authorization);
      return { status: 401 };
    });
    await google.folder.goalform(["plan", "--endpoint", root], google.env);
    expect(google.asked).toEqual([]);
    expect(new Set(seen)).toEqual(
      new Set(["Bearer goalform-sandbox:tagmanager.readonly,analytics.readonly"]),
    );
  });

  test("with --sandbox neither a key nor a token is used, also when an endpoint is named in the environment", async () => {
    const google = await fakeGoogle(GOALS, () => ({ status: 401 }));
    const seen: string[] = [];
    const root = await listening((url) => {
      seen.push(url);
      return { status: 401 };
    });
    const ended = await google.folder.goalform(["apply", "--auto-approve", "--sandbox"], {
      ...google.env,
      GOALFORM_ACCESS_TOKEN: TOKEN,
      GOALFORM_ENDPOINT: root,
    });
    expect(ended.exitCode).toBe(0);
    expect({ google: google.asked, endpoint: seen }).toEqual({ google: [], endpoint: [] });
  });

  test("without either they are used, at Google's own hosts", async () => {
    const google = await fakeGoogle(GOALS, () => ({
      status: 401,
      body: '{"error":{"code":401,"message":"no"}}',
    }));
    await google.folder.goalform(["plan"], google.env);
    expect(new Set(google.asked.map(({ host }) => host))).toEqual(
      new Set(["oauth2.googleapis.com", "tagmanager.googleapis.com", "analyticsadmin.googleapis.com"]),
    );
  });
});

test("S9: a proxy of the environment is asked for Google's hosts, and sees no token", async () => {
  const seen: { target: string | undefined; headers: string }[] = [];
  const proxy = createServer().on("connect", ({ url, headers }, socket) => {
    seen.push({ target: url, headers: JSON.stringify(headers) });
    socket.end("HTTP/1.1 407 Proxy Authentication Required\r\ncontent-length: 0\r\n\r\n");
  });
  await new Promise<void>((done) => proxy.listen(0, "127.0.0.1", done));
  onTestFinished(() => void proxy.close());
  const { goalform } = folder({ "goals.yaml": GOALS });
  const { exitCode } = await goalform(["plan"], {
    GOALFORM_ACCESS_TOKEN: TOKEN,
    HTTPS_PROXY: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`,
  });
  expect(exitCode).toBe(1);
  expect(new Set(seen.map(({ target }) => target))).toEqual(
    new Set(["tagmanager.googleapis.com:443", "analyticsadmin.googleapis.com:443"]),
  );
  expect(seen.some(({ headers }) => headers.includes(TOKEN))).toBe(false);
});
