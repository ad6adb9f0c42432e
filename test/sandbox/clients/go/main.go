// Drives the sandbox with Google's own client for Go: everything that it plays, and prints one line a step.
package main

import (
	"context"
	"fmt"
	"log"
	"net/http"
	"os"

	alpha "google.golang.org/api/analyticsadmin/v1alpha"
	beta "google.golang.org/api/analyticsadmin/v1beta"
	"google.golang.org/api/option"
	tagmanager "google.golang.org/api/tagmanager/v2"
)

type withToken struct{}

func (withToken) RoundTrip(request *http.Request) (*http.Response, error) {
	request.Header.Set("Authorization", "Bearer token")
	return http.DefaultTransport.RoundTrip(request)
}

func must[T any](value T, err error) T {
	if err != nil {
		log.Fatal(err)
	}
	return value
}

func main() {
	root, property, container := os.Args[1]+"/", "properties/"+os.Args[2], os.Args[3]
	options := []option.ClientOption{
		option.WithEndpoint(root),
		option.WithHTTPClient(&http.Client{Transport: withToken{}}),
	}
	ctx := context.Background()
	tagManager(must(tagmanager.NewService(ctx, options...)), container)
	stream := analytics(must(beta.NewService(ctx, options...)), property)
	analyticsAlpha(must(alpha.NewService(ctx, options...)), property, stream)
}

func analytics(api *beta.Service, parent string) string {
	streams := must(api.Properties.DataStreams.List(parent).Do()).DataStreams
	fmt.Println("stream", streams[0].Type, streams[0].WebStreamData.MeasurementId)

	events := api.Properties.KeyEvents
	lead := &beta.GoogleAnalyticsAdminV1betaKeyEvent{EventName: "lead", CountingMethod: "ONCE_PER_SESSION"}
	made := must(events.Create(parent, lead).Do())
	change := &beta.GoogleAnalyticsAdminV1betaKeyEvent{CountingMethod: "ONCE_PER_EVENT"}
	must(events.Patch(made.Name, change).UpdateMask("countingMethod").Do())
	fmt.Println("key events", len(must(events.List(parent).Do()).KeyEvents), must(events.Get(made.Name).Do()).CountingMethod)
	must(events.Delete(made.Name).Do())
	fmt.Println("key events", len(must(events.List(parent).Do()).KeyEvents))

	dimensions := api.Properties.CustomDimensions
	plan := &beta.GoogleAnalyticsAdminV1betaCustomDimension{ParameterName: "plan", DisplayName: "Plan", Scope: "EVENT"}
	dimension := must(dimensions.Create(parent, plan).Do())
	renamed := &beta.GoogleAnalyticsAdminV1betaCustomDimension{DisplayName: "Chosen plan"}
	must(dimensions.Patch(dimension.Name, renamed).UpdateMask("display_name").Do())
	fmt.Println("dimension", must(dimensions.List(parent).Do()).CustomDimensions[0].DisplayName)
	must(dimensions.Archive(dimension.Name, &beta.GoogleAnalyticsAdminV1betaArchiveCustomDimensionRequest{}).Do())
	fmt.Println("dimensions", len(must(dimensions.List(parent).Do()).CustomDimensions))

	metrics := api.Properties.CustomMetrics
	seats := &beta.GoogleAnalyticsAdminV1betaCustomMetric{
		ParameterName: "seats", DisplayName: "Seats", Scope: "EVENT", MeasurementUnit: "STANDARD",
	}
	metric := must(metrics.Create(parent, seats).Do())
	described := &beta.GoogleAnalyticsAdminV1betaCustomMetric{Description: "How many"}
	must(metrics.Patch(metric.Name, described).UpdateMask("description").Do())
	fmt.Println("metric", must(metrics.List(parent).Do()).CustomMetrics[0].Description)
	must(metrics.Archive(metric.Name, &beta.GoogleAnalyticsAdminV1betaArchiveCustomMetricRequest{}).Do())
	fmt.Println("metrics", len(must(metrics.List(parent).Do()).CustomMetrics))
	return streams[0].Name
}

func analyticsAlpha(api *alpha.Service, parent string, stream string) {
	rules := api.Properties.DataStreams.EventCreateRules
	thanks := &alpha.GoogleAnalyticsAdminV1alphaEventCreateRule{
		DestinationEvent: "thanks",
		EventConditions: []*alpha.GoogleAnalyticsAdminV1alphaMatchingCondition{
			{Field: "event_name", ComparisonType: "EQUALS", Value: "page_view"},
		},
	}
	rule := must(rules.Create(stream, thanks).Do())
	other := &alpha.GoogleAnalyticsAdminV1alphaEventCreateRule{DestinationEvent: "many_thanks"}
	must(rules.Patch(rule.Name, other).UpdateMask("destinationEvent").Do())
	fmt.Println("rule", must(rules.List(stream).Do()).EventCreateRules[0].DestinationEvent)
	must(rules.Delete(rule.Name).Do())
	fmt.Println("rules", len(must(rules.List(stream).Do()).EventCreateRules))

	longer := &alpha.GoogleAnalyticsAdminV1alphaAudienceFilterExpression{
		DimensionOrMetricFilter: &alpha.GoogleAnalyticsAdminV1alphaAudienceDimensionOrMetricFilter{
			FieldName: "sessionDuration",
			NumericFilter: &alpha.GoogleAnalyticsAdminV1alphaAudienceDimensionOrMetricFilterNumericFilter{
				Operation: "GREATER_THAN",
				Value:     &alpha.GoogleAnalyticsAdminV1alphaAudienceDimensionOrMetricFilterNumericValue{Int64Value: 3},
			},
		},
	}
	list := func(one *alpha.GoogleAnalyticsAdminV1alphaAudienceFilterExpression) *alpha.GoogleAnalyticsAdminV1alphaAudienceFilterExpressionList {
		return &alpha.GoogleAnalyticsAdminV1alphaAudienceFilterExpressionList{
			FilterExpressions: []*alpha.GoogleAnalyticsAdminV1alphaAudienceFilterExpression{one},
		}
	}
	any := &alpha.GoogleAnalyticsAdminV1alphaAudienceFilterExpression{OrGroup: list(longer)}
	audiences := api.Properties.Audiences
	before := len(must(audiences.List(parent).Do()).Audiences)
	audience := must(audiences.Create(parent, &alpha.GoogleAnalyticsAdminV1alphaAudience{
		DisplayName: "Long", Description: "x", MembershipDurationDays: 30,
		FilterClauses: []*alpha.GoogleAnalyticsAdminV1alphaAudienceFilterClause{{
			ClauseType: "INCLUDE",
			SimpleFilter: &alpha.GoogleAnalyticsAdminV1alphaAudienceSimpleFilter{
				Scope:            "AUDIENCE_FILTER_SCOPE_ACROSS_ALL_SESSIONS",
				FilterExpression: &alpha.GoogleAnalyticsAdminV1alphaAudienceFilterExpression{AndGroup: list(any)},
			},
		}},
	}).Do())
	must(audiences.Patch(audience.Name, &alpha.GoogleAnalyticsAdminV1alphaAudience{DisplayName: "Longer"}).UpdateMask("displayName").Do())
	fmt.Println("audience", must(audiences.Get(audience.Name).Do()).DisplayName)
	must(audiences.Archive(audience.Name, &alpha.GoogleAnalyticsAdminV1alphaArchiveAudienceRequest{}).Do())
	fmt.Println("audiences", len(must(audiences.List(parent).Do()).Audiences)-before)
}

func tagManager(api *tagmanager.Service, publicID string) {
	containers := api.Accounts.Containers
	parent := must(containers.Lookup().TagId(publicID).Do()).Path
	spaces := containers.Workspaces
	space := must(spaces.Create(parent, &tagmanager.Workspace{Name: "From Go"}).Do()).Path
	folder := must(spaces.Folders.Create(space, &tagmanager.Folder{Name: "F"}).Do())
	value := []*tagmanager.Parameter{{Type: "template", Key: "value", Value: "1"}}
	variable := must(spaces.Variables.Create(space, &tagmanager.Variable{Name: "V", Type: "c", Parameter: value}).Do())
	trigger := must(spaces.Triggers.Create(space, &tagmanager.Trigger{Name: "T", Type: "pageview"}).Do())
	html := []*tagmanager.Parameter{{Type: "template", Key: "html", Value: "<!-- {{V}} -->"}}
	tag := must(spaces.Tags.Create(space, &tagmanager.Tag{
		Name: "H", Type: "html", Parameter: html,
		FiringTriggerId: []string{trigger.TriggerId}, ParentFolderId: folder.FolderId,
	}).Do())
	must(spaces.BuiltInVariables.Create(space).Type("clickText").Do())
	folder.Notes, variable.Notes, trigger.Notes, tag.Notes = "changed", "changed", "changed", "changed"
	must(spaces.Folders.Update(folder.Path, folder).Do())
	must(spaces.Variables.Update(variable.Path, variable).Do())
	must(spaces.Triggers.Update(trigger.Path, trigger).Do())
	must(spaces.Tags.Update(tag.Path, tag).Do())
	fmt.Println("folders", must(spaces.Folders.List(space).Do()).Folder[0].Notes)
	fmt.Println("variables", must(spaces.Variables.List(space).Do()).Variable[0].Notes)
	fmt.Println("triggers", must(spaces.Triggers.List(space).Do()).Trigger[0].Notes)
	some := must(spaces.Tags.List(space).Fields("tag(name,parameter/key)").Do()).Tag[0]
	fmt.Printf("tags %s %s %q\n", some.Name, some.Parameter[0].Key, some.Notes)
	request := &tagmanager.CreateContainerVersionRequestVersionOptions{Name: "By Go"}
	version := must(spaces.CreateVersion(space, request).Do()).ContainerVersion
	must(containers.Versions.Publish(version.Path).Do())
	live := must(containers.Versions.Live(parent).Do())
	fmt.Println("live", live.Name, live.ContainerVersionId == version.ContainerVersionId)
	again := must(spaces.Create(parent, &tagmanager.Workspace{Name: "Again"}).Do()).Path
	left := must(spaces.Tags.List(again).Do()).Tag[0]
	if err := spaces.Tags.Delete(left.Path).Do(); err != nil {
		log.Fatal(err)
	}
	fmt.Println("tags", len(must(spaces.Tags.List(again).Do()).Tag))
}
