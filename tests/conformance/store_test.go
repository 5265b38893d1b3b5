package conformance

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"testing"
)

const (
	executable = "../../plugin/dist/gpx_saleshub_linux_amd64"
	storeEntry = "../../plugin/backend/dist/testing/serve-store.js"
)

// sampleStore is a ClickHouse that holds the sample, and as whom to read it.
type sampleStore struct {
	URL      string
	Database string
	User     string
	Password string
}

var store sampleStore

func TestMain(m *testing.M) {
	stop, err := startStore()
	if err != nil {
		fmt.Fprintln(os.Stderr, "The store does not start (is the project built?):", err)
		os.Exit(1)
	}
	code := m.Run()
	stop()
	os.Exit(code)
}

// startStore starts the store's process, which ends when its stdin does.
func startStore() (stop func(), err error) {
	command := exec.Command("node", storeEntry)
	command.Stderr = os.Stderr
	stdin, err := command.StdinPipe()
	if err != nil {
		return nil, err
	}
	stdout, err := command.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := command.Start(); err != nil {
		return nil, err
	}
	stop = func() {
		_ = stdin.Close()
		_ = command.Wait()
	}
	line, err := bufio.NewReader(stdout).ReadBytes('\n')
	if err == nil {
		err = json.Unmarshal(line, &store)
	}
	if err != nil {
		stop()
		return nil, fmt.Errorf("reading where the store is: %w", err)
	}
	go func() { _, _ = io.Copy(io.Discard, stdout) }()
	return stop, nil
}
