/** Analytics Admin API v1alpha: event create rules, audiences, calculated metrics and annotations. Its client is large: load this only when needed. */

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

type CalculatedMetric = analyticsadmin_v1alpha.Schema$GoogleAnalyticsAdminV1alphaCalculatedMetric;

/** A new one's id is part of the request's address, not of what is sent. */
export function calculatedMetricCalls(options: ClientOptions): DefinitionCalls {
  const api = alpha(options).calculatedMetrics;
  return {
    list: (request) => api.list({ ...request }),
    create: (parent, { calculatedMetricId, ...requestBody }: CalculatedMetric) =>
      api.create({ parent, calculatedMetricId: String(calculatedMetricId), requestBody }),
    patch: (name, updateMask, { calculatedMetricId: _, ...requestBody }: CalculatedMetric) =>
      api.patch({ name, updateMask, requestBody }),
    remove: (name) => api.delete({ name }),
  };
}

export function annotationCalls(options: ClientOptions): AnnotationCalls {
  const api = alpha(options).reportingDataAnnotations;
  return {
    list: (request) => api.list({ ...request }),
    create: (parent, requestBody) => api.create({ parent, requestBody }),
    remove: (name) => api.delete({ name }),
  };
}

function alpha(options: ClientOptions): analyticsadmin_v1alpha.Resource$Properties {
  return new analyticsadmin_v1alpha.Analyticsadmin({ ...options }).properties;
}
