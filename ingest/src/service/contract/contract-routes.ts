import type { RequestHandler } from 'express';
import { renderContractPage } from './contract-page';
import { createOpenApi } from './openapi';

/** GET /openapi.json: the contract for programs. */
export function getOpenApi(): RequestHandler {
  const text = JSON.stringify(createOpenApi());
  return (_request, response) => {
    response.type('application/json').send(text);
  };
}

/** GET /docs: the contract for people. */
export function getContractPage(): RequestHandler {
  const page = renderContractPage();
  return (_request, response) => {
    response.set('Content-Security-Policy', "default-src 'none'; style-src 'unsafe-inline'").type('html').send(page);
  };
}
