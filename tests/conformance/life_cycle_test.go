package conformance

import (
	"bytes"
	"encoding/json"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/grafana/grafana-plugin-sdk-go/genproto/pluginv2"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
)

// lockedBuffer may be written while it is read.
type lockedBuffer struct {
	mutex  sync.Mutex
	buffer bytes.Buffer
}

func (b *lockedBuffer) Write(p []byte) (int, error) {
	b.mutex.Lock()
	defer b.mutex.Unlock()
	return b.buffer.Write(p)
}

func (b *lockedBuffer) String() string {
	b.mutex.Lock()
	defer b.mutex.Unlock()
	return b.buffer.String()
}

func TestStartsAnswersPingsAndEnds(t *testing.T) {
	began := time.Now()
	running := startBackend(t, &lockedBuffer{})
	t.Logf("handshake and connection after %v", time.Since(began).Round(time.Millisecond))
	if version := running.client.NegotiatedVersion(); version != 2 {
		t.Errorf("negotiated protocol %d", version)
	}
	if err := running.rpc.Ping(); err != nil {
		t.Fatalf("Ping: %v", err)
	}
	asked := time.Now()
	running.client.Kill()
	took := time.Since(asked)
	t.Logf("ended after %v", took.Round(time.Millisecond))
	// go-plugin kills a process that has not ended by itself within two seconds.
	if code := running.command.ProcessState.ExitCode(); code != 0 || took >= 2*time.Second {
		t.Errorf("ended with code %d after %v", code, took)
	}
}

func TestLogLinesAreReadAsLogLines(t *testing.T) {
	log := &lockedBuffer{}
	running := startBackend(t, log)
	running.client.Kill()
	for line := range strings.Lines(log.String()) {
		var entry map[string]any
		if err := json.Unmarshal([]byte(line), &entry); err != nil {
			t.Fatalf("%v: %s", err, line)
		}
		// A line that go-plugin cannot read would be the message itself.
		if entry["@message"] == "Serving" && entry["@level"] == "debug" && entry["network"] == "unix" {
			return
		}
	}
	t.Errorf("no line of the plugin was read: %s", log)
}

func TestMetricsOfThePluginAreCollected(t *testing.T) {
	running := startBackend(t, &lockedBuffer{})
	collected, err := running.diagnostics.CollectMetrics(callContext(t), &pluginv2.CollectMetricsRequest{PluginContext: sample()})
	if err != nil {
		t.Fatalf("CollectMetrics: %v", err)
	}
	if text := string(collected.Metrics.Prometheus); !strings.Contains(text, "# TYPE saleshub_plugin_queries_total counter") {
		t.Errorf("no count of queries: %s", text)
	}
}

func TestWhatIsNotOfferedIsUnimplemented(t *testing.T) {
	running := startBackend(t, &lockedBuffer{})
	stream, err := running.data.QueryChunkedData(callContext(t), &pluginv2.QueryChunkedDataRequest{PluginContext: sample()})
	if err == nil {
		_, err = stream.Recv()
	}
	if status.Code(err) != codes.Unimplemented {
		t.Errorf("QueryChunkedData: %v", err)
	}
}
