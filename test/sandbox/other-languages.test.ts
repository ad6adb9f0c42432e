/**
 * Google's own clients for Python and Go drive the sandbox. Where they are missing, this is skipped, except in CI:
 * `.ci/run` installs them.
 */
import { execFile, execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { afterAll, expect, it } from "vitest";
import { startSandbox } from "../../src/sandbox/sandbox.ts";
import { isSkipped } from "../support/skipped.ts";

const CLIENTS = resolve("test/sandbox/clients");

const scratch = mkdtempSync(join(tmpdir(), "goalform-clients-"));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

function works(program: string, args: readonly string[], options: object = {}): boolean {
  try {
    execFileSync(program, [...args], { stdio: "ignore", ...options });
    return true;
  } catch {
    return false;
  }
}

const python = process.env["GOALFORM_TEST_PYTHON"] || "python3";
const hasPython = works(python, ["-c", "import google.analytics.admin, googleapiclient"]);

const hasReports = works(python, ["-c", "import google.analytics.data_v1alpha"]);

const go = process.env["GOALFORM_TEST_GO"] || "go";
const driver = join(scratch, "driver");
/** Modules are not downloaded by a test. */
const hasGo = works(go, ["build", "-o", driver, "."], {
  cwd: join(CLIENTS, "go"),
  env: { ...process.env, GOPROXY: "off", GOFLAGS: "-mod=readonly -buildvcs=false" },
});

/** What the program prints, step by step. */
async function drive(program: string, args: readonly string[]): Promise<string[]> {
  const sandbox = await startSandbox({
    seed: {
      properties: [{ property: "123456789", measurementId: "G-TEST123456" }],
      containers: [{ publicId: "GTM-TEST01" }],
    },
  });
  try {
    const { stdout } = await promisify(execFile)(program, [...args, sandbox.url, "123456789", "GTM-TEST01"]);
    return stdout.trim().split("\n");
  } finally {
    await sandbox.close();
  }
}

it.skipIf(isSkipped(hasPython))(
  "google-analytics-admin and google-api-python-client (needs a Python that has them: GOALFORM_TEST_PYTHON)",
  async () => {
    expect(await drive(python, [join(CLIENTS, "drive.py")])).toEqual([
      "folders ['changed']",
      "variables ['changed']",
      "triggers ['changed']",
      "tags ['changed']",
      "fields {'tag': [{'name': 'H', 'parameter': [{'key': 'html'}]}]}",
      "live By Python True",
      "tags []",
      "summaries [1]",
      "property PROPERTY_TYPE_ORDINARY",
      "stream WEB_DATA_STREAM G-TEST123456",
      "key event lead ONCE_PER_SESSION",
      "key event ONCE_PER_EVENT",
      "key events ['lead', 'purchase']",
      "key events ['purchase']",
      "dimensions ['Chosen plan']",
      "dimensions []",
      "metrics ['How many']",
      "metrics []",
      "rule many_thanks EQUALS",
      "rules 0",
      "audience True INCLUDE",
      "audience False",
    ]);
  },
);

it.skipIf(isSkipped(hasReports))(
  "google-analytics-data (needs a Python that has it: GOALFORM_TEST_PYTHON)",
  async () => {
    expect(await drive(python, [join(CLIENTS, "reports.py")])).toEqual([
      "report [['page_view', '0', '3', '7.5'], ['purchase', '2', '2', '5']] [['RESERVED_TOTAL', '2', '3', '12.5']] [['RESERVED_MAXIMUM', '2', '3', '7.5']]",
      "types ['TYPE_FLOAT', 'TYPE_INTEGER', 'TYPE_FLOAT'] Etc/UTC",
      "quota True",
      "batch 2",
      "metadata True",
      "compatibility COMPATIBLE",
      "funnel ['1. page_view', 'RESERVED_TOTAL', '3', '0.6666666666666666', '1', '0.3333333333333333'] 8",
    ]);
  },
);

it.skipIf(isSkipped(hasGo))(
  "google-api-go-client (needs Go, GOALFORM_TEST_GO, and the modules of test/sandbox/clients/go)",
  async () => {
    expect(await drive(driver, [])).toEqual([
      "folders changed",
      "variables changed",
      "triggers changed",
      'tags H html ""',
      "live By Go true",
      "tags 0",
      "stream WEB_DATA_STREAM G-TEST123456",
      "key events 2 ONCE_PER_EVENT",
      "key events 1",
      "dimension Chosen plan",
      "dimensions 0",
      "metric How many",
      "metrics 0",
      "rule many_thanks",
      "rules 0",
      "audience Longer",
      "audiences 0",
    ]);
  },
);
