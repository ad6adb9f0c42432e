/**
 * The real command line with real credentials against something that is not Google: every HTTPS request of
 * the process goes to a server of the test's own, with the host that it was meant for in a header.
 */
import { generateKeyPairSync } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { type Folder, folder } from "../support/cli.ts";
import { listening } from "./listener.ts";

/** Loaded into the process before goalform is. */
const REDIRECT = `
const http = require("node:http");
require("node:https").request = (url, options) => {
  const { host, pathname, search } = new URL(url);
  const headers = { ...options.headers, "x-host": host };
  return http.request(process.env.FAKE_GOOGLE + pathname + search, { ...options, headers, agent: undefined });
};
`;

export const MINTED = "ya29.minted-for-the-service-account";

const { privateKey } = generateKeyPairSync("rsa", {
  modulusLength: 2048,
  privateKeyEncoding: { type: "pkcs8", format: "pem" },
  publicKeyEncoding: { type: "spki", format: "pem" },
});

/** Pieces of the private key that would show in any output of it. */
export const KEY_PIECES = privateKey
  .split("\n")
  .filter((line) => line !== "" && !line.startsWith("-----"))
  .map((line) => line.slice(0, 40));

const KEY_FILE = JSON.stringify({
  type: "service_account",
  project_id: "acme",
  private_key_id: "0123456789",
  private_key: privateKey,
  client_email: "goalform@acme.iam.gserviceaccount.com",
  token_uri: "https://oauth2.googleapis.com/token",
});

export interface Asked {
  readonly host: string;
  readonly url: string;
  readonly authorization: string | undefined;
  readonly body: string;
}

export interface FakeGoogle {
  readonly folder: Folder;
  /** The environment in which a service account's key is found, and Google is not. */
  readonly env: Readonly<Record<string, string>>;
  readonly asked: readonly Asked[];
}

interface Answer {
  readonly status?: number;
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** `answer` is what Google's APIs say; `token` what the token endpoint does, which gives a token otherwise. */
export async function fakeGoogle(
  goals: string,
  answer: (url: string) => Answer,
  token?: Answer,
): Promise<FakeGoogle> {
  const asked: Asked[] = [];
  const remember = (request: IncomingMessage) => {
    const { headers, url = "/" } = request;
    let body = "";
    request.setEncoding("utf8").on("data", (text: string) => {
      body += text;
    });
    asked.push({
      host: String(headers["x-host"] ?? headers.host),
      url,
      authorization: headers.authorization,
      get body() {
        return body;
      },
    });
  };
  const root = await listening((url, request) => {
    remember(request);
    return url === "/token"
      ? (token ?? { body: JSON.stringify({ access_token: MINTED, expires_in: 3600 }) })
      : answer(url);
  });
  const here = folder({ "goals.yaml": goals, "key.json": KEY_FILE, "redirect.cjs": REDIRECT });
  const env = {
    FAKE_GOOGLE: root,
    NODE_OPTIONS: `--require ${here.path}/redirect.cjs`,
    GOOGLE_APPLICATION_CREDENTIALS: `${here.path}/key.json`,
  };
  return { folder: here, env, asked };
}
