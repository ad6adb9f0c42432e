/** What a field at Google decides about a goal, funnel or forward. A row in kinds.ts says it of the fields of its kind. */
export type FieldSubject =
  | "name"
  | "registration"
  | "worth"
  /** Once per session or per event. */
  | "counting"
  /** Which visits count: conditions, exceptions, steps, members of an audience. */
  | "what counts"
  | "what counts or event"
  | "event"
  | "consent"
  | "ecommerce"
  | `parameter:${string}`
  | `user property:${string}`
  /** A variable can be read for any of it, and does not name what it is read for. */
  | "anything that is read";
