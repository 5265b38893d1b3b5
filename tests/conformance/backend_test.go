package conformance

import (
	"context"
	"encoding/json"
	"io"
	"os/exec"
	"testing"
	"time"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
	"github.com/grafana/grafana-plugin-sdk-go/backend/grpcplugin"
	"github.com/grafana/grafana-plugin-sdk-go/genproto/pluginv2"
	"github.com/hashicorp/go-hclog"
	"github.com/hashicorp/go-plugin"
)

// runningBackend is the plugin's process with the clients by which Grafana asks it.
type runningBackend struct {
	client      *plugin.Client
	command     *exec.Cmd
	rpc         plugin.ClientProtocol
	data        grpcplugin.DataClient
	diagnostics grpcplugin.DiagnosticsClient
	resource    grpcplugin.ResourceClient
}

// startBackend starts the executable as a Grafana server does, with nothing of this process's environment.
func startBackend(t *testing.T, log io.Writer) *runningBackend {
	t.Helper()
	command := backendCommand(t)
	client := plugin.NewClient(&plugin.ClientConfig{
		Cmd:         command,
		SkipHostEnv: true,
		HandshakeConfig: plugin.HandshakeConfig{
			ProtocolVersion:  grpcplugin.ProtocolVersion,
			MagicCookieKey:   grpcplugin.MagicCookieKey,
			MagicCookieValue: grpcplugin.MagicCookieValue,
		},
		VersionedPlugins: map[int]plugin.PluginSet{
			grpcplugin.ProtocolVersion: {
				"data":        &grpcplugin.DataGRPCPlugin{},
				"diagnostics": &grpcplugin.DiagnosticsGRPCPlugin{},
				"resource":    &grpcplugin.ResourceGRPCPlugin{},
			},
		},
		AllowedProtocols: []plugin.Protocol{plugin.ProtocolGRPC},
		Logger:           hclog.New(&hclog.LoggerOptions{Output: log, Level: hclog.Debug, JSONFormat: true}),
	})
	t.Cleanup(client.Kill)
	rpc, err := client.Client()
	if err != nil {
		t.Fatalf("The backend does not start: %v", err)
	}
	running := &runningBackend{client: client, command: command, rpc: rpc}
	running.data = dispense[grpcplugin.DataClient](t, rpc, "data")
	running.diagnostics = dispense[grpcplugin.DiagnosticsClient](t, rpc, "diagnostics")
	running.resource = dispense[grpcplugin.ResourceClient](t, rpc, "resource")
	return running
}

// backendCommand runs the executable itself where Node is on the default path, as it must be beside a Grafana server;
// a developer's machine may have it elsewhere.
func backendCommand(t *testing.T) *exec.Cmd {
	t.Helper()
	if exec.Command("/usr/bin/env", "-i", "node", "--version").Run() == nil {
		return exec.Command(executable)
	}
	node, err := exec.LookPath("node")
	if err != nil {
		t.Fatal(err)
	}
	return exec.Command(node, executable)
}

func dispense[Client any](t *testing.T, rpc plugin.ClientProtocol, name string) Client {
	t.Helper()
	dispensed, err := rpc.Dispense(name)
	if err != nil {
		t.Fatal(err)
	}
	client, ok := dispensed.(Client)
	if !ok {
		t.Fatalf("%s is a %T", name, dispensed)
	}
	return client
}

// callContext bounds a call.
func callContext(t *testing.T) context.Context {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	t.Cleanup(cancel)
	return ctx
}

// dataSource is the store as Grafana describes a data source.
func dataSource(uid string, url string) *pluginv2.PluginContext {
	return &pluginv2.PluginContext{
		OrgId:     1,
		PluginId:  "saleshub-saleshub-datasource",
		Namespace: "default",
		DataSourceInstanceSettings: &pluginv2.DataSourceInstanceSettings{
			Uid:                     uid,
			Name:                    "Sample",
			Url:                     url,
			User:                    store.User,
			Database:                store.Database,
			JsonData:                []byte(`{"timeZone": "UTC", "httpHeaderName1": "X-Scope"}`),
			DecryptedSecureJsonData: map[string]string{"password": store.Password},
			LastUpdatedMS:           1700000000123,
		},
	}
}

func sample() *pluginv2.PluginContext {
	return dataSource("sample", store.URL)
}

// query is a saved query for the sample's range.
func query(refID string, model map[string]any) *pluginv2.DataQuery {
	model["refId"] = refID
	model["datasource"] = map[string]string{"type": "saleshub-saleshub-datasource", "uid": "sample"}
	bytes, err := json.Marshal(model)
	if err != nil {
		panic(err)
	}
	return &pluginv2.DataQuery{
		RefId:         refID,
		MaxDataPoints: 1000,
		IntervalMS:    60_000,
		TimeRange: &pluginv2.TimeRange{
			FromEpochMS: time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC).UnixMilli(),
			ToEpochMS:   time.Date(2024, 5, 1, 0, 0, 0, 0, time.UTC).UnixMilli(),
		},
		Json: bytes,
	}
}

// ask gives the answers as Grafana sees them: frames decoded by the SDK.
func (b *runningBackend) ask(t *testing.T, source *pluginv2.PluginContext, queries ...*pluginv2.DataQuery) backend.Responses {
	t.Helper()
	answer, err := b.data.QueryData(callContext(t), &pluginv2.QueryDataRequest{
		PluginContext: source,
		Headers:       map[string]string{"FromAlert": "true"},
		Queries:       queries,
	})
	if err != nil {
		t.Fatalf("QueryData: %v", err)
	}
	response, err := backend.FromProto().QueryDataResponse(answer)
	if err != nil {
		t.Fatalf("The SDK cannot read the answer: %v", err)
	}
	return response.Responses
}
