package conformance

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"text/template"
	"time"

	"github.com/prometheus/alertmanager/timeinterval"
	"github.com/prometheus/common/model"
	"gopkg.in/yaml.v3"
)

const alerting = "../../provisioning/alerting"

type ruleFile struct {
	Groups []struct {
		Interval string
		Rules    []struct {
			UID         string
			For         string
			Annotations map[string]string
			Data        []struct {
				RefID string `yaml:"refId"`
				Model struct {
					GroupBy []string `yaml:"groupBy"`
				}
			}
		}
	}
}

type policy struct {
	GroupWait      string   `yaml:"group_wait"`
	GroupInterval  string   `yaml:"group_interval"`
	RepeatInterval string   `yaml:"repeat_interval"`
	Routes         []policy `yaml:"routes"`
}

type notificationFile struct {
	Policies  []policy
	MuteTimes []struct {
		Name          string
		TimeIntervals []timeinterval.TimeInterval `yaml:"time_intervals"`
	} `yaml:"muteTimes"`
	Templates []struct{ Template string }
}

// The durations of rules and policies, as Grafana reads them: with Prometheus' own parser.
func TestAlertDurations(t *testing.T) {
	texts := []string{}
	for _, group := range readRules(t).Groups {
		texts = append(texts, group.Interval)
		for _, rule := range group.Rules {
			texts = append(texts, rule.For)
		}
	}
	for _, root := range readNotifications(t).Policies {
		texts = append(texts, root.GroupWait, root.GroupInterval)
		for _, route := range append(root.Routes, root) {
			texts = append(texts, route.RepeatInterval)
		}
	}
	for _, text := range texts {
		if _, err := model.ParseDuration(text); err != nil {
			t.Errorf("%q: %v", text, err)
		}
	}
}

// Quiet hours, as Alertmanager reads them: outside 8 to 18 on working days, and on weekends.
func TestAlertMuteTimes(t *testing.T) {
	muted := func(moment string) bool {
		at, err := time.Parse(time.RFC3339, moment)
		if err != nil {
			t.Fatal(err)
		}
		for _, timing := range readNotifications(t).MuteTimes {
			for _, interval := range timing.TimeIntervals {
				if interval.ContainsTime(at.UTC()) {
					return true
				}
			}
		}
		return false
	}
	for moment, expected := range map[string]bool{
		"2026-11-23T07:59:00Z": true, // a Monday
		"2026-11-23T08:00:00Z": false,
		"2026-11-27T17:59:00Z": false,
		"2026-11-27T18:00:00Z": true,
		"2026-11-28T12:00:00Z": true, // a Saturday
		"2026-11-29T23:59:00Z": true,
	} {
		if muted(moment) != expected {
			t.Errorf("%s: muted is %v", moment, !expected)
		}
	}
}

type value struct{ Value float64 }

// The messages of the rules, filled in by Go's templates with the variables and functions that Grafana gives them.
func TestAlertMessages(t *testing.T) {
	functions := template.FuncMap{
		"externalURL":        func() string { return "https://grafana.example/" },
		"humanizePercentage": func(number float64) string { return "12.3%" },
		"humanizeDuration":   func(number float64) string { return "1d" },
	}
	for _, group := range readRules(t).Groups {
		for _, rule := range group.Rules {
			labels := map[string]string{}
			values := map[string]value{}
			for _, query := range rule.Data {
				values[query.RefID] = value{0.123}
				for _, name := range query.Model.GroupBy {
					labels[name] = "Sales & more"
				}
			}
			for name, text := range rule.Annotations {
				parsed, err := template.New(name).Option("missingkey=error").Funcs(functions).
					Parse("{{ $labels := .Labels }}{{ $values := .Values }}" + text)
				if err != nil {
					t.Errorf("%s, %s: %v", rule.UID, name, err)
					continue
				}
				var written strings.Builder
				if err := parsed.Execute(&written, map[string]any{"Labels": labels, "Values": values}); err != nil {
					t.Errorf("%s, %s: %v", rule.UID, name, err)
				}
				if isLink := name == "dashboard" || name == "records"; isLink && strings.ContainsAny(written.String(), " \"{") {
					t.Errorf("%s, %s is no address: %s", rule.UID, name, written.String())
				}
			}
		}
	}
}

// The message around them, of two alerts of which one has no records.
func TestAlertTemplates(t *testing.T) {
	type alert struct{ Annotations map[string]string }
	data := map[string]any{
		"Status":       "firing",
		"CommonLabels": map[string]string{"alertname": "A source is silent"},
		"Alerts": []alert{
			{map[string]string{"summary": "One", "description": "Why", "dashboard": "https://d", "records": "https://r"}},
			{map[string]string{"summary": "Two", "description": "Why", "dashboard": "https://e"}},
		},
	}
	for _, entry := range readNotifications(t).Templates {
		parsed, err := template.New("").Parse(entry.Template)
		if err != nil {
			t.Fatal(err)
		}
		written := map[string]string{}
		for _, name := range []string{"saleshub.title", "saleshub.message"} {
			var text strings.Builder
			if err := parsed.ExecuteTemplate(&text, name, data); err != nil {
				t.Fatal(err)
			}
			written[name] = text.String()
		}
		if !strings.HasSuffix(written["saleshub.title"], ": A source is silent") {
			t.Errorf("the title is %q", written["saleshub.title"])
		}
		message := written["saleshub.message"]
		for _, part := range []string{"One", "Two", "https://d", "https://e", "https://r"} {
			if strings.Count(message, part) != 1 {
				t.Errorf("the message has not %s once: %s", part, message)
			}
		}
	}
}

func readRules(t *testing.T) ruleFile {
	t.Helper()
	return readFile[ruleFile](t, "rules.yaml")
}

func readNotifications(t *testing.T) notificationFile {
	t.Helper()
	return readFile[notificationFile](t, "notifications.yaml")
}

func readFile[File any](t *testing.T, name string) File {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(alerting, name))
	if err != nil {
		t.Fatal(err)
	}
	var file File
	if err := yaml.Unmarshal(text, &file); err != nil {
		t.Fatal(err)
	}
	return file
}
