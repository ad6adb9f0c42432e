/** Refusals in the envelope that all of Google's JSON APIs share. */
import type { Json } from "./state.ts";

export interface ErrorEnvelope {
  readonly code: number;
  readonly message: string;
  /** The canonical status name of google.rpc.Code. */
  readonly status: string;
  /** The older list of single errors; Tag Manager always has it, Analytics Admin seldom. */
  readonly errors?: readonly { readonly [key: string]: string }[];
  readonly details?: readonly Json[];
}

/** Thrown by anything that refuses a call; the router turns it into the answer. */
export class GoogleError extends Error {
  override readonly name = "GoogleError";
  readonly envelope: ErrorEnvelope;
  /** In addition to those that every response has. */
  readonly headers: { readonly [name: string]: string };

  constructor(envelope: ErrorEnvelope, headers: { readonly [name: string]: string } = {}) {
    super(envelope.message);
    this.envelope = envelope;
    this.headers = headers;
  }
}

export interface ApiMethod {
  /** The gRPC name that Google puts into error details. */
  readonly rpc: string;
  /** Such as `tagmanager.googleapis.com`. */
  readonly service: string;
}

const EXPECTED_CREDENTIAL =
  "Expected OAuth 2 access token, login cookie or other valid authentication credential. " +
  "See https://developers.google.com/identity/sign-in/web/devconsole-project.";

/** No `Authorization: Bearer` header. */
export function missingCredential(method: ApiMethod): GoogleError {
  const message = `Request is missing required authentication credential. ${EXPECTED_CREDENTIAL}`;
  const single = { message: "Login Required.", domain: "global", reason: "required" };
  return unauthenticated(message, single, errorInfo("CREDENTIALS_MISSING", method), "");
}

/** A token that was good once; its error info is from the public list of reasons (googleapis error_reason.proto). */
export function expiredToken(method: ApiMethod): GoogleError {
  const message = `Request had invalid authentication credentials. ${EXPECTED_CREDENTIAL}`;
  const single = { message: "Invalid Credentials", domain: "global", reason: "authError" };
  return unauthenticated(
    message,
    single,
    errorInfo("ACCESS_TOKEN_EXPIRED", method),
    ', error="invalid_token"',
  );
}

function unauthenticated(
  message: string,
  single: { readonly [key: string]: string },
  detail: Json,
  problem: string,
): GoogleError {
  const errors = [{ ...single, location: "Authorization", locationType: "header" }];
  return new GoogleError(
    { code: 401, message, errors, status: "UNAUTHENTICATED", details: [detail] },
    { "www-authenticate": `Bearer realm="https://accounts.google.com/"${problem}` },
  );
}

/** The older way to say that the quota is used up, which Tag Manager's documentation still describes. */
export function rateLimitExceeded(): GoogleError {
  const message = "Rate Limit Exceeded";
  return new GoogleError({
    code: 403,
    message,
    errors: [{ message, domain: "usageLimits", reason: "rateLimitExceeded" }],
    status: "PERMISSION_DENIED",
  });
}

/** Something is wrong at Google, not with the request. */
export function trouble(code: 500 | 503, message: string, status: "INTERNAL" | "UNAVAILABLE"): GoogleError {
  return new GoogleError({
    code,
    message,
    errors: [{ message, domain: "global", reason: "backendError" }],
    status,
  });
}

/** The token is fine but was not granted a scope of the called method. */
export function insufficientScope(method: ApiMethod): GoogleError {
  return new GoogleError({
    code: 403,
    message: "Request had insufficient authentication scopes.",
    errors: [{ message: "Insufficient Permission", domain: "global", reason: "insufficientPermissions" }],
    status: "PERMISSION_DENIED",
    details: [errorInfo("ACCESS_TOKEN_SCOPE_INSUFFICIENT", method)],
  });
}

/** A request that does not fit the message of its method; one line and one field violation per problem. */
export function badPayload(
  violations: readonly { readonly field: string; readonly description: string }[],
): GoogleError {
  const message = violations.map((v) => v.description).join("\n");
  return new GoogleError({
    code: 400,
    message,
    errors: [{ message, reason: "invalid" }],
    status: "INVALID_ARGUMENT",
    details: [
      {
        "@type": "type.googleapis.com/google.rpc.BadRequest",
        fieldViolations: violations.map(({ field, description }) =>
          field === "" ? { description } : { field, description },
        ),
      },
    ],
  });
}

/** A real method of the API that this sandbox does not play. */
export function unimplemented(method: string): GoogleError {
  const message = `The sandbox does not implement ${method}.`;
  return new GoogleError({
    code: 501,
    message,
    errors: [{ message, domain: "global", reason: "notImplemented" }],
    status: "UNIMPLEMENTED",
  });
}

function errorInfo(reason: string, method: ApiMethod): Json {
  return {
    "@type": "type.googleapis.com/google.rpc.ErrorInfo",
    reason,
    domain: "googleapis.com",
    metadata: { service: method.service, method: method.rpc },
  };
}
