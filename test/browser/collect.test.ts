/** A page in Chromium sends hits to the sandbox in the three ways in which Google's tag does, from a site of its own. */
import { expect, test } from "vitest";
import { startSandbox } from "../../src/sandbox/sandbox.ts";
import { describeInChromium, openedPage } from "./chromium.ts";

const QUERY = "v=2&tid=G-TEST123456&cid=12.34&sid=1764240000&sct=1&dl=https%3A%2F%2Fwww.acme.example%2F";

describeInChromium("hits of a page", () => {
  test("arrive by beacon, by fetch with credentials, and as a picture", async () => {
    const sandbox = await startSandbox({
      seed: { properties: [{ property: "123456789", measurementId: "G-TEST123456" }], containers: [] },
    });
    const script = `<script>
      const to = "${sandbox.url}/g/collect?${QUERY}";
      navigator.sendBeacon(to, "en=scroll&epn.percent_scrolled=90\\r\\nen=click&ep.link_text=a%20b");
      new Image().src = to + "&en=page_view&_fv=1&_ss=1";
      fetch(to + "&en=purchase&epn.value=9.5", { method: "POST", credentials: "include" })
        .then((response) => { document.title = String(response.status); }, (error) => console.log(String(error)));
    </script>`;
    const { page, troubles, close } = await openedPage("page.html", script);
    await page.waitForFunction('document.title === "204"');
    const received = () =>
      sandbox.sandbox.state.analytics.properties[0]!.sessions.flatMap(({ events }) => events);
    await expect.poll(() => received().length, { timeout: 30_000 }).toBe(6);
    const names = received().map(({ name }) => name);
    expect(names.sort()).toEqual([
      "click",
      "first_visit",
      "page_view",
      "purchase",
      "scroll",
      "session_start",
    ]);
    expect(received().find(({ name }) => name === "click")!.parameters).toEqual({
      page_location: "https://www.acme.example/",
      link_text: "a b",
    });
    expect(sandbox.sandbox.state.analytics.properties[0]!.sessions).toHaveLength(1);
    expect(troubles).toEqual([]);
    await close();
    await sandbox.close();
  });
});
