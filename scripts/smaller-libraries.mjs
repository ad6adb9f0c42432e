/** What libraries bring along and goalform never runs stays out of the bundle: it is downloaded and read at every start. */
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";

export const smallerLibraries = {
  name: "smaller libraries",
  setup(build) {
    calledResources(build);
    oneOfEach(build);
    usedExports(build);
    ownModules(build);
    withoutForms(build);
    ownHeaders(build);
    requiredHttp(build);
    modulesOfYaml(build);
    withoutBrowser(build);
    namesOfPackages(build);
    structureOfSchema(build);
  },
};

/**
 * Google's client has a class for every resource of an API, and goalform calls a tenth of them. A class stays when every
 * word of its name (`Resource$Properties$Keyevents`) appears in the code that calls Google or in a row of an entity, and a method when its own does:
 * as one line, since they all say the same.
 */
function calledResources({ onLoad }) {
  const words = wordsOf("src/google", "src/resources/entities");
  const isCalled = (name) =>
    name
      .split("$")
      .slice(1)
      .every((word) => words.has(word.toLowerCase()));
  onLoad({ filter: /[\\/]googleapis[\\/]build[\\/]src[\\/]apis[\\/]\w+[\\/]v\w+\.js$/ }, ({ path }) => ({
    contents: readFileSync(path, "utf8")
      .replace(/^ {4}class (Resource\$[\w$]+) \{\n[\s\S]*?^ {4}\}\n {4}\w+\.\1 = \1;\n/gm, (all, name) =>
        isCalled(name) ? all : "",
      )
      .replace(/^ {12}this\.\w+ =\s+new (Resource\$[\w$]+)\(this\.context\);\n/gm, (all, name) =>
        isCalled(name) ? all : "",
      )
      .replace(METHOD, (_, name, root, url, method, required, path) =>
        words.has(name.toLowerCase())
          ? `${name}(params, options) { return called(this, ${root}, ${url}, ${method}, ${required}, ${path}, params, options); }\n`
          : "",
      )
      .concat(CALLED),
  }));
}

/** Every method is the same but for these five: the default root, the rest of the URL, the HTTP method, and which parameters it needs. */
const METHOD = new RegExp(
  [
    "^ {8}(\\w+)\\(paramsOrCallback, optionsOrCallback, callback\\) \\{\\n(?:(?! {8}\\}).*\\n)*?",
    " {12}const rootUrl = options\\.rootUrl \\|\\| ('[^']+');\\n",
    " {12}const parameters = \\{\\n {16}options: Object\\.assign\\(\\{\\n",
    " {20}url: \\(rootUrl \\+\\s+('[^']+')\\)\\.replace\\(/\\(\\[\\^:\\]\\\\/\\)\\\\/\\+/g, '\\$1'\\),\\n",
    " {20}method: ('[A-Z]+'),\\n {20}apiVersion: '',\\n {16}\\}, options\\),\\n {16}params,\\n",
    " {16}requiredParams: (\\[.*\\]),\\n {16}pathParams: (\\[.*\\]),\\n {16}context: this\\.context,\\n {12}\\};\\n",
    "(?:(?! {8}\\}).*\\n)*? {8}\\}\\n",
  ].join(""),
  "gm",
);

/** What each of them does, without callbacks: goalform waits for promises. */
const CALLED = `
function called({ context }, root, path, method, requiredParams, pathParams, params = {}, options = {}) {
  const url = ((options.rootUrl || root) + path).replace(/([^:]\\/)\\/+/g, "$1");
  return (0, googleapis_common_1.createAPIRequest)({
    options: Object.assign({ url, method, apiVersion: "" }, options),
    params, requiredParams, pathParams, context,
  });
}
`;

function wordsOf(...folders) {
  const files = folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true }).map((file) => join(folder, file)),
  );
  const text = files.filter((file) => file.endsWith(".ts")).map((file) => readFileSync(file, "utf8"));
  return new Set(text.join("\n").toLowerCase().match(/\w+/g));
}

/**
 * Google's libraries bring their HTTP client along in several versions. They all accept the one that this one of them
 * asks for. And of the library for tokens, the modules: what CommonJS has of it is twice as large.
 */
function oneOfEach({ onResolve, resolve: resolved }) {
  onResolve({ filter: /^gaxios$/ }, ({ path, pluginData, importer }) =>
    pluginData === "asked"
      ? undefined
      : resolved(path, {
          importer,
          kind: "require-call",
          resolveDir: resolve("node_modules/gcp-metadata"),
          pluginData: "asked",
        }),
  );
  onResolve({ filter: /^gtoken$/ }, () => ({ path: resolve("node_modules/gtoken/build/esm/src/index.js") }));
}

/**
 * CommonJS libraries bring along everything that they export. Of these, goalform and the other libraries use the parts named here:
 * the client's requests, credentials of all kinds, and requests through a proxy.
 */
const USED = {
  "googleapis-common": 'exports.createAPIRequest = require("./apirequest.js").createAPIRequest;',
  "google-auth-library": `exports.GoogleAuth = require("./auth/googleauth.js").GoogleAuth;
    exports.OAuth2Client = require("./auth/oauth2client.js").OAuth2Client;
    exports.gaxios = require("gaxios");`,
  "node-fetch": 'export { default } from "./index.js";',
};

function usedExports({ onResolve, onLoad }) {
  onResolve({ filter: new RegExp(`^(?:${Object.keys(USED).join("|")})$`) }, ({ path }) => ({
    path,
    namespace: "used exports",
  }));
  onLoad({ filter: /./, namespace: "used exports" }, ({ path }) => ({
    contents: USED[path],
    resolveDir: resolve("node_modules", path, path === "node-fetch" ? "src" : "build/src"),
  }));
}

/** What Node does itself by now, as code that takes the library's place. */
const OWN = {
  "web-streams-polyfill": 'export * from "node:stream/web";',
  // Shows values in the message of an error that cannot happen here.
  "object-inspect": 'module.exports = require("node:util").inspect;',
  // Google's client writes lists of plain values with it: `a=1&a=2`.
  qs: `const { stringify } = require("node:querystring");
    exports.stringify = (values) => stringify(JSON.parse(JSON.stringify(values)));`,
  // Says what a proxy's client does, to whoever asks for it (NODE_DEBUG instead of DEBUG).
  debug: 'module.exports = require("node:util").debuglog;',
  // What reads files is named by its user and never called.
  "fetch-blob": `export { Blob, Blob as default, File } from "node:buffer";
    export const [blobFrom, blobFromSync, fileFrom, fileFromSync] = [];`,
  "node-domexception": "export default globalThis.DOMException;",
  // Google receives and sends no forms.
  "formdata-polyfill": `export class FormData {}
    export function formDataToBlob() { throw new TypeError("Forms cannot be sent."); }`,
  // The log of Google's library is switched off: it shows what the token endpoint returns.
  "google-logging-utils": `const nothing = () => {};
    exports.log = () => Object.assign(nothing, { debug: nothing, info: nothing, warn: nothing, error: nothing });`,
  // Reads what the metadata server of Google's cloud says; of its numbers only how long a token lives is used.
  "json-bigint": "module.exports = JSON;",
};

function ownModules({ onResolve, onLoad }) {
  onResolve({ filter: new RegExp(`^(?:${Object.keys(OWN).join("|")})(?:/|$)`) }, ({ path }) => ({
    path: path.split("/")[0],
    namespace: "of Node itself",
  }));
  onLoad({ filter: /./, namespace: "of Node itself" }, ({ path }) => ({ contents: OWN[path] }));
}

/** What reads forms out of responses: Google sends none. */
function withoutForms({ onLoad }) {
  onLoad({ filter: /[\\/]node-fetch[\\/]src[\\/]utils[\\/]multipart-parser\.js$/ }, () => ({
    contents: 'export function toFormData() { throw new TypeError("Forms cannot be read."); }',
  }));
}

/**
 * Google's libraries send with node-fetch, and ask Node for `Headers` and `FormData` besides. Node would load its own
 * client for that, which takes 20 ms of every command that asks Google; so they take the headers of node-fetch, and no forms.
 */
function ownHeaders({ onResolve, onLoad }) {
  onLoad(
    { filter: /[\\/](?:gaxios|gcp-metadata|google-auth-library|googleapis-common)[\\/]build[\\/].*\.js$/ },
    ({ path }) => {
      const text = readFileSync(path, "utf8");
      return /\b(?:Headers|FormData)\b/.test(text) && !/^import /m.test(text)
        ? {
            contents: `const { Headers, FormData } = require("goalform:headers");\n${text}`,
            resolveDir: dirname(path),
          }
        : undefined;
    },
  );
  onResolve({ filter: /^goalform:headers$/ }, ({ path }) => ({ path, namespace: "headers" }));
  onLoad({ filter: /./, namespace: "headers" }, () => ({
    contents: 'export { default as Headers } from "./headers.js"; export class FormData {}',
    resolveDir: resolve("node_modules/node-fetch/src"),
  }));
}

/** Importing `node:http` as a module reads all its exports, from Node 22 on Node's own client (`http.WebSocket`) as well. */
function requiredHttp({ onLoad }) {
  onLoad({ filter: /[\\/]node-fetch[\\/]src[\\/](?:index|headers)\.js$/ }, ({ path }) => ({
    contents: readFileSync(path, "utf8").replace(
      /^import (https?) from 'node:\1';$/gm,
      'const $1 = require("node:$1");',
    ),
  }));
}

/** How a page in a browser would sign a token. */
function withoutBrowser({ onLoad }) {
  onLoad({ filter: /[\\/]crypto[\\/]browser[\\/]crypto\.js$/ }, () => ({
    contents: "exports.BrowserCrypto = null;",
  }));
}

/** The same library as modules of the language itself, of which a bundle takes what is used. */
function modulesOfYaml({ onResolve }) {
  onResolve({ filter: /^yaml$/ }, () => ({ path: resolve("node_modules/yaml/browser/dist/index.js") }));
}

/** Libraries read their own name and version. */
function namesOfPackages({ onLoad }) {
  onLoad({ filter: /[\\/]node_modules[\\/].*[\\/]package\.json$/ }, ({ path }) => {
    const { name, version } = JSON.parse(readFileSync(path, "utf8"));
    return { contents: JSON.stringify({ name, version }), loader: "json" };
  });
}

/** What the schema tells editors; the check of a file has words of its own. */
function structureOfSchema({ onLoad }) {
  onLoad({ filter: /[\\/]schemas[\\/]goals\.schema\.json$/ }, ({ path }) => ({
    contents: JSON.stringify(withoutTexts(JSON.parse(readFileSync(path, "utf8")))),
    loader: "json",
  }));
}

/** And without the parts that only complete keys. `title` and `description` are keys of goals too: only texts are left out. */
function withoutTexts(schema) {
  if (Array.isArray(schema))
    return schema.filter((one) => one?.$comment !== "For editors.").map(withoutTexts);
  if (typeof schema !== "object" || schema === null) return schema;
  const kept = Object.entries(schema).filter(
    ([key, value]) => !(TEXTS.has(key) && typeof value === "string") && !COMPLETIONS.has(key),
  );
  return Object.fromEntries(kept.map(([key, value]) => [key, DATA.has(key) ? value : withoutTexts(value)]));
}

const TEXTS = new Set(["title", "description", "errorMessage", "patternErrorMessage"]);
/** Their values are pieces of goals files and not schemas. */
const DATA = new Set(["examples", "furtherExamples", "const", "enum", "default"]);
const COMPLETIONS = new Set(["defaultSnippets", "doNotSuggest"]);
