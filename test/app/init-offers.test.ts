/** What `init` offers at a terminal to whoever is signed in: asked of the sandbox by Google's client, answered by a person. */
import { expect, onTestFinished, test } from "vitest";
import { answersFrom } from "../../src/app/init/answers.ts";
import type { Question } from "../../src/app/ports.ts";
import { openOffers } from "../../src/google/offers.ts";
import type { SandboxSeed, Switches } from "../../src/sandbox/sandbox.ts";
import { startSandbox } from "../../src/sandbox/sandbox.ts";
import { lineTo } from "../support/the-line.ts";

interface Scene {
  readonly seed: SandboxSeed;
  readonly switches?: Partial<Switches>;
  readonly scopes?: string;
}

const SHOP: SandboxSeed = {
  properties: [
    { property: "111111111", measurementId: "G-SHOP111111", displayName: "Shop" },
    { property: "222222222", measurementId: "G-BLOG222222", displayName: "Blog" },
  ],
  containers: [
    { publicId: "GTM-SHOP01", name: "www.acme.example" },
    { publicId: "GTM-BLOG01", name: "blog.acme.example" },
    { publicId: "GTM-SRV001", name: "server", usageContext: "server" },
  ],
};

/** Answers one question after the other; what is not usable is noted, as a person would see it. */
async function initWith({ seed, switches = {}, scopes }: Scene, ...answers: readonly string[]) {
  const sandbox = await startSandbox({ seed, switches });
  onTestFinished(() => sandbox.close());
  const accessToken = scopes === undefined ? null : `goalform-sandbox:${scopes}`;
  const connection = { to: "endpoint", root: sandbox.url, accessToken, fetch: lineTo(sandbox) } as const;
  const stop = new AbortController().signal;
  const left = ["", "acme", ...answers];
  const shown: string[] = [];
  const ask = async ({ text, otherwise, isUsable, hint, before, list = [] }: Question) => {
    shown.push(...(before === undefined ? [] : [before]), ...list);
    for (;;) {
      const answer = left.shift() ?? "";
      shown.push(`${text} [${otherwise}] ${answer}`);
      if (answer === "" || answer === otherwise) return otherwise;
      if (isUsable(answer)) return answer;
      shown.push(hint);
    }
  };
  const found = await answersFrom(ask, "acme", async () =>
    openOffers(connection, { onWait: () => {}, stop }),
  );
  return { found, shown: shown.slice(2), asked: sandbox.requests.length };
}

test("offers properties, their web stream and containers of web pages, with the right to read alone", async () => {
  const scopes = "tagmanager.readonly,analytics.readonly";
  const { found, shown, asked } = await initWith({ seed: SHOP, scopes }, "2", "", "GTM-BLOG01");
  expect(found).toEqual({
    template: "shop",
    name: "acme",
    property: "111111111",
    measurementId: "G-SHOP111111",
    container: "GTM-BLOG01",
  });
  expect(shown).toMatchInlineSnapshot(`
    [
      "1  Blog (222222222, Sandbox account)",
      "2  Shop (111111111, Sandbox account)",
      "Analytics property? [later] 2",
      "1  G-SHOP111111 (https://www.example.com)",
      "Web stream? [1] ",
      "1  blog.acme.example (GTM-BLOG01, Sandbox account 6000000001)",
      "2  www.acme.example (GTM-SHOP01, Sandbox account 6000000001)",
      "Tag Manager container? [later] GTM-BLOG01",
    ]
  `);
  expect(asked).toBe(4);
});

test("two hundred are found by a part of the name, a number counts in what is shown, and an id goes as well", async () => {
  const many = Array.from({ length: 200 }, (_, index) => ({
    property: String(300_000_000 + index),
    measurementId: `G-MANY${String(index).padStart(6, "0")}`,
    displayName: `Client ${index}`,
  }));
  const containers = Array.from({ length: 200 }, (_, index) => ({
    publicId: `GTM-MANY${String(index).padStart(3, "0")}`,
    account: String(7000 + (index % 9)),
    name: `site-${index}.example`,
  }));
  const { found, shown } = await initWith(
    { seed: { properties: many, containers } },
    ...["9999", "nobody", "client 19", "client 199", "", "", "account 7004", "", "GTM-OTHER1"],
  );
  expect(found).toMatchObject({
    property: "300000199",
    measurementId: "G-MANY000199",
    container: "GTM-OTHER1",
  });
  expect(shown.filter((line) => /^\d+ {2}/.test(line)).length).toBeLessThan(60);
  expect(shown).toContain("and 188 more: write a part of the name to see fewer");
  expect(shown.filter((line) => line.startsWith("It is neither"))).toHaveLength(2);
});

test.each<[string, Partial<Switches>, string | undefined, RegExp]>([
  [
    "no access",
    { role: "none", containerAccess: "none" },
    undefined,
    /^These credentials see no Analytics property/,
  ],
  ["scopes that are missing", {}, "tagmanager.readonly", /^Google does not list your properties: .*scope/],
  ["an expired token", { token: "expired" }, undefined, /^Google does not list your properties: /],
  [
    "an API that is off",
    { disabledApis: ["analyticsadmin"] },
    undefined,
    /^Google does not list your properties: /,
  ],
])("%s: says so, and asks for the ids as ever", async (_, switches, scopes, said) => {
  const scene = { seed: SHOP, switches, ...(scopes && { scopes }) };
  const { found, shown } = await initWith(scene, "123456789", "later", "");
  expect(shown[0]).toMatch(said);
  expect(found).toMatchObject({ property: "123456789" });
  expect(shown).toContain("Number of the Analytics property (Admin, Property details)? [later] 123456789");
});

test("nobody signed in: says so once, and asks for the ids", async () => {
  const asked: Question[] = [];
  const ask = async (question: Question) => {
    asked.push(question);
    return question.otherwise;
  };
  await answersFrom(ask, "acme", async () => null);
  const said = asked.flatMap(({ before }) => before ?? []);
  expect([asked.length, said]).toEqual([5, [expect.stringMatching(/^Nobody is signed in to Google here/)]]);
});
