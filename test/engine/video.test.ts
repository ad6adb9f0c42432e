import { expect, test } from "vitest";
import { builtIns, checked, firings, load, tag, template, trigger } from "./support.ts";

function page(parameters: Parameters<typeof template>[], switches: string[], filter = {}) {
  return load({
    builtInVariable: builtIns("videoStatus", "videoPercent", "videoUrl", "videoTitle", "videoDuration"),
    tag: [
      tag("video", ["1"], {
        parameter: [
          template(
            "seen",
            "{{Video Status}} {{Video Percent}} {{Video URL}} {{Video Title}} {{Video Duration}}",
          ),
        ],
      }),
    ],
    trigger: [
      trigger("1", "youTubeVideo", {
        parameter: [...parameters.map((one) => template(...one)), ...switches.map(checked)],
        ...filter,
      }),
    ],
  });
}

const DEMO = { url: "https://www.youtube.com/watch?v=demo", title: "Demo", duration: 120.4 };
const seen = (running: ReturnType<typeof page>) => running.fired.map(({ parameters }) => parameters["seen"]);

test("only what is captured is noticed", () => {
  const running = page([], ["captureStart", "captureComplete"]);
  running.domReady();
  running.video("start", DEMO);
  running.video("pause", { ...DEMO, percent: 30 });
  running.video("progress", { ...DEMO, percent: 50 });
  running.video("complete", DEMO);
  expect(seen(running)).toEqual([
    "start 0 https://www.youtube.com/watch?v=demo Demo 120",
    "complete 100 https://www.youtube.com/watch?v=demo Demo 120",
  ]);
});

test("progress is noticed at its thresholds alone", () => {
  const running = page([["progressThresholdsPercent", "25, 50"]], ["captureProgress"]);
  running.domReady();
  for (const percent of [10, 25, 50, 75]) running.video("progress", { ...DEMO, percent });
  expect(seen(running)).toEqual([
    "progress 25 https://www.youtube.com/watch?v=demo Demo 120",
    "progress 50 https://www.youtube.com/watch?v=demo Demo 120",
  ]);
});

test("a jump and waiting for data are captured with the pauses", () => {
  const running = page([], ["capturePause"]);
  running.domReady();
  for (const status of ["pause", "seek", "buffering", "start"] as const) running.video(status, DEMO);
  expect(firings(running)).toHaveLength(3);
});

test("videos are watched from the moment on that the document has been read", () => {
  const running = page([], ["captureStart"]);
  running.video("start", DEMO);
  expect(seen(running)).toEqual([]);
  running.domReady();
  running.video("start", DEMO);
  expect(seen(running)).toHaveLength(1);
});

test("another start option moves that moment", () => {
  const running = page([["triggerStartOption", "CONTAINER_LOAD"]], ["captureStart"]);
  running.video("start");
  expect(firings(running)).toEqual(["gtm.video: video"]);
});
