import { describe, expect, it } from "vitest";
import { PROPERTY, send, start } from "./google.ts";

const KEY_EVENTS = `v1beta/${PROPERTY}/keyEvents`;
const LEAD = { eventName: "generate_lead", countingMethod: "ONCE_PER_SESSION" };

function invalid(message: string) {
  return { error: { code: 400, message, status: "INVALID_ARGUMENT" } };
}

describe("key events", () => {
  const REFUSED: readonly [string, unknown, string][] = [
    ["no event name", { countingMethod: "ONCE_PER_EVENT" }, "The field event_name is required."],
    ["no counting method", { eventName: "lead" }, "The field counting_method is required."],
    [
      "the counting method left open",
      { eventName: "lead", countingMethod: "COUNTING_METHOD_UNSPECIFIED" },
      "The field counting_method is required.",
    ],
    [
      "a name of 41 characters",
      { ...LEAD, eventName: "a".repeat(41) },
      "The event name is longer than 40 characters.",
    ],
    [
      "a reserved prefix",
      { ...LEAD, eventName: "ga_lead" },
      'The event name starts with the reserved prefix "ga_".',
    ],
    [
      "a name with a space",
      { ...LEAD, eventName: "my lead" },
      "An event name starts with a letter and has only letters, digits and underscores.",
    ],
    [
      "a name that starts with a digit",
      { ...LEAD, eventName: "1st" },
      "An event name starts with a letter and has only letters, digits and underscores.",
    ],
    [
      "a value without a currency",
      { ...LEAD, defaultValue: { numericValue: 1 } },
      "The field default_value.currency_code is required.",
    ],
    [
      "a currency without a value",
      { ...LEAD, defaultValue: { currencyCode: "EUR" } },
      "The field default_value.numeric_value is required.",
    ],
    [
      "a currency that is none",
      { ...LEAD, defaultValue: { numericValue: 1, currencyCode: "euro" } },
      '"euro" is not a currency code of ISO 4217.',
    ],
  ];

  it.each(REFUSED)("are refused with %s", async (_, body, message) => {
    const answer = await send(await start(), "POST", KEY_EVENTS, { body });
    expect(answer).toEqual({ status: 400, body: invalid(message) });
  });

  it("are refused a second time, with ALREADY_EXISTS, but not in another case", async () => {
    const sandbox = await start();
    await send(sandbox, "POST", KEY_EVENTS, { body: LEAD });
    const again = await send(sandbox, "POST", KEY_EVENTS, { body: LEAD });
    expect([again.status, again.body]).toMatchObject([409, { error: { status: "ALREADY_EXISTS" } }]);
    expect(
      (await send(sandbox, "POST", KEY_EVENTS, { body: { ...LEAD, eventName: "Generate_Lead" } })).status,
    ).toBe(200);
  });

  it("end at thirty, not counting the ones of Analytics itself", async () => {
    const sandbox = await start();
    const add = (index: number) =>
      send(sandbox, "POST", KEY_EVENTS, { body: { ...LEAD, eventName: `e${index}` } });
    for (let index = 0; index < 30; index += 1) expect((await add(index)).status).toBe(200);
    expect(await add(30)).toMatchObject({ status: 429, body: { error: { status: "RESOURCE_EXHAUSTED" } } });
  });

  it("ignore output-only fields of a request, and refuse unknown ones", async () => {
    const sandbox = await start();
    const body = {
      ...LEAD,
      name: "properties/1/keyEvents/1",
      custom: false,
      createTime: "2020-01-01T00:00:00Z",
    };
    expect((await send(sandbox, "POST", KEY_EVENTS, { body })).body).toMatchObject({ custom: true });
    const unknown = await send(sandbox, "POST", KEY_EVENTS, { body: { ...LEAD, value: 5 } });
    expect(unknown.body).toMatchObject({
      error: {
        message: 'Invalid JSON payload received. Unknown name "value": Cannot find field.',
        details: [{ "@type": "type.googleapis.com/google.rpc.BadRequest" }],
      },
    });
  });

  const MASKS: readonly [string, string, unknown, string][] = [
    ["is missing", "", LEAD, "The update mask is required."],
    ["is empty", "?updateMask=", LEAD, "The update mask is required."],
    [
      "has an unknown path",
      "?updateMask=countingMethods",
      LEAD,
      "The update mask has an unknown path: counting_methods.",
    ],
    ["names the event", "?updateMask=event_name", LEAD, "The field event_name cannot be updated."],
    ["names an output", "?updateMask=counting_method,custom", LEAD, "The field custom cannot be updated."],
    [
      "names everything and more",
      "?updateMask=*,custom",
      LEAD,
      "The path * must be the only one in the update mask.",
    ],
    [
      "names everything and the event differs",
      "?updateMask=*",
      { ...LEAD, eventName: "other" },
      "The field event_name cannot be updated.",
    ],
    [
      "clears the counting method",
      "?updateMask=counting_method",
      {},
      "The field counting_method is required.",
    ],
  ];

  it.each(MASKS)("are not changed when the update mask %s", async (_, query, body, message) => {
    const sandbox = await start();
    const { body: made } = await send(sandbox, "POST", KEY_EVENTS, { body: LEAD });
    const path = `v1beta/${(made as { name: string }).name}`;
    expect(await send(sandbox, "PATCH", path + query, { body })).toEqual({
      status: 400,
      body: invalid(message),
    });
    expect((await send(sandbox, "GET", path)).body).toEqual(made);
  });

  it.each([
    ["pageToken=guess", "The page token is invalid."],
    ["pageSize=-1", "The page size must not be negative."],
    ["pageSize=many", `Invalid value at 'page_size' (TYPE_INT32), "many"`],
    [
      "parent=x",
      `Invalid JSON payload received. Unknown name "parent": Cannot bind query parameter. Field 'parent' could not be found in request message.`,
    ],
  ])("are not listed with %s", async (query, message) => {
    const { status, body } = await send(await start(), "GET", `${KEY_EVENTS}?${query}`);
    expect([status, body]).toMatchObject([400, { error: { message, status: "INVALID_ARGUMENT" } }]);
  });
});
