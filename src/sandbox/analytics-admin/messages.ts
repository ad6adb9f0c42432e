/** The messages that Analytics Admin accepts, from its Discovery documents (revision 20260908). */
import { choice, double, enumType, flag, type Messages, one, text, timestamp } from "../message.ts";

const COUNTING_METHOD = enumType("google.analytics.admin.KeyEvent.CountingMethod", [
  "COUNTING_METHOD_UNSPECIFIED",
  "ONCE_PER_EVENT",
  "ONCE_PER_SESSION",
]);

export const MESSAGES: Messages = {
  Empty: {},
  KeyEvent: {
    name: text,
    eventName: text,
    createTime: timestamp,
    deletable: flag,
    custom: flag,
    countingMethod: choice(COUNTING_METHOD),
    defaultValue: one("KeyEventDefaultValue"),
  },
  KeyEventDefaultValue: { numericValue: double, currencyCode: text },
};
