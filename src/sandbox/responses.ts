/** Answers as bytes for the wire. */
import type { GoogleError } from "./google-error.ts";
import type { Json } from "./state.ts";

export interface SandboxResponse {
  readonly status: number;
  readonly headers: { readonly [name: string]: string };
  readonly body: string;
}

/** What Tag Manager answers to a delete. */
export const EMPTY: SandboxResponse = { status: 200, headers: { "content-length": "0" }, body: "" };

export function refusal({ envelope }: GoogleError): SandboxResponse {
  const response = json(envelope.code, { error: envelope as unknown as Json });
  if (envelope.code !== 401) return response;
  return {
    ...response,
    headers: { ...response.headers, "www-authenticate": 'Bearer realm="https://accounts.google.com/"' },
  };
}

export function json(status: number, value: Json): SandboxResponse {
  const headers = { "content-type": "application/json; charset=UTF-8" };
  return { status, headers, body: `${JSON.stringify(value, null, 2)}\n` };
}

/** What Google's front end says about a path, or a verb on a path, that belongs to no method. */
export function noSuchPage(url: string): SandboxResponse {
  const path = url.replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`);
  const body =
    "<!DOCTYPE html>\n<html lang=en>\n<meta charset=utf-8>\n<title>Error 404 (Not Found)!!1</title>\n" +
    `<p><b>404.</b> <ins>That’s an error.</ins>\n<p>The requested URL <code>${path}</code> was not found on this server.\n`;
  return { status: 404, headers: { "content-type": "text/html; charset=UTF-8" }, body };
}
