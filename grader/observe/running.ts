const running = new Set<() => void>();

let closing = false;

/**
 * Keeps the way to end something that was started, until it has ended by itself.
 * @returns what says that it has
 * @throws {Error} once everything has been ended for good
 */
export function trackRunning(kill: () => void): () => void {
  refuseWhenClosing();
  running.add(kill);
  return () => void running.delete(kill);
}

/** @throws {Error} once everything has been ended for good: nothing may be started any more */
export function refuseWhenClosing(): void {
  if (closing) throw new Error('the grader is being ended');
}

/** Ends everything that runs, at once and for good: for Ctrl-C. Nothing can be started after it. */
export function killRunning(): void {
  closing = true;
  for (const kill of running) kill();
}
