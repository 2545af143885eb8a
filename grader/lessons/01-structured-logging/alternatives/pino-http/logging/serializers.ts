import type { Request } from 'express';

/** What of a request stands on each of its lines: no headers, and no query string. */
export function describeRequest(req: Request): object {
  return { id: req.id, method: req.method, path: pathOf(req) };
}

/** What of an error is logged: none of its own properties, for HTTP clients keep credentials there. */
export function describeError(error: unknown): object {
  if (error instanceof Error) return { type: error.name, message: error.message, stack: error.stack };
  return { type: typeof error, message: typeof error === 'string' ? error : 'something thrown that is no Error' };
}

/** The path as it was sent, wherever the request's router is mounted. */
export function pathOf(req: Request): string {
  return req.originalUrl.replace(/\?.*/s, '');
}
