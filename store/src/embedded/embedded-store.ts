export interface EmbeddedStoreLogEntry {
  level: 'info' | 'warn' | 'error';
  event:
    | 'engine_started'
    | 'engine_joined'
    | 'engine_lost'
    | 'engine_restarted'
    | 'engine_restart_failed'
    | 'engine_stopped';
  url: string;
  pid: number;
  message?: string;
}

export interface Credentials {
  username: string;
  password: string;
}

/** A hold on the embedded ClickHouse, which answers as a server does. */
export interface EmbeddedStore {
  /** `http://127.0.0.1:PORT`; stays the same when the engine is restarted. */
  readonly url: string;
  readonly writer: Credentials;
  /** May read what queries name (see readable-tables.ts), within limits of time, memory and rows. */
  readonly reader: Credentials;
  /** Of the engine's process as it runs now. */
  readonly pid: number;
  /** Gives up this process's hold. The engine ends soon after its last holder. */
  close(): Promise<void>;
}
