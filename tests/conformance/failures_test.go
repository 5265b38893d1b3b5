package conformance

import (
	"io"
	"net/http"
	"testing"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
	"github.com/grafana/grafana-plugin-sdk-go/genproto/pluginv2"
)

// nowhere is a port on which nobody listens.
const nowhere = "http://127.0.0.1:1"

func TestWhatFailsIsAnsweredAndTheProcessGoesOn(t *testing.T) {
	running := startBackend(t, &lockedBuffer{})
	answers := running.ask(t, sample(),
		query("unknown", map[string]any{"metric": "nonsense"}),
		query("field", map[string]any{"metric": "win_rate", "nonsense": 1}),
		&pluginv2.DataQuery{RefId: "empty"},
		&pluginv2.DataQuery{RefId: "broken", Json: []byte("{")},
		query("good", map[string]any{"metric": "calls", "shape": "total"}),
	)
	for _, refID := range []string{"unknown", "field", "empty", "broken"} {
		expectFailure(t, answers[refID], http.StatusBadRequest)
	}
	if good := answers["good"]; good.Error != nil || len(good.Frames) != 1 {
		t.Errorf("beside bad queries: %v", good.Error)
	}

	away := dataSource("away", nowhere)
	calls := map[string]any{"metric": "calls", "shape": "total"}
	expectFailure(t, running.ask(t, away, query("A", calls))["A"], http.StatusBadGateway)
	expectHealth(t, running, away, pluginv2.CheckHealthResponse_ERROR)

	expectHealth(t, running, sample(), pluginv2.CheckHealthResponse_OK)
	after := running.ask(t, sample(), query("A", calls))["A"]
	if after.Error != nil || *after.Frames[0].Fields[0].At(0).(*float64) != 100 {
		t.Errorf("after failures: %v", after.Error)
	}
	if running.client.Exited() {
		t.Error("the process has ended")
	}
}

func expectFailure(t *testing.T, response backend.DataResponse, status int) {
	t.Helper()
	source := response.ErrorSource
	if response.Error == nil || int(response.Status) != status || source != backend.ErrorSourceDownstream {
		t.Errorf("error %v, status %d, source %s", response.Error, response.Status, source)
	}
}

func expectHealth(t *testing.T, running *runningBackend, source *pluginv2.PluginContext, expected pluginv2.CheckHealthResponse_HealthStatus) {
	t.Helper()
	health, err := running.diagnostics.CheckHealth(callContext(t), &pluginv2.CheckHealthRequest{PluginContext: source})
	if err != nil || health.Status != expected || health.Message == "" {
		t.Errorf("health %v, %v", health, err)
	}
}

func TestResourcesAreAnsweredAsHTTP(t *testing.T) {
	running := startBackend(t, &lockedBuffer{})
	cases := []struct {
		path, url string
		code      int32
		body      string
	}{
		{"dimension-values", "dimension-values?dimension=rep&search=e", 200, `{"values":["Dewi"],"truncated":false}`},
		{"/dimension-values", "/dimension-values?dimension=rep&search=zz", 200, `{"values":[],"truncated":false}`},
		{"nothing", "nothing", 404, `{"code":"unknown_resource","message":"There is no such resource; there are catalogue, dimension-values."}`},
	}
	for _, expected := range cases {
		stream, err := running.resource.CallResource(callContext(t), &pluginv2.CallResourceRequest{
			PluginContext: sample(), Path: expected.path, Url: expected.url, Method: http.MethodGet,
		})
		if err != nil {
			t.Fatal(err)
		}
		response, err := stream.Recv()
		if err != nil {
			t.Fatal(err)
		}
		if response.Code != expected.code || string(response.Body) != expected.body {
			t.Errorf("%s: %d %s", expected.url, response.Code, response.Body)
		}
		if _, err := stream.Recv(); err != io.EOF {
			t.Errorf("%s: after the answer %v", expected.url, err)
		}
	}
}
