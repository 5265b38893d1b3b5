import { format } from 'node:util';

export type LogLevel = 'trace' | 'debug' | 'info' | 'warn' | 'error';
export type LogFields = Record<string, string | number | boolean | undefined>;
type Log = (message: string, fields?: LogFields) => void;

/** Writes to Grafana's log. Never give it a plugin context: that holds passwords. */
export type Logger = Record<LogLevel, Log>;

/** The name under which Grafana shows the plugin's lines. */
const MODULE = 'saleshub';

/**
 * One line as hashicorp's hclog writes JSON, which hosts read from a plugin's stderr. They parse the time with exactly
 * six fraction digits and take a line with any other time for plain text.
 */
export function formatLogLine(level: LogLevel, message: string, fields: LogFields, time: number): string {
  const timestamp = new Date(time).toISOString().replace('Z', '000Z');
  const entry = { ...fields, '@level': level, '@message': message, '@module': MODULE, '@timestamp': timestamp };
  return `${JSON.stringify(entry)}\n`;
}

/** A logger that hands finished lines on. */
export function createLogger(write: (line: string) => void, clock: () => number = Date.now): Logger {
  const at =
    (level: LogLevel): Log =>
    (message, fields = {}) =>
      write(formatLogLine(level, message, fields, clock()));
  return { trace: at('trace'), debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
}

/** An error as fields of a line, with its stack: for the log, never for an answer. */
export function errorFields(error: unknown): LogFields {
  if (!(error instanceof Error)) return { error: String(error) };
  return { error: error.message, stack: error.stack };
}

/** Sends what libraries print to the log: stdout belongs to the handshake alone. */
export function takeOverConsole(logger: Logger): void {
  const print =
    (log: Log) =>
    (...values: unknown[]) =>
      log(format(...values));
  Object.assign(globalThis.console, {
    trace: print(logger.trace),
    debug: print(logger.debug),
    log: print(logger.info),
    info: print(logger.info),
    warn: print(logger.warn),
    error: print(logger.error),
  });
}
