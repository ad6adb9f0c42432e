/** How often a request is sent again, how long is waited before it, and what nobody knows afterwards. */
import { getEventListeners } from "node:events";
import { expect, onTestFinished, test, vi } from "vitest";
import { GoogleError } from "../../src/apply/google-port.ts";
import { googleError } from "../../src/google/google-error.ts";
import { Interruption } from "../../src/google/interruption.ts";
import { Pace } from "../../src/google/pace.ts";
import { type Repeatable, Requests, type Wait } from "../../src/google/requests.ts";
import { terminalWords } from "../../src/render/way-out.ts";
import { refusalOf } from "./nocked.ts";

const anything = () => null;

function answer(status: number, headers: Record<string, string> = {}, message = "No.") {
  return { response: { status, headers: new Headers(headers), data: { error: { message } } } };
}
const connection = (code: string) =>
  Object.assign(new Error("fetch failed"), { cause: Object.assign(new Error(`connect ${code}`), { code }) });

/** What comes of a request that is answered so, one answer after the other, the last one again and again. */
async function sent(answers: readonly object[], repeatable: Repeatable = "always", random = 0) {
  const time = { now: 0 };
  const waits: Wait[] = [];
  const timing = {
    timeout: 1,
    budget: 100_000,
    now: () => time.now,
    wait: async (milliseconds: number) => {
      time.now += milliseconds;
    },
    random: () => random,
  };
  const requests = new Requests(new Pace({ requests: 100, seconds: 1 }), timing, (wait) => waits.push(wait));
  let at = 0;
  const error = await refusalOf(
    requests.send("Reading", repeatable, anything, async () => {
      const next = answers[Math.min(at++, answers.length - 1)]!;
      if ("data" in next) return next as { data: unknown };
      throw next;
    }),
  );
  const { count, lostAnswers } = requests;
  return { error, count, lostAnswers, waits, pauses: waits.map(({ milliseconds }) => milliseconds) };
}

const FINE = { data: {} };

test("trouble is waited for twice as long each time, half a minute at most, as long as the patience lasts", async () => {
  const { pauses, waits, error, count } = await sent([answer(503)]);
  expect(pauses).toEqual([1000, 2000, 4000, 8000, 16_000, 32_000, 32_000]);
  expect(count).toBe(8);
  expect(waits.map(({ givingUpIn }) => givingUpIn)).toEqual([
    100_000, 99_000, 97_000, 93_000, 85_000, 69_000, 37_000,
  ]);
  expect(waits[0]!.reason).toBe("Reading: Google has a problem, trying again");
  expect(error).toMatchObject({ code: "google-trouble", status: 503, isUncertain: true });
});

test("not everybody comes back at the same moment", async () => {
  expect((await sent([answer(503), answer(503), FINE], "always", 1)).pauses).toEqual([1500, 3000]);
});

test("Google may ask for a longer wait, not for a shorter one", async () => {
  expect((await sent([answer(503, { "retry-after": "9" }), FINE])).pauses).toEqual([9000]);
  expect((await sent([answer(503), answer(503, { "retry-after": "1" }), FINE])).pauses).toEqual([1000, 2000]);
  expect(
    (await sent([answer(503, { "retry-after": "Wed, 21 Oct 2026 07:28:00 GMT" }), FINE])).pauses,
  ).toEqual([1000]);
  expect((await sent([answer(429, { "retry-after": "5" }), FINE])).pauses).toEqual([5000]);
  expect((await sent([answer(429, { "retry-after": "5" }), FINE], "always", 1)).pauses).toEqual([8000]);
  expect((await sent([answer(503, { "retry-after": "101" })])).pauses).toEqual([]);
  expect((await sent([answer(503, { "retry-after": "100" }), FINE])).pauses).toEqual([100_000]);
});

test.each([400, 401, 404, 409, 501])("%i is an answer, and not asked for again", async (status) => {
  const { count, error, pauses } = await sent([answer(status)]);
  expect({ count, pauses }).toEqual({ count: 1, pauses: [] });
  expect(error).toMatchObject({ status, isUncertain: false });
});

test.each([500, 502, 503, 504])(
  "%i leaves open whether the work was done: it is not done again",
  async (status) => {
    const { count, lostAnswers, error } = await sent([answer(status)], "only when refused");
    expect({ count, lostAnswers }).toEqual({ count: 1, lostAnswers: 1 });
    expect(error).toMatchObject({ isUncertain: true });
    expect((await sent([answer(status), FINE])).lostAnswers).toBe(0);
  },
);

test("501 says that it was not done, and so does a refusal for the quota", async () => {
  expect((await sent([answer(501)], "only when refused")).lostAnswers).toBe(0);
  const refused = await sent([answer(429), FINE], "only when refused");
  expect(refused).toMatchObject({ count: 2, lostAnswers: 0, error: null });
});

test.each(["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "ENETUNREACH", "EHOSTUNREACH"])(
  "%s: nobody was reached, so it is tried three times, whatever it is",
  async (code) => {
    for (const repeatable of ["always", "only when refused"] as const) {
      const { count, lostAnswers, error } = await sent([connection(code)], repeatable);
      expect({ count, lostAnswers }).toEqual({ count: 3, lostAnswers: 0 });
      expect(error).toMatchObject({ code: "unreachable", status: 0, isUncertain: false });
      expect((error as Error).message).toBe(`Reading failed: connect ${code}`);
    }
  },
);

test("a connection that breaks off may have done its work", async () => {
  const { count, lostAnswers, error } = await sent([connection("ECONNRESET")], "only when refused");
  expect({ count, lostAnswers }).toEqual({ count: 1, lostAnswers: 1 });
  expect(error).toMatchObject({ code: "unreachable", isUncertain: true });
  expect((await sent([connection("ECONNRESET"), FINE])).error).toBeNull();
});

test("without credentials nothing was sent", async () => {
  const { count, lostAnswers, error } = await sent(
    [new Error("Could not load the default credentials. Browse to …")],
    "only when refused",
  );
  expect({ count, lostAnswers }).toEqual({ count: 1, lostAnswers: 0 });
  expect(error).toMatchObject({
    code: "no-credentials",
    status: 0,
    isUncertain: false,
    hint: expect.stringContaining("--sandbox"),
  });
});

test("what is thrown on purpose is passed on", async () => {
  const own = new GoogleError("own", 0, "Own.");
  const { error, count } = await sent([own]);
  expect({ isSame: error === own, count }).toEqual({ isSame: true, count: 1 });
});

test("before it is sent again, somebody may look whether that is still right", async () => {
  const time = { now: 0 };
  const timing = {
    timeout: 1,
    budget: 9000,
    now: () => time.now,
    wait: async () => {},
    random: () => 0,
  };
  const requests = new Requests(new Pace({ requests: 9, seconds: 1 }), timing, () => {});
  const stop = () => Promise.reject(new GoogleError("overtaken", 0, "Another one was faster."));
  const failing = () => Promise.reject(answer(503));
  expect(await refusalOf(requests.send("Publishing", "always", anything, failing, stop))).toMatchObject({
    code: "overtaken",
  });
  expect(requests.count).toBe(1);
});

test("a pause says what it waits for and how long, and never gives up", async () => {
  const waits: Wait[] = [];
  const waited: number[] = [];
  const timing = {
    timeout: 1,
    budget: 1,
    now: () => 7,
    wait: async (milliseconds: number) => void waited.push(milliseconds),
    random: () => 0,
  };
  const requests = new Requests(new Pace({ requests: 1, seconds: 1 }), timing, (wait) => waits.push(wait));
  await requests.pause(15_000, "Looking", "an answer got lost");
  expect({ waits, waited, now: requests.now() }).toEqual({
    waits: [{ reason: "Looking: an answer got lost", milliseconds: 15_000, givingUpIn: null }],
    waited: [15_000],
    now: 7,
  });
});

test("a command that was stopped sends nothing more, and does not wait on", async () => {
  const stop = new AbortController();
  const timing = {
    timeout: 1,
    budget: 9000,
    now: () => 0,
    wait: () => new Promise<void>(() => {}),
    random: () => 0,
  };
  const interruption = new Interruption(stop.signal, "Run it again.");
  const requests = new Requests(new Pace({ requests: 9, seconds: 1 }), timing, () => {}, interruption);
  const waiting = requests.send("Reading", "always", anything, () => Promise.reject(answer(503)));
  setImmediate(() => stop.abort("SIGTERM"));
  const told = {
    code: "interrupted",
    status: 0,
    message: "Interrupted (SIGTERM) at: Reading.",
    hint: "Run it again.",
    isUncertain: false,
  };
  expect(await refusalOf(waiting)).toMatchObject(told);
  const next = requests.send("Reading", "always", anything, async () => FINE);
  expect(await refusalOf(next)).toMatchObject(told);
  expect(requests.count).toBe(1);
});

test("a request that has ended does not hold the command up when it is stopped later", async () => {
  const stop = new AbortController();
  await new Interruption(stop.signal, "").grace("Reading", Promise.resolve());
  expect(getEventListeners(stop.signal, "abort")).toEqual([]);
});

test.each([
  ["Quota exceeded for quota metric 'Queries' and limit 'Queries per day'.", /used up\. .*again.* tomorrow/],
  ["Quota exceeded for quota metric 'Queries' and limit 'Queries per minute per user'.", /two minutes/],
  ["Exhausted property tokens for a project per hour. These return in under an hour.", /hour.*in an hour/],
  ["Exhausted concurrent requests quota.", /at once.* in a minute/],
  ["The property has reached the maximum number of key events.", /Remove some/],
])("429, %s", (message, advice) => {
  const { code, hint } = googleError("Reading", answer(429, {}, message));
  expect(code).toBe("quota");
  expect(terminalWords(hint!)).toMatch(advice);
});

test("an answer that comes right after the stop is still taken; a creation without one is uncertain", async () => {
  const stop = new AbortController();
  const interruption = new Interruption(stop.signal, "Run it again.");
  const late = new Promise<string>((done) => setImmediate(() => done("here")));
  stop.abort("SIGINT");
  expect(await interruption.grace("Creating", late)).toBe("here");
  const error = await refusalOf(interruption.unless("Waiting", new Promise(() => {})));
  expect(error).toMatchObject({ message: "Interrupted (SIGINT) at: Waiting.", isUncertain: false });
  expect(() => interruption.refuse("Creating", true)).toThrow(
    "Interrupted (SIGINT) before the answer came to: Creating.",
  );
});

test("a creation whose answer does not come within five seconds of the stop may have been carried out", async () => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const stop = new AbortController();
  const interruption = new Interruption(stop.signal, "Run it again.");
  const creating = refusalOf(interruption.grace("Creating", new Promise(() => {})));
  let isOver = false;
  void creating.then(() => {
    isOver = true;
  });
  stop.abort("SIGINT");
  await vi.advanceTimersByTimeAsync(4999);
  expect(isOver).toBe(false);
  await vi.advanceTimersByTimeAsync(1);
  expect(await creating).toMatchObject({
    message: "Interrupted (SIGINT) before the answer came to: Creating.",
    isUncertain: true,
  });
});

test("a creation that never reached Google was certainly not carried out, also when it is stopped then", async () => {
  const stop = new AbortController();
  const timing = { timeout: 1, budget: 9000, now: () => 0, wait: async () => {}, random: () => 0 };
  const interruption = new Interruption(stop.signal, "Run it again.");
  const requests = new Requests(new Pace({ requests: 9, seconds: 1 }), timing, () => {}, interruption);
  const creating = requests.send("Creating", "only when refused", anything, async () => {
    stop.abort("SIGTERM");
    throw connection("ECONNREFUSED");
  });
  expect(await refusalOf(creating)).toMatchObject({
    message: "Interrupted (SIGTERM) at: Creating.",
    isUncertain: false,
  });
});
