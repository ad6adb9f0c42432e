/** The bodies of Google's resources: the types of Google's client as plain data. Whichever kind it is: every field may be missing. */
import type { analyticsadmin_v1alpha } from "googleapis/build/src/apis/analyticsadmin/v1alpha.js";
import type { analyticsadmin_v1beta } from "googleapis/build/src/apis/analyticsadmin/v1beta.js";
import type { tagmanager_v2 } from "googleapis/build/src/apis/tagmanager/v2.js";
import type { Typed } from "./json.ts";

/** A folder, variable, trigger or tag of a container. */
export type Entity = Typed<
  tagmanager_v2.Schema$Folder &
    tagmanager_v2.Schema$Variable &
    tagmanager_v2.Schema$Trigger &
    tagmanager_v2.Schema$Tag
>;

export type Parameter = Typed<tagmanager_v2.Schema$Parameter>;
export type Condition = Typed<tagmanager_v2.Schema$Condition>;

/** An event create rule, audience, custom dimension, custom metric or calculated metric of a property. */
export type DefinitionBody = Typed<
  analyticsadmin_v1alpha.Schema$GoogleAnalyticsAdminV1alphaEventCreateRule &
    analyticsadmin_v1alpha.Schema$GoogleAnalyticsAdminV1alphaAudience &
    analyticsadmin_v1beta.Schema$GoogleAnalyticsAdminV1betaCustomDimension &
    analyticsadmin_v1beta.Schema$GoogleAnalyticsAdminV1betaCustomMetric &
    analyticsadmin_v1alpha.Schema$GoogleAnalyticsAdminV1alphaCalculatedMetric
>;

export type AudienceFilterClause =
  Typed<analyticsadmin_v1alpha.Schema$GoogleAnalyticsAdminV1alphaAudienceFilterClause>;
export type AudienceExpression =
  Typed<analyticsadmin_v1alpha.Schema$GoogleAnalyticsAdminV1alphaAudienceFilterExpression>;
export type AudienceFieldFilter =
  Typed<analyticsadmin_v1alpha.Schema$GoogleAnalyticsAdminV1alphaAudienceDimensionOrMetricFilter>;
export type ParameterMutation =
  Typed<analyticsadmin_v1alpha.Schema$GoogleAnalyticsAdminV1alphaParameterMutation>;
export type RuleCondition = Typed<analyticsadmin_v1alpha.Schema$GoogleAnalyticsAdminV1alphaMatchingCondition>;

export type KeyEventBody = Typed<analyticsadmin_v1beta.Schema$GoogleAnalyticsAdminV1betaKeyEvent>;

/** Of an enabled built-in variable only its type is known. */
export type BuiltInVariableBody = Pick<Typed<tagmanager_v2.Schema$BuiltInVariable>, "type">;
