/** goalform's own client and the sandbox, both held to Google's word. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { ANALYTICS_ADMIN_V1ALPHA, ANALYTICS_ADMIN_V1BETA } from "../../src/sandbox/analytics-admin/api.ts";
import {
  FAULT_STATUSES,
  type Fault,
  parseFault,
  type RunningSandbox,
  type Switches,
} from "../../src/sandbox/sandbox.ts";
import { TAG_MANAGER } from "../../src/sandbox/tag-manager/api.ts";
import { openShop } from "../support/shop.ts";
import { discovery } from "./discovery.ts";
import { type Exchange, envelopeProblems, idOf, problemsOf, record } from "./exchanges.ts";
import { CONTAINER, PROPERTY, STREAM, send, start } from "./google.ts";

const DOCUMENTS = ["tagmanager-v2", "analyticsadmin-v1beta", "analyticsadmin-v1alpha"].map(discovery);

const EXAMPLE = readFileSync("goals.example.yaml", "utf8");
const CHANGED = EXAMPLE.replace("page: /newsletter/thanks", "page: /newsletter/thank-you")
  .replace("value: 5\n", "value: 6\n")
  .replace("longer_than: 90s", "longer_than: 80s");
const FEWER = CHANGED.replace(/ {2}deep_visit:.*\n/, "").replace(/ {2}phone_call:\n( {4}.*\n)+/, "");

const ALWAYS_USED = [
  "analyticsadmin.properties.dataStreams.list",
  "analyticsadmin.properties.keyEvents.create",
  "analyticsadmin.properties.keyEvents.delete",
  "analyticsadmin.properties.keyEvents.list",
  "analyticsadmin.properties.keyEvents.patch",
  "tagmanager.accounts.containers.lookup",
  "tagmanager.accounts.containers.version_headers.latest",
  "tagmanager.accounts.containers.versions.live",
  "tagmanager.accounts.containers.versions.publish",
  "tagmanager.accounts.containers.workspaces.built_in_variables.create",
  "tagmanager.accounts.containers.workspaces.bulk_update",
  "tagmanager.accounts.containers.workspaces.create",
  "tagmanager.accounts.containers.workspaces.create_version",
];

/** What stands in for a bulk update. */
const ONE_BY_ONE = [
  "folders.create",
  "variables.create",
  "triggers.update",
  "tags.update",
  "tags.delete",
].map((method) => `tagmanager.accounts.containers.workspaces.${method}`);

interface Run {
  readonly when: string;
  readonly switches: Partial<Switches>;
  readonly faults: readonly string[];
  /** Ids of methods that only such a run needs. */
  readonly uses: readonly string[];
}

/** A first apply, a change, a removal and a look at the end: what an owner does in a year. */
async function wholeRun(switches: Partial<Switches>, faults: readonly Fault[]): Promise<readonly Exchange[]> {
  const shop = await openShop({ switches });
  const exchanges = record(shop.sandbox);
  try {
    for (const goals of [EXAMPLE, CHANGED, FEWER]) {
      shop.sandbox.setFaults(faults);
      await shop.apply(goals, { allowUnpublished: true });
    }
    shop.sandbox.clearFaults();
    expect((await shop.plan(FEWER)).plan.changes).toEqual([]);
    return exchanges;
  } finally {
    await shop.close();
  }
}

describe("a whole run of goalform's client", () => {
  const RUNS: readonly Run[] = [
    { when: "everything is as it should be", switches: {}, faults: [], uses: [] },
    { when: "there is no bulk_update", switches: { bulkUpdate: 404 }, faults: [], uses: ONE_BY_ONE },
    {
      when: "bulk_update takes no folders",
      switches: { bulkUpdateRefuses: ["folder"] },
      faults: [],
      uses: ["tagmanager.accounts.containers.workspaces.folders.create"],
    },
    {
      when: "bulk_update takes few changes",
      switches: { bulkUpdateMaximum: 10 },
      faults: [],
      uses: ["tagmanager.accounts.containers.workspaces.tags.create"],
    },
    {
      when: "there is trouble on the way",
      switches: {},
      faults: [
        "429@1",
        "503@4",
        "close-after@1:CreateWorkspace",
        "close-after@1:bulk_update",
        "close-after@1:create_version",
        "close-after@1:keyEvents.create",
      ],
      uses: [
        "tagmanager.accounts.containers.workspaces.list",
        "tagmanager.accounts.containers.workspaces.tags.list",
        "tagmanager.accounts.containers.versions.get",
      ],
    },
  ];

  it.each(RUNS)(
    "sends only what Google allows and gets only what Google promises when $when",
    async ({ switches, faults, uses }) => {
      const exchanges = await wholeRun(switches, faults.map(parseFault));
      expect([...new Set(exchanges.flatMap((exchange) => problemsOf(DOCUMENTS, exchange)))]).toEqual([]);
      const methods = [...new Set(exchanges.map((exchange) => idOf(DOCUMENTS, exchange)))];
      expect(methods.sort()).toEqual(expect.arrayContaining([...ALWAYS_USED, ...uses]));
    },
  );

  it("would be found out: the check itself sees what is wrong", () => {
    const exchange = (method: string, url: string, sent: unknown, status: number, answer: unknown) => ({
      request: {
        method,
        url,
        headers: { "content-type": "application/json" },
        body: sent === undefined ? "" : JSON.stringify(sent),
      },
      response: { status, headers: {}, body: JSON.stringify(answer) },
    });
    const bulk = `/tagmanager/v2/${CONTAINER}/workspaces/2/bulk_update`;
    const keyEvents = `/v1beta/${PROPERTY}/keyEvents`;
    const builtIns = `/tagmanager/v2/${CONTAINER}/workspaces/2/built_in_variables`;
    const wrong = [
      exchange("POST", bulk, { change: [], changes: [{ changeStatus: "modified" }] }, 200, { changes: [] }),
      exchange("POST", keyEvents, { name: "n", countingMethod: 1 }, 200, { custom: false, colour: "red" }),
      exchange("GET", `${keyEvents}?pageSize=many&page=1`, { a: 1 }, 409, {
        error: { code: 400, status: "OK" },
      }),
      exchange("POST", `${builtIns}?type=pageUrl&type=PAGE_URL`, undefined, 200, {}),
      exchange("POST", `${builtIns}/1`, undefined, 200, {}),
    ];
    expect(wrong.flatMap((each) => problemsOf(DOCUMENTS, each))).toMatchInlineSnapshot(`
        [
          "tagmanager.accounts.containers.workspaces.bulk_update: ProposedChange.change is unknown",
          "tagmanager.accounts.containers.workspaces.bulk_update: ProposedChange.changes[0].changeStatus is modified",
          "tagmanager.accounts.containers.workspaces.bulk_update: BulkUpdateWorkspaceResponse.changes is an empty list",
          "analyticsadmin.properties.keyEvents.create: GoogleAnalyticsAdminV1betaKeyEvent.name is read-only",
          "analyticsadmin.properties.keyEvents.create: GoogleAnalyticsAdminV1betaKeyEvent.countingMethod is a number",
          "analyticsadmin.properties.keyEvents.create: GoogleAnalyticsAdminV1betaKeyEvent.custom has its default value",
          "analyticsadmin.properties.keyEvents.create: GoogleAnalyticsAdminV1betaKeyEvent.colour is unknown",
          "analyticsadmin.properties.keyEvents.list: pageSize is many",
          "analyticsadmin.properties.keyEvents.list: the query has page",
          "analyticsadmin.properties.keyEvents.list: a body is sent: {"a":1}",
          "analyticsadmin.properties.keyEvents.list: the code 400 comes with 409",
          "analyticsadmin.properties.keyEvents.list: the message is missing",
          "analyticsadmin.properties.keyEvents.list: the status OK comes with 409",
          "analyticsadmin.properties.keyEvents.list: errors is not a list of single errors",
          "tagmanager.accounts.containers.workspaces.built_in_variables.create: type is PAGE_URL",
          "POST /tagmanager/v2/accounts/11/containers/22/workspaces/2/built_in_variables/1 means 0 methods",
        ]
      `);
  });
});

describe("what a program does with rules, dimensions, metrics and audiences", () => {
  const CONDITION = { field: "page_location", comparisonType: "CONTAINS", value: "/thanks" };
  const RULE = { destinationEvent: "lead", eventConditions: [CONDITION], sourceCopyParameters: true };
  const DIMENSION = { parameterName: "plan", displayName: "Plan", scope: "EVENT" };
  const MONEY = { measurementUnit: "CURRENCY", restrictedMetricType: ["REVENUE_DATA"] };
  const FILTER = {
    fieldName: "eventCount",
    numericFilter: { operation: "GREATER_THAN", value: { int64Value: "3" } },
  };
  const only = (leaf: object) => {
    const orGroup = { filterExpressions: [leaf] };
    return { andGroup: { filterExpressions: [{ orGroup }] } };
  };
  const EVENT = {
    eventName: "page_view",
    eventParameterFilterExpression: only({ dimensionOrMetricFilter: FILTER }),
  };
  const SCOPE = "AUDIENCE_FILTER_SCOPE_WITHIN_SAME_SESSION";
  const STEP = { scope: SCOPE, filterExpression: only({ eventFilter: EVENT }) };
  const AUDIENCE = {
    displayName: "Readers",
    description: "Read 4 pages",
    membershipDurationDays: 30,
    filterClauses: [
      { clauseType: "INCLUDE", simpleFilter: STEP },
      {
        clauseType: "EXCLUDE",
        sequenceFilter: { scope: SCOPE, sequenceSteps: [STEP, { ...STEP, constraintDuration: "300s" }] },
      },
    ],
    eventTrigger: { eventName: "read", logCondition: "AUDIENCE_JOINED" },
    exclusionDurationMode: "EXCLUDE_TEMPORARILY",
  };

  const KINDS = [
    ["v1alpha", `${STREAM}/eventCreateRules`, RULE, "destination_event", ""],
    ["v1beta", `${PROPERTY}/customDimensions`, DIMENSION, "display_name", ":archive"],
    ["v1alpha", `${PROPERTY}/customDimensions`, DIMENSION, "description", ":archive"],
    ["v1beta", `${PROPERTY}/customMetrics`, { ...DIMENSION, ...MONEY }, "display_name", ":archive"],
    ["v1alpha", `${PROPERTY}/customMetrics`, { ...DIMENSION, ...MONEY }, "description", ":archive"],
    ["v1alpha", `${PROPERTY}/audiences`, AUDIENCE, "event_trigger", ":archive"],
  ] as const;

  it.each(KINDS)(
    "keeps to Google's word on both sides: %s/%s",
    async (version, path, body, updateMask, removal) => {
      const sandbox = await start();
      const exchanges = record(sandbox);
      const made = async () => {
        const answer = await sendJson(sandbox, "POST", `${version}/${path}`, body);
        return (answer as { name: string }).name;
      };
      const one = `${version}/${await made()}`;
      await send(sandbox, "GET", one);
      await send(sandbox, "GET", `${version}/${path}?pageSize=1`);
      await sendJson(sandbox, "PATCH", `${one}?updateMask=${updateMask}`, body);
      if (removal === "") await send(sandbox, "DELETE", one);
      else await sendJson(sandbox, "POST", one + removal, {});
      await send(sandbox, "GET", one);
      expect(exchanges.map(({ response }) => response?.status)).toEqual([200, 200, 200, 200, 200, 404]);
      expect(exchanges.flatMap((exchange) => problemsOf(DOCUMENTS, exchange))).toEqual([]);
    },
  );

  async function sendJson({ url }: RunningSandbox, method: string, path: string, body: unknown) {
    const headers = { authorization: "Bearer any", "content-type": "application/json" };
    const response = await fetch(`${url}/${path}`, { method, headers, body: JSON.stringify(body) });
    return response.json();
  }
});

describe("every refusal of the sandbox has Google's envelope:", () => {
  const WORKSPACE = `tagmanager/v2/${CONTAINER}/workspaces/2`;

  it("methods that are not played", async () => {
    const sandbox = await start();
    const exchanges = record(sandbox);
    const routes = [TAG_MANAGER, ANALYTICS_ADMIN_V1BETA, ANALYTICS_ADMIN_V1ALPHA].flatMap(
      (api) => api.routes,
    );
    for (const { verb, path } of routes.filter(({ run }) => run === undefined)) {
      await send(sandbox, verb, path.replace(/\{\w+\}/g, "1"));
    }
    expect(exchanges.map(({ response }) => response?.status)).toEqual(exchanges.map(() => 501));
    expect(exchanges.flatMap(({ response }) => envelopeProblems(response!))).toEqual([]);
  });

  it("requests that Google would refuse", async () => {
    const sandbox = await start({ switches: { staleFingerprint: 412 } });
    const exchanges = record(sandbox);
    await send(sandbox, "GET", `${WORKSPACE}/tags`, { token: null });
    await send(sandbox, "GET", `${WORKSPACE}/tags`, { token: "goalform-sandbox:analytics.edit" });
    await send(sandbox, "GET", `${WORKSPACE}/tags/99`);
    await send(sandbox, "GET", "nowhere");
    await send(sandbox, "POST", `${WORKSPACE}/folders`, { body: { name: 1, colour: "red" } });
    await send(sandbox, "POST", `${WORKSPACE}/folders`, { body: { name: "F" } });
    await send(sandbox, "POST", `${WORKSPACE}/folders`, { body: { name: "F" } });
    await send(sandbox, "PUT", `${WORKSPACE}/folders/3?fingerprint=1`, { body: { name: "G" } });
    await send(sandbox, "POST", `${WORKSPACE}/triggers`, {
      body: { name: "T", type: "click", filter: [{ type: "equals" }] },
    });
    const keyEvent = { eventName: "purchase", countingMethod: "ONCE_PER_EVENT" };
    await send(sandbox, "GET", "v1beta/properties/1/keyEvents");
    await send(sandbox, "POST", `v1beta/${PROPERTY}/keyEvents`, { body: keyEvent });
    await send(sandbox, "DELETE", `v1beta/${PROPERTY}/keyEvents/5000000001`);
    const dimension = { parameterName: "plan", displayName: "Plan", scope: "EVENT" };
    await send(sandbox, "POST", `v1beta/${PROPERTY}/customDimensions`, { body: dimension });
    await send(sandbox, "POST", `v1beta/${PROPERTY}/customDimensions`, { body: dimension });
    await send(sandbox, "POST", `v1alpha/${STREAM}/eventCreateRules`, { body: { destinationEvent: 1 } });
    await send(sandbox, "POST", `v1alpha/${PROPERTY}/audiences`, { body: {} });
    await send(sandbox, "POST", `v1alpha/${PROPERTY}/audiences/4000000001:archive`, { body: {} });
    await send(sandbox, "POST", `v1alpha/${PROPERTY}/audiences/1:archive`, { body: {} });
    await send(sandbox, "GET", `v1beta/${STREAM}/eventCreateRules`);
    expect(exchanges.map(({ response }) => response?.status)).toEqual([
      401, 403, 404, 404, 400, 200, 400, 412, 500, 403, 409, 400, 200, 409, 400, 400, 400, 404, 404,
    ]);
    const refused = exchanges.filter(({ response }) => response?.status !== 200);
    expect(refused.flatMap(({ response }) => envelopeProblems(response!))).toEqual([]);
  });

  it("faults", async () => {
    const sandbox = await start();
    const exchanges = record(sandbox);
    for (const answer of FAULT_STATUSES) {
      sandbox.setFaults([{ at: "every", how: { answer } }]);
      await send(sandbox, "GET", `${WORKSPACE}/tags`);
      await send(sandbox, "GET", "v1beta/accountSummaries");
    }
    expect(exchanges).toHaveLength(2 * FAULT_STATUSES.length);
    expect(exchanges.flatMap(({ response }) => envelopeProblems(response!))).toEqual([]);
  });
});
