import type { IncomingHttpHeaders } from 'node:http';
import { Problem } from '../http/problems';

const FORMATS: ReadonlyMap<string, BodyFormat['format']> = new Map([
  ['application/json', 'json'],
  ['application/x-ndjson', 'ndjson'],
  ['application/cloudevents+json', 'cloud_event'],
  ['application/cloudevents-batch+json', 'cloud_event_batch'],
]);

export interface BodyFormat {
  format: 'json' | 'ndjson' | 'cloud_event' | 'cloud_event_batch';
  encoding: 'identity' | 'gzip';
}

/**
 * How a body is written, from its headers.
 * @throws Problem `unsupported_media_type` or `unsupported_encoding`, with the header that says what is supported
 */
export function readBodyFormat(headers: IncomingHttpHeaders): BodyFormat {
  return { format: readFormat(headers['content-type'] ?? ''), encoding: readEncoding(headers['content-encoding']) };
}

function readFormat(contentType: string): BodyFormat['format'] {
  const [mediaType = '', ...parameters] = contentType.split(';').map((part) => part.trim().toLowerCase());
  const format = FORMATS.get(mediaType);
  const charset = parameters.find((parameter) => parameter.startsWith('charset='))?.slice('charset='.length);
  if (format && (charset === undefined || /^"?utf-?8"?$/.test(charset))) return format;
  const supported = [...FORMATS.keys()].join(', ');
  throw new Problem('unsupported_media_type', `Content-Type may be ${supported}, in UTF-8.`, {
    headers: { 'Accept-Post': supported },
  });
}

function readEncoding(contentEncoding = 'identity'): BodyFormat['encoding'] {
  const encoding = contentEncoding.trim().toLowerCase();
  if (encoding === 'identity' || encoding === 'gzip') return encoding;
  throw new Problem('unsupported_encoding', 'Content-Encoding may be gzip, or absent.', {
    headers: { 'Accept-Encoding': 'gzip' },
  });
}
