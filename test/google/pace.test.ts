import { expect, test } from "vitest";
import { newPaces, Pace } from "../../src/google/pace.ts";
import { Requests } from "../../src/google/requests.ts";
import { waitText } from "../../src/machine/progress.ts";
import { TAG_MANAGER_QUOTA } from "../../src/resources/limits.ts";

test("nothing waits as long as the quota has room, and then no longer than it must", () => {
  const pace = new Pace({ requests: 3, seconds: 10 });
  expect([0, 1000, 2000, 3000, 3000, 3000, 3000].map((now) => pace.turn(now))).toEqual([
    0, 0, 0, 7000, 8000, 9000, 17_000,
  ]);
});

test("a window that has passed is forgotten", () => {
  const pace = new Pace({ requests: 2, seconds: 10 });
  expect([0, 0, 10_000, 20_500, 20_500].map((now) => pace.turn(now))).toEqual([0, 0, 0, 0, 0]);
});

const anything = () => null;

/** A clock that moves on by what is waited for. */
function clock() {
  const time = { now: 0 };
  const wait = async (milliseconds: number): Promise<void> => {
    time.now += milliseconds;
  };
  return { time, timing: { timeout: 1, budget: 100_000, now: () => time.now, wait, random: () => 0 } };
}

test("60 requests to Tag Manager take no more than 25 in any 100 seconds, and say how long they wait", async () => {
  const { time, timing } = clock();
  const sent: number[] = [];
  const said: string[] = [];
  const requests = new Requests(new Pace(TAG_MANAGER_QUOTA), timing, (wait) => said.push(waitText(wait, 0)));
  for (let i = 0; i < 60; i++)
    await requests.send("Reading", "always", anything, async () => ({ data: sent.push(time.now) }));
  const busiest = Math.max(
    ...sent.map((start) => sent.filter((time) => time >= start && time < start + 100_000).length),
  );
  expect({ busiest, seconds: time.now / 1000, said }).toEqual({
    busiest: 25,
    seconds: 200,
    said: [
      "Reading: Google's quota is used up, going on in 100 s",
      "Reading: Google's quota is used up, going on in 100 s",
    ],
  });
});

test("when Google says how long to wait, it is done", async () => {
  const { time, timing } = clock();
  const said: string[] = [];
  const requests = new Requests(new Pace(TAG_MANAGER_QUOTA), timing, (wait) => said.push(waitText(wait, 0)));
  const refused = { response: { status: 429, headers: new Headers({ "retry-after": "17" }), data: {} } };
  let tries = 0;
  await requests.send("Reading", "always", anything, async () =>
    tries++ === 0 ? Promise.reject(refused) : { data: null },
  );
  expect({ now: time.now, said }).toEqual({
    now: 17_000,
    said: ["Reading: Google's quota is used up, going on in 17 s"],
  });
});

test("several targets of one process share the quota, each counting its own requests", async () => {
  const { time, timing } = clock();
  const { tagManager } = newPaces();
  const [one, other] = [1, 2].map(() => new Requests(tagManager, timing, () => {}));
  const sent: number[] = [];
  for (let i = 0; i < 15; i++)
    for (const requests of [one!, other!])
      await requests.send("Reading", "always", anything, async () => ({ data: sent.push(time.now) }));
  expect({ first: sent.filter((at) => at < 100_000).length, counts: [one!.count, other!.count] }).toEqual({
    first: 25,
    counts: [15, 15],
  });
});

/** A clock for several at once: it moves on when everybody waits. */
function sharedClock() {
  const time = { now: 0 };
  const waiting: { at: number; wake: () => void }[] = [];
  const wait = (milliseconds: number) =>
    new Promise<void>((wake) => void waiting.push({ at: time.now + milliseconds, wake }));
  async function until(work: Promise<unknown>): Promise<void> {
    const state = { isDone: false };
    work.finally(() => {
      state.isDone = true;
    });
    while (!state.isDone) {
      await new Promise((done) => setImmediate(done));
      waiting.sort((a, b) => a.at - b.at);
      const next = waiting.shift();
      if (!next) continue;
      time.now = Math.max(time.now, next.at);
      next.wake();
    }
    await work;
  }
  let seed = 0;
  const random = () => {
    seed = (seed + 0.37) % 1;
    return seed;
  };
  return { time, until, timing: { timeout: 1, budget: 180_000, now: () => time.now, wait, random } };
}

/** Google's side: so many requests in a window, whoever sends them. */
function quotaOf(requests: number, seconds: number, now: () => number, answer: object = REFUSED) {
  let taken: number[] = [];
  const seen = { refused: 0, served: 0 };
  const serve = async () => {
    taken = taken.filter((at) => at > now() - seconds * 1000);
    if (taken.length >= requests) {
      seen.refused++;
      throw answer;
    }
    taken.push(now());
    seen.served++;
    return { data: {} };
  };
  return { serve, seen };
}

const REFUSED = {
  response: {
    status: 429,
    headers: new Headers(),
    data: {
      error: {
        message: "Quota exceeded for quota metric 'Queries' and limit 'Queries per minute per user'.",
      },
    },
  },
};
const OLDER = {
  response: {
    status: 403,
    headers: new Headers(),
    data: { error: { message: "Rate Limit Exceeded", errors: [{ reason: "rateLimitExceeded" }] } },
  },
};

test.each([
  ["429", REFUSED],
  ["the older 403", OLDER],
])(
  "a quota that somebody else has used up (%s): one wait, said once, and no refused repetitions",
  async (_, answer) => {
    const { time, until, timing } = sharedClock();
    const { serve, seen } = quotaOf(25, 100, timing.now, answer);
    for (let i = 0; i < 23; i++) await serve();
    const said: string[] = [];
    const requests = new Requests(newPaces().tagManager, { ...timing, random: () => 0 }, (wait) =>
      said.push(waitText(wait, 0)),
    );
    const all = Array.from({ length: 6 }, (_, i) => requests.send(`Reading ${i}`, "always", anything, serve));
    await until(Promise.all(all));
    expect({ ...seen, said, seconds: time.now / 1000 }).toEqual({
      refused: 4,
      served: 29,
      said: ["Reading 2: Google's quota is used up, going on in 100 s"],
      seconds: 100,
    });
  },
);

test("two processes that share a project come to an end, with a wait or two each", async () => {
  const { time, until, timing } = sharedClock();
  const { serve, seen } = quotaOf(25, 100, timing.now);
  const said: string[] = [];
  const run = async (name: string) => {
    const requests = new Requests(newPaces().tagManager, timing, () => said.push(name));
    for (let i = 0; i < 24; i++) {
      await timing.wait(200);
      await requests.send("Reading", "only when refused", anything, serve);
    }
  };
  await until(Promise.all([run("one"), run("other")]));
  expect(seen.served).toBe(48);
  expect(seen.refused).toBeLessThanOrEqual(4);
  expect(said.length).toBeLessThanOrEqual(4);
  expect(time.now).toBeLessThan(220_000);
});

test("a quota that stays used up is given up, and the quota of a day is not waited for", async () => {
  const { time, until, timing } = sharedClock();
  const { serve, seen } = quotaOf(0, 100, timing.now);
  const requests = new Requests(newPaces().tagManager, timing, () => {});
  await until(
    expect(requests.send("Reading", "always", anything, serve)).rejects.toMatchObject({ code: "quota" }),
  );
  expect(seen.refused).toBe(5);
  expect(time.now).toBeLessThan(420_000);
  const daily = {
    response: {
      status: 429,
      data: { error: { message: "Quota exceeded for quota metric 'Queries' and limit 'Queries per day'." } },
    },
  };
  const before = time.now;
  await until(
    expect(
      requests.send("Reading", "only when refused", anything, () => Promise.reject(daily)),
    ).rejects.toMatchObject({ code: "quota" }),
  );
  expect(time.now).toBe(before);
});
