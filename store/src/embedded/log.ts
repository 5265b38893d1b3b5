export type LogLevel = 'info' | 'warn' | 'error';

/** Never give it passwords, SQL or data. */
export type Log = (level: LogLevel, event: string, details?: Readonly<Record<string, unknown>>) => void;

/** One JSON object a line, to standard error. */
export const logToStandardError: Log = (level, event, details = {}) => {
  const line = { time: new Date().toISOString(), level, component: 'embedded_clickhouse', event, ...details };
  process.stderr.write(`${JSON.stringify(line)}\n`);
};
