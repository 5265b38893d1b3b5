import { EVENT_TYPES, describeEventType } from '@saleshub/model';
import { OPERATIONS, type Operation } from './operations';

const STYLE = `body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#1c1e21;background:#fff}
code{font:.9em ui-monospace,monospace;background:#f1f2f4;padding:.1em .3em;border-radius:3px}
h2{margin-top:2.5rem;border-bottom:1px solid #ddd}table{border-collapse:collapse;width:100%}
td,th{text-align:left;vertical-align:top;padding:.3rem .8rem .3rem 0;border-bottom:1px solid #eee}
@media(prefers-color-scheme:dark){body{color:#e4e6eb;background:#18191a}code{background:#2c2d30}h2,td,th{border-color:#3a3b3c}a{color:#7ab7ff}}`;

/** The contract for people: one page that loads nothing else, so that it works without the internet. */
export function renderContractPage(): string {
  const operations = OPERATIONS.map(renderOperation).join('\n');
  const types = EVENT_TYPES.map(
    (type) => `<tr><td><code>${type}</code></td><td>${escape(describeEventType(type).meaning)}</td></tr>`,
  );
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Saleshub ingest API</title>
<style>${STYLE}</style>
<h1>Saleshub ingest API</h1>
<p>Send <code>Authorization: Bearer KEY</code>; <code>saleshub keys create SOURCE</code> makes a key. Errors are
<code>application/problem+json</code> with a stable <code>code</code>. The same for programs, with every field:
<a href="openapi.json">openapi.json</a>.</p>
${operations}
<h2>Event types</h2>
<table>${types.join('\n')}</table>
</html>
`;
}

function renderOperation({ method, path, summary, rights, query, body, answers, problems }: Operation): string {
  const parameters = Object.entries(query?.shape ?? {}).map(
    ([name, schema]) => `<tr><td><code>${name}</code></td><td>${escape(schema.description ?? '')}</td></tr>`,
  );
  const lines = [
    rights === undefined ? 'No key is needed.' : `Right of the key: ${escape(rights)}.`,
    ...(body ? [`Body: ${Object.keys(body).map(code).join(', ')}.`] : []),
    `Answers: ${Object.keys(answers).map(code).join(', ')}${problems.length > 0 ? `; problems: ${problems.map(String).map(code).join(', ')}` : ''}.`,
  ];
  return `<h2><code>${method.toUpperCase()} ${path}</code></h2>
<p>${escape(summary)}<br>${lines.join('<br>')}</p>
${parameters.length > 0 ? `<table>${parameters.join('\n')}</table>` : ''}`;
}

const code = (text: string) => `<code>${escape(text)}</code>`;

function escape(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}
