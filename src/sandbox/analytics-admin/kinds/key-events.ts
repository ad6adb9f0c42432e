/** Key events: the events of a property that count as conversions. In both versions. */
import type { Fields, KeyEventState } from "../../state.ts";
import { checkEventName } from "../event-name.ts";
import { nextId } from "../next-id.ts";
import { alreadyExists, failedPrecondition, invalidArgument } from "../refusals.ts";
import type { ResourceKind } from "../resource-kind.ts";
import { checkRoom } from "../room.ts";

/** For a standard property; only key events that people added count. */
const LIMIT = 30;

export const KEY_EVENTS: ResourceKind<"KeyEvent"> = {
  message: "KeyEvent",
  partOf: "property",
  removal: "delete",
  nameField: "eventName",
  fields: {
    mutable: [
      "counting_method",
      "default_value",
      "default_value.numeric_value",
      "default_value.currency_code",
    ],
    immutable: ["event_name"],
    output: ["name", "create_time", "deletable", "custom"],
  },
  initial: (world, createTime) => [
    {
      id: nextId(world),
      createTime,
      isDefault: true,
      fields: { eventName: "purchase", countingMethod: "ONCE_PER_EVENT" },
    },
  ],
  stored: {
    read: (stored) => {
      const { id, createTime, custom, ...fields } = stored as KeyEventState;
      return { id, createTime, ...(!custom && { isDefault: true }), fields };
    },
    write: ({ id, createTime, isDefault = false, fields }) => ({
      id,
      createTime,
      ...fields,
      custom: !isDefault,
    }),
  },
  check: (fields, others) => {
    const eventName = checkEventName(fields["eventName"]);
    checkSettings(fields);
    if (others.some((other) => other.fields["eventName"] === eventName)) throw alreadyExists();
  },
  checkNew: (_, others, call) => {
    const taken = others.filter(({ isDefault }) => !isDefault).length;
    checkRoom(call, taken, { of: "key events", maximum: LIMIT, status: call.switches.keyEventLimitStatus });
  },
  checkRemovable: ({ isDefault }) => {
    if (isDefault) throw failedPrecondition("This key event cannot be deleted.");
  },
  outputOf: ({ createTime, isDefault }) => ({
    createTime,
    ...(!isDefault && { deletable: true, custom: true }),
  }),
};

function checkSettings({ countingMethod, defaultValue }: Fields): void {
  if (typeof countingMethod !== "string") throw invalidArgument("The field counting_method is required.");
  if (defaultValue !== undefined) checkDefaultValue(defaultValue as Fields);
}

/** The two belong together. A value of 0 cannot be distinguished from a missing one, so it does not count as one. */
function checkDefaultValue({ numericValue, currencyCode }: Fields): void {
  if (typeof numericValue !== "number")
    throw invalidArgument("The field default_value.numeric_value is required.");
  if (typeof currencyCode !== "string")
    throw invalidArgument("The field default_value.currency_code is required.");
  if (!/^[A-Z]{3}$/.test(currencyCode)) {
    throw invalidArgument(`"${currencyCode}" is not a currency code of ISO 4217.`);
  }
}
