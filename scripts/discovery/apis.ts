/** The APIs that the sandbox emulates: where their documents and tables are, and how the one becomes the other. */
import { readFileSync } from "node:fs";
import { ANALYTICS_ADMIN_V1ALPHA, ANALYTICS_ADMIN_V1BETA } from "../../src/sandbox/analytics-admin/api.ts";
import { ANALYTICS_DATA_V1BETA } from "../../src/sandbox/analytics-data/api.ts";
import type { Api } from "../../src/sandbox/api.ts";
import { createRouter } from "../../src/sandbox/router.ts";
import { TAG_MANAGER } from "../../src/sandbox/tag-manager/api.ts";
import { type Document, samplePath } from "./document.ts";
import {
  ANALYTICS_DATA_PROTOCOL,
  analyticsProtocol,
  type Declared,
  type Protocol,
  TAG_MANAGER_PROTOCOL,
} from "./protocol.ts";
import { reduced } from "./reduce.ts";
import { tables } from "./tables.ts";

export interface DescribedApi {
  readonly api: Api;
  /** The name of its document, such as `tagmanager-v2`. */
  readonly document: string;
  /** What the document puts before the names of messages. */
  readonly prefix: string;
  /** Files of the project. */
  readonly reduced: string;
  readonly tables: string;
  readonly protocol: () => Protocol;
}

const FIXTURES = "test/sandbox/fixtures";
const PROTOS = "node_modules/@google-analytics/admin/build/protos/protos.json";

export const APIS: readonly DescribedApi[] = [
  {
    api: TAG_MANAGER,
    document: "tagmanager-v2",
    prefix: "",
    reduced: `${FIXTURES}/tagmanager-v2.json`,
    tables: "src/sandbox/tag-manager/messages.ts",
    protocol: () => TAG_MANAGER_PROTOCOL,
  },
  {
    api: ANALYTICS_ADMIN_V1BETA,
    document: "analyticsadmin-v1beta",
    prefix: "GoogleAnalyticsAdminV1beta",
    reduced: `${FIXTURES}/analyticsadmin-v1beta.json`,
    tables: "src/sandbox/analytics-admin/v1beta-messages.ts",
    protocol: () => analyticsProtocol(declarations(), "v1beta"),
  },
  {
    api: ANALYTICS_ADMIN_V1ALPHA,
    document: "analyticsadmin-v1alpha",
    prefix: "GoogleAnalyticsAdminV1alpha",
    reduced: `${FIXTURES}/analyticsadmin-v1alpha.json`,
    tables: "src/sandbox/analytics-admin/v1alpha-messages.ts",
    protocol: () => analyticsProtocol(declarations(), "v1alpha"),
  },
  {
    api: ANALYTICS_DATA_V1BETA,
    document: "analyticsdata-v1beta",
    prefix: "",
    reduced: `${FIXTURES}/analyticsdata-v1beta.json`,
    tables: "src/sandbox/analytics-data/v1beta-messages.ts",
    protocol: () => ANALYTICS_DATA_PROTOCOL,
  },
];

export function readDocument(file: string): Document {
  return JSON.parse(readFileSync(file, "utf8")) as Document;
}

/** @param document the whole one */
export function reducedFrom({ api }: DescribedApi, document: Document): Document {
  const router = createRouter([api]);
  return reduced(
    document,
    (method) => router(method.httpMethod, samplePath(method))?.route.run !== undefined,
  );
}

/** @param document the reduced one; a whole one would give tables of everything */
export function tablesFrom({ protocol, prefix }: DescribedApi, document: Document): string {
  return tables(document, { protocol: protocol(), prefix });
}

function declarations(): Declared {
  return JSON.parse(readFileSync(PROTOS, "utf8")) as Declared;
}
