/** An annotation on one day of a property's reports. */
export interface Annotation {
  readonly title: string;
  readonly description: string;
}
