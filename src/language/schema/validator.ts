/**
 * The compiled schema. Built (`scripts/build.mjs`), this file is the code that the compiler makes of it, since
 * compiling takes longer than everything else that `validate` does.
 */
import { Ajv as SchemaCompiler, type ValidateFunction } from "ajv";
import { bothSchemas, SCHEMA_OPTIONS } from "./both-schemas.ts";

/** Takes `{ file }` or `{ part }`; what is wrong is in `validate.errors` then. */
export const validate: ValidateFunction = new SchemaCompiler(SCHEMA_OPTIONS).compile(bothSchemas);
