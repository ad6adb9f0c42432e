"""Drives the sandbox with Google's own clients for Python: everything that it plays, and prints one line a step."""
import sys

from google.analytics import admin_v1alpha as alpha
from google.analytics import admin_v1beta as beta
from google.analytics.admin_v1alpha.services.analytics_admin_service.transports.rest import (
    AnalyticsAdminServiceRestTransport as AlphaRest,
)
from google.analytics.admin_v1beta.services.analytics_admin_service.transports.rest import (
    AnalyticsAdminServiceRestTransport as BetaRest,
)
from google.oauth2.credentials import Credentials
from google.protobuf.field_mask_pb2 import FieldMask
from googleapiclient.discovery import build

ROOT, PROPERTY, CONTAINER = sys.argv[1], sys.argv[2], sys.argv[3]
CREDENTIALS = Credentials("token")


def rest(transport):
    return transport(host=ROOT.split("//")[1], url_scheme="http", credentials=CREDENTIALS)


def analytics():
    client = beta.AnalyticsAdminServiceClient(transport=rest(BetaRest))
    parent = f"properties/{PROPERTY}"
    print("summaries", [len(one.property_summaries) for one in client.list_account_summaries()])
    print("property", client.get_property(name=parent).property_type.name)
    [stream] = client.list_data_streams(parent=parent)
    print("stream", stream.type_.name, stream.web_stream_data.measurement_id)

    method = beta.KeyEvent.CountingMethod
    made = client.create_key_event(
        parent=parent,
        key_event=beta.KeyEvent(event_name="lead", counting_method=method.ONCE_PER_SESSION),
    )
    print("key event", made.event_name, made.counting_method.name)
    made.counting_method = method.ONCE_PER_EVENT
    changed = client.update_key_event(key_event=made, update_mask=FieldMask(paths=["counting_method"]))
    print("key event", client.get_key_event(name=changed.name).counting_method.name)
    print("key events", sorted(one.event_name for one in client.list_key_events(parent=parent)))
    client.delete_key_event(name=made.name)
    print("key events", sorted(one.event_name for one in client.list_key_events(parent=parent)))

    dimension = client.create_custom_dimension(
        parent=parent,
        custom_dimension=beta.CustomDimension(
            parameter_name="plan", display_name="Plan", scope=beta.CustomDimension.DimensionScope.EVENT
        ),
    )
    dimension.display_name = "Chosen plan"
    client.update_custom_dimension(
        custom_dimension=dimension, update_mask=FieldMask(paths=["display_name"])
    )
    print("dimensions", [one.display_name for one in client.list_custom_dimensions(parent=parent)])
    client.archive_custom_dimension(name=dimension.name)
    print("dimensions", [one.display_name for one in client.list_custom_dimensions(parent=parent)])

    metric = client.create_custom_metric(
        parent=parent,
        custom_metric=beta.CustomMetric(
            parameter_name="seats",
            display_name="Seats",
            scope=beta.CustomMetric.MetricScope.EVENT,
            measurement_unit=beta.CustomMetric.MeasurementUnit.STANDARD,
        ),
    )
    metric.description = "How many"
    client.update_custom_metric(custom_metric=metric, update_mask=FieldMask(paths=["description"]))
    print("metrics", [one.description for one in client.list_custom_metrics(parent=parent)])
    client.archive_custom_metric(name=metric.name)
    print("metrics", [one.description for one in client.list_custom_metrics(parent=parent)])
    return stream.name


def analytics_alpha(stream):
    client = alpha.AnalyticsAdminServiceClient(transport=rest(AlphaRest))
    parent = f"properties/{PROPERTY}"
    kind = alpha.MatchingCondition.ComparisonType
    rule = client.create_event_create_rule(
        parent=stream,
        event_create_rule=alpha.EventCreateRule(
            destination_event="thanks",
            event_conditions=[
                alpha.MatchingCondition(field="event_name", comparison_type=kind.EQUALS, value="page_view")
            ],
        ),
    )
    rule.destination_event = "many_thanks"
    client.update_event_create_rule(
        event_create_rule=rule, update_mask=FieldMask(paths=["destination_event"])
    )
    [listed] = client.list_event_create_rules(parent=stream)
    print("rule", listed.destination_event, listed.event_conditions[0].comparison_type.name)
    client.delete_event_create_rule(name=rule.name)
    print("rules", len(list(client.list_event_create_rules(parent=stream))))

    number = alpha.AudienceDimensionOrMetricFilter
    more = number.NumericFilter(
        operation=number.NumericFilter.Operation.GREATER_THAN, value=number.NumericValue(int64_value=3)
    )
    filters = alpha.AudienceFilterExpressionList(
        filter_expressions=[
            alpha.AudienceFilterExpression(
                or_group=alpha.AudienceFilterExpressionList(
                    filter_expressions=[
                        alpha.AudienceFilterExpression(
                            dimension_or_metric_filter=number(field_name="sessionDuration", numeric_filter=more)
                        )
                    ]
                )
            )
        ]
    )
    clause = alpha.AudienceFilterClause(
        clause_type=alpha.AudienceFilterClause.AudienceClauseType.INCLUDE,
        simple_filter=alpha.AudienceSimpleFilter(
            scope=alpha.AudienceFilterScope.AUDIENCE_FILTER_SCOPE_ACROSS_ALL_SESSIONS,
            filter_expression=alpha.AudienceFilterExpression(and_group=filters),
        ),
    )
    audience = client.create_audience(
        parent=parent,
        audience=alpha.Audience(
            display_name="Long", description="x", membership_duration_days=30, filter_clauses=[clause]
        ),
    )
    audience.display_name = "Longer"
    client.update_audience(audience=audience, update_mask=FieldMask(paths=["display_name"]))
    named = [one.display_name for one in client.list_audiences(parent=parent)]
    print("audience", "Longer" in named, client.get_audience(name=audience.name).filter_clauses[0].clause_type.name)
    client.archive_audience(request=alpha.ArchiveAudienceRequest(name=audience.name))
    print("audience", "Longer" in [one.display_name for one in client.list_audiences(parent=parent)])


def tag_manager():
    api = build("tagmanager", "v2", credentials=CREDENTIALS, client_options={"api_endpoint": ROOT})
    containers = api.accounts().containers()
    parent = containers.lookup(tagId=CONTAINER).execute()["path"]
    spaces = containers.workspaces()
    space = spaces.create(parent=parent, body={"name": "From Python"}).execute()["path"]
    folder = spaces.folders().create(parent=space, body={"name": "F"}).execute()
    variable = spaces.variables().create(
        parent=space,
        body={"name": "V", "type": "c", "parameter": [{"type": "template", "key": "value", "value": "1"}]},
    ).execute()
    trigger = spaces.triggers().create(parent=space, body={"name": "T", "type": "pageview"}).execute()
    tag = spaces.tags().create(
        parent=space,
        body={
            "name": "H",
            "type": "html",
            "parameter": [{"type": "template", "key": "html", "value": "<!-- {{V}} -->"}],
            "firingTriggerId": [trigger["triggerId"]],
            "parentFolderId": folder["folderId"],
        },
    ).execute()
    spaces.built_in_variables().create(parent=space, type=["clickText"]).execute()
    for kind, one in (("folders", folder), ("variables", variable), ("triggers", trigger), ("tags", tag)):
        calls = getattr(spaces, kind)()
        calls.update(path=one["path"], body={**one, "notes": "changed"}).execute()
        print(kind, [each.get("notes") for each in calls.list(parent=space).execute()[kind[:-1]]])
    print("fields", spaces.tags().list(parent=space, fields="tag(name,parameter/key)").execute())
    version = spaces.create_version(path=space, body={"name": "By Python"}).execute()["containerVersion"]
    published = containers.versions().publish(path=version["path"]).execute()["containerVersion"]
    live = containers.versions().live(parent=parent).execute()
    print("live", live["name"], live["containerVersionId"] == published["containerVersionId"])
    again = spaces.create(parent=parent, body={"name": "Again"}).execute()["path"]
    [left] = spaces.tags().list(parent=again).execute()["tag"]
    spaces.tags().delete(path=left["path"]).execute()
    print("tags", spaces.tags().list(parent=again).execute().get("tag", []))
    spaces.delete(path=again).execute()


tag_manager()
analytics_alpha(analytics())
