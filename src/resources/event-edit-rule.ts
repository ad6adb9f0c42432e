/** Changes the events that a stream receives, before anything counts them (support.google.com/analytics/answer/10085872). */
export interface EventEditRule {
  readonly name: string;
  /** The measurement id of the web stream. */
  readonly stream: string;
  /** All must be true. */
  readonly conditions: readonly {
    /** `event_name`, or the name of a parameter. */
    readonly field: string;
    readonly comparisonType: string;
    readonly value: string;
    readonly negated: boolean;
  }[];
  /** What it sets; `event_name` renames the event. */
  readonly sets: readonly { readonly parameter: string; readonly value: string }[];
}
