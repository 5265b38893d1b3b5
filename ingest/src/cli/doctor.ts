import { accessSync, constants } from 'node:fs';
import { dirname } from 'node:path';
import { batchesBehind, loadSettings } from '@saleshub/store/read';
import { SCHEMA_VERSION, listKeys } from '@saleshub/store/write';
import { Command } from 'commander';
import { readConfiguration, type Configuration } from '../app/configuration';
import { openHub, type Hub } from '../app/hub';
import { describeFailure } from './failures';
import type { Finding } from './finding';
import { comparePlan, examinePlan, examineSecrets } from './plan-findings';
import { withPlan, type PlanOptions } from './store-option';

const MARKS: Record<Finding['state'], string> = { ok: 'ok     ', warning: 'warning', failure: 'FAILED ' };

export function doctorCommand(): Command {
  return withPlan(new Command('doctor'))
    .description('check every setting and connection and say what to do')
    .action(async (options: PlanOptions) => {
      let failed = false;
      for await (const { state, text } of examine(options)) {
        process.stdout.write(`${MARKS[state]}  ${text}\n`);
        failed ||= state === 'failure';
      }
      if (failed) process.exitCode = 1;
    });
}

async function* examine(options: PlanOptions): AsyncGenerator<Finding> {
  yield { state: 'ok', text: `Node.js ${process.versions.node}` };
  let configuration: Configuration;
  try {
    configuration = readConfiguration(process.env, options);
  } catch (error) {
    yield { state: 'failure', text: describeFailure(error) };
    return;
  }
  const [plan, planFindings] = await examinePlan(configuration);
  yield* planFindings;
  const { store } = configuration;
  yield {
    state: 'ok',
    text:
      store.kind === 'server'
        ? `Store: the server at ${new URL(store.url).origin}`
        : `Store: embedded, in ${store.dataDir}`,
  };
  if (store.kind === 'embedded') yield folderFinding(store.dataDir);
  let hub: Hub;
  try {
    hub = await openHub(configuration);
  } catch (error) {
    yield { state: 'failure', text: describeFailure(error) };
    return;
  }
  try {
    if (!(yield* examineSchema(hub))) return;
    yield* examineHub(hub);
    yield await examineSecrets(hub, configuration);
    if (plan) yield* comparePlan(hub, plan, configuration.settings);
  } catch (error) {
    yield { state: 'failure', text: describeFailure(error) };
  } finally {
    await hub.close();
  }
}

function folderFinding(dataDir: string): Finding {
  for (const folder of [dataDir, dirname(dataDir)]) {
    try {
      accessSync(folder, constants.W_OK);
      return { state: 'ok', text: `The folder ${folder} can be written` };
    } catch {
      // The folder may not be there yet; then its parent must take it.
    }
  }
  return { state: 'failure', text: `The folder ${dataDir} cannot be written; choose another with --data` };
}

/** @returns whether the store can be looked into further */
async function* examineSchema(hub: Hub): AsyncGenerator<Finding, boolean> {
  const schema = await hub.schemaVersion();
  if (schema !== SCHEMA_VERSION) {
    yield {
      state: 'failure',
      text: `The store has schema ${schema}, this version needs ${SCHEMA_VERSION}: run saleshub migrate`,
    };
    return false;
  }
  yield { state: 'ok', text: `ClickHouse ${await hub.serverVersion()} answers, with schema ${schema}` };
  return true;
}

async function* examineHub(hub: Hub): AsyncGenerator<Finding> {
  yield (await hub.readerIsReadOnly())
    ? { state: 'ok', text: 'Queries run as a user that can only read' }
    : {
        state: 'warning',
        text: 'Queries run as a user that may write: set CLICKHOUSE_READER_USER to one that can only read',
      };
  const settings = await loadSettings(hub.reader);
  yield {
    state: 'ok',
    text: `Time zone ${settings.timeZone}, weeks from ${settings.weekStart}, amounts in ${settings.currency}`,
  };
  const behind = await batchesBehind(hub.reader);
  yield behind === 0
    ? { state: 'ok', text: 'State covers everything that was acknowledged' }
    : { state: 'warning', text: `State is ${behind} batches behind; a running hub catches up within seconds` };
  const keys = (await listKeys(hub.writer)).filter(({ revoked }) => !revoked);
  yield keys.length > 0
    ? { state: 'ok', text: `${keys.length} active keys of the ingest API` }
    : { state: 'warning', text: 'No key of the ingest API: make one with saleshub keys create SOURCE' };
}
