/** How patient a visit is with pages. */

/** How long something is waited for; milliseconds. */
export interface Patience {
  /** For a page to load. */
  readonly page: number;
  /** For a page that keeps loading something. */
  readonly busy: number;
  /** For an element that a page makes when it has loaded. */
  readonly element: number;
  /** For an element to stop moving. */
  readonly click: number;
  /** For the first hit of Google's tag. */
  readonly firstHit: number;
  /** Without a request, a page has loaded; and half as long, it has answered an act. */
  readonly quiet: number;
  /** At the end of a visit. */
  readonly end: number;
}

export const PATIENCE: Patience = {
  page: 45_000,
  busy: 12_000,
  element: 5_000,
  click: 3_000,
  firstHit: 6_000,
  quiet: 350,
  end: 1_000,
};
