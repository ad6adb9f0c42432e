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

export function refusal({ envelope, headers }: GoogleError): SandboxResponse {
  const response = json(envelope.code, { error: envelope as unknown as Json });
  return { ...response, headers: { ...response.headers, ...headers } };
}

export function json(status: number, value: Json, isPretty = true): SandboxResponse {
  const headers = { "content-type": "application/json; charset=UTF-8" };
  return { status, headers, body: `${JSON.stringify(value, null, isPretty ? 2 : 0)}\n` };
}

/** What Google's front end says about a path, or a verb on a path, that belongs to no method. */
export function noSuchPage(url: string): SandboxResponse {
  const path = url.replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`);
  return page(404, "Not Found", `The requested URL <code>${path}</code> was not found on this server.`);
}

/** What Google's front end answers when its back end does not. */
export function badGateway(): SandboxResponse {
  return page(
    502,
    "Server Error",
    "The server encountered a temporary error and could not complete your request.<p>Please try again in 30 seconds.",
  );
}

function page(status: number, title: string, sentence: string): SandboxResponse {
  const body =
    `<!DOCTYPE html>\n<html lang=en>\n<meta charset=utf-8>\n<title>Error ${status} (${title})!!1</title>\n` +
    `<p><b>${status}.</b> <ins>That’s an error.</ins>\n<p>${sentence}\n`;
  return { status, headers: { "content-type": "text/html; charset=UTF-8" }, body };
}

/** The request was meant for another host, or a web page pretends that this is its own. */
export function misdirected(): SandboxResponse {
  const body = "The sandbox answers only at 127.0.0.1 and localhost.\n";
  return { status: 421, headers: { "content-type": "text/plain; charset=UTF-8" }, body };
}

/** A defect of the sandbox itself, which must not look like one of Google's own answers. */
export function brokenSandbox(error: unknown): SandboxResponse {
  const message = `The sandbox failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`;
  return json(500, { error: { code: 500, message, status: "INTERNAL" } });
}
