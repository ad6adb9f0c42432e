/** The values that fields of Tag Manager's messages may have, as in the Discovery document. */
import { enumType } from "../message.ts";

export const PARAMETER_TYPE = enumType("google.tagmanager.v2.Parameter.Type", [
  "typeUnspecified",
  "template",
  "integer",
  "boolean",
  "list",
  "map",
  "triggerReference",
  "tagReference",
]);

export const CONDITION_TYPE = enumType("google.tagmanager.v2.Condition.Type", [
  "conditionTypeUnspecified",
  "equals",
  "contains",
  "startsWith",
  "endsWith",
  "matchRegex",
  "greater",
  "greaterOrEquals",
  "less",
  "lessOrEquals",
  "cssSelector",
  "urlMatches",
]);

export const TRIGGER_TYPE = enumType("google.tagmanager.v2.Trigger.EventType", [
  "eventTypeUnspecified",
  "pageview",
  "domReady",
  "windowLoaded",
  "customEvent",
  "triggerGroup",
  "init",
  "consentInit",
  "serverPageview",
  "always",
  "firebaseAppException",
  "firebaseAppUpdate",
  "firebaseCampaign",
  "firebaseFirstOpen",
  "firebaseInAppPurchase",
  "firebaseNotificationDismiss",
  "firebaseNotificationForeground",
  "firebaseNotificationOpen",
  "firebaseNotificationReceive",
  "firebaseOsUpdate",
  "firebaseSessionStart",
  "firebaseUserEngagement",
  "formSubmission",
  "click",
  "linkClick",
  "jsError",
  "historyChange",
  "timer",
  "ampClick",
  "ampTimer",
  "ampScroll",
  "ampVisibility",
  "youTubeVideo",
  "scrollDepth",
  "elementVisibility",
]);

export const FIRING_OPTION = enumType("google.tagmanager.v2.Tag.TagFiringOption", [
  "tagFiringOptionUnspecified",
  "unlimited",
  "oncePerEvent",
  "oncePerLoad",
]);

export const CONSENT_STATUS = enumType("google.tagmanager.v2.Tag.TagConsentSetting.ConsentStatus", [
  "notSet",
  "notNeeded",
  "needed",
]);

export const CASE_CONVERSION = enumType("google.tagmanager.v2.VariableFormatValue.CaseConversionType", [
  "none",
  "lowercase",
  "uppercase",
]);

export const NUMBER_CONVERSION = enumType("google.tagmanager.v2.VariableFormatValue.DecimalSeparatorType", [
  "decimalSeparatorTypeUnspecified",
  "period",
  "comma",
  "automatic",
]);

export const CHANGE_STATUS = enumType("google.tagmanager.v2.Entity.ChangeStatus", [
  "changeStatusUnspecified",
  "none",
  "added",
  "deleted",
  "updated",
]);

export const USAGE_CONTEXT = enumType("google.tagmanager.v2.Container.UsageContext", [
  "usageContextUnspecified",
  "web",
  "android",
  "ios",
  "androidSdk5",
  "iosSdk5",
  "amp",
  "server",
]);
