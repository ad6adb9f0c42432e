/** Google's own generated client for Analytics, over HTTP as it speaks there: numbers for enums, masks in camel case. */
import { v1alpha, v1beta } from "@google-analytics/admin";
import { OAuth2Client } from "google-auth-library";
import { describe, expect, it } from "vitest";
import { type RunningSandbox, startSandbox } from "../../src/sandbox/sandbox.ts";

const PARENT = "properties/123456789";

async function open(): Promise<RunningSandbox> {
  return startSandbox({
    seed: {
      properties: [{ property: "123456789", measurementId: "G-TEST123456" }],
      containers: [{ publicId: "GTM-TEST01" }],
    },
  });
}

function optionsFor({ url }: RunningSandbox) {
  const authClient = new OAuth2Client();
  authClient.setCredentials({ access_token: "token" });
  const { hostname, port } = new URL(url);
  return { fallback: true, apiEndpoint: hostname, port: Number(port), protocol: "http", authClient } as const;
}

describe("@google-analytics/admin", () => {
  it("v1beta: lists, creates, updates, deletes and archives", async () => {
    const sandbox = await open();
    const client = new v1beta.AnalyticsAdminServiceClient(optionsFor(sandbox) as never);
    const [summaries] = await client.listAccountSummaries({});
    expect(summaries[0]!.propertySummaries![0]).toMatchObject({ propertyType: "PROPERTY_TYPE_ORDINARY" });
    const [streams] = await client.listDataStreams({ parent: PARENT });
    expect(streams[0]).toMatchObject({
      type: "WEB_DATA_STREAM",
      webStreamData: { measurementId: "G-TEST123456" },
    });

    const keyEvent = { eventName: "lead", countingMethod: "ONCE_PER_SESSION" as const };
    const [made] = await client.createKeyEvent({ parent: PARENT, keyEvent });
    const [changed] = await client.updateKeyEvent({
      keyEvent: { name: made.name!, countingMethod: "ONCE_PER_EVENT" },
      updateMask: { paths: ["counting_method"] },
    });
    expect(changed).toMatchObject({ eventName: "lead", countingMethod: "ONCE_PER_EVENT" });
    const names = async () =>
      (await client.listKeyEvents({ parent: PARENT }))[0].map(({ eventName }) => eventName);
    expect((await names()).sort()).toEqual(["lead", "purchase"]);
    await client.deleteKeyEvent({ name: made.name! });
    expect(await names()).toEqual(["purchase"]);

    const [dimension] = await client.createCustomDimension({
      parent: PARENT,
      customDimension: { parameterName: "plan", displayName: "Plan", scope: "EVENT" },
    });
    await client.updateCustomDimension({
      customDimension: { name: dimension.name!, displayName: "Chosen plan" },
      updateMask: { paths: ["display_name"] },
    });
    const [dimensions] = await client.listCustomDimensions({ parent: PARENT });
    expect(dimensions).toMatchObject([{ displayName: "Chosen plan", scope: "EVENT" }]);
    await client.archiveCustomDimension({ name: dimension.name! });
    expect((await client.listCustomDimensions({ parent: PARENT }))[0]).toEqual([]);

    const [metric] = await client.createCustomMetric({
      parent: PARENT,
      customMetric: {
        parameterName: "seats",
        displayName: "Seats",
        scope: "EVENT",
        measurementUnit: "STANDARD",
      },
    });
    await client.updateCustomMetric({
      customMetric: { name: metric.name!, description: "How many" },
      updateMask: { paths: ["description"] },
    });
    expect((await client.listCustomMetrics({ parent: PARENT }))[0]).toMatchObject([
      { description: "How many" },
    ]);
    await client.archiveCustomMetric({ name: metric.name! });
    expect((await client.listCustomMetrics({ parent: PARENT }))[0]).toEqual([]);
    await sandbox.close();
  });

  it("v1alpha: calculated metrics", async () => {
    const sandbox = await open();
    const client = new v1alpha.AnalyticsAdminServiceClient(optionsFor(sandbox) as never);
    const { name } = (
      await client.createCalculatedMetric({
        parent: PARENT,
        calculatedMetricId: "per_person",
        calculatedMetric: {
          displayName: "Per person",
          metricUnit: "CURRENCY",
          formula: "totalRevenue/totalUsers",
        },
      })
    )[0];
    expect(name).toBe(`${PARENT}/calculatedMetrics/per_person`);
    await client.updateCalculatedMetric({
      calculatedMetric: { name: name!, formula: "totalRevenue / activeUsers" },
      updateMask: { paths: ["formula"] },
    });
    expect((await client.listCalculatedMetrics({ parent: PARENT }))[0]).toMatchObject([
      { calculatedMetricId: "per_person", metricUnit: "CURRENCY", formula: "totalRevenue / activeUsers" },
    ]);
    await client.deleteCalculatedMetric({ name: name! });
    expect((await client.listCalculatedMetrics({ parent: PARENT }))[0]).toEqual([]);
    await sandbox.close();
  });

  it("v1alpha: rules and audiences", async () => {
    const sandbox = await open();
    const client = new v1alpha.AnalyticsAdminServiceClient(optionsFor(sandbox) as never);
    const [[stream]] = await client.listDataStreams({ parent: PARENT });
    const parent = stream!.name!;
    const [rule] = await client.createEventCreateRule({
      parent,
      eventCreateRule: {
        destinationEvent: "thanks",
        eventConditions: [{ field: "event_name", comparisonType: "EQUALS", value: "page_view" }],
      },
    });
    await client.updateEventCreateRule({
      eventCreateRule: { name: rule.name!, destinationEvent: "many_thanks" },
      updateMask: { paths: ["destination_event"] },
    });
    const [rules] = await client.listEventCreateRules({ parent });
    expect(rules).toMatchObject([
      { destinationEvent: "many_thanks", eventConditions: [{ comparisonType: "EQUALS" }] },
    ]);
    await client.deleteEventCreateRule({ name: rule.name! });
    expect((await client.listEventCreateRules({ parent }))[0]).toEqual([]);

    const longer = {
      fieldName: "sessionDuration",
      numericFilter: { operation: "GREATER_THAN" as const, value: { int64Value: 3 } },
    };
    const [audience] = await client.createAudience({
      parent: PARENT,
      audience: {
        displayName: "Long",
        description: "x",
        membershipDurationDays: 30,
        filterClauses: [
          {
            clauseType: "INCLUDE",
            simpleFilter: {
              scope: "AUDIENCE_FILTER_SCOPE_ACROSS_ALL_SESSIONS",
              filterExpression: {
                andGroup: {
                  filterExpressions: [
                    { orGroup: { filterExpressions: [{ dimensionOrMetricFilter: longer }] } },
                  ],
                },
              },
            },
          },
        ],
      },
    });
    await client.updateAudience({
      audience: { name: audience.name!, displayName: "Longer" },
      updateMask: { paths: ["display_name"] },
    });
    const named = async () =>
      (await client.listAudiences({ parent: PARENT }))[0].map((one) => one.displayName);
    expect(await named()).toContain("Longer");
    await client.archiveAudience({ name: audience.name! });
    expect(await named()).not.toContain("Longer");
    await sandbox.close();
  });
});
