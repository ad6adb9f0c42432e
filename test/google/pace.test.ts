import { expect, test } from "vitest";
import { newPaces, Pace, TAG_MANAGER_QUOTA } from "../../src/google/pace.ts";
import { Requests } from "../../src/google/requests.ts";
import { waitText } from "../../src/render/waiting.ts";

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
    said: ["Reading: quota, trying again in 17 s (giving up in 100 s)"],
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
