package conformance

import (
	"bufio"
	"encoding/json"
	"fmt"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/grafana/grafana-plugin-sdk-go/genproto/pluginv2"
)

const (
	commandLine = "../../ingest/bin/saleshub.js"
	mapping     = "../../ingest/mappings/crm-sales-opportunities.yaml"
	crmExport   = "../../../shared/data/crm-sales-opportunities/sales_pipeline.csv"
)

// What is known of the public CRM export, asked as Grafana asks.
func TestCRMExport(t *testing.T) {
	if _, err := os.Stat(crmExport); err != nil {
		t.Skip("../shared/data is not beside the project")
	}
	running := startBackend(t, &lockedBuffer{})
	source := importCRMExport(t)
	expected := map[string]struct{ value, n float64 }{
		"win_rate":           {4238.0 / 6711, 6711},
		"won_value":          {10_005_534, 4238},
		"sales_cycle":        {57, 4238},
		"open_opportunities": {1589, 1589},
	}
	for metric, want := range expected {
		asked := query("A", map[string]any{"metric": metric, "shape": "total"})
		asked.TimeRange = &pluginv2.TimeRange{
			FromEpochMS: time.Date(2016, 10, 1, 0, 0, 0, 0, time.UTC).UnixMilli(),
			ToEpochMS:   time.Date(2018, 1, 1, 0, 0, 0, 0, time.UTC).UnixMilli(),
		}
		response := running.ask(t, source, asked)["A"]
		if response.Error != nil {
			t.Fatalf("%s: %v", metric, response.Error)
		}
		frame := response.Frames[0]
		for name, number := range map[string]float64{"value": want.value, "n": want.n} {
			field, _ := frame.FieldByName(name)
			got, err := field.FloatAt(0)
			if err != nil || math.Abs(got-number) > 1e-9 {
				t.Errorf("%s: %s is %v, not %v (%v)", metric, name, got, number, err)
			}
		}
	}
}

// importCRMExport loads the export by the command line and serves its store for the time of the test.
func importCRMExport(t *testing.T) *pluginv2.PluginContext {
	t.Helper()
	folder := t.TempDir()
	program, err := filepath.Abs(commandLine)
	if err != nil {
		t.Fatal(err)
	}
	file, _ := filepath.Abs(crmExport)
	rules, _ := filepath.Abs(mapping)
	load := exec.Command("node", program, "import", file, "--mapping", rules, "--source", "crm", "--allow-refused")
	load.Dir = folder
	if output, err := load.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, output)
	}

	serve := exec.Command("node", program, "serve", "--port", "0")
	serve.Dir = folder
	log, err := serve.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := serve.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = serve.Process.Signal(os.Interrupt)
		_ = serve.Wait()
		// The engine stays a moment longer, for whoever comes next.
		time.Sleep(2 * time.Second)
	})
	lines := bufio.NewScanner(log)
	for lines.Scan() && !strings.Contains(lines.Text(), `"msg":"ready"`) {
	}
	go func() {
		for lines.Scan() {
		}
	}()

	var engine struct {
		Port      int
		Passwords struct{ Reader string }
	}
	record, err := os.ReadFile(filepath.Join(folder, "data", "engine.json"))
	if err == nil {
		err = json.Unmarshal(record, &engine)
	}
	if err != nil {
		t.Fatal(err)
	}
	source := dataSource("crm", fmt.Sprintf("http://127.0.0.1:%d", engine.Port))
	source.DataSourceInstanceSettings.User = "saleshub_reader"
	source.DataSourceInstanceSettings.Database = "saleshub"
	source.DataSourceInstanceSettings.DecryptedSecureJsonData = map[string]string{"password": engine.Passwords.Reader}
	return source
}
