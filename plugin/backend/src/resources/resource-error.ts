/** A call of a resource that cannot be served as asked. */
export class ResourceError extends Error {
  override readonly name = 'ResourceError';

  constructor(
    readonly status: 400 | 404 | 405,
    readonly code: 'unknown_resource' | 'method_not_allowed' | 'invalid_parameter',
    message: string,
  ) {
    super(message);
  }
}
