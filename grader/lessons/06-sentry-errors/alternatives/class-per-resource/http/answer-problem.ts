import type { NextFunction, Request, Response } from 'express';
import { log } from '../logger.ts';
import { Refusal } from './problems.ts';

/** Answers a request that failed. Whoever threw has been heard by the tracker already. */
export function answerProblem(error: unknown, req: Request, res: Response, next: NextFunction): void {
  if (req.destroyed && !req.complete) return; // the client left while it was sending
  if (res.headersSent) return next(error);
  const { status, code } = refusalOf(error);
  if (status === 500) log.error({ event: 'request.failed', err: error });
  res.status(status).json({ error: code });
}

function refusalOf(error: unknown): Pick<Refusal, 'status' | 'code'> {
  if (error instanceof Refusal) return error;
  if (error instanceof SyntaxError && 'body' in error) return { status: 400, code: 'malformed_body' };
  return { status: 500, code: 'internal_error' };
}
