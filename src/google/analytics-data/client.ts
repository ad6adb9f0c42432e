/**
 * The Analytics Data API by plain requests: Google's client for Node has no funnels (`googleapis`), or needs a newer
 * Node than goalform (`@google-analytics/data`).
 */
import type { JsonObject } from "../../resources/resource.ts";
import type { ClientOptions } from "../client-options.ts";
import type { Requests } from "../requests.ts";
import { list, record, type Shape, text } from "../shape.ts";
import type { Answer } from "../unreadable-answer.ts";
import { type Batch, batchShape, FUNNEL_REPORT, type FunnelAnswerBody } from "./answer.ts";
import { type ReportRequest, reportBody } from "./request.ts";

const DATA_ROOT = "https://analyticsdata.googleapis.com/";

const DIMENSIONS = record({}, { dimensions: list(record({ apiName: text })) });

interface Dimensions {
  readonly dimensions?: readonly { readonly apiName: string }[];
}

export class AnalyticsDataClient {
  readonly #options: ClientOptions;
  readonly #requests: Requests;
  readonly #property: string;

  constructor(options: ClientOptions, requests: Requests, property: string) {
    this.#options = options;
    this.#requests = requests;
    this.#property = property;
  }

  /** At most five, answered in their order. */
  batchRunReports(reports: readonly ReportRequest[]): Promise<Batch> {
    const body = { requests: reports.map(reportBody) };
    return this.#post("Reading reports", "v1beta", "batchRunReports", body, batchShape(reports.length));
  }

  /** The dimensions that reports of the property may use, custom ones included. */
  async dimensions(): Promise<ReadonlySet<string>> {
    const { auth, rootUrl = DATA_ROOT, ...options } = this.#options;
    const url = `${rootUrl}v1beta/properties/${encodeURIComponent(this.#property)}/metadata`;
    const { dimensions = [] } = await this.#requests.send(
      "Reading the dimensions",
      "always",
      DIMENSIONS,
      async () => {
        const answer = await auth.request<Dimensions>({ ...options, url, responseType: "json" });
        return answer as Answer & { data: Dimensions };
      },
    );
    return new Set(dimensions.map(({ apiName }) => apiName));
  }

  runFunnelReport(what: string, body: JsonObject): Promise<FunnelAnswerBody> {
    return this.#post(what, "v1alpha", "runFunnelReport", body, FUNNEL_REPORT);
  }

  #post<T>(what: string, version: string, method: string, data: JsonObject, shape: Shape): Promise<T> {
    const { auth, rootUrl = DATA_ROOT, ...options } = this.#options;
    const url = `${rootUrl}${version}/properties/${encodeURIComponent(this.#property)}:${method}`;
    return this.#requests.send(what, "always", shape, async () => {
      const answer = await auth.request<T>({ ...options, url, method: "POST", data, responseType: "json" });
      return answer as Answer & { data: T };
    });
  }
}
