/** What somebody sees while something is done: on a terminal, in a file, in a CI. */
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { type ProgressPlace, progressOn } from "../../src/machine/progress.ts";

const QUOTA = {
  reason: "Reading: Google's quota is used up, going on",
  milliseconds: 62_000,
  givingUpIn: null,
};
const LATER = { reason: "Publishing: no connection, trying again", milliseconds: 4000, givingUpIn: 120_000 };

function place(options: Partial<ProgressPlace>) {
  const written: string[] = [];
  const write = (text: string) => void written.push(text);
  return {
    written,
    progress: progressOn({ write, showsOneLine: false, isQuiet: false, columns: 60, ...options }),
  };
}

test("a file or a pipe gets one line a step", () => {
  const { written, progress } = place({});
  progress.step("Creating a version");
  progress.wait(LATER);
  progress.end();
  expect(written).toEqual([
    "Creating a version …\n",
    "Publishing: no connection, trying again in 4 s (giving up in 120 s)\n",
  ]);
});

test("a CI hears of long waits only", () => {
  const { written, progress } = place({ isQuiet: true });
  progress.step("Creating a version");
  progress.wait(LATER);
  progress.wait(QUOTA);
  progress.end();
  expect(written).toEqual(["Reading: Google's quota is used up, going on in 62 s\n"]);
});

describe("a terminal has one line for it", () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ["setInterval", "clearInterval", "performance"] }));
  afterEach(() => void vi.useRealTimers());

  const ANEW = "\r\u001b[2K";

  test("with the time left of a wait", () => {
    const { written, progress } = place({ showsOneLine: true });
    progress.wait(QUOTA);
    vi.advanceTimersByTime(2000);
    progress.end();
    expect(written).toEqual([
      `${ANEW}Reading: Google's quota is used up, going on in 62 s`,
      `${ANEW}Reading: Google's quota is used up, going on in 61 s`,
      `${ANEW}Reading: Google's quota is used up, going on in 60 s`,
      ANEW,
    ]);
  });

  test("with the time that a step takes, once it takes long", () => {
    const { written, progress } = place({ showsOneLine: true });
    progress.step("Creating a version");
    vi.advanceTimersByTime(4000);
    progress.end();
    progress.end();
    expect(written.slice(-3)).toEqual([
      `${ANEW}Creating a version … 3 s`,
      `${ANEW}Creating a version … 4 s`,
      ANEW,
    ]);
  });

  test("that never wraps, and never acts", () => {
    const { written, progress } = place({ showsOneLine: true, columns: 20 });
    progress.step("Changing \u001b[31m a very long name of something");
    expect(written).toEqual([`${ANEW}Changing \\u{1b}[31…`]);
    progress.end();
  });
});
