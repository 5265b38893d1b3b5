import { setTimeout as sleep } from 'node:timers/promises';
import { startPlugin, type Plugin, type PluginOptions } from '@saleshub/plugin-host';

/** The plugin's process, whichever runs at the time. */
export interface PluginBackend {
  /** @throws PluginStartError where it does not start */
  current: () => Promise<Plugin>;
  close: () => Promise<void>;
}

/** As long as Grafana waits before it starts a plugin again that has ended. */
const RESTART_PAUSE_MILLISECONDS = 1000;

/** Starts the plugin's backend and keeps it running, as Grafana does. */
export function keepPlugin(options: PluginOptions, onRestart: () => void): PluginBackend {
  const stopping = new AbortController();
  let running = start();

  function start(): Promise<Plugin> {
    const starting = startPlugin(options);
    starting.then(watch, () => undefined);
    return starting;
  }

  async function watch({ exited }: Plugin): Promise<void> {
    await exited;
    if (stopping.signal.aborted) return;
    onRestart();
    running = sleep(RESTART_PAUSE_MILLISECONDS, undefined, { signal: stopping.signal }).then(start);
    running.catch(() => undefined);
  }

  return {
    current: () => running,
    close: async () => {
      stopping.abort();
      const plugin = await running.catch(() => undefined);
      await plugin?.shutdown();
    },
  };
}
