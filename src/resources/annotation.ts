/** An annotation on one day of a property's reports. */
export interface Annotation {
  readonly title: string;
  readonly description: string;
}

/** One that is to be left. */
export interface NewAnnotation extends Annotation {
  /** It names no version of its own, so another run may leave the same one at the same moment. */
  readonly isAlike: boolean;
}

/** One that exists in the property. */
export interface ExistingAnnotation extends Annotation {
  /** Its day, or the first of them: `2026-11-03`, in the property's time zone. */
  readonly date: string;
}
