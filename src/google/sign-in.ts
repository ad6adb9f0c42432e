/** How Google's clients are opened: credentials, and where requests go. */
import { GoogleAuth, OAuth2Client } from "google-auth-library";
import type { ClientOptions } from "./client-options.ts";
import { type Connection, type Rights, sandboxToken, scopesFor } from "./connection.ts";
import { googleError } from "./google-error.ts";

export function clientOptions(connection: Connection, rights: Rights, timeout: number): ClientOptions {
  const common = { retry: false, timeout, redirect: "manual" } as const;
  if (connection.to === "endpoint") {
    const auth = bearer(connection.accessToken ?? sandboxToken(rights));
    const { root, fetch } = connection;
    const local = { rootUrl: `${root}/`, noProxy: [new URL(root).hostname] };
    return { ...common, ...local, auth, ...(fetch ? { fetchImplementation: fetch } : {}) };
  }
  const { accessToken } = connection;
  return {
    ...common,
    auth: accessToken ? bearer(accessToken) : new GoogleAuth({ scopes: scopesFor(rights) }),
  };
}

/** Once, before several requests would each look for credentials, and fail, by themselves. */
export async function signIn(auth: ClientOptions["auth"]): Promise<void> {
  if (!(auth instanceof GoogleAuth)) return;
  try {
    await auth.getClient();
  } catch (error) {
    throw googleError("Signing in", error);
  }
}

function bearer(accessToken: string): OAuth2Client {
  const client = new OAuth2Client();
  client.setCredentials({ access_token: accessToken });
  return client;
}
