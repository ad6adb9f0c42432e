/** Keeps web pages away from the control path, which asks nobody for a token. */
import type { SandboxRequest } from "../emulator.ts";
import type { SandboxResponse } from "../responses.ts";
import { complaint } from "./answers.ts";

/**
 * A page of another origin cannot send a request here without one of these
 * headers, or without asking first, which is never allowed.
 *
 * @returns the refusal, or undefined for a request that a program has sent.
 */
export function refusalForPages({ method, headers }: SandboxRequest): SandboxResponse | undefined {
  if (headers["origin"] !== undefined || (headers["sec-fetch-site"] ?? "none") !== "none") {
    return complaint(403, "The control path of the sandbox is not for web pages.");
  }
  if (method === "POST" && !/^application\/json\s*(;|$)/i.test(headers["content-type"] ?? "")) {
    return complaint(415, 'Send JSON, with the header "content-type: application/json".');
  }
  return undefined;
}
