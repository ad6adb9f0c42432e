import { failedGoals, unplayedGoals } from "../../app/result/verify.ts";
import { type AddCommand, repeated, withFile, withTarget } from "../command.ts";
import { portsOf } from "../ports.ts";

export const verifyCommand: AddCommand = (program, io, run) => {
  withTarget(withFile(program.command("verify"), "verified"))
    .description("are the goals really counted? exit with 2 when one is not")
    .option("--served", "compare the file with what Google serves to visitors now; needs no credentials")
    .option("--gtm-js <file-or-url>", "with --served: a saved gtm.js, or where to get it")
    .option("--gtag-js <file-or-url>", "with --served: a saved gtag/js, or where to get it")
    .option(
      "--published <version>",
      "with --served: the container version that was published; an older one is cached",
    )
    .option("--site <url>", "the site to play the tests on, in a browser")
    .option("--tests <file>", "the tests file to play (default: goals.test.yaml next to the goals file)")
    .option("--recording <file>", "a Chrome DevTools recording to play instead of tests")
    .option("--map <host=address:port>", "where a host is on this machine; can be repeated", repeated)
    .option("--allow <host>", "another host that pages may load something from; can be repeated", repeated)
    .option("--browser <path>", "the Chromium to use")
    .option(
      "--preview",
      "play on the version that is not published yet, not on the live one (by Tag Manager's API, or with GOALFORM_PREVIEW)",
    )
    .option("--really-send", "send forms to the site, instead of stopping before they are sent")
    .action((options) =>
      run(options, async () => {
        const { verify } = await import("../../app/verify.ts");
        const { servedIn } = await import("../../machine/served.ts");
        const { browserFor } = await import("../../machine/browser.ts");
        const { previewsFor } = await import("../../machine/previews.ts");
        const { cwd, env, progress, stop } = io;
        const result = await verify(options, {
          ...portsOf(io, options),
          served: servedIn(cwd),
          browse: browserFor({ env, cwd, progress: progress.step, stop }),
          previews: previewsFor(options, { cwd, env, onWait: progress.wait, stop }),
        });
        const isUnplayed = unplayedGoals(result).length > 0;
        return { result, exitCode: failedGoals(result).length > 0 ? 2 : isUnplayed ? 1 : 0 };
      }),
    );
};
