import { expect, test } from "vitest";
import { builtIns, checked, firings, load, tag, template, trigger, when } from "./support.ts";

const percent = (list: string) => ({
  parameter: [
    checked("verticalThresholdOn"),
    template("verticalThresholdUnits", "PERCENT"),
    template("verticalThresholdsPercent", list),
    template("triggerStartOption", "WINDOW_LOAD"),
  ],
});
const pixels = (list: string) => ({
  parameter: [
    checked("verticalThresholdOn"),
    template("verticalThresholdUnits", "PIXELS"),
    template("verticalThresholdsPixels", list),
  ],
});

function page(more: object, parameters = percent("25, 50,100"), page = {}) {
  return load(
    {
      builtInVariable: builtIns("scrollDepthThreshold", "scrollDepthUnits", "scrollDepthDirection"),
      tag: [
        tag("scrolled", ["1"], {
          parameter: [
            template(
              "seen",
              "{{Scroll Depth Threshold}} {{Scroll Depth Units}} {{Scroll Direction}} {{_event}}",
            ),
          ],
        }),
      ],
      trigger: [trigger("1", "scrollDepth", { ...parameters, ...more })],
    },
    page,
  );
}

const seen = (running: ReturnType<typeof page>) => running.fired.map(({ parameters }) => parameters["seen"]);

test("each threshold fires once a page, in order, however often it is passed", () => {
  const running = page({});
  running.windowLoaded();
  running.scrollTo({ percent: 60 });
  running.scrollTo({ percent: 10 });
  running.scrollTo({ percent: 60 });
  expect(seen(running)).toEqual([
    "25 percent vertical gtm.scrollDepth",
    "50 percent vertical gtm.scrollDepth",
  ]);
});

test("nothing fires before everything has arrived; what was reached by then fires at once", () => {
  const running = page({});
  running.scrollTo({ percent: 30 });
  running.domReady();
  expect(firings(running)).toEqual([]);
  running.windowLoaded();
  expect(firings(running)).toEqual(["gtm.scrollDepth: scrolled"]);
});

test("a page that fits into the window has passed every threshold when it has loaded", () => {
  const running = page({}, percent("25,50,100"), { shownAtLoad: { percent: 100, pixels: 700 } });
  running.windowLoaded();
  expect(seen(running)).toHaveLength(3);
});

test("pixels are another scale", () => {
  const running = page({}, pixels("800"));
  running.windowLoaded();
  running.scrollTo({ percent: 100, pixels: 799 });
  expect(seen(running)).toEqual([]);
  running.scrollTo({ pixels: 800 });
  expect(seen(running)).toEqual(["800 pixels vertical gtm.scrollDepth"]);
});

test("a list with something that is no number has no thresholds", () => {
  const running = page({}, percent("25,half"));
  running.windowLoaded();
  running.scrollTo({ percent: 100 });
  expect(seen(running)).toEqual([]);
});

test("a trigger that was not enabled when the page had loaded stays silent", () => {
  const running = page({ autoEventFilter: [when("{{_event}}", "equals", "never")] });
  running.windowLoaded();
  running.scrollTo({ percent: 100 });
  expect(seen(running)).toEqual([]);
});

test("triggers with the same threshold share one event, and others are left out of it", () => {
  const running = load({
    tag: [tag("both", ["1", "2"]), tag("other", ["3"])],
    trigger: [
      trigger("1", "scrollDepth", percent("50")),
      trigger("2", "scrollDepth", percent("50")),
      trigger("3", "scrollDepth", percent("75")),
    ],
  });
  running.windowLoaded();
  running.scrollTo({ percent: 50 });
  expect(firings(running)).toEqual(["gtm.scrollDepth: both"]);
});

test("an event that the page pushes itself reaches every trigger", () => {
  const running = page({}, percent("50"));
  running.push({ event: "gtm.scrollDepth", "gtm.scrollThreshold": 10 });
  expect(firings(running)).toEqual(["gtm.scrollDepth: scrolled"]);
});
