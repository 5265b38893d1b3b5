import { Option, type Command } from 'commander';
import { readConfiguration, type Configuration } from '../configuration';
import { openHub, type Hub } from '../hub';

export interface StoreOptions {
  data?: string;
}

/** Adds --data to a command that works on the store. */
export function withStore(command: Command): Command {
  return command.addOption(
    new Option('--data <directory>', 'folder of the embedded store (default: SALESHUB_DATA, else ./data)'),
  );
}

/** Opens the store for the time of the work and closes it afterwards, whatever happens. */
export async function useHub<Result>(
  options: StoreOptions,
  work: (hub: Hub, configuration: Configuration) => Promise<Result>,
): Promise<Result> {
  const configuration = readConfiguration(process.env, options.data);
  const hub = await openHub(configuration);
  try {
    return await work(hub, configuration);
  } finally {
    await hub.close();
  }
}
