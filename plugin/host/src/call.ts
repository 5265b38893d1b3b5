import type { ClientUnaryCall, ServiceError } from '@grpc/grpc-js';

/** Makes a call and promises its answer; the signal cancels it. */
export function unary<Response>(
  call: (callback: (error: ServiceError | null, response: Response) => void) => ClientUnaryCall,
  signal?: AbortSignal,
): Promise<Response> {
  return new Promise((resolve, reject) => {
    const running = call((error, response) => {
      if (error) reject(error);
      else resolve(response);
    });
    signal?.addEventListener('abort', () => running.cancel(), { once: true });
  });
}
