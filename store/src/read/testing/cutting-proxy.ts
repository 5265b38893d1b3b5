import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

/** Changes a whole answer of ClickHouse into what arrives of it. */
export type Cut = (answer: string) => string;

/** An HTTP server before a ClickHouse that answers with status 200 whatever becomes of the answer. */
export interface CuttingProxy {
  url: string;
  /** Cuts the answers of SELECT statements that the pattern occurs in, until called again; of all without one. */
  cut: (how: Cut, statements?: RegExp) => void;
  /** Passes every answer on as it is. */
  mend: () => void;
  close: () => void;
}

export async function startCuttingProxy(target: string): Promise<CuttingProxy> {
  let how: Cut = (answer) => answer;
  let where = /^/;
  const server = createServer((request, response) => {
    pass(request, response).catch(() => response.destroy());
  });
  const pass = async (request: IncomingMessage, response: ServerResponse) => {
    const body = await buffer(request);
    const { headers } = request;
    const answer = await fetch(`${target}${request.url ?? '/'}`, {
      method: request.method ?? 'POST',
      headers: Object.entries(headers).flatMap(([name, value]): [string, string][] =>
        /^(x-clickhouse|authorization|content-type)/.test(name) && typeof value === 'string' ? [[name, value]] : [],
      ),
      ...(body.length > 0 && { body: new Uint8Array(body) }),
    });
    const text = await answer.text();
    const isRead = answer.ok && answer.headers.get('x-clickhouse-format') === 'JSONCompact' && where.test(String(body));
    response.writeHead(answer.status, [...answer.headers].filter(([name]) => name.startsWith('x-clickhouse')).flat());
    response.end(isRead ? how(text) : text);
  };
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    cut: (next, statements = /^/) => {
      how = next;
      where = statements;
    },
    mend: () => {
      how = (answer) => answer;
    },
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

const TAG = 'dmrdfnujjqvszhav';
const EXCEPTION =
  'Code: 241. DB::Exception: Memory limit (total) exceeded: would use 1.00 GiB. (MEMORY_LIMIT_EXCEEDED) (version 26.7.1)';

const DATA = '"data":\n\t[\n';
const before = (answer: string, text: string) => answer.slice(0, answer.lastIndexOf(text));
/** The answer up to the middle of its rows: within one where there is but one. */
const halfOfRows: Cut = (answer) => {
  const begin = answer.indexOf(DATA) + DATA.length;
  return answer.slice(0, begin + Math.ceil((before(answer, '],\n\n\t"rows"').length - begin) / 2));
};
const firstRow: Cut = (answer) => {
  const begin = answer.indexOf(DATA) + DATA.length;
  return answer.slice(0, answer.indexOf(']', begin) + 1);
};

/** What can become of an answer on its way, with the code of the error that must come of it. The answer has rows. */
export const CUTS: readonly (readonly [place: string, code: string, how: Cut])[] = [
  ['an empty body', 'incomplete_answer', () => ''],
  ['one line', 'incomplete_answer', (answer) => answer.slice(0, answer.indexOf('\n') + 1)],
  ['the head alone', 'incomplete_answer', (answer) => answer.slice(0, answer.indexOf(DATA))],
  ['an end within a row', 'incomplete_answer', halfOfRows],
  ['an end after a row', 'incomplete_answer', firstRow],
  ['no count of rows', 'incomplete_answer', (answer) => before(answer, '"rows"')],
  ['no last bracket', 'incomplete_answer', (answer) => before(answer, '}')],
  ['a row that is missing', 'incomplete_answer', (answer) => answer.replace(/("data":\n\t\[\n)\t\t\[.*\],?\n/, '$1')],
  ['an exception after some rows', '241', (answer) => `${halfOfRows(answer)}${EXCEPTION}`],
  [
    'an exception with its tag',
    '241',
    (answer) =>
      `${firstRow(answer)}\r\n__exception__\r\n${TAG}\r\n${EXCEPTION}\n${EXCEPTION.length + 1} ${TAG}\r\n__exception__\r\n`,
  ],
  [
    'an exception within JSON',
    '241',
    (answer) => `${before(answer, '\n}')},\n\n\t"exception": ${JSON.stringify(EXCEPTION)}\n}\n`,
  ],
  ['a login page', 'foreign_answer', () => '<!doctype html><title>Sign in</title>'],
  ["another program's JSON", 'foreign_answer', () => '{"status":"ok"}\n'],
];
