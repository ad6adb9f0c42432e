/** Analytics Admin API v1alpha: event create rules, audiences and annotations. Its client is large: load this only when needed. */

import { analyticsadmin_v1alpha } from "googleapis/build/src/apis/analyticsadmin/v1alpha.js";
import type { ClientOptions } from "./client-options.ts";
import type { AnnotationCalls, DefinitionCalls } from "./definition-api.ts";

export function ruleCalls(options: ClientOptions): DefinitionCalls {
  const api = alpha(options).dataStreams.eventCreateRules;
  return {
    list: (request) => api.list({ ...request }),
    create: (parent, requestBody) => api.create({ parent, requestBody }),
    patch: (name, updateMask, requestBody) => api.patch({ name, updateMask, requestBody }),
    remove: (name) => api.delete({ name }),
  };
}

export function audienceCalls(options: ClientOptions): DefinitionCalls {
  const api = alpha(options).audiences;
  return {
    list: (request) => api.list({ ...request }),
    create: (parent, requestBody) => api.create({ parent, requestBody }),
    patch: (name, updateMask, requestBody) => api.patch({ name, updateMask, requestBody }),
    remove: (name) => api.archive({ name, requestBody: {} }),
  };
}

export function annotationCalls(options: ClientOptions): AnnotationCalls {
  const api = alpha(options).reportingDataAnnotations;
  return {
    list: (request) => api.list({ ...request }),
    create: (parent, requestBody) => api.create({ parent, requestBody }),
  };
}

function alpha(options: ClientOptions): analyticsadmin_v1alpha.Resource$Properties {
  return new analyticsadmin_v1alpha.Analyticsadmin({ ...options }).properties;
}
