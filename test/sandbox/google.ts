/** A running sandbox and Google's own clients for it, for the tests of this folder. */
import { analyticsadmin_v1alpha } from "googleapis/build/src/apis/analyticsadmin/v1alpha.js";
import { analyticsadmin_v1beta } from "googleapis/build/src/apis/analyticsadmin/v1beta.js";
import { tagmanager_v2 } from "googleapis/build/src/apis/tagmanager/v2.js";
import { onTestFinished } from "vitest";
import {
  type RunningSandbox,
  type SandboxSeed,
  type StartOptions,
  startSandbox,
} from "../../src/sandbox/sandbox.ts";

export const SEED: SandboxSeed = {
  properties: [{ property: "123456789", measurementId: "G-TEST123456", currency: "EUR" }],
  containers: [{ publicId: "GTM-TEST01", account: "11", container: "22" }],
};

export const CONTAINER = "accounts/11/containers/22";
export const PROPERTY = "properties/123456789";

/** The first web stream of the property: ids are counted, and `purchase` comes before it. */
export const STREAM = `${PROPERTY}/dataStreams/5000000002`;

/** A sandbox that is closed after the test, whose clock moves a second with every look. */
export async function start(options: Partial<StartOptions> = {}): Promise<RunningSandbox> {
  let now = Date.UTC(2026, 0, 1);
  const clock = () => {
    now += 1000;
    return now;
  };
  const sandbox = await startSandbox({ seed: SEED, clock, ...options });
  onTestFinished(() => sandbox.close());
  return sandbox;
}

/** One request as it goes over the wire; the answer's body is parsed when it is JSON. */
export async function send(
  { url }: { url: string },
  method: string,
  path: string,
  options: { body?: unknown; token?: string | null } = {},
): Promise<{ status: number; body: unknown }> {
  const { token = "any" } = options;
  const response = await fetch(`${url}/${path}`, {
    method,
    headers: token === null ? {} : { authorization: `Bearer ${token}` },
    ...(options.body !== undefined && { body: JSON.stringify(options.body) }),
  });
  const text = await response.text();
  const isJson = response.headers.get("content-type")?.includes("json") ?? false;
  return { status: response.status, body: isJson ? JSON.parse(text) : text };
}

/** Google's client, which is told to send its calls here and not to repeat them. */
export function tagManager({ url }: { url: string }): tagmanager_v2.Tagmanager {
  return new tagmanager_v2.Tagmanager(clientOptions(url));
}

export function analyticsAdmin({ url }: { url: string }): analyticsadmin_v1beta.Analyticsadmin {
  return new analyticsadmin_v1beta.Analyticsadmin(clientOptions(url));
}

export function analyticsAdminAlpha({ url }: { url: string }): analyticsadmin_v1alpha.Analyticsadmin {
  return new analyticsadmin_v1alpha.Analyticsadmin(clientOptions(url));
}

function clientOptions(url: string) {
  return { rootUrl: `${url}/`, headers: { authorization: "Bearer any" }, retry: false };
}
