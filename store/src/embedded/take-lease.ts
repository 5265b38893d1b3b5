import { request } from 'node:http';
import { USERNAMES } from './credentials';
import type { EngineRecord } from './engine-record';
import { LEASE_PATH, STOPPING } from './leases';

/** How long an engine may take to grant a lease: it answers from its event loop at once, even under load. */
const ANSWER_MILLISECONDS = 5_000;

/** This process's hold on an engine. */
export interface Lease {
  /** Settles when the lease ends: `given_up` here, `stopping` by the engine's own will, `lost` with its process. */
  readonly ended: Promise<'given_up' | 'stopping' | 'lost'>;
  giveUp(): void;
}

/**
 * Takes a lease on the engine of a record.
 *
 * @returns nothing if no engine answers there with these credentials: it is gone or going
 */
export function takeLease(record: EngineRecord): Promise<Lease | undefined> {
  return new Promise((resolve) => {
    const call = request({
      host: '127.0.0.1',
      port: record.port,
      path: LEASE_PATH,
      agent: false,
      headers: { 'X-ClickHouse-User': USERNAMES.writer, 'X-ClickHouse-Key': record.passwords.writer },
      timeout: ANSWER_MILLISECONDS,
    });
    call.on('timeout', () => call.destroy());
    call.on('error', () => resolve(undefined));
    call.on('response', (response) => {
      if (response.statusCode !== 200) {
        call.destroy();
        resolve(undefined);
        return;
      }
      call.setTimeout(0);
      // A process that has nothing left to do may end while it holds the engine.
      response.socket.unref();
      let said = '';
      let givenUp = false;
      response.setEncoding('utf8').on('data', (text: string) => (said += text));
      response.on('error', () => undefined);
      const ended = new Promise<'given_up' | 'stopping' | 'lost'>((end) => {
        response.on('close', () => end(givenUp ? 'given_up' : said.includes(STOPPING) ? 'stopping' : 'lost'));
      });
      const giveUp = (): void => {
        givenUp = true;
        call.destroy();
      };
      resolve({ ended, giveUp });
    });
    call.end();
  });
}
