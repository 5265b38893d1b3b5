import { MAGIC_COOKIE, PROTOCOL_VERSION, PROTOCOL_VERSIONS_VARIABLE } from '@saleshub/plugin-protocol';

/** Why this process must not serve in such an environment, for the person who reads it; undefined where it may. */
export function refuseStart(environment: NodeJS.ProcessEnv): string | undefined {
  if (environment[MAGIC_COOKIE.name] !== MAGIC_COOKIE.value) {
    return 'This program is the backend of a Grafana data source. Grafana starts it; it does nothing by itself.';
  }
  // Absent where a host speaks one version only, which is then this one.
  const offered = environment[PROTOCOL_VERSIONS_VARIABLE];
  if (offered !== undefined && !offered.split(',').includes(String(PROTOCOL_VERSION))) {
    return `The host speaks plugin protocol ${offered}; this plugin speaks ${PROTOCOL_VERSION}.`;
  }
  return undefined;
}
