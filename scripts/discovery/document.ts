/** Google's description of an API (developers.google.com/discovery/v1/reference/apis), as far as goalform reads it. */

export interface Parameter {
  readonly location: string;
  readonly type: string;
  readonly required?: boolean;
  readonly repeated?: boolean;
  readonly enum?: readonly string[];
}

export interface Method {
  readonly id: string;
  readonly httpMethod: string;
  readonly flatPath: string;
  readonly scopes: readonly string[];
  readonly parameters?: { readonly [name: string]: Parameter };
  readonly request?: { readonly $ref: string };
  readonly response?: { readonly $ref: string };
}

export interface Property {
  readonly type?: string;
  readonly readOnly?: boolean;
  readonly format?: string;
  readonly $ref?: string;
  readonly enum?: readonly string[];
  readonly items?: Property;
}

export interface Schema {
  readonly properties?: { readonly [field: string]: Property };
}

export interface Resource {
  readonly methods?: { readonly [name: string]: Method };
  readonly resources?: { readonly [name: string]: Resource };
}

export interface Document extends Resource {
  readonly name: string;
  readonly version: string;
  /** The day of the description, such as `20260826`. */
  readonly revision: string;
  /** Query parameters that every method takes. */
  readonly parameters: { readonly [name: string]: Parameter };
  readonly schemas: { readonly [name: string]: Schema };
}

/** Those of all resources in it. */
export function methodsOf({ methods = {}, resources = {} }: Resource): Method[] {
  return [...Object.values(methods), ...Object.values(resources).flatMap(methodsOf)];
}

/** A path that means the method: `v1beta/properties/1/keyEvents`. */
export function samplePath({ flatPath }: Method): string {
  return flatPath.replace(/\{\w+\}/g, "1");
}
