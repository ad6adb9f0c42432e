import { describe, expect, it } from "vitest";
import { discovery, misfits } from "./discovery.ts";
import { analyticsAdmin, PROPERTY, send, start } from "./google.ts";

const KEY_EVENTS = `v1beta/${PROPERTY}/keyEvents`;
const LEAD = { eventName: "generate_lead", countingMethod: "ONCE_PER_SESSION" };

const document = discovery("analyticsadmin-v1beta");

describe("properties and streams", () => {
  it("lead from the measurement id to the property", async () => {
    const { accountSummaries, properties } = analyticsAdmin(await start());
    const { data: summaries } = await accountSummaries.list({ pageSize: 200 });
    const [summary] = summaries.accountSummaries![0]!.propertySummaries!;
    const { data: streams } = await properties.dataStreams.list({ parent: summary!.property! });
    expect(summary).toMatchObject({ property: PROPERTY, propertyType: "PROPERTY_TYPE_ORDINARY" });
    expect(streams.dataStreams).toMatchObject([
      { type: "WEB_DATA_STREAM", webStreamData: { measurementId: "G-TEST123456" } },
    ]);
    const { data: stream } = await properties.dataStreams.get({ name: streams.dataStreams![0]!.name! });
    expect(stream).toEqual(streams.dataStreams![0]);
    expect((await properties.get({ name: PROPERTY })).data).toMatchObject({
      currencyCode: "EUR",
      timeZone: "Etc/UTC",
    });
  });

  it("of someone else are not shown", async () => {
    const { status, body } = await send(await start(), "GET", "v1beta/properties/1/keyEvents");
    expect([status, body]).toEqual([
      403,
      { error: { code: 403, message: "The caller does not have permission", status: "PERMISSION_DENIED" } },
    ]);
  });
});

describe("key events", () => {
  it("start with purchase, which is not custom and cannot be deleted", async () => {
    const { properties } = analyticsAdmin(await start());
    const { data } = await properties.keyEvents.list({ parent: PROPERTY });
    const [purchase] = data.keyEvents!;
    expect(data).toEqual({
      keyEvents: [
        {
          name: purchase!.name,
          eventName: "purchase",
          createTime: "2026-01-01T00:00:01.000Z",
          countingMethod: "ONCE_PER_EVENT",
        },
      ],
    });
    await expect(properties.keyEvents.delete({ name: purchase!.name! })).rejects.toMatchObject({
      status: 400,
    });
  });

  it("are created, read, changed and deleted", async () => {
    const { keyEvents } = analyticsAdmin(await start()).properties;
    const defaultValue = { numericValue: 2.5, currencyCode: "EUR" };
    const { data: made } = await keyEvents.create({
      parent: PROPERTY,
      requestBody: { ...LEAD, defaultValue },
    });
    const name = made.name!;
    expect(made).toMatchObject({ ...LEAD, defaultValue, custom: true, deletable: true });
    expect((await keyEvents.get({ name })).data).toEqual(made);
    const { data: counted } = await keyEvents.patch({
      name,
      updateMask: "counting_method",
      requestBody: {
        countingMethod: "ONCE_PER_EVENT",
        defaultValue: { numericValue: 9, currencyCode: "USD" },
      },
    });
    expect(counted).toEqual({ ...made, countingMethod: "ONCE_PER_EVENT" });
    const { data: cleared } = await keyEvents.patch({ name, updateMask: "default_value", requestBody: {} });
    expect(cleared).not.toHaveProperty("defaultValue");
    const { data: all } = await keyEvents.patch({
      name,
      updateMask: "*",
      requestBody: { ...LEAD, defaultValue },
    });
    expect(all).toEqual(made);
    const { data: part } = await keyEvents.patch({
      name,
      updateMask: "default_value.numeric_value",
      requestBody: { defaultValue: { numericValue: 3 } },
    });
    expect(part.defaultValue).toEqual({ numericValue: 3, currencyCode: "EUR" });
    expect((await keyEvents.delete({ name })).data).toEqual({});
    await expect(keyEvents.delete({ name })).rejects.toMatchObject({ status: 404 });
  });

  it("may have the name of an event that Analytics collects by itself, and letters of any language", async () => {
    const sandbox = await start();
    for (const eventName of ["click", "first_visit", "größe_2", "a".repeat(40)]) {
      expect((await send(sandbox, "POST", KEY_EVENTS, { body: { ...LEAD, eventName } })).status).toBe(200);
    }
  });

  it("are listed in pages of fifty at most unless asked otherwise, in no order of creation", async () => {
    const sandbox = await start();
    const names = ["a", "b", "c", "d", "e", "f"];
    for (const eventName of names) await send(sandbox, "POST", KEY_EVENTS, { body: { ...LEAD, eventName } });
    const { keyEvents } = analyticsAdmin(sandbox).properties;
    const { data: first } = await keyEvents.list({ parent: PROPERTY, pageSize: 4 });
    const { data: second } = await keyEvents.list({
      parent: PROPERTY,
      pageSize: 4,
      pageToken: first.nextPageToken!,
    });
    const { data: all } = await keyEvents.list({ parent: PROPERTY, pageSize: 1000 });
    expect([first.keyEvents!.length, second.keyEvents!.length, second.nextPageToken]).toEqual([
      4,
      3,
      undefined,
    ]);
    expect(all.keyEvents).toEqual([...first.keyEvents!, ...second.keyEvents!]);
    const order = all.keyEvents!.map(({ eventName }) => eventName);
    expect(order).not.toEqual(["purchase", ...names]);
    expect(order.sort()).toEqual([...names, "purchase"]);
  });

  it("are the same in both versions of the API", async () => {
    const sandbox = await start();
    await send(sandbox, "POST", `v1alpha/${PROPERTY}/keyEvents`, { body: LEAD });
    const [beta, alpha] = [
      await send(sandbox, "GET", KEY_EVENTS),
      await send(sandbox, "GET", `v1alpha/${PROPERTY}/keyEvents`),
    ];
    expect((beta.body as { keyEvents: unknown[] }).keyEvents).toHaveLength(2);
    expect(alpha.body).toEqual(beta.body);
  });

  it("and everything around them fit their schemas", async () => {
    const { accountSummaries, properties } = analyticsAdmin(await start());
    const { dataStreams, keyEvents } = properties;
    const requestBody = { ...LEAD, defaultValue: { numericValue: 1.5, currencyCode: "EUR" } };
    const answers: [string, { data: unknown }][] = [
      ["ListAccountSummariesResponse", await accountSummaries.list()],
      ["Property", await properties.get({ name: PROPERTY })],
      ["ListDataStreamsResponse", await dataStreams.list({ parent: PROPERTY })],
      ["KeyEvent", await keyEvents.create({ parent: PROPERTY, requestBody })],
      ["ListKeyEventsResponse", await keyEvents.list({ parent: PROPERTY, pageSize: 1 })],
    ];
    const problems = answers.flatMap(([name, { data }]) =>
      misfits(document, `GoogleAnalyticsAdminV1beta${name}`, data),
    );
    expect(problems).toEqual([]);
  });
});
