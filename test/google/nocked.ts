/** Google as nock plays it: a request that no test expects fails, and so does a test whose requests did not come. */
import nock from "nock";
import { afterAll, afterEach, beforeAll, beforeEach, expect } from "vitest";
import type { GooglePort } from "../../src/apply/google-port.ts";
import type { Access } from "../../src/google/connection.ts";
import { openGoogle } from "../../src/google/google.ts";
import type { ContainerName } from "../../src/google/tag-manager.ts";

export const ROOT = "http://127.0.0.1:9";
export const CONTAINER = "/tagmanager/v2/accounts/1/containers/2";

/**
 * For a whole file of tests. Nock stands between Node and every server, and other files share the process.
 *
 * @param mustAllCome whether a test fails if a request that it prepares does not come
 */
export function playGoogle(mustAllCome = true): void {
  beforeAll(() => {
    if (!nock.isActive()) nock.activate();
  });
  afterAll(() => nock.restore());
  beforeEach(() => nock.disableNetConnect());
  afterEach(() => {
    const pending = nock.pendingMocks();
    nock.cleanAll();
    nock.enableNetConnect();
    if (mustAllCome) expect(pending).toEqual([]);
  });
}

/** Milliseconds; it moves on by what is waited for. */
export function stoppedClock() {
  const time = { now: 0 };
  const wait = async (milliseconds: number): Promise<void> => {
    time.now += milliseconds;
  };
  return { time, timing: { timeout: 60_000, budget: 2000, now: () => time.now, wait, random: () => 0 } };
}

export interface Opened {
  readonly access?: Access;
  readonly container?: ContainerName;
  readonly accessToken?: string | null;
  readonly clock?: ReturnType<typeof stoppedClock>;
  /** Aborted when somebody stops the command. */
  readonly stop?: AbortSignal;
}

export function portTo({
  access = "write",
  container = { account: "1", container: "2" },
  accessToken = "t",
  clock = stoppedClock(),
  stop,
}: Opened = {}): GooglePort {
  const connection = { to: "endpoint", root: ROOT, accessToken } as const;
  return openGoogle(
    { property: "1", container },
    connection,
    access,
    () => {},
    clock.timing,
    undefined,
    stop,
  );
}

export function errorBody(code: number, message: string, status = "X") {
  return { error: { code, message, status } };
}

/** What a promise was refused with. */
export function refusalOf(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    () => null,
    (reason: unknown) => reason,
  );
}
