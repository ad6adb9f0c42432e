/** Google's own bodies for what may go wrong at any call, whatever it asked for. */

import { entryIn } from "../../entry-in.ts";
import { alreadyExists, requestQuotaExceeded } from "../analytics-admin/refusals.ts";
import { exhausted, noAccess } from "../analytics-data/refusals.ts";
import {
  type ApiMethod,
  expiredToken,
  type GoogleError,
  rateLimitExceeded,
  trouble,
} from "../google-error.ts";
import { quotaExceeded } from "../quota.ts";
import { badGateway, refusal, type SandboxResponse } from "../responses.ts";
import type { Switches } from "../switches.ts";
import { internalError, staleFingerprint } from "../tag-manager/refusals.ts";
import type { FaultStatus } from "./fault.ts";

/** The one limit that a capture of Tag Manager's answer names, in requests a minute. */
const CAPTURED_LIMIT = 30;

/** The same status has different bodies at Tag Manager, at Analytics Admin and at Analytics Data. */
export function faultAnswer(status: FaultStatus, method: ApiMethod, switches: Switches): SandboxResponse {
  if (status === 502) return badGateway();
  const [api = ""] = method.service.split(".");
  return refusal((entryIn(BODIES, api) ?? ANALYTICS_ADMIN)[status](method, switches));
}

type Bodies = {
  readonly [S in Exclude<FaultStatus, 502>]: (method: ApiMethod, switches: Switches) => GoogleError;
};

const TAG_MANAGER: Bodies = {
  401: expiredToken,
  403: rateLimitExceeded,
  409: () => staleFingerprint(409),
  429: ({ service }, { retryAfter }) => quotaExceeded(CAPTURED_LIMIT, service, retryAfter),
  500: internalError,
  503: () => trouble(503, "The service is currently unavailable.", "UNAVAILABLE"),
};

const ANALYTICS_ADMIN: Bodies = {
  401: expiredToken,
  403: rateLimitExceeded,
  409: alreadyExists,
  429: (_, { retryAfter }) => requestQuotaExceeded(retryAfter),
  500: () => trouble(500, "Internal error encountered.", "INTERNAL"),
  503: () => trouble(503, "The service is currently unavailable.", "UNAVAILABLE"),
};

const ANALYTICS_DATA: Bodies = {
  ...ANALYTICS_ADMIN,
  403: noAccess,
  429: () => exhausted("concurrent requests quota"),
};

const BODIES: { readonly [api: string]: Bodies } = {
  tagmanager: TAG_MANAGER,
  analyticsdata: ANALYTICS_DATA,
};
