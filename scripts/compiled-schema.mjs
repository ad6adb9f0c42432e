/** For the bundle: the schema of goals files as the code that the schema compiler makes of it. */
import { build } from "esbuild";
import { smallerLibraries } from "./smaller-libraries.mjs";

const SOURCE = "src/language/schema/both-schemas.ts";

/** Replaces src/language/schema/validator.ts. */
export const compiledSchema = {
  name: "compiled schema",
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]language[\\/]schema[\\/]validator\.ts$/ }, async ({ path }) => ({
      contents: await validatorCode(),
      loader: "js",
      resolveDir: path.replace(/[\\/][^\\/]*$/, ""),
    }));
  },
};

/** An ES module that exports `validate`. Its errors refer to the objects of `bothSchemas` itself. */
export async function validatorCode() {
  const { bothSchemas, SCHEMA_OPTIONS } = await sources();
  const { Ajv } = await import("ajv");
  const { default: standalone } = await import("ajv/dist/standalone/index.js");
  const compiler = new Ajv({ ...SCHEMA_OPTIONS, code: { source: true, esm: true } });
  const code = (standalone.default ?? standalone)(compiler, compiler.compile(bothSchemas));
  return `import { bothSchemas } from "./both-schemas.ts";\n${brief(withSchemasOf(bothSchemas, code))}`;
}

/** The compiler writes each part of the schema that it needs into the code; here the code asks for it instead. */
function withSchemasOf(schema, code) {
  const pointers = pointersIn(schema);
  return code.replace(
    /const (schema\d+) = (\{(?:[^{}"]|"(?:\\.|[^"\\])*"|[{}](?!;const |;function ))*\});/g,
    (_, name, literal) => {
      const access = pointers.get(literal);
      if (access === undefined) throw new Error(`${name} is not a part of the schema`);
      return `const ${name} = bothSchemas${access};`;
    },
  );
}

/** Without what nobody reads of an error, and with one function where the compiler repeats itself. */
function brief(code) {
  const short = code
    .replace(/,schemaPath:"(?:\\.|[^"\\])*"/g, "")
    .replace(/,schema:(?:"(?:\\.|[^"\\])*"|[^,{}]*),parentSchema:/g, ",parentSchema:")
    .replace(/\{pattern: "(?:\\.|[^"\\])*"\}/g, "{}")
    .replace(
      /if\(vErrors === null\)\{vErrors = \[(err\d+)\];\}else \{vErrors\.push\(\1\);\}errors\+\+;/g,
      "vErrors = withError(vErrors, $1);errors++;",
    )
    .replace(
      ERROR,
      (_, _name, path, keyword, params, parent, data) =>
        `vErrors = withError(vErrors, failed(${path || "instancePath"},${keyword},${params},${parent},${data || "data"}));`,
    )
    // Only keywords of one's own are given the parent and the root.
    .replace(/,parentData:[^{}]*?,rootData\}/g, "}")
    .replace(
      /\{instancePath="", parentData, parentDataProperty, rootData=data\}=\{\}/g,
      '{instancePath=""}={}',
    )
    .replace(
      /vErrors = vErrors === null \? ([\w.]+)\.errors : vErrors\.concat\(\1\.errors\);/g,
      "vErrors = withErrors(vErrors, $1.errors);",
    )
    .replace(/\b(\w+) && typeof \1 == "object" && !Array\.isArray\(\1\)/g, "isObject($1)");
  return short + FUNCTIONS;
}

const TEXT = '"(?:\\\\.|[^"\\\\])*"';
const ERROR = new RegExp(
  `const (err\\d+) = \\{instancePath:?((?:[^,{}"]|${TEXT})*),keyword:(${TEXT}),params:(\\{[^{}]*\\}),parentSchema:([^,{}]+),data:?(\\w*)\\};` +
    "vErrors = withError\\(vErrors, \\1\\);",
  "g",
);

const FUNCTIONS = `
function withError(errors, error) { return errors === null ? [error] : (errors.push(error), errors); }
function withErrors(errors, more) { return errors === null ? more : errors.concat(more); }
function isObject(data) { return data && typeof data == "object" && !Array.isArray(data); }
function failed(instancePath, keyword, params, parentSchema, data) { return { instancePath, keyword, params, parentSchema, data }; }
`;

/** The schema as the bundle has it, whose parts the code refers to. */
async function sources() {
  const { outputFiles } = await build({
    entryPoints: [SOURCE],
    bundle: true,
    write: false,
    format: "esm",
    platform: "neutral",
    plugins: [smallerLibraries],
  });
  const text = Buffer.from(outputFiles[0].contents).toString("base64");
  return import(`data:text/javascript;base64,${text}`);
}

/** The text of every part of the schema → how code reaches it: `["$defs"]["goal"]`. */
function pointersIn(schema, access = "", found = new Map()) {
  if (typeof schema !== "object" || schema === null) return found;
  const text = JSON.stringify(schema);
  if (!found.has(text)) found.set(text, access);
  for (const [key, value] of Object.entries(schema))
    pointersIn(value, `${access}[${JSON.stringify(key)}]`, found);
  return found;
}
