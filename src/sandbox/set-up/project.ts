/** What a Cloud project lets through to its APIs, before any API looks at the request. */
import { type ApiMethod, GoogleError } from "../google-error.ts";
import type { Json } from "../state.ts";
import { ENABLED_APIS, type SetUp } from "./set-up.ts";

const PROJECT = "projects/1";

/** The project of gcloud's own client, to which requests without a quota project belong. */
const GCLOUD_PROJECT = "projects/764086051850";

const TITLES = {
  tagmanager: "Tag Manager API",
  analyticsadmin: "Google Analytics Admin API",
  analyticsdata: "Google Analytics Data API",
} as const;

/**
 * @param userProject the header `x-goog-user-project`
 * @throws GoogleError 403 for a request that no project pays for, or to an API that the project has not enabled.
 */
export function checkProject(
  { service }: ApiMethod,
  userProject: string | undefined,
  { quotaProject, disabledApis }: SetUp,
): void {
  if (quotaProject === "missing" && !userProject) throw needsQuotaProject(service);
  const api = ENABLED_APIS.find((name) => service === `${name}.googleapis.com`);
  if (api !== undefined && disabledApis.includes(api)) throw serviceDisabled(service, api);
}

/** Message and details as in GoogleCloudPlatform/cloud-foundation-fabric issue 2622: the reason is that of a disabled API. */
function needsQuotaProject(service: string): GoogleError {
  const message =
    "Your application is authenticating by using local Application Default Credentials. " +
    `The ${service} API requires a quota project, which is not set by default. To learn how to set your quota ` +
    "project, see https://cloud.google.com/docs/authentication/adc-troubleshooting/user-creds .";
  return forbidden(service, message, [disabledInfo(service, GCLOUD_PROJECT)]);
}

function serviceDisabled(service: string, api: (typeof ENABLED_APIS)[number]): GoogleError {
  const url = `https://console.developers.google.com/apis/api/${service}/overview?project=1`;
  const message =
    `${TITLES[api]} has not been used in project 1 before or it is disabled. Enable it by visiting ${url} then retry. ` +
    "If you enabled this API recently, wait a few minutes for the action to propagate to our systems and retry.";
  const links = [{ description: "Google developers console API activation", url }];
  return forbidden(service, message, [
    { "@type": "type.googleapis.com/google.rpc.Help", links },
    disabledInfo(service, PROJECT),
  ]);
}

function disabledInfo(service: string, consumer: string): Json {
  return {
    "@type": "type.googleapis.com/google.rpc.ErrorInfo",
    reason: "SERVICE_DISABLED",
    domain: "googleapis.com",
    metadata: { service, consumer },
  };
}

/** Tag Manager also has the older list of errors (developers.google.com/tag-platform/tag-manager/api/v2/errors). */
function forbidden(service: string, message: string, details: readonly Json[]): GoogleError {
  const errors = [{ message, domain: "usageLimits", reason: "accessNotConfigured" }];
  return new GoogleError({
    code: 403,
    message,
    ...(service.startsWith("tagmanager.") && { errors }),
    status: "PERMISSION_DENIED",
    details,
  });
}
