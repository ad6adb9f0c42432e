/** What a report must know about a property before it asks for figures. */
export interface PropertyFacts {
  /** IANA name. Days of reports are days of this zone. */
  readonly timeZone: string;
  /** ISO 4217; null where Google does not say. */
  readonly currency: string | null;
  readonly keyEvents: readonly KnownKeyEvent[];
}

export interface KnownKeyEvent {
  readonly event: string;
  /** Its own counting method; null where Google does not say. */
  readonly counting: "once_per_session" | "once_per_event" | null;
  /** When it became a key event, as Google writes it; null where Google does not say. Counts begin there. */
  readonly since: string | null;
  /** False for `purchase` and the like, which are key events of every property. */
  readonly isDeletable: boolean;
}
