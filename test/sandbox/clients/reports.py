"""Asks the sandbox for reports with Google's own clients for Python, and prints one line a step."""
import json
import sys
import urllib.request

from google.analytics import data_v1alpha as funnels
from google.analytics import data_v1beta as reports
from google.analytics.data_v1alpha.services.alpha_analytics_data.transports.rest import (
    AlphaAnalyticsDataRestTransport as FunnelsRest,
)
from google.analytics.data_v1beta.services.beta_analytics_data.transports.rest import (
    BetaAnalyticsDataRestTransport as ReportsRest,
)
from google.oauth2.credentials import Credentials

ROOT, PROPERTY = sys.argv[1], sys.argv[2]


def rest(transport):
    return transport(host=ROOT.split("//")[1], url_scheme="http", credentials=Credentials("token"))


def visits():
    """Two people buy, one of them on a phone, and a third one looks at an item."""
    def session(client, names, **more):
        events = [
            {"name": name, "at": f"2026-11-20T09:0{minute}:00Z", "parameters": {"value": 2.5}}
            for minute, name in enumerate(names)
        ]
        return {"client": client, "events": events, **more}

    sessions = [
        session("ann", ["page_view", "add_to_cart", "purchase"]),
        session("bob", ["page_view", "add_to_cart", "purchase"], device="mobile"),
        session("cid", ["page_view", "view_item"]),
    ]
    body = json.dumps({"property": PROPERTY, "sessions": sessions}).encode()
    sent = urllib.request.Request(f"{ROOT}/sandbox/events", body, {"content-type": "application/json"})
    urllib.request.urlopen(sent).read()


def analytics_data():
    client = reports.BetaAnalyticsDataClient(transport=rest(ReportsRest))
    name = f"properties/{PROPERTY}"
    day = reports.DateRange(start_date="2026-11-20", end_date="2026-11-20")
    metrics = [reports.Metric(name=one) for one in ("keyEvents:purchase", "totalUsers", "eventValue")]
    filters = reports.Filter.StringFilter(match_type=reports.Filter.StringFilter.MatchType.BEGINS_WITH, value="P")
    request = reports.RunReportRequest(
        property=name,
        date_ranges=[day],
        dimensions=[reports.Dimension(name="eventName")],
        metrics=metrics,
        dimension_filter=reports.FilterExpression(
            filter=reports.Filter(field_name="eventName", string_filter=filters)
        ),
        metric_aggregations=[reports.MetricAggregation.TOTAL, reports.MetricAggregation.MAXIMUM],
        order_bys=[reports.OrderBy(desc=True, metric=reports.OrderBy.MetricOrderBy(metric_name="totalUsers"))],
        return_property_quota=True,
    )

    def values(rows):
        return [[one.value for one in (*row.dimension_values, *row.metric_values)] for row in rows]

    report = client.run_report(request)
    print("report", values(report.rows), values(report.totals), values(report.maximums))
    print("types", [header.type_.name for header in report.metric_headers], report.metadata.time_zone)
    print("quota", report.property_quota.tokens_per_day.consumed > 0)
    [first, _] = client.batch_run_reports(
        reports.BatchRunReportsRequest(property=name, requests=[request, request])
    ).reports
    print("batch", first.row_count)
    known = client.get_metadata(name=f"{name}/metadata")
    print("metadata", "keyEvents:purchase" in [metric.api_name for metric in known.metrics])
    checked = client.check_compatibility(
        reports.CheckCompatibilityRequest(property=name, metrics=[reports.Metric(name="sessions")])
    )
    print("compatibility", checked.dimension_compatibilities[0].compatibility.name)

    def step(event, **more):
        is_event = funnels.FunnelEventFilter(event_name=event)
        expression = funnels.FunnelFilterExpression(funnel_event_filter=is_event)
        return funnels.FunnelStep(name=event, filter_expression=expression, **more)

    steps = [
        step("page_view"),
        step("add_to_cart", is_directly_followed_by=True),
        step("purchase", within_duration_from_prior_step={"seconds": 90}),
    ]
    funnel = funnels.AlphaAnalyticsDataClient(transport=rest(FunnelsRest)).run_funnel_report(
        funnels.RunFunnelReportRequest(
            property=name,
            date_ranges=[funnels.DateRange(start_date="2026-11-20", end_date="2026-11-20")],
            funnel=funnels.Funnel(is_open_funnel=False, steps=steps),
            funnel_breakdown=funnels.FunnelBreakdown(
                breakdown_dimension=funnels.Dimension(name="deviceCategory"), limit=1
            ),
            funnel_next_action=funnels.FunnelNextAction(
                next_action_dimension=funnels.Dimension(name="eventName")
            ),
            funnel_visualization_type=funnels.RunFunnelReportRequest.FunnelVisualizationType.STANDARD_FUNNEL,
            return_property_quota=True,
        )
    )
    print("funnel", values(funnel.funnel_table.rows)[0], len(funnel.funnel_visualization.rows))


visits()
analytics_data()
