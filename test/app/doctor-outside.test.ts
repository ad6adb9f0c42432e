/** What `doctor` sees without credentials: what Google serves, and the snippets of a page. */
import { describe, expect, test } from "vitest";
import { examined } from "../../src/app/doctor/check.ts";
import { pageFinding, publicQuestions } from "../../src/app/doctor/public-checks.ts";
import { readGoals } from "../../src/language/read-goals.ts";
import { type ResolvedTarget, resolveTarget } from "../../src/language/resolve-target.ts";

function targetWith(googleTag = "container"): ResolvedTarget {
  const text = `version: 1
name: shop
targets: { production: { ga4: { property: "1", measurement_id: G-TEST000001 }, gtm: { container: GTM-TEST01 }, google_tag: ${googleTag} } }
goals: { thanks: { type: destination, page: /thanks } }
`;
  return resolveTarget(readGoals("goals.yaml", Buffer.from(text)).goalSet!, undefined, {}).target!;
}

const SITE = "https://www.acme.example/";
const GTM = `<script>(function(w,d,s,l,i){j.src='https://www.googletagmanager.com/gtm.js?id='+i})(window,document,'script','dataLayer','GTM-TEST01');</script>`;
const GTAG = `<script async src="https://www.googletagmanager.com/gtag/js?id=G-TEST000001"></script>`;
const CONSENT = `<script>gtag('consent', 'default', { analytics_storage: 'denied' });</script>`;

describe("a page of the site", () => {
  test.each([
    ["Tag Manager's snippet", GTM, "ok", "loads GTM-TEST01."],
    [
      "no snippet",
      "<p>Hello</p>",
      "warning",
      "does not contain the snippet of Tag Manager; a script may add it later.",
    ],
    [
      "another container",
      GTM.replace("GTM-TEST01", "GTM-OTHER1"),
      "warning",
      "loads GTM-OTHER1, and not GTM-TEST01.",
    ],
    [
      "a measurement id in gtm.js",
      `<script src="https://www.googletagmanager.com/gtm.js?id=G-TEST000001"></script>`,
      "warning",
      "loads gtm.js with the measurement id G-TEST000001: then no tag of the container runs.",
    ],
    [
      "a Google tag too",
      GTM + GTAG,
      "warning",
      "loads the Google tag G-TEST000001 itself, next to Tag Manager",
    ],
    [
      "a Google tag of another property",
      GTM + GTAG.replace("G-TEST000001", "G-OTHER00001"),
      "ok",
      "loads GTM-TEST01.",
    ],
  ])("with %s", (_, html, status, message) => {
    const found = pageFinding(html, SITE, targetWith(), false);
    expect(found.status).toBe(status);
    expect(found.message).toContain(`${SITE} ${message}`);
    expect(found.fix === null).toBe(status === "ok");
  });

  test("may have a Google tag of its own where the file says so", () => {
    expect(pageFinding(GTM + GTAG, SITE, targetWith("page"), false).status).toBe("ok");
  });

  test("sets its default consent first, if goals ask for consent", () => {
    const statusOf = (html: string, asks: boolean) => pageFinding(html, SITE, targetWith(), asks).status;
    expect(statusOf(CONSENT + GTM, true)).toBe("ok");
    expect(statusOf(GTM + CONSENT, true)).toBe("warning");
    expect(statusOf(GTM, true)).toBe("warning");
    expect(statusOf(GTM, false)).toBe("ok");
  });
});

describe("what Google serves", () => {
  const layer = (served: (address: string) => string | { cannotBeRead: string }, site?: string) =>
    examined(
      "without-credentials",
      publicQuestions({
        target: targetWith(),
        site,
        asksForConsent: false,
        isGoogle: true,
        served: async (address) => served(address),
      }),
    );

  test("is asked for both ids, without anything else", async () => {
    const asked: string[] = [];
    const { status, checks } = await layer((address) => {
      asked.push(address);
      return { cannotBeRead: "the answer was 404: there is no published container or tag with this id" };
    });
    expect(asked).toEqual([
      "https://www.googletagmanager.com/gtm.js?id=GTM-TEST01",
      "https://www.googletagmanager.com/gtag/js?id=G-TEST000001",
    ]);
    expect(status).toBe("warning");
    expect(checks.map(({ id, status }) => [id, status])).toEqual([
      ["ids", "ok"],
      ["container-served", "warning"],
      ["google-tag-served", "warning"],
      ["site", "skipped"],
    ]);
    expect(checks[1]!.fix).toMatch(/^Compare the id/);
  });

  test("cannot be reached", async () => {
    const { checks } = await layer(() => ({ cannotBeRead: "getaddrinfo ENOTFOUND" }));
    expect(checks[1]).toMatchObject({
      message: "Google does not serve GTM-TEST01: getaddrinfo ENOTFOUND.",
      fix: "Check the network and the proxy.",
    });
  });

  test("is a proxy's page", async () => {
    const { checks } = await layer(() => "<html>Sign in</html>");
    expect(checks[1]!.status).toBe("warning");
    expect(checks[1]!.message).toContain("cannot be read");
  });

  test("ends with a site that cannot be read", async () => {
    const { status, checks } = await layer(() => ({ cannotBeRead: "getaddrinfo ENOTFOUND" }), SITE);
    expect(status).toBe("broken");
    expect(checks.at(-1)!.message).toBe(`${SITE} cannot be read: getaddrinfo ENOTFOUND.`);
  });
});
