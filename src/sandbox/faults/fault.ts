/** Faults: what goes wrong on demand, and for which requests. */

/** The HTTP statuses for which the sandbox knows a body of Google's. */
export const FAULT_STATUSES = [401, 403, 409, 429, 500, 502, 503] as const;

export type FaultStatus = (typeof FAULT_STATUSES)[number];

export interface Fault {
  /** Which requests: by number since the fault was set (1 is the next matching one), or every matching one. */
  readonly at: number | "every";
  /**
   * Only requests that contain this text in the id of their API method
   * (`tagmanager.accounts.containers.workspaces.bulk_update`), in its gRPC name
   * (`container_tag.apiary_v2.TagManagerServiceV2.BulkUpdateWorkspace`), or in
   * `METHOD /path`. All requests when missing.
   */
  readonly match?: string;
  readonly how:
    | {
        /** Refused without doing the work: 403 is `rateLimitExceeded`, 401 an expired token, 502 a page of HTML. */
        readonly answer: FaultStatus;
      }
    | {
        /** The connection is closed without an answer, before the work or after it is done and saved. */
        readonly close: "before" | "after";
      }
    | {
        /** Milliseconds between the work and its ordinary answer, up to `LONGEST_HANG`; `Infinity` for no answer ever. */
        readonly hang: number;
      }
    | {
        /** Milliseconds that the request is on its way: the work is done that late, whether anybody still waits for it or not. */
        readonly delay: number;
      };
}

/** The longest wait that a timer of Node can measure, in milliseconds. */
export const LONGEST_HANG = 2 ** 31 - 1;
