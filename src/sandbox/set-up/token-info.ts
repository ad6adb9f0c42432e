/** What https://oauth2.googleapis.com/tokeninfo says about an access token. */
import { grantedTo } from "../credentials.ts";
import type { SandboxRequest } from "../emulator.ts";
import { json, type SandboxResponse } from "../responses.ts";
import type { SetUp } from "./set-up.ts";

const PATH = "tokeninfo";
const CLIENT = "sandbox.apps.googleusercontent.com";
const SCOPE = "https://www.googleapis.com/auth/";
const SECONDS_LEFT = 3599;

/** Only as a POST: in the URL of a GET, the token would be in logs. */
export function asksForTokenInfo({ method, url }: Pick<SandboxRequest, "method" | "url">): boolean {
  return method === "POST" && url.split("?")[0] === `/${PATH}`;
}

/**
 * The token is in the form of the body, or in the header, as google-auth-library sends it.
 *
 * @param known the last parts of all scope URLs, which a token has that does not name its own
 * @param now milliseconds since the epoch
 */
export function tokenInfo(
  { body, headers }: SandboxRequest,
  known: readonly string[],
  setUp: SetUp,
  now: number,
): SandboxResponse {
  const sent = new URLSearchParams(body).get("access_token");
  const token = sent || /^Bearer +(\S+)$/i.exec(headers["authorization"] ?? "")?.[1];
  if (!token || setUp.token === "expired")
    return json(400, { error: "invalid_token", error_description: "Invalid Value" });
  const scopes = known.filter((scope) => grantedTo(token, scope, setUp)).map((scope) => SCOPE + scope);
  return json(200, {
    azp: CLIENT,
    aud: CLIENT,
    scope: [...scopes, `${SCOPE}userinfo.email`].join(" "),
    exp: String(Math.floor(now / 1000) + SECONDS_LEFT),
    expires_in: String(SECONDS_LEFT),
    email: "sandbox@example.com",
    email_verified: "true",
    access_type: "offline",
  });
}
