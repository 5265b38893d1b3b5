package conformance

import (
	"encoding/json"
	"math"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/grafana/grafana-plugin-sdk-go/data"
)

var (
	seriesFields = []string{"time", "value", "low", "high", "n"}
	numberFields = seriesFields[1:]
	teams        = []string{"(none)", "EMEA", "Süd 東京 'n\\t"}
)

// want is what a shape's frames must be.
type want struct {
	model     map[string]any
	frameType data.FrameType
	frames    int
	rows      int
	fields    []string
}

func TestEveryShapeIsReadByTheSDK(t *testing.T) {
	running := startBackend(t, &lockedBuffer{})
	cases := map[string]want{
		"series": {
			map[string]any{"metric": "win_rate", "interval": "month", "groupBy": []string{"team"}},
			data.FrameTypeTimeSeriesMulti, 3, 4, seriesFields,
		},
		"alert_series": {
			map[string]any{"metric": "win_rate", "interval": "month", "groupBy": []string{"team"}, "output": "value"},
			data.FrameTypeTimeSeriesMulti, 3, 4, []string{"time", "value"},
		},
		"total": {
			map[string]any{"metric": "win_rate", "shape": "total"},
			data.FrameTypeNumericMulti, 1, 1, numberFields,
		},
		"totals": {
			map[string]any{"metric": "win_rate", "shape": "total", "groupBy": []string{"team"}, "output": "low"},
			data.FrameTypeNumericMulti, 3, 1, []string{"low"},
		},
		"breakdown": {
			map[string]any{"metric": "win_rate", "shape": "breakdown", "groupBy": []string{"team", "rep"}},
			data.FrameTypeTable, 1, 12, append(append([]string{"team", "rep"}, numberFields...), "low_sample"),
		},
		"alert_breakdown": {
			map[string]any{"metric": "win_rate", "shape": "breakdown", "groupBy": []string{"team"}, "output": "value"},
			data.FrameTypeNumericLong, 1, 3, []string{"team", "value"},
		},
		"days_without_calls": {
			map[string]any{"metric": "call_connect_rate", "interval": "day"},
			data.FrameTypeTimeSeriesMulti, 1, 121, seriesFields,
		},
		"level": {
			map[string]any{"metric": "open_opportunities", "interval": "week"},
			data.FrameTypeTimeSeriesMulti, 1, 18, seriesFields,
		},
		"distribution": {
			map[string]any{"metric": "sales_cycle", "interval": "month", "statistic": "p90"},
			data.FrameTypeTimeSeriesMulti, 1, 4, seriesFields,
		},
		"nothing": {
			map[string]any{"metric": "win_rate", "groupBy": []string{"team"}, "filters": []map[string]any{
				{"dimension": "rep", "operator": "in", "values": []string{"nobody"}},
			}},
			data.FrameTypeTimeSeriesMulti, 1, 0, nil,
		},
	}
	for name, expected := range cases {
		t.Run(name, func(t *testing.T) {
			response, ok := running.ask(t, sample(), query(name, expected.model))[name]
			if !ok || response.Error != nil || response.Status != http.StatusOK {
				t.Fatalf("status %d, error %v", response.Status, response.Error)
			}
			if len(response.Frames) != expected.frames {
				t.Fatalf("%d frames", len(response.Frames))
			}
			for _, frame := range response.Frames {
				checkFrame(t, frame, name, expected)
			}
			if meta := response.Frames[0].Meta; !strings.Contains(meta.ExecutedQueryString, "SELECT") {
				t.Errorf("executed %q", meta.ExecutedQueryString)
			}
		})
	}
}

func checkFrame(t *testing.T, frame *data.Frame, refID string, expected want) {
	t.Helper()
	if frame.RefID != refID || frame.Meta.Type != expected.frameType || frame.Meta.TypeVersion != (data.FrameTypeVersion{0, 1}) {
		t.Errorf("frame %s of type %s %s", frame.RefID, frame.Meta.Type, frame.Meta.TypeVersion)
	}
	names := make([]string, 0, len(frame.Fields))
	for _, field := range frame.Fields {
		names = append(names, field.Name)
		checkField(t, field)
	}
	if !slices.Equal(names, expected.fields) {
		t.Errorf("fields %v", names)
	}
	if rows, err := frame.RowLen(); err != nil || rows != expected.rows {
		t.Errorf("%d rows, %v", rows, err)
	}
	// The way on to a browser.
	if _, err := json.Marshal(frame); err != nil {
		t.Errorf("as JSON: %v", err)
	}
	// An alert's series is one also for a reader that does not go by the type.
	isAlert := expected.frameType == data.FrameTypeTimeSeriesMulti && len(frame.Fields) == 2
	if schema := frame.TimeSeriesSchema(); isAlert && schema.Type != data.TimeSeriesTypeWide {
		t.Errorf("read as %v", schema.Type)
	}
}

// checkField holds a field against what expressions demand: times that cannot be missing, in order; numbers or null.
func checkField(t *testing.T, field *data.Field) {
	t.Helper()
	types := map[string]data.FieldType{
		"time": data.FieldTypeTime, "team": data.FieldTypeNullableString, "rep": data.FieldTypeNullableString,
		"low_sample": data.FieldTypeNullableBool,
	}
	expected, ok := types[field.Name]
	if !ok {
		expected = data.FieldTypeNullableFloat64
	}
	if field.Type() != expected {
		t.Errorf("%s is %s", field.Name, field.Type())
	}
	for row := range field.Len() {
		switch value := field.At(row).(type) {
		case *float64:
			if value != nil && (math.IsNaN(*value) || math.IsInf(*value, 0)) {
				t.Errorf("%s is %v in row %d", field.Name, *value, row)
			}
		case time.Time:
			if value.Year() != 2024 || row > 0 && !value.After(field.At(row-1).(time.Time)) {
				t.Errorf("%s is %v in row %d", field.Name, value, row)
			}
		}
	}
}

func TestNumbersLabelsAndConfigArrive(t *testing.T) {
	running := startBackend(t, &lockedBuffer{})
	model := map[string]any{"metric": "win_rate", "shape": "total", "groupBy": []string{"team"}}
	frames := running.ask(t, sample(), query("A", model))["A"].Frames
	for index, frame := range frames {
		field := frame.Fields[0]
		if value := field.At(0).(*float64); value == nil || *value != 0.4 {
			t.Errorf("value %v", value)
		}
		if !field.Labels.Equals(data.Labels{"team": teams[index]}) {
			t.Errorf("labels %v", field.Labels)
		}
		config := field.Config
		if config.DisplayNameFromDS != teams[index] || config.Unit != "percentunit" || *config.Max != 1 || *config.Decimals != 1 {
			t.Errorf("config %+v", config)
		}
	}
}

func TestMissingValuesAreNull(t *testing.T) {
	running := startBackend(t, &lockedBuffer{})
	model := map[string]any{"metric": "win_rate", "interval": "month", "output": "value", "minSample": 1000}
	field := running.ask(t, sample(), query("A", model))["A"].Frames[0].Fields[1]
	for row := range field.Len() {
		if value := field.At(row).(*float64); value != nil {
			t.Errorf("a withheld value is %v", *value)
		}
	}
}

func TestDefinitionsAreATable(t *testing.T) {
	running := startBackend(t, &lockedBuffer{})
	frame := running.ask(t, sample(), query("A", map[string]any{"queryType": "definitions"}))["A"].Frames[0]
	if frame.Meta.Type != data.FrameTypeTable || frame.Fields[0].Name != "id" || frame.Rows() < 10 {
		t.Errorf("%d rows of type %s", frame.Rows(), frame.Meta.Type)
	}
}
