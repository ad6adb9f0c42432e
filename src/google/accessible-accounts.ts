/** What these credentials see in Analytics and Tag Manager. */
import type { analyticsadmin_v1alpha } from "googleapis/build/src/apis/analyticsadmin/v1alpha.js";
import type { tagmanager_v2 } from "googleapis/build/src/apis/tagmanager/v2.js";
import type { SeenAccount, SeenContainer, SeenProperty, SeenStream } from "../resources/set-up.ts";
import { DATA_STREAMS, type ListShape } from "./answers.ts";
import { allPages } from "./pages.ts";
import type { Requests } from "./requests.ts";
import { flag, list, record, text, under } from "./shape.ts";

const SUMMARIES: ListShape = {
  field: "accountSummaries",
  item: record(
    {},
    {
      displayName: text,
      propertySummaries: list(record({}, { property: text, displayName: text, canEdit: flag })),
    },
  ),
};

type Summary = analyticsadmin_v1alpha.Schema$GoogleAnalyticsAdminV1alphaAccountSummary;

export async function seenProperties(
  api: analyticsadmin_v1alpha.Analyticsadmin,
  requests: Requests,
): Promise<readonly SeenProperty[]> {
  const accounts = await allPages<Summary>(requests, "Reading the list of properties", SUMMARIES, (page) =>
    api.accountSummaries.list({ pageSize: 200, ...page }),
  );
  return accounts.flatMap(({ displayName: account, propertySummaries }) =>
    (propertySummaries ?? []).map((property) => ({
      id: (property.property ?? "").replace("properties/", ""),
      name: property.displayName ?? "",
      account: account ?? "",
      canEdit: (property as { canEdit?: boolean }).canEdit ?? false,
    })),
  );
}

type Stream = analyticsadmin_v1alpha.Schema$GoogleAnalyticsAdminV1alphaDataStream;

export async function seenStreams(
  api: analyticsadmin_v1alpha.Analyticsadmin,
  requests: Requests,
  parent: string,
): Promise<readonly SeenStream[]> {
  const streams = await allPages<Stream>(requests, "Reading the data streams", DATA_STREAMS, (page) =>
    api.properties.dataStreams.list({ parent, pageSize: 200, ...page }),
  );
  return streams.flatMap(({ name, webStreamData }) =>
    webStreamData
      ? [
          {
            resourceName: name ?? "",
            measurementId: webStreamData.measurementId ?? "",
            address: webStreamData.defaultUri ?? "",
          },
        ]
      : [],
  );
}

const ACCOUNTS: ListShape = { field: "account", item: record({ path: under("accounts/") }, { name: text }) };

export async function seenAccounts(
  api: tagmanager_v2.Tagmanager,
  requests: Requests,
): Promise<readonly SeenAccount[]> {
  const all = await allPages<tagmanager_v2.Schema$Account>(
    requests,
    "Reading the list of Tag Manager accounts",
    ACCOUNTS,
    (page) => api.accounts.list(page),
  );
  return all.map(({ path, name }) => ({ path: path!, name: name ?? "" }));
}

const CONTAINERS: ListShape = {
  field: "container",
  item: record({ path: under("accounts/") }, { publicId: text, name: text, usageContext: list(text) }),
};

/** Web containers: no other container can be a target. */
export async function seenContainers(
  api: tagmanager_v2.Tagmanager,
  requests: Requests,
  account: SeenAccount,
): Promise<readonly SeenContainer[]> {
  const all = await allPages<tagmanager_v2.Schema$Container>(
    requests,
    "Reading the list of containers",
    CONTAINERS,
    (page) => api.accounts.containers.list({ parent: account.path, ...page }),
  );
  return all.flatMap(({ publicId, name, usageContext }) =>
    publicId && (usageContext ?? []).includes("web")
      ? [{ id: publicId, name: name ?? "", account: account.name }]
      : [],
  );
}
