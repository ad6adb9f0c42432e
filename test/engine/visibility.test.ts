import { expect, test } from "vitest";
import { builtIns, checked, load, page, tag, template, trigger } from "./support.ts";

const at = page('<p class="price" id="first">1</p><p class="price" id="second">2</p><p id="other">3</p>');

function watching(parameters: Record<string, string>, duration?: number) {
  const timed =
    duration === undefined
      ? []
      : [checked("useOnScreenDuration"), template("onScreenDuration", String(duration))];
  return load({
    builtInVariable: builtIns("elementVisibilityRatio", "elementVisibilityTime", "clickId"),
    tag: [
      tag("seen", ["1"], {
        parameter: [template("seen", "{{Click ID}} {{Percent Visible}} {{On-Screen Duration}}")],
      }),
    ],
    trigger: [
      trigger("1", "elementVisibility", {
        parameter: [
          template("selectorType", "CSS"),
          template("elementSelector", ".price"),
          template("onScreenRatio", "50"),
          template("firingFrequency", "ONCE"),
          ...timed,
          ...Object.entries(parameters).map(([key, value]) => template(key, value)),
        ].filter((one, index, all) => all.findLastIndex(({ key }) => key === one.key) === index),
      }),
    ],
  });
}

const seen = (running: ReturnType<typeof watching>) =>
  running.fired.map(({ parameters }) => parameters["seen"]);

test("an element fires when enough of it is seen, once a page", () => {
  const running = watching({});
  running.show(at("#first"), 49);
  running.show(at("#other"));
  running.show(at("#first"), 50);
  running.show(at("#second"));
  expect(seen(running)).toEqual(["first 50 0"]);
});

test("once per element means each of them once", () => {
  const running = watching({ firingFrequency: "ONCE_PER_ELEMENT" });
  for (const id of ["#first", "#second", "#first"]) running.show(at(id));
  expect(seen(running)).toEqual(["first 100 0", "second 100 0"]);
});

test("what was seen stays used up on a virtual page", () => {
  for (const firingFrequency of ["ONCE", "ONCE_PER_ELEMENT"]) {
    const running = watching({ firingFrequency });
    running.show(at("#first"));
    running.navigate("/elsewhere", "pushState");
    running.show(at("#first"));
    expect(seen(running)).toHaveLength(1);
  }
});

test("many per element means every time", () => {
  const running = watching({ firingFrequency: "MANY_PER_ELEMENT" });
  for (const id of ["#first", "#first"]) running.show(at(id));
  expect(seen(running)).toHaveLength(2);
});

test("an element by its id", () => {
  const running = watching({ selectorType: "ID", elementId: "other" });
  running.show(at("#first"));
  running.show(at("#other"));
  expect(seen(running)).toEqual(["other 100 0"]);
});

test("a selector that is none matches nothing", () => {
  const running = watching({ elementSelector: "p[" });
  running.show(at("#first"));
  expect(seen(running)).toEqual([]);
});

test("the time on screen adds up over several glances", () => {
  const running = watching({}, 3000);
  running.show(at("#first"), 100, 2000);
  expect(seen(running)).toEqual([]);
  running.show(at("#first"), 80, 1000);
  expect(seen(running)).toEqual(["first 80 3000"]);
});

test("with a time, an element that may fire many times needs that time again", () => {
  const running = watching({ firingFrequency: "MANY_PER_ELEMENT" }, 3000);
  running.show(at("#first"), 100, 3000);
  running.show(at("#first"), 100, 2000);
  expect(seen(running)).toHaveLength(1);
  running.show(at("#first"), 100, 1000);
  expect(seen(running)).toHaveLength(2);
});

test("the page's clock continues while an element is seen, and other timers keep their turn", () => {
  const timer = {
    eventName: template("eventName", "gtm.timer"),
    interval: template("interval", "1000"),
    limit: template("limit", "2"),
  };
  const running = load({
    tag: [tag("timer", ["1"]), tag("seen", ["2"])],
    trigger: [
      trigger("1", "timer", timer),
      trigger("2", "elementVisibility", {
        parameter: [
          template("selectorType", "CSS"),
          template("elementSelector", ".price"),
          checked("useOnScreenDuration"),
          template("onScreenDuration", "1500"),
        ],
      }),
    ],
  });
  running.show(at("#first"), 100, 5000);
  expect(running.fired.map((one) => one.tag)).toEqual(["timer", "seen", "timer"]);
});
