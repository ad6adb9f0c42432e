/** Notes on days of reports, asked by Google's own generated client. */
import { v1alpha } from "@google-analytics/admin";
import { OAuth2Client } from "google-auth-library";
import { expect, it } from "vitest";
import type { RunningSandbox } from "../../src/sandbox/sandbox.ts";
import { PROPERTY, send, start } from "./google.ts";

function clientFor({ url }: RunningSandbox) {
  const authClient = new OAuth2Client();
  authClient.setCredentials({ access_token: "token" });
  const { hostname, port } = new URL(url);
  const options = { fallback: true, apiEndpoint: hostname, port: Number(port), protocol: "http", authClient };
  return new v1alpha.AnalyticsAdminServiceClient(options as never);
}

it("creates, lists, changes and deletes them", async () => {
  const client = clientFor(await start());
  const reportingDataAnnotation = {
    title: "Goals changed",
    description: "Version 7",
    color: "BLUE" as const,
    annotationDate: { year: 2026, month: 11, day: 27 },
  };
  const [made] = await client.createReportingDataAnnotation({ parent: PROPERTY, reportingDataAnnotation });
  expect(made.name).toMatch(/^properties\/123456789\/reportingDataAnnotations\/\d+$/);
  await client.updateReportingDataAnnotation({
    reportingDataAnnotation: { name: made.name!, title: "More goals", color: "GREEN" },
    updateMask: { paths: ["title", "color"] },
  });
  const [listed] = await client.listReportingDataAnnotations({ parent: PROPERTY });
  expect(listed).toMatchObject([
    {
      title: "More goals",
      description: "Version 7",
      color: "GREEN",
      annotationDate: { year: 2026, month: 11, day: 27 },
    },
  ]);
  expect((await client.getReportingDataAnnotation({ name: made.name! }))[0].title).toBe("More goals");
  await client.deleteReportingDataAnnotation({ name: made.name! });
  expect((await client.listReportingDataAnnotations({ parent: PROPERTY }))[0]).toEqual([]);
});

const DAY = { year: 2026, month: 11, day: 27 };

it.each([
  ["no title", { color: "BLUE", annotationDate: DAY }],
  ["a long title", { title: "x".repeat(61), color: "BLUE", annotationDate: DAY }],
  ["no color", { title: "x", annotationDate: DAY }],
  ["an unknown color", { title: "x", color: "PINK", annotationDate: DAY }],
  ["no day", { title: "x", color: "BLUE" }],
  [
    "a day and a range",
    { title: "x", color: "BLUE", annotationDate: DAY, annotationDateRange: { startDate: DAY, endDate: DAY } },
  ],
  ["a day that is none", { title: "x", color: "BLUE", annotationDate: { ...DAY, day: 31 } }],
  ["half a day", { title: "x", color: "BLUE", annotationDate: { year: 2026 } }],
  ["half a range", { title: "x", color: "BLUE", annotationDateRange: { startDate: DAY } }],
  [
    "a range backwards",
    { title: "x", color: "BLUE", annotationDateRange: { startDate: DAY, endDate: { ...DAY, day: 1 } } },
  ],
])("refuses %s", async (_, body) => {
  const { status } = await send(await start(), "POST", `v1alpha/${PROPERTY}/reportingDataAnnotations`, {
    body,
  });
  expect(status).toBe(400);
});

it("has them in v1alpha alone, and does not pretend to filter", async () => {
  const sandbox = await start();
  expect((await send(sandbox, "GET", `v1beta/${PROPERTY}/reportingDataAnnotations`)).status).toBe(404);
  expect((await send(sandbox, "GET", `v1alpha/${PROPERTY}/reportingDataAnnotations?filter=x`)).status).toBe(
    501,
  );
});
