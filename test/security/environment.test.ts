/** S12: a goals file reads the environment in its targets alone, and what it reads there is not shown. */
import { describe, expect, test } from "vitest";
import { folder } from "../support/in-process.ts";
import { HEAD } from "../support/shop.ts";

const GOALS = `${HEAD}goals:\n  thanks: { type: destination, page: /thanks }\n`;
const SECRET = "s3cret/of-the-machine";

const IN_TARGETS = [
  GOALS.replace('"123456789"', '"${SECRET}"'),
  GOALS.replace('"123456789"', '"${SECRET:-1}"'),
  GOALS.replace("G-TEST123456", '"G-${SECRET}"'),
  GOALS.replace("GTM-TEST01", '"GTM-${SECRET}"'),
  GOALS.replace("container: GTM-TEST01", 'account: "${SECRET}", container: "${SECRET}"'),
];

describe("S12: the environment", () => {
  test.each(IN_TARGETS)("is not shown where it does not fit (%#)", async (file) => {
    const { goalform } = folder({ "goals.yaml": file });
    for (const command of ["plan", "apply", "drift", "rollback"]) {
      for (const format of ["text", "json", "markdown"]) {
        const ended = await goalform([command, "--sandbox", "--format", format], { SECRET });
        expect(ended.exitCode).toBe(1);
        expect(ended.out + ended.err).not.toContain(SECRET);
      }
    }
  });

  test("is read nowhere else: such a text is refused, and its variable not looked at", async () => {
    const { built } = folder({
      "goals.yaml": GOALS.replace("/thanks", '"/${SECRET}"'),
      "name.yaml": GOALS.replace("name: acme-shop", 'name: "${SECRET}"'),
    });
    for (const file of ["goals.yaml", "name.yaml"]) {
      const ended = await built(["validate", "-f", file], { SECRET });
      expect(ended).toMatchObject({ exitCode: 1, err: expect.stringContaining("env-outside-targets") });
      expect(ended.out + ended.err).not.toContain(SECRET);
    }
  });
});
