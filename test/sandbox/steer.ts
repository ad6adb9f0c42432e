/** A request to the control path of a running sandbox. */
import type { RunningSandbox } from "../../src/sandbox/sandbox.ts";

export const JSON_TYPE = { "content-type": "application/json" };

export async function steer(
  { url }: RunningSandbox,
  method: string,
  path: string,
  body?: unknown,
  headers: Readonly<Record<string, string>> = body === undefined ? {} : JSON_TYPE,
): Promise<{ status: number; body: unknown }> {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  const response = await fetch(`${url}/sandbox/${path}`, {
    method,
    headers,
    ...(body !== undefined && { body: text }),
  });
  return { status: response.status, body: await response.json() };
}
