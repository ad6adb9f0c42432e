/** Which fault a request meets, and what is left of its answer then. */
import type { SandboxResponse } from "../responses.ts";
import type { Fault, FaultStatus } from "./fault.ts";

/** How a request ends for its client. */
export type Delivery =
  | {
      readonly response: SandboxResponse;
      /** Milliseconds until the response is sent; `Infinity` for never. */
      readonly delay: number;
    }
  | {
      /** Does the work when the request arrives at last. */
      readonly work: () => SandboxResponse;
      /** Milliseconds until then. */
      readonly arrivesAfter: number;
    }
  | "closed";

export interface FaultList {
  /** Replaces all faults with these; every count starts again. */
  set(faults: readonly Fault[]): void;
  /**
   * Counts one request for every fault that it matches.
   *
   * @param names what the request is called, one name per way of saying it.
   * @returns the first fault of the list whose turn it is.
   */
  meet(names: readonly string[]): Fault | undefined;
}

export function createFaultList(): FaultList {
  let counted: { readonly fault: Fault; seen: number }[] = [];
  return {
    set: (faults) => {
      counted = faults.map((fault) => ({ fault, seen: 0 }));
    },
    meet: (names) => {
      const matching = counted.filter(({ fault: { match = "" } }) =>
        names.some((name) => name.includes(match)),
      );
      for (const entry of matching) entry.seen += 1;
      return matching.find(({ fault, seen }) => fault.at === "every" || fault.at === seen)?.fault;
    },
  };
}

/** Does the work unless the fault prevents it, and loses or delays its answer if that is the fault. */
export function deliver(
  fault: Fault | undefined,
  work: () => SandboxResponse,
  refuse: (status: FaultStatus) => SandboxResponse,
): Delivery {
  if (fault === undefined) return { response: work(), delay: 0 };
  const { how } = fault;
  if ("answer" in how) return { response: refuse(how.answer), delay: 0 };
  if ("delay" in how) return { work, arrivesAfter: how.delay };
  if ("hang" in how) return { response: work(), delay: how.hang };
  if (how.close === "after") work();
  return "closed";
}
