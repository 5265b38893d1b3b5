// Package conformance holds the data source's backend against Grafana's own SDK: the client, the protocol and the
// decoder are the ones that a Grafana server uses. It is made of tests only; they need Go and the project's build:
//
//	npm run build && npm run build -w plugin/backend
//	go test -count=1 ./...
package conformance
