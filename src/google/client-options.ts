/** What both of Google's clients are opened with. */
import type { GoogleAuth, OAuth2Client } from "google-auth-library";

export interface ClientOptions {
  readonly auth: OAuth2Client | GoogleAuth;
  readonly rootUrl?: string;
  /** Ours are counted and paced; gaxios would repeat some requests by itself. */
  readonly retry: false;
  /** Milliseconds. */
  readonly timeout: number;
  readonly noProxy?: string[];
  /** Google never redirects these calls; anybody else's redirect would receive the token. */
  readonly redirect: "manual";
  /** Sends the requests, in place of gaxios' own. */
  readonly fetchImplementation?: typeof fetch;
}
