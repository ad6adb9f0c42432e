/** Where requests may go, and with which rights. */
import { expect, test } from "vitest";
import { endpointProblem, sandboxToken, scopesFor } from "../../src/google/connection.ts";

test.each([
  "http://127.0.0.1:4010",
  "https://localhost:4010/",
  "http://[::1]:4010",
  "http://127.1.2.3",
  "http://localhost/path",
])("%s is on this machine", (endpoint) => {
  expect(endpointProblem(endpoint)).toBeNull();
});

test.each([
  ["127.0.0.1:4010", 'The endpoint "127.0.0.1:4010" is not an address.'],
  ["localhost:4010", 'The endpoint "localhost:4010" is not an address.'],
  ["ftp://127.0.0.1", 'The endpoint "ftp://127.0.0.1" is not an address.'],
  ["", 'The endpoint "" is not an address.'],
  ["http://user@127.0.0.1", "An endpoint is a plain address."],
  ["http://:secret@127.0.0.1", "An endpoint is a plain address."],
  ["http://127.0.0.1/?a=1", "An endpoint is a plain address."],
  ["http://127.0.0.1/#a", "An endpoint is a plain address."],
  ["https://tagmanager.example", "The endpoint tagmanager.example is not on this machine."],
  ["http://localhost.example:80", "The endpoint localhost.example is not on this machine."],
  ["http://example.localhost", "The endpoint example.localhost is not on this machine."],
  ["http://127.0.0.1.example", "The endpoint 127.0.0.1.example is not on this machine."],
  ["http://0.0.0.0:1", "The endpoint 0.0.0.0:1 is not on this machine."],
])("%s is refused", (endpoint, message) => {
  expect(endpointProblem(endpoint)).toMatchObject({
    severity: "error",
    code: "endpoint",
    message,
    hint: expect.stringMatching(/http:\/\/127\.0\.0\.1|Leave out|loopback/),
  });
});

/** By the scopes of each method in Google's Discovery documents. */
test.each([
  ["read", "tagmanager.readonly,analytics.readonly"],
  ["prepare", "tagmanager.edit.containers,tagmanager.edit.containerversions,analytics.edit"],
  ["write", "tagmanager.edit.containers,tagmanager.edit.containerversions,tagmanager.publish,analytics.edit"],
  [
    "rollback",
    "tagmanager.edit.containers,tagmanager.edit.containerversions,tagmanager.publish,analytics.readonly",
  ],
  ["annotate", "analytics.edit"],
  ["clear", "tagmanager.delete.containers"],
] as const)("to %s, these rights and no more", (rights, scopes) => {
  expect(scopesFor(rights)).toEqual(
    scopes.split(",").map((scope) => `https://www.googleapis.com/auth/${scope}`),
  );
  expect(sandboxToken(rights)).toBe(`goalform-sandbox:${scopes}`);
});
